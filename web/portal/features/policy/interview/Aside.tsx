// Beside the question: what it can still change, and what is known already.
import type { Question, QuestionAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { factPath, type Answers } from '@session/answers';
import { Icon } from '@ui/Icon';
import type { JSX } from 'preact';
import { useTexts } from './texts';

export function Affects({ question }: { question: Question }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  if (question.routes.length === 0) return null;
  return (
    <section aria-labelledby="affects">
      <div class="head"><h2 id="affects">{t('affects')}</h2></div>
      <ul class="rows compact">
        {question.routes.map((title, i) => (
          <li key={question.route_ids[i] ?? i} class="affected"><span class="mark unknown"><Icon name="unknown" size={18} /></span>{say(title, lang)}</li>
        ))}
      </ul>
      <p class="second">{t('affects_none')}</p>
    </section>
  );
}

const shown = 6;

export function Known({ state, answers }: { state: QuestionAnswer; answers: Answers }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const latest = [...state.known].reverse();
  return (
    <section aria-labelledby="known">
      <div class="head"><h2 id="known">{t('known')}</h2></div>
      {latest.length === 0 ? <p class="second known-none">{t('known_none')}</p> : (
        <ul class="rows compact">
          {latest.slice(0, shown).map((given) => (
            <li key={given.fact} class="known-row">
              <span><span class="strong">{say(given.value, lang)}</span><span class="label block">{say(given.label, lang)}</span></span>
              <Link to={factPath(factOf(given.fact, answers))} aria-label={t('change_of', { label: say(given.label, lang) })}>{t('change')}</Link>
            </li>
          ))}
        </ul>
      )}
      {answers.asked.length > 0 && <p class="second"><Link to="/check/answers">{t('known_all', { n: answers.asked.length })}</Link></p>}
      <p class="second">{t('totals', { most: answers.asked.length + state.at_most, fields: state.form_size })}</p>
    </section>
  );
}

// A cell of a table is changed where its table is asked.
export function factOf(path: string, answers: Answers): string {
  return answers.asked.find((one) => path === one.fact.id || path.startsWith(`${one.fact.id}.`))?.fact.id ?? path;
}
