import type { Problem } from '@shared/api/types';

// How many seconds the server asks to wait after wrong passwords; 0: none.
export function waitOf(problem: Problem | null): number {
  if (problem?.code !== 'access.wait') return 0;
  return Number(/\d+/.exec(problem.detail ?? problem.title ?? '')?.[0] ?? 0);
}
