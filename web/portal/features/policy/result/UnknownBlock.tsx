// A route that cannot be decided: exactly what is not published, and which answers are still missing.
import { api } from '@shared/api/client';
import type { Fact, RouteAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { factPath } from '@session/answers';
import { usePlace } from '@session/place';
import { Icon } from '@ui/Icon';
import { Badge, Explain, Gaps, useDisclosure } from '@ui/marks';
import { useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { Reasons } from './RouteBlock';
import { useTexts } from './texts';

// A cell "work.years.2022.salary_cny" is asked with its whole table.
const factOf = (path: string, facts: Fact[]): Fact | undefined => facts.find((fact) => path === fact.id || path.startsWith(`${fact.id}.`));

export function UnknownBlock({ route }: { route: RouteAnswer }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { region } = usePlace();
  const at = useDisclosure();
  const vocabulary = useLoaded(`facts ${region.id}`, () => api.facts(region.id));
  const facts = vocabulary.value?.facts ?? [];
  const missing = [...new Map([...route.missing, ...route.may_matter].map((path) => factOf(path, facts)).filter((fact) => fact !== undefined).map((fact) => [fact.id, fact])).values()];
  return (
    <article class="route" aria-labelledby={`route-${route.id}`}>
      <h3 id={`route-${route.id}`}>{say(route.title, lang)}{route.advice_only && <> <Badge kind="advice_only" /></>}{route.unverified && !route.advice_only && <> <Badge kind="unverified" /></>}</h3>
      {route.not_known.length > 0 && (
        <div class="unknown-part"><p class="label">{t('missing_nobody')}</p>
          <Gaps notKnown={route.not_known} />
        </div>
      )}
      {missing.length > 0 && (
        <div class="unknown-part"><p class="label">{t('missing_yours', { n: missing.length })}</p>
          <ul class="inline">{missing.slice(0, 12).map((fact) => <li key={fact.id}>{fact.type === 'years' ? <Link to="/check">{say(fact.label, lang)}</Link> : <Link to={factPath(fact.id)}>{say(fact.label, lang)}</Link>}</li>)}</ul>
        </div>
      )}
      <p class="inline second no-print">
        <Explain at={at} hasText={false} class="link toggle"><Icon name={at.open ? 'down' : 'right'} size={16} />{t('reasons')}</Explain>
        <Link to={`/routes/${route.id}`}>{t('see_guide')}</Link>
      </p>
      <div id={at.id} hidden={!at.open} class="opens"><Reasons conditions={route.conditions} /></div>
    </article>
  );
}
