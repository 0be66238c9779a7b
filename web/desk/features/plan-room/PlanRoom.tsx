// The plan room: routes side by side with each condition, what the officer makes of them, the solution in words, and
// another person's approval.
import { api, ApiError } from '@shared/api/client';
import type { Region, RouteAnswer } from '@shared/api/types';
import type { OptionChange, PersonPlanView, PlanOptionView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { addressOf, Link, navigate } from '@shared/router';
import { useStore } from '@shared/store';
import { Badge, ConditionMark, DayText, StatusMark, type Status } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useCommands } from '../../session/keys';
import { serverNow } from '../../session/live';
import { personPlans } from '../../session/people';
import { sessionStore, type SignedIn } from '../../session/session';
import { momentOf } from '../../ui/dates';
import { Dialog } from '../../ui/Dialog';
import { TextArea, TextField } from '../../ui/fields';
import { Key } from '../../ui/Key';
import { toast } from '../../session/toast';
import { Failure } from '../../work/Failure';
import { useTexts } from './texts';
import './plan-room.css';

export function PlanRoom({ id = '' }: { id?: string }): JSX.Element {
  const t = useTexts();
  const { session } = useStore(sessionStore);
  const loaded = useLoaded(id, (signal) => Promise.all([personPlans.read(id, signal), personPlans.comparison(id, signal), api.meta()]));
  return <div class="pad"><Await loaded={loaded} name={t('loading')}>{([plan, assessment, meta]) => (session ? <Loaded key={plan.id} first={plan} routes={assessment.routes} regions={meta.regions} session={session} /> : null)}</Await></div>;
}

const markOf = (option: PlanOptionView): Status => (option.status === 'eligible' ? (option.advice_only ? 'advice' : 'open') : option.status === 'ineligible' ? 'closed' : option.advice_only ? 'advice' : 'unknown');

const changeOf = (option: PlanOptionView): OptionChange => ({ route: option.route, choice: option.choice, reason: option.reason, judgements: option.judgements });

