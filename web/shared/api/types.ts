// The HTTP contract /api/v1 as TypeScript: one interface a record, flat, so that generate.mjs can write the
// same file from /api/openapi.json.
//
// Units:  days are "YYYY-MM-DD"; ids, codes and decimals are text; a Bi says the same thing twice.
// Absent: a field marked ? may be missing or null; an empty Bi ({zh: "", en: ""}) means "nothing to say".

export interface Bi { zh: string; en: string }
export type Day = string;
export type Lang = 'zh' | 'en';
export type Opt<T> = T | null | undefined;

export interface FieldError { pointer: string; detail: string; code?: Opt<string> }
export interface Problem { type?: Opt<string>; title: string; status: number; code?: Opt<string>; detail?: Opt<string>; errors?: Opt<FieldError[]> }

export interface Region { id: string; title: Bi; parent?: Opt<string>; has_pack?: Opt<boolean> }
export interface Stage { id: string; title: Bi }
export interface Meta {
  version: string; rules_version: string; today: Day; default_region: string; regions: Region[]; stages: Stage[];
  calendar: { first_year: number; last_year: number }; sources_count: number; unconfirmed_sources: number;
}

export interface Option { code: string; label: Bi }
export type FactType = 'boolean' | 'number' | 'date' | 'string' | 'choice' | 'choices' | 'years';
export interface Column {
  name: string; type: FactType; label: Bi; ask?: Opt<Bi>; unit?: Opt<Bi | string>; min?: Opt<string | number>; max?: Opt<string | number>;
  decimals?: Opt<number>; nullable?: Opt<boolean>; null_label?: Opt<Bi>; options?: Opt<Option[]>;
}
export interface Fact {
  id: string; group: string; group_title?: Opt<Bi>; type: FactType; label: Bi; ask: Bi; why: Bi; hint?: Opt<Bi>; unit?: Opt<Bi | string>;
  min?: Opt<string | number>; max?: Opt<string | number>; decimals?: Opt<number>; options?: Opt<Option[]>; columns?: Opt<Column[]>;
  nullable: boolean; null_label?: Opt<Bi>; proof: Option[]; changes: 'nobody' | 'person' | 'employer'; privacy: string;
}
export interface FactList { region: string; facts: Fact[] }

// What a person has answered. null: does not apply. Absent: not known.
export type Scalar = string | boolean | string[] | null;
export type YearRow = Record<string, Scalar>;
export type FactValue = Scalar | Record<string, YearRow>;
export type Facts = Record<string, FactValue>;

export interface Source {
  ref: string; title: Bi; issuer?: Opt<Bi>; number?: Opt<string>; article?: Opt<string>; date?: Opt<string>; url?: Opt<string>;
  checked_on?: Opt<Day>; confidence: 'high' | 'medium' | 'low'; kind: string; what?: Opt<Bi>;
}
export interface NotKnown { kind: string; id: string; at?: Opt<string>; label: Bi; note?: Opt<Bi> }
export interface GivenFact { fact: string; label: Bi; value: Bi }
export interface Condition {
  id: string; label: Bi; value: boolean | null; facts: string[]; given: GivenFact[]; missing: string[]; not_known: NotKnown[]; source?: Opt<Source>;
}
export interface RouteResult { id: string; label: Bi; value: Bi }
export interface FactChange { fact: string; label: Bi; from: Bi; to: Bi; who: string }
export interface Nearest { changes: FactChange[] }
export interface Paper {
  code: string; label: Bi; issuer?: Opt<Bi>; copies?: Opt<number>; valid_months?: Opt<number>; waived?: Opt<boolean>; waivable?: Opt<boolean>; note?: Opt<Bi>;
}
export interface Fee { item: string; label: Bi; amount: string; currency: string; when?: Opt<Bi>; charged?: Opt<boolean>; source?: Opt<Source> }
export interface CountedDay { day: Day; n: number }
export interface SkippedDays { from: Day; to: Day; why: Bi }
export interface Derivation { start: Day; counted: CountedDay[]; skipped: SkippedDays[]; counted_in: Day[]; text: Bi }
export interface LegalLimit { limit: number; unit: string; source?: Opt<Source> }
export interface Clock {
  id: string; label: Bi; who: string; unit: string; limit: number; legal?: Opt<LegalLimit | number>; starts: string; starts_on?: Opt<Day>; due?: Opt<Day>;
  not_known?: Opt<boolean>; derivation?: Opt<Derivation>; note?: Opt<Bi>; source?: Opt<Source>;
}
export interface Authority { code: string; title: Bi }
export interface Remedy { kind?: Opt<string>; label: Bi; source?: Opt<Source> }
export interface Step { who: string; label: Bi }
export type RouteStatus = 'eligible' | 'ineligible' | 'undetermined';
export interface RouteAnswer {
  id: string; title: Bi; summary: Bi; stage: string; kind: string; status: RouteStatus; advice_only: boolean; unverified: boolean;
  conditions: Condition[]; results: RouteResult[]; missing: string[]; may_matter: string[]; not_known: NotKnown[];
  opens_on?: Opt<Day>; opens_why?: Opt<Bi>; nearest: Nearest[]; papers: Paper[]; fees: Fee[]; fee_note?: Opt<Bi>; clocks: Clock[]; doubts: Bi[];
  authorities: Authority[]; next_steps?: Opt<Step[]>; sources: Source[];
}
export interface RegionName { id: string; title: Bi }
export interface Elsewhere { id: string; title: Bi; regions: RegionName[] }
export interface Counts { eligible: number; opens: number; ineligible: number; undetermined: number; advice?: Opt<number> }
export interface PackVersion { id: string; version: string }
export interface Assessment {
  as_of: Day; region: string; rules_version: string; packs: PackVersion[]; counts: Counts; routes: RouteAnswer[];
  not_applicable?: Opt<RegionName[]>; elsewhere: Elsewhere[]; questions: string[];
}
export interface AssessmentRequest { region: string; as_of?: Day; facts: Facts; nearest?: boolean; routes?: string[] }

