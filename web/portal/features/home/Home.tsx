// The first page: a question box, four stages on one line, time limits with their sources, urgent, a person.
import { api } from '@shared/api/client';
import type { Clock, Guide, RouteList, RouteSummary } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link, navigate, useHref } from '@shared/router';
import { answersStore, begin, forgetAnswers, hasAnswers, useAnswers } from '@session/answers';
import { usePlace } from '@session/place';
import { Badge, SourceInPlace, useLimit } from '@ui/marks';
import { Icon } from '@ui/Icon';
import { Await, Title, useLoaded, useNarrow } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import './home.css';
import { findGuides } from '@shared/policy/search';
import { useTexts } from './texts';

export function Home(): JSX.Element {
  const t = useTexts();
  const { region, asOf, asOfRequest } = usePlace();
  const routes = useLoaded(`${region.id} ${asOf}`, () => api.routes(region.id, asOfRequest.as_of), true);
  const [asked, setAsked] = useState('');
  return (
    <>
      <Ask asked={asked} onAsk={setAsked} />
      <div class="column page home">
        {asked.trim() !== '' && <Await loaded={routes} level={2} name={t('routes_wait')}>{(list) => <Found asked={asked} list={list} />}</Await>}
        <Check />
        <Await loaded={routes} level={2} name={t('routes_wait')}>
          {(list) => <><Stages list={list} /><Limits key={`${region.id} ${asOf}`} list={list} /><Help list={list} /></>}
        </Await>
      </div>
    </>
  );
}

function Ask({ asked, onAsk }: { asked: string; onAsk: (text: string) => void }): JSX.Element {
  const t = useTexts();
  const [text, setText] = useState(asked);
  const often = [t('often_1'), t('often_2'), t('often_3'), t('often_4')];
  return (
    <div class="ask">
      <div class="column">
        <Title text={t('title')} />
        <p class="lead">{t('lead')}</p>
        <form class="ask-form" role="search" onSubmit={(event) => { event.preventDefault(); onAsk(text); }}>
          <label class="sr" for="ask">{t('ask_label')}</label>
          <input id="ask" type="search" value={text} placeholder={t('ask_example')} autoComplete="off" enterKeyHint="search" onInput={(event) => setText(event.currentTarget.value)} />
          <button type="submit">{t('ask_button')}</button>
        </form>
        <div class="often"><span class="label">{t('often')}</span>
          <ul class="inline">{often.map((one) => <li key={one}><button type="button" class="link" onClick={() => { setText(one); onAsk(one); }}>{one}</button></li>)}</ul>
        </div>
      </div>
    </div>
  );
}

function Found({ asked, list }: { asked: string; list: RouteList }): JSX.Element {
  const t = useTexts();
  const hits = findGuides(asked, list.routes);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: false }), [asked]);
  return (
    <section class="found" aria-labelledby="found">
      <h2 id="found" class="head" tabIndex={-1} ref={heading}>{hits.length > 0 ? t('found', { n: hits.length }) : t('found_none')}</h2>
      {hits.length === 0 ? <p class="second">{t('found_none_body')}</p> : (
        <>
          <ul class="rows">{hits.slice(0, 6).map((route) => <li key={route.id}><RouteRow route={route} withSummary /></li>)}</ul>
          <p class="second">{t('found_note')}</p>
        </>
      )}
    </section>
  );
}

function RouteRow({ route, withSummary = false }: { route: RouteSummary; withSummary?: boolean }): JSX.Element {
  const lang = useLang();
  const limit = useLimit();
  return (
    <>
      <Link to={`/routes/${route.id}`} class="route-link">{say(route.title, lang)}</Link>
      {route.advice_only && <> <Badge kind="advice_only" /></>}
      {withSummary ? <span class="second block">{say(route.summary, lang)}</span> : route.time && <span class="small block">{limit(route.time.unit, route.time.limit)}</span>}
    </>
  );
}

function Check(): JSX.Element {
  const t = useTexts();
  const href = useHref();
  const answers = useAnswers();
  const started = hasAnswers(answers);
  const go = (path: string) => (event: Event): void => {
    event.preventDefault();
    if (!started) begin([]);
    navigate(href(path));
  };
  return (
    <section class="check" aria-labelledby="check">
      <div><h2 id="check">{t('check_title')}</h2><p class="second measure">{t('check_body')}</p></div>
      <p class="inline">
        <a class="button primary" href={href('/check')} onClick={go('/check')}>{started ? t('check_resume', { n: answersStore.get().asked.length }) : t('check_start')}</a>
        {started && <Link to="/result">{t('check_result')}</Link>}
        {started && <button type="button" class="link" onClick={forgetAnswers}>{t('check_again')}</button>}
      </p>
    </section>
  );
}

const known = ['entry', 'residence', 'work', 'life'] as const;
const shownPerStage = 4;

