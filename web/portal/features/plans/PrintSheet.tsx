// The A4 sheet: dates, what to do, who, a box to tick; how the days were counted as numbered notes.
import { api } from '@shared/api/client';
import type { Plan, Task } from '@shared/api/types';
import { formatCode } from '@shared/formats/code';
import { formatDay, formatWeekday } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { usePlace } from '@session/place';
import { Mark } from '@ui/Icon';
import { SourceName, Who } from '@ui/marks';
import { useUiTexts } from '@ui/texts';
import type { JSX } from 'preact';
import { statusOf } from './status';
import { useTexts } from './texts';
import { byMonth, canBeDone, dayOfTask } from './timeline';

// A task whose detail says how its day was counted; the details of others say what to do and stand with them.
const isCounted = (task: Task): boolean => task.kind === 'deadline' || task.kind === 'result' || task.kind === 'uncertain';

export function PrintSheet({ plan, title, place }: { plan: Plan; title: string; place: string }): JSX.Element {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const tasks = byMonth(plan.tasks).flatMap((month) => month.tasks);
  const noted = tasks.filter((task) => task.source || (isCounted(task) && say(task.detail, lang) !== ''));
  const colon = lang === 'zh' ? '：' : ': ';
  const doubt = (unverified: boolean, advice: boolean): string => (advice ? `【${ui('advice_only')}】` : unverified ? `【${ui('unverified')}】` : '');
  return (
    <div class="only-print sheet" aria-hidden="true">
      <div class="sheet-head">
        <div>
          <p class="sheet-brand"><Mark /> 港湾 Gangway</p>
          <p class="sheet-title">{title}</p>
          <p>{place}</p>
          <p>{t('print_day', { day: meta.today, version: plan.rules_version })}</p>
          {plan.notes && <p class="sheet-own">{plan.notes}</p>}
        </div>
        <div class="sheet-code"><img src={api.qrUrl(plan.code)} alt="" width="120" height="120" /><p class="strong">{formatCode(plan.code)}</p><p class="small">{t('print_code')}</p></div>
      </div>
      <table class="sheet-table">
        <thead><tr><th>{t('print_col_day')}</th><th>{t('print_col_what')}</th><th>{t('print_col_who')}</th><th>{t('print_col_done')}</th></tr></thead>
        <tbody>
          {tasks.map((task, i) => {
            const day = dayOfTask(task);
            const before = tasks[i - 1];
            const newYear = day?.slice(0, 4) !== (before && dayOfTask(before))?.slice(0, 4);
            const note = noted.indexOf(task) + 1;
            return (
              <tr key={task.id} class={task.kind === 'deadline' ? 'hard' : ''}>
                <td>{day ? <><span class="strong">{formatDay(day, lang, { year: newYear })}</span><br /><DayWords task={task} day={day} /></> : `【${t('undated')}】`}</td>
                <td>
                  {task.kind === 'deadline' ? <span class="strong">{t('kind_deadline')}{colon}{say(task.title, lang)}</span> : say(task.title, lang)}{task.kind === 'uncertain' && `【${t('kind_uncertain')}】`}{note > 0 && <sup>{note}</sup>}
                  {plan.chosen.length > 1 && <span class="sheet-small">{say(task.route_title, lang)}</span>}
                  {!isCounted(task) && say(task.detail, lang) && <span class="sheet-small">{say(task.detail, lang)}</span>}
                </td>
                <td><Who who={task.who} /></td>
                <td>{canBeDone(task) && <span class="tick-box">{task.done && '✓'}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {noted.length > 0 && <><p class="sheet-notes-title">{t('print_notes')}</p><ol class="sheet-notes">{noted.map((task) => <li key={task.id}>{isCounted(task) && say(task.detail, lang)} {task.source && <><SourceName source={task.source} />{doubt(task.source.confidence !== 'high', false)}</>}</li>)}</ol></>}
      <p class="sheet-notes-title">{t('print_routes')}</p>
      <ul class="sheet-routes">{plan.assessment.routes.filter((route) => plan.chosen.includes(route.id)).map((route) => <li key={route.id}>{say(route.title, lang)}{colon}{ui(`status_${statusOf(route)}`)}{doubt(route.unverified, route.advice_only)}</li>)}</ul>
      <p class="sheet-foot">{t('guidance')} {t('print_foot')}</p>
    </div>
  );
}

function DayWords({ task, day }: { task: Task; day: string }): JSX.Element {
  const t = useTexts();
  const weekday = formatWeekday(day, useLang());
  return <>{task.kind === 'opens' ? t('from', { weekday }) : task.kind === 'uncertain' ? weekday : t('by', { weekday })}</>;
}
