// Written by generate.mjs from Gangway. Do not edit.

export interface AccountLink {
  account: string;
}

export interface AccountView {
  id: string;
  kind: "staff" | "public";
  login: string;
  name: string;
}

export interface AgentBody {
  account: string;
  since: string;
  until?: string | null;
}

export interface AgentView {
  account: Colleague;
  revoked_at?: string | null;
  since: string;
  until?: string | null;
}

export interface AnswerTaken {
  effect: string;
}

export interface AppointmentStatus {
  code: string;
  day: string;
  displacement: "none" | "to_be_told" | "told";
  end: string;
  expires_at?: string | null;
  name: string;
  people: number;
  place: string;
  place_name?: Bilingual | null;
  service: string;
  service_name?: Bilingual | null;
  stage: "held" | "booked" | "arrived" | "called" | "serving" | "done" | "no_show" | "cancelled" | "expired";
  start: string;
  ticket?: string | null;
  version: number;
  windows: WindowName[];
}

export interface AppointmentView {
  booker: "public" | "staff";
  case_id?: string | null;
  contact: string;
  id: string;
  language: string;
  needs: string;
  note: string;
  person?: string | null;
  request?: string | null;
  status: AppointmentStatus;
  urgent: boolean;
}

export interface Assessment {
  as_of: string;
  counts: Counts;
  elsewhere: Elsewhere[];
  not_applicable: RegionName[];
  packs: PackVersion[];
  questions: string[];
  region: string;
  routes: RouteAnswer[];
  rules_version: string;
}

export interface AssessmentRequest {
  as_of?: string | null;
  facts: unknown;
  nearest?: boolean | null | null;
  region: string;
  routes?: string[] | null;
}

export interface AuthorityView {
  code: string;
  title?: Bilingual | null;
}

export interface Bilingual {
  en: string;
  zh: string;
}

export interface CalendarInfo {
  first_year: number;
  last_year: number;
}

export interface CallView {
  at: string;
  by: Colleague;
  result: "content" | "not_content" | "not_reached";
}

export interface CalledView {
  ticket?: TicketView | null;
}

export interface CapacityBody {
  department: string;
  per_day: number;
  place: string;
}

export interface CaseBranchView {
  asked: string[];
  decided_at?: string | null;
  id: string;
  issued?: Issued | null;
  reason: string;
  sent_at?: string | null;
  stage: "waiting" | "to_send" | "sent" | "received" | "supplement_asked" | "approved" | "refused" | "revoked" | "withdrawn";
  system: string;
  title?: Bilingual | null;
  unit: UnitView;
  waits_for?: string | null;
}

export interface CaseClaimView {
  claimed_at: string;
  claimed_by: Colleague;
  decided_at?: string | null;
  decided_by?: Colleague | null;
  free_text: boolean;
  granted: boolean;
  ground: string;
  ground_label?: Bilingual | null;
  latest_safe: string;
  number: number;
  proof: string;
  reason: string;
  words: string;
}

export interface CaseClockView {
  counted: CountedDayView[];
  due?: string | null;
  due_if_resumed?: string | null;
  kind: string;
  label?: Bilingual | null;
  limit?: number | null;
  skipped: SkippedRangeView[];
  slack?: number | null;
  source: string;
  started?: string | null;
  text?: Bilingual | null;
  unit: string;
}

export interface CaseCommandBody {
  branch?: string | null;
  contact?: string | null;
  defects?: Defect[] | null;
  document?: string | null;
  employer_name?: string | null;
  facts?: unknown | null;
  name?: string | null;
  resolution?: "settled" | "keep" | "take_new" | "send_again" | null;
  task?: number | null;
  text?: string | null;
}

export interface CaseEventView {
  at: string;
  by?: Colleague | null;
  kind: string;
  text?: Bilingual | null;
}

export interface CaseGroupView {
  convened_at: string;
  convenor: Colleague;
  decided_at?: string | null;
  decision: string;
  hours: number;
  minutes: CaseMinuteView[];
  number: number;
  opinions: number;
  opinions_needed: number;
  outcome?: "agree" | "agree_with_conditions" | "disagree" | null;
  question: string;
  seats: CaseSeatView[];
}

export interface CaseIdentityView {
  at: string;
  by: Colleague;
  document: string;
}

export interface CaseJointView {
  all_approved: boolean;
  names_agree: boolean;
  no_open_task: boolean;
  numbers_stand: boolean;
  open: boolean;
  passports_agree: boolean;
  start_days_agree: boolean;
}

export interface CaseLinks {
  appointment?: string | null;
  employer?: string | null;
  person?: string | null;
  plan?: string | null;
  request?: string | null;
}

