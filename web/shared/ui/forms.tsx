// Fields that keep what was typed, and the summary of what is wrong with them.
import type { Day, Lang } from '@shared/api/types';
import { dayOf, parseDay } from '@shared/formats/dates';
import { useLang } from '@shared/i18n/language';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useUiTexts } from './texts';
import './forms.css';

export interface FieldFault { field: string; text: string }

// Takes the focus whenever a new attempt found faults.
export function ErrorSummary({ faults, attempt }: { faults: FieldFault[]; attempt: number }): JSX.Element | null {
  const t = useUiTexts();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => { if (faults.length > 0) ref.current?.focus(); }, [attempt, faults.length]);
  if (faults.length === 0) return null;
  return (
    <div class="faults" ref={ref} tabIndex={-1} role="alert">
      <h2>{t('error_summary', { n: faults.length })}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field}>
            <a href={`#${fault.field}`} onClick={(event) => {
              event.preventDefault();
              document.getElementById(fault.field)?.focus();
            }}>{fault.text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function FaultText({ id, text }: { id: string; text: string | undefined }): JSX.Element | null {
  return text ? <p class="fault" id={`${id}-fault`}>{text}</p> : null;
}

export interface TypedDay { year: string; month: string; day: string }
export const noDay: TypedDay = { year: '', month: '', day: '' };

export function typedDay(day: string | null | undefined): TypedDay {
  const parts = day ? parseDay(day) : null;
  return parts ? { year: String(parts.year), month: String(parts.month), day: String(parts.day) } : noDay;
}

// Month may be typed as a number, 3月 or Mar.
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function readTypedDay(typed: TypedDay): { day: Day } | { fault: 'day_missing' | 'day_wrong' } | null {
  const plain = (text: string): string => text.normalize('NFKC').trim().replace(/[年月日号]/g, '');
  const year = plain(typed.year);
  const month = plain(typed.month);
  const day = plain(typed.day);
  if (!year && !month && !day) return null;
  if (!year || !month || !day) return { fault: 'day_missing' };
  const named = monthNames.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(day) || !(named || /^\d{1,2}$/.test(month))) return { fault: 'day_wrong' };
  const found = dayOf({ year: Number(year), month: named || Number(month), day: Number(day) });
  return found ? { day: found } : { fault: 'day_wrong' };
}

// A whole date pasted into the first field is taken apart.
function pasted(text: string): TypedDay | null {
  const match = /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(text.normalize('NFKC'));
  return match ? { year: match[1] ?? '', month: match[2] ?? '', day: match[3] ?? '' } : null;
}

const order: Record<Lang, readonly (keyof TypedDay)[]> = { zh: ['year', 'month', 'day'], en: ['day', 'month', 'year'] };

interface DayFieldProps { id: string; legend: ComponentChildren; hint?: string; value: TypedDay; onChange: (value: TypedDay) => void; fault?: string | undefined; hideLegend?: boolean; birth?: boolean }

export function DayField({ id, legend, hint, value, onChange, fault, hideLegend = false, birth = false }: DayFieldProps): JSX.Element {
  const t = useUiTexts();
  const lang = useLang();
  const parts = order[lang];
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <fieldset class={fault ? 'field wrong' : 'field'} aria-describedby={described || undefined}>
      <legend class={hideLegend ? 'sr' : 'field-label'}>{legend}</legend>
      {hint && <p class="label" id={`${id}-hint`}>{hint}</p>}
      <FaultText id={id} text={fault} />
      <div class="day-field">
        {parts.map((part, i) => (
          <label key={part} class={part}>
            <span class="label">{t(`day_${part}`)}</span>
            <input
              id={i === 0 ? id : `${id}-${part}`} class="input" inputMode="numeric" autoComplete={birth ? `bday-${part}` : 'off'} maxLength={part === 'year' ? 12 : 5}
              value={value[part]} aria-invalid={fault ? true : undefined} aria-describedby={described || undefined}
              onInput={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
              onPaste={(event) => {
                const whole = pasted(event.clipboardData?.getData('text') ?? '');
                if (!whole) return;
                event.preventDefault();
                onChange(whole);
              }}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface OptionRowProps { type: 'radio' | 'checkbox'; id?: string | undefined; name: string; value: string; checked: boolean; onChange: (checked: boolean) => void; label: ComponentChildren; detail?: ComponentChildren; lang?: string }

export function OptionRow({ type, id, name, value, checked, onChange, label, detail }: OptionRowProps): JSX.Element {
  return (
    <label class={checked ? 'option on' : 'option'}>
      <input type={type} id={id} name={name} value={value} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="option-text"><span class="strong">{label}</span>{detail && <span class="second">{detail}</span>}</span>
    </label>
  );
}
