import { describe, expect, it } from 'vitest';
import { formatParts, formatText, parseMessage } from './message';

describe('messages', () => {
  it('fills values, numbers and days', () => {
    expect(formatText('{name}: {n, number}, {day, date, weekday}', { name: 'A', n: 1234567, day: '2026-10-15' }, 'en')).toBe('A: 1,234,567, Thu 15 Oct 2026');
    expect(formatText('{day, date, weekday}', { day: '2026-10-15' }, 'zh')).toBe('2026年10月15日（周四）');
  });
  it('chooses plurals in English and one form in Chinese', () => {
    const message = '{n, plural, =0 {none} one {# route} other {# routes}}';
    expect([0, 1, 2].map((n) => formatText(message, { n }, 'en'))).toEqual(['none', '1 route', '2 routes']);
    expect(formatText('{n, plural, one {wrong} other {#条}}', { n: 1 }, 'zh')).toBe('1条');
  });
  it('selects by word and nests', () => {
    const message = '{who, select, you {you {n, plural, one {once} other {# times}}} other {they}}';
    expect(formatText(message, { who: 'you', n: 3 }, 'en')).toBe('you 3 times');
    expect(formatText(message, { who: 'x', n: 3 }, 'en')).toBe('they');
  });
  it('keeps nodes as nodes', () => {
    const node = { link: true };
    expect(formatParts('a {x} b', { x: node }, 'en')).toEqual(['a ', node, ' b']);
  });
  it.each(['{', '{n', '{n, plural, one {x}}', 'a}', '{n, plural, other {x}'])('refuses %s', (text) => expect(() => parseMessage(text)).toThrow());
});