export interface CaseList {
  cases: CaseRowView[];
  count: number;
  next: string;
}

export interface CaseMinuteView {
  at: string;
  by: Colleague;
  kind: "convened" | "opinion" | "dissent" | "decided";
  unit?: UnitView | null;
}

export interface CaseNextView {
  text?: Bilingual | null;
  unit?: UnitView | null;
  what: "complete" | "look_through" | "answer_notice" | "send" | "decide" | "supplement" | "clear_up" | "hand_over" | "tell" | "close" | "nothing";
}

export interface CaseNoteView {
  at: string;
  by?: Colleague | null;
  text: string;
}

export interface CasePaperView {
  bytes: number;
  code: string;
  id: string;
  label?: Bilingual | null;
  media_type: string;
  pages: number;
  received_at: string;
  received_by?: Colleague | null;
  title: string;
}

export interface CasePauseView {
  branch: string;
  from: string;
  resumed?: string | null;
}

export interface CaseReceiptView {
  code: string;
  date: string;
  decides: UnitView[];
  due?: string | null;
  due_text?: Bilingual | null;
  number: string;
  papers: Bilingual[];
  place: UnitView;
}

export interface CaseRequiredPaper {
  code: string;
  label?: Bilingual | null;
  there: boolean;
}

export interface CaseRowView {
  changed_at: string;
  code: string;
  due?: string | null;
  group: "overdue" | "today" | "at_risk" | "on_track" | "paused";
  handler?: Colleague | null;
  id: string;
  name: string;
  next: CaseNextView;
  owner: Colleague;
  route: string;
  slack?: number | null;
  stage: "draft" | "submitted" | "notice_given" | "accepted" | "in_progress" | "ready_for_hand_over" | "handed_over" | "refused" | "withdrawn" | "closed";
  title?: Bilingual | null;
  unit: UnitView;
  urgent: boolean;
  version: number;
}

export interface CaseSeatView {
  at?: string | null;
  by?: Colleague | null;
  text: string;
  unit: UnitView;
  verdict?: "agree" | "agree_with_conditions" | "disagree" | null;
}

export interface CaseStatus {
  asked: string[];
  branches: CaseStep[];
  clocks: CaseClockView[];
  code: string;
  due?: string | null;
  facts?: unknown | null;
  history: CaseEventView[];
  name?: string | null;
  next: CaseNextView;
  notice: Defect[];
  opened_at: string;
  owner: string;
  papers: CasePaperView[];
  paused: boolean;
  pauses: CasePauseView[];
  receipt?: CaseReceiptView | null;
  refusal: string;
  remedies: Bilingual[];
  required: CaseRequiredPaper[];
  route: string;
  stage: "draft" | "submitted" | "notice_given" | "accepted" | "in_progress" | "ready_for_hand_over" | "handed_over" | "refused" | "withdrawn" | "closed";
  title?: Bilingual | null;
  unit: UnitView;
  version: number;
}

export interface CaseStep {
  decided_at?: string | null;
  stage: "waiting" | "to_send" | "sent" | "received" | "supplement_asked" | "approved" | "refused" | "revoked" | "withdrawn";
  title?: Bilingual | null;
  unit: UnitView;
}

export interface CaseTaskView {
  branch?: string | null;
  candidate?: Issued | null;
  decided_at: string;
  due?: string | null;
  kind: "mismatch" | "double_answer" | "revoked" | "unexpected" | "after_end";
  number: number;
  opened_at: string;
  reason: string;
  resolution?: "settled" | "keep" | "take_new" | "send_again" | null;
  resolved_at?: string | null;
  resolved_by?: Colleague | null;
  unit: UnitView;
  verdict: "received" | "supplement_asked" | "approved" | "refused" | "revoked";
}

export interface CaseTimes {
  accepted_at?: string | null;
  changed_at: string;
  closed_at?: string | null;
  ended_at?: string | null;
  notice_at?: string | null;
  opened_at: string;
  submitted_at?: string | null;
  told_at?: string | null;
}

