// All routes of the place on that day, by stage.
import { api } from '@shared/api/client';
import type { RouteList } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { usePlace } from '@session/place';
import { Badge } from '@ui/marks';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import './guide.css';
import { useTexts } from './texts';

export function RouteIndex(): JSX.Element {
  const { region, asOf, asOfRequest } = usePlace();
  const loaded = useLoaded(`${region.id} ${asOf}`, () => api.routes(region.id, asOfRequest.as_of), true);
  return <div class="column page"><Await loaded={loaded}>{(list) => <Listed list={list} />}</Await></div>;
}

function Listed({ list }: { list: RouteList }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta, region } = usePlace();
  return (
    <>
      <Title text={t('index_title', { n: list.routes.length, place: say(region.title, lang) })} />
      <p class="lead">{t('index_lead', { day: formatDay(list.as_of, lang) })}</p>
      {meta.stages.map((stage) => {
        const routes = list.routes.filter((route) => route.stage === stage.id);
        return routes.length > 0 && (
          <section key={stage.id} class="section narrow" aria-labelledby={`stage-${stage.id}`}>
            <div class="head"><h2 id={`stage-${stage.id}`}>{say(stage.title, lang)}</h2></div>
            <ul class="rows">
              {routes.map((route) => (
                <li key={route.id}>
                  <Link to={`/routes/${route.id}`} class="strong">{say(route.title, lang)}</Link>
                  {route.advice_only && <> <Badge kind="advice_only" /></>}{route.unverified && !route.advice_only && <> <Badge kind="unverified" /></>}
                  <p class="second">{say(route.summary, lang)}</p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {list.elsewhere.length > 0 && (
        <section class="section narrow" aria-labelledby="elsewhere">
          <div class="head"><h2 id="elsewhere">{t('elsewhere')}</h2></div>
          <ul class="rows">{list.elsewhere.map((route) => <li key={route.id}>{say(route.title, lang)}<p class="label">{t('elsewhere_in', { places: route.regions.map((one) => say(one.title, lang)).join(t('separator')) })}</p></li>)}</ul>
        </section>
      )}
    </>
  );
}
