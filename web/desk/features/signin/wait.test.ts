import { expect, it } from 'vitest';
import { waitOf } from './wait';

it('waits as long as the server says, and only then', () => {
  expect(waitOf({ code: 'access.wait', detail: 'Try again in 32 seconds.' })).toBe(32);
  expect(waitOf({ code: 'access.wrong_password', detail: '5 wrong' })).toBe(0);
  expect(waitOf(null)).toBe(0);
});
