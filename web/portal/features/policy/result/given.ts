// A person's own values as a condition shows them: the years of one column together, equal neighbours as one span.
import type { Bi, GivenFact, Lang } from '@shared/api/types';
import { say } from '@shared/i18n/language';

export interface Line { key: string; label: string; value: string }

interface Cell { year: number; label: string; value: string }

const yearOf = (fact: string): number | null => {
  const found = /\.(\d{4})\./.exec(fact);
  return found ? Number(found[1]) : null;
};

// The label of a cell names its year, which the value says here.
const withoutYear = (label: Bi | null | undefined, year: number, lang: Lang): string => say(label, lang).replace(lang === 'zh' ? `${year}年` : `, ${year}`, '');

export function linesOf(given: GivenFact[], lang: Lang): Line[] {
  const lines: Line[] = [];
  const columns = new Map<string, Cell[]>();
  for (const one of given) {
    const year = yearOf(one.fact);
    if (year === null) {
      lines.push({ key: one.fact, label: say(one.label, lang), value: say(one.value, lang) });
      continue;
    }
    const column = one.fact.replace(`.${year}.`, '.');
    columns.set(column, [...(columns.get(column) ?? []), { year, label: withoutYear(one.label, year, lang), value: say(one.value, lang) }]);
  }
  for (const [key, cells] of columns) lines.push({ key, label: cells[0]?.label ?? '', value: spans(cells).map((span) => spanText(span, lang)).join(lang === 'zh' ? '；' : '; ') });
  return lines;
}

interface Span { from: number; to: number; value: string }

function spans(cells: Cell[]): Span[] {
  const out: Span[] = [];
  for (const { year, value } of [...cells].sort((a, b) => a.year - b.year)) {
    const last = out.at(-1);
    if (last && last.value === value && last.to === year - 1) last.to = year;
    else out.push({ from: year, to: year, value });
  }
  return out;
}

function spanText({ from, to, value }: Span, lang: Lang): string {
  if (lang === 'zh') return `${from === to ? `${from}年` : `${from}至${to}年`}${value}`;
  return `${value} in ${from === to ? from : `${from}–${to}`}`;
}
