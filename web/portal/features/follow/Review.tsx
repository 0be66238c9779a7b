// What the asker says of a request that has ended: once, in five grades. A bad one becomes a complaint with a code of its own.
import { ApiError } from '@shared/api/client';
import type { RequestStatus } from '@shared/api/types.generated';
import { formatCode } from '@shared/formats/code';
import { useLang } from '@shared/i18n/language';
import { Link } from '@shared/router';
import { ErrorSummary, FaultText, OptionRow } from '@ui/forms';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { review } from './found';
import { useTexts } from './texts';

const grades = ['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied', 'very_dissatisfied'] as const;
type Grade = (typeof grades)[number];

export function Review({ status, onDone }: { status: RequestStatus; onDone: (status: RequestStatus) => void }): JSX.Element | null {
  const t = useTexts();
  const lang = useLang();
  const [grade, setGrade] = useState<Grade | null>(null);
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(0);
  const [failed, setFailed] = useState('');
  const sending = useRef(false);
  if (status.grade) {
    return (
      <section class="review" aria-live="polite">
        <h2>{t('review_given')}</h2>
        <p><b>{t(`grade_${status.grade}`)}</b></p>
        {status.review && <p class="measure">{status.review}</p>}
        {status.complaint && <><p class="measure">{t('review_complaint')}</p><p class="question-code nums">{formatCode(status.complaint)}</p><p><Link to={`/follow/${status.complaint}`}>{t('follow_it')}</Link></p></>}
      </section>
    );
  }
  if (!status.may_review) return null;
  const fault = tried > 0 && !grade ? t('grade_missing') : undefined;
  const send = (): void => {
    setTried((n) => n + 1);
    setFailed('');
    if (!grade || sending.current) return;
    sending.current = true;
    review(status.code, { grade, ...(words.trim() ? { text: words.trim() } : {}) }, lang)
      .then(onDone, (error: unknown) => { setFailed(error instanceof ApiError ? (error.problem?.detail ?? t('not_done')) : t('not_done')); })
      .finally(() => { sending.current = false; });
  };
  return (
    <form class="review stack" noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
      <h2>{t('review_title')}</h2>
      <p class="second measure">{t('review_lead')}</p>
      <ErrorSummary faults={fault ? [{ field: 'grade', text: fault }] : []} attempt={tried} />
      <div class={fault ? 'field wrong' : 'field'}>
        <FaultText id="grade" text={fault} />
        <div role="radiogroup" aria-label={t('review_title')} class="options">
          {grades.map((one, i) => <OptionRow key={one} type="radio" id={i === 0 ? 'grade' : undefined} name="grade" value={one} checked={grade === one} onChange={() => setGrade(one)} label={t(`grade_${one}`)} />)}
        </div>
      </div>
      <div class="field"><label class="field-label" for="review-words">{t('review_words')}</label>
        <textarea id="review-words" class="input" rows={3} maxLength={4000} value={words} onInput={(event) => setWords(event.currentTarget.value)} /></div>
      {failed && <p class="fault" role="alert">{failed}</p>}
      <p><button class="button primary" type="submit">{t('review_do')}</button></p>
    </form>
  );
}
