// The HTTP contract /api/v1 as the pages name it. types.generated.ts is the contract, written out of
// api/openapi.json (`npm run generate`); here stand shorter names, and what a JSON schema does not say.
//
// Units:  days are "YYYY-MM-DD"; ids, codes and decimals are text; a Bi says the same thing twice.
// Absent: a field marked ? may be missing or null; an empty text means "nothing to say".
import type {
  AssessmentRequest as AnyAssessmentRequest, Bilingual, PlanRequest as AnyPlanRequest, PlanView, QuestionRequest as AnyQuestionRequest,
} from './types.generated';

export type {
  Assessment, Change, Counts, Elsewhere, FactList, GivenFact, Guide, Meta, Nearest, NotKnown, PlanChanges, Problem, Question, QuestionAnswer,
  RouteAnswer, RouteList, RouteSummary, Task,
} from './types.generated';
export type {
  AuthorityView as Authority, ClockView as Clock, ColumnView as Column, ConditionView as Condition, DerivationView as Derivation, FactView as Fact,
  FeeView as Fee, FigureView as Figure, OptionView as Option, PaperView as Paper, RegionInfo as Region, SourceView as Source, VersionView as RouteVersion,
} from './types.generated';

export type Bi = Bilingual;
export type Day = string;
export type Lang = 'zh' | 'en';
export type Opt<T> = T | null | undefined;

// What a person has answered. null: does not apply. Absent: not known.
export type Scalar = string | boolean | string[] | null;
export type YearRow = Record<string, Scalar>;
export type FactValue = Scalar | Record<string, YearRow>;
export type Facts = Record<string, FactValue>;

type WithFacts<T> = Omit<T, 'facts'> & { facts: Facts };
export type AssessmentRequest = WithFacts<AnyAssessmentRequest>;
export type QuestionRequest = WithFacts<AnyQuestionRequest>;
export type PlanRequest = WithFacts<AnyPlanRequest>;
export type Plan = WithFacts<PlanView>;
