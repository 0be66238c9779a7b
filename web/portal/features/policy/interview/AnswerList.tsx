// Every answer with its own "change"; those that hang on a changed one are marked.
import { api } from '@shared/api/client';
import type { GivenFact } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { forgetAnswers, useAnswers, factPath } from '@session/answers';
import { usePlace } from '@session/place';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import './interview.css';
import { useTexts } from './texts';

export function AnswerList(): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const answers = useAnswers();
  const { region, asOf, asOfRequest } = usePlace();
  const request = { region: region.id, ...asOfRequest, facts: answers.facts, skipped: answers.skipped };
  const loaded = useLoaded(`${JSON.stringify(request)} ${asOf}`, (signal) => api.question(request, lang, signal), true);
  if (answers.asked.length === 0) {
    return (
      <div class="column page stack">
        <Title text={t('answers_none_title')} />
        <p>{t('answers_none')}</p>
        <p><Link class="button" to="/check">{t('answers_start')}</Link></p>
      </div>
    );
  }
  return (
    <div class="column page">
      <Title text={t('answers_title', { n: answers.asked.length })} />
      <p class="lead">{t('answers_privacy')}</p>
      <Await loaded={loaded} level={2}>
        {(state) => (
          <ul class="rows answer-list">
            {answers.asked.map(({ fact }) => {
              const values = state.known.filter((given) => given.fact === fact.id || given.fact.startsWith(`${fact.id}.`));
              const doubtful = answers.doubtful.includes(fact.id);
              return (
                <li key={fact.id} class={doubtful ? 'known-row doubtful' : 'known-row'}>
                  <span>
                    <span class="label block">{say(fact.label, lang)}</span>
                    {values.length === 0 ? <span class="strong">{t('answers_unsure')}</span>
                      : values.length === 1 ? <span class="strong">{say(values[0]?.value, lang)}</span>
                        : <ByYear of={fact.id} values={values} />}
                    {doubtful && <span class="badge on">{t('answers_doubtful')}</span>}
                  </span>
                  <Link to={`${factPath(fact.id)}?list=1`} aria-label={t('change_of', { label: say(fact.label, lang) })}>{t('change')}</Link>
                </li>
              );
            })}
          </ul>
        )}
      </Await>
      <p class="inline answers-end">
        <Link class="button" to="/check">{t('answers_go_on')}</Link>
        <Link to="/result">{t('done_result')}</Link>
        <button type="button" class="link" onClick={forgetAnswers}>{t('answers_clear')}</button>
      </p>
    </div>
  );
}

// A table: one line a year, newest first, its cells one after the other. What is the same twice is said once.
function ByYear({ of, values }: { of: string; values: GivenFact[] }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const years = new Map<string, string[]>();
  for (const given of values) {
    const year = given.fact.slice(of.length + 1).split('.')[0] ?? '';
    const value = say(given.value, lang);
    const line = years.get(year) ?? [];
    if (!line.includes(value)) years.set(year, [...line, value]);
  }
  return <ul class="by-year">{[...years].sort(([a], [b]) => (a < b ? 1 : -1)).map(([year, line]) => <li key={year}><span class="label nums">{year}</span> <span>{line.join(t('list_separator'))}</span></li>)}</ul>;
}
