// The one answer. What is being written stays in the tab until it is given, whatever happens meanwhile.
import { tongueOf } from '@shared/i18n/tongue';
import type { ApiError } from '@shared/api/client';
import type { RequestView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import { FaultText } from '@ui/forms';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDraft } from '../../session/drafts';
import { toast } from '../../session/toast';
import { Key } from '../../ui/Key';
import { Stale } from '../../work/ActionDialog';
import { act } from '../../work/act';
import { Failure } from '../../work/Failure';
import { useWorkTexts } from '../../work/texts';
import { nameOf, personOf } from '../../work/units';
import { useTexts } from './texts';

export function Answer({ request, account, place, can, onStale }: { request: RequestView; account: string; place: string; can: boolean; onStale: (request: RequestView) => void }): JSX.Element {
  const t = useTexts();
  const w = useWorkTexts();
  const lang = useLang();
  const [text, write, drop] = useDraft(`${account} answer ${request.id}`, '');
  const [stale, setStale] = useState<{ before: RequestView; now: RequestView } | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const tongue = w(request.language === 'zh' ? 'lang_zh' : 'lang_en');

  const send = async (): Promise<void> => {
    if (busy) return;
    setMissing(!text.trim());
    setFailed(null);
    if (!text.trim()) {
      document.getElementById('answer')?.focus();
      return;
    }
    setBusy(true);
    setStale(null);
    const outcome = await act(request, 'answer', { text: text.trim() });
    setBusy(false);
    if ('stale' in outcome) {
      setStale({ before: request, now: outcome.stale });
      onStale(outcome.stale);
    } else if ('failed' in outcome) {
      setFailed(outcome.failed);
    } else {
      drop();
      toast(w('done_answer'));
    }
  };
  const editing = can || (text !== '' && request.stage === 'handling');
  return (
    <section aria-labelledby="answer-title" class="answer">
      <div class="head"><h2 id="answer-title">{t('answer')}</h2><span class="label">{editing ? t('answer_to', { lang: tongue }) : ''}</span></div>
      {request.answer && (request.stage !== 'handling' || !editing) && <div class="given"><p class="label">{t('answer_given', { who: say(request.handler ? personOf(request.handler) : nameOf(request.unit, place), lang) })}</p><p class="answer-text" lang={tongueOf(request.answer)}>{request.answer}</p></div>}
      {request.answer && request.stage === 'handling' && editing && <details class="before"><summary>{t('answer_before')}</summary><p lang={tongueOf(request.answer)}>{request.answer}</p></details>}
      {editing && (
        <form class="sheet-box" noValidate onSubmit={(event) => { event.preventDefault(); void send(); }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void send(); } if (event.key === 'Escape') event.currentTarget.querySelector('textarea')?.blur(); }}>
          <label class="label" for="answer">{tongue}</label>
          <FaultText id="answer" text={missing ? w('needed') : undefined} />
          <textarea id="answer" class="input bare" rows={7} maxLength={4000} lang={request.language} value={text} aria-invalid={missing || undefined} aria-describedby={missing ? 'answer-fault answer-hint' : 'answer-hint'} onInput={(event) => write(event.currentTarget.value)} />
          {stale && <Stale before={stale.before} now={stale.now} />}
          {failed && <Failure error={failed} />}
          <div class="sheet-foot"><span class="second" id="answer-hint">{t('answer_hint')}</span><button type="submit" class="button" aria-disabled={busy || undefined}>{stale ? w('stale_again') : t('answer_send')}<Key name="Ctrl Enter" /></button></div>
        </form>
      )}
      {!request.answer && !editing && <p class="second pad-top">{request.offer ? t('answer_wait_offer', { unit: say(nameOf(request.offer.to, place), lang) }) : t('answer_wait', { unit: say(nameOf(request.unit, place), lang) })}</p>}
    </section>
  );
}
