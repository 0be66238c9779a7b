// Records for tests, with what a test does not say filled in. Invented.
import type { Bi, Fact, Question, RouteAnswer, RouteSummary, Task } from './api/types';

export const bi = (zh: string, en = zh): Bi => ({ zh, en });

export function fact(id: string, type: string, more: Partial<Fact> = {}): Fact {
  return { id, type, group: id.split('.')[0] ?? '', label: bi(id), ask: bi(id), why: bi(id), unit: '', decimals: 2, columns: [], options: [], nullable: false, proof: [], changes: 'person', privacy: 'personal', ...more };
}

export const question = (of: Fact, years: number[] = []): Question => ({ fact: of, years, route_ids: [], routes: [] });

export function route(id: string, more: Partial<RouteAnswer> = {}): RouteAnswer {
  return {
    id, title: bi(id), summary: bi(id), stage: 'life', kind: 'permit', audience: 'foreigner', region: 'cn-31', status: 'undetermined', advice_only: false, unverified: false,
    conditions: [], results: [], missing: [], may_matter: [], not_known: [], nearest: [], papers: [], fees: [], clocks: [], doubts: [], authorities: [], remedies: [], next_steps: [], sources: [], ...more,
  };
}

export function summary(id: string, title: Bi, text: Bi): RouteSummary {
  return { id, title, summary: text, stage: 'life', kind: 'permit', audience: 'foreigner', region: 'cn-31', advice_only: false, unverified: false };
}

export function task(id: string, more: Partial<Task> = {}): Task {
  return { id, kind: 'todo', who: 'person', title: bi(id), detail: bi(''), route: id.split('/')[0] ?? '', done: false, ...more };
}
