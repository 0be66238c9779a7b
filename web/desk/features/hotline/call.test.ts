import { describe, expect, it } from 'vitest';
import { bodyOf, noCall, sameAsker, secondsOf, ticked, toggledSaid } from './call';

describe('a call', () => {
  it('counts only while it is going, in the part one is in', () => {
    expect(ticked(noCall, 'note')).toBe(noCall);
    let call = { ...noCall, startedAt: 1 };
    for (let i = 0; i < 5; i += 1) call = ticked(call, i < 2 ? 'note' : 'answer');
    expect(call.spent).toEqual({ note: 2, answer: 3, book: 0 });
    expect(secondsOf(call)).toBe(5);
  });
  it('takes back what was not said after all', () => {
    const said = { id: 'r', zh: '路', en: 'route', at: 1 };
    expect(toggledSaid(toggledSaid(noCall, said), said)).toEqual(noCall);
  });
  it('sends no empty name or contact', () => {
    expect(bodyOf({ ...noCall, question: ' why ', name: ' ' })).toEqual({ kind: 'question', channel: 'hotline12367', language: 'en', question: 'why' });
  });
  it('knows the same asker by number or name, not by fragments', () => {
    const known = { name: 'Daniel Osei', contact: '138 0000-2096' };
    expect(sameAsker({ name: '', contact: '13800002096' }, known)).toBe(true);
    expect(sameAsker({ name: 'daniel  osei', contact: '' }, known)).toBe(true);
    expect(sameAsker({ name: 'D', contact: '138' }, known)).toBe(false);
    expect(sameAsker({ name: '', contact: '' }, { name: '', contact: '' })).toBe(false);
  });
});
