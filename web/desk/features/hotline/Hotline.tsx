// A call: noted, answered, handed on and filed without leaving the page or the keyboard.
import { tongueOf } from '@shared/i18n/tongue';
import { api, ApiError } from '@shared/api/client';
import { formatCode, shortCode } from '@shared/formats/code';
import { Link } from '@shared/router';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { findGuides } from '@shared/policy/search';
import type { RequestView } from '@shared/api/types.generated';
import { Icon } from '@ui/Icon';
import { Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { desk } from '../../session/api';
import { useDraft } from '../../session/drafts';
import { useCommands } from '../../session/keys';
import { look, serverNow } from '../../session/live';
import { sessionStore } from '../../session/session';
import { holdTheme } from '../../session/settings';
import { toast } from '../../session/toast';
import { minutesOf, timeOf } from '../../ui/dates';
import { SelectField, TextField } from '../../ui/fields';
import { Key } from '../../ui/Key';
import { Failure } from '../../work/Failure';
import { markSeen } from '../../work/seen';
import { refreshWork, workStore } from '../../work/store';
import { useWorkTexts } from '../../work/texts';
import { networkStore, targetsOf } from '../../work/units';
import { Answers } from './Answers';
import { bodyOf, noCall, phases, sameAsker, secondsOf, target, ticked, toggledSaid, type Call, type Phase } from './call';
import { useTexts } from './texts';
import './hotline.css';

const shownAnswers = 4;

export function Hotline(): JSX.Element | null {
  const { session } = useStore(sessionStore);
  return session ? <Desk account={session.account.id} place={session.post.place} department={session.post.department} /> : null;
}

function Desk({ account, place, department }: { account: string; place: string; department: string }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const { places } = useStore(networkStore);
  const { fresh, shown } = useStore(workStore);
  const [call, keep, drop] = useDraft<Call>(`${account} call`, noCall);
  const [phase, setPhase] = useState<Phase>('note');
  const [chosen, setChosen] = useState(0);
  const [swapped, setSwapped] = useState(false);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [last, setLast] = useState<RequestView | null>(null);
  const now = useRef(call);
  now.current = call;
  const change = useCallback((next: Call): void => {
    now.current = next;
    keep(next);
  }, [keep]);
  const going = call.startedAt !== 0;

  const meta = useLoaded('meta', () => api.meta());
  const region = places?.places.find((one) => one.path === place)?.region ?? meta.value?.default_region ?? '';
  const routes = useLoaded(region, () => (region ? api.routes(region) : Promise.resolve(null)));
  const query = call.look.trim() || call.question;
  const hits = query.trim() && routes.value ? findGuides(query, routes.value.routes).slice(0, shownAnswers) : [];
  const at = Math.min(chosen, Math.max(0, hits.length - 1));

  const set = (some: Partial<Call>): void => change({ ...now.current, ...(now.current.startedAt === 0 && some.startedAt === undefined ? { startedAt: serverNow() } : {}), ...some });
  useEffect(() => {
    holdTheme(going);
    if (!going) return;
    const timer = setInterval(() => change(ticked(now.current, phase)), 1000);
    return () => {
      clearInterval(timer);
      holdTheme(false);
    };
  }, [going, phase, change]);

  const focus = (id: string, to: Phase): void => {
    setPhase(to);
    document.getElementById(id)?.focus();
  };
  const said = (): void => {
    const route = hits[at];
    if (!route) return;
    setPhase('answer');
    change(toggledSaid(now.current, { id: route.id, zh: route.title?.zh ?? '', en: route.title?.en ?? '', at: serverNow() }));
  };
  const targets = places ? targetsOf(places).filter((one) => one.place !== place || one.department !== department) : [];
  const to = targets.find((one) => one.key === call.to);

  const file = async (): Promise<void> => {
    if (busy) return;
    setMissing(!call.question.trim());
    setFailed(null);
    if (!call.question.trim()) {
      focus('question', 'note');
      return;
    }
    setBusy(true);
    let filed: RequestView | null = null;
    try {
      filed = await desk.receive(bodyOf(call));
      // From here on the request is on record; what fails now is told, and done from its page.
      const heard = call.said.map((one) => t('said_line', { title: lang === 'zh' ? one.zh : one.en, time: timeOf(one.at) })).join(t('stop'));
      if (heard) filed = await desk.command(filed.id, 'note', filed.version, { text: heard });
      if (to) filed = await desk.command(filed.id, 'offer', filed.version, { to: { place: to.place, department: to.department } });
    } catch (error) {
      if (error instanceof ApiError) setFailed(error);
    }
    setBusy(false);
    if (!filed) return;
    markSeen(filed.id, filed.version);
    setLast(filed);
    setPhase('note');
    setChosen(0);
    drop();
    void look();
    void refreshWork(true);
    toast(to ? t('filed_to', { code: formatCode(filed.code), unit: say(to.name, lang) }) : t('filed', { code: formatCode(filed.code) }));
    document.getElementById('question')?.focus();
  };

  useCommands([
    { id: 'note', key: 'F2', label: t('key_note'), bar: true, run: () => focus('question', 'note') },
    { id: 'next', key: 'Alt ArrowDown', label: t('key_next'), bar: true, run: () => { setPhase('answer'); setChosen(hits.length > 0 ? (at + 1) % hits.length : 0); } },
    { id: 'before', key: 'Alt ArrowUp', label: t('key_before'), run: () => { setPhase('answer'); setChosen(hits.length > 0 ? (at + hits.length - 1) % hits.length : 0); } },
    { id: 'said', key: 'Alt Enter', label: t('key_said'), bar: true, run: said },
    { id: 'look', key: 'F4', label: t('key_look'), bar: true, run: () => focus('look', 'answer') },
    { id: 'book', key: 'F8', label: t('key_book'), bar: true, run: () => focus('book', 'book') },
    { id: 'relay', key: 'F9', label: t('key_relay'), bar: true, run: () => focus('to', 'book') },
    { id: 'swap', key: 'Alt L', label: t('key_swap'), bar: true, run: () => setSwapped(!swapped) },
    { id: 'file', key: 'Ctrl Enter', label: t('key_file'), bar: true, run: () => void file() },
  ]);

  const before = (fresh ?? shown)?.requests.filter((one) => sameAsker(call, one)) ?? [];
  const seconds = secondsOf(call);
  return (
    <div class="hotline">
      <div class="call">
        <Title text={t('title')}>{going ? <span class="on-line"><Icon name="track" size={20} />{t('talking')}</span> : <span>{t('quiet')}</span>}</Title>
        <span>{w(`channel_${call.channel}`)}<b class="gap nums">{call.contact}</b></span>
        <ol class="phases" aria-label={t('phases')}>
          {phases.map((one) => <li key={one} class={`${one}${going && one === phase ? ' now' : ''}`} aria-current={going && one === phase ? 'step' : undefined}><span>{t(`phase_${one}`)}</span><span class="nums">{call.spent[one] > 0 ? minutesOf(call.spent[one]) : ''}</span></li>)}
        </ol>
        <span class="timer"><b class="nums" aria-hidden="true">{minutesOf(seconds)}</b> <span class="label">{t('target', { time: minutesOf(target) })}</span></span>
      </div>
      <div class="hotline-columns">
        <section class="column-one" aria-labelledby="asker-title">
          <h2 id="asker-title" class="head">{t('asker')}</h2>
          <div class="stack">
            <TextField id="name" label={t('name')} value={call.name} maxLength={200} onInput={(name) => set({ name })} />
            <TextField id="contact" label={t('contact')} value={call.contact} maxLength={200} onInput={(contact) => set({ contact })} />
            <SelectField id="language" label={t('language')} value={call.language} onInput={(language) => set({ language: language === 'zh' ? 'zh' : 'en' })}>
              <option value="en">{w('lang_en')}</option><option value="zh">{w('lang_zh')}</option>
            </SelectField>
            <SelectField id="channel" label={t('channel')} value={call.channel} onInput={(channel) => set({ channel: channel as Call['channel'] })}>
              {(['hotline12367', 'hotline12345', 'official_account', 'window', 'email', 'liaison_point'] as const).map((one) => <option key={one} value={one}>{w(`channel_${one}`)}</option>)}
            </SelectField>
            <SelectField id="kind" label={t('kind')} value={call.kind} onInput={(kind) => set({ kind: kind as Call['kind'] })}>
              {(['question', 'help', 'complaint'] as const).map((one) => <option key={one} value={one}>{w(`asked_${one}`)}</option>)}
            </SelectField>
          </div>
          <h2 class="head later">{t('before')}</h2>
          {before.length === 0 ? <p class="second pad-top">{t('before_none')}</p> : (
            <ul class="rows">{before.slice(0, 4).map((one) => <li key={one.id}><Link to={`/requests/${one.id}`} lang={tongueOf(one.question)} class="clamp">{one.question}</Link><span class="block label nums">{shortCode(one.code)}{t('comma')}{w(`stage_${one.stage}`)}</span></li>)}</ul>
          )}
          {last && <p class="box last-call"><span class="label block">{t('last')}</span><Link to={`/requests/${last.id}`}><b class="nums">{formatCode(last.code)}</b></Link></p>}
        </section>
        <section class="column-two" aria-labelledby="question-title">
          <div class="head"><h2 id="question-title"><label for="question">{t('question')}</label></h2><span class="label"><Key name="F2" />{t('key_note')}</span></div>
          {missing && !call.question.trim() && <p class="fault" id="question-fault">{t('question_missing')}</p>}
          <textarea id="question" class="input question" rows={4} maxLength={4000} value={call.question} aria-invalid={missing && !call.question.trim() ? true : undefined} aria-describedby={missing ? 'question-fault' : undefined}
            onFocus={() => setPhase('note')} onInput={(event) => set({ question: event.currentTarget.value })} />
          {failed && <Failure error={failed} />}
          <Answers hits={hits} at={at} asked={query.trim() !== ''} call={call} region={region} swapped={swapped} version={routes.value?.rules_version ?? ''}
            choose={(i) => { setPhase('answer'); setChosen(i); }} said={said} look={call.look} onLook={(words) => set({ look: words })} />
        </section>
        <section class="column-three" aria-labelledby="book-title">
          <div class="head"><h2 id="book-title">{t('book')}</h2><Key name="F8" /></div>
          <p class="second pad-top" id="book-why">{t('book_why')}</p>
          <button type="button" id="book" class="button plain" aria-disabled="true" aria-describedby="book-why">{t('book_do')}</button>
          <div class="head later"><h2>{t('relay')}</h2><Key name="F9" /></div>
          <SelectField id="to" label={t('relay_to')} value={call.to} hint={t('relay_hint')} onInput={(key) => set({ to: key })}>
            <option value="">{t('relay_nobody')}</option>
            {targets.map((one) => <option key={one.key} value={one.key}>{say(one.name, lang)}</option>)}
          </SelectField>
          <div class="head later"><h2>{t('file')}</h2></div>
          <p class="second pad-top">{t('file_what')}</p>
          <button type="button" class="button wide-button" aria-disabled={busy || undefined} onClick={() => void file()}>{to ? t('file_to') : t('file_do')}<Key name="Ctrl Enter" /></button>
          {going && <button type="button" class="link drop" onClick={() => { const kept = call; drop(); setPhase('note'); toast(t('dropped'), () => change(kept)); }}>{t('drop')}</button>}
        </section>
      </div>
    </div>
  );
}
