// One question a screen: the one that settles most, or one that the person goes back to.
import { api } from '@shared/api/client';
import type { Question, QuestionAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { askHeadingFocus, Link, navigate, useHere, useHref } from '@shared/router';
import { answerQuestion, type Answers, useAnswers, factPath } from '@session/answers';
import { usePlace } from '@session/place';
import { Icon } from '@ui/Icon';
import { ErrorSummary } from '@ui/forms';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Affects, Known } from './Aside';
import { type Draft, draftOf, readDraft, yearsOf } from './draft';
import { useFaultText } from './faults';
import { Fields } from './Fields';
import './interview.css';
import { useTexts } from './texts';
import { YearFields } from './YearFields';

// Group and name are the question to go back to; without them the server chooses.
export function Interview({ group, name }: { group?: string; name?: string }): JSX.Element {
  const fact = group && name ? `${group}.${name}` : undefined;
  const t = useTexts();
  const lang = useLang();
  const answers = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = {
    region: region.id, ...asOfRequest, facts: answers.facts, skipped: answers.skipped,
    ...(answers.chosen.length > 0 ? { routes: answers.chosen } : {}),
  };
  const loaded = useLoaded(`${JSON.stringify(request)} ${asOf}`, (signal) => api.question(request, lang, signal), true);
  const vocabulary = useLoaded(`facts ${region.id} ${fact ? 'needed' : ''}`, () => (fact ? api.facts(region.id) : Promise.resolve(null)));
  return (
    <div class="column page">
      <Await loaded={loaded} name={t('loading')}>
        {(state) => {
          const busy = loaded.state === 'loading';
          if (!fact) return state.question ? <Asked question={state.question} state={state} answers={answers} busy={busy} /> : <Done count={answers.asked.length} />;
          const before = answers.asked.find((one) => one.fact.id === fact);
          if (before) return <Asked question={before} state={state} answers={answers} busy={busy} goingBack />;
          return (
            <Await loaded={vocabulary}>
              {(list) => {
                const known = list?.facts.find((one) => one.id === fact);
                return known && known.type !== 'years' ? <Asked question={{ fact: known, years: [], route_ids: [], routes: [] }} state={state} answers={answers} busy={busy} goingBack /> : <BackToNext />;
              }}
            </Await>
          );
        }}
      </Await>
    </div>
  );
}

// A question that is not in this list any more: the next open one is asked instead.
function BackToNext(): null {
  const href = useHref();
  useEffect(() => navigate(href('/check'), { replace: true }), [href]);
  return null;
}

interface AskedProps { question: Question; state: QuestionAnswer; answers: Answers; busy: boolean; goingBack?: boolean }

function Asked({ question, state, answers, busy, goingBack = false }: AskedProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { region, asOf } = usePlace();
  const { fact } = question;
  const years = yearsOf(question);
  const heading = say(fact.ask, lang).replaceAll('{year}', yearRange(years));
  const at = answers.asked.findIndex((one) => one.fact.id === fact.id);
  const number = at < 0 ? answers.asked.length + 1 : at + 1;
  const more = goingBack ? state.at_most : Math.max(0, state.at_most - 1);
  return (
    <div class="split interview">
      <div>
        <div class="question-bar">
          <BackLink answers={answers} at={at} goingBack={goingBack} />
          <Link to="/result">{t('to_result')}</Link>
        </div>
        <Ticks asked={answers.asked.length} now={number} more={more} />
        <p class="label">{goingBack ? t('progress_change') : more > 0 ? t('progress', { n: number, more }) : t('progress_last', { n: number })}</p>
        <Title text={heading} />
        {say(fact.hint, lang) && <p class="lead">{say(fact.hint, lang)}</p>}
        <AnswerForm key={`${fact.id} ${years.join()}`} question={question} busy={busy} goingBack={goingBack} />
        <section class="panel why-asked" aria-labelledby="why-asked">
          <h2 id="why-asked">{t('why')}</h2>
          <p>{say(fact.why, lang)}{question.routes.length > 0 && <>{lang === 'zh' ? '' : ' '}{t('why_routes', { n: question.routes.length, routes: question.routes.map((one) => say(one, lang)).join(t('list_separator')) })}</>}</p>
        </section>
        <p class="label">{t('place_day', { day: asOf, place: say(region.title, lang) })}</p>
        {answers.asked.length > 0 && <p class="second"><Link to="/plan/new">{t('later')}</Link></p>}
      </div>
      <div class="aside">
        <Affects question={question} />
        <Known state={state} answers={answers} />
      </div>
    </div>
  );
}

