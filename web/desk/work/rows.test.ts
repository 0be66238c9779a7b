import { describe, expect, it } from 'vitest';
import { differences, groupOf, groups, moved, ordered, type Row } from './rows';

const row = (id: string, slack: number | null, more: Partial<Row> = {}): Row => ({
  kind: 'request', id, code: id, title: id, titleLang: 'zh', party: '', next: { zh: '', en: '' }, who: { zh: '', en: '' }, due: null, slack, group: groupOf(slack),
  why: { zh: '', en: '' }, changedAt: '', version: 1, path: '', ...more,
});

describe('the list of work', () => {
  it('puts what is late first, then what has least slack, then the earlier day', () => {
    const rows = [row('a', 5), row('b', null), row('c', 0), row('d', -2), row('e', 2, { due: '2022-06-02' }), row('f', 2, { due: '2022-06-01' }), row('g', -1)];
    expect(ordered(rows).map((one) => one.id)).toEqual(['d', 'g', 'c', 'f', 'e', 'a', 'b']);
  });
  it('is the same list whatever order it came in', () => {
    let seed = 7;
    const next = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let round = 0; round < 300; round += 1) {
      const rows = Array.from({ length: next(12) }, (_, i) => row(String(i), next(5) === 0 ? null : next(9) - 3));
      const shuffled = [...rows].sort(() => next(3) - 1);
      const out = ordered(shuffled);
      expect(out.map((one) => one.id)).toEqual(ordered(rows).map((one) => one.id));
      for (let i = 1; i < out.length; i += 1) {
        const [before, after] = [out[i - 1], out[i]];
        if (before && after) expect(groups.indexOf(before.group)).toBeLessThanOrEqual(groups.indexOf(after.group));
      }
    }
  });
  it.each([[-1, 'overdue'], [0, 'today'], [1, 'risk'], [2, 'risk'], [3, 'track'], [null, 'track']] as const)('slack %s is %s', (slack, group) => expect(groupOf(slack)).toBe(group));
  it('counts what is new, gone or changed, and nothing else', () => {
    const shown = [row('a', 1), row('b', 1), row('c', 1)];
    expect(differences(shown, shown)).toBe(0);
    expect(differences(shown, [row('c', 1), row('a', 1), row('b', 1)])).toBe(0);
    expect(differences(shown, [row('a', 1, { version: 2 }), row('b', 0), row('d', 1)])).toBe(4); // a, b, d and c
  });
  it('moves within its ends', () => {
    const rows = [row('a', 1), row('b', 1)];
    expect([moved(rows, null, 1), moved(rows, null, -1), moved(rows, 'a', 1), moved(rows, 'b', 1), moved(rows, 'a', -1), moved([], 'a', 1)]).toEqual(['a', 'b', 'b', 'b', 'a', null]);
  });
});
