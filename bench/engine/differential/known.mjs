// What is known to differ from KIE, each with the reason's name in docs/engine-differences.md.
import { readFileSync } from 'node:fs';
import * as decimal from '../lib/decimal.mjs';
import { answers } from './models.mjs';
import { READINGS, readings } from './values.mjs';

// Seconds or months of an ISO 8601 duration as Java writes it ("PT-49H-1S", "P-1Y-2M"); null: it is none.
function duration(text) {
  const match =
    /^(-?)P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(
      text,
    );
  if (!match) return null;
  const [years, months, days, hours, minutes, seconds] = match.slice(2).map((each) => Number(each ?? 0));
  const sign = match[1] ? -1 : 1;
  return {
    months: sign * (years * 12 + months),
    seconds: sign * (days * 86400 + hours * 3600 + minutes * 60 + seconds),
  };
}

// A coded value of ours and KIE's JSON.
export function same(ours, theirs) {
  if (ours === null || typeof ours !== 'object') return ours === theirs;
  if (Array.isArray(ours))
    return (
      Array.isArray(theirs) && ours.length === theirs.length && ours.every((each, i) => same(each, theirs[i]))
    );
  if ('n' in ours)
    return theirs?.n !== undefined && decimal.compare(decimal.parse(ours.n), decimal.parse(theirs.n)) === 0;
  if ('d' in ours) return ours.d === theirs;
  if ('c' in ours)
    return (
      theirs !== null &&
      typeof theirs === 'object' &&
      Object.entries(ours.c).every(([key, each]) => same(each, theirs[key] ?? null))
    );
  const text = ours.dd ?? ours.md;
  if (text === undefined || typeof theirs !== 'string') return false;
  const [a, b] = [duration(text), duration(theirs)];
  return b !== null && a.months === b.months && a.seconds === b.seconds;
}

// The rows of docs/engine-differences.md: { what, example, gangway, kie }; an example is undefined where the row has none.
export function rows() {
  const page = readFileSync(new URL('../../../docs/engine-differences.md', import.meta.url), 'utf8');
  const code = (cell) => /^`(.*)`$/.exec(cell)?.[1];
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| What |'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').trim()))
    .map(([what, example, gangway, kie]) => ({
      what,
      example: code(example),
      gangway: code(gangway),
      kie: code(kie),
    }));
}

// How the page writes a coded value, ours or KIE's.
export function shown(value) {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return value?.n ?? value?.d ?? value?.dd ?? value?.md ?? JSON.stringify(value);
}

// The heading in docs/engine-differences.md that explains why KIE gives `theirs` for a decision of a model; undefined:
// none does. An explanation holds when the reference, reading the standard that way, gives what KIE gives.
export function explained({ made, decision, theirs, status }) {
  if (theirs === null && status === 'FAILED') return 'An error inside a decision';
  const fits = (names) => {
    names.forEach((name) => readings.add(name));
    const answer = answers(made, made.rows[0])[decision.name];
    readings.clear();
    return same(answer, theirs);
  };
  const names = Object.values(READINGS);
  const alone = names.find((name) => fits([name]));
  if (alone) return alone;
  if (fits(names)) return 'Several of these at once';
  if (/\)\.(years|months)\b/.test(decision.text)) return 'Parts of a duration';
  return /\bstring\(/.test(decision.xml) ? 'The text of a list or of a number' : undefined;
}
