// The hall today: windows and who is booked at each, the queue in its order with the reason, and the window one serves.
import { ApiError } from '@shared/api/client';
import type { AppointmentView, HallCalendar, QueueView, TicketView } from '@shared/api/types.generated';
import { addDays, dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, navigate, useHere } from '@shared/router';
import { useStore } from '@shared/store';
import { DayText } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hall } from '../../session/hall';
import { useCommands } from '../../session/keys';
import { liveStore, look, serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { toast } from '../../session/toast';
import { timeOf } from '../../ui/dates';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/fields';
import { Key } from '../../ui/Key';
import { Failure } from '../../work/Failure';
import { networkStore } from '../../work/units';
import { useTexts } from './texts';
import './hall.css';

export function Hall(): JSX.Element | null {
  const t = useTexts();
  const { search } = useHere();
  const { session } = useStore(sessionStore);
  const { places } = useStore(networkStore);
  const { position } = useStore(liveStore);
  const today = dayInChina(new Date(serverNow()).toISOString());
  const day = search.get('day') ?? today;
  const place = places?.places.find((one) => one.path === session?.post.place);
  const loaded = useLoaded(`${place?.id ?? ''} ${day} ${position}`, (signal) => (place
    ? Promise.all([hall.calendar(place.id, day, signal), hall.queue(place.id, signal)])
    : Promise.reject(new ApiError('not-found', null, ''))), true);
  if (!session || !places) return null;
  if (!place) return <div class="pad stack"><Title text={t('title')} /><p>{t('no_hall')}</p></div>;
  return <div class="pad"><Await loaded={loaded} name={t('loading')}>{([calendar, queue]) => <Loaded calendar={calendar} queue={queue} day={day} today={today} serves={['window_clerk', 'officer', 'helper'].includes(session.post.role)} />}</Await></div>;
}

interface Props { calendar: HallCalendar; queue: QueueView; day: string; today: string; serves: boolean }

const keptWindow = 'gangway.desk.window';
function rememberedWindow(): string {
  try { return localStorage.getItem(keptWindow) ?? ''; } catch { return ''; }
}

function Loaded({ calendar, queue, day, today, serves }: Props): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [mine, setMine] = useState(rememberedWindow);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [walking, setWalking] = useState(false);
  const isToday = day === today;
  const window = calendar.windows.find((one) => one.window.id === mine) ?? calendar.windows[0];
  const here = queue.tickets.find((one) => one.window?.id === window?.window.id && (one.stage === 'called' || one.stage === 'serving'));
  const waiting = queue.tickets.filter((one) => one.stage === 'waiting');
  const missed = queue.tickets.filter((one) => one.stage === 'no_show');
  const run = async (work: () => Promise<unknown>, said: string): Promise<void> => {
    setFailed(null);
    try {
      await work();
      toast(said);
      await look();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    }
  };
  const callNext = (): void => {
    if (!window) return;
    void (async () => {
      setFailed(null);
      try {
        const { ticket } = await hall.callNext(window.window.id);
        toast(ticket ? t('called', { ticket: ticket.label, name: ticket.name }) : t('nobody_waits'));
        await look();
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setFailed(error);
      }
    })();
  };
  const step = (ticket: TicketView, what: 'serve' | 'finish' | 'miss' | 'return' | 'leave'): void => void run(() => hall.step(ticket.id, what), t(`done_${what}`));
  const go = (to: string): void => navigate(`${addressOf(lang, '/hall')}?day=${to}`, { replace: true });
  useCommands([
    { id: 'call', key: 'C', label: t('do_call'), bar: true, off: !serves || !isToday || Boolean(here), run: callNext },
    { id: 'serve', key: 'V', label: t('do_serve'), bar: true, off: !serves || here?.stage !== 'called', run: () => { if (here) step(here, 'serve'); } },
    { id: 'finish', key: 'F', label: t('do_finish'), bar: true, off: !serves || here?.stage !== 'serving', run: () => { if (here) step(here, 'finish'); } },
    { id: 'miss', key: 'X', label: t('do_miss'), bar: true, off: !serves || here?.stage !== 'called', run: () => { if (here) step(here, 'miss'); } },
    { id: 'walk_in', key: 'N', label: t('do_walk_in'), bar: true, off: !serves || !isToday, run: () => setWalking(true) },
    { id: 'before', key: '[', label: t('day_before'), run: () => go(addDays(day, -1)) },
    { id: 'after', key: ']', label: t('day_after'), bar: true, run: () => go(addDays(day, 1)) },
  ]);
  const expected = calendar.appointments.filter((one) => one.status.stage === 'booked' || one.status.stage === 'held');
  return (
    <>
      <div class="page-head">
        <div class="head-line"><Title text={calendar.open ? t('headline', { waiting: waiting.length, booked: expected.length }) : t('closed')} /><span class="second"><DayText day={day} weekday /></span></div>
        <p class="inline"><button type="button" class="button plain" onClick={() => go(addDays(day, -1))}>{t('day_before')}<Key name="[" /></button>{!isToday && <button type="button" class="button plain" onClick={() => go(today)}>{t('today')}</button>}<button type="button" class="button plain" onClick={() => go(addDays(day, 1))}>{t('day_after')}<Key name="]" /></button></p>
      </div>
      {calendar.reason && say(calendar.reason, lang) && <p class="second">{say(calendar.reason, lang)}</p>}
      {failed && <Failure error={failed} />}
      {calendar.to_be_told.length > 0 && <div class="box care"><h2>{t('to_be_told', { n: calendar.to_be_told.length })}</h2><ul>{calendar.to_be_told.map((one) => <li key={one.id}><bdi>{one.status.name}</bdi>{t('comma')}<DayText day={one.status.day} /> {one.status.start}{t('comma')}{one.contact}</li>)}</ul></div>}
      <div class="hall-columns">
        <section aria-labelledby="windows">
          <h2 id="windows" class="head">{t('windows')}</h2>
          <div class="hall-windows">
            {calendar.windows.map((one) => <WindowColumn key={one.window.id} plan={one} appointments={calendar.appointments.filter((who) => who.status.windows.some((where) => where.id === one.window.id))} onArrive={serves && isToday ? (who) => void run(() => hall.arrive(who.id, who.status.version), t('arrived')) : undefined} />)}
          </div>
        </section>
        {isToday && (
          <section aria-labelledby="queue">
            <h2 id="queue" class="head">{t('queue', { n: waiting.length })}</h2>
            {serves && calendar.windows.length > 0 && (
              <div class="my-window">
                <SelectField id="my-window" label={t('my_window')} value={window?.window.id ?? ''} onInput={(id) => { setMine(id); try { localStorage.setItem(keptWindow, id); } catch { /* asked again next time */ } }}>
                  {calendar.windows.map((one) => <option key={one.window.id} value={one.window.id}>{one.window.name ? say(one.window.name, lang) : ''}</option>)}
                </SelectField>
                {here ? (
                  <div class="now-serving" aria-live="polite">
                    <p><b class="ticket-label">{here.label}</b> <bdi>{here.name}</bdi> <span class="second">{here.service_name ? say(here.service_name, lang) : here.service}</span></p>
                    <p class="inline">{here.stage === 'called' ? <><button type="button" class="button" onClick={() => step(here, 'serve')}>{t('do_serve')}<Key name="V" /></button><button type="button" class="button plain" onClick={() => step(here, 'miss')}>{t('do_miss')}<Key name="X" /></button></> : <button type="button" class="button" onClick={() => step(here, 'finish')}>{t('do_finish')}<Key name="F" /></button>}</p>
                  </div>
                ) : <p><button type="button" class="button" onClick={callNext}>{t('do_call')}<Key name="C" /></button></p>}
              </div>
            )}
            {waiting.length === 0 ? <div class="box"><p>{t('nobody_waits')}</p></div> : (
              <ol class="rows queue-list">
                {waiting.map((ticket) => <li key={ticket.id}><b class="ticket-label">{ticket.label}</b><span><bdi>{ticket.name || t('walk_in')}</bdi>{t('comma')}{ticket.service_name ? say(ticket.service_name, lang) : ticket.service}<span class="block label">{ticket.turn ? t(`turn_${ticket.turn}`) : ''}{t('comma')}{t('since', { time: timeOf(ticket.arrived_at) })}</span></span></li>)}
              </ol>
            )}
            {missed.length > 0 && <><h3 class="head later">{t('missed')}</h3><ul class="rows">{missed.map((ticket) => <li key={ticket.id}><b class="ticket-label">{ticket.label}</b> <bdi>{ticket.name}</bdi> {serves && <button type="button" class="button plain" onClick={() => step(ticket, 'return')}>{t('do_return')}</button>}</li>)}</ul></>}
          </section>
        )}
      </div>
      {walking && <WalkIn place={calendar.place} onClose={() => setWalking(false)} onDone={(ticket) => { setWalking(false); toast(t('given', { ticket: ticket.label })); void look(); }} />}
    </>
  );
}

