// What judging says differently now: first of the routes in the plan, the others folded.
import type { Change, Plan } from '@shared/api/types';
import { formatDay } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { useTexts } from './texts';

interface ChangesProps { plan: Plan; busy: boolean; onJudgeAgain: () => void }

export function Changes({ plan, busy, onJudgeAgain }: ChangesProps): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  if (plan.changes.length === 0) return plan.rules_changed ? <p class="box changes">{t('rules_changed')}</p> : null;
  const own = plan.changes.filter((change) => plan.chosen.includes(change.route));
  const others = plan.changes.filter((change) => !plan.chosen.includes(change.route));
  return (
    <section class={own.length > 0 ? 'box care changes' : 'box changes'} aria-labelledby="changes">
      <h2 id="changes">{own.length > 0 ? t('changed_title', { n: own.length }) : t('changed_none')}</h2>
      <p class="second">{t('changed_basis', { then: formatDay(plan.as_of, lang), now: formatDay(plan.compared_on, lang) })}</p>
      {own.length > 0 && <ChangeRows changes={own} />}
      {others.length > 0 && <details class="more"><summary>{t('changed_others', { n: others.length })}</summary><ChangeRows changes={others} /></details>}
      <p class="inline no-print"><button type="button" class="button plain" aria-disabled={busy} onClick={onJudgeAgain}>{t('judge_again')}</button><span class="second">{t('judge_again_note')}</span></p>
    </section>
  );
}

function ChangeRows({ changes }: { changes: Change[] }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <ul class="rows">
      {changes.map((change) => (
        <li key={change.route}>
          <span class="strong">{say(change.title, lang)}</span>
          <p class="second">{change.was === change.now ? t('change_same', { now: t(`status_${change.now}`) }) : t('change', { was: t(`status_${change.was}`), now: t(`status_${change.now}`) })}{lang === 'zh' ? '' : ' '}{say(change.why, lang)}</p>
        </li>
      ))}
    </ul>
  );
}
