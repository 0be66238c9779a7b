import { describe, expect, it } from 'vitest';
import { formatCode, parseCode } from './code';
import { dayInChina, dayOf, formatDay, parseDay } from './dates';
import { compareDecimals, formatMoney, formatNumber, parseNumber } from './numbers';

describe('days', () => {
  it('are real days only', () => {
    expect(parseDay('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 });
    for (const wrong of ['2023-02-29', '2023-13-01', '2023-00-10', '2023-1-1', '', 'x']) expect(parseDay(wrong)).toBeNull();
    expect(dayOf({ year: 2023, month: 4, day: 31 })).toBeNull();
    expect(dayOf({ year: 50, month: 1, day: 2 })).toBe('0050-01-02');
  });
  it('of an instant are those in China', () => {
    expect(dayInChina('2026-11-24T20:00:00Z')).toBe('2026-11-25');
    expect(dayInChina('2026-11-24T20:00:00+08:00')).toBe('2026-11-24');
  });
  it('read as people say them', () => {
    expect(formatDay('2026-10-15', 'zh', { weekday: true, year: false })).toBe('10月15日（周四）');
    expect(formatDay('2026-10-15', 'en', { weekday: true, year: false })).toBe('Thu 15 Oct');
  });
});

describe('numbers', () => {
  it('group digits and keep decimals as text', () => {
    expect(formatNumber('1234567.50')).toBe('1,234,567.50');
    expect(formatMoney('1500', 'CNY', 'zh')).toBe('1,500元');
    expect(formatMoney('1500', 'CNY', 'en')).toBe('CNY 1,500');
  });
  it.each([['90万', '900000'], ['90.5万', '905000'], ['９０，０００', '90000'], ['1,500 元', '1500'], ['007', '7'], ['0.50', '0.5'], ['-0', '0'], ['￥12', '12']])('read %s', (typed, number) => expect(parseNumber(typed)).toBe(number));
  it.each(['', 'abc', '1.2.3', '--1', '1e5'])('refuse %s', (typed) => expect(parseNumber(typed)).toBeNull());
  it('compare exactly', () => {
    expect(compareDecimals('0.1', '0.10')).toBe(0);
    expect(compareDecimals('600000.01', '600000')).toBe(1);
    expect(compareDecimals('9', '10')).toBe(-1);
  });
});

describe('codes', () => {
  it('are shown in groups and read forgivingly', () => {
    expect(formatCode('7K4M92TXP0A1B2C3D')).toBe('7K4M-92TX-P0A1-B2C3-D');
    expect(parseCode(' 7k4m 92tx-pOaI b2c3 d')).toBe('7K4M92TXP0A1B2C3D');
    expect(parseCode('7K4M')).toBeNull();
  });
});
