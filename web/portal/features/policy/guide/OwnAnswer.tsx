// The person's own answer to one route, first under its name: from what was answered in this tab.
import { api } from '@shared/api/client';
import type { RouteAnswer } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { begin, hasAnswers, useAnswers } from '@session/answers';
import { usePlace } from '@session/place';
import { ConditionMark, Gaps, type Status, StatusMark } from '@ui/marks';
import { useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useTexts } from './texts';

export function OwnAnswer({ id }: { id: string }): JSX.Element | null {
  return hasAnswers(useAnswers()) ? <Judged id={id} /> : null;
}

function statusOf(route: RouteAnswer): Status {
  if (route.status === 'ineligible') return route.opens_on ? 'dated' : 'closed';
  if (route.advice_only) return 'advice';
  return route.status === 'eligible' ? 'open' : 'unknown';
}

// Nothing stands here until the answer is there, and nothing when it cannot be had: the guide does not hang on it.
function Judged({ id }: { id: string }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const { facts, asked } = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = { region: region.id, ...asOfRequest, facts, nearest: true, routes: [id] };
  const loaded = useLoaded(`own ${JSON.stringify(request)} ${asOf}`, (signal) => api.assess(request, lang, signal), true);
  const route = loaded.value?.routes.find((one) => one.id === id);
  if (!route) return null;
  const status = statusOf(route);
  const open = new Set([...route.missing, ...route.may_matter]).size;
  const failed = route.conditions.filter((condition) => condition.value === false);
  return (
    <section class={`own ${status}`} aria-labelledby="own">
      <h2 id="own"><StatusMark status={status} size={24}>{t(status === 'open' ? 'own_eligible' : `own_${status}`, { day: route.opens_on ? formatDay(route.opens_on, lang, { weekday: true }) : '' })}</StatusMark></h2>
      {status === 'closed' && (
        <ul class="own-failed">
          {failed.map((condition) => <li key={condition.id}><ConditionMark value={false} /><span>{say(condition.label, lang)}{condition.given.map((given) => <span key={given.fact} class="label block">{t('own_given', { fact: say(given.label, lang), value: say(given.value, lang) })}</span>)}</span></li>)}
        </ul>
      )}
      {route.not_known.length > 0 && <Gaps notKnown={route.not_known} />}
      <p class="second">{t('own_basis', { n: asked.length })}{open > 0 && `${lang === 'zh' ? '' : ' '}${t('own_open', { n: open })}`}</p>
      <p class="inline no-print">{open > 0 && <GoOn id={id} />}<Link to="/result">{t('own_result')}</Link></p>
    </section>
  );
}

function GoOn({ id }: { id: string }): JSX.Element {
  const t = useTexts();
  const href = useHref()('/check');
  return (
    <a href={href} onClick={(event) => {
      event.preventDefault();
      begin([id]);
      navigate(href);
    }}>{t('own_go_on')}</a>
  );
}
