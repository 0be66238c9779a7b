// Whether something happened: asks every few seconds while the page is in view, cheaply. Knows the server's clock,
// when the session ends, and whether the line is there.
import type { ChangesView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import { desk, onHeard } from './api';

export interface Live {
  position: number; // of the last event that we know of
  offset: number; // milliseconds that the server's clock is ahead of ours
  expiresAt: number; // of the session, by the server's clock; 0: not known
  reached: boolean;
}

export const liveStore = createStore<Live>({ position: 0, offset: 0, expiresAt: 0, reached: true });

const every = 4000;

export const serverNow = (): number => Date.now() + liveStore.get().offset;

export function take(view: ChangesView): void {
  liveStore.set((now) => ({ ...now, position: view.position, offset: Date.parse(view.now) - Date.now(), expiresAt: Date.parse(view.expires_at) }));
}

let etag = '';

export async function look(): Promise<void> {
  try {
    const changed = await desk.changes(etag);
    if (!changed) return;
    etag = changed.etag;
    take(changed.view);
  } catch {
    // The line or the session is gone: both are told elsewhere.
  }
}

export function watch(): () => void {
  onHeard((reached) => liveStore.set((now) => (now.reached === reached ? now : { ...now, reached })));
  let timer = 0;
  let stopped = false;
  const round = (): void => {
    clearTimeout(timer);
    const next = (): void => { if (!stopped) timer = window.setTimeout(round, every); };
    if (document.visibilityState === 'visible') void look().then(next);
    else next();
  };
  round();
  const back = (): void => { if (document.visibilityState === 'visible') round(); };
  document.addEventListener('visibilitychange', back);
  window.addEventListener('online', round);
  const lost = (): void => liveStore.set((now) => ({ ...now, reached: false }));
  window.addEventListener('offline', lost);
  return () => {
    stopped = true;
    etag = '';
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', back);
    window.removeEventListener('online', round);
    window.removeEventListener('offline', lost);
  };
}
