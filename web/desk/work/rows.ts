// One list of work, whatever kind it is: the row, its groups and their order.
import type { Bi, Day } from '@shared/api/types';

export type Group = 'overdue' | 'today' | 'risk' | 'track' | 'paused';
export const groups: readonly Group[] = ['overdue', 'today', 'risk', 'track', 'paused'];

export const kinds = ['case', 'request', 'claim', 'task', 'relay', 'follow_up', 'opinion'] as const;
export type Kind = (typeof kinds)[number];

export interface Row {
  kind: Kind; // a name in the messages kind_…
  id: string; // of what it opens
  code: string;
  title: string; // in the words of whoever asked
  titleLang: string;
  party: string;
  next: Bi; // the next step
  who: Bi; // in whose hands; empty: yours
  due: Day | null;
  slack: number | null; // working days
  group: Group;
  why: Bi; // why it stands there
  changedAt: string;
  version: number;
  path: string; // its page
}

export interface WorkList { rows: Row[]; total: number }

// Groups in order, each by slack, then by day; what has no day comes last.
export function ordered(rows: readonly Row[]): Row[] {
  const far = Number.MAX_SAFE_INTEGER;
  return [...rows].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.slack ?? far) - (b.slack ?? far)
    || (a.due ?? '9').localeCompare(b.due ?? '9') || a.changedAt.localeCompare(b.changedAt) || a.id.localeCompare(b.id));
}

// At risk: at most two working days of slack (the same bounds as the clock chip's).
export function groupOf(slack: number | null): Group {
  if (slack === null) return 'track';
  if (slack < 0) return 'overdue';
  if (slack === 0) return 'today';
  return slack <= 2 ? 'risk' : 'track';
}

// How many rows differ between what is shown and what is known now: new, gone, or another version or group.
export function differences(shown: readonly Row[], fresh: readonly Row[]): number {
  const before = new Map(shown.map((row) => [`${row.kind} ${row.id}`, row]));
  let count = 0;
  for (const row of fresh) {
    const old = before.get(`${row.kind} ${row.id}`);
    if (!old || old.version !== row.version || old.group !== row.group) count += 1;
    before.delete(`${row.kind} ${row.id}`);
  }
  return count + [...before.keys()].length;
}

// The row `step` further than `id`; the first one when nothing is selected.
export function moved(rows: readonly Row[], id: string | null, step: number): string | null {
  if (rows.length === 0) return null;
  const at = rows.findIndex((row) => row.id === id);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  return rows[next]?.id ?? null;
}