export interface CaseView {
  act_by?: string | null;
  branches: CaseBranchView[];
  channel: "counter" | "online";
  claims: CaseClaimView[];
  clocks: CaseClockView[];
  code: string;
  collection?: CaseIdentityView | null;
  contact: string;
  due?: string | null;
  employer_name: string;
  facts: unknown;
  group: "overdue" | "today" | "at_risk" | "on_track" | "paused";
  groups: CaseGroupView[];
  handler?: Colleague | null;
  history: CaseEventView[];
  id: string;
  intake?: CaseIdentityView | null;
  joint: CaseJointView;
  language: string;
  links: CaseLinks;
  name: string;
  needed: number;
  next: CaseNextView;
  notes: CaseNoteView[];
  notice: Defect[];
  owner: Colleague;
  papers: CasePaperView[];
  paused: boolean;
  pauses: CasePauseView[];
  receipt?: CaseReceiptView | null;
  refusal: string;
  region: string;
  remedies: Bilingual[];
  required: CaseRequiredPaper[];
  route: string;
  slack?: number | null;
  stage: "draft" | "submitted" | "notice_given" | "accepted" | "in_progress" | "ready_for_hand_over" | "handed_over" | "refused" | "withdrawn" | "closed";
  tasks: CaseTaskView[];
  times: CaseTimes;
  title?: Bilingual | null;
  unit: UnitView;
  urgent_until?: string | null;
  version: number;
  why?: Bilingual | null;
}

export interface Change {
  now: "eligible" | "ineligible" | "undetermined" | "not_listed";
  route: string;
  title?: Bilingual | null;
  was: "eligible" | "ineligible" | "undetermined" | "not_listed";
  why?: Bilingual | null;
}

export interface ChangesView {
  expires_at: string;
  now: string;
  position: number;
}

export interface ClockView {
  compare: boolean;
  derivation?: DerivationView | null;
  due?: string | null;
  id: string;
  label?: Bilingual | null;
  legal?: LegalView | null;
  limit: number;
  not_known: boolean;
  note?: Bilingual | null;
  source?: SourceView | null;
  starts: string;
  starts_on?: string | null;
  unit: string;
  who: string;
}

export interface Colleague {
  account: string;
  name: string;
}

export interface ColumnView {
  ask?: Bilingual | null;
  decimals: number;
  label?: Bilingual | null;
  max?: string | null;
  min?: string | null;
  name: string;
  null_label?: Bilingual | null;
  nullable: boolean;
  options: OptionView[];
  type: string;
  unit: string;
}

export interface CommandBody {
  owner?: string | null;
  result?: "content" | "not_content" | "not_reached" | null;
  text?: string | null;
  to?: Unit | null;
}

export interface ConditionView {
  facts: string[];
  given: GivenFact[];
  id: string;
  label?: Bilingual | null;
  missing: string[];
  not_known: NotKnown[];
  source?: SourceView | null;
  value?: boolean | null | null;
}

export interface ConfirmationBody {
  authority: string;
  document_number: string;
  on: string;
  route: string;
}

export interface ConfirmationView {
  at: string;
  authority: string;
  by: Colleague;
  document_number: string;
  on: string;
}

export interface ConveneBody {
  text: string;
  units: Unit[];
}

export interface CountedDay {
  day: string;
  n: number;
}

export interface CountedDayView {
  day: string;
  makeup: boolean;
  n: number;
}

export interface Counts {
  advice: number;
  eligible: number;
  ineligible: number;
  opens: number;
  undetermined: number;
}

export interface DecisionBody {
  reason: string;
  value: unknown;
}

export interface Defect {
  code: string;
  text: string;
}

export interface DelayedView {
  code: string;
  days: number;
  id: string;
  name: string;
  slack_left?: number | null;
}

export interface Department {
  code: string;
  name?: Bilingual | null;
  place: string;
}

export interface DerivationView {
  counted: CountedDay[];
  counted_in: string[];
  skipped: SkippedDays[];
  start: string;
  text?: Bilingual | null;
}

export interface Document {
  country: string;
  from?: string | null;
  kind: string;
  number: string;
  until?: string | null;
}

export interface DuplicateList {
  duplicates: DuplicateView[];
}

export interface DuplicateView {
  person: PersonSummary;
  why: ("same_document" | "same_name_and_birth" | "swapped_day_and_month" | "one_name_and_birth")[];
}

export interface EffectsView {
  ahead: number;
  count: number;
  delayed: DelayedView[];
  late: number;
  per_day: number;
  version: string;
}

export interface Elsewhere {
  id: string;
  regions: RegionName[];
  title?: Bilingual | null;
}

export interface EmployeeView {
  granted_until?: string | null;
  name: string;
  person: string;
  since: string;
  until?: string | null;
}

export interface EmployerBody {
  credit_code: string;
  facts?: unknown | null;
  name?: Bilingual | null;
}

export interface EmployerList {
  employers: EmployerSummary[];
}

export interface EmployerSummary {
  credit_code: string;
  id: string;
  name?: Bilingual | null;
  place?: Bilingual | null;
}

