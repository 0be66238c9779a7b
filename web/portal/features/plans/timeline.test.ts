import { task } from '@shared/testing';
import { describe, expect, it } from 'vitest';
import { byMonth, firstTask, isPast } from './timeline';

const tasks = [
  task('a/papers', { until: '2026-12-03', date: '2026-06-03' }),
  task('a/apply', { date: '2026-12-03' }),
  task('a/clock/decision', { date: '2026-12-14', kind: 'result', who: 'agency' }),
  task('a/step/1'),
  task('b/opens', { date: '2026-11-01', kind: 'opens' }),
];

describe('the line of days', () => {
  it('stands by month, undated last', () => {
    expect(byMonth(tasks).map(({ month, tasks: some }) => [month, some.map((one) => one.id)])).toEqual([
      ['2026-11', ['b/opens']], ['2026-12', ['a/papers', 'a/apply', 'a/clock/decision']], ['', ['a/step/1']],
    ]);
  });
  it('begins with what is neither done nor over', () => {
    expect(firstTask(tasks, '2026-11-27')?.id).toBe('a/papers');
    expect(firstTask(tasks.map((one) => ({ ...one, done: one.id === 'a/papers' })), '2026-11-27')?.id).toBe('a/apply');
    expect(firstTask(tasks, '2026-12-04')).toBeNull();
  });
  it('is over on the day after, never for what is done or opens', () => {
    expect(tasks.map((one) => isPast(one, '2026-12-04'))).toEqual([true, true, false, false, false]);
    expect(isPast(task('x', { date: '2026-12-03' }), '2026-12-03')).toBe(false);
    expect(isPast(task('x', { date: '2026-12-03', done: true }), '2026-12-04')).toBe(false);
  });
});
