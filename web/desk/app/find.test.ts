import { describe, expect, it } from 'vitest';
import { found, type Entry } from './find';

const entry = (group: Entry['group'], id: string, words: string): Entry => ({ group, id, text: words, words, run: () => undefined });
const all = [entry('people', 'p', '陈警官 Officer Chen'), entry('matters', 'm', '护照丢了 Camille Laurent HCGXF3NJ HCGX-F3NJ'), entry('pages', 'g', '我的工作'), entry('commands', 'c', '退出')];
const ids = (typed: string): string[] => found(all, typed).map((one) => one.id);

describe('the palette', () => {
  it('shows pages and commands before anything is typed', () => expect(ids('')).toEqual(['g', 'c']));
  it.each([['hcgx', ['m']], ['HCGX-F3NJ', ['m']], ['laurent', ['m']], ['cl', ['m']], ['oc', ['p']], ['陈', ['p']], ['护照', ['m']], ['camille 护照', ['m']], ['camille 陈', []], ['zzz', []]])('finds %s', (typed, expected) => expect(ids(typed)).toEqual(expected));
  it('finds Latin names without their marks', () => expect(found([entry('people', 'x', 'Inês Ferreira')], 'ines').map((one) => one.id)).toEqual(['x']));
  it('lists colleagues before matters, and those before the rest', () => expect(found([...all].reverse().map((one) => ({ ...one, words: 'same' })), 'same').map((one) => one.group)).toEqual(['people', 'matters', 'pages', 'commands']));
});
