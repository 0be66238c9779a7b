// The answer of judging: what applies to one person in one place on one day, and why.
//
// Shape:  plain records, described once (Boost.Describe) for the JSON of the command line, the HTTP API and
//         saved plans alike. Decimals and ids are strings; days are YYYY-MM-DD.
// Paths:  a fact is named by its id ("person.birth_date"), a cell of a table by id, year and column
//         ("work.years.2022.salary_cny").
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/rendered.h"

namespace gangway::policy {

// What is the same for every person is rendered once for each Setting.
using json::Rendered;

enum class Status { Eligible, Ineligible, Undetermined };
BOOST_DESCRIBE_ENUM(Status, Eligible, Ineligible, Undetermined)

struct SourceView {
  std::string ref;  // "cn/nia-2019-12m#2"
  Bilingual title;
  Bilingual issuer;
  std::string number;
  std::string article;  // of the item, where one is named
  std::string date;
  std::string url;
  Day checked_on{};
  std::string confidence;  // high | medium | low
  std::string kind;
  Bilingual what;
};
BOOST_DESCRIBE_STRUCT(SourceView, (),
                      (ref, title, issuer, number, article, date, url, checked_on, confidence, kind, what))

struct NotKnown {
  std::string kind;  // parameter | rule | calendar
  std::string id;
  std::string at;  // the year or day that is missing, or empty
  Bilingual label;
  Bilingual note;  // who has not published what
};
BOOST_DESCRIBE_STRUCT(NotKnown, (), (kind, id, at, label, note))

struct GivenFact {
  std::string fact;
  Rendered<Bilingual> label;
  Bilingual value;
};
BOOST_DESCRIBE_STRUCT(GivenFact, (), (fact, label, value))

struct ConditionView {
  std::string id;
  Rendered<Bilingual> label;
  std::optional<bool> value;                 // absent in no case; null: not decided
  Rendered<std::vector<std::string>> facts;  // that it reads
  std::vector<GivenFact> given;
  std::vector<std::string> missing;
  std::vector<NotKnown> not_known;
  Rendered<std::optional<SourceView>> source;
};
BOOST_DESCRIBE_STRUCT(ConditionView, (), (id, label, value, facts, given, missing, not_known, source))

struct ResultView {
  std::string id;
  Bilingual label;
  Bilingual value;
};
BOOST_DESCRIBE_STRUCT(ResultView, (), (id, label, value))

struct FactChange {
  std::string fact;
  Bilingual label;
  Bilingual from;
  Bilingual to;
  std::string who;  // person | employer
};
BOOST_DESCRIBE_STRUCT(FactChange, (), (fact, label, from, to, who))

// Changes that together open a closed route.
struct Nearest {
  std::vector<FactChange> changes;
};
BOOST_DESCRIBE_STRUCT(Nearest, (), (changes))

struct PaperView {
  std::string code;
  Bilingual label;
  Bilingual issuer;
  int copies = 1;
  std::optional<int> valid_months;
  std::optional<bool> waived;  // null: not decided
  bool waivable = false;
  Bilingual note;
};
BOOST_DESCRIBE_STRUCT(PaperView, (), (code, label, issuer, copies, valid_months, waived, waivable, note))

struct FeeView {
  std::string item;
  Rendered<Bilingual> label;
  std::string amount;
  std::string currency;
  std::optional<bool> charged;  // null: not decided
  Rendered<std::optional<SourceView>> source;
};
BOOST_DESCRIBE_STRUCT(FeeView, (), (item, label, amount, currency, charged, source))

struct CountedDay {
  Day day{};
  int n = 0;
};
BOOST_DESCRIBE_STRUCT(CountedDay, (), (day, n))

struct SkippedDays {
  Day from{};
  Day to{};
  Bilingual why;
};
BOOST_DESCRIBE_STRUCT(SkippedDays, (), (from, to, why))

struct DerivationView {
  Day start{};                      // not counted
  std::vector<CountedDay> counted;  // of a clock in working days
  std::vector<SkippedDays> skipped;
  std::vector<Day> counted_in;  // make-up workdays
  Bilingual text;
};
BOOST_DESCRIBE_STRUCT(DerivationView, (), (start, counted, skipped, counted_in, text))

struct LegalView {
  int limit = 0;
  std::string unit;
  std::optional<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(LegalView, (), (limit, unit, source))

struct ClockView {
  std::string id;
  Rendered<Bilingual> label;
  std::string who;   // agency | applicant | employer
  std::string unit;  // working_days | days | months | hours
  int limit = 0;
  Rendered<std::optional<LegalView>> legal;
  std::string starts;  // accepted, entry, …; or "before"
  std::optional<Day> starts_on;
  std::optional<Day> due;  // the last day, included
  bool not_known = false;  // the calendar of that year is not announced
  bool compare = false;
  std::optional<DerivationView> derivation;
  Rendered<Bilingual> note;
  Rendered<std::optional<SourceView>> source;
};
BOOST_DESCRIBE_STRUCT(ClockView, (),
                      (id, label, who, unit, limit, legal, starts, starts_on, due, not_known, compare,
                       derivation, note, source))

struct AuthorityView {
  std::string code;
  Bilingual title;
};
BOOST_DESCRIBE_STRUCT(AuthorityView, (), (code, title))

struct RemedyView {
  std::string kind;
  Bilingual label;
  std::optional<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(RemedyView, (), (kind, label, source))

struct StepView {
  std::string who;
  Bilingual label;
};
BOOST_DESCRIBE_STRUCT(StepView, (), (who, label))

struct RouteAnswer {
  std::string id;
  Rendered<Bilingual> title;
  Rendered<Bilingual> summary;
  std::string stage;
  std::string kind;
  std::string audience;
  std::string region;                 // of the version that was applied
  std::optional<Day> effective_from;  // absent when no version is in force
  Status status = Status::Undetermined;
  bool advice_only = false;
  bool unverified = false;
  std::vector<ConditionView> conditions;
  std::vector<ResultView> results;
  std::vector<std::string> missing;     // facts that can still change the status
  std::vector<std::string> may_matter;  // facts of which the budget did not decide that
  std::vector<NotKnown> not_known;      // what nobody can answer
  std::optional<Day> opens_on;          // the first day on which it is open if only time passes
  std::vector<Nearest> nearest;
  std::vector<Rendered<PaperView>> papers;
  std::vector<FeeView> fees;
  Rendered<Bilingual> fee_note;
  std::vector<ClockView> clocks;
  Rendered<std::vector<Bilingual>> doubts;
  Rendered<std::vector<AuthorityView>> authorities;
  Rendered<std::vector<RemedyView>> remedies;
  Rendered<std::optional<Bilingual>> final_note;
  Rendered<std::vector<StepView>> next_steps;
  Rendered<std::vector<SourceView>> sources;
};
BOOST_DESCRIBE_STRUCT(RouteAnswer, (),
                      (id, title, summary, stage, kind, audience, region, effective_from, status, advice_only,
                       unverified, conditions, results, missing, may_matter, not_known, opens_on, nearest,
                       papers, fees, fee_note, clocks, doubts, authorities, remedies, final_note, next_steps,
                       sources))

struct RegionName {
  std::string id;
  Bilingual title;
};
BOOST_DESCRIBE_STRUCT(RegionName, (), (id, title))

// A route that exists that day, but not in this region.
struct Elsewhere {
  std::string id;
  Bilingual title;
  std::vector<RegionName> regions;
};
BOOST_DESCRIBE_STRUCT(Elsewhere, (), (id, title, regions))

struct PackVersion {
  std::string id;
  Day version{};
};
BOOST_DESCRIBE_STRUCT(PackVersion, (), (id, version))

struct Counts {
  int eligible = 0;  // open now; routes that are advice only are not among them
  int opens = 0;     // closed now, open on a known day
  int ineligible = 0;
  int undetermined = 0;
  int advice = 0;  // advice only, and not closed
};
BOOST_DESCRIBE_STRUCT(Counts, (), (eligible, opens, ineligible, undetermined, advice))

struct Assessment {
  Day as_of{};
  std::string region;
  std::string rules_version;
  std::vector<PackVersion> packs;
  Counts counts;
  std::vector<RouteAnswer> routes;
  std::vector<RegionName> not_applicable;  // routes for other people (a citizen's passport for a foreigner)
  Rendered<std::vector<Elsewhere>> elsewhere;
  std::vector<std::string> questions;  // facts to ask, best first
};
BOOST_DESCRIBE_STRUCT(Assessment, (),
                      (as_of, region, rules_version, packs, counts, routes, not_applicable, elsewhere,
                       questions))

}  // namespace gangway::policy
