// Every pair of message files: the same keys, the same placeholders, the same digits, both well formed.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseMessage, type Piece } from './message';

const folders = ['portal', 'desk', 'shared'].map((part) => fileURLToPath(new URL(`../../${part}`, import.meta.url))).flatMap((part) =>
  readdirSync(part, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('messages.zh.json')).map((name) => dirname(join(part, name))));
const read = (folder: string, lang: string): Record<string, string> => JSON.parse(readFileSync(join(folder, `messages.${lang}.json`), 'utf8')) as Record<string, string>;

function namesOf(pieces: Piece[]): string[] {
  return [...new Set(pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.name] : piece.kind === 'choice' ? [piece.name, ...[...piece.cases.values()].flatMap(namesOf)] : [])))].sort();
}
function digitsOf(pieces: Piece[]): string[] {
  return [...new Set(pieces.flatMap((piece) => (piece.kind === 'text' ? (piece.text.match(/\d+(?:\.\d+)?/g) ?? []) : piece.kind === 'choice' ? [...piece.cases.values()].flatMap(digitsOf) : [])))].sort();
}
// Examples of how a date or an amount is typed differ between the languages.
const examples = new Set(['day_missing', 'day_hint', 'fault_number']);

describe.each(folders)('%s', (folder) => {
  const zh = read(folder, 'zh');
  const en = read(folder, 'en');
  it('has the same keys', () => expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort()));
  it.each(Object.keys(zh))('%s says the same', (key) => {
    const [left, right] = [parseMessage(zh[key] ?? ''), parseMessage(en[key] ?? '')];
    expect(namesOf(left)).toEqual(namesOf(right));
    if (!examples.has(key)) expect(digitsOf(left)).toEqual(digitsOf(right));
  });
  it('types no space between Han and Latin', () => {
    for (const text of Object.values(zh)) expect(text).not.toMatch(/\p{Script=Han} [\w{]|[\w}] \p{Script=Han}/u);
  });
});
