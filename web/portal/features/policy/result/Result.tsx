// The answer first: what is open, what opens on a date, what is closed and what nobody knows, each with its why.
import { api } from '@shared/api/client';
import type { Assessment } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { useAnswers } from '@session/answers';
import { openPicker } from '@session/picker';
import { usePlace } from '@session/place';
import { Icon } from '@ui/Icon';
import { StatusMark } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { Compare } from './Compare';
import { ClosedTable } from './ClosedTable';
import { type Group, type Groups, groupsOf } from './groups';
import './result.css';
import { RouteBlock } from './RouteBlock';
import { useTexts } from './texts';
import { UnknownBlock } from './UnknownBlock';

export function Result(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { facts } = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = { region: region.id, ...asOfRequest, facts, nearest: true };
  const loaded = useLoaded(`${JSON.stringify(request)} ${asOf}`, (signal) => api.assess(request, lang, signal), true);
  return <div class="column page"><Await loaded={loaded} name={t('loading')}>{(assessment) => <Judged assessment={assessment} />}</Await></div>;
}

function useHeadline(groups: Groups): string {
  const t = useTexts();
  const lang = useLang();
  const { asOf, isToday } = usePlace();
  const when = { when: isToday ? 'today' : 'day', day: formatDay(asOf, lang) };
  const first = groups.dated[0];
  const dated = first ? { route: say(first.title, lang), opens: formatDay(first.opens_on ?? '', lang), ...when } : null;
  const n = groups.open.length;
  if (n > 0) return dated ? t('h_open_dated', { n, ...dated }) : t('h_open', { n, ...when });
  if (dated) return t('h_dated', dated);
  if (groups.unknown.length > 0) return t('h_unknown', { n: groups.unknown.length });
  return groups.advice.length > 0 ? t('h_advice', { n: groups.advice.length }) : t('h_none', when);
}

function Judged({ assessment }: { assessment: Assessment }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { region } = usePlace();
  const answers = useAnswers();
  const groups = groupsOf(assessment);
  const others = assessment.not_applicable;
  const asked = answers.asked.length;
  return (
    <>
      <p class="second">{t('basis', { day: formatDay(assessment.as_of, lang), place: say(region.title, lang) })}{'\u2003'}
        <button type="button" class="link no-print" onClick={(event) => openPicker(event.currentTarget)}>{t('change_place')}</button>
      </p>
      <Title text={useHeadline(groups)} />
      <p class="lead">{asked > 0 ? t('answers', { n: asked }) : t('answers_none')} <span class="no-print">{asked > 0 && <Link to="/check/answers">{t('change_answers')}</Link>}</span></p>
      <p class="inline actions no-print">
        {asked > 0 ? <Link class="button primary" to="/plan/new">{t('save')}</Link> : <Link class="button primary" to="/check">{t('start')}</Link>}
        <button type="button" class="button plain" onClick={() => window.print()}><Icon name="print" />{t('print')}</button>
        {asked > 0 && groups.unknown.some((route) => route.missing.length > 0) && <Link to="/check">{t('go_on')}</Link>}
      </p>
      <CountsBar groups={groups} />
      {others.length > 0 && <p class="second">{t('not_applicable', { n: others.length, titles: others.map((one) => say(one.title, lang)).join(t('separator')) })}</p>}
      <div class="split">
        <div>
          <Section group="open" groups={groups}>{groups.open.map((route, i) => <RouteBlock key={route.id} route={route} opened={i === 0} />)}</Section>
          <Section group="dated" groups={groups}>{groups.dated.map((route, i) => <RouteBlock key={route.id} route={route} opened={i === 0} />)}</Section>
          <Section group="advice" groups={groups}>{groups.advice.map((route) => <RouteBlock key={route.id} route={route} />)}</Section>
          <Section group="closed" groups={groups}><ClosedTable routes={groups.closed} /></Section>
          <Section group="unknown" groups={groups}>{groups.unknown.map((route) => <UnknownBlock key={route.id} route={route} />)}</Section>
        </div>
        <div class="aside side">
          <Compare assessment={assessment} groups={groups} />
          {assessment.elsewhere.length > 0 && (
            <section aria-labelledby="elsewhere">
              <div class="head"><h2 id="elsewhere">{t('elsewhere')}</h2></div>
              <ul class="rows second">
                {assessment.elsewhere.map((route) => <li key={route.id}><span class="strong">{say(route.title, lang)}</span><span class="label block">{t('elsewhere_in', { places: route.regions.map((one) => say(one.title, lang)).join(t('separator')) })}</span></li>)}
              </ul>
            </section>
          )}
          <section aria-labelledby="validity">
            <div class="head"><h2 id="validity">{t('validity')}</h2></div>
            <p class="second">{t('validity_body', { version: assessment.rules_version.replaceAll('-', '\u2011') })}</p>
            <p class="second">{t('guidance')}</p>
          </section>
        </div>
      </div>
    </>
  );
}

function CountsBar({ groups }: { groups: Groups }): JSX.Element {
  const t = useTexts();
  const shown = (['open', 'dated', 'advice', 'closed', 'unknown'] as const).filter((group) => group !== 'advice' || groups.advice.length > 0);
  return (
    <nav aria-label={t('counts')} class="counts">
      {shown.map((group) => (
        <a key={group} href={`#${group}`} class={`count ${group}`} style={{ flexGrow: Math.max(groups[group].length, 1.5) }} onClick={(event) => {
          event.preventDefault();
          const target = document.getElementById(groups[group].length > 0 ? `${group}-title` : 'open-title');
          target?.scrollIntoView();
          target?.focus({ preventScroll: true });
        }}>
          <span class="count-number nums">{groups[group].length}</span>
          <StatusMark status={group} size={18}>{t(`group_${group}`)}</StatusMark>
        </a>
      ))}
    </nav>
  );
}

function Section({ group, groups, children }: { group: Group; groups: Groups; children: JSX.Element | JSX.Element[] }): JSX.Element | null {
  const t = useTexts();
  if (groups[group].length === 0) return null;
  return (
    <section class="section" aria-labelledby={`${group}-title`} id={group}>
      <div class="head"><h2 id={`${group}-title`} tabIndex={-1}><StatusMark status={group} size={24}>{t(`group_${group}`)}</StatusMark></h2><span class="label">{t(`note_${group}`)}</span></div>
      {children}
    </section>
  );
}
