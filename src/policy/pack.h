// Policy packs: everything that docs/packs.md describes, loaded, cross-checked and compiled.
//
// Shape:  RuleBook is immutable and shared between threads. It owns all packs; pointers into it live as long
//         as it. No I/O after load(), no clock: the day is an argument of every question.
// Errors: load() reports every fault with its file and line; a rule book is only made from packs without
//         faults. Source: docs/packs.md is the reference of the files; a name here is the key there.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/decimal.h"
#include "base/result.h"
#include "dmn/model.h"
#include "feel/program.h"
#include "workdays/calendar.h"

namespace gangway::policy {

enum class Confidence { High, Medium, Low };

struct Source {
  std::string ref;  // "cn/nia-2019-12m"
  Bilingual title;
  Bilingual issuer;
  std::string kind;  // "statute", "notice", …
  std::string number;
  std::string article;
  std::string date;
  std::string url;
  Day checked_on{};
  Confidence confidence = Confidence::High;
  Bilingual what;
  std::map<std::string, Bilingual> items;
};

// A reference to a source or to one item of it. `source` is never null after loading.
struct SourceRef {
  const Source* source = nullptr;
  std::string item;  // "2", or empty
};

struct Authority {
  std::string ref;
  Bilingual title;
  Bilingual note;
};

struct Paper {
  std::string code;
  std::string m;
  Bilingual label;
  Bilingual issuer;
  std::optional<int> valid_months;
  Bilingual note;
};

enum class FactType { Boolean, Number, Date, String, Choice, Choices, Years };
enum class Changes { Nobody, Person, Employer };

struct Option {
  std::string code;
  Bilingual label;
};

struct Column {
  std::string name;
  FactType type = FactType::Number;  // Boolean, Number or Choice
  Bilingual label;
  Bilingual ask;  // with {year}
  std::vector<Option> options;
  std::string unit;
  std::optional<Decimal> min;
  std::optional<Decimal> max;
  int decimals = 0;
  bool nullable = false;
  Bilingual null_label;
  std::vector<std::string> proof;
  Changes changes = Changes::Nobody;
};

struct Fact {
  std::string id;     // "person.birth_date"
  std::string group;  // "person"
  std::string name;   // "birth_date"
  FactType type = FactType::Boolean;
  Bilingual label;
  Bilingual ask;
  Bilingual why;
  Bilingual hint;
  std::vector<Option> options;
  std::string unit;
  std::optional<Decimal> min;
  std::optional<Decimal> max;
  int decimals = 0;
  std::vector<std::string> proof;
  Changes changes = Changes::Nobody;
  bool personal = false;
  bool nullable = false;
  Bilingual null_label;
  std::optional<feel::Program> relevant_if;  // over fact_scope() of the pack that declares it
  std::vector<Column> columns;               // of Years
};

// The facts of a region: its own and those of all regions above it, in the order of the packs (root first).
struct Vocabulary {
  std::vector<const Fact*> facts;
  std::vector<std::string> groups;  // in the order of first appearance
  std::map<std::string, Bilingual> group_titles;

  [[nodiscard]] const Fact* find(std::string_view id) const;
};

struct ParameterValue {
  std::optional<Day> from;  // of a single value
  std::optional<Day> to;    // included
  std::optional<int> year;  // of a series
  feel::Value value;
  SourceRef source;
  bool unverified = false;
  Bilingual note;
};

struct NotPublished {
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<int> from_year;
  std::optional<int> to_year;
  bool searched = false;  // why: not-found (else the authority has not said)
  Bilingual note;
  std::optional<SourceRef> source;
};

struct Parameter {
  std::string id;
  std::string region;
  Bilingual label;
  FactType type = FactType::Number;  // Boolean, Number, String or Date
  Bilingual unit;
  bool by_year = false;
  std::string column;
  Bilingual series;
  bool unverified = false;
  Bilingual note;
  std::vector<ParameterValue> values;
  std::vector<NotPublished> not_published;

