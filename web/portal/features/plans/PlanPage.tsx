// A saved plan: what changed since, what comes first, everything by day, its code, and how to take it or erase it.
import { api } from '@shared/api/client';
import type { Plan } from '@shared/api/types';
import { formatCode, parseCode } from '@shared/formats/code';
import { dayInChina, formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { MetaContext, usePlace } from '@session/place';
import { Icon } from '@ui/Icon';
import { DayText, StatusMark } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { DeletePlan } from './DeletePlan';
import './plans.css';
import { PrintSheet } from './PrintSheet';
import { statusOf } from './status';
import { useTexts } from './texts';
import { Timeline } from './Timeline';
import { dayOfTask, firstTask } from './timeline';

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
  return <div class="column page"><Await loaded={loaded} name={t('loading')}>{({ value, etag }) => <Shown plan={value} etag={etag} onDeleted={() => setDeleted(true)} />}</Await></div>;
}

function Shown({ plan, etag, onDeleted }: { plan: Plan; etag: string; onDeleted: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const first = firstTask(plan.tasks, meta.today);
  const firstDay = first && dayOfTask(first);
  const chosen = plan.assessment.routes.filter((route) => plan.chosen.includes(route.id));
  const place = say(meta.regions.find((one) => one.id === plan.region)?.title, lang) || plan.region;
  const title = plan.title || (first && firstDay ? t('headline', { day: formatDay(firstDay, lang), task: say(first.title, lang) }) : t('default_title', { n: plan.chosen.length }));
  return (
    <>
      <div class="split plan-screen">
        <div>
          <Title text={title} />
          <p class="lead">{t('saved', { place, day: dayInChina(plan.created_at), version: plan.rules_version })}{plan.changes.length === 0 && !plan.rules_changed && `${lang === 'zh' ? '' : ' '}${t('unchanged')}`}</p>
          <Changes plan={plan} />
          <div class="first"><h2>{t('first')}{lang === 'zh' ? '：' : ': '}{first ? say(first.title, lang) : t('first_none')}</h2>
            {first && <p class="second">{firstDay && <DayText day={firstDay} weekday />}{say(first.detail, lang) && <>{'\u2003'}{say(first.detail, lang)}</>}</p>}
          </div>
          <h2 class="sr">{t('timeline')}</h2>
          <Timeline tasks={plan.tasks} />
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
            <ul class="rows">{chosen.map((route) => <li key={route.id}><Link to={`/routes/${route.id}`}>{say(route.title, lang)}</Link><span class="label block"><StatusMark status={statusOf(route)} size={16} /></span></li>)}</ul>
          </section>
          <section aria-labelledby="seen">
            <div class="head"><h2 id="seen">{t('seen')}</h2></div>
            <ul class="rows second"><li>{t('seen_you')}<span class="label block">{t('seen_you_body')}</span></li><li>{t('seen_other')}<span class="label block">{t('seen_other_body')}</span></li></ul>
          </section>
          <p class="second">{t('guidance')}</p>
          <DeletePlan code={plan.code} etag={etag} onDeleted={onDeleted} />
        </div>
      </div>
      <PrintSheet plan={plan} title={title} place={place} />
    </>
  );
}

function Changes({ plan }: { plan: Plan }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const meta = useContext(MetaContext);
  const word = (status: string): string => (status === 'eligible' || status === 'opens' || status === 'ineligible' || status === 'undetermined' ? t(`status_${status}`) : status);
  if (!meta || (plan.changes.length === 0 && !plan.rules_changed)) return null;
  if (plan.changes.length === 0) return <p class="box">{t('rules_changed')}</p>;
  return (
    <section class="box care changes" aria-labelledby="changes">
      <h2 id="changes">{t('changed_title', { n: plan.changes.length })}</h2>
      <ul class="rows">{plan.changes.map((change) => <li key={change.route}><span class="strong">{say(change.title, lang)}</span><p class="second">{t('change', { was: word(change.was), now: word(change.now) })} {say(change.why, lang)}</p></li>)}</ul>
    </section>
  );
}
