// A saved plan: what changed since, what comes first, everything by day, its code, and how to take, change or erase it.
import { api, ApiError, type Stored } from '@shared/api/client';
import type { Plan, PlanRequest, Task } from '@shared/api/types';
import { formatCode, parseCode } from '@shared/formats/code';
import { dayInChina, formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { takeAnswers } from '@session/answers';
import { usePlace, whereStore } from '@session/place';
import { Icon } from '@ui/Icon';
import { Badge, DayText, StatusMark } from '@ui/marks';
import { Await, Failed, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Changes } from './Changes';
import { DeletePlan } from './DeletePlan';
import { EditPlan } from './EditPlan';
import './plans.css';
import { PrintSheet } from './PrintSheet';
import { statusOf } from './status';
import { useTexts } from './texts';
import { Timeline } from './Timeline';
import { dayOfTask, firstTask, ticked, viewedFrom } from './timeline';

export function PlanPage({ code: given = '' }: { code?: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const code = parseCode(given) ?? given;
  const [deleted, setDeleted] = useState(false);
  const loaded = useLoaded(`plan ${code}`, () => api.plan(code, lang));
  if (deleted) {
    return <div class="column page stack"><Title text={t('deleted_title')} /><p>{t('deleted_body', { code: formatCode(code) })}</p><p><Link to="/">{t('home')}</Link></p></div>;
  }
  if (loaded.state === 'failed' && loaded.error.failure === 'not-found') {
    return <div class="column page stack"><Title text={t('find_none_title')} /><p>{t('find_none_body')}</p><p><Link class="button" to="/plan">{t('find_again')}</Link></p></div>;
  }
  return <div class="column page"><Await loaded={loaded} name={t('loading')}>{(stored) => <Shown first={stored} onDeleted={() => setDeleted(true)} />}</Await></div>;
}

type Saving = { state: 'idle' | 'saving' | 'saved' } | { state: 'failed'; error: ApiError; again: () => void };

// Every change is one write that names the version it saw; when somebody else was first, the new version is taken.
function useStored(first: Stored<Plan>): { now: Stored<Plan>; saving: Saving; take: (stored: Stored<Plan>) => void; write: (act: (now: Stored<Plan>) => Promise<Stored<Plan>>) => void } {
  const lang = useLang();
  const [now, setNow] = useState(first);
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  // What a later write, or the same one tried again, starts from: not what was shown when its button was.
  const latest = useRef(first);
  const writing = useRef(false);
  const show = (stored: Stored<Plan>): void => {
    latest.current = stored;
    setNow(stored);
  };
  const take = (stored: Stored<Plan>): void => {
    show(stored);
    setSaving({ state: 'saved' });
  };
  const write = (act: (now: Stored<Plan>) => Promise<Stored<Plan>>): void => {
    if (writing.current) return;
    writing.current = true;
    setSaving({ state: 'saving' });
    void act(latest.current).then(take, async (error: unknown) => {
      const known = error instanceof ApiError ? error : new ApiError('server', null, '');
      if (known.failure === 'stale') await api.plan(latest.current.value.code, lang).then(show, () => undefined);
      setSaving({ state: 'failed', error: known, again: () => { write(act); } });
    }).finally(() => { writing.current = false; });
  };
  return { now, saving, take, write };
}

function Shown({ first, onDeleted }: { first: Stored<Plan>; onDeleted: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const { now, saving, take, write } = useStored(first);
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { value: plan, etag } = now;
  const busy = saving.state === 'saving';
  const from = viewedFrom(plan, meta.today);
  const next = firstTask(plan.tasks, from);
  const nextDay = next && dayOfTask(next);
  const place = say(meta.regions.find((one) => one.id === plan.region)?.title, lang) || plan.region;
  const title = plan.title || (next && nextDay ? t('headline', { day: formatDay(nextDay, lang), task: say(next.title, lang) }) : t('default_title', { n: plan.chosen.length }));
  const close = (): void => {
    setEditing(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  // A tick shows at once, and goes again when it could not be saved.
  const [ticking, setTicking] = useState<{ id: string; done: boolean } | null>(null);
  const tasks = plan.tasks.map((task) => (busy && ticking?.id === task.id ? { ...task, done: ticking.done } : task));
  const tick = (task: Task, done: boolean): void => {
    setTicking({ id: task.id, done });
    write((stored) => {
      const before = ticked(stored.value.tasks).filter((id) => id !== task.id);
      return api.editPlan(plan.code, stored.etag, { done: done ? [...before, task.id] : before }, lang);
    });
  };
  const judgeAgain = (): void => write((stored) => api.replacePlan(plan.code, stored.etag, again(stored.value), lang));
  return (
    <>
      <div class="split plan-screen">
        <div>
          <Title text={title} />
          <p class="lead">{t('saved', { place, day: dayInChina(plan.created_at), version: plan.rules_version })}{from < meta.today && `${lang === 'zh' ? '' : ' '}${t('looks_at', { day: from })}`}{plan.changes.length === 0 && !plan.rules_changed && `${lang === 'zh' ? '' : ' '}${t('unchanged')}`}</p>
          <p class="sr" role="status">{saving.state === 'saved' ? t('edit_saved') : ''}</p>
          {saving.state === 'failed' && <div class="box late"><Failed error={saving.error} level={2} retry={saving.again} /></div>}
          {editing ? <EditPlan plan={plan} etag={etag} onClose={close} onSaved={(stored) => { take(stored); close(); }} /> : (
            <>
              {plan.notes && <p class="notes">{plan.notes}</p>}
              <Changes plan={plan} busy={busy} onJudgeAgain={judgeAgain} />
              <div class="first"><h2>{t('first')}{lang === 'zh' ? '：' : ': '}{next ? say(next.title, lang) : t('first_none')}</h2>
                {next && <p class="second">{nextDay && <DayText day={nextDay} weekday />}{plan.chosen.length > 1 && <>{'\u2003'}{say(next.route_title, lang)}</>}{say(next.detail, lang) && <span class="block">{say(next.detail, lang)}</span>}</p>}
              </div>
              <h2 class="sr">{t('timeline')}</h2>
              <Timeline tasks={tasks} from={from} severalRoutes={plan.chosen.length > 1} busy={busy} onTick={tick} />
            </>
          )}
        </div>
        <div class="aside">
          <section class="code-card" aria-labelledby="code-title">
            <img src={api.qrUrl(plan.code)} alt={t('qr')} width="120" height="120" />
            <div><h2 id="code-title" class="label">{t('code')}</h2><p class="code nums">{formatCode(plan.code)}</p><p class="small">{t('code_note')}</p></div>
          </section>
          <section aria-labelledby="take">
            <div class="head"><h2 id="take">{t('take')}</h2></div>
            <ul class="rows">
              <li><button type="button" class="link take" onClick={() => window.print()}><Icon name="print" size={18} />{t('print')}</button></li>
              <li><a class="take" href={api.calendarUrl(plan.code, lang)} download={`gangway-${plan.code}.ics`}><Icon name="calendar" size={18} />{t('calendar')}</a></li>
            </ul>
          </section>
          <section aria-labelledby="plan-routes">
            <div class="head"><h2 id="plan-routes">{t('routes')}</h2></div>
            <ul class="rows">{routesOf(plan).map((route) => <li key={route.id}><Link to={`/routes/${route.id}`}>{say(route.title, lang)}</Link>{route.unverified && !route.advice_only && <> <Badge kind="unverified" /></>}<span class="label block"><StatusMark status={statusOf(route)} size={16} /></span></li>)}</ul>
          </section>
          <section aria-labelledby="alter">
            <div class="head"><h2 id="alter">{t('alter')}</h2></div>
            <ul class="rows">
              <li><button type="button" class="link" ref={opener} aria-expanded={editing} onClick={() => (editing ? close() : setEditing(true))}>{t('edit')}</button></li>
              <li><ChangeAnswers plan={plan} /></li>
              <li><DeletePlan code={plan.code} etag={etag} onDeleted={onDeleted} /></li>
            </ul>
          </section>
          <section aria-labelledby="seen">
            <div class="head"><h2 id="seen">{t('seen')}</h2></div>
            <ul class="rows second"><li>{t('seen_you')}<span class="label block">{t('seen_you_body')}</span></li><li>{t('seen_other')}<span class="label block">{t('seen_other_body')}</span></li></ul>
          </section>
          <p class="second">{t('guidance')}</p>
        </div>
      </div>
      <PrintSheet plan={plan} title={title} place={place} />
    </>
  );
}

export const routesOf = (plan: Plan): Plan['assessment']['routes'] => plan.assessment.routes.filter((route) => plan.chosen.includes(route.id));

// The same facts and choices under the rules of the day that the plan was compared with.
function again(plan: Plan): PlanRequest {
  const gone = plan.changes.filter((change) => change.now === 'not_listed').map((change) => change.route);
  const chosen = plan.chosen.filter((id) => !gone.includes(id));
  return {
    region: plan.region, as_of: plan.compared_on, facts: plan.facts, title: plan.title, notes: plan.notes, done: ticked(plan.tasks), chosen,
    starts: Object.fromEntries(Object.entries(plan.starts).filter(([id]) => chosen.includes(id))),
  };
}

// Takes the plan's answers into this tab, where they are changed like any others.
function ChangeAnswers({ plan }: { plan: Plan }): JSX.Element {
  const t = useTexts();
  const href = useHref();
  const { meta } = usePlace();
  const [failure, setFailure] = useState<ApiError | null>(null);
  const take = async (): Promise<void> => {
    try {
      const vocabulary = await api.facts(plan.region);
      takeAnswers(plan.code, plan.facts, vocabulary.facts);
      whereStore.set(() => ({ region: plan.region, asOf: plan.compared_on === meta.today ? null : plan.compared_on }));
      navigate(href('/check/answers'));
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('server', null, ''));
    }
  };
  return <><button type="button" class="link" onClick={() => void take()}>{t('change_answers')}</button>{failure && <Failed error={failure} level={2} retry={() => void take()} />}</>;
}
