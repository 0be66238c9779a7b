// A hall's day: who is booked, the queue, free times.
import type { AppointmentView, CalledView, HallCalendar, HallServices, NewDeskAppointment, QueueView, SlotList, TicketView } from '@shared/api/types.generated';
import { calls } from './api';

const at = (id: string): string => encodeURIComponent(id);

export const hall = {
  services: (place: string, signal?: AbortSignal): Promise<HallServices> => calls.get<HallServices>(`/places/${at(place)}/services`, signal),
  calendar: (place: string, day: string, signal?: AbortSignal): Promise<HallCalendar> => calls.get<HallCalendar>(`/calendar?place=${at(place)}&day=${day}`, signal),
  queue: (place: string, signal?: AbortSignal): Promise<QueueView> => calls.get<QueueView>(`/queue?place=${at(place)}`, signal),
  slots: (place: string, service: string, from: string, signal?: AbortSignal): Promise<SlotList> => calls.get<SlotList>(`/desk-slots?place=${at(place)}&service=${at(service)}&from=${from}&days=7`, signal),
  book: (body: NewDeskAppointment): Promise<AppointmentView> => calls.change<AppointmentView>('POST', '/desk-appointments', body),
  cancel: (id: string, version: number): Promise<AppointmentView> => calls.change<AppointmentView>('POST', `/desk-appointments/${at(id)}/cancel`, undefined, version),
  arrive: (id: string, version: number): Promise<TicketView> => calls.change<TicketView>('POST', `/desk-appointments/${at(id)}/arrive`, undefined, version),
  walkIn: (place: string, service: string, language: string): Promise<TicketView> => calls.change<TicketView>('POST', '/queue/tickets', { place, service, ...(language ? { language } : {}) }),
  callNext: (window: string): Promise<CalledView> => calls.change<CalledView>('POST', `/windows/${at(window)}/call-next`),
  step: (ticket: string, step: 'serve' | 'finish' | 'miss' | 'return' | 'leave'): Promise<TicketView> => calls.change<TicketView>('POST', `/tickets/${at(ticket)}/${step}`),
};
