// Booking in the same call: what for, and one of the times that are free in the coming days. The time is taken when the
// call is filed, together with the request.
import { say, useLang } from '@shared/i18n/language';
import { DayText } from '@ui/marks';
import { Await, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { hall } from '../../session/hall';
import { SelectField } from '../../ui/fields';
import { useTexts } from './texts';

export interface Slot { service: string; day: string; start: string }

export function Booking({ place, today, slot, onSlot }: { place: string; today: string; slot: Slot; onSlot: (slot: Slot) => void }): JSX.Element {
  const t = useTexts();
  const services = useLoaded(place, (signal) => hall.services(place, signal));
  return (
    <Await loaded={services} level={2}>
      {({ services: offered }) => <Choice place={place} today={today} slot={slot} onSlot={onSlot} services={offered.map((one) => ({ code: one.code, name: one.name }))} none={t('book_nothing')} />}
    </Await>
  );
}

interface ChoiceProps { place: string; today: string; slot: Slot; onSlot: (slot: Slot) => void; services: { code: string; name?: { zh: string; en: string } | null | undefined }[]; none: string }

function Choice({ place, today, slot, onSlot, services, none }: ChoiceProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <div class="stack pad-top">
      <SelectField id="book" label={t('book_service')} value={slot.service} onInput={(service) => onSlot({ service, day: '', start: '' })}>
        <option value="">{none}</option>
        {services.map((one) => <option key={one.code} value={one.code}>{one.name ? say(one.name, lang) : one.code}</option>)}
      </SelectField>
      {slot.service && <Times place={place} today={today} slot={slot} onSlot={onSlot} />}
    </div>
  );
}

function Times({ place, today, slot, onSlot }: { place: string; today: string; slot: Slot; onSlot: (slot: Slot) => void }): JSX.Element {
  const t = useTexts();
  const loaded = useLoaded(`${place} ${slot.service} ${today}`, (signal) => hall.slots(place, slot.service, today, signal));
  return (
    <Await loaded={loaded} level={2}>
      {({ days }) => {
        const free = days.filter((one) => one.starts.length > 0).slice(0, 3);
        if (free.length === 0) return <p class="second">{t('book_full')}</p>;
        return (
          <fieldset class="slots"><legend class="field-label">{t('book_when')}</legend>
            {free.map((one) => (
              <div key={one.day}>
                <p class="label"><DayText day={one.day} weekday /></p>
                {one.starts.slice(0, 6).map((start) => (
                  <label key={start} class="option"><input type="radio" name="slot" checked={slot.day === one.day && slot.start === start} onChange={() => onSlot({ ...slot, day: one.day, start })} /><span class="nums">{start}</span></label>
                ))}
              </div>
            ))}
          </fieldset>
        );
      }}
    </Await>
  );
}