export function yearRange(years: number[]): string {
  if (years.length === 0) return '';
  const least = Math.min(...years);
  const most = Math.max(...years);
  return least === most ? String(least) : `${least}–${most}`;
}

function BackLink({ answers, at, goingBack }: { answers: Answers; at: number; goingBack: boolean }): JSX.Element {
  const t = useTexts();
  const { search } = useHere();
  const previous = answers.asked[(at < 0 ? answers.asked.length : at) - 1];
  const [to, text] = goingBack && search.has('list')
    ? (['/check/answers', t('back_answers')] as const)
    : previous ? ([factPath(previous.fact.id), t('back_question')] as const) : (['/', t('back_home')] as const);
  return <span class="back"><Icon name="left" size={18} /><Link to={to}>{text}</Link></span>;
}

const mostTicks = 24; // beyond this nobody counts them; one bar shows how far it is

// Answered, now, and dashed for "at most".
function Ticks({ asked, now, more }: { asked: number; now: number; more: number }): JSX.Element {
  const total = Math.max(asked, now) + more;
  if (total > mostTicks) {
    return <div class="ticks long" aria-hidden="true"><span class="done" style={{ flexGrow: now - 1 }} /><span class="now" /><span style={{ flexGrow: total - now }} /></div>;
  }
  return (
    <ol class="ticks" aria-hidden="true">
      {Array.from({ length: total }, (_, i) => <li key={i} class={i + 1 === now ? 'now' : i < asked ? 'done' : ''} />)}
    </ol>
  );
}

function AnswerForm({ question, busy, goingBack }: { question: Question; busy: boolean; goingBack: boolean }): JSX.Element {
  const t = useTexts();
  const href = useHref();
  const { search } = useHere();
  const answers = useAnswers();
  const faultText = useFaultText();
  const { id } = question.fact;
  const given = answers.facts[id];
  const initial = useMemo(() => draftOf(question, given, answers.skipped), [question, given, answers.skipped]);
  const [draft, setDraft] = useState<Draft>(initial);
  const [tried, setTried] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const read = readDraft(question, draft, given);
  const faults = tried > 0 && 'faults' in read ? read.faults.map((fault) => ({ field: fault.at, text: faultText(fault) })) : [];
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    if ('faults' in read) {
      setTried((n) => n + 1);
      return;
    }
    const following = answers.asked[answers.asked.findIndex((one) => one.fact.id === id) + 1];
    answerQuestion(question, read.reply);
    askHeadingFocus();
    if (goingBack) navigate(href(search.has('list') ? '/check/answers' : following ? factPath(following.fact.id) : '/check'));
    else window.scrollTo(0, 0);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate class="answer">
      <ErrorSummary faults={faults} attempt={tried} />
      {question.fact.type === 'years'
        ? <YearFields question={question} draft={draft} onChange={setDraft} faults={faults} />
        : <Fields fact={question.fact} draft={draft} onChange={setDraft} fault={faults[0]?.text} />}
      <button class="button primary" type="submit">{goingBack && search.has('list') ? t('save') : t('next')}</button>
    </form>
  );
}

function Done({ count }: { count: number }): JSX.Element {
  const t = useTexts();
  return (
    <div class="stack">
      <Title text={t('done_title')} />
      <p class="lead">{t('done_body', { n: count })}</p>
      <p class="inline"><Link class="button" to="/result">{t('done_result')}</Link><Link to="/check/answers">{t('back_answers')}</Link></p>
    </div>
  );
}
