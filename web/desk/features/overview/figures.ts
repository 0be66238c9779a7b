// Figures from the list of requests; nothing that is not counted there is shown.
import type { Bi } from '@shared/api/types';
import type { RequestView } from '@shared/api/types.generated';
import type { Loaded } from '../../work/source';
import { nameOf } from '../../work/units';
import { groups, type Group, type Row } from '../../work/rows';

export interface Bar { key: string; name: Bi; counts: Record<Group, number>; total: number }

const none = (): Record<Group, number> => ({ overdue: 0, today: 0, risk: 0, track: 0, paused: 0 });

export function barsOf({ work, requests }: Loaded, place = ''): Bar[] {
  const rows = new Map(work.rows.map((row): [string, Row] => [row.id, row]));
  const bars = new Map<string, Bar>();
  for (const request of requests) {
    const row = rows.get(request.id);
    if (!row) continue;
    const key = `${request.unit.place}${request.unit.department}`;
    const bar = bars.get(key) ?? { key, name: nameOf(request.unit, place), counts: none(), total: 0 };
    bar.counts[row.group] += 1;
    bar.total += 1;
    bars.set(key, bar);
  }
  const weight = (bar: Bar): number => bar.counts.overdue * 1e6 + (bar.counts.today + bar.counts.risk) * 1e3 + bar.total;
  return [...bars.values()].sort((a, b) => weight(b) - weight(a));
}

export const totalsOf = (bars: Bar[]): Record<Group, number> =>
  bars.reduce((sum, bar) => Object.fromEntries(groups.map((group) => [group, sum[group] + bar.counts[group]])) as Record<Group, number>, none());

// Where most of what is late or at risk lies; null when nothing is, or no unit has more than another.
export function worstOf(bars: Bar[]): { bar: Bar; n: number } | null {
  const risky = bars.map((bar) => ({ bar, n: bar.counts.overdue + bar.counts.today + bar.counts.risk })).filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  const first = risky[0];
  return first && first.n > (risky[1]?.n ?? 0) ? first : null;
}

export const supervised = ({ work, requests }: Loaded): RequestView[] => {
  const late = new Set(work.rows.filter((row) => row.group === 'overdue').map((row) => row.id));
  return requests.filter((one) => late.has(one.id) || one.escalated);
};

export interface Volume { channel: RequestView['channel']; n: number }

export function volumesOf(requests: readonly RequestView[]): Volume[] {
  const counts = new Map<RequestView['channel'], number>();
  for (const one of requests) counts.set(one.channel, (counts.get(one.channel) ?? 0) + 1);
  return [...counts].map(([channel, n]) => ({ channel, n })).sort((a, b) => b.n - a.n || a.channel.localeCompare(b.channel));
}

// Wilson's interval at 95 %, in shares of 1.
export function wilson(k: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const p = k / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export const fewest = 10; // a share of fewer is not shown

// How the last follow-up call of each request that was reached ended.
export function contentOf(requests: readonly RequestView[]): { content: number; reached: number; reopened: number } {
  let content = 0;
  let reached = 0;
  for (const one of requests) {
    const last = one.calls.filter((call) => call.result !== 'not_reached').at(-1);
    if (last) reached += 1;
    if (last?.result === 'content') content += 1;
  }
  return { content, reached, reopened: requests.filter((one) => one.reopened > 0).length };
}