function Loaded({ first, routes, regions, session }: { first: PersonPlanView; routes: RouteAnswer[]; regions: Region[]; session: SignedIn }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const [plan, setPlan] = useState(first);
  const [changes, setChanges] = useState(() => new Map(first.options.map((one) => [one.route, changeOf(one)])));
  const [solution, setSolution] = useState(first.solution);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [asking, setAsking] = useState<'send_back' | { confirm: string } | null>(null);
  const editing = plan.stage === 'draft' && (session.post.role === 'officer' || session.post.role === 'window_clerk' || session.post.role === 'helper');
  const approving = plan.stage === 'proposed' && session.post.role === 'centre_manager' && plan.drafted_by.account !== session.account.id;
  const run = async (work: () => Promise<PersonPlanView>, said: string): Promise<boolean> => {
    setFailed(null);
    try {
      const next = await work();
      setPlan(next);
      toast(said);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
      return false;
    }
  };
  const save = (): Promise<boolean> => run(() => personPlans.edit(plan.id, plan.version, { options: [...changes.values()], solution }), t('saved'));
  const propose = async (): Promise<void> => {
    setFailed(null);
    try {
      const saved = await personPlans.edit(plan.id, plan.version, { options: [...changes.values()], solution });
      setPlan(saved);
      setPlan(await personPlans.command(saved.id, saved.version, 'propose'));
      toast(t('proposed'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
    }
  };
  useCommands([
    { id: 'save', key: 'Ctrl S', label: t('save'), bar: true, off: !editing, run: () => void save() },
    { id: 'propose', key: 'Ctrl Enter', label: t('propose'), bar: true, off: !editing, run: () => void propose() },
    { id: 'approve', key: 'Y', label: t('approve'), bar: true, off: !approving, run: () => void run(() => personPlans.command(plan.id, plan.version, 'approve'), t('approved')) },
    { id: 'send_back', key: 'B', label: t('send_back'), bar: true, off: !approving, run: () => setAsking('send_back') },
    { id: 'back', key: 'Escape', label: t('back'), bar: true, run: () => navigate(addressOf(lang, `/people/${plan.person}`)) },
  ]);
  const openOnes = plan.options.filter((one) => one.status !== 'ineligible');
  const closedOnes = plan.options.filter((one) => one.status === 'ineligible');
  const set = (route: string, part: Partial<OptionChange>): void => {
    setChanges((now) => {
      const before = now.get(route);
      return before ? new Map(now).set(route, { ...before, ...part }) : now;
    });
  };
  const row = (option: PlanOptionView): JSX.Element => (
    <OptionBlock key={option.route} option={option} route={routes.find((one) => one.id === option.route)} change={changes.get(option.route) ?? changeOf(option)} editing={editing && option.status !== 'ineligible'}
      onChange={(part) => set(option.route, part)} onConfirm={plan.stage === 'approved' && option.advice_only && option.choice === 'chosen' && !option.confirmation && session.post.role === 'officer' ? () => setAsking({ confirm: option.route }) : undefined} />
  );
  const chosen = plan.options.filter((one) => one.choice === 'chosen').length;
  return (
    <>
      <div class="page-head">
        <div>
          <p class="second">{t('plan')}{'\u2003'}<Link to={`/people/${plan.person}`}>{t('to_person')}</Link></p>
          <Title text={t(`headline_${plan.stage}`, { n: plan.stage === 'draft' ? openOnes.length : chosen })} />
        </div>
        <p class="inline">
          {editing && <><button type="button" class="button plain" onClick={() => void save()}>{t('save')}<Key name="Ctrl S" /></button><button type="button" class="button primary" onClick={() => void propose()}>{t('propose')}<Key name="Ctrl Enter" /></button></>}
          {approving && <><button type="button" class="button plain" onClick={() => setAsking('send_back')}>{t('send_back')}<Key name="B" /></button><button type="button" class="button primary" onClick={() => void run(() => personPlans.command(plan.id, plan.version, 'approve'), t('approved'))}>{t('approve')}<Key name="Y" /></button></>}
        </p>
      </div>
      <p class="facts-line">
        <span>{t('drafted')} <b>{plan.drafted_by.name}</b>{t('comma')}{momentOf(plan.drafted_at, today, lang)}</span>
        {plan.approved_by && <span>{t('approved_by')} <b>{plan.approved_by.name}</b></span>}
        <span>{t('rules_of')} <b>{say(regions.find((one) => one.id === plan.region)?.title, lang) || plan.region}</b>{t('comma')}<DayText day={plan.as_of} /></span>
        {plan.rules_changed && <span class="chip risk">{t('rules_changed')}</span>}
      </p>
      {plan.returned && plan.stage === 'draft' && <div class="box care"><p><b>{t('returned')}</b> {plan.returned}</p></div>}
      {failed && <Failure error={failed} />}
      <section aria-labelledby="open-routes"><h2 id="open-routes" class="head">{t('compare', { n: openOnes.length })}</h2>{openOnes.length === 0 ? <div class="box"><p>{t('none_open')}</p></div> : openOnes.map(row)}</section>
      <section class="solution" aria-labelledby="solution-title">
        <h2 id="solution-title" class="head later">{t('solution')}</h2>
        {editing ? <TextArea id="solution" label={t('solution_label')} value={solution} onInput={setSolution} rows={4} /> : <p class="answer-text">{plan.solution || t('no_solution')}</p>}
      </section>
      <details class="pad-top"><summary>{t('closed_routes', { n: closedOnes.length })}</summary>{closedOnes.map(row)}</details>
      {asking === 'send_back' && <SendBack onClose={() => setAsking(null)} onSend={async (reason) => { if (await run(() => personPlans.sendBack(plan.id, plan.version, reason), t('sent_back'))) setAsking(null); }} />}
      {asking !== null && typeof asking === 'object' && <Confirm onClose={() => setAsking(null)} onSend={async (body) => { if (await run(() => personPlans.confirm(plan.id, plan.version, { route: asking.confirm, ...body }), t('confirmed'))) setAsking(null); }} />}
    </>
  );
}

interface OptionProps { option: PlanOptionView; route: RouteAnswer | undefined; change: OptionChange; editing: boolean; onChange: (part: Partial<OptionChange>) => void; onConfirm: (() => void) | undefined }

function OptionBlock({ option, route, change, editing, onChange, onConfirm }: OptionProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const title = option.title ? say(option.title, lang) : option.route;
  const failing = (route?.conditions ?? []).filter((one) => one.value !== true);
  const judge = (condition: string, opinion: 'agree' | 'disagree' | ''): void => {
    const others = change.judgements.filter((one) => one.condition !== condition);
    onChange({ judgements: opinion ? [...others, { condition, opinion, reason: change.judgements.find((one) => one.condition === condition)?.reason ?? '' }] : others });
  };
  return (
    <article class="option-block" aria-label={title}>
      <div class="option-head"><StatusMark status={markOf(option)} /><h3>{title}</h3>{option.advice_only && <Badge kind="advice_only" />}{route?.unverified && <Badge kind="unverified" />}</div>
      <div class="option-body">
        <ul class="conditions">
          {(route?.conditions ?? []).map((condition) => {
            const said = change.judgements.find((one) => one.condition === condition.id);
            return (
              <li key={condition.id}>
                <ConditionMark value={condition.value} /> {condition.label ? say(condition.label, lang) : condition.id}
                {condition.given.map((given) => <span key={given.fact} class="second"> {given.value ? say(given.value, lang) : ''}</span>)}
                {editing && (
                  <span class="judge">
                    <label class="sr" for={`${option.route}-${condition.id}`}>{t('your_opinion')}</label>
                    <select id={`${option.route}-${condition.id}`} class="input" value={said?.opinion ?? ''} onChange={(event) => judge(condition.id, event.currentTarget.value as 'agree' | 'disagree' | '')}>
                      <option value="">{t('not_looked')}</option><option value="agree">{t('agree')}</option><option value="disagree">{t('disagree')}</option>
                    </select>
                    {said?.opinion === 'disagree' && <input class="input" aria-label={t('why_disagree')} placeholder={t('why_disagree')} maxLength={1000} value={said.reason}
                      onInput={(event) => onChange({ judgements: change.judgements.map((one) => (one.condition === condition.id ? { ...one, reason: event.currentTarget.value } : one)) })} />}
                  </span>
                )}
                {!editing && said && <span class="second"> {t(said.opinion)}{said.reason ? `${t('comma')}${said.reason}` : ''}</span>}
              </li>
            );
          })}
        </ul>
        <div class="option-choice">
          {failing.length > 0 && <p class="second">{t('not_met', { n: failing.length })}</p>}
          {editing ? (
            <>
              <div class="inline" role="radiogroup" aria-label={t('choice_of', { route: title })}>
                {(['chosen', 'set_aside'] as const).map((choice) => (
                  <label key={choice} class="option"><input type="radio" name={`choice-${option.route}`} checked={change.choice === choice} onChange={() => onChange({ choice })} /><span>{t(choice)}</span></label>
                ))}
              </div>
              <TextField id={`reason-${option.route}`} label={t('reason')} value={change.reason} onInput={(reason) => onChange({ reason })} maxLength={1000} />
            </>
          ) : option.choice !== 'open' && <p><b>{t(option.choice)}</b>{option.reason ? `${t('comma')}${option.reason}` : ''}</p>}
          {option.confirmation && <p class="second">{t('confirmation', { authority: option.confirmation.authority, number: option.confirmation.document_number })}</p>}
          {!editing && option.choice === 'chosen' && (option.may_apply ? <p class="status open">{t('may_apply')}</p> : <p class="second">{option.not_yet ? say(option.not_yet, lang) : ''}</p>)}
          {onConfirm && <button type="button" class="button plain" onClick={onConfirm}>{t('confirm')}</button>}
        </div>
      </div>
    </article>
  );
}

function SendBack({ onClose, onSend }: { onClose: () => void; onSend: (reason: string) => Promise<void> }): JSX.Element {
  const t = useTexts();
  const [reason, setReason] = useState('');
  return (
    <Dialog title={t('send_back')} closeLabel={t('close')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void onSend(reason); }}>
        <TextArea id="send-back-reason" label={t('reason')} value={reason} onInput={setReason} rows={3} first />
        <p><button type="submit" class="button primary">{t('send_back')}</button></p>
      </form>
    </Dialog>
  );
}

function Confirm({ onClose, onSend }: { onClose: () => void; onSend: (body: { authority: string; document_number: string; on: string }) => Promise<void> }): JSX.Element {
  const t = useTexts();
  const [authority, setAuthority] = useState('');
  const [number, setNumber] = useState('');
  const [on, setOn] = useState('');
  return (
    <Dialog title={t('confirm')} closeLabel={t('close')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void onSend({ authority, document_number: number, on }); }}>
        <TextField id="confirm-authority" label={t('authority')} value={authority} onInput={setAuthority} maxLength={100} first />
        <TextField id="confirm-number" label={t('document_number')} value={number} onInput={setNumber} maxLength={100} />
        <TextField id="confirm-on" label={t('document_day')} hint={t('day_hint')} value={on} onInput={setOn} maxLength={10} />
        <p><button type="submit" class="button primary">{t('confirm')}</button></p>
      </form>
    </Dialog>
  );
}
