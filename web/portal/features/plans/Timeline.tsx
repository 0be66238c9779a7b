// The line of days: ring to do, disc done, bar a hard deadline, violet disc an opening, dotted ring not certain.
import type { Day, Task } from '@shared/api/types';
import { formatDay, formatMonth, formatWeekday } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { SourceInPlace, Who } from '@ui/marks';
import type { JSX } from 'preact';
import { useTexts } from './texts';
import { byMonth, canBeDone, dayOfTask, isPast } from './timeline';

interface TimelineProps { tasks: Task[]; from: Day; severalRoutes: boolean; busy: boolean; onTick: (task: Task, done: boolean) => void }

export function Timeline({ tasks, ...rest }: TimelineProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  return (
    <div class="timeline">
      {byMonth(tasks).map(({ month, tasks: some }) => (
        <section key={month} aria-label={month ? formatMonth(`${month}-01`, lang) : t('undated')}>
          <h3 class="month label">{month ? formatMonth(`${month}-01`, lang) : t('undated')}</h3>
          <ol>{some.map((task) => <TaskRow key={task.id} task={task} {...rest} />)}</ol>
        </section>
      ))}
    </div>
  );
}

type TaskRowProps = Omit<TimelineProps, 'tasks'> & { task: Task };

function TaskRow({ task, from, severalRoutes, busy, onTick }: TaskRowProps): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const day = dayOfTask(task);
  const weekday = day ? formatWeekday(day, lang) : '';
  const title = say(task.title, lang);
  return (
    <li class={task.done ? `task ${task.kind} done` : `task ${task.kind}`}>
      <div class="task-day">
        {day && <><time dateTime={day} class="strong nums">{formatDay(day, lang, { year: false })}</time><span class="label block">{task.kind === 'deadline' || task.kind === 'todo' || task.kind === 'result' ? t('by', { weekday }) : task.kind === 'opens' ? t('from', { weekday }) : weekday}</span></>}
      </div>
      <span class="task-mark" aria-hidden="true" />
      <div class="task-body">
        <div class="task-line">
          <div>
            <p class="strong"><span class={task.kind === 'todo' ? 'sr' : 'task-kind'}>{t(`kind_${task.kind}`)}</span> {title}{isPast(task, from) && <> <span class="badge">{t('passed')}</span></>}</p>
            {severalRoutes && <p class="label">{say(task.route_title, lang)}</p>}
          </div>
          {canBeDone(task) && (
            <label class="tick">
              <input type="checkbox" checked={task.done} aria-disabled={busy} onChange={(event) => onTick(task, event.currentTarget.checked)} />
              <span>{t('done')}<span class="sr">{lang === 'zh' ? '：' : ': '}{title}{severalRoutes && `${t('separator')}${say(task.route_title, lang)}`}</span></span>
            </label>
          )}
        </div>
        {say(task.detail, lang) && <p class="second">{say(task.detail, lang)}</p>}
        <div class="inline label"><Who who={task.who} /><SourceInPlace source={task.source} /></div>
      </div>
    </li>
  );
}
