import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allCommands, commandFor, isForbidden, nameOf, type Command } from './keys';

const command = (id: string, key: string): Command => ({ id, key, label: id, run: () => undefined });
const plain = { ctrlKey: false, altKey: false, metaKey: false };

describe('keys', () => {
  it('have one name each', () => {
    expect(nameOf({ ...plain, key: 'j' })).toBe('J');
    expect(nameOf({ ...plain, key: ' ' })).toBe('Space');
    expect(nameOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Ctrl K');
    expect(nameOf({ ...plain, key: 'k', metaKey: true })).toBe('Ctrl K');
    expect(nameOf({ ...plain, key: 'ArrowDown', altKey: true })).toBe('Alt ArrowDown');
  });
  it('go in sequences, and a page outranks the shell', () => {
    const commands = [command('open', 'W'), command('go', 'G W')];
    expect(commandFor(commands, 'G', '')).toBe('began');
    expect(commandFor(commands, 'W', 'G')).toMatchObject({ id: 'go' });
    expect(commandFor(commands, 'W', '')).toMatchObject({ id: 'open' });
    expect(commandFor(commands, 'Q', 'G')).toBeNull();
    expect(allCommands([{ commands: [command('shell', '.')] }, { commands: [command('page', '.')] }])[0]).toMatchObject({ id: 'page' });
  });
  it('leave alone what browsers own', () => {
    for (const own of ['F1', 'F5', 'F11', 'Alt ArrowLeft', 'Alt D', 'Alt 1', 'Ctrl W', 'Ctrl 3']) expect(isForbidden(own)).toBe(true);
    const desk = fileURLToPath(new URL('..', import.meta.url));
    let bound = 0;
    for (const name of readdirSync(desk, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))) {
      for (const [, key] of readFileSync(join(desk, name), 'utf8').matchAll(/\bkey: '([^']+)'/g)) {
        expect(isForbidden(key ?? '')).toBe(false);
        bound += 1;
      }
    }
    expect(bound).toBeGreaterThan(30);
  });
});
