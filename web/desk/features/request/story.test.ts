import { describe, expect, it } from 'vitest';
import { request, unit } from '../../testing';
import { conditionsOf, legsOf, linesOf } from './story';

describe('the story of a request', () => {
  it('has one leg that is held while it is handled, and the rest ahead', () => {
    const legs = legsOf(request('1', { refused_by: [unit('tax')], offer: { to: unit('labour'), by: { account: 'o', name: 'Owner' }, at: '2022-05-28T02:00:00Z' } }));
    expect(legs.map((one) => one.state)).toEqual(['done', 'refused', 'held', 'offered', 'ahead', 'ahead', 'ahead']);
    expect(legs.find((one) => one.what === 'answer')?.day).toBe('2022-06-06');
  });
  it('has nothing ahead once it is closed', () => {
    const closed = request('1', { stage: 'closed', answered_at: '2022-05-28T02:00:00Z', closed_at: '2022-05-28T03:00:00Z', calls: [{ at: '2022-05-28T02:30:00Z', by: { account: 'o', name: 'Owner' }, result: 'content' }] });
    expect(legsOf(closed).every((one) => one.state === 'done')).toBe(true);
  });
  it('is told with the newest first', () => {
    const lines = linesOf(request('1', { answered_at: '2022-05-29T02:00:00Z', notes: [{ at: '2022-05-28T02:00:00Z', by: { account: 'o', name: 'Owner' }, text: 'n' }] }));
    expect(lines.map((one) => one.kind)).toEqual(['answered', 'note', 'received']);
  });
});

// The server's rule, written out once more: closing needs an answer, no open offer, and a content asker or enough days.
it('the gate names as many unmet conditions as keep it shut', () => {
  let checks = 0;
  for (const answered of [true, false]) for (const free of [true, false]) for (const reached of [true, false]) for (const days of [0, 2, 3]) {
    const open = answered && free && (reached || days >= 3);
    const gate = { open, answered, no_offer_open: free, reached, days_not_reached: days, days_needed: 3 };
    expect(conditionsOf(request('1', { gate })).every((one) => one.met)).toBe(open);
    checks += 1;
  }
  expect(checks).toBe(24);
});