function WindowColumn({ plan, appointments, onArrive }: { plan: HallCalendar['windows'][number]; appointments: AppointmentView[]; onArrive: ((who: AppointmentView) => void) | undefined }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <div class="hall-window">
      <h3>{plan.window.name ? say(plan.window.name, lang) : ''}<span class="block label">{plan.hours.map((one) => `${one.from}–${one.to}`).join(t('comma')) || (plan.reason ? say(plan.reason, lang) : t('closed'))}</span></h3>
      <ul class="rows">
        {appointments.map((one) => (
          <li key={one.id} class={`booked ${one.status.stage}`}>
            <b class="nums">{one.status.start}</b> <bdi>{one.status.name}</bdi>
            <span class="block label">{one.status.service_name ? say(one.status.service_name, lang) : one.status.service}{t('comma')}{t(`stage_${one.status.stage}`)}{one.needs && `${t('comma')}${one.needs}`}</span>
            {onArrive && one.status.stage === 'booked' && <button type="button" class="button plain" onClick={() => onArrive(one)}>{t('do_arrive')}</button>}
          </li>
        ))}
        {appointments.length === 0 && <li class="second">{t('nobody_booked')}</li>}
      </ul>
    </div>
  );
}

function WalkIn({ place, onClose, onDone }: { place: string; onClose: () => void; onDone: (ticket: TicketView) => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const loaded = useLoaded(place, (signal) => hall.services(place, signal));
  const [service, setService] = useState('');
  const [language, setLanguage] = useState('');
  const [failed, setFailed] = useState<ApiError | null>(null);
  return (
    <Dialog title={t('do_walk_in')} closeLabel={t('close')} onClose={onClose}>
      <Await loaded={loaded} level={2}>
        {({ services }) => (
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            hall.walkIn(place, service || (services[0]?.code ?? ''), language).then(onDone, (error: unknown) => { if (error instanceof ApiError) setFailed(error); });
          }}>
            <SelectField id="walk-service" label={t('service')} value={service || (services[0]?.code ?? '')} onInput={setService} first>{services.map((one) => <option key={one.code} value={one.code}>{one.name ? say(one.name, lang) : one.code}</option>)}</SelectField>
            <TextField id="walk-language" label={t('language')} hint={t('language_hint')} value={language} onInput={setLanguage} maxLength={2} />
            {failed && <Failure error={failed} />}
            <p><button type="submit" class="button primary">{t('give_ticket')}</button></p>
          </form>
        )}
      </Await>
    </Dialog>
  );
}
