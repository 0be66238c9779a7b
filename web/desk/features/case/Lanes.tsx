// The departments' branches side by side, and the one gate across all of them.
import type { CaseBranchView, CaseView } from '@shared/api/types.generated';
import { dayInChina } from '@shared/formats/dates';
import { say, useLang } from '@shared/i18n/language';
import { Icon } from '@ui/Icon';
import type { JSX } from 'preact';
import { serverNow } from '../../session/live';
import { momentOf } from '../../ui/dates';
import { useTexts } from './texts';

const steps = ['to_send', 'sent', 'received', 'decided'] as const;

// How far a branch has come, as a step of the lane; -1: it still waits.
export function reached(stage: CaseBranchView['stage']): number {
  if (stage === 'waiting') return -1;
  if (stage === 'to_send') return 0;
  if (stage === 'sent') return 1;
  return stage === 'received' || stage === 'supplement_asked' ? 2 : 3;
}

export function Lanes({ file, onSupplement }: { file: CaseView; onSupplement: ((branch: string) => void) | undefined }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const today = dayInChina(new Date(serverNow()).toISOString());
  const { joint } = file;
  const checks = [
    { met: joint.all_approved, text: t('gate_approved') }, { met: joint.names_agree, text: t('gate_names') }, { met: joint.passports_agree, text: t('gate_passports') },
    { met: joint.start_days_agree, text: t('gate_days') }, { met: joint.numbers_stand, text: t('gate_numbers') }, { met: joint.no_open_task, text: t('gate_tasks') },
  ];
  return (
    <section class="lanes" aria-label={t('lanes')}>
      <div class="lane-rows">
        {file.branches.map((branch) => {
          const at = reached(branch.stage);
          return (
            <div key={branch.id} class="case-lane">
              <div class="case-lane-name"><b>{branch.title ? say(branch.title, lang) : branch.system}</b><span class="block second">{branch.unit.name ? say(branch.unit.name, lang) : branch.system}</span></div>
              <ol class="case-steps" aria-label={t('how_far')}>
                {steps.map((step, i) => (
                  <li key={step} class={`case-step ${i < at || (i === at && step === 'decided') ? 'past' : i === at ? 'now' : 'ahead'} ${branch.stage}`} aria-current={i === at ? 'step' : undefined}>
                    {step === 'decided' && at === 3 ? t(`branch_${branch.stage}`) : i === 2 && branch.stage === 'supplement_asked' ? t('branch_supplement_asked') : t(`step_${step}`)}
                  </li>
                ))}
              </ol>
              <div class="second">
                {branch.stage === 'waiting' && t('waits')}
                {branch.issued?.document_number && <span class="block"><b class="nums">{branch.issued.document_number}</b>{t('comma')}<bdi>{branch.issued.name}</bdi></span>}
                {branch.reason && <span class="block">{branch.reason}</span>}
                {branch.decided_at && <span class="block">{momentOf(branch.decided_at, today, lang)}</span>}
                {branch.stage === 'supplement_asked' && onSupplement && <button type="button" class="button plain" onClick={() => onSupplement(branch.id)}>{t('do_supplement')}</button>}
              </div>
            </div>
          );
        })}
      </div>
      <div class="case-gate">
        <h2>{t('gate')}</h2>
        <p class="second">{t('gate_rule')}</p>
        <ul>{checks.map((one) => <li key={one.text} class={one.met ? 'met' : 'unmet'}><Icon name={one.met ? 'check' : 'dash'} size={18} label={t(one.met ? 'met' : 'not_met')} />{one.text}</li>)}</ul>
      </div>
    </section>
  );
}
