import type { GivenFact } from '@shared/api/types';
import { expect, it } from 'vitest';
import { linesOf } from './given';

const cell = (year: number, value: string): GivenFact => ({
  fact: `work.years.${year}.months_in_china`, label: { zh: `${year}年在中国居住月数`, en: `Months in China, ${year}` }, value: { zh: value, en: value },
});

it('years of one column stand in one line, equal neighbours together', () => {
  const given = [{ fact: 'family.spouse', label: { zh: '配偶身份', en: 'Spouse' }, value: { zh: '没有配偶', en: 'No spouse' } }, cell(2019, '0'), cell(2021, '11'), cell(2020, '11'), cell(2023, '11')];
  expect(linesOf(given, 'zh')).toEqual([
    { key: 'family.spouse', label: '配偶身份', value: '没有配偶' },
    { key: 'work.years.months_in_china', label: '在中国居住月数', value: '2019年0；2020至2021年11；2023年11' },
  ]);
  expect(linesOf(given, 'en')[1]).toEqual({ key: 'work.years.months_in_china', label: 'Months in China', value: '0 in 2019; 11 in 2020–2021; 11 in 2023' });
});
