import { describe, expect, it } from 'vitest';
import { request, session, unit } from '../../testing';
import { ordered } from '../../work/rows';
import { rowOf } from '../../work/source';
import { barsOf, contentOf, supervised, totalsOf, volumesOf, wilson, worstOf } from './figures';

const load = (requests: ReturnType<typeof request>[]): Parameters<typeof barsOf>[0] => ({ requests, work: { rows: ordered(requests.map((one) => rowOf(one, session('m', '', 'centre_manager')))), total: requests.length } });

describe('the overview', () => {
  const loaded = load([
    request('1', { slack: -1, unit: unit('tax') }), request('2', { slack: 0, unit: unit('tax') }), request('3', { slack: 2, unit: unit('labour') }),
    request('4', { slack: 8, unit: unit('labour') }), request('5', { escalated: true, unit: unit('education') }),
  ]);
  it('counts each request once', () => {
    const bars = barsOf(loaded);
    expect(bars.map((bar) => bar.key)).toEqual(['/1/tax', '/1/labour', '/1/education']);
    expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(5);
    expect(totalsOf(bars)).toEqual({ overdue: 1, today: 1, risk: 1, track: 2, paused: 0 });
  });
  it('names the one place where most of the risk lies, and none when there is no such place', () => {
    expect(worstOf(barsOf(loaded))).toMatchObject({ n: 2, bar: { key: '/1/tax' } });
    expect(worstOf(barsOf(load([request('1', { slack: 0, unit: unit('a') }), request('2', { slack: 0, unit: unit('b') })])))).toBeNull();
    expect(worstOf(barsOf(load([request('1')])))).toBeNull();
  });
  it('supervises what is late or was left without a word', () => expect(supervised(loaded).map((one) => one.id)).toEqual(['1', '5']));
  it('counts channels', () => expect(volumesOf([request('1'), request('2'), request('3', { channel: 'web' })])).toEqual([{ channel: 'hotline12367', n: 2 }, { channel: 'web', n: 1 }]));
  it('takes the last call that reached the asker', () => {
    const by = { account: 'o', name: 'O' };
    expect(contentOf([request('1', { calls: [{ at: '1', by, result: 'content' }, { at: '2', by, result: 'not_reached' }] }), request('2', { calls: [{ at: '1', by, result: 'not_content' }] }), request('3', { reopened: 1 })])).toEqual({ content: 1, reached: 2, reopened: 1 });
  });
});

// Wilson 1927; the figures as statistical tables give them.
it.each([[135, 140, 0.919, 0.985], [2, 140, 0.004, 0.051], [36, 36, 0.904, 1], [0, 10, 0, 0.278]])('the interval of %s of %s', (k, n, low, high) => {
  const found = wilson(k, n);
  expect(found.low).toBeCloseTo(low, 2);
  expect(found.high).toBeCloseTo(high, 2);
});
