// What could not be done, and that nothing typed is lost.
import type { ApiError } from '@shared/api/client';
import type { JSX } from 'preact';
import { wordsOf } from './act';
import { useWorkTexts } from './texts';

export function Failure({ error }: { error: ApiError }): JSX.Element {
  const t = useWorkTexts();
  const own = wordsOf(error);
  const words = error.failure === 'offline' ? [t('offline')] : error.failure === 'server' || own.length === 0 ? [t('server')] : own;
  return (
    <div class="box late stack" role="alert">
      <h3>{t('failed_title')}</h3>
      {words.map((text) => <p key={text}>{text}</p>)}
      {error.reference && error.failure !== 'offline' && <p class="label">{t('reference', { id: error.reference })}</p>}
    </div>
  );
}
