// Keys and commands: one table of what can be done here and now. A page lists its commands; the key bar, the list of
// all keys and the palette show the same list, and one listener runs them.
//
// Keys:  "R", "?", "Ctrl Enter", "Alt ArrowDown", "F2", and sequences "G W". Single characters work only outside
//        fields and can be switched off; nothing but the dialog's own keys works while a dialog is open.
// Never bound: what browsers own (F1, F3, F5–F7, F10–F12, Alt with arrows sideways, D, E, F or a digit, Ctrl with N,
//        T, W or a digit).
import { createStore } from '@shared/store';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { settingsStore } from './settings';

export interface Command {
  id: string;
  key?: string;
  label: string;
  run: () => void;
  bar?: boolean; // stands in the key bar
  hidden?: boolean; // a key only: not in the palette
  off?: boolean; // not possible now: not run, not shown
}

export const commandsStore = createStore<{ layers: { owner: number; commands: Command[] }[] }>({ layers: [] });
let nextOwner = 1;

// The commands of a page or the shell, as long as it stands. `commands` may be made anew with every drawing. What
// stands inside another part comes before it: a page's key outranks the shell's.
export function useCommands(commands: Command[]): void {
  const owner = useRef(0);
  if (owner.current === 0) {
    owner.current = nextOwner;
    nextOwner += 1;
  }
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map((one) => `${one.id}|${one.key ?? ''}|${one.label}|${one.off === true}`).join('\n');
  useLayoutEffect(() => {
    const me = owner.current;
    const live = latest.current.map((one, i) => ({ ...one, run: () => latest.current[i]?.run() }));
    commandsStore.set(({ layers }) => ({ layers: [...layers.filter((layer) => layer.owner !== me), { owner: me, commands: live }].sort((a, b) => a.owner - b.owner) }));
    return () => commandsStore.set(({ layers }) => ({ layers: layers.filter((layer) => layer.owner !== me) }));
  }, [shape]);
}

export const allCommands = (layers: { commands: Command[] }[]): Command[] => [...layers].reverse().flatMap((layer) => layer.commands.filter((one) => !one.off));

const forbidden = /^(F1|F3|F5|F6|F7|F10|F11|F12|Alt (ArrowLeft|ArrowRight|[DEF\d])|Ctrl [NTW\d])$/;
export const isForbidden = (key: string): boolean => forbidden.test(key);

export interface Pressed { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean }

// "Ctrl Enter" of an event; letters are large.
export function nameOf({ key, ctrlKey, altKey, metaKey }: Pressed): string {
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl ' : ''}${altKey ? 'Alt ' : ''}${name}`;
}

export const isSingle = (name: string): boolean => name.length === 1;

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input:not([type=radio], [type=checkbox], [type=button]), textarea, select') || target.isContentEditable);
}

// Which command a key means: `first` is the key before it, if that began a sequence.
export function commandFor(commands: readonly Command[], name: string, first: string): Command | 'began' | null {
  const whole = first ? `${first} ${name}` : name;
  const found = commands.find((one) => one.key === whole);
  if (found) return found;
  if (!first && commands.some((one) => one.key?.startsWith(`${name} `) && isSingle(name))) return 'began';
  return null;
}

export function listenToKeys(): () => void {
  let first = '';
  let timer = 0;
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    const field = isField(event.target);
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (document.querySelector('dialog[open]')) return;
    const single = plain && (isSingle(name) || name === 'Space');
    if (single && (field || !settingsStore.get().letters)) return;
    // Buttons and links do their own Enter and Space.
    if (plain && (name === 'Enter' || name === 'Space') && event.target instanceof HTMLElement && event.target.matches('button, summary, input, select, textarea, a:not([data-row])')) return;
    const found = commandFor(allCommands(commandsStore.get().layers), name, first);
    first = '';
    clearTimeout(timer);
    if (found === null) return;
    event.preventDefault();
    if (found === 'began') {
      first = name;
      timer = window.setTimeout(() => { first = ''; }, 1500);
      return;
    }
    found.run();
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
