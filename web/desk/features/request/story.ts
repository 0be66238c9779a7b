// What a request has been through, in order: the legs of the baton, the lines of the story, the conditions before
// closing. From the record alone; nothing is guessed.
import type { Bi } from '@shared/api/types';
import type { RequestView } from '@shared/api/types.generated';

export interface Leg { state: 'done' | 'refused' | 'held' | 'offered' | 'ahead'; what: 'received' | 'refused' | 'held' | 'offered' | 'silent' | 'answered' | 'called' | 'answer' | 'call' | 'close' | 'closed'; who: Bi | null; at: string | null; day: string | null }

const same = (name: string): Bi => ({ zh: name, en: name });
const leg = (state: Leg['state'], what: Leg['what'], who: Bi | null, at: string | null = null, day: string | null = null): Leg => ({ state, what, who, at, day });

function holder(request: RequestView): Bi {
  const unit = request.unit.name ?? { zh: '', en: '' };
  return request.handler ? { zh: `${request.handler.name}，${unit.zh}`, en: `${request.handler.name}, ${unit.en}` } : unit;
}

export function legsOf(request: RequestView): Leg[] {
  const legs = [leg('done', 'received', same(request.owner.name), request.received_at), ...request.refused_by.map((unit) => leg('refused', 'refused', unit.name ?? null))];
  if (request.stage === 'handling') {
    legs.push(leg('held', 'held', holder(request)));
    if (request.offer) legs.push(leg('offered', request.escalated ? 'silent' : 'offered', request.offer.to.name ?? null, request.offer.at));
    return [...legs, leg('ahead', 'answer', null, null, request.due ?? null), leg('ahead', 'call', null), leg('ahead', 'close', null)];
  }
  legs.push(leg('done', 'answered', holder(request), request.answered_at ?? null));
  const last = request.calls.at(-1);
  if (last) legs.push(leg('done', 'called', same(last.by.name), last.at));
  if (request.stage === 'closed') return [...legs, leg('done', 'closed', null, request.closed_at ?? null)];
  return [...legs, ...(request.gate.open ? [] : [leg('ahead', 'call', null)]), leg('ahead', 'close', null)];
}

export type Line =
  | { kind: 'received' | 'offered' | 'answered' | 'closed'; at: string; who: string; unit: Bi | null; text: string }
  | { kind: 'note'; at: string; who: string; unit: null; text: string }
  | { kind: 'content' | 'not_content' | 'not_reached'; at: string; who: string; unit: null; text: string };

// The newest first.
export function linesOf(request: RequestView): Line[] {
  const lines: Line[] = [
    { kind: 'received', at: request.received_at, who: request.owner.name, unit: null, text: '' },
    ...request.notes.map((note): Line => ({ kind: 'note', at: note.at, who: note.by.name, unit: null, text: note.text })),
    ...request.calls.map((call): Line => ({ kind: call.result, at: call.at, who: call.by.name, unit: null, text: '' })),
  ];
  if (request.offer) lines.push({ kind: 'offered', at: request.offer.at, who: request.offer.by.name, unit: request.offer.to.name ?? null, text: '' });
  if (request.answered_at) lines.push({ kind: 'answered', at: request.answered_at, who: request.handler?.name ?? '', unit: request.unit.name ?? null, text: '' });
  if (request.closed_at) lines.push({ kind: 'closed', at: request.closed_at, who: request.owner.name, unit: null, text: '' });
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