  // The value in force on that day; nullptr: not known. REQUIRES: !by_year.
  [[nodiscard]] const ParameterValue* on(Day day) const;
  // REQUIRES: by_year.
  [[nodiscard]] const ParameterValue* of(int year) const;
  [[nodiscard]] const NotPublished* gap_on(Day day) const;  // the entry that says why, if one does
  [[nodiscard]] const NotPublished* gap_of(int year) const;
};

struct Condition {
  std::string id;
  Bilingual label;
  SourceRef source;
  dmn::ElementIndex decision = 0;
};

struct NamedValue {
  std::string value;
  Bilingual label;
};

struct ResultDecision {
  std::string id;
  Bilingual label;
  Bilingual unit;
  std::vector<NamedValue> values;
  dmn::ElementIndex decision = 0;
};

// A program over version_scope(): as_of, parameters, results, then the fact groups.
struct PaperUse {
  const Paper* paper = nullptr;
  int copies = 1;
  std::optional<feel::Program> waived_if;
  std::optional<Day> from;
  std::optional<Day> to;
  Bilingual note;
};

struct Fee {
  std::string item;
  Bilingual label;
  Decimal cny;
  std::optional<feel::Program> when;
  SourceRef source;
};

enum class Who { Agency, Applicant, Employer };
enum class Unit { WorkingDays, Days, Months, Hours };

struct LegalLimit {
  int limit = 0;
  Unit unit = Unit::WorkingDays;
  SourceRef source;
};

struct ClockRule {
  std::string id;
  Bilingual label;
  Who who = Who::Agency;
  Unit unit = Unit::WorkingDays;
  int limit = 0;
  std::optional<LegalLimit> legal;
  std::string starts;  // "accepted", "arrival", …; empty when `before` is set
  std::optional<std::string> day_fact;
  std::optional<std::string> before;
  std::vector<std::string> pauses;
  bool compare = false;
  std::optional<feel::Program> when;
  Bilingual note;
  SourceRef source;
};

struct Validity {
  Bilingual label;
  std::optional<feel::Program> when;
  std::optional<int> years;
  std::optional<int> months;
  std::optional<int> days;
  SourceRef source;
};

struct Remedy {
  std::string kind;
  Bilingual label;
  SourceRef source;
};

struct Final {
  Bilingual label;
  SourceRef source;
};

struct Doubt {
  std::string about;
  Bilingual label;
};

struct NextStep {
  std::string who;  // person | employer | agency
  Bilingual label;
};

enum class Precision { Day, Month, HalfYear, Year, By };

// One version of one route in one region, in force on [from, until).
struct Version {
  std::string route;
  std::string region;                // of its pack
  std::vector<std::string> regions;  // where it applies, with all that lie in them
  Day from{};
  Precision precision = Precision::Day;
  std::optional<Day> until;  // exclusive; computed from effective_to or the next version
  Day known_until{};
  bool withdrawn = false;
  bool advice_only = false;
  bool unverified = false;  // as the file says; confidence, precision and parameters add to it
  Confidence confidence = Confidence::High;
  Bilingual title;
  Bilingual summary;
  std::string stage;
  std::string kind;
  std::string audience;
  std::optional<feel::Program> applies_if;
  std::vector<Condition> conditions;
  std::vector<ResultDecision> results;
  std::vector<PaperUse> papers;
  std::vector<Fee> fees;
  Bilingual fee_note;
  std::vector<ClockRule> clocks;
  std::vector<Validity> validity;
  std::vector<const Authority*> authorities;
  std::vector<SourceRef> sources;
  std::optional<Final> final;
  std::vector<Remedy> remedies;
  std::vector<Doubt> doubts;
  std::vector<NextStep> next_steps;

  std::shared_ptr<const dmn::Model> model;  // nullptr when withdrawn
  dmn::ElementIndex eligible = 0;
  std::vector<std::string> parameters;  // ids that the model or an expression names, sorted
  std::vector<std::string> facts;  // ids that the model or an expression names, sorted (tables by their id)
  std::string directory;           // for messages: "packs/cn-31/policies/pr-work/2023-05-01"
};

// A hall's days beside the legal working days: it opens on other days without moving any limit.
struct HallDay {
  Day day{};
  SourceRef source;
  Bilingual note;
};

struct DayRange {
  Day from{};
  Day to{};  // included
};

struct Hall {
  std::string id;
  Bilingual title;
  const Authority* authority = nullptr;
  std::vector<HallDay> open;    // though not a working day
  std::vector<HallDay> closed;  // though a working day
  std::vector<DayRange> known;  // days of which the opening is confirmed
};

// How soon a request of some kind is answered. Without a source it is this network's own promise, not the
// law's.
struct ServiceLimit {
  std::string kind;  // kServiceKinds
  int workdays = 0;
  std::optional<SourceRef> source;
  bool unverified = false;
  Bilingual note;
};
inline constexpr std::array<std::string_view, 4> kServiceKinds{"question", "help", "complaint", "reopened"};

// How units hand requests on; a rule of the network's own.
struct RelayRules {
  int most_refusals = 0;
  int silence_hours = 0;
  int calls_not_reached = 0;  // on so many different days before a request may end without reaching its asker
  std::string fallback;       // department at the place of first contact
  Bilingual note;
};

// Who decides on an application for a route, and what is reckoned with while it is under way.
struct CaseBranch {
  std::string route;
  std::string system;  // code of the department
  Bilingual title;     // of what it gives
  std::string waits_for;  // another system, which decides first; empty: none
};
struct CaseRules {
  int intake_workdays = 0;  // from handing in to the receipt or the one notice
  std::optional<SourceRef> intake_source;
  int task_workdays = 0;  // to clear up what departments' answers leave open
  int days_to_decide = 0;  // working days that a department needs
  int days_to_hand_over = 0;
  int warn_at = 0;            // at risk from this slack down
  int least_departments = 0;  // of an expert group
  int least_opinions = 0;
  std::vector<CaseBranch> branches;
  Bilingual note;
};

struct Pack {
  std::string id;
  std::string parent;  // empty for the root
  Bilingual title;
  std::string code;
  Day version{};
  Day known_until{};
  Day content_checked_on{};
  std::map<std::string, Source> sources;
  std::map<std::string, Authority> authorities;
  std::map<std::string, Paper> papers;
  std::vector<Fact> facts;
  std::map<std::string, Bilingual> groups;
  std::map<std::string, Parameter> parameters;
  std::vector<Hall> halls;
  std::vector<ServiceLimit> service_limits;
  std::optional<RelayRules> relay;
  std::optional<CaseRules> cases;
  std::vector<std::unique_ptr<const Version>> versions;  // by route, then from
};

struct Fault {
  std::string file;  // relative to the packs' folder
  int line = 0;      // 0: the file as a whole
  std::string
      key;  // of its text in texts/policy_packs.yaml, or an engine's number in texts/feel.yaml, dmn.yaml
  Args args;
};

struct Region {
  std::string id;
  Bilingual title;
};

// What applies to a route in a region on a day.
struct InForce {
  const Version* version = nullptr;  // nullptr: not known (a hole, or after the last)
  std::string route;
  const Version* nearest = nullptr;  // with version == nullptr: the version whose title and summary to show
};

// The legal working days with their names for people.
struct CalendarBook {
  workdays::Calendar calendar;
  Day known_until{};
  int first_year = 0;
  int last_year = 0;
  std::map<Day, Bilingual> names;  // of the days off
};

class RuleBook {
 public:
  // Loads every pack below `directory`. On faults: Invalid, and `faults` holds them all.
  [[nodiscard]] static Result<std::shared_ptr<const RuleBook>> load(const std::string& directory,
                                                                    std::vector<Fault>& faults);
  ~RuleBook();