export interface EmployerView {
  agents: AgentView[];
  credit_code: string;
  facts: unknown;
  id: string;
  name?: Bilingual | null;
  people: EmployeeView[];
  place?: Bilingual | null;
  version: number;
}

export interface EmploymentBody {
  granted_until?: string | null;
  person: string;
  since: string;
  until?: string | null;
}

export interface EmploymentView {
  employer: string;
  granted_until?: string | null;
  name?: Bilingual | null;
  since: string;
  until?: string | null;
}

export interface Envelope {
  body: unknown;
  from: string;
  id: string;
  in_reply_to: string;
  kind: string;
  sent_at: string;
  to: string;
}

export interface Exception {
  day: string;
  hours: Span[];
  reason?: Bilingual | null;
  window?: string | null;
}

export interface ExpertGroupList {
  count: number;
  groups: ExpertGroupRow[];
}

export interface ExpertGroupRow {
  file: CaseRowView;
  group: CaseGroupView;
}

export interface FactBody {
  fact: string;
  kind: "self_stated" | "paper" | "register" | "officer";
  observed?: string | null;
  page?: string | null;
  paper?: string | null;
  value: unknown;
}

export interface FactChange {
  fact: string;
  from?: Bilingual | null;
  label?: Bilingual | null;
  to?: Bilingual | null;
  who: string;
}

export interface FactDecisionView {
  at: string;
  by: Colleague;
  reason: string;
  text?: Bilingual | null;
}

export interface FactList {
  facts: FactView[];
  region: string;
}

export interface FactStateView {
  agreement: "single" | "agreed" | "decided" | "conflict";
  decision?: FactDecisionView | null;
  fact: string;
  label?: Bilingual | null;
  present: FactValueView[];
  text?: Bilingual | null;
  value: unknown;
  verified: boolean;
}

export interface FactValueView {
  at: string;
  by?: Colleague | null;
  kind: "self_stated" | "paper" | "register" | "officer";
  observed?: string | null;
  page: string;
  paper: string;
  text?: Bilingual | null;
  value: unknown;
}

export interface FactView {
  ask?: Bilingual | null;
  changes: string;
  columns: ColumnView[];
  decimals: number;
  group: string;
  group_title?: Bilingual | null;
  hint?: Bilingual | null;
  id: string;
  label?: Bilingual | null;
  max?: string | null;
  min?: string | null;
  null_label?: Bilingual | null;
  nullable: boolean;
  options: OptionView[];
  privacy: string;
  proof: OptionView[];
  type: string;
  unit: string;
  why?: Bilingual | null;
}

export interface FactsBody {
  facts: FactBody[];
}

export interface FeeView {
  amount: string;
  charged?: boolean | null | null;
  currency: string;
  item: string;
  label?: Bilingual | null;
  source?: SourceView | null;
}

export interface FigureView {
  from?: string | null;
  id: string;
  label?: Bilingual | null;
  not_published: boolean;
  note?: Bilingual | null;
  source?: SourceView | null;
  unit?: Bilingual | null;
  unverified: boolean;
  value: string;
  year?: number | null;
}

export interface GateView {
  answered: boolean;
  days_needed: number;
  days_not_reached: number;
  no_offer_open: boolean;
  open: boolean;
  reached: boolean;
}

export interface GivenFact {
  fact: string;
  label?: Bilingual | null;
  value?: Bilingual | null;
}

export interface GreenChannelList {
  claims: GreenChannelRow[];
  count: number;
}

export interface GreenChannelRow {
  claim: CaseClaimView;
  file: CaseRowView;
  workdays_left?: number | null;
}

export interface Guide {
  advice_only: boolean;
  as_of: string;
  audience: string;
  authorities: AuthorityView[];
  clocks: ClockView[];
  conditions: ConditionView[];
  doubts: Bilingual[];
  effective_from?: string | null;
  effective_to?: string | null;
  fee_note?: Bilingual | null;
  fees: FeeView[];
  final_note?: Bilingual | null;
  id: string;
  kind: string;
  next_steps: StepView[];
  not_known: NotKnown[];
  papers: PaperView[];
  parameters: FigureView[];
  place: string;
  precision: string;
  region: string;
  remedies: RemedyView[];
  rules_version: string;
  sources: SourceView[];
  stage: string;
  summary?: Bilingual | null;
  title?: Bilingual | null;
  unverified: boolean;
  validity: ValidityView[];
  versions: VersionView[];
}

export interface HallCalendar {
  appointments: AppointmentView[];
  day: string;
  open: boolean;
  place: string;
  reason?: Bilingual | null;
  step_minutes: number;
  to_be_told: AppointmentView[];
  windows: WindowPlan[];
}

