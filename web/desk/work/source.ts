// Where the list of work comes from: the requests that are open in the scope of one's post, as rows. The only place
// that knows; another source of the same rows goes in here.
import { tongueOf } from '@shared/i18n/tongue';
import type { Bi } from '@shared/api/types';
import type { RequestView, WorkItem } from '@shared/api/types.generated';
import { formatText } from '@shared/i18n/message';
import { desk } from '../session/api';
import { cases } from '../session/cases';
import type { SignedIn } from '../session/session';
import { nameOf, personOf } from './units';
import en from './messages.en.json';
import zh from './messages.zh.json';
import { type Group, groupOf, kinds, ordered, type Row, type WorkList } from './rows';

type Key = keyof typeof zh;

const both = (key: Key, args: Record<string, string | number> = {}): Bi => ({ zh: formatText(zh[key], args, 'zh'), en: formatText(en[key], args, 'en') });
const nobody: Bi = { zh: '', en: '' };

// Whoever holds the baton: the unit, and who in it took it.
export function holderOf(request: RequestView, ownPlace: string): Bi {
  const unit = nameOf(request.unit, ownPlace);
  if (!request.handler) return unit;
  const person = personOf(request.handler);
  return { zh: `${unit.zh}，${person.zh}`, en: `${unit.en}, ${person.en}` };
}

export const isMine = (session: SignedIn, unit: { place: string; department: string }): boolean =>
  unit.place === session.post.place && unit.department === session.post.department;

function whyOf(request: RequestView): Bi {
  const slack = request.slack ?? null;
  if (slack === null) return both('why_no_day');
  if (slack < 0) return both('why_overdue', { n: -slack, day: request.due ?? '' });
  return both(slack === 0 ? 'why_today' : 'why_left', { n: slack, day: request.due ?? '' });
}

// The newest instant that the request tells of.
export const changedAt = (request: RequestView): string =>
  [request.received_at, request.answered_at, request.closed_at, request.offer?.at, ...request.notes.map((note) => note.at), ...request.calls.map((call) => call.at)]
    .filter((at): at is string => Boolean(at)).sort().at(-1) ?? request.received_at;

export function rowOf(request: RequestView, session: SignedIn): Row {
  const base = {
    id: request.id, code: request.code, title: request.question, titleLang: tongueOf(request.question), party: request.name, due: request.due ?? null,
    slack: request.slack ?? null, changedAt: changedAt(request), version: request.version, path: `/requests/${request.id}`,
  };
  const mine = isMine(session, request.unit);
  const owner = request.owner.account === session.account.id;
  if (request.stage === 'answered') {
    // The answer is given: its day no longer runs.
    return { ...base, kind: 'follow_up', group: 'track', slack: null, due: null, next: both(request.gate.open ? 'next_close' : 'next_call'), who: owner ? nobody : personOf(request.owner), why: both(request.gate.open ? 'why_gate_open' : 'why_answered') };
  }
  if (request.offer && isMine(session, request.offer.to)) {
    const own = groupOf(base.slack);
    return { ...base, kind: 'relay', group: own === 'overdue' ? own : 'today', next: both('next_take'), who: nobody, why: both(request.escalated ? 'why_escalated' : 'why_offered') };
  }
  const group = groupOf(base.slack);
  const why = request.escalated ? both('why_silent') : whyOf(request);
  if (request.offer) return { ...base, kind: 'request', group, next: both('next_wait_take'), who: nameOf(request.offer.to, session.post.place), why };
  if (mine) return { ...base, kind: 'request', group, next: both('next_answer'), who: request.handler && request.handler.account !== session.account.id ? personOf(request.handler) : nobody, why };
  return { ...base, kind: 'request', group, next: both('next_wait_answer'), who: holderOf(request, session.post.place), why };
}

export interface Loaded { work: WorkList; requests: RequestView[] }

const ofCases: readonly WorkItem['kind'][] = ['case', 'task', 'claim', 'opinion'];
const caseGroups: Record<WorkItem['group'], Group> = { overdue: 'overdue', today: 'today', at_risk: 'risk', on_track: 'track', paused: 'paused' };

// What waits with cases. Requests come from their own list, which other pages show, too.
export function caseRow(item: WorkItem, lang: 'zh' | 'en', ownPlace: string): Row {
  return {
    kind: kinds.find((one) => one === item.kind) ?? 'case', id: item.id, code: item.code, title: item.title?.[lang] ?? '', titleLang: lang, party: item.party, next: item.next ?? nobody,
    who: item.who ? personOf(item.who) : item.unit ? nameOf(item.unit, ownPlace) : nobody, due: item.due ?? null, slack: item.slack ?? null, group: caseGroups[item.group],
    why: item.why ?? nobody, changedAt: item.changed_at, version: item.version, path: `/cases/${item.id}`,
  };
}

export async function loadWork(session: SignedIn): Promise<Loaded> {
  const [handling, answered, work] = await Promise.all([desk.requests('handling'), desk.requests('answered'), cases.work()]);
  const requests = [...handling.requests, ...answered.requests];
  const lang = document.documentElement.lang === 'en' ? 'en' : 'zh';
  const waiting = work.items.filter((one) => ofCases.includes(one.kind)).map((one) => caseRow(one, lang, session.post.place));
  const counted = work.counts.filter((one) => ofCases.includes(one.kind)).reduce((sum, one) => sum + one.count, 0);
  return { work: { rows: ordered([...requests.map((one) => rowOf(one, session)), ...waiting]), total: handling.count + answered.count + counted }, requests };
}
