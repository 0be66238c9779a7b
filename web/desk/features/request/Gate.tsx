// The gate before closing: each condition met or not, and a button that says what is missing and goes there.
import type { RequestView } from '@shared/api/types.generated';
import { Icon } from '@ui/Icon';
import type { JSX, RefObject } from 'preact';
import { Key } from '../../ui/Key';
import { conditionsOf } from './story';
import { useTexts } from './texts';

export function Gate({ request, can, unmet, onClose, at }: { request: RequestView; can: boolean; unmet: number; onClose: () => void; at: RefObject<HTMLElement> }): JSX.Element {
  const t = useTexts();
  const conditions = conditionsOf(request);
  const { gate } = request;
  const closed = request.stage === 'closed';
  const words = {
    baton: request.offer ? t('gate_baton_open') : t('gate_baton_met'),
    answered: gate.answered ? t('gate_answered_met') : t('gate_answered_open'),
    called: gate.reached ? t('gate_called_met') : gate.days_not_reached > 0 ? t('gate_called_tried', { done: gate.days_not_reached, needed: gate.days_needed }) : t('gate_called_open', { needed: gate.days_needed }),
  };
  return (
    <aside class="gate" ref={at} aria-labelledby="gate-title">
      <div class="head"><h2 id="gate-title"><Icon name="gate" size={18} />{t('gate')}</h2><span class="label">{t('gate_passed', { n: conditions.length - unmet, all: conditions.length })}</span></div>
      <ul class="rows">
        {conditions.map((one) => (
          <li key={one.id} class="condition" tabIndex={one.met ? undefined : -1} {...(one.met ? {} : { 'data-unmet': '' })}>
            <span class={one.met ? 'mark met' : 'mark'}><Icon name={one.met ? 'check' : 'dash'} label={t(one.met ? 'met' : 'not_met')} size={18} /></span>
            <span><span class="block">{t(`gate_${one.id}`)}</span><span class="block second">{words[one.id]}</span></span>
          </li>
        ))}
      </ul>
      {closed
        ? <p class="second">{t(request.ending === 'not_reached' ? 'closed_not_reached' : 'closed_content')}</p>
        : <button type="button" class="button wide-button" aria-disabled={unmet > 0 || !can || undefined} onClick={onClose}>{unmet > 0 ? t('gate_shut', { n: unmet }) : t('gate_open')}{unmet === 0 && <Key name="L" />}</button>}
      {!closed && (
        <section class="after-gate" aria-labelledby="catch-title">
          <h2 id="catch-title" class="head">{t('catch')}</h2>
          <ul class="rows">
            <li><b>{t('catch_unit')}</b><span class="block second">{t('catch_unit_when')}</span></li>
            <li><b>{t('catch_watch')}</b><span class="block second">{t(request.escalated ? 'catch_watch_now' : 'catch_watch_when')}</span></li>
          </ul>
        </section>
      )}
    </aside>
  );
}
