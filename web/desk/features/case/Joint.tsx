// What stands in the way of the hand-over, and claims to the green channel.
import type { CaseCommandBody, CaseView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import { deskDay } from '../../ui/dates';
import { personOf } from '../../work/units';
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
            {claim.free_text ? claim.words : claim.ground_label ? say(claim.ground_label, lang) : claim.ground}{claim.free_text && <> <span class="badge">{t('free_text')}</span></>}
            <span class="block second">{t('latest_safe', { day: deskDay(claim.latest_safe, lang) })}{t('comma')}{say(personOf(claim.claimed_by), lang)}</span>
            {claim.decided_by ? <span class="block"><b>{t(claim.granted ? 'granted' : 'refused')}</b>{t('comma')}{say(personOf(claim.decided_by), lang)}{claim.reason && `${t('comma')}${claim.reason}`}</span>
              : role === 'centre_manager' && <button type="button" class="button plain" onClick={() => onDecide(claim.number)}>{t('do_decide')}</button>}
          </li>
        ))}
      </ul>
    </>
  );
}
