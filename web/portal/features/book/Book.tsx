// Booking a time at a window: where, what for, when, who. The time is kept for some minutes until it is confirmed; no account is
// needed, the code moves and cancels it.
import type { AppointmentStatus, HallServices } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { useStore } from '@shared/store';
import { usePlace } from '@session/place';
import { ErrorSummary, FaultText, OptionRow } from '@ui/forms';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './book.css';
import { confirm, detailOf, emptyWish, halls, hold, kept, release, timeInChina, type Wish, wishStore } from './booking';
import { useTexts } from './texts';
import { Times } from './Times';

export function Book(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(`halls ${lang}`, async () => {
    const [list, before] = await Promise.all([halls(lang), kept(wishStore.get().held, lang)]);
    return { list, before };
  });
  return (
    <div class="column page book">
      <Await loaded={loaded} name={t('looking')}>
        {({ list, before }) => <Steps list={list} before={before} />}
      </Await>
    </div>
  );
}

function Steps({ list, before }: { list: HallServices[]; before: AppointmentStatus | null }): JSX.Element {
  const [now, setNow] = useState(before);
  const keep = (one: AppointmentStatus | null): void => {
    wishStore.set((wish) => ({ ...wish, held: one?.code ?? '' }));
    setNow(one);
  };
  return now ? <Kept of={now} onChange={keep} /> : <Form list={list} onKept={keep} />;
}

// How many days are offered at first, and at most: what the server tells in one answer.
const firstDays = 14;
const mostDays = 31;

// What is missing, by the id of the field that takes the focus.
function faultsOf(wish: Wish, hall: HallServices | undefined, t: ReturnType<typeof useTexts>): { field: string; text: string }[] {
  const faults = [];
  if (!hall) faults.push({ field: 'place', text: t('place_missing') });
  else if (!hall.services.some(({ code }) => code === wish.service)) faults.push({ field: 'service', text: t('service_missing') });
  else if (!wish.start) faults.push({ field: wish.day ? 'time' : 'day', text: t('time_missing') });
  if (!wish.name.trim()) faults.push({ field: 'name', text: t('name_missing') });
  return faults;
}

