// Fields with their name, a hint and a fault between name and field.
import { FaultText } from '@ui/forms';
import type { ComponentChildren, JSX } from 'preact';

interface FieldProps { id: string; label: string; value: string; onInput: (value: string) => void; hint?: string | undefined; fault?: string | undefined; first?: boolean; lang?: string; describedBy?: string }

const described = (id: string, hint: string | undefined, fault: string | undefined): string | undefined => [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined;

function Around({ id, label, hint, fault, children }: { id: string; label: string; hint?: string | undefined; fault?: string | undefined; children: ComponentChildren }): JSX.Element {
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label class="field-label" for={id}>{label}</label>
      {hint && <p class="label" id={`${id}-hint`}>{hint}</p>}
      <FaultText id={id} text={fault} />
      {children}
    </div>
  );
}

export function TextField({ id, label, value, onInput, hint, fault, first, lang, ...rest }: FieldProps & { type?: 'text' | 'password' | 'tel'; autocomplete?: string; maxLength?: number }): JSX.Element {
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <input id={id} class="input" type={rest.type ?? 'text'} autocomplete={rest.autocomplete ?? 'off'} spellcheck={false} maxLength={rest.maxLength} value={value} lang={lang} data-first={first ? '' : undefined}
        aria-invalid={fault ? true : undefined} aria-describedby={described(id, hint, fault)} onInput={(event) => onInput(event.currentTarget.value)} />
    </Around>
  );
}

export function TextArea({ id, label, value, onInput, hint, fault, first, lang, rows = 4 }: FieldProps & { rows?: number }): JSX.Element {
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <textarea id={id} class="input" rows={rows} maxLength={4000} value={value} lang={lang} data-first={first ? '' : undefined}
        aria-invalid={fault ? true : undefined} aria-describedby={described(id, hint, fault)} onInput={(event) => onInput(event.currentTarget.value)} />
    </Around>
  );
}

export function SelectField({ id, label, value, onInput, hint, fault, first, children }: FieldProps & { children: ComponentChildren }): JSX.Element {
  return (
    <Around id={id} label={label} hint={hint} fault={fault}>
      <select id={id} class="input" value={value} data-first={first ? '' : undefined} aria-invalid={fault ? true : undefined} aria-describedby={described(id, hint, fault)} onChange={(event) => onInput(event.currentTarget.value)}>{children}</select>
    </Around>
  );
}
