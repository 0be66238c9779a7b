// What a code stands for: a request, a case, an appointment or a plan. The server says for each whether it knows the code.
import { sender } from '@shared/api/attempt';
import { ApiError, json } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import type { AppointmentStatus, CaseStatus, RequestStatus, ReviewBody, WebRequestBody } from '@shared/api/types.generated';

export type Found = { kind: 'request'; value: RequestStatus } | { kind: 'case'; value: CaseStatus } | { kind: 'appointment'; value: AppointmentStatus } | { kind: 'plan' };

const kinds = [
  { kind: 'request', path: '/request-status/' }, { kind: 'case', path: '/case-status/' }, { kind: 'appointment', path: '/appointments/' }, { kind: 'plan', path: '/plans/' },
] as const;

// Throws the last "not found" when no kind knows the code.
export async function find(code: string, lang: Lang): Promise<Found> {
  let unknown: ApiError | null = null;
  for (const { kind, path } of kinds) {
    try {
      return { kind, value: await json(`${path}${encodeURIComponent(code)}`, { lang }) } as Found;
    } catch (error) {
      if (!(error instanceof ApiError) || error.failure !== 'not-found') throw error;
      unknown = error;
    }
  }
  throw unknown ?? new ApiError('not-found', null, '');
}

const sendQuestion = sender(({ body, lang }: { body: WebRequestBody; lang: Lang }, headers) => json<RequestStatus>('/web-requests', { method: 'POST', body, headers, lang }));
export const ask = (body: WebRequestBody, lang: Lang): Promise<RequestStatus> => sendQuestion({ body, lang });

export const review = (code: string, body: ReviewBody, lang: Lang): Promise<RequestStatus> =>
  json<RequestStatus>(`/request-status/${encodeURIComponent(code)}/review`, { method: 'POST', body, lang });

export const cancel = (appointment: AppointmentStatus, lang: Lang): Promise<AppointmentStatus> =>
  json<AppointmentStatus>(`/appointments/${encodeURIComponent(appointment.code)}`, { method: 'DELETE', headers: { 'if-match': `"${appointment.version}"` }, lang });
