// Requests for tests, with what a test does not say filled in. Invented.
import type { RequestView, SessionView, UnitView } from '@shared/api/types.generated';

export const unit = (department: string, place = '/1/'): UnitView => ({ place, department, name: { zh: department, en: department } });

export function request(id: string, more: Partial<RequestView> = {}): RequestView {
  return {
    id, version: 1, kind: 'question', channel: 'hotline12367', stage: 'handling', owner: { account: 'o', name: 'Owner' }, unit: unit('hotline'), refused_by: [], escalated: false,
    received_at: '2022-05-28T00:30:00Z', due: '2022-06-06', slack: 5, limit: { workdays: 5, source: '', unverified: false }, calls: [], reopened: 0,
    gate: { open: false, answered: false, no_offer_open: true, reached: false, days_not_reached: 0, days_needed: 3 }, code: 'ABCD', language: 'en', question: 'Q?', name: '', contact: '', answer: '', notes: [], review: '', ...more,
  };
}

export const session = (account: string, department: string, role: SessionView['post']['role'] = 'officer'): SessionView => {
  const post: SessionView['post'] = { id: 'p', role, place: '/1/', department };
  return { id: 's', account: { id: account, kind: 'staff', login: account, name: account }, post, posts: [post], expires_at: '' };
};
