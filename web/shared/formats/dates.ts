// Civil days as people read them: 10月15日（周四）, Thu 15 Oct. A day is "YYYY-MM-DD" and has no time zone.
import type { Day, Lang } from '../api/types';

const weekdays: Record<Lang, readonly string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const fullMonths = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export interface DayParts { year: number; month: number; day: number }

// Null when the text is no real day: 2023-02-29, 2023-13-01.
export function parseDay(text: string): DayParts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return dayOf(parts) === text ? parts : null;
}

// The day as text, or null when the calendar has no such day.
export function dayOf({ year, month, day }: DayParts): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

export function addDays(day: Day, count: number): Day {
  const parts = parseDay(day);
  if (!parts) return day;
  return new Date(Date.UTC(parts.year, parts.month - 1, parts.day + count)).toISOString().slice(0, 10);
}

const weekday = ({ year, month, day }: DayParts): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

export function formatDay(text: Day, lang: Lang, options: { weekday?: boolean; year?: boolean } = {}): string {
  const parts = parseDay(text.slice(0, 10));
  if (!parts) return text;
  const { year, month, day } = parts;
  const showYear = options.year ?? true;
  const name = options.weekday ? (weekdays[lang][weekday(parts)] ?? '') : '';
  if (lang === 'zh') return `${showYear ? `${year}年` : ''}${month}月${day}日${name && `（${name}）`}`;
  return `${name && `${name} `}${day} ${months[month - 1] ?? ''}${showYear ? ` ${year}` : ''}`;
}

export function formatWeekday(text: Day, lang: Lang): string {
  const parts = parseDay(text);
  return parts ? (weekdays[lang][weekday(parts)] ?? '') : '';
}

// The civil day in China of an instant such as "2026-11-24T20:00:00Z".
export function dayInChina(instant: string): Day {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant.slice(0, 10) : new Date(time + 8 * 3_600_000).toISOString().slice(0, 10);
}

export function formatMonth(text: Day, lang: Lang): string {
  const parts = parseDay(text);
  if (!parts) return text;
  return lang === 'zh' ? `${parts.year}年${parts.month}月` : `${fullMonths[parts.month - 1] ?? ''} ${parts.year}`;
}
