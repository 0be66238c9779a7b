// The A4 sheet: dates, what to do, who, a box to tick; how the days were counted as numbered notes.
import { api } from '@shared/api/client';
import type { Plan } from '@shared/api/types';
import { formatCode } from '@shared/formats/code';
import { formatDay, formatWeekday } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { usePlace } from '@session/place';
import { Mark } from '@ui/Icon';
import { SourceName, Who } from '@ui/marks';
import type { JSX } from 'preact';
import { useTexts } from './texts';
import { byMonth, dayOfTask } from './timeline';

export function PrintSheet({ plan, title, place }: { plan: Plan; title: string; place: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const { meta } = usePlace();
  const tasks = byMonth(plan.tasks).flatMap((month) => month.tasks);
  const noted = tasks.filter((task) => say(task.detail, lang) !== '' || task.source);
  return (
    <div class="only-print sheet" aria-hidden="true">
      <div class="sheet-head">
        <div>
          <p class="sheet-brand"><Mark /> 港湾 Gangway</p>
          <p class="sheet-title">{title}</p>
          <p>{place}</p>
          <p>{t('print_day', { day: meta.today, version: plan.rules_version })}</p>
        </div>
        <div class="sheet-code"><img src={api.qrUrl(plan.code)} alt="" width="120" height="120" /><p class="strong">{formatCode(plan.code)}</p></div>
      </div>
      <table class="sheet-table">
        <thead><tr><th>{t('print_col_day')}</th><th>{t('print_col_what')}</th><th>{t('print_col_who')}</th><th>{t('print_col_done')}</th></tr></thead>
        <tbody>
          {tasks.map((task, i) => {
            const day = dayOfTask(task);
            const note = noted.indexOf(task) + 1;
            return (
              <tr key={i} class={task.kind === 'deadline' ? 'hard' : ''}>
                <td>{day ? <><span class="strong">{formatDay(day, lang)}</span><br />{formatWeekday(day, lang)}</> : `【${t('undated')}】`}</td>
                <td>{task.kind === 'deadline' ? <span class="strong">{t('kind_deadline')}{lang === 'zh' ? '：' : ': '}{say(task.title, lang)}</span> : say(task.title, lang)}{task.kind === 'uncertain' && `【${t('kind_uncertain')}】`}{note > 0 && <sup>{note}</sup>}</td>
                <td><Who who={task.who} /></td>
                <td>{(task.kind === 'todo' || task.kind === 'opens') && <span class="tick-box" />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {noted.length > 0 && <><p class="sheet-notes-title">{t('print_notes')}</p><ol class="sheet-notes">{noted.map((task, i) => <li key={i}>{say(task.detail, lang)} {task.source && <SourceName source={task.source} />}</li>)}</ol></>}
      <p class="sheet-foot">{t('guidance')} {t('print_foot')}</p>
    </div>
  );
}
