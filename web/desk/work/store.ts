// The list of work as it is shown, and as it is known by now. What is shown changes only when somebody asks for it,
// or when one did something oneself: never under a selection.
import { ApiError } from '@shared/api/client';
import type { RequestView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import { liveStore } from '../session/live';
import { may, sessionStore } from '../session/session';
import { differences } from './rows';
import { loadWork, type Loaded } from './source';

export interface Work {
  shown: Loaded | null;
  fresh: Loaded | null;
  changed: number; // rows that differ between the two
  error: ApiError | null;
}

const empty: Work = { shown: null, fresh: null, changed: 0, error: null };
export const workStore = createStore<Work>(empty);

let round = 0;

export async function refreshWork(show: boolean): Promise<void> {
  const { session } = sessionStore.get();
  if (!session || !may.seeRequests(session.post.role)) return;
  round += 1;
  const me = round;
  try {
    const fresh = await loadWork(session);
    if (me !== round) return;
    workStore.set(({ shown }) => (show || !shown ? { shown: fresh, fresh, changed: 0, error: null } : { shown, fresh, changed: differences(shown.work.rows, fresh.work.rows), error: null }));
  } catch (error) {
    if (me === round) workStore.set((now) => ({ ...now, error: error instanceof ApiError ? error : new ApiError('server', null, '') }));
  }
}

export const showFresh = (): void => workStore.set((now) => ({ ...now, shown: now.fresh ?? now.shown, changed: 0 }));

export function forgetWork(): void {
  round += 1;
  workStore.set(() => empty);
}

// From then on every event of the installation has the list asked for again, quietly.
export function followWork(): () => void {
  let position = 0;
  let timer = 0;
  const heard = (): void => {
    const now = liveStore.get().position;
    if (now === 0 || now === position) return;
    position = now;
    clearTimeout(timer);
    timer = window.setTimeout(() => void refreshWork(false), 200);
  };
  const stop = liveStore.subscribe(heard);
  void refreshWork(true);
  return () => {
    clearTimeout(timer);
    stop();
  };
}

// A request that the list already holds.
export const knownRequest = (id: string): RequestView | null => {
  const { fresh, shown } = workStore.get();
  return [...(fresh?.requests ?? []), ...(shown?.requests ?? [])].find((one) => one.id === id) ?? null;
};