export interface HallServices {
  days_ahead: number;
  most_people: number;
  place: string;
  place_name?: Bilingual | null;
  services: Service[];
}

export interface Health {
  rules_version: string;
  status: string;
  today: string;
  version: string;
}

export interface Issued {
  document_number: string;
  from?: string | null;
  name: string;
  passport: string;
  until?: string | null;
}

export interface Judgement {
  condition: string;
  opinion: "agree" | "disagree";
  reason: string;
}

export interface LegalView {
  limit: number;
  source?: SourceView | null;
  unit: string;
}

export interface LimitView {
  note?: Bilingual | null;
  source: string;
  unverified: boolean;
  workdays: number;
}

export interface Meta {
  calendar: CalendarInfo;
  default_region: string;
  demonstration: boolean;
  regions: RegionInfo[];
  rules_version: string;
  sources_count: number;
  stages: StageInfo[];
  today: string;
  unconfirmed_sources: number;
  version: string;
}

export interface MoveBody {
  day: string;
  start: string;
  window?: string | null;
}

export interface NameView {
  chinese: string;
  given: string;
  other: string;
  reading: string;
  surname: string;
}

export interface NamesBody {
  chinese?: string | null;
  given?: string | null;
  other?: string | null;
  surname?: string | null;
}

export interface Nearest {
  changes: FactChange[];
}

export interface NewApplicationBody {
  contact?: string | null;
  employer_name?: string | null;
  facts?: unknown | null;
  language: string;
  name?: string | null;
  region: string;
  route: string;
}

export interface NewAppointment {
  contact?: string | null;
  day: string;
  language?: string | null;
  name: string;
  needs?: string | null;
  note?: string | null;
  people?: number | null;
  place: string;
  service: string;
  start: string;
}

export interface NewCaseBody {
  appointment?: string | null;
  contact?: string | null;
  employer?: string | null;
  employer_name?: string | null;
  facts?: unknown | null;
  language: string;
  name: string;
  person?: string | null;
  plan?: string | null;
  region?: string | null;
  request?: string | null;
  route: string;
}

export interface NewDeskAppointment {
  appointment: NewAppointment;
  case_id?: string | null;
  person?: string | null;
  request?: string | null;
  urgent?: boolean | null | null;
  window?: string | null;
}

export interface NewPassword {
  old_password: string;
  password: string;
}

export interface NewPersonPlan {
  as_of?: string | null;
  region?: string | null;
}

export interface NewRequestBody {
  channel: "hotline12367" | "hotline12345" | "official_account" | "web" | "window" | "email" | "liaison_point";
  complained_of?: string | null;
  contact?: string | null;
  kind: "question" | "help" | "complaint";
  language: string;
  name?: string | null;
  question: string;
}

export interface NewTicket {
  case_id?: string | null;
  language?: string | null;
  place: string;
  service: string;
  urgent?: boolean | null | null;
}

export interface NotKnown {
  at: string;
  id: string;
  kind: string;
  label?: Bilingual | null;
  note?: Bilingual | null;
}

export interface NoteView {
  at: string;
  by: Colleague;
  text: string;
}

export interface OfferView {
  at: string;
  by: Colleague;
  to: UnitView;
}

export interface Opening {
  exceptions: Exception[];
  makeup_days: Span[];
  services: Service[];
  settings: Settings;
  weekly: Weekly[];
  windows: Window[];
}

export interface OpeningView {
  displaced: string[];
  opening: Opening;
  place: string;
  version: number;
}

export interface OpinionBody {
  group: number;
  text: string;
  verdict: "agree" | "agree_with_conditions" | "disagree";
}

export interface OptionChange {
  choice: "open" | "chosen" | "set_aside";
  judgements: Judgement[];
  reason: string;
  route: string;
}

export interface OptionView {
  code: string;
  label?: Bilingual | null;
}

export interface OwnEmployee {
  granted_until: string;
  name: NameView;
  permits: Permit[];
  person: string;
}

export interface OwnFirm {
  employer: string;
  name?: Bilingual | null;
  people: OwnEmployee[];
}

export interface OwnFirms {
  firms: OwnFirm[];
}

export interface PackVersion {
  id: string;
  version: string;
}

export interface PaperView {
  code: string;
  copies: number;
  issuer?: Bilingual | null;
  label?: Bilingual | null;
  note?: Bilingual | null;
  valid_months?: number | null;
  waivable: boolean;
  waived?: boolean | null | null;
}

export interface Permit {
  authority: string;
  from?: string | null;
  kind: string;
  number: string;
  route: string;
  until?: string | null;
}

