// An opinion of one's department, or the decision after the opinions. When somebody was faster, what is new is shown
// and what was typed stays.
import { ApiError } from '@shared/api/client';
import type { CaseGroupView, CaseView, OpinionBody } from '@shared/api/types.generated';
import { tongueOf } from '@shared/i18n/tongue';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { cases } from '../../session/cases';
import type { SignedIn } from '../../session/session';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextArea } from '../../ui/fields';
import { Failure } from '../Failure';
import { Minutes, Seats, type Asking } from './Group';
import { useExpertTexts } from './texts';

const verdicts = ['agree', 'agree_with_conditions', 'disagree'] as const;

interface Props { file: { id: string; version: number }; group: CaseGroupView; kind: Asking; session: SignedIn; onClose: () => void; onDone: (file: CaseView, said: string) => void }

export function GroupDialog({ file, group: given, kind, session, onClose, onDone }: Props): JSX.Element {
  const t = useExpertTexts();
  const [version, setVersion] = useState(file.version);
  const [group, setGroup] = useState(given);
  const [verdict, setVerdict] = useState<OpinionBody['verdict'] | ''>('');
  const [unchosen, setUnchosen] = useState(false);
  const [text, setText] = useState('');
  const [failed, setFailed] = useState<ApiError | null>(null);
  const send = async (): Promise<void> => {
    setFailed(null);
    setUnchosen(verdict === '');
    if (verdict === '') {
      document.getElementById('group-verdict')?.focus();
      return;
    }
    const body = { group: group.number, verdict, text };
    try {
      onDone(await (kind === 'opinion' ? cases.opinion(file.id, version, body) : cases.decideGroup(file.id, version, body)), t(`done_${kind}`));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(error);
      if (error.failure !== 'stale') return;
      await cases.read(file.id).then((now) => {
        setVersion(now.version);
        setGroup((before) => now.groups.find((one) => one.number === before.number) ?? before);
      }, () => undefined);
    }
  };
  return (
    <Dialog title={t(`do_${kind}`)} closeLabel={t('close')} onClose={onClose} onConfirm={() => void send()} wide={kind === 'decision'}>
      <p class="strong" lang={tongueOf(group.question)}>{group.question}</p>
      {kind === 'decision' && <><Seats group={group} session={session} /><h3 class="head later">{t('minutes')}</h3><Minutes group={group} session={session} /></>}
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <SelectField id="group-verdict" label={t(kind === 'opinion' ? 'opinion' : 'outcome')} value={verdict} onInput={(value) => setVerdict(value as typeof verdict)} fault={unchosen ? t('choose_fault') : undefined} first>
          <option value="">{t('choose')}</option>
          {verdicts.map((one) => <option key={one} value={one}>{t(kind === 'opinion' ? `opinion_${one}` : `outcome_${one}`)}</option>)}
        </SelectField>
        <TextArea id="group-text" label={t(kind === 'opinion' ? 'reason' : 'decision_text')} hint={kind === 'decision' ? t('decision_hint') : undefined} value={text} onInput={setText} rows={3} />
        {failed && <Failure error={failed} />}
        <p><button type="submit" class="button primary">{t(`do_${kind}`)}</button></p>
      </form>
    </Dialog>
  );
}
