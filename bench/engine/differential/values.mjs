// FEEL values of the reference evaluator, and the form in which the engine's worker writes them.
//
// Shape:  null, true, false, a string; { coefficient, exponent } a number (lib/decimal.mjs); { day } a date, in days
//         since 1970-01-01; { seconds } and { months } durations; an array; a Map a context; { low, high, lowClosed,
//         highClosed } a range of numbers.
// Coded:  {"n": "1.5"} {"d": "2026-01-31"} {"dd": "P1DT2H"} {"md": "P1Y2M"} {"c": {…}} {"r": "…"} {"u": [inputs]}; null,
//         booleans, strings and lists as themselves. Equal values have equal codes, but for the order of contexts.
import * as decimal from '../lib/decimal.mjs';

const DAY = 86_400_000;

// Where KIE is known to read the standard in another way: names of headings in docs/engine-differences.md. While one
// stands here, the reference reads it KIE's way, which tells whether it explains a difference.
export const readings = new Set();
export const READINGS = {
  loop: 'A loop over null',
  filter: 'A filter of null',
  nulls: 'What has no order compared with itself',
  test: 'A test of null',
  bound: 'An interval with a null bound',
  date: 'A part of a date that is no integer',
  collect: 'A table that collects nothing',
  declared: 'A value that is not of the declared type',
  quantifier: 'A quantifier over conditions that are null',
  union: 'Null where a list is joined',
  extreme: 'The least of one item',
  kinds: 'Lists whose items are of different kinds',
  lone: 'A comparison with a list of one',
  count: 'A count of equal outputs',
  product: 'A product of many digits',
  zeros: 'Numbers that differ in their zeros only',
};
export const reads = (name) => readings.has(READINGS[name]);

export const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
export const parts = (day) => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};
// Years before 1000 have four digits, too; those before the year 0 a sign.
export function dateText(of) {
  const { year, month, day } = parts(of);
  const pad = (n, width) => String(n).padStart(width, '0');
  return `${year < 0 ? '-' : ''}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
export const dayFrom = (year, month, day) => {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY;
};
const lastDay = (year, month) => parts(dayFrom(year, month + 1, 0)).day;
export const isDate = (year, month, day) =>
  month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);

export function monthsLater(day, months) {
  const from = parts(day);
  const count = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return dayFrom(year, month, Math.min(from.day, lastDay(year, month)));
}

export function monthsBetween(from, to) {
  const a = parts(from);
  const b = parts(to);
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) return months - 1;
  return months < 0 && b.day > a.day ? months + 1 : months;
}

export function kind(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value;
  if (Array.isArray(value)) return 'list';
  if (value instanceof Map) return 'context';
  if ('coefficient' in value) return 'number';
  if ('day' in value) return 'date';
  if ('seconds' in value) return 'days';
  if ('months' in value) return 'months';
  return 'range';
}

// Two items that differ make lists different, wherever they stand; else what cannot be compared makes null.
function equalItems(a, b) {
  const verdicts = a.map((each, i) => equalInside(each, b[i]));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? (reads('kinds') ? false : null) : true;
}

// true, false, or null: the kinds differ (DMN 1.5 table 53).
export function equal(a, b) {
  const of = kind(a);
  if (of === 'null' || kind(b) === 'null') return of === kind(b);
  if (of !== kind(b)) return null;
  if (of === 'list') return a.length === b.length && equalItems(a, b);
  return order(a, b) === 0;
}

// As items of lists.
export const equalInside = (a, b) =>
  reads('zeros') && kind(a) === 'number' && kind(b) === 'number'
    ? a.exponent === b.exponent && equal(a, b)
    : equal(a, b);

// Below, at or above zero; null: not comparable.
export function order(a, b) {
  const of = kind(a);
  if (of !== kind(b)) return null;
  if (of === 'number') return decimal.compare(a, b);
  if (of === 'boolean') return Number(a) - Number(b);
  if (of === 'string')
    return a === b ? 0 : [...a].map(point).join() === [...b].map(point).join() ? 0 : byPoints(a, b);
  if (of === 'date') return a.day - b.day;
  if (of === 'days') return a.seconds - b.seconds;
  return of === 'months' ? a.months - b.months : null;
}

const point = (character) => character.codePointAt(0);

// By code points: JavaScript itself compares UTF-16 units.
function byPoints(a, b) {
  const x = [...a].map(point);
  const y = [...b].map(point);
  for (let i = 0; i < Math.min(x.length, y.length); ++i) if (x[i] !== y[i]) return x[i] - y[i];
  return x.length - y.length;
}

export function daysText(seconds) {
  const rest = Math.abs(seconds);
  const [d, h, m] = [Math.floor(rest / 86400), Math.floor(rest / 3600) % 24, Math.floor(rest / 60) % 60];
  const s = Number((rest % 60).toFixed(9));
  const time = `${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s ? `${s}S` : ''}`;
  if (rest === 0) return 'PT0S';
  return `${seconds < 0 ? '-' : ''}P${d ? `${d}D` : ''}${time ? `T${time}` : ''}`;
}

export function monthsText(months) {
  const rest = Math.abs(months);
  const [y, m] = [Math.floor(rest / 12), rest % 12];
  if (rest === 0) return 'P0M';
  return `${months < 0 ? '-' : ''}P${y ? `${y}Y` : ''}${m ? `${m}M` : ''}`;
}

// What string() gives; strings inside lists are quoted.
export function text(value) {
  switch (kind(value)) {
    case 'null':
      return null;
    case 'number':
      return decimal.toText(value);
    case 'date':
      return dateText(value.day);
    case 'days':
      return daysText(value.seconds);
    case 'months':
      return monthsText(value.months);
    case 'list':
      return `[${value.map((each) => (kind(each) === 'string' ? JSON.stringify(each) : (text(each) ?? 'null'))).join(', ')}]`;
    default:
      return String(value);
  }
}

export function code(value) {
  switch (kind(value)) {
    case 'null':
      return null;
    case 'number':
      return { n: decimal.toText(value) };
    case 'date':
      return { d: dateText(value.day) };
    case 'days':
      return { dd: daysText(value.seconds) };
    case 'months':
      return { md: monthsText(value.months) };
    case 'list':
      return value.map(code);
    case 'context':
      return {
        c: Object.fromEntries(
          [...value].map(([key, each]) => [key, code(each)]).sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      };
    default:
      return value;
  }
}
