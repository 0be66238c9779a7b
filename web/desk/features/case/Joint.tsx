// What stands in the way of the hand-over, claims to the green channel, and expert groups.
import type { CaseCommandBody, CaseView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import type { SignedIn } from '../../session/session';
import { deskDay } from '../../ui/dates';
import { useTexts } from './texts';

export type Resolution = NonNullable<CaseCommandBody['resolution']>;

const resolutions: Record<CaseView['tasks'][number]['kind'], readonly Resolution[]> = {
  mismatch: ['send_again', 'settled'], double_answer: ['keep', 'take_new'], revoked: ['send_again', 'settled'], unexpected: ['settled'], after_end: ['settled'],
};

export function Tasks({ file, onResolve }: { file: CaseView; onResolve: ((task: number, resolution: Resolution) => void) | undefined }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const open = file.tasks.filter((one) => !one.resolved_at);
  if (open.length === 0) return null;
  return (
    <section class="box care case-tasks" aria-labelledby="tasks">
      <h2 id="tasks">{t('tasks', { n: open.length })}</h2>
      <ul class="rows">
        {open.map((task) => (
          <li key={task.number}>
            <b>{t(`task_${task.kind}`)}</b> {task.due && <span class="second">{t('until', { day: deskDay(task.due, lang) })}</span>}
            {task.reason && <span class="block">{task.reason}</span>}
            {onResolve && <span class="inline">{resolutions[task.kind].map((one) => <button key={one} type="button" class="button plain" onClick={() => onResolve(task.number, one)}>{t(`resolve_${one}`)}</button>)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Claims({ file, role, onDecide }: { file: CaseView; role: string; onDecide: (claim: number) => void }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  if (file.claims.length === 0) return null;
  return (
    <>
      <h2 class="head later">{t('green')}</h2>
      <ul class="rows">
        {file.claims.map((claim) => (
          <li key={claim.number}>
            {claim.free_text ? claim.words : claim.ground_label ? say(claim.ground_label, lang) : claim.ground}{claim.free_text && <span class="badge">{t('free_text')}</span>}
            <span class="block second">{t('latest_safe', { day: deskDay(claim.latest_safe, lang) })}{t('comma')}{claim.claimed_by.name}</span>
            {claim.decided_by ? <span class="block"><b>{t(claim.granted ? 'granted' : 'refused')}</b>{t('comma')}{claim.decided_by.name}{claim.reason && `${t('comma')}${claim.reason}`}</span>
              : role === 'centre_manager' && <button type="button" class="button plain" onClick={() => onDecide(claim.number)}>{t('do_decide')}</button>}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Groups({ file, session, onOpinion }: { file: CaseView; session: SignedIn; onOpinion: (group: number) => void }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  if (file.groups.length === 0) return null;
  return (
    <>
      <h2 class="head later">{t('experts')}</h2>
      {file.groups.map((group) => (
        <div key={group.number} class="stack">
          <p><b>{group.question}</b><span class="block second">{t('convened_by', { who: group.convenor.name })}{t('comma')}{t('hours', { n: group.hours })}{t('comma')}{t('opinions', { n: group.opinions, needed: group.opinions_needed })}</span></p>
          <ul class="rows">
            {group.seats.map((seat) => (
              <li key={seat.unit.place + seat.unit.department}>
                <b>{seat.unit.name ? say(seat.unit.name, lang) : seat.unit.department}</b> {seat.at && seat.verdict ? t(`opinion_${seat.verdict}`) : <span class="second">{t('no_opinion')}</span>}
                {seat.text && <span class="block">{seat.text}</span>}
                {!seat.at && seat.unit.place === session.post.place && seat.unit.department === session.post.department && <button type="button" class="button plain" onClick={() => onOpinion(group.number)}>{t('do_opinion')}</button>}
              </li>
            ))}
          </ul>
          {group.decided_at && <p><b>{t('decision')}</b> {group.decision}</p>}
        </div>
      ))}
    </>
  );
}
