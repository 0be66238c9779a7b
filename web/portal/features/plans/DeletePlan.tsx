// The only dialog of the portal: it confirms what cannot be undone.
import { api, ApiError } from '@shared/api/client';
import { useLang } from '@shared/i18n/language';
import { askHeadingFocus } from '@shared/router';
import { Failed } from '@ui/page';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useTexts } from './texts';

export function DeletePlan({ code, etag, onDeleted }: { code: string; etag: string; onDeleted: () => void }): JSX.Element {
  const t = useTexts();
  const lang = useLang();
  const dialog = useRef<HTMLDialogElement>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const erase = async (): Promise<void> => {
    try {
      await api.deletePlan(code, etag, lang);
      dialog.current?.close();
      askHeadingFocus();
      onDeleted();
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('server', null, ''));
    }
  };
  return (
    <div class="no-print">
      <button type="button" class="link" onClick={() => dialog.current?.showModal()}>{t('delete')}</button>
      <dialog ref={dialog} aria-labelledby="delete-ask" aria-describedby="delete-body">
        <h2 id="delete-ask">{t('delete_ask')}</h2>
        <p id="delete-body">{t('delete_body')}</p>
        {failure && <Failed error={failure} level={2} />}
        <p class="inline dialog-actions">
          <button type="button" class="button plain" onClick={() => dialog.current?.close()}>{t('delete_no')}</button>
          <button type="button" class="button" onClick={() => void erase()}>{t('delete_yes')}</button>
        </p>
      </dialog>
    </div>
  );
}
