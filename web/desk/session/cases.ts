// Cases, the green channel and expert groups, as the server keeps them.
import type {
  CapacityBody, CaseCommandBody, CaseList, CaseView, EffectsView, ExpertGroupList, GreenChannelList, NewCaseBody, OpinionBody, UrgencyBody, UrgencyDecisionBody, WorkList,
} from '@shared/api/types.generated';
import { sender } from '@shared/api/attempt';
import { send } from '@shared/api/client';
import { calls, ownHeaders } from './api';

const at = (id: string): string => encodeURIComponent(id);
export type CaseVerb = 'note' | 'take' | 'fields' | 'submit' | 'notice' | 'accept' | 'supplement' | 'withdraw' | 'refuse' | 'tell' | 'identity' | 'handover' | 'close' | 'task-resolve';

export const cases = {
  work: (signal?: AbortSignal): Promise<WorkList> => calls.get<WorkList>('/work', signal),
  list: (query: string, signal?: AbortSignal): Promise<CaseList> => calls.get<CaseList>(`/cases${query}`, signal),
  read: (id: string, signal?: AbortSignal): Promise<CaseView> => calls.get<CaseView>(`/cases/${at(id)}`, signal),
  open: sender((body: NewCaseBody, headers) => calls.make<CaseView>('/cases', body, headers)),
  command: (id: string, version: number, verb: CaseVerb, body: Partial<CaseCommandBody> = {}): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/${verb}`, body, version),
  claim: (id: string, version: number, body: UrgencyBody): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/urgency`, body, version),
  effects: (id: string, claim: number, signal?: AbortSignal): Promise<EffectsView> => calls.get<EffectsView>(`/cases/${at(id)}/urgency-effects?claim=${claim}`, signal),
  decideClaim: (id: string, version: number, body: UrgencyDecisionBody): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/urgency-decision`, body, version),
  green: (signal?: AbortSignal): Promise<GreenChannelList> => calls.get<GreenChannelList>('/green-channel', signal),
  convene: (id: string, version: number, body: { text: string; units: { place: string; department: string }[] }): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/experts`, body, version),
  opinion: (id: string, version: number, body: OpinionBody): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/opinion`, body, version),
  decideGroup: (id: string, version: number, body: OpinionBody): Promise<CaseView> => calls.change<CaseView>('POST', `/cases/${at(id)}/experts-decision`, body, version),
  groups: (signal?: AbortSignal): Promise<ExpertGroupList> => calls.get<ExpertGroupList>('/expert-groups', signal),
  // A manager sets it as administration, not as supervision: the one call whose purpose is not its post's.
  setCapacity: (body: CapacityBody): Promise<CapacityBody> => calls.administer<CapacityBody>('/green-channel/capacity', body),
  // A scan as it is; its code, title and pages stand in the address.
  addPaper: async (id: string, version: number, code: string, title: string, pages: number, file: File): Promise<CaseView> => {
    const query = new URLSearchParams({ code, title, pages: String(pages) });
    const response = await send(`/cases/${at(id)}/papers?${query}`, { method: 'POST', file, headers: { ...ownHeaders(), 'if-match': `"${version}"` } });
    return (await response.json()) as CaseView;
  },
};
