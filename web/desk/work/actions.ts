// Which dialog about a request stands open. Pages and keys open it; the shell shows it.
import type { RequestView } from '@shared/api/types.generated';
import { createStore } from '@shared/store';
import type { Role, Verb } from '../session/api';
import { may, type SignedIn } from '../session/session';
import { isMine } from './source';

export type DialogVerb = Exclude<Verb, 'answer'>;
export const actionStore = createStore<{ open: { verb: DialogVerb; request: RequestView } | null }>({ open: null });
export const openAction = (verb: DialogVerb, request: RequestView): void => actionStore.set(() => ({ open: { verb, request } }));
export const closeAction = (): void => actionStore.set(() => ({ open: null }));

// What makes sense for that person at that request now. The server has the last word.
export function possible(request: RequestView, session: SignedIn): ReadonlySet<Verb> {
  const role: Role = session.post.role;
  const out = new Set<Verb>();
  const mine = isMine(session, request.unit);
  const offeredToMe = request.offer ? isMine(session, request.offer.to) : false;
  const owner = request.owner.account === session.account.id;
  const open = request.stage !== 'closed';
  if (may.handle(role) && open) {
    out.add('note');
    if (request.stage === 'handling') {
      if (offeredToMe) {
        out.add('accept');
        out.add('refuse');
      }
      if (mine && request.handler?.account !== session.account.id && !request.offer) out.add('take');
      if (mine && !request.offer) out.add('offer');
      if (request.offer && (mine || owner || request.offer.by.account === session.account.id)) out.add('withdraw');
      if (mine && !request.offer) out.add('answer');
    }
  }
  if (may.confirm(role)) {
    if (request.stage === 'answered') {
      out.add('call');
      out.add('close');
    }
    if (!open) out.add('reopen');
  }
  if (may.supervise(role) && open) out.add('owner');
  return out;
}
