import type { CaseGroupView } from '@shared/api/types.generated';
import { describe, expect, it } from 'vitest';
import { session, unit } from '../../testing';
import { hoursOf, mayDecide, mayGive, missingOpinions } from './group';

const group = (more: Partial<CaseGroupView> = {}): CaseGroupView => ({
  number: 1, question: '', convenor: { account: 'c', name: 'Convenor' }, convened_at: '2022-05-28T01:00:00Z', seats: [{ unit: unit('labour'), text: '' }, { unit: unit('tax'), text: '', at: '2022-05-28T02:00:00Z' }],
  opinions: 1, opinions_needed: 2, decision: '', hours: 0, minutes: [], ...more,
});
const at = (text: string): number => Date.parse(text);

describe('an expert group', () => {
  it('counts begun hours, until the decision', () => {
    expect(hoursOf(group(), at('2022-05-28T01:00:00Z'))).toBe(0);
    expect(hoursOf(group(), at('2022-05-28T01:00:01Z'))).toBe(1);
    expect(hoursOf(group(), at('2022-05-28T03:00:00Z'))).toBe(2);
    expect(hoursOf(group({ decided_at: '2022-05-28T02:30:00Z' }), at('2022-06-28T03:00:00Z'))).toBe(2);
  });
  it('is decided by who convened it; a department gives one opinion', () => {
    expect(missingOpinions(group())).toBe(1);
    expect(mayDecide(group(), session('c', 'labour', 'officer'))).toBe(true);
    expect(mayDecide(group(), session('o', 'labour', 'officer'))).toBe(false);
    expect(mayDecide(group({ decided_at: '2022-05-28T02:30:00Z' }), session('c', 'labour', 'officer'))).toBe(false);
    expect(mayGive(group(), session('o', 'labour', 'officer'))).toBe(true);
    expect(mayGive(group(), session('o', 'labour', 'helper'))).toBe(false);
    expect(mayGive(group(), session('o', 'tax', 'officer'))).toBe(false);
    expect(mayGive(group(), session('o', 'health', 'officer'))).toBe(false);
  });
});
