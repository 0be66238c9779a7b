// The dialog of one command about a request. What is typed is a draft until it is sent; another's change in between
// is told in words and nothing is lost.
import { tongueOf } from '@shared/i18n/tongue';
import type { ApiError } from '@shared/api/client';
import type { RequestView } from '@shared/api/types.generated';
import { say, useLang } from '@shared/i18n/language';
import { useStore } from '@shared/store';
import { OptionRow } from '@ui/forms';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Command } from '../session/api';
import { useDraft } from '../session/drafts';
import { sessionStore } from '../session/session';
import { toast } from '../session/toast';
import { Dialog } from '../ui/Dialog';
import { SelectField, TextArea } from '../ui/fields';
import { Key } from '../ui/Key';
import { act, changesBetween } from './act';
import { actionStore, closeAction, type DialogVerb } from './actions';
import { Failure } from './Failure';
import { useWorkTexts } from './texts';
import { networkStore, personOf, targetsOf, unitKey } from './units';

interface Typed { text: string; to: string; result: '' | 'content' | 'not_content' | 'not_reached' }
const nothing: Typed = { text: '', to: '', result: '' };

// Commands that need nothing more than being asked for.
const plain: readonly DialogVerb[] = ['take', 'accept', 'withdraw', 'close'];
const needsText: readonly DialogVerb[] = ['note', 'refuse', 'reopen'];

export function ActionDialogs(): JSX.Element | null {
  const { open } = useStore(actionStore);
  return open ? <ActionDialog key={`${open.verb} ${open.request.id}`} verb={open.verb} request={open.request} /> : null;
}

