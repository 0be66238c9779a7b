// Which routes, and on which day each is to be handed in; for a new plan and for one that is changed.
import type { Day, RouteAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { DayField, FaultText, type FieldFault, noDay, OptionRow, readTypedDay, type TypedDay, typedDay } from '@ui/forms';
import { StatusMark } from '@ui/marks';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { statusOf } from './status';
import { useTexts } from './texts';

export interface Chosen {
  routes: string[];
  typed: Record<string, TypedDay>;
  set: (routes: string[], typed: Record<string, TypedDay>) => void;
  days: Record<string, Day>; // of those whose day reads
  faults: FieldFault[];
}

// What can be planned: anything that is not closed for good.
export const plannable = (routes: RouteAnswer[], also: string[] = []): RouteAnswer[] =>
  routes.filter((route) => route.status !== 'ineligible' || route.opens_on || also.includes(route.id));

export function useChosen(first: string[], starts: Record<string, Day> = {}): Chosen {
  const t = useTexts();
  const ui = useUiTexts();
  const [routes, setRoutes] = useState(first);
  const [typed, setTyped] = useState<Record<string, TypedDay>>(() => Object.fromEntries(Object.entries(starts).map(([id, day]) => [id, typedDay(day)])));
  const days: Record<string, Day> = {};
  const faults: FieldFault[] = routes.length === 0 ? [{ field: 'choose', text: t('fault_choose') }] : [];
  for (const id of routes) {
    const read = readTypedDay(typed[id] ?? noDay);
    if (read && 'fault' in read) faults.push({ field: `start-${id}`, text: ui(read.fault) });
    else if (read) days[id] = read.day;
  }
  return { routes, typed, days, faults, set: (nextRoutes, nextTyped) => { setRoutes(nextRoutes); setTyped(nextTyped); } };
}

export function RouteChoice({ possible, chosen, faults }: { possible: RouteAnswer[]; chosen: Chosen; faults: FieldFault[] }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const faultOf = (field: string): string | undefined => faults.find((fault) => fault.field === field)?.text;
  return (
    <fieldset class={faultOf('choose') ? 'field wrong' : 'field'}>
      <legend class="field-label">{t('choose')}</legend>
      <FaultText id="choose" text={faultOf('choose')} />
      <div class="options">
        {possible.map((route, i) => (
          <div key={route.id} class="choice">
            <OptionRow type="checkbox" {...(i === 0 ? { id: 'choose' } : {})} name="chosen" value={route.id} checked={chosen.routes.includes(route.id)} label={say(route.title, lang)} detail={<StatusMark status={statusOf(route)} size={16} />}
              onChange={(on) => chosen.set(on ? [...chosen.routes, route.id] : chosen.routes.filter((id) => id !== route.id), chosen.typed)} />
            {chosen.routes.includes(route.id) && (
              <details class="start" open={faultOf(`start-${route.id}`) || chosen.days[route.id] ? true : undefined}>
                <summary>{t('start_label', { route: say(route.title, lang) })}</summary>
                <DayField id={`start-${route.id}`} legend={t('start_label', { route: say(route.title, lang) })} hideLegend hint={t('start_hint')} value={chosen.typed[route.id] ?? noDay} fault={faultOf(`start-${route.id}`)}
                  onChange={(value) => chosen.set(chosen.routes, { ...chosen.typed, [route.id]: value })} />
              </details>
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

interface WordsProps { title: string; notes: string; onTitle: (text: string) => void; onNotes: (text: string) => void }

export function PlanWords({ title, notes, onTitle, onNotes }: WordsProps): JSX.Element {
  const t = useTexts();
  return (
    <>
      <div>
        <label class="field-label" for="title">{t('title_label')}</label>
        <p class="label" id="title-hint">{t('title_hint')}</p>
        <input id="title" class="input" maxLength={80} autoComplete="off" aria-describedby="title-hint" value={title} onInput={(event) => onTitle(event.currentTarget.value)} />
      </div>
      <div>
        <label class="field-label" for="notes">{t('notes_label')}</label>
        <p class="label" id="notes-hint">{t('notes_hint')}</p>
        <textarea id="notes" class="input" rows={4} maxLength={2000} aria-describedby="notes-hint" value={notes} onInput={(event) => onNotes(event.currentTarget.value)} />
      </div>
    </>
  );
}
