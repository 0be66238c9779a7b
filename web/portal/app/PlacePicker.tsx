// Place and day, changed in place: a panel under the header, closed with Esc.
import type { Meta, Region } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { closePicker } from '@session/picker';
import { placeOf, whereStore } from '@session/place';
import { DayField, readTypedDay, typedDay } from '@ui/forms';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAppTexts } from './texts';

// Children stand under their parents, indented by depth.
export function orderRegions(regions: Region[]): { region: Region; depth: number }[] {
  const parentOf = (region: Region): string | null => {
    if (region.parent) return region.parent;
    const above = regions.filter((other) => other.id !== region.id && other.id !== 'cn' && region.id.startsWith(other.id));
    return above.sort((a, b) => b.id.length - a.id.length)[0]?.id ?? null;
  };
  const depthOf = (region: Region): number => {
    const parent = regions.find((other) => other.id === parentOf(region));
    return parent && parent.id !== 'cn' && parent.id !== region.id ? depthOf(parent) + 1 : 0;
  };
  return [...regions].sort((a, b) => (a.id < b.id ? -1 : 1)).map((region) => ({ region, depth: depthOf(region) }));
}

export function PlacePicker({ meta }: { meta: Meta }): JSX.Element {
  const t = useAppTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const place = placeOf(meta, whereStore.get());
  const [region, setRegion] = useState(place.region.id);
  const [typed, setTyped] = useState(typedDay(place.isToday ? null : place.asOf));
  const [fault, setFault] = useState<string>();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    first.current?.focus();
  }, []);
  const apply = (event: Event): void => {
    event.preventDefault();
    const day = readTypedDay(typed);
    if (day && 'fault' in day) {
      setFault(ui(day.fault));
      document.getElementById('place-day')?.focus();
      return;
    }
    whereStore.set(() => ({ region, asOf: day?.day ?? null }));
    closePicker();
  };
  return (
    <section class="picker" aria-labelledby="picker-title" onKeyDown={(event) => { if (event.key === 'Escape') closePicker(); }}>
      <form class="column picker-form" onSubmit={apply} noValidate>
        <h2 id="picker-title">{t('place_title')}</h2>
        <label class="picker-region"><span class="field-label">{t('place_region')}</span>
          <select ref={first} class="input" value={region} onChange={(event) => setRegion(event.currentTarget.value)}>
            {orderRegions(meta.regions).map((one) => <option key={one.region.id} value={one.region.id}>{'\u3000'.repeat(one.depth)}{say(one.region.title, lang)}</option>)}
          </select>
        </label>
        <DayField id="place-day" legend={t('place_day')} hint={t('place_day_hint', { day: meta.today })} value={typed} onChange={setTyped} fault={fault} />
        <p class="inline"><button class="button" type="submit">{t('place_apply')}</button><button type="button" class="link" onClick={closePicker}>{t('place_cancel')}</button></p>
      </form>
    </section>
  );
}
