import { expect, it } from 'vitest';
import { counted } from './counted';

it('counts what occurs more than once, in the order of the first', () => {
  expect(counted([])).toEqual([]);
  expect(counted(['photo', 'contract', 'photo'])).toEqual([{ name: 'photo', n: 2 }, { name: 'contract', n: 1 }]);
});