function Form({ list, onKept }: { list: HallServices[]; onKept: (one: AppointmentStatus) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const wish = useStore(wishStore);
  const change = (part: Partial<Wish>): void => wishStore.set((now) => ({ ...now, ...part }));
  const hall = list.find((one) => one.place === wish.place) ?? (list.length === 1 ? list[0] : undefined);
  const [tried, setTried] = useState(0);
  const [later, setLater] = useState(false);
  const [again, setAgain] = useState(0);
  const [failed, setFailed] = useState('');
  const sending = useRef(false);
  const faults = tried > 0 ? faultsOf(wish, hall, t) : [];
  const faultAt = (...fields: string[]): string | undefined => faults.find(({ field }) => fields.includes(field))?.text;
  if (list.length === 0) return <><Title text={t('title')} /><p class="box">{t('no_halls')}</p><p><Link to="/ask">{t('ask_instead')}</Link></p></>;
  const submit = (): void => {
    setTried((n) => n + 1);
    setFailed('');
    if (!hall || faultsOf(wish, hall, t).length > 0 || sending.current) return;
    sending.current = true;
    hold({
      place: hall.place, service: wish.service, day: wish.day, start: wish.start, people: wish.people, name: wish.name.trim(), language: lang,
      ...(wish.contact.trim() ? { contact: wish.contact.trim() } : {}), ...(wish.needs.trim() ? { needs: wish.needs.trim() } : {}),
    }, lang).then(onKept, (error: unknown) => {
      setFailed(detailOf(error, t('not_done')));
      change({ start: '' });
      setAgain((n) => n + 1); // somebody was faster: what is free now
    }).finally(() => { sending.current = false; });
  };
  return (
    <>
      <Title text={t('title')} />
      <p class="lead">{t('lead')}</p>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <ErrorSummary faults={faults} attempt={tried} />
        {list.length > 1 && (
          <div class={faultAt('place') ? 'field wrong' : 'field'}>
            <label class="field-label" for="place">{t('place')}</label>
            <FaultText id="place" text={faultAt('place')} />
            <select id="place" class="input" value={hall?.place ?? ''} aria-describedby={faultAt('place') ? 'place-fault' : undefined} onChange={(event) => change({ place: event.currentTarget.value, service: '', day: '', start: '' })}>
              <option value="">{t('choose')}</option>
              {list.map((one) => <option key={one.place} value={one.place}>{one.place_name ? say(one.place_name, lang) : one.place}</option>)}
            </select>
          </div>
        )}
        {hall && (
          <fieldset class="book-set">
            <legend class="field-label">{t('service')}</legend>
            <FaultText id="service" text={faultAt('service')} />
            <div class="options">
              {hall.services.map((one, i) => <OptionRow key={one.code} type="radio" id={i === 0 ? 'service' : undefined} name="service" value={one.code} checked={wish.service === one.code} onChange={() => change({ service: one.code, day: '', start: '' })} label={one.name ? say(one.name, lang) : one.code} detail={t('minutes', { n: one.minutes })} />)}
            </div>
          </fieldset>
        )}
        {hall && hall.most_people > 1 && (
          <div class="field"><label class="field-label" for="people">{t('people')}</label>
            <select id="people" class="input book-people" value={String(wish.people)} onChange={(event) => change({ people: Number(event.currentTarget.value), start: '' })}>
              {Array.from({ length: hall.most_people }, (_, i) => i + 1).map((n) => <option key={n} value={n}>{n}</option>)}
            </select></div>
        )}
        {hall && wish.service && <Times place={hall.place} service={wish.service} people={wish.people} from={meta.today} days={Math.min(hall.days_ahead, later ? mostDays : firstDays)} again={again} day={wish.day} start={wish.start} fault={faultAt('day', 'time')} onChange={(day, start) => change({ day, start })} />}
        {hall && wish.service && !later && hall.days_ahead > firstDays && <p><button type="button" class="link" onClick={() => setLater(true)}>{t('later')}</button></p>}
        <div class={faultAt('name') ? 'field wrong' : 'field'}>
          <label class="field-label" for="name">{t('name')}</label>
          <FaultText id="name" text={faultAt('name')} />
          <input id="name" class="input" maxLength={100} autoComplete="name" value={wish.name} aria-invalid={faultAt('name') ? true : undefined} aria-describedby={faultAt('name') ? 'name-fault' : undefined} onInput={(event) => change({ name: event.currentTarget.value })} />
        </div>
        <div class="field"><label class="field-label" for="contact">{t('contact')}</label>
          <input id="contact" class="input" maxLength={200} autoComplete="tel" value={wish.contact} onInput={(event) => change({ contact: event.currentTarget.value })} /></div>
        <div class="field"><label class="field-label" for="needs">{t('needs')}</label><p class="second" id="needs-hint">{t('needs_hint')}</p>
          <input id="needs" class="input" maxLength={200} value={wish.needs} aria-describedby="needs-hint" onInput={(event) => change({ needs: event.currentTarget.value })} /></div>
        {failed && <p class="fault" role="alert">{failed}</p>}
        <p><button class="button primary" type="submit">{t('keep')}</button></p>
      </form>
    </>
  );
}

export function Facts({ of: one }: { of: AppointmentStatus }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <dl class="book-facts">
      <div><dt>{t('when')}</dt><dd><DayText day={one.day} weekday /> <span class="nums unbroken">{one.start}–{one.end}</span></dd></div>
      <div><dt>{t('where')}</dt><dd>{one.place_name ? say(one.place_name, lang) : ''} {one.windows.map((window) => (window.name ? say(window.name, lang) : '')).join(' ')}</dd></div>
      <div><dt>{t('what')}</dt><dd>{one.service_name ? say(one.service_name, lang) : one.service}</dd></div>
      <div><dt>{t('who')}</dt><dd>{one.name}</dd></div>
    </dl>
  );
}

// A time that is kept: confirmed in time, or let go.
function Kept({ of: one, onChange }: { of: AppointmentStatus; onChange: (now: AppointmentStatus | null) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [failed, setFailed] = useState('');
  const sending = useRef(false);
  useEffect(() => { if (one.stage === 'booked') wishStore.set(() => emptyWish); }, [one.stage]);
  const act = (work: Promise<AppointmentStatus>, then: (answer: AppointmentStatus) => void): void => {
    if (sending.current) return;
    sending.current = true;
    setFailed('');
    work.then(then, (error: unknown) => setFailed(detailOf(error, t('not_done')))).finally(() => { sending.current = false; });
  };
  if (one.stage === 'booked') {
    return (
      <>
        <Title text={t('booked_title')} />
        <p class="lead">{t('booked_lead')}</p>
        <p class="book-code nums">{formatCode(one.code)}</p>
        <Facts of={one} />
        <p>{t('bring')}</p>
        <p><Link to={`/follow/${one.code}`}>{t('change_it')}</Link></p>
      </>
    );
  }
  return (
    <>
      <Title text={t('kept_title')} />
      <p class="lead" role="status">{t('kept_lead', { time: one.expires_at ? timeInChina(one.expires_at) : '' })}</p>
      <Facts of={one} />
      {failed && <p class="fault" role="alert">{failed}</p>}
      <p class="book-actions">
        <button type="button" class="button primary" onClick={() => act(confirm(one, lang), onChange)}>{t('confirm')}</button>
        <button type="button" class="button plain" onClick={() => { release(one, lang).catch(() => undefined).finally(() => onChange(null)); }}>{t('other_time')}</button>
      </p>
    </>
  );
}