export interface PersonBody {
  birth_date?: string | null;
  documents?: Document[] | null;
  email?: string | null;
  languages?: string[] | null;
  names?: NamesBody | null;
  nationality?: string | null;
  permits?: Permit[] | null;
  telephone?: string | null;
}

export interface PersonList {
  count: number;
  people: PersonSummary[];
}

export interface PersonPlanChanges {
  options?: OptionChange[] | null;
  solution?: string | null;
}

export interface PersonPlanList {
  plans: PersonPlanView[];
}

export interface PersonPlanView {
  approved_at?: string | null;
  approved_by?: Colleague | null;
  as_of: string;
  drafted_at: string;
  drafted_by: Colleague;
  id: string;
  options: PlanOptionView[];
  person: string;
  place?: Bilingual | null;
  region: string;
  returned: string;
  rules_changed: boolean;
  rules_version: string;
  solution: string;
  stage: "draft" | "proposed" | "approved" | "withdrawn";
  version: number;
}

export interface PersonSummary {
  birth_date?: string | null;
  id: string;
  name: NameView;
  nationality: string;
  number_ends: string;
  place?: Bilingual | null;
}

export interface PersonView {
  birth_date?: string | null;
  documents: Document[];
  email: string;
  employers: EmploymentView[];
  facts: FactStateView[];
  has_account: boolean;
  id: string;
  languages: string[];
  name: NameView;
  nationality: string;
  permits: Permit[];
  place?: Bilingual | null;
  relations: RelationView[];
  telephone: string;
  version: number;
}

export interface Place {
  id: string;
  kind: "national" | "municipal" | "district" | "centre" | "social_station" | "immigrant_station" | "point" | "liaison_point";
  name?: Bilingual | null;
  parent?: string | null;
  path: string;
  region: string;
}

export interface PlaceList {
  departments: Department[];
  halls: string[];
  places: Place[];
}

export interface PlanChanges {
  chosen?: string[] | null;
  done?: string[] | null;
  notes?: string | null;
  starts?: Record<string, string> | null;
  title?: string | null;
}

export interface PlanOptionView {
  advice_only: boolean;
  choice: "open" | "chosen" | "set_aside";
  confirmation?: ConfirmationView | null;
  judgements: Judgement[];
  may_apply: boolean;
  not_yet?: Bilingual | null;
  reason: string;
  route: string;
  status: "eligible" | "ineligible" | "undetermined";
  title?: Bilingual | null;
}

export interface PlanRequest {
  as_of?: string | null;
  chosen: string[];
  done?: string[] | null;
  facts: unknown;
  notes?: string | null;
  region: string;
  starts?: Record<string, string> | null;
  title?: string | null;
}

export interface PlanView {
  as_of: string;
  assessment: Assessment;
  changed_at: string;
  changes: Change[];
  chosen: string[];
  code: string;
  compared_on: string;
  created_at: string;
  facts: unknown;
  notes: string;
  packs: PackVersion[];
  region: string;
  rules_changed: boolean;
  rules_version: string;
  starts: Record<string, string>;
  tasks: Task[];
  title: string;
  version: number;
}

export interface PostChoice {
  post: string;
}

export interface PostView {
  department: string;
  id: string;
  place: string;
  place_name?: Bilingual | null;
  role: "applicant" | "employer_agent" | "hotline_agent" | "window_clerk" | "helper" | "officer" | "centre_manager" | "supervisor" | "policy_editor" | "auditor" | "administrator";
  until?: string | null;
}

export interface Problem {
  code?: string | null;
  detail?: string | null;
  errors?: ({ code?: string | null; detail?: string | null; pointer?: string | null })[] | null;
  status?: number | null;
  title?: string | null;
  type?: string | null;
}

export interface Question {
  fact: FactView;
  route_ids: string[];
  routes: Bilingual[];
  years: number[];
}

export interface QuestionAnswer {
  answered: number;
  at_most: number;
  form_size: number;
  known: GivenFact[];
  question?: Question | null;
}

export interface QuestionRequest {
  as_of?: string | null;
  facts: unknown;
  region: string;
  routes?: string[] | null;
  skipped?: string[] | null;
  stages?: string[] | null;
}

export interface QueueView {
  day: string;
  place: string;
  tickets: TicketView[];
}

export interface RegionInfo {
  has_pack: boolean;
  id: string;
  parent: string;
  title?: Bilingual | null;
}

export interface RegionName {
  id: string;
  title?: Bilingual | null;
}

