import type { CaseEventView } from '@shared/api/types.generated';
import { expect, it } from 'vitest';
import { folded } from './folded';

const events = (kinds: string): CaseEventView[] => kinds.split('').map((kind, i) => ({ at: String(i), kind }));
const shape = (kinds: string): string => folded(events(kinds)).map(({ first, more }) => `${first.kind}${first.at}${more.length > 0 ? `+${more.length}` : ''}`).join(' ');

it.each([['', ''], ['a', 'a0'], ['abc', 'c2 b1 a0'], ['abb', 'b2 b1 a0'], ['abbb', 'b3+2 a0'], ['oppppia', 'a6 i5 p4+3 o0'], ['pppopppp', 'p7+3 o3 p2+2']])('the history %s is read as %s', (kinds, read) => expect(shape(kinds)).toBe(read));
it('loses nothing', () => {
  const all = events('oppppiappptt');
  expect(folded(all).flatMap(({ first, more }) => [first, ...more])).toEqual([...all].reverse());
});
