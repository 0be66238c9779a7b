import type { RouteAnswer } from '@shared/api/types';
import type { Status } from '@ui/marks';

export function statusOf(route: RouteAnswer): Status {
  if (route.status === 'ineligible') return route.opens_on ? 'dated' : 'closed';
  if (route.advice_only) return 'advice';
  return route.status === 'eligible' ? 'open' : 'unknown';
}
