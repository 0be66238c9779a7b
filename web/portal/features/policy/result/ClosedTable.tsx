// Closed routes: what is missing, the smallest step, and who could take it. Nearest first.
import type { RouteAnswer } from '@shared/api/types';
import { say, useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { ConditionMark, Who } from '@ui/marks';
import type { JSX } from 'preact';
import { linesOf } from './given';
import { useTexts } from './texts';

export function ClosedTable({ routes }: { routes: RouteAnswer[] }): JSX.Element {
  const t = useTexts();
  return (
    <table class="table folds closed-table">
      <thead><tr>{(['col_route', 'col_missing', 'col_step', 'col_who'] as const).map((key) => <th key={key} scope="col">{t(key)}</th>)}</tr></thead>
      <tbody>{routes.map((route) => <ClosedRow key={route.id} route={route} />)}</tbody>
    </table>
  );
}

function ClosedRow({ route }: { route: RouteAnswer }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const failed = route.conditions.filter((condition) => condition.value === false);
  const nearest = route.nearest[0];
  return (
    <tr>
      <th scope="row"><Link to={`/routes/${route.id}`}>{say(route.title, lang)}</Link></th>
      <td>
        <ul class="failed">
          {failed.map((condition) => (
            <li key={condition.id}>
              <ConditionMark value={false} />
              <span>{say(condition.label, lang)}
                {linesOf(condition.given, lang).map((line) => <span key={line.key} class="label block">{t('yours', { fact: line.label, value: line.value })}</span>)}
              </span>
            </li>
          ))}
        </ul>
      </td>
      <td>{nearest ? nearest.changes.map((change) => <p key={change.fact}>{t('step', { fact: say(change.label, lang), from: say(change.from, lang), to: say(change.to, lang) })}</p>) : <span class="second">{failed.length > 1 ? t('step_many', { n: failed.length }) : t('step_none')}</span>}</td>
      <td>{nearest ? [...new Set(nearest.changes.map((change) => change.who))].map((who) => <Who key={who} who={who} />) : ''}</td>
    </tr>
  );
}
