import { expect, it } from 'vitest';
import { deskDay, momentOf } from './dates';

it('never breaks a day across lines', () => {
  expect(deskDay('2022-05-24', 'en')).toBe('Tue\u00a024\u00a0May');
  expect(deskDay('2022-05-24', 'zh')).toBe('05-\u206024\u00a0周\u2060二');
  expect(deskDay('2022-05-24', 'zh', false)).toBe('05-\u206024');
  expect(momentOf('2022-05-24T02:05:00Z', '2022-05-28', 'en')).toBe('24\u00a0May\u00a010:05');
  expect(momentOf('2022-05-28T02:05:00Z', '2022-05-28', 'zh')).toBe('10:05');
});
