// Which of the groups on screen a route belongs to. A route that rests on advice alone is never "open".
import type { Assessment, RouteAnswer } from '@shared/api/types';
import type { Status } from '@ui/marks';

export const groupOrder = ['open', 'dated', 'advice', 'closed', 'unknown'] as const satisfies readonly Status[];
export type Group = (typeof groupOrder)[number];

export function groupOf(route: RouteAnswer): Group {
  if (route.status === 'ineligible') return route.opens_on ? 'dated' : 'closed';
  if (route.advice_only) return 'advice';
  if (route.status === 'eligible') return 'open';
  return 'unknown';
}

export type Groups = Record<Group, RouteAnswer[]>;

export function groupsOf(assessment: Assessment): Groups {
  const groups: Groups = { open: [], dated: [], advice: [], closed: [], unknown: [] };
  for (const route of assessment.routes) groups[groupOf(route)].push(route);
  groups.dated.sort((a, b) => ((a.opens_on ?? '') < (b.opens_on ?? '') ? -1 : 1));
  const distance = (route: RouteAnswer): number => {
    const failed = route.conditions.filter((condition) => condition.value === false).length;
    return failed + (route.nearest.length > 0 ? 0 : 100);
  };
  groups.closed.sort((a, b) => distance(a) - distance(b));
  return groups;
}

// Two judgings of the same answers: what is open in one and not in the other.
export function differenceOf(here: Groups, there: Groups): { gained: RouteAnswer[]; lost: RouteAnswer[]; same: boolean } {
  const without = (some: RouteAnswer[], others: RouteAnswer[]): RouteAnswer[] => some.filter((one) => !others.some((other) => other.id === one.id));
  const key = (groups: Groups): string => JSON.stringify(groupOrder.map((group) => groups[group].map((route) => route.id).sort()));
  return { gained: without(there.open, here.open), lost: without(here.open, there.open), same: key(here) === key(there) };
}
