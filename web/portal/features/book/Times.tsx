// Free days and, of the chosen day, free times: two groups of radio buttons.
import { useLang, say } from '@shared/i18n/language';
import { formatDay } from '@shared/formats/dates';
import { FaultText, OptionRow } from '@ui/forms';
import { Await, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { choices, freeDays } from './booking';
import { useTexts } from './texts';

interface TimesProps {
  place: string;
  service: string;
  people: number;
  from: string;
  days: number;
  again: number; // asks anew when it changes
  day: string;
  start: string;
  fault: string | undefined;
  onChange: (day: string, start: string) => void;
}

export function Times({ place, service, people, from, days, again, day, start, fault, onChange }: TimesProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(`${place} ${service} ${people} ${from} ${days} ${again} ${lang}`, () => freeDays(place, service, people, from, days, lang));
  return (
    <Await loaded={loaded} name={t('looking_times')} level={2}>
      {(list) => {
        const { free, full, reasons } = choices(list);
        const chosen = free.find((one) => one.day === day);
        if (free.length === 0) return <p class="box" role="status">{t('none_free', { n: days })}</p>;
        return (
          <>
            <fieldset class="book-set">
              <legend class="field-label">{t('day')}</legend>
              <div class="book-days">
                {free.map((one) => <OptionRow key={one.day} type="radio" name="day" value={one.day} checked={one.day === day} onChange={() => onChange(one.day, '')} label={<span class="unbroken">{formatDay(one.day, lang, { weekday: true, year: false })}</span>} detail={t('free_times', { n: one.starts.length })} />)}
              </div>
              {full.length > 0 && <p class="second">{t('full_days')} {full.map((one) => formatDay(one.day, lang, { year: false })).join(t('comma'))}</p>}
              {reasons.length > 0 && <p class="second">{reasons.map((one) => (one.reason ? `${formatDay(one.day, lang, { year: false })} ${say(one.reason, lang)}` : '')).join(t('semicolon'))}</p>}
            </fieldset>
            {chosen && (
              <fieldset class={fault ? 'book-set field wrong' : 'book-set'}>
                <legend class="field-label">{t('time')}</legend>
                <FaultText id="time" text={fault} />
                <div class="book-times">
                  {chosen.starts.map((one, i) => <OptionRow key={one} type="radio" id={i === 0 ? 'time' : undefined} name="start" value={one} checked={one === start} onChange={() => onChange(day, one)} label={<span class="nums">{one}</span>} />)}
                </div>
              </fieldset>
            )}
            {!chosen && fault && <FaultText id="day" text={fault} />}
          </>
        );
      }}
    </Await>
  );
}
