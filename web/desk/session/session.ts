// Who is signed in, in which post. When a session ends by itself the page stays as it is, with everything typed,
// and the sign-in stands over it.
import { ApiError } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import type { SessionView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import { desk, onSignedOut, purposeOf, speakAs, type Role } from './api';
import { dropDrafts } from './drafts';

export type SignedIn = SessionView;
export interface SessionState {
  state: 'asking' | 'out' | 'in' | 'failed';
  session: SignedIn | null;
  ended: boolean; // it was in and is over: sign in again over the page
  error: ApiError | null;
}

export const sessionStore = createStore<SessionState>({ state: 'asking', session: null, ended: false, error: null });

let lang: Lang = 'zh';

export function useLanguageOf(screen: Lang): void {
  lang = screen;
  const { session } = sessionStore.get();
  speakAs(session ? purposeOf(session.post.role) : '', lang);
}

export function enter(session: SignedIn): void {
  speakAs(purposeOf(session.post.role), lang);
  sessionStore.set(() => ({ state: 'in', session, ended: false, error: null }));
}

onSignedOut(() => {
  sessionStore.set((now) => (now.state === 'in' ? { ...now, ended: true } : now));
});

export async function askSession(): Promise<void> {
  try {
    enter(await desk.session());
  } catch (error) {
    const known = error instanceof ApiError ? error : new ApiError('server', null, '');
    sessionStore.set((now) => ({ ...now, state: known.status === 401 || known.status === 404 ? 'out' : 'failed', error: known }));
  }
}

export async function leave(): Promise<void> {
  try {
    await desk.signOut();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  }
  dropDrafts();
  speakAs('', lang);
  sessionStore.set(() => ({ state: 'out', session: null, ended: false, error: null }));
}

// What the table of permissions lets a role do with requests; the server decides, this only spares useless buttons.
const handling: readonly Role[] = ['hotline_agent', 'window_clerk', 'helper', 'officer'];
export const may = {
  open: (role: Role): boolean => handling.includes(role),
  handle: (role: Role): boolean => handling.includes(role),
  confirm: (role: Role): boolean => handling.includes(role) && role !== 'helper',
  supervise: (role: Role): boolean => role === 'centre_manager' || role === 'supervisor',
  seeRequests: (role: Role): boolean => handling.includes(role) || role === 'centre_manager' || role === 'supervisor' || role === 'auditor',
  seeStaff: (role: Role): boolean => role !== 'auditor' && role !== 'policy_editor' && role !== 'applicant' && role !== 'employer_agent',
};
