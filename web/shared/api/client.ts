// The API as functions. Every failure is an ApiError: what the server said (a problem of RFC 9457), or
// "offline" when it could not be reached. Reads of rules are kept for the life of the page.
import { sender } from './attempt';
import type {
  Assessment, AssessmentRequest, FactList, Guide, Lang, Meta, Plan, PlanChanges, PlanRequest, Problem, QuestionAnswer, QuestionRequest, RouteList,
} from './types';

export type Failure = 'offline' | 'not-found' | 'invalid' | 'stale' | 'busy' | 'server';

export class ApiError extends Error {
  constructor(readonly failure: Failure, readonly problem: Problem | null, readonly reference: string, readonly status = 0) {
    super(problem?.title ?? failure);
  }
}

function failureOf(status: number): Failure {
  if (status === 404 || status === 410) return 'not-found';
  if (status === 412) return 'stale';
  if (status === 429 || status === 503) return 'busy';
  return status < 500 ? 'invalid' : 'server';
}

export interface Call { method?: string; body?: unknown; file?: File; // sent as it is, instead of a body
  headers?: Record<string, string>; lang?: Lang; signal?: AbortSignal | undefined }

export async function send(path: string, call: Call = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(call.lang ? { 'accept-language': call.lang } : {}),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.file ? { 'content-type': call.file.type } : {}),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.file ? { body: call.file } : {}),
      ...(call.signal ? { signal: call.signal } : {}),
      cache: 'no-store',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', null, '');
  }
  if (response.ok || response.status === 304) return response;
  const problem = await response.json().then((body: unknown) => body as Problem, () => null);
  throw new ApiError(failureOf(response.status), problem, response.headers.get('x-request-id') ?? String(response.status), response.status);
}

export async function json<T>(path: string, call?: Call): Promise<T> {
  const response = await send(path, call);
  try {
    return (await response.json()) as T;
  } catch {
    throw new ApiError('server', null, String(response.status));
  }
}

const kept = new Map<string, Promise<unknown>>();

function once<T>(path: string): Promise<T> {
  const known = kept.get(path);
  if (known) return known as Promise<T>;
  const asked = json<T>(path);
  kept.set(path, asked);
  asked.catch(() => kept.delete(path));
  return asked;
}

const query = (region: string, asOf: string | undefined): string =>
  new URLSearchParams({ region, ...(asOf ? { as_of: asOf } : {}) }).toString();

export interface Stored<T> { value: T; etag: string }

async function stored(response: Response): Promise<Stored<Plan>> {
  return { value: (await response.json()) as Plan, etag: response.headers.get('etag') ?? '' };
}

const sendPlan = sender(async ({ request, lang }: { request: PlanRequest; lang: Lang }, headers) =>
  stored(await send('/plans', { method: 'POST', body: request, headers, lang })));

export const api = {
  meta: (): Promise<Meta> => once<Meta>('/meta'),
  facts: (region: string): Promise<FactList> => once<FactList>(`/facts?${new URLSearchParams({ region }).toString()}`),
  routes: (region: string, asOf?: string): Promise<RouteList> => once<RouteList>(`/routes?${query(region, asOf)}`),
  guide: (id: string, region: string, asOf?: string): Promise<Guide> => once<Guide>(`/routes/${encodeURIComponent(id)}?${query(region, asOf)}`),
  assess: (request: AssessmentRequest, lang: Lang, signal?: AbortSignal): Promise<Assessment> =>
    json<Assessment>('/assessments', { method: 'POST', body: request, lang, signal }),
  question: (request: QuestionRequest, lang: Lang, signal?: AbortSignal): Promise<QuestionAnswer> =>
    json<QuestionAnswer>('/questions', { method: 'POST', body: request, lang, signal }),
  savePlan: (request: PlanRequest, lang: Lang): Promise<Stored<Plan>> => sendPlan({ request, lang }),
  // What is left out of `changes` stays; the assessment stays in any case.
  editPlan: async (code: string, etag: string, changes: PlanChanges, lang: Lang): Promise<Stored<Plan>> =>
    stored(await send(`/plans/${encodeURIComponent(code)}`, { method: 'PATCH', body: changes, headers: { 'if-match': etag }, lang })),
  // Judged again, and saved under the same code.
  replacePlan: async (code: string, etag: string, request: PlanRequest, lang: Lang): Promise<Stored<Plan>> =>
    stored(await send(`/plans/${encodeURIComponent(code)}`, { method: 'PUT', body: request, headers: { 'if-match': etag }, lang })),
  plan: async (code: string, lang: Lang): Promise<Stored<Plan>> => stored(await send(`/plans/${encodeURIComponent(code)}`, { lang })),
  deletePlan: async (code: string, etag: string, lang: Lang): Promise<void> => {
    await send(`/plans/${encodeURIComponent(code)}`, { method: 'DELETE', headers: etag ? { 'if-match': etag } : {}, lang });
  },
  calendarUrl: (code: string, lang: Lang): string => `/api/v1/plans/${encodeURIComponent(code)}/calendar.ics?lang=${lang}`,
  qrUrl: (code: string): string => `/api/v1/plans/${encodeURIComponent(code)}/qr.svg`,
};
