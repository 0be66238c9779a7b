// One's own account, as the server keeps it. The session is a cookie that scripts cannot read.
import { ApiError, json, send } from '@shared/api/client';
import type { Lang, Problem } from '@shared/api/types';
import type { AccountView, PersonView, SessionList, SessionView } from '@shared/api/types.generated';

// null: nobody is signed in.
export async function current(lang: Lang): Promise<SessionView | null> {
  try {
    return await json<SessionView>('/session', { lang });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export const signIn = (login: string, password: string, lang: Lang): Promise<SessionView> => json<SessionView>('/session', { method: 'POST', body: { login, password }, lang });

export async function register(login: string, password: string, lang: Lang): Promise<SessionView> {
  await json<AccountView>('/accounts', { method: 'POST', body: { login, password }, lang });
  return signIn(login, password, lang);
}

export const signOut = async (lang: Lang): Promise<void> => { await send('/session', { method: 'DELETE', lang }); };
export const sessions = (lang: Lang): Promise<SessionList> => json<SessionList>('/sessions', { lang });
export const endSession = async (id: string, lang: Lang): Promise<void> => { await send(`/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', lang }); };
export const changePassword = async (old: string, password: string, lang: Lang): Promise<void> => {
  await send('/account/password', { method: 'PUT', body: { old_password: old, password }, lang });
};

// null: no person is joined to the account.
export async function ownPerson(lang: Lang): Promise<PersonView | null> {
  try {
    return await json<PersonView>('/me/person', { headers: { 'gangway-purpose': 'own' }, lang });
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'not-found') return null;
    throw error;
  }
}

// What the server says is wrong, by field; what names no field it knows stands at `otherwise`.
export function faultsOf(error: unknown, fields: readonly string[], otherwise: string, unknown: string): { field: string; text: string }[] {
  const problem: Problem | null = error instanceof ApiError ? error.problem : null;
  const named = (problem?.errors ?? []).map(({ pointer, detail }) => ({ field: (pointer ?? '').replace(/^\//, ''), text: detail ?? unknown })).filter(({ field }) => fields.includes(field));
  return named.length > 0 ? named : [{ field: otherwise, text: problem?.detail ?? unknown }];
}