function Stages({ list }: { list: RouteList }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const [citizen, setCitizen] = useState(false);
  const shown = list.routes.filter((route) => (route.audience === 'citizen') === citizen);
  return (
    <section class="section" aria-labelledby="stages">
      <div class="stages-head">
        <h2 id="stages">{t('stages')}</h2>
        <div class="segments" role="group" aria-label={t('for_whom')}>
          <button type="button" aria-pressed={!citizen} onClick={() => setCitizen(false)}>{t('for_foreigner')}</button>
          <button type="button" aria-pressed={citizen} onClick={() => setCitizen(true)}>{t('for_citizen')}</button>
        </div>
      </div>
      <ol class="stages">
        {meta.stages.map((stage, i) => <StageColumn key={stage.id} id={stage.id} title={say(stage.title, lang)} routes={shown.filter((route) => route.stage === stage.id)} first={i === 0} />)}
      </ol>
    </section>
  );
}

// On a phone the stages after the first are folded.
function StageColumn({ id, title, routes, first }: { id: string; title: string; routes: RouteSummary[]; first: boolean }): JSX.Element {
  const t = useTexts();
  const narrow = useNarrow(56);
  const [opened, setOpened] = useState(first);
  const caption = known.find((one) => one === id);
  return (
    <li class="stage">
      <h3>{narrow ? <button type="button" class="fold" aria-expanded={opened} aria-controls={`stage-${id}`} onClick={() => setOpened(!opened)}>{title}<Icon name={opened ? 'down' : 'right'} size={22} /></button> : title}</h3>
      {caption && <p class="label">{t(`stage_${caption}`)}</p>}
      <div id={`stage-${id}`} hidden={narrow && !opened}>
        {routes.length === 0 ? <p class="second stage-none">{t('stage_none')}</p> : (
          <ul class="rows">{routes.slice(0, shownPerStage).map((route) => <li key={route.id}><RouteRow route={route} /></li>)}</ul>
        )}
        {routes.length > shownPerStage && <p class="stage-all"><Link to="/routes">{t('stage_all', { stage: title, n: routes.length })}</Link></p>}
      </div>
    </li>
  );
}

// The limits that a person has to keep and that a statute sets, out of the guides of this place.
export function limitsOf(guides: Guide[]): Clock[] {
  const seen = new Set<string>();
  return guides
    .flatMap((guide) => guide.clocks)
    .filter((clock) => clock.who === 'applicant' && clock.source?.kind === 'statute')
    .filter((clock) => {
      const key = clock.source?.ref ?? '';
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 4);
}

function Limits({ list }: { list: RouteList }): JSX.Element {
  const t = useTexts();
  const { region, asOfRequest } = usePlace();
  const sources = list.routes.filter((route) => route.stage === 'entry' || route.stage === 'residence' || route.stage === 'work').map((route) => route.id);
  const guides = useLoaded(`${list.region} ${list.as_of}`, () => Promise.all(sources.slice(0, 6).map((id) => api.guide(id, region.id, asOfRequest.as_of))));
  return (
    <section class="section" aria-labelledby="limits">
      <h2 id="limits">{t('limits')}</h2>
      <Await loaded={guides} level={2}>
        {(all) => {
          const limits = limitsOf(all);
          return limits.length === 0 ? <p class="second">{t('limits_none')}</p> : <ul class="limits">{limits.map((clock) => <LimitRow key={clock.source?.ref} clock={clock} />)}</ul>;
        }}
      </Await>
    </section>
  );
}

function LimitRow({ clock }: { clock: Clock }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const words = useLimit()(clock.unit, clock.limit).split(/(\d+)/);
  const before = clock.starts === 'before';
  return (
    <li class="limit">
      <p class="limit-figure">{before && lang === 'zh' && t('limit_before')}<span class="nums">{clock.limit}</span>{words.slice(2).join('').trim()}{before && lang === 'en' && ` ${t('limit_before')}`}</p>
      <div>
        <p class="second">{say(clock.source?.what, lang) || say(clock.label, lang)}</p>
        <SourceInPlace source={clock.source} />
      </div>
    </li>
  );
}

function Help({ list }: { list: RouteList }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const urgent = list.routes.find((route) => route.kind === 'urgent');
  return (
    <div class="help section">
      <section aria-labelledby="urgent">
        <h2 id="urgent">{t('urgent')}</h2>
        {urgent ? <><p>{say(urgent.summary, lang)}</p><p><Link to={`/routes/${urgent.id}`}>{t('urgent_link')}</Link></p></> : <p>{t('urgent_none')}</p>}
      </section>
      <section aria-labelledby="person">
        <h2 id="person">{t('person')}</h2>
        <dl class="pairs">
          <dt>{t('person_phone')}</dt><dd><a href="tel:12367">12367</a>{t('person_phone_value')}</dd>
          <dt>{t('person_write')}</dt><dd><Link to="/ask">{t('person_write_value')}</Link></dd>
          <dt>{t('person_office')}</dt><dd><Link to="/book">{t('person_book')}</Link>{t('person_book_stop')}{t('person_office_value')}</dd>
          <dt>{t('person_rules')}</dt><dd>{t('person_rules_value')}</dd>
        </dl>
      </section>
    </div>
  );
}
