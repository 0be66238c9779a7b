import { describe, expect, it } from 'vitest';
import { request, session, unit } from '../testing';
import { changesBetween } from './act';
import { possible } from './actions';
import { rowOf } from './source';

const offer = { to: unit('labour'), by: { account: 'o', name: 'Owner' }, at: '2022-05-28T01:00:00Z' };

describe('a request as a row', () => {
  it('that is held out to one’s unit has to be taken or refused today', () => {
    const held = request('1', { offer });
    expect(rowOf(held, session('l', 'labour'))).toMatchObject({ kind: 'relay', group: 'today', who: { zh: '', en: '' } });
    expect(rowOf(held, session('o', 'hotline'))).toMatchObject({ kind: 'request', group: 'track', who: { zh: 'labour' } });
    expect(rowOf({ ...held, slack: -1 }, session('l', 'labour')).group).toBe('overdue');
  });
  it('that is answered has no day that runs', () => {
    const answered = request('1', { stage: 'answered', slack: -3 });
    expect(rowOf(answered, session('o', 'hotline'))).toMatchObject({ kind: 'follow_up', slack: null, due: null, group: 'track' });
  });
  it('says in both languages why it stands there', () => {
    for (const slack of [null, -2, 0, 1, 9]) {
      const { why } = rowOf(request('1', { slack }), session('o', 'hotline'));
      expect(why.zh).not.toBe('');
      expect(why.en).not.toBe('');
      expect(why.zh).not.toBe(why.en);
    }
  });
});

describe('what one can do', () => {
  const of = (...args: Parameters<typeof possible>): string[] => [...possible(...args)].sort();
  it('follows unit, stage and role', () => {
    expect(of(request('1'), session('o', 'hotline', 'hotline_agent'))).toEqual(['answer', 'note', 'offer', 'take']);
    expect(of(request('1', { offer }), session('l', 'labour'))).toEqual(['accept', 'note', 'refuse']);
    expect(of(request('1', { offer }), session('o', 'hotline', 'hotline_agent'))).toEqual(['note', 'withdraw']);
    expect(of(request('1', { stage: 'answered' }), session('o', 'hotline', 'hotline_agent'))).toEqual(['call', 'close', 'note']);
    expect(of(request('1', { stage: 'answered' }), session('h', 'hotline', 'helper'))).toEqual(['note']);
    expect(of(request('1', { stage: 'closed' }), session('o', 'hotline', 'hotline_agent'))).toEqual(['reopen']);
    expect(of(request('1'), session('m', '', 'centre_manager'))).toEqual(['owner']);
    expect(of(request('1'), session('a', '', 'auditor'))).toEqual([]);
  });
});

it('what somebody else changed is named', () => {
  const before = request('1');
  expect(changesBetween(before, before)).toEqual([]);
  expect(changesBetween(before, request('1', { offer, answer: 'x', stage: 'answered' }))).toEqual(['stage', 'offer', 'answer']);
});
