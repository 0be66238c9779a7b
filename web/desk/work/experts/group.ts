// What can be said of an expert group without a screen.
import type { CaseGroupView } from '@shared/api/types.generated';
import type { SignedIn } from '../../session/session';
import { isMine } from '../source';

// Begun hours, as the server counts them, so that the clock runs on while nothing is fetched.
export function hoursOf(group: CaseGroupView, now: number): number {
  const end = group.decided_at ? Date.parse(group.decided_at) : now;
  return Math.max(0, Math.ceil((end - Date.parse(group.convened_at)) / 3_600_000));
}

export const missingOpinions = (group: CaseGroupView): number => Math.max(0, group.opinions_needed - group.opinions);

export const mayGive = (group: CaseGroupView, session: SignedIn): boolean =>
  !group.decided_at && session.post.role === 'officer' && group.seats.some((seat) => !seat.at && isMine(session, seat.unit));

// Only who convened it, while it is open; the opinions may still be too few.
export const mayDecide = (group: CaseGroupView, session: SignedIn): boolean => !group.decided_at && group.convenor.account === session.account.id;