export interface RelationBody {
  kinship: "spouse" | "child" | "parent" | "sibling" | "domestic_helper" | "employer_of_helper";
  person: string;
  until?: string | null;
}

export interface RelationView {
  kinship: "spouse" | "child" | "parent" | "sibling" | "domestic_helper" | "employer_of_helper";
  name: string;
  person: string;
  until?: string | null;
}

export interface RemedyView {
  kind: string;
  label?: Bilingual | null;
  source?: SourceView | null;
}

export interface RequestList {
  count: number;
  requests: RequestView[];
}

export interface RequestStatus {
  answer: string;
  code: string;
  complaint: string;
  due?: string | null;
  due_text?: Bilingual | null;
  grade?: "very_satisfied" | "satisfied" | "basically_satisfied" | "dissatisfied" | "very_dissatisfied" | null;
  kind: "question" | "help" | "complaint";
  limit: LimitView;
  may_review: boolean;
  next?: Bilingual | null;
  owner: string;
  question: string;
  received_at: string;
  reopened: number;
  review: string;
  stage: "handling" | "answered" | "closed";
  unit: UnitView;
}

export interface RequestView {
  about?: string | null;
  answer: string;
  answered_at?: string | null;
  calls: CallView[];
  channel: "hotline12367" | "hotline12345" | "official_account" | "web" | "window" | "email" | "liaison_point";
  closed_at?: string | null;
  code: string;
  complained_of?: Colleague | null;
  contact: string;
  due?: string | null;
  due_text?: Bilingual | null;
  ending?: "content" | "not_reached" | null;
  escalated: boolean;
  gate: GateView;
  grade?: "very_satisfied" | "satisfied" | "basically_satisfied" | "dissatisfied" | "very_dissatisfied" | null;
  handler?: Colleague | null;
  id: string;
  kind: "question" | "help" | "complaint";
  language: string;
  limit: LimitView;
  name: string;
  notes: NoteView[];
  offer?: OfferView | null;
  owner: Colleague;
  question: string;
  received_at: string;
  refused_by: UnitView[];
  reopened: number;
  review: string;
  slack?: number | null;
  stage: "handling" | "answered" | "closed";
  unit: UnitView;
  version: number;
}

export interface ResultView {
  id: string;
  label?: Bilingual | null;
  value?: Bilingual | null;
}

export interface ReviewBody {
  grade: "very_satisfied" | "satisfied" | "basically_satisfied" | "dissatisfied" | "very_dissatisfied";
  text?: string | null;
}

export interface RouteAnswer {
  advice_only: boolean;
  audience: string;
  authorities: AuthorityView[];
  clocks: ClockView[];
  conditions: ConditionView[];
  doubts: Bilingual[];
  effective_from?: string | null;
  fee_note?: Bilingual | null;
  fees: FeeView[];
  final_note?: Bilingual | null;
  id: string;
  kind: string;
  may_matter: string[];
  missing: string[];
  nearest: Nearest[];
  next_steps: StepView[];
  not_known: NotKnown[];
  opens_on?: string | null;
  papers: PaperView[];
  region: string;
  remedies: RemedyView[];
  results: ResultView[];
  sources: SourceView[];
  stage: string;
  status: "eligible" | "ineligible" | "undetermined";
  summary?: Bilingual | null;
  title?: Bilingual | null;
  unverified: boolean;
}

export interface RouteList {
  as_of: string;
  elsewhere: Elsewhere[];
  region: string;
  routes: RouteSummary[];
  rules_version: string;
}

export interface RouteSummary {
  advice_only: boolean;
  audience: string;
  effective_from?: string | null;
  id: string;
  kind: string;
  region: string;
  stage: string;
  summary?: Bilingual | null;
  time?: ClockView | null;
  title?: Bilingual | null;
  unverified: boolean;
}

export interface SendBackBody {
  reason: string;
}

export interface Service {
  code: string;
  letter: string;
  minutes: number;
  name?: Bilingual | null;
  public_books: boolean;
}

export interface SessionInfo {
  created_at: string;
  current: boolean;
  device: string;
  expires_at: string;
  id: string;
  seen_at: string;
}

export interface SessionList {
  sessions: SessionInfo[];
}

export interface SessionView {
  account: AccountView;
  expires_at: string;
  id: string;
  post: PostView;
  posts: PostView[];
}

export interface Settings {
  call_minutes: number;
  days_ahead: number;
  early_minutes: number;
  hold_minutes: number;
  late_minutes: number;
  most_people: number;
  release: string;
  step_minutes: number;
}

export interface SignInRequest {
  login: string;
  password: string;
}

