// What is being written: kept in the tab until it is sent or thrown away, so that neither a reload nor the end of a
// session loses it. Signing out drops it.
import { useCallback, useRef, useState } from 'preact/hooks';

const prefix = 'gangway.desk.draft.';

function read<T>(key: string, initial: T): T {
  try {
    const kept = sessionStorage.getItem(prefix + key);
    return kept === null ? initial : (JSON.parse(kept) as T);
  } catch {
    return initial;
  }
}

export function keepDraft(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Full or switched off: the page still holds it.
  }
}

export function dropDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

// [what is written, write, throw away]
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void, () => void] {
  const [at, setAt] = useState(() => ({ key, value: read(key, initial) }));
  const first = useRef(initial);
  const write = useCallback((value: T): void => {
    keepDraft(key, value);
    setAt({ key, value });
  }, [key]);
  const drop = useCallback((): void => {
    keepDraft(key, undefined);
    setAt({ key, value: first.current });
  }, [key]);
  return [at.key === key ? at.value : read(key, initial), write, drop];
}
