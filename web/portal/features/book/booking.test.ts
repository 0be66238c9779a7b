import { expect, test } from 'vitest';
import { choices } from './booking';

test('days with a free time can be chosen; full ones are named, and of the closed ones each reason once', () => {
  const holiday = { zh: '端午节', en: 'Dragon Boat holiday' };
  const { free, full, reasons } = choices([
    { day: '2022-06-02', open: true, starts: ['09:00'] },
    { day: '2022-06-03', open: false, reason: holiday, starts: [] },
    { day: '2022-06-04', open: false, reason: holiday, starts: [] },
    { day: '2022-06-06', open: true, starts: [] },
  ]);
  expect(free.map(({ day }) => day)).toEqual(['2022-06-02']);
  expect(full.map(({ day }) => day)).toEqual(['2022-06-06']);
  expect(reasons.map(({ day }) => day)).toEqual(['2022-06-03']);
});
