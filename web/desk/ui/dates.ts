// Days and times as the desk writes them: 10-15 周四, Thu 15 Oct; 9:40; today only the time. None of them ever breaks
// across lines, wherever it stands: its spaces do not break, nor do its hyphens, nor do its 汉字 come apart.
import type { Day, Lang } from '@shared/api/types';
import { dayInChina, formatDay, formatWeekday, parseDay } from '@shared/formats/dates';

const whole = (text: string): string => text.replaceAll(' ', '\u00a0').replace(/(?<=-)(?=\d)|(?<=\p{Script=Han})(?=\p{Script=Han})/gu, '\u2060');

export function deskDay(day: Day, lang: Lang, weekday = true): string {
  const parts = parseDay(day);
  if (!parts) return day;
  if (lang === 'en') return whole(formatDay(day, lang, { weekday, year: false }));
  const two = (n: number): string => String(n).padStart(2, '0');
  return whole(`${two(parts.month)}-${two(parts.day)}${weekday ? ` ${formatWeekday(day, lang)}` : ''}`);
}

// The clock in China: "9:40".
export function timeOf(instant: string | number): string {
  const at = typeof instant === 'number' ? instant : Date.parse(instant);
  const china = new Date(at + 8 * 3_600_000);
  return Number.isNaN(at) ? '' : `${china.getUTCHours()}:${String(china.getUTCMinutes()).padStart(2, '0')}`;
}

// "9:40" today, "10-12 9:40" on another day.
export function momentOf(instant: string, today: Day, lang: Lang): string {
  const day = dayInChina(instant);
  return day === today ? timeOf(instant) : `${deskDay(day, lang, false)}\u00a0${timeOf(instant)}`;
}

// 72 -> "1:12"
export const minutesOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