export interface SkippedDays {
  from: string;
  to: string;
  why?: Bilingual | null;
}

export interface SkippedRangeView {
  from: string;
  to: string;
  why: string;
}

export interface SlotDay {
  day: string;
  open: boolean;
  reason?: Bilingual | null;
  starts: string[];
}

export interface SlotList {
  days: SlotDay[];
}

export interface SourceView {
  article: string;
  checked_on: string;
  confidence: string;
  date: string;
  issuer?: Bilingual | null;
  kind: string;
  number: string;
  ref: string;
  title?: Bilingual | null;
  url: string;
  what?: Bilingual | null;
}

export interface Span {
  from: string;
  to: string;
}

export interface Staff {
  account: string;
  department: string;
  id: string;
  languages: string[];
  name?: Bilingual | null;
  place: string;
}

export interface StaffList {
  staff: Staff[];
}

export interface StageInfo {
  id: string;
  title?: Bilingual | null;
}

export interface StepView {
  label?: Bilingual | null;
  who: string;
}

export interface SystemList {
  systems: SystemView[];
}

export interface SystemView {
  failures: number;
  health: "not_tried" | "up" | "down" | "refusing";
  oldest?: string | null;
  since?: string | null;
  system: string;
  waiting: number;
}

export interface Task {
  date?: string | null;
  detail?: Bilingual | null;
  done: boolean;
  id: string;
  kind: "todo" | "deadline" | "opens" | "uncertain" | "result";
  route: string;
  route_title?: Bilingual | null;
  source?: SourceView | null;
  title?: Bilingual | null;
  until?: string | null;
  who: "person" | "employer" | "agency";
}

export interface TellBody {
  text: string;
}

export interface TicketView {
  appointment?: string | null;
  arrived_at: string;
  booked_for?: string | null;
  called_at?: string | null;
  id: string;
  label: string;
  language: string;
  name: string;
  service: string;
  service_name?: Bilingual | null;
  stage: "waiting" | "called" | "serving" | "done" | "no_show" | "left";
  turn?: "booked" | "urgent" | "by_arrival" | "early" | null;
  urgent: boolean;
  window?: WindowName | null;
}

export interface Timeline {
  entries: TimelineEntry[];
}

export interface TimelineEntry {
  at: string;
  by?: Colleague | null;
  kind: string;
  purpose: string;
  text?: Bilingual | null;
}

export interface Unit {
  department: string;
  place: string;
}

export interface UnitView {
  department: string;
  name?: Bilingual | null;
  place: string;
}

export interface UrgencyBody {
  ground?: string | null;
  latest_safe: string;
  proof: string;
  words?: string | null;
}

export interface UrgencyDecisionBody {
  claim: number;
  granted: boolean;
  shown: string;
  text: string;
}

export interface ValidityView {
  label?: Bilingual | null;
  source?: SourceView | null;
}

export interface VersionView {
  current: boolean;
  effective_from: string;
  effective_to?: string | null;
  precision: string;
  region: string;
  sources: SourceView[];
  summary?: Bilingual | null;
  withdrawn: boolean;
}

export interface WebRequestBody {
  about?: string | null;
  contact?: string | null;
  kind: "question" | "help" | "complaint";
  language: string;
  name?: string | null;
  question: string;
  region: string;
}

export interface Weekly {
  hours: Span;
  weekday: number;
}

export interface Window {
  floor: string;
  id?: string | null;
  languages: string[];
  name?: Bilingual | null;
  reserve_units: number;
  services: string[];
}

export interface WindowName {
  floor: string;
  id: string;
  name?: Bilingual | null;
}

export interface WindowPlan {
  hours: Span[];
  languages: string[];
  reason?: Bilingual | null;
  services: string[];
  window: WindowName;
}

export interface WorkCount {
  count: number;
  kind: "case" | "task" | "claim" | "request" | "offer" | "call" | "opinion";
}

export interface WorkItem {
  changed_at: string;
  code: string;
  due?: string | null;
  group: "overdue" | "today" | "at_risk" | "on_track" | "paused";
  id: string;
  kind: "case" | "task" | "claim" | "request" | "offer" | "call" | "opinion";
  next?: Bilingual | null;
  party: string;
  slack?: number | null;
  title?: Bilingual | null;
  unit?: UnitView | null;
  urgent: boolean;
  version: number;
  who?: Colleague | null;
  why?: Bilingual | null;
}

export interface WorkList {
  count: number;
  counts: WorkCount[];
  items: WorkItem[];
  more: boolean;
}

export interface WorkdayAnswer {
  count: number;
  due?: string | null;
  from: string;
  not_known: boolean;
}
