// One case: departments side by side, the gate of the joint hand-over, papers, clocks, and what happened.
import { ApiError } from '@shared/api/client';
import type { CaseView } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate } from '@shared/router';
import { useStore } from '@shared/store';
import { Icon } from '@ui/Icon';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cases, type CaseVerb } from '../../session/cases';
import { useCommands, type Command } from '../../session/keys';
import { liveStore, serverNow } from '../../session/live';
import { sessionStore, may, type SignedIn } from '../../session/session';
import { toast } from '../../session/toast';
import { deskDay, momentOf } from '../../ui/dates';
import { Key } from '../../ui/Key';
import { Failure } from '../../work/Failure';
import { Group, type Asking } from '../../work/experts/Group';
import { GroupDialog } from '../../work/experts/GroupDialog';
import { networkStore, personOf } from '../../work/units';
import { CaseDialog, type Asked } from './CaseDialog';
import { History } from './History';
import { Claims, Tasks } from './Joint';
import { Lanes } from './Lanes';
import { useTexts } from './texts';
import './case.css';

export function CasePage({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const { session } = useStore(sessionStore);
  const loaded = useLoaded(id, (signal) => cases.read(id, signal));
  return <div class="pad"><Await loaded={loaded} name={t('loading')}>{(file) => (session ? <Loaded key={file.id} first={file} session={session} /> : null)}</Await></div>;
}

function Loaded({ first, session }: { first: CaseView; session: SignedIn }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const [file, setFile] = useState(first);
  const [newer, setNewer] = useState<CaseView | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [group, setGroup] = useState<{ kind: Asking; number: number } | null>(null);
  const { position } = useStore(liveStore);
  useStore(networkStore);
  const today = dayInChina(new Date(serverNow()).toISOString());
  useEffect(() => {
    cases.read(first.id).then((now) => setNewer(now), () => undefined);
  }, [position, first.id]);
  const run = async (work: () => Promise<CaseView>, said: string): Promise<boolean> => {
    setFailed(null);
    try {
      setFile(await work());
      setNewer(null);
      toast(said);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.failure === 'stale') cases.read(file.id).then((now) => setNewer(now), () => undefined);
      setFailed(error);
      return false;
    }
  };
  const command = (verb: CaseVerb): void => void run(() => cases.command(file.id, file.version, verb), t(`done_${verb}`));
  const role = session.post.role;
  const works = may.handle(role) && role !== 'hotline_agent';
  const { stage } = file;
  const before = stage === 'submitted' || stage === 'draft' || stage === 'notice_given';
  const commands: Command[] = [
    { id: 'identity', key: 'I', label: t('do_identity'), bar: true, off: !works || !(before || stage === 'ready_for_hand_over'), run: () => setAsked({ kind: 'identity' }) },
    { id: 'paper', key: 'P', label: t('do_paper'), bar: true, off: !works || !(before || stage === 'in_progress' || stage === 'accepted'), run: () => setAsked({ kind: 'paper' }) },
    { id: 'submit', key: 'U', label: t('do_submit'), bar: true, off: !works || !(stage === 'draft' || stage === 'notice_given'), run: () => command('submit') },
    { id: 'notice', key: 'S', label: t('do_notice'), bar: true, off: !works || stage !== 'submitted', run: () => setAsked({ kind: 'notice' }) },
    { id: 'accept', key: 'Ctrl Enter', label: t('do_accept'), bar: true, off: !works || !before, run: () => command('accept') },
    { id: 'handover', key: 'H', label: t('do_handover'), bar: true, off: !works || stage !== 'ready_for_hand_over', run: () => command('handover') },
    { id: 'refuse', key: 'X', label: t('do_refuse'), bar: true, off: !works || !(stage === 'submitted' || (stage === 'in_progress' && file.branches.some((one) => one.stage === 'refused' || one.stage === 'revoked'))), run: () => setAsked({ kind: 'refuse' }) },
    { id: 'tell', key: 'T', label: t('do_tell'), bar: true, off: !works || stage !== 'refused' || Boolean(file.times.told_at), run: () => setAsked({ kind: 'tell' }) },
    { id: 'close', key: 'L', label: t('do_close'), bar: true, off: !works || !(stage === 'handed_over' || stage === 'refused'), run: () => command('close') },
    { id: 'receipt', key: 'R', label: t('print_receipt'), bar: true, off: !file.receipt, run: () => navigate(addressOf(lang, `/cases/${file.id}/receipt`)) },
    { id: 'note', key: 'N', label: t('do_note'), bar: true, off: !works, run: () => setAsked({ kind: 'note' }) },
    { id: 'urgent', key: 'G U', label: t('do_urgent'), bar: true, off: !works || file.papers.length === 0, run: () => setAsked({ kind: 'urgency' }) },
    { id: 'experts', key: 'G E', label: t('do_experts'), bar: true, off: !(role === 'officer' || role === 'centre_manager'), run: () => setAsked({ kind: 'experts' }) },
    { id: 'newer', key: '.', label: t('newer'), off: !newer || newer.version <= file.version, run: () => { if (newer) setFile(newer); } },
    { id: 'back', key: 'Escape', label: t('back'), bar: true, run: () => navigate(addressOf(lang, '/cases')) },
  ];
  useCommands(commands);
  const buttons = commands.filter((one) => !one.off && ['identity', 'paper', 'submit', 'notice', 'accept', 'handover', 'receipt', 'refuse', 'tell', 'close'].includes(one.id));
  const advised = file.groups.find((one) => one.number === group?.number);
  const title = file.title ? say(file.title, lang) : file.route;
  return (
    <>
      <div class="page-head">
        <div>
          <p class="second">{t('case')}{'\u2003'}<b class="nums">{formatCode(file.code)}</b>{file.receipt && <>{'\u2003'}{t('receipt')} <b class="nums">{file.receipt.number}</b></>}</p>
          <Title text={`${file.name}${t('comma')}${title}`}><bdi>{file.name}</bdi>{t('comma')}{title}</Title>
        </div>
        <p class="inline">{buttons.map((one) => <button key={one.id} type="button" class={one.id === 'accept' || one.id === 'handover' ? 'button' : 'button plain'} onClick={() => one.run()}>{one.label}<Key name={one.key ?? ''} /></button>)}</p>
      </div>
      <p class="facts-line">
        <span class={`chip ${file.group === 'at_risk' ? 'risk' : file.group}`}>{file.due ? t('by_day', { day: deskDay(file.due, lang), slack: file.slack ?? 0 }) : t('no_day')}</span>
        <span>{t('owner')} <b>{say(personOf(file.owner), lang)}</b></span>
        <span>{t('next')} <b>{file.next.text ? say(file.next.text, lang) : ''}</b></span>
        {file.links.person && <span><Link to={`/people/${file.links.person}`}>{t('to_person')}</Link></span>}
        {file.links.request && <span><Link to={`/requests/${file.links.request}`}>{t('to_request')}</Link></span>}
        {file.urgent_until && <span class="chip risk"><Icon name="risk" size={18} />{t('urgent_until', { day: deskDay(file.urgent_until, lang) })}</span>}
      </p>
      {file.why && <p class="second">{say(file.why, lang)}</p>}
      <div role="status" class="gathered">{newer && newer.version > file.version && <button type="button" onClick={() => setFile(newer)}>{t('newer')}</button>}</div>
      {failed && <Failure error={failed} />}
      <Lanes file={file} onSupplement={works ? (branch) => void run(() => cases.command(file.id, file.version, 'supplement', { branch }), t('done_supplement')) : undefined} />
      <Tasks file={file} onResolve={works ? (task, resolution) => void run(() => cases.command(file.id, file.version, 'task-resolve', { task, resolution }), t('done_task-resolve')) : undefined} />
      <div class="case-columns">
        <section aria-labelledby="papers">
          <h2 id="papers" class="head">{t('papers', { n: file.papers.length })}</h2>
          <ul class="rows">
            {file.required.map((one) => <li key={one.code} class="paper-line"><Icon name={one.there ? 'check' : 'cross'} size={18} label={t(one.there ? 'there' : 'missing')} /><span>{one.label ? say(one.label, lang) : one.code}</span></li>)}
            {file.papers.filter((one) => !file.required.some((need) => need.code === one.code)).map((one) => <li key={one.id} class="paper-line"><Icon name="check" size={18} /><span>{one.title || one.code}</span></li>)}
          </ul>
          {file.notice.length > 0 && <div class="box care"><h3>{t('notice')}</h3><ul>{file.notice.map((one, i) => <li key={i}>{one.text || one.code}</li>)}</ul></div>}
          {file.intake && <p class="second">{t('checked_in', { document: file.intake.document, who: say(personOf(file.intake.by), lang) })}</p>}
          {file.refusal && <div class="box"><h3>{t('refused_because')}</h3><p>{file.refusal}</p><ul>{file.remedies.map((one) => <li key={one.en}>{say(one, lang)}</li>)}</ul></div>}
        </section>
        <section aria-labelledby="clocks">
          <h2 id="clocks" class="head">{t('clocks')}</h2>
          <ul class="rows">
            {file.clocks.map((clock) => (
              <li key={clock.kind + (clock.due ?? '')}>
                <b>{clock.due ? deskDay(clock.due, lang) : t('no_day')}</b>{'\u2003'}<span class="second">{clock.label ? say(clock.label, lang) : clock.kind}</span>
                <details><summary class="why">{t('why_that_day')}</summary><p class="second">{clock.text ? say(clock.text, lang) : ''}</p></details>
              </li>
            ))}
          </ul>
          <Claims file={file} role={role} onDecide={(claim) => setAsked({ kind: 'decide', claim })} />
          {file.groups.length > 0 && <><h2 class="head later">{t('experts')}</h2>{file.groups.map((one) => <Group key={one.number} group={one} session={session} onAsk={(kind) => setGroup({ kind, number: one.number })} />)}</>}
        </section>
        <section aria-labelledby="history">
          <h2 id="history" class="head">{t('history')}</h2>
          <History events={file.history} today={today} />
          {file.notes.length > 0 && <><h3 class="head later">{t('notes')}</h3><ul class="rows">{file.notes.map((one, i) => <li key={i}>{one.text}<span class="block label">{one.by ? say(personOf(one.by), lang) : t('applicant')}{t('comma')}{momentOf(one.at, today, lang)}</span></li>)}</ul></>}
        </section>
      </div>
      {advised && group && <GroupDialog file={file} group={advised} kind={group.kind} session={session} onClose={() => setGroup(null)} onDone={(now, said) => { setFile(now); setNewer(null); setGroup(null); toast(said); }} />}
      {asked && <CaseDialog file={file} asked={asked} onClose={() => setAsked(null)} onRun={async (work, said) => { const ok = await run(work, said); if (ok) setAsked(null); return ok; }} failed={failed} />}
    </>
  );
}
