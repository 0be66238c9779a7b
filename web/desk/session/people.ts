// Persons, employers and plans for persons, as the server keeps them.
import type { Assessment } from '@shared/api/types';
import type {
  DecisionBody, DuplicateList, EmployerList, EmployerView, FactsBody, PersonBody, PersonList, PersonPlanChanges, PersonPlanList, PersonPlanView, PersonView,
  RelationBody, Timeline,
} from '@shared/api/types.generated';
import { calls } from './api';

const at = (id: string): string => encodeURIComponent(id);

export const people = {
  search: (query: string, signal?: AbortSignal): Promise<PersonList> => calls.get<PersonList>(`/people${query ? `?search=${encodeURIComponent(query)}` : ''}`, signal),
  alike: (body: PersonBody): Promise<DuplicateList> => calls.change<DuplicateList>('POST', '/people-alike', body),
  register: (body: PersonBody): Promise<PersonView> => calls.change<PersonView>('POST', '/people', body),
  read: (id: string, signal?: AbortSignal): Promise<PersonView> => calls.get<PersonView>(`/people/${at(id)}`, signal),
  change: (id: string, version: number, body: PersonBody): Promise<PersonView> => calls.change<PersonView>('PATCH', `/people/${at(id)}`, body, version),
  addFacts: (id: string, version: number, body: FactsBody): Promise<PersonView> => calls.change<PersonView>('POST', `/people/${at(id)}/facts`, body, version),
  decide: (id: string, version: number, fact: string, body: DecisionBody): Promise<PersonView> =>
    calls.change<PersonView>('POST', `/people/${at(id)}/facts/${at(fact)}/decision`, body, version),
  relate: (id: string, body: RelationBody): Promise<PersonView> => calls.change<PersonView>('POST', `/people/${at(id)}/relations`, body),
  duplicates: (id: string, signal?: AbortSignal): Promise<DuplicateList> => calls.get<DuplicateList>(`/people/${at(id)}/duplicates`, signal),
  timeline: (id: string, signal?: AbortSignal): Promise<Timeline> => calls.get<Timeline>(`/people/${at(id)}/timeline`, signal),
  employers: (query: string, signal?: AbortSignal): Promise<EmployerList> => calls.get<EmployerList>(`/employers${query ? `?search=${encodeURIComponent(query)}` : ''}`, signal),
  employer: (id: string, signal?: AbortSignal): Promise<EmployerView> => calls.get<EmployerView>(`/employers/${at(id)}`, signal),
};

export const personPlans = {
  of: (person: string, signal?: AbortSignal): Promise<PersonPlanList> => calls.get<PersonPlanList>(`/people/${at(person)}/plans`, signal),
  inStage: (stage: string, signal?: AbortSignal): Promise<PersonPlanList> => calls.get<PersonPlanList>(`/person-plans?stage=${stage}`, signal),
  draft: (person: string): Promise<PersonPlanView> => calls.change<PersonPlanView>('POST', `/people/${at(person)}/plans`, {}),
  read: (id: string, signal?: AbortSignal): Promise<PersonPlanView> => calls.get<PersonPlanView>(`/person-plans/${at(id)}`, signal),
  comparison: (id: string, signal?: AbortSignal): Promise<Assessment> => calls.get<Assessment>(`/person-plans/${at(id)}/comparison`, signal),
  edit: (id: string, version: number, body: PersonPlanChanges): Promise<PersonPlanView> => calls.change<PersonPlanView>('PATCH', `/person-plans/${at(id)}`, body, version),
  command: (id: string, version: number, verb: 'propose' | 'approve' | 'withdraw'): Promise<PersonPlanView> =>
    calls.change<PersonPlanView>('POST', `/person-plans/${at(id)}/${verb}`, undefined, version),
  sendBack: (id: string, version: number, reason: string): Promise<PersonPlanView> => calls.change<PersonPlanView>('POST', `/person-plans/${at(id)}/send-back`, { reason }, version),
  confirm: (id: string, version: number, body: { route: string; authority: string; document_number: string; on: string }): Promise<PersonPlanView> =>
    calls.change<PersonPlanView>('POST', `/person-plans/${at(id)}/confirm`, body, version),
};
