// How a limit was counted, a cell a day: start, counted days with their numbers, days off, make-up workdays, the last.
// The sentence beside it says the same, so assistive technology is spared the cells.
import type { Derivation } from '@shared/api/types';
import { addDays, formatWeekday, parseDay } from '@shared/formats/dates';
import { useLang } from '@shared/i18n/language';
import type { JSX } from 'preact';
import './day-strip.css';
import { useUiTexts } from './texts';

const mostCells = 31; // beyond a month the cells say less than the sentence

export interface Cell { day: string; kind: 'start' | 'counted' | 'off'; n: number; makeup: boolean; last: boolean }

// Empty where there is nothing to count by the day, or too much. A limit that has to fit in before a day starts on
// its own last day.
export function cellsOf({ start, counted, counted_in: makeup }: Derivation, before = false): Cell[] {
  const last = counted.at(-1)?.day;
  if (!last || last <= start) return [];
  const numbers = new Map(counted.map((one) => [one.day, one.n]));
  const cells: Cell[] = [];
  for (let day = start; day <= last; day = addDays(day, 1)) {
    if (cells.length === mostCells) return [];
    const n = numbers.get(day) ?? 0;
    cells.push({ day, kind: n > 0 ? 'counted' : day === start ? 'start' : 'off', n, makeup: makeup.includes(day), last: day === (before ? start : last) });
  }
  return cells;
}

export function DayStrip({ derivation, before }: { derivation: Derivation; before: boolean }): JSX.Element | null {
  const t = useUiTexts();
  const lang = useLang();
  const cells = cellsOf(derivation, before);
  if (cells.length === 0) return null;
  return (
    <div class="strip" aria-hidden="true">
      {cells.map((cell, i) => {
        const parts = parseDay(cell.day);
        const named = i === 0 || parts?.day === 1;
        return (
          <span key={cell.day} class={`strip-day ${cell.kind}${cell.last ? ' last' : ''}`}>
            <span class="strip-date nums">{named ? `${parts?.month ?? ''}/${parts?.day ?? ''}` : parts?.day}</span>
            <span class="strip-cell nums">{cell.kind === 'counted' ? cell.n : t(cell.kind === 'off' ? 'strip_off' : before ? 'strip_by' : 'strip_start')}</span>
            <span class="strip-date">{cell.makeup ? t('strip_makeup') : formatWeekday(cell.day, lang).replace('周', '')}</span>
          </span>
        );
      })}
    </div>
  );
}