export interface RouteSummary {
  id: string; title: Bi; summary: Bi; stage: string; kind: string; audience: string; region: string; effective_from?: Opt<Day>;
  advice_only: boolean; unverified: boolean; time?: Opt<{ unit: string; limit: number }>;
}
export interface RouteList { region: string; as_of: Day; routes: RouteSummary[]; elsewhere: Elsewhere[] }
export interface GuideCondition { id: string; label: Bi; source?: Opt<Source>; facts: string[] }
export interface Figure {
  id: string; label: Bi; unit: Bi | string; value?: Opt<string>; year?: Opt<number>; from?: Opt<Day>; unverified: boolean; not_published: boolean;
  note?: Opt<Bi>; source?: Opt<Source>;
}
export interface RouteVersion {
  region: string; effective_from: Day; effective_to?: Opt<Day>; precision: string; current: boolean; withdrawn: boolean; summary?: Opt<Bi>; sources: Source[];
}
export interface Validity { label: Bi; source?: Opt<Source> }
export interface Guide {
  id: string; title: Bi; summary: Bi; stage: string; kind: string; audience: string; region: string; as_of: Day; rules_version?: Opt<string>;
  effective_from?: Opt<Day>; effective_from_precision?: Opt<string>; effective_to?: Opt<Day>; advice_only: boolean; unverified: boolean;
  not_known?: Opt<NotKnown[]>; conditions: GuideCondition[]; parameters: Figure[]; papers: Paper[]; fees: Fee[]; fee_note?: Opt<Bi>; clocks: Clock[];
  validity?: Opt<Bi | Validity[]>; authorities: Authority[]; remedies: (Bi | Remedy)[]; final_note?: Opt<Bi>; doubts: Bi[]; next_steps?: Opt<Step[]>;
  versions: RouteVersion[]; sources: Source[];
}

export interface QuestionRequest { region: string; as_of?: Day; facts: Facts; skipped: string[]; stages?: string[]; routes?: string[] }
export interface Question { fact: Fact; year?: Opt<number>; years?: Opt<number[]>; route_ids: string[]; routes: Bi[] }
export interface QuestionAnswer { question?: Opt<Question>; at_most: number; answered: number; form_size: number; known: GivenFact[] }

export interface PlanRequest { region: string; as_of?: Day; facts: Facts; title?: string; chosen: string[]; starts?: Record<string, Day> }
export type TaskKind = 'todo' | 'deadline' | 'opens' | 'uncertain' | 'result';
export interface Task {
  date?: Opt<Day>; until?: Opt<Day>; kind: TaskKind; who: string; title: Bi; detail: Bi; route: string; source?: Opt<Source>;
}
export interface PlanChange { route: string; title: Bi; was: string; now: string; why: Bi }
export interface Plan {
  code: string; created_at: string; version: number | string; region: string; as_of: Day; rules_version: string; packs: PackVersion[]; title: string;
  chosen: string[]; assessment: Assessment; tasks: Task[]; changes: PlanChange[]; rules_changed: boolean; facts: Facts;
}