  [[nodiscard]] const std::string& version() const;  // the newest pack version, "2026-11-22"
  [[nodiscard]] const CalendarBook& calendar() const;
  [[nodiscard]] std::span<const Region> regions() const;  // the vocabulary of regions
  [[nodiscard]] const Region* find_region(std::string_view id) const;
  [[nodiscard]] std::span<const std::unique_ptr<const Pack>> packs() const;  // parents first
  // The packs that apply to a region, deepest first; empty when the region is not in the vocabulary.
  [[nodiscard]] std::vector<const Pack*> packs_for(std::string_view region) const;
  [[nodiscard]] const Vocabulary& vocabulary(
      std::string_view region) const;  // of the deepest pack; REQUIRES: known
  // The nearest region upwards that has the parameter; nullptr: none.
  [[nodiscard]] const Parameter* parameter(std::string_view region, std::string_view id) const;
  [[nodiscard]] const Paper* paper(std::string_view region, std::string_view code) const;
  // Of the nearest region upwards that says it; nullptr: none does.
  [[nodiscard]] const ServiceLimit* service_limit(std::string_view region, std::string_view kind) const;
  [[nodiscard]] const RelayRules* relay(std::string_view region) const;
  [[nodiscard]] const CaseRules* case_rules(std::string_view region) const;

  // Every route that exists in the region, on that day or at another time, with the version in force then.
  // A day before the first version anywhere is not known, as docs/packs.md says. Routes that are withdrawn
  // then are left out.
  [[nodiscard]] std::vector<InForce> routes(std::string_view region, Day day) const;
  // Versions in force that day that apply in other regions only: for "not here, but there".
  [[nodiscard]] std::vector<const Version*> elsewhere(std::string_view region, Day day) const;
  [[nodiscard]] bool knows_route(std::string_view route) const;  // in some region, at some time
  // All versions of a route that concern the region, newest first.
  [[nodiscard]] std::vector<const Version*> history(std::string_view region, std::string_view route) const;

  // "cn-310115-lingang" lies in "cn-31".
  [[nodiscard]] static bool lies_in(std::string_view region, std::string_view outer);

 private:
  RuleBook();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Scope of relevant_if and applies_if: the fact groups of the pack's vocabulary, as_of first.
//   slot 0 as_of, then vocabulary.groups.
// Scope of waived_if and when: slot 0 as_of, 1 parameters, 2 results, then vocabulary.groups.
[[nodiscard]] feel::Scope fact_scope(const Vocabulary& vocabulary);
[[nodiscard]] feel::Scope version_scope(const Vocabulary& vocabulary);

// What a model sees of a fact or a parameter: a table and a series are lists of contexts with `year`.
[[nodiscard]] feel::TypePtr feel_type(const Fact& fact);
[[nodiscard]] feel::TypePtr feel_type(const Parameter& parameter);

}  // namespace gangway::policy
