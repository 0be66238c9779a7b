// State that several screens share. A kept store survives a reload of the tab and ends with the tab: nothing
// is written beyond sessionStorage.
import { useEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get: () => T;
  set: (change: (now: T) => T) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createStore<T>(initial: T, keepAs?: string): Store<T> {
  let now = initial;
  if (keepAs) {
    try {
      const kept = sessionStorage.getItem(keepAs);
      if (kept) now = { ...initial, ...(JSON.parse(kept) as T) };
    } catch {
      // Storage switched off, or something else wrote there: start anew.
    }
  }
  const listeners = new Set<() => void>();
  return {
    get: () => now,
    set: (change) => {
      now = change(now);
      if (keepAs) {
        try {
          sessionStorage.setItem(keepAs, JSON.stringify(now));
        } catch {
          // Full or switched off: the answers still live in memory.
        }
      }
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  const [now, setNow] = useState(store.get);
  useEffect(() => {
    setNow(store.get);
    return store.subscribe(() => setNow(store.get));
  }, [store]);
  return now;
}