function ActionDialog({ verb, request: given }: { verb: DialogVerb; request: RequestView }): JSX.Element {
  const t = useWorkTexts();
  const lang = useLang();
  const account = useStore(sessionStore).session?.account.id ?? '';
  const network = useStore(networkStore);
  const [request, setRequest] = useState(given);
  const [typed, type, drop] = useDraft<Typed>(`${account} ${verb} ${given.id}`, nothing);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ field: keyof Typed; text: string } | null>(null);
  const [stale, setStale] = useState<RequestView | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  useEffect(() => { if (fault) document.getElementById(`act-${fault.field}`)?.focus(); }, [fault]);

  const targets = network.places ? targetsOf(network.places).filter((one) => one.key !== unitKey(request.unit)) : [];
  const refused = new Set(request.refused_by.map(unitKey));
  const staff = (network.staff?.staff ?? []).filter((one) => one.account !== request.owner.account);
  const chosen = verb === 'owner' ? staff.find((one) => one.account === typed.to)?.name : targets.find((one) => one.key === typed.to)?.name;

  const send = async (version: RequestView): Promise<void> => {
    if (busy) return;
    const missing = needsText.includes(verb) && !typed.text.trim() ? { field: 'text' as const, text: t('needed') }
      : (verb === 'offer' || verb === 'owner') && !chosen ? { field: 'to' as const, text: t('choose') }
        : verb === 'call' && !typed.result ? { field: 'result' as const, text: t('choose') } : null;
    setFault(missing);
    setFailed(null);
    if (missing) return;
    setBusy(true);
    const target = targets.find((one) => one.key === typed.to);
    const body: Command = {
      ...(typed.text.trim() ? { text: typed.text.trim() } : {}),
      ...(verb === 'offer' && target ? { to: { place: target.place, department: target.department } } : {}),
      ...(verb === 'owner' ? { owner: typed.to } : {}),
      ...(verb === 'call' && typed.result ? { result: typed.result } : {}),
    };
    const outcome = await act(version, verb, body);
    setBusy(false);
    if ('stale' in outcome) {
      setStale(outcome.stale);
      return;
    }
    if ('failed' in outcome) {
      setFailed(outcome.failed);
      return;
    }
    drop();
    closeAction();
    const { done } = outcome;
    toast(t(`done_${verb}`, { unit: say(chosen, lang) }), verb === 'offer' ? () => { void act(done, 'withdraw').then((undone) => { if ('done' in undone) toast(t('done_withdraw')); }); } : undefined);
  };
  const again = (): void => {
    if (!stale) return;
    setRequest(stale);
    setStale(null);
    void send(stale);
  };

  return (
    <Dialog title={t(`do_${verb}`)} closeLabel={t('dialog_close')} onClose={closeAction} onConfirm={() => { if (stale) again(); else void send(request); }}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(request); }}>
        <p class="second clamp" lang={tongueOf(request.question)}>{request.question}</p>
        {verb === 'offer' && (targets.length === 0 ? <p>{t('offer_none')}</p> : (
          <SelectField id="act-to" label={t('offer_to')} value={typed.to} first fault={fault?.field === 'to' ? fault.text : undefined} onInput={(to) => type({ ...typed, to })}>
            <option value="">{t('choose')}</option>
            {targets.map((one) => <option key={one.key} value={one.key} disabled={refused.has(one.key)}>{say(one.name, lang)}{refused.has(one.key) ? `${t('dates_separator')}${t('offer_refused')}` : ''}</option>)}
          </SelectField>
        ))}
        {verb === 'owner' && (
          <SelectField id="act-to" label={t('owner_label')} value={typed.to} first fault={fault?.field === 'to' ? fault.text : undefined} onInput={(to) => type({ ...typed, to })}>
            <option value="">{t('choose')}</option>
            {staff.map((one) => <option key={one.id} value={one.account}>{say(one.name, lang)}</option>)}
          </SelectField>
        )}
        {verb === 'call' && (
          <fieldset class={fault?.field === 'result' ? 'field wrong' : 'field'} aria-describedby={fault?.field === 'result' ? 'act-result-fault' : undefined}>
            <legend class="field-label">{t('call_result')}</legend>
            {fault?.field === 'result' && <p class="fault" id="act-result-fault">{fault.text}</p>}
            <div class="options">
              {(['content', 'not_content', 'not_reached'] as const).map((one, i) => (
                <OptionRow key={one} type="radio" {...(i === 0 ? { id: 'act-result' } : {})} name="result" value={one} checked={typed.result === one} onChange={() => type({ ...typed, result: one })} label={t(`result_${one}`)} {...(one === 'not_content' ? { detail: t('call_reopens') } : {})} />
              ))}
            </div>
          </fieldset>
        )}
        {!plain.includes(verb) && verb !== 'owner' && (
          <TextArea id="act-text" rows={verb === 'offer' || verb === 'call' ? 2 : 4} first={needsText.includes(verb)} value={typed.text} onInput={(text) => type({ ...typed, text })} fault={fault?.field === 'text' ? fault.text : undefined}
            label={t(verb === 'note' ? 'note_label' : verb === 'refuse' ? 'refuse_label' : verb === 'reopen' ? 'reopen_label' : verb === 'call' ? 'call_text' : 'offer_note')}
            hint={verb === 'note' ? t('note_hint') : verb === 'refuse' ? t('refuse_hint') : verb === 'offer' ? t('offer_note_hint') : undefined} />
        )}
        {stale && <Stale before={request} now={stale} />}
        {failed && <Failure error={failed} />}
        <p class="inline">
          {stale
            ? <button type="button" class="button" onClick={again}>{t('stale_again')}<Key name="Ctrl Enter" /></button>
            : <button type="submit" class="button" data-first={plain.includes(verb) ? '' : undefined} aria-disabled={busy || undefined}>{t(`do_${verb}`)}<Key name="Ctrl Enter" /></button>}
          <button type="button" class="button plain" onClick={closeAction}>{t('cancel')}</button>
        </p>
      </form>
    </Dialog>
  );
}

export function Stale({ before, now }: { before: RequestView; now: RequestView }): JSX.Element {
  const t = useWorkTexts();
  const lang = useLang();
  const what = changesBetween(before, now);
  const newNotes = now.notes.slice(before.notes.length);
  return (
    <div class="box care stack" role="alert">
      <h3>{t('stale_title')}</h3>
      <p>{t('stale_body', { what: (what.length > 0 ? what.map((one) => t(`changed_${one}`)) : [t('changed_nothing')]).join(lang === 'zh' ? '、' : ', ') })}</p>
      {newNotes.map((note) => <p key={note.at} class="second">{say(personOf(note.by), lang)}{lang === 'zh' ? '：' : ': '}{note.text}</p>)}
      {before.answer !== now.answer && <p class="second" lang={tongueOf(now.answer)}>{now.answer}</p>}
      <p class="label">{t('nothing_lost')}</p>
    </div>
  );
}
