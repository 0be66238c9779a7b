// Doing something to a request. A change by somebody else in between is no failure: what is new comes back, what
// was typed stays, and one looks before one sends again.
import { ApiError } from '@shared/api/client';
import type { RequestView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import { desk, type Command, type Verb } from '../session/api';
import { look } from '../session/live';
import { refreshWork } from './store';
import { markSeen } from './seen';

export type Outcome = { done: RequestView } | { stale: RequestView } | { failed: ApiError };

// The request that was changed last by this tab: its page shows it without asking again.
export const changedStore = createStore<{ request: RequestView | null }>({ request: null });

export async function act(request: RequestView, verb: Verb, body: Command = {}): Promise<Outcome> {
  try {
    const done = await desk.command(request.id, verb, request.version, body);
    markSeen(done.id, done.version);
    changedStore.set(() => ({ request: done }));
    void look();
    void refreshWork(true);
    return { done };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.failure !== 'stale') return { failed: error };
    try {
      return { stale: await desk.request(request.id) };
    } catch (again) {
      return { failed: again instanceof ApiError ? again : error };
    }
  }
}

// What somebody else changed between two versions, as keys of the messages changed_….
export function changesBetween(before: RequestView, now: RequestView): ('stage' | 'unit' | 'offer' | 'answer' | 'notes' | 'calls' | 'owner')[] {
  const out: ('stage' | 'unit' | 'offer' | 'answer' | 'notes' | 'calls' | 'owner')[] = [];
  if (before.stage !== now.stage) out.push('stage');
  if (before.unit.place !== now.unit.place || before.unit.department !== now.unit.department || before.handler?.account !== now.handler?.account) out.push('unit');
  if (before.offer?.at !== now.offer?.at) out.push('offer');
  if (before.answer !== now.answer) out.push('answer');
  if (before.notes.length !== now.notes.length) out.push('notes');
  if (before.calls.length !== now.calls.length) out.push('calls');
  if (before.owner.account !== now.owner.account) out.push('owner');
  return out;
}

// All errors of a problem in words.
export const wordsOf = (error: ApiError): string[] => {
  const each = (error.problem?.errors ?? []).map((one) => one.detail).filter((text): text is string => Boolean(text));
  return each.length > 0 ? each : [error.problem?.detail ?? error.problem?.title ?? ''].filter(Boolean);
};
