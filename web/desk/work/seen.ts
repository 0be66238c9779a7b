// Which version of a row this person has opened in this browser: an unseen one is bold.
import { createStore } from '@shared/store';

const key = 'gangway.desk.seen';
const most = 500;

function kept(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

export const seenStore = createStore<{ seen: Record<string, number> }>({ seen: typeof localStorage === 'undefined' ? {} : kept() });

export function markSeen(id: string, version: number): void {
  const { seen } = seenStore.get();
  if ((seen[id] ?? 0) >= version) return;
  const entries = Object.entries({ ...seen, [id]: version });
  const next = Object.fromEntries(entries.slice(Math.max(0, entries.length - most)));
  seenStore.set(() => ({ seen: next }));
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Bold again next time.
  }
}
