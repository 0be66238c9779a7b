// A question to the region's centre: no account, and no name unless one wants a call.
import { ApiError } from '@shared/api/client';
import type { RequestStatus } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { createStore, useStore } from '@shared/store';
import { whereStore } from '@session/place';
import { api } from '@shared/api/client';
import { ErrorSummary, FaultText, OptionRow } from '@ui/forms';
import { Await, Title, useLoaded } from '@ui/page';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ask } from './found';
import './follow.css';
import { useTexts } from './texts';

const kinds = ['question', 'help', 'complaint'] as const;

interface Draft { kind: (typeof kinds)[number]; question: string; name: string; contact: string }
const empty: Draft = { kind: 'question', question: '', name: '', contact: '' };
// What is typed outlives a reload of the tab, and goes when it has been sent.
const draftStore = createStore<Draft>(empty, 'gangway.ask');

export function Ask(): JSX.Element {
  const t = useTexts();
  const meta = useLoaded('meta', () => api.meta());
  return <div class="column page"><Await loaded={meta} name={t('loading')}>{({ default_region: region }) => <Form fallback={region} />}</Await></div>;
}

function Form({ fallback }: { fallback: string }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const where = useStore(whereStore);
  const { kind, question, name, contact } = useStore(draftStore);
  const change = (part: Partial<Draft>): void => draftStore.set((now) => ({ ...now, ...part }));
  const sending = useRef(false);  // a second press while the first is on its way sends nothing
  const [tried, setTried] = useState(0);
  const [failed, setFailed] = useState('');
  const [done, setDone] = useState<RequestStatus | null>(null);
  const fault = tried > 0 && !question.trim() ? t('question_missing') : undefined;
  if (done) {
    return (
      <>
        <Title text={t('asked_title')} />
        <p class="lead">{t('asked_next')}</p>
        <p class="question-code nums">{formatCode(done.code)}</p>
        <p class="second">{t('code_what')}</p>
        <p><Link to={`/follow/${done.code}`}>{t('follow_it')}</Link></p>
      </>
    );
  }
  return (
    <>
      <Title text={t('ask_title')} />
      <p class="lead">{t('ask_lead')}</p>
      <form class="stack question-form" noValidate onSubmit={(event) => {
        event.preventDefault();
        setTried((n) => n + 1);
        setFailed('');
        if (!question.trim() || sending.current) return;
        sending.current = true;
        const body = { region: where.region || fallback, kind, language: lang, question: question.trim(), ...(name.trim() ? { name: name.trim() } : {}), ...(contact.trim() ? { contact: contact.trim() } : {}) };
        ask(body, lang)
          .then((answer) => { draftStore.set(() => empty); setDone(answer); }, (error: unknown) => { setFailed(error instanceof ApiError ? (error.problem?.detail ?? t('not_sent')) : t('not_sent')); })
          .finally(() => { sending.current = false; });
      }}>
        <ErrorSummary faults={fault ? [{ field: 'question', text: fault }] : []} attempt={tried} />
        <div role="radiogroup" aria-label={t('kind')} class="options">
          {kinds.map((one) => <OptionRow key={one} type="radio" name="kind" value={one} checked={kind === one} onChange={() => change({ kind: one })} label={t(`kind_${one}`)} />)}
        </div>
        <div class={fault ? 'field wrong' : 'field'}>
          <label class="field-label" for="question">{t('question')}</label>
          <FaultText id="question" text={fault} />
          <textarea id="question" class="input" rows={6} maxLength={4000} value={question} aria-invalid={fault ? true : undefined} aria-describedby={fault ? 'question-fault' : undefined} onInput={(event) => change({ question: event.currentTarget.value })} />
        </div>
        <div class="field"><label class="field-label" for="name">{t('name')}</label><p class="second" id="name-hint">{t('name_hint')}</p>
          <input id="name" class="input" maxLength={200} autoComplete="name" value={name} aria-describedby="name-hint" onInput={(event) => change({ name: event.currentTarget.value })} /></div>
        <div class="field"><label class="field-label" for="contact">{t('contact')}</label><p class="second" id="contact-hint">{t('contact_hint')}</p>
          <input id="contact" class="input" maxLength={200} autoComplete="tel" value={contact} aria-describedby="contact-hint" onInput={(event) => change({ contact: event.currentTarget.value })} /></div>
        {failed && <p class="fault" role="alert">{failed}</p>}
        <button class="button primary" type="submit">{t('ask_do')}</button>
      </form>
    </>
  );
}
