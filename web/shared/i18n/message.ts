// Messages in a part of ICU MessageFormat: {name}, {n, number}, {day, date}, {day, date, weekday},
// {n, plural, =0 {…} one {…} other {… # …}}, {kind, select, a {…} other {…}}.
//
// Shape:  a message is parsed once and kept; an argument may be a node of the screen, so that a link or a date
//         can stand inside a sentence.
// Errors: a malformed message throws where it is parsed; the test of all messages parses every one.
import type { Lang } from '../api/types';
import { formatDay } from '../formats/dates';
import { formatNumber } from '../formats/numbers';

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'count' }
  | { kind: 'value'; name: string; format: string; style: string }
  | { kind: 'choice'; name: string; plural: boolean; cases: Map<string, Piece[]> };

export function parseMessage(source: string): Piece[] {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at} in message “${source}”`);
  };
  const word = (): string => {
    const match = /\s*([^\s,{}]+)\s*/y;
    match.lastIndex = at;
    const found = match.exec(source)?.[1];
    if (found === undefined) return fail('a name is missing');
    at = match.lastIndex;
    return found;
  };
  const take = (character: string): void => {
    if (source[at] !== character) fail(`“${character}” is missing`);
    at += 1;
  };

  const sequence = (inPlural: boolean, nested: boolean): Piece[] => {
    const pieces: Piece[] = [];
    let text = '';
    const flush = (): void => {
      if (text) pieces.push({ kind: 'text', text });
      text = '';
    };
    while (at < source.length) {
      const character = source[at] ?? '';
      if (character === '}') {
        if (nested) break;
        fail('an unexpected }');
      }
      at += 1;
      if (character === '{') {
        flush();
        pieces.push(placeholder());
      } else if (character === '#' && inPlural) {
        flush();
        pieces.push({ kind: 'count' });
      } else {
        text += character;
      }
    }
    flush();
    return pieces;
  };

  const placeholder = (): Piece => {
    const name = word();
    if (source[at] === '}') {
      at += 1;
      return { kind: 'value', name, format: '', style: '' };
    }
    take(',');
    const format = word();
    if (format !== 'plural' && format !== 'select') {
      let style = '';
      if (source[at] === ',') {
        at += 1;
        style = word();
      }
      take('}');
      return { kind: 'value', name, format, style };
    }
    take(',');
    const cases = new Map<string, Piece[]>();
    while (at < source.length && source[at] !== '}') {
      const key = word();
      take('{');
      cases.set(key, sequence(format === 'plural', true));
      take('}');
      while (/\s/.test(source[at] ?? '')) at += 1;
    }
    take('}');
    if (!cases.has('other')) fail('the case “other” is missing');
    return { kind: 'choice', name, plural: format === 'plural', cases };
  };

  return sequence(false, false);
}

const parsed = new Map<string, Piece[]>();

export type Args<Node> = Record<string, string | number | Node>;

export function formatParts<Node>(source: string, args: Args<Node>, lang: Lang): (string | Node)[] {
  let pieces = parsed.get(source);
  if (!pieces) {
    pieces = parseMessage(source);
    parsed.set(source, pieces);
  }
  const out: (string | Node)[] = [];
  write(pieces, args, lang, null, out);
  return out;
}

export function formatText(source: string, args: Args<string | number>, lang: Lang): string {
  return formatParts(source, args, lang).join('');
}

function write<Node>(pieces: Piece[], args: Args<Node>, lang: Lang, count: number | null, out: (string | Node)[]): void {
  for (const piece of pieces) {
    if (piece.kind === 'text') out.push(piece.text);
    else if (piece.kind === 'count') out.push(formatNumber(String(count ?? '')));
    else if (piece.kind === 'value') out.push(value(args[piece.name], piece.format, piece.style, lang));
    else {
      const given = args[piece.name];
      const key = piece.plural ? pluralKey(piece.cases, Number(given), lang) : String(given);
      const chosen = piece.cases.get(key) ?? piece.cases.get('other') ?? [];
      write(chosen, args, lang, piece.plural ? Number(given) : count, out);
    }
  }
}

// English has one and other; Chinese only other.
function pluralKey(cases: Map<string, Piece[]>, count: number, lang: Lang): string {
  if (cases.has(`=${count}`)) return `=${count}`;
  return lang === 'en' && count === 1 ? 'one' : 'other';
}

function value<Node>(given: string | number | Node | undefined, format: string, style: string, lang: Lang): string | Node {
  if (given === undefined) return '';
  if (typeof given === 'number') return format === 'number' ? formatNumber(String(given)) : String(given);
  if (typeof given !== 'string') return given;
  if (format === 'date') return formatDay(given, lang, { weekday: style === 'weekday' });
  return format === 'number' ? formatNumber(given) : given;
}
