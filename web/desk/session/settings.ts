// Each person's own settings in this browser: theme, and whether single letters are keys.
import { createStore } from '@shared/store';

export type Theme = 'light' | 'dark' | 'system';
export interface Settings { theme: Theme; letters: boolean }

const themeKey = 'gangway.desk.theme';
const lettersKey = 'gangway.desk.letters';

function kept(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}

const themeOf = (text: string | null): Theme => (text === 'light' || text === 'dark' ? text : 'system');

export const settingsStore = createStore<Settings>({ theme: 'system', letters: true });

const ownKey = (key: string, account: string): string => `${key}.${account}`;
let owner = '';

// The settings of whoever signed in; before that those that this browser was last used with.
export function settingsOf(account: string): void {
  owner = account;
  settingsStore.set(() => ({ theme: themeOf(kept(ownKey(themeKey, account)) ?? kept(themeKey)), letters: kept(ownKey(lettersKey, account)) !== 'off' }));
  showTheme();
}

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.set((now) => ({ ...now, ...change }));
  const now = settingsStore.get();
  try {
    localStorage.setItem(themeKey, now.theme);
    if (owner) {
      localStorage.setItem(ownKey(themeKey, owner), now.theme);
      localStorage.setItem(ownKey(lettersKey, owner), now.letters ? 'on' : 'off');
    }
  } catch {
    // They hold until the page is closed.
  }
  if (!inCall) showTheme();
}

// Nothing switches during a call.
let inCall = false;
export function holdTheme(held: boolean): void {
  inCall = held;
  if (!held) showTheme();
}

export function showTheme(): void {
  const { theme } = settingsStore.get();
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (!inCall) showTheme(); });
}
