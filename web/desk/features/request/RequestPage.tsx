// One request: who answers for it from beginning to end, who holds the baton, one answer, the gate before closing.
import { tongueOf } from '@shared/i18n/tongue';
import { formatCode } from '@shared/formats/code';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, navigate } from '@shared/router';
import { useStore } from '@shared/store';
import type { RequestView } from '@shared/api/types.generated';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { desk } from '../../session/api';
import { useCommands, type Command } from '../../session/keys';
import { liveStore } from '../../session/live';
import { sessionStore, type SignedIn } from '../../session/session';
import { Key } from '../../ui/Key';
import { changedStore } from '../../work/act';
import { openAction, possible, type DialogVerb } from '../../work/actions';
import { ClockChip } from '../../work/Clock';
import { holderOf } from '../../work/source';
import { personOf } from '../../work/units';
import { markSeen } from '../../work/seen';
import { useWorkTexts } from '../../work/texts';
import { Answer } from './Answer';
import { Baton } from './Baton';
import { Gate } from './Gate';
import { Asker, Story } from './Story';
import { conditionsOf } from './story';
import { useTexts } from './texts';
import './request.css';

export function RequestPage({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const { session } = useStore(sessionStore);
  const loaded = useLoaded(id, (signal) => desk.request(id, signal));
  return <div class="pad"><Await loaded={loaded} name={t('loading')}>{(request) => (session ? <Loaded key={request.id} first={request} session={session} /> : null)}</Await></div>;
}

// What others change meanwhile waits until it is asked for; what oneself did shows at once.
function useFresh(first: RequestView): { request: RequestView; newer: RequestView | null; show: (request: RequestView) => void } {
  const [shown, setShown] = useState(first);
  const [newer, setNewer] = useState<RequestView | null>(null);
  const { request: changed } = useStore(changedStore);
  const { position } = useStore(liveStore);
  const before = useRef(position);
  const show = (request: RequestView): void => {
    setShown(request);
    setNewer(null);
    markSeen(request.id, request.version);
  };
  useEffect(() => { markSeen(first.id, first.version); }, [first]);
  useEffect(() => {
    if (changed && changed.id === first.id) show(changed);
  }, [changed, first.id]);
  useEffect(() => {
    if (before.current === position) return;
    const known = before.current !== 0;
    before.current = position;
    if (!known) return;
    desk.request(first.id).then((request) => setNewer(request), () => undefined);
  }, [position, first.id]);
  return { request: shown, newer: newer && newer.version > shown.version ? newer : null, show };
}

function Loaded({ first, session }: { first: RequestView; session: SignedIn }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const { request, newer, show } = useFresh(first);
  const { place } = session.post;
  const can = possible(request, session);
  const open = (verb: DialogVerb): (() => void) => () => openAction(verb, request);
  const gate = useRef<HTMLElement>(null);
  const close = (): void => {
    if (request.gate.open) openAction('close', request);
    else gate.current?.querySelector<HTMLElement>('[data-unmet]')?.focus();
  };
  const commands: Command[] = [
    { id: 'answer', key: 'A', label: w('do_answer'), bar: true, off: !can.has('answer'), run: () => document.getElementById('answer')?.focus() },
    { id: 'accept', key: 'E', label: w('do_accept'), bar: true, off: !can.has('accept'), run: open('accept') },
    { id: 'refuse', key: 'X', label: w('do_refuse'), bar: true, off: !can.has('refuse'), run: open('refuse') },
    { id: 'take', key: 'H', label: w('do_take'), bar: true, off: !can.has('take'), run: open('take') },
    { id: 'offer', key: 'R', label: w('do_offer'), bar: true, off: !can.has('offer'), run: open('offer') },
    { id: 'withdraw', key: 'B', label: w('do_withdraw'), bar: true, off: !can.has('withdraw'), run: open('withdraw') },
    { id: 'call', key: 'V', label: w('do_call'), bar: true, off: !can.has('call'), run: open('call') },
    { id: 'note', key: 'N', label: w('do_note'), bar: true, off: !can.has('note'), run: open('note') },
    { id: 'close', key: 'L', label: w('do_close'), bar: true, off: !can.has('close'), run: close },
    { id: 'reopen', key: 'O', label: w('do_reopen'), bar: true, off: !can.has('reopen'), run: open('reopen') },
    { id: 'owner', key: 'U', label: w('do_owner'), bar: true, off: !can.has('owner'), run: open('owner') },
    { id: 'clock', key: 'T', label: t('clock'), run: () => document.querySelector<HTMLElement>('[data-clock]')?.click(), off: request.stage !== 'handling' },
    { id: 'newer', key: '.', label: t('update'), off: !newer, run: () => { if (newer) show(newer); } },
    { id: 'back', key: 'Escape', label: t('back'), bar: true, run: () => navigate(addressOf(lang, '/work')) },
  ];
  useCommands(commands);
  const buttons = commands.filter((one) => !one.off && ['accept', 'refuse', 'take', 'offer', 'withdraw', 'call', 'reopen', 'owner'].includes(one.id));
  const unmet = conditionsOf(request).filter((one) => !one.met).length;
  const headline = request.question.split(/(?<=[。！？?!])\s*|\n/u)[0] ?? request.question;
  return (
    <>
      <div class="page-head">
        <div>
          <p class="second">{w(`asked_${request.kind}`)}<span class="gap">{w(`channel_${request.channel}`)}</span><b class="gap nums">{formatCode(request.code)}</b></p>
          <Title text={headline}><span lang={tongueOf(headline)}>{headline}</span></Title>
        </div>
        <p class="inline">{buttons.map((one) => <button key={one.id} type="button" class="button plain" onClick={() => one.run()}>{one.label}<Key name={one.key ?? ''} /></button>)}</p>
      </div>
      <p class="facts-line"><ClockChip request={request} />
        <span>{t('owner_is')} <b>{say(personOf(request.owner), lang)}</b>{t('comma')}{t('to_the_end')}</span>
        <span>{t('baton_is')} <b>{say(holderOf(request, place), lang)}</b></span>
        <span>{t('answer_in')} <b>{w(request.language === 'zh' ? 'lang_zh' : 'lang_en')}</b></span>
        {request.reopened > 0 && <span>{t('reopened', { n: request.reopened })}</span>}
      </p>
      <div role="status" class="gathered">{newer && <button type="button" onClick={() => show(newer)}>{t('newer')}</button>}</div>
      <Baton request={request} place={place} />
      <div class="three">
        <Asker request={request} />
        <div class="middle">
          <Answer request={request} account={session.account.id} place={place} can={can.has('answer')} onStale={show} />
          <Story request={request} place={place} />
        </div>
        <Gate at={gate} request={request} can={can.has('close') || request.stage !== 'closed'} unmet={unmet} onClose={close} />
      </div>
    </>
  );
}
