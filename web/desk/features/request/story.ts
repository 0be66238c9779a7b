// What a request has been through, in order: the legs of the baton, the lines of the story, the conditions before
// closing. From the record alone; nothing is guessed.
import type { Bi } from '@shared/api/types';
import type { RequestView } from '@shared/api/types.generated';
import { holderOf } from '../../work/source';
import { nameOf, personOf } from '../../work/units';

export interface Leg { state: 'done' | 'refused' | 'held' | 'offered' | 'ahead'; what: 'received' | 'refused' | 'held' | 'offered' | 'silent' | 'answered' | 'called' | 'answer' | 'call' | 'close' | 'closed'; who: Bi | null; at: string | null; day: string | null }

const leg = (state: Leg['state'], what: Leg['what'], who: Bi | null, at: string | null = null, day: string | null = null): Leg => ({ state, what, who, at, day });

// `place`: one's own, whose departments need no further name.
export function legsOf(request: RequestView, place = ''): Leg[] {
  const legs = [leg('done', 'received', personOf(request.owner), request.received_at), ...request.refused_by.map((unit) => leg('refused', 'refused', nameOf(unit, place)))];
  if (request.stage === 'handling') {
    legs.push(leg('held', 'held', holderOf(request, place)));
    if (request.offer) legs.push(leg('offered', request.escalated ? 'silent' : 'offered', nameOf(request.offer.to, place), request.offer.at));
    return [...legs, leg('ahead', 'answer', null, null, request.due ?? null), leg('ahead', 'call', null), leg('ahead', 'close', null)];
  }
  legs.push(leg('done', 'answered', holderOf(request, place), request.answered_at ?? null));
  const last = request.calls.at(-1);
  if (last) legs.push(leg('done', 'called', personOf(last.by), last.at));
  if (request.stage === 'closed') return [...legs, leg('done', 'closed', null, request.closed_at ?? null)];
  return [...legs, ...(request.gate.open ? [] : [leg('ahead', 'call', null)]), leg('ahead', 'close', null)];
}

export type Line =
  | { kind: 'received' | 'offered' | 'answered' | 'closed'; at: string; who: Bi; unit: Bi | null; text: string }
  | { kind: 'note'; at: string; who: Bi; unit: null; text: string }
  | { kind: 'content' | 'not_content' | 'not_reached'; at: string; who: Bi; unit: null; text: string };

// The newest first.
export function linesOf(request: RequestView, place = ''): Line[] {
  const lines: Line[] = [
    { kind: 'received', at: request.received_at, who: personOf(request.owner), unit: null, text: '' },
    ...request.notes.map((note): Line => ({ kind: 'note', at: note.at, who: personOf(note.by), unit: null, text: note.text })),
    ...request.calls.map((call): Line => ({ kind: call.result, at: call.at, who: personOf(call.by), unit: null, text: '' })),
  ];
  if (request.offer) lines.push({ kind: 'offered', at: request.offer.at, who: personOf(request.offer.by), unit: nameOf(request.offer.to, place), text: '' });
  if (request.answered_at) lines.push({ kind: 'answered', at: request.answered_at, who: request.handler ? personOf(request.handler) : nameOf(request.unit, place), unit: null, text: '' });
  if (request.closed_at) lines.push({ kind: 'closed', at: request.closed_at, who: personOf(request.owner), unit: null, text: '' });
  return lines.map((line, i) => ({ line, i })).sort((a, b) => b.line.at.localeCompare(a.line.at) || b.i - a.i).map(({ line }) => line);
}

export interface Condition { id: 'baton' | 'answered' | 'called'; met: boolean }

export function conditionsOf(request: RequestView): Condition[] {
  const { gate } = request;
  return [
    { id: 'baton', met: gate.no_offer_open },
    { id: 'answered', met: gate.answered },
    { id: 'called', met: gate.answered && (gate.reached || (gate.days_needed > 0 && gate.days_not_reached >= gate.days_needed)) },
  ];
}
