// What the booking pages ask of the server: halls with what can be booked there, free times, and the appointment itself, which is
// kept for some minutes and then confirmed.
import { sender } from '@shared/api/attempt';
import { ApiError, json } from '@shared/api/client';
import type { Lang } from '@shared/api/types';
import type { AppointmentStatus, HallServices, NewAppointment, PlaceList, SlotDay, SlotList } from '@shared/api/types.generated';
import { createStore } from '@shared/store';

// What is chosen outlives a reload of the tab and the way back.
export interface Wish { place: string; service: string; people: number; day: string; start: string; name: string; contact: string; needs: string; held: string }
export const emptyWish: Wish = { place: '', service: '', people: 1, day: '', start: '', name: '', contact: '', needs: '', held: '' };
export const wishStore = createStore<Wish>(emptyWish, 'gangway.book');

// The places whose hall takes bookings from the public.
export async function halls(lang: Lang): Promise<HallServices[]> {
  const { halls: ids } = await json<PlaceList>('/places', { lang });
  const found = await Promise.all(ids.map((id) => json<HallServices>(`/places/${encodeURIComponent(id)}/services`, { lang })));
  return found.map((hall) => ({ ...hall, services: hall.services.filter((one) => one.public_books) })).filter((hall) => hall.services.length > 0);
}

export const freeDays = async (place: string, service: string, people: number, from: string, days: number, lang: Lang): Promise<SlotDay[]> =>
  (await json<SlotList>(`/slots?${new URLSearchParams({ place, service, people: String(people), from, days: String(days), language: lang }).toString()}`, { lang })).days;

// The days to choose from: those with a free time. The days that are full, and of the closed ones the reasons, each once.
export function choices(days: SlotDay[]): { free: SlotDay[]; full: SlotDay[]; reasons: SlotDay[] } {
  const full = days.filter((one) => one.open && one.starts.length === 0);
  const free = days.filter((one) => one.open && one.starts.length > 0);
  const seen = new Set<string>();
  const reasons = days.filter((one) => {
    if (one.open || !one.reason || seen.has(one.reason.en)) return false;
    seen.add(one.reason.en);
    return true;
  });
  return { free, full, reasons };
}

const version = (appointment: AppointmentStatus): Record<string, string> => ({ 'if-match': `"${appointment.version}"` });
const at = (appointment: AppointmentStatus): string => `/appointments/${encodeURIComponent(appointment.code)}`;

const send = sender(({ body, lang }: { body: NewAppointment; lang: Lang }, headers) => json<AppointmentStatus>('/appointments', { method: 'POST', body, headers, lang }));
export const hold = (body: NewAppointment, lang: Lang): Promise<AppointmentStatus> => send({ body, lang });
export const confirm = (kept: AppointmentStatus, lang: Lang): Promise<AppointmentStatus> => json<AppointmentStatus>(`${at(kept)}/confirm`, { method: 'POST', body: {}, headers: version(kept), lang });
export const release = (kept: AppointmentStatus, lang: Lang): Promise<AppointmentStatus> => json<AppointmentStatus>(at(kept), { method: 'DELETE', headers: version(kept), lang });
export const move = (booked: AppointmentStatus, day: string, start: string, lang: Lang): Promise<AppointmentStatus> => json<AppointmentStatus>(at(booked), { method: 'PATCH', body: { day, start }, headers: version(booked), lang });
// A time that is kept outlives a reload; null: none is, or it is over.
export async function kept(code: string, lang: Lang): Promise<AppointmentStatus | null> {
  if (!code) return null;
  try {
    const found = await read(code, lang);
    return found.stage === 'held' ? found : null;
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'not-found') return null;
    throw error;
  }
}
export const read = (code: string, lang: Lang): Promise<AppointmentStatus> => json<AppointmentStatus>(`/appointments/${encodeURIComponent(code)}`, { lang });

export const detailOf = (error: unknown, otherwise: string): string => (error instanceof ApiError ? (error.problem?.detail ?? otherwise) : otherwise);

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });
export const timeInChina = (instant: string): string => clock.format(new Date(instant));
