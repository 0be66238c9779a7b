// The line of days: ring to do, bar a hard deadline, violet disc an opening, dotted ring not certain.
import type { Task } from '@shared/api/types';
import { formatDay, formatMonth, formatWeekday } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { SourceInPlace, Who } from '@ui/marks';
import type { JSX } from 'preact';
import { useTexts } from './texts';
import { byMonth, dayOfTask } from './timeline';

export function Timeline({ tasks }: { tasks: Task[] }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <div class="timeline">
      {byMonth(tasks).map(({ month, tasks: some }) => (
        <section key={month} aria-label={month ? formatMonth(`${month}-01`, lang) : t('undated')}>
          <h3 class="month label">{month ? formatMonth(`${month}-01`, lang) : t('undated')}</h3>
          <ol>{some.map((task, i) => <TaskRow key={`${task.route} ${i}`} task={task} />)}</ol>
        </section>
      ))}
    </div>
  );
}

function TaskRow({ task }: { task: Task }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const day = dayOfTask(task);
  const weekday = day ? formatWeekday(day, lang) : '';
  return (
    <li class={`task ${task.kind}`}>
      <div class="task-day">
        {day && <><time dateTime={day} class="strong nums">{formatDay(day, lang, { year: false })}</time><span class="label block">{task.kind === 'deadline' || task.kind === 'todo' || task.kind === 'result' ? t('by', { weekday }) : task.kind === 'opens' ? t('from', { weekday }) : weekday}</span></>}
      </div>
      <span class="task-mark" aria-hidden="true" />
      <div class="task-body">
        <p class="strong"><span class={task.kind === 'todo' ? 'sr' : 'task-kind'}>{t(`kind_${task.kind}`)}</span> {say(task.title, lang)}</p>
        {say(task.detail, lang) && <p class="second">{say(task.detail, lang)}</p>}
        <div class="inline label"><Who who={task.who} /><SourceInPlace source={task.source} /></div>
      </div>
    </li>
  );
}
