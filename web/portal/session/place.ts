// Where and on which day rules are applied. No day means today, as the server has it.
import type { Day, Meta, Region } from '@shared/api/types';
import { parseDay } from '@shared/formats/dates';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { createStore, useStore } from '@shared/store';

export interface Where { region: string | null; asOf: Day | null }

export const whereStore = createStore<Where>({ region: null, asOf: null }, 'gangway.where');

// A link may carry ?region=…&as_of=…; it is taken once, when the page is opened.
export function takeWhereFromLink(search: URLSearchParams): void {
  const region = search.get('region');
  const asOf = search.get('as_of');
  if (region) whereStore.set((now) => ({ ...now, region }));
  if (asOf && parseDay(asOf)) whereStore.set((now) => ({ ...now, asOf }));
}

export const MetaContext = createContext<Meta | null>(null);

export interface CurrentPlace { meta: Meta; region: Region; asOf: Day; asOfRequest: { as_of?: Day }; isToday: boolean }

export function placeOf(meta: Meta, where: Where): CurrentPlace {
  const region =
    meta.regions.find((one) => one.id === where.region) ??
    meta.regions.find((one) => one.id === meta.default_region) ??
    { id: meta.default_region, title: { zh: meta.default_region, en: meta.default_region }, parent: '', has_pack: false };
  const asOf = where.asOf ?? meta.today;
  return { meta, region, asOf, asOfRequest: where.asOf ? { as_of: where.asOf } : {}, isToday: asOf === meta.today };
}

// Only below the part of the application that has loaded the meta record.
export function usePlace(): CurrentPlace {
  const meta = useContext(MetaContext);
  const where = useStore(whereStore);
  if (!meta) throw new Error('usePlace needs the meta record');
  return placeOf(meta, where);
}
