// The history as it is read: the newest first, and of many entries of one kind in a row only the newest.
import type { CaseEventView } from '@shared/api/types.generated';

export interface Step { first: CaseEventView; more: CaseEventView[] }

const fewest = 3; // a run shorter than this stays as it is

export function folded(history: readonly CaseEventView[]): Step[] {
  const runs: CaseEventView[][] = [];
  for (const event of [...history].reverse()) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === event.kind) last.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run) => {
    const [first, ...more] = run;
    if (!first) return [];
    return run.length < fewest ? run.map((one) => ({ first: one, more: [] })) : [{ first, more }];
  });
}
