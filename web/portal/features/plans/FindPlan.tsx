// A plan by its code, typed as it comes.
import { parseCode } from '@shared/formats/code';
import { navigate, useHref } from '@shared/router';
import { ErrorSummary, FaultText } from '@ui/forms';
import { Title } from '@ui/page';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import './plans.css';
import { useTexts } from './texts';

export function FindPlan(): JSX.Element {
  const t = useTexts();
  const href = useHref();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(0);
  const code = parseCode(typed);
  const fault = tried > 0 && !code ? t('find_fault') : undefined;
  return (
    <div class="column page">
      <Title text={t('find_title')} />
      <p class="lead">{t('find_lead')}</p>
      <form class="find stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        if (code) navigate(href(`/plan/${code}`));
        else setTried((n) => n + 1);
      }}>
        <ErrorSummary faults={fault ? [{ field: 'code', text: fault }] : []} attempt={tried} />
        <div class={fault ? 'field wrong' : 'field'}>
          <label class="field-label" for="code">{t('find_label')}</label>
          <FaultText id="code" text={fault} />
          <input id="code" class="input code-input" autoComplete="off" autoCapitalize="characters" spellcheck={false} maxLength={60} value={typed} aria-invalid={fault ? true : undefined} aria-describedby={fault ? 'code-fault' : undefined}
            placeholder="XXXX-XXXX-XXXX-XXXX-X" onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
        <button class="button primary" type="submit">{t('find_button')}</button>
      </form>
    </div>
  );
}
