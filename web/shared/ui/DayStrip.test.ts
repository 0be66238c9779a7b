import { expect, it } from 'vitest';
import { cellsOf } from './DayStrip';

const text = { zh: '', en: '' };

it('a strip shows the days off between and ends on the last counted day', () => {
  const counted = [['2026-09-29', 1], ['2026-09-30', 2], ['2026-10-08', 3], ['2026-10-09', 4], ['2026-10-10', 5]].map(([day, n]) => ({ day: String(day), n: Number(n) }));
  const cells = cellsOf({ start: '2026-09-28', counted, skipped: [], counted_in: ['2026-10-10'], text });
  expect(cells.map((cell) => (cell.kind === 'counted' ? String(cell.n) : cell.kind[0])).join('')).toBe('s12ooooooo345');
  expect(cells.at(-1)).toEqual({ day: '2026-10-10', kind: 'counted', n: 5, makeup: true, last: true });
});

it('there is none for what is too long, or not counted by the day', () => {
  const counted = Array.from({ length: 180 }, (_, i) => ({ day: new Date(Date.UTC(2026, 0, 2 + i)).toISOString().slice(0, 10), n: i + 1 }));
  expect(cellsOf({ start: '2026-01-01', counted, skipped: [], counted_in: [], text })).toEqual([]);
  expect(cellsOf({ start: '2026-01-01', counted: [], skipped: [], counted_in: [], text })).toEqual([]);
});
