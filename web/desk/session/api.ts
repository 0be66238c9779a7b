// What the desk asks of the server. Every call carries the purpose of the post one acts in; what has to name a
// version does. A 401 on anything but signing in means that the session is over: `onSignedOut` hears of it.
import { sender } from '@shared/api/attempt';
import { ApiError, type Call, json, send } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import type {
  ChangesView, CommandBody, NewRequestBody, PlaceList, PostView, RequestList, RequestView, SessionList, SessionView, StaffList,
} from '@shared/api/types.generated';

export type Role = PostView['role'];
export type Verb = 'note' | 'take' | 'offer' | 'accept' | 'refuse' | 'withdraw' | 'answer' | 'call' | 'close' | 'reopen' | 'owner';
export type Command = Partial<CommandBody>;
export type Stage = RequestView['stage'];

// Which purpose a role's post states when it looks at personal data.
export function purposeOf(role: Role): string {
  if (role === 'centre_manager' || role === 'supervisor') return 'supervision';
  if (role === 'auditor') return 'audit';
  return role === 'administrator' || role === 'policy_editor' ? 'administration' : 'handling';
}

let purpose = '';
let lang: Lang = 'zh';
let signedOut: () => void = () => undefined;
let heard: (reached: boolean) => void = () => undefined;

export function speakAs(nowPurpose: string, nowLang: Lang): void {
  purpose = nowPurpose;
  lang = nowLang;
}
export function onSignedOut(listener: () => void): void { signedOut = listener; }
// Told after every call whether the server could be reached.
export function onHeard(listener: (reached: boolean) => void): void { heard = listener; }

async function watched<T>(work: Promise<T>, session = true): Promise<T> {
  try {
    const value = await work;
    heard(true);
    return value;
  } catch (error) {
    if (error instanceof ApiError) {
      heard(error.failure !== 'offline');
      if (session && error.status === 401) signedOut();
    }
    throw error;
  }
}

const own = (call: Call = {}): Call => ({ lang, ...call, headers: { ...(purpose ? { 'gangway-purpose': purpose } : {}), ...call.headers } });
const get = <T>(path: string, signal?: AbortSignal): Promise<T> => watched(json<T>(path, own({ signal })));
const put = <T>(path: string, body: unknown): Promise<T> => watched(json<T>(path, own({ method: 'PUT', body })));

export const desk = {
  session: (): Promise<SessionView> => watched(json<SessionView>('/session', own()), false),
  signIn: (login: string, password: string): Promise<SessionView> => watched(json<SessionView>('/session', { method: 'POST', body: { login, password }, lang }), false),
  signOut: async (): Promise<void> => { await watched(send('/session', own({ method: 'DELETE' })), false); },
  switchPost: (post: string): Promise<SessionView> => put<SessionView>('/session/post', { post }),
  sessions: (): Promise<SessionList> => get<SessionList>('/sessions'),
  endSession: async (id: string): Promise<void> => { await watched(send(`/sessions/${id}`, own({ method: 'DELETE' }))); },
  changePassword: async (oldPassword: string, password: string): Promise<void> => {
    await watched(send('/account/password', own({ method: 'PUT', body: { old_password: oldPassword, password } })));
  },
  places: (): Promise<PlaceList> => get<PlaceList>('/places'),
  staff: (): Promise<StaffList> => get<StaffList>('/staff'),
  requests: (stage?: Stage): Promise<RequestList> => get<RequestList>(`/requests${stage ? `?stage=${stage}` : ''}`),
  request: (id: string, signal?: AbortSignal): Promise<RequestView> => get<RequestView>(`/requests/${encodeURIComponent(id)}`, signal),
  receive: sender((body: NewRequestBody, headers) => watched(json<RequestView>('/requests', own({ method: 'POST', body, headers })))),
  command: (id: string, verb: Verb, version: number, body: Command): Promise<RequestView> =>
    watched(json<RequestView>(`/requests/${encodeURIComponent(id)}/${verb}`, own({ method: 'POST', body, headers: { 'if-match': `"${version}"` } }))),
  // Null: nothing has changed since `etag`.
  changes: async (etag: string): Promise<{ view: ChangesView; etag: string } | null> => {
    const response = await watched(send('/changes', own(etag ? { headers: { 'if-none-match': etag } } : {})));
    if (response.status === 304) return null;
    return { view: (await response.json()) as ChangesView, etag: response.headers.get('etag') ?? '' };
  },
};

// For the resources with a file of their own: reads, and changes that name the version they saw.
export const calls = {
  get,
  make: <T>(path: string, body: unknown, headers: Record<string, string>): Promise<T> => watched(json<T>(path, own({ method: 'POST', body, headers }))),
  change: <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, version?: number): Promise<T> =>
    watched(json<T>(path, own({ method, ...(body === undefined ? {} : { body }), ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }) }))),
  // How the place works, whatever the purpose of one's post.
  administer: <T>(path: string, body: unknown): Promise<T> => watched(json<T>(path, own({ method: 'PUT', body, headers: { 'gangway-purpose': 'administration' } }))),
};

// The headers of every call, for one that is not JSON.
export const ownHeaders = (): Record<string, string> => own().headers ?? {};
