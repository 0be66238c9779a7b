// A route told for nobody in particular: what it asks, costs and takes, which figures it uses, how it
// changed.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "policy/assessment.h"
#include "policy/judge.h"

namespace gangway::policy {

struct RouteSummary {
  std::string id;
  Bilingual title;
  Bilingual summary;
  std::string stage;
  std::string kind;
  std::string audience;
  std::string region;
  std::optional<Day> effective_from;  // absent: the rule of that day is not known
  bool advice_only = false;
  bool unverified = false;
  std::optional<ClockView> time;  // the agency's first clock
};
BOOST_DESCRIBE_STRUCT(RouteSummary, (),
                      (id, title, summary, stage, kind, audience, region, effective_from, advice_only,
                       unverified, time))

struct RouteList {
  std::string region;
  Day as_of{};
  std::string rules_version;
  std::vector<RouteSummary> routes;
  std::vector<Elsewhere> elsewhere;
};
BOOST_DESCRIBE_STRUCT(RouteList, (), (region, as_of, rules_version, routes, elsewhere))

// A figure that the rule uses on that day; of a series one row a year.
struct FigureView {
  std::string id;
  Bilingual label;
  Bilingual unit;
  std::string value;  // empty: not published
  std::optional<int> year;
  std::optional<Day> from;
  bool unverified = false;
  bool not_published = false;
  Bilingual note;
  std::optional<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(FigureView, (),
                      (id, label, unit, value, year, from, unverified, not_published, note, source))

struct VersionView {
  std::string region;
  Day effective_from{};
  std::optional<Day> effective_to;  // the last day in force
  std::string precision;            // day | month | half-year | year | by
  bool current = false;
  bool withdrawn = false;
  Bilingual summary;
  std::vector<SourceView> sources;
};
BOOST_DESCRIBE_STRUCT(VersionView, (),
                      (region, effective_from, effective_to, precision, current, withdrawn, summary, sources))

struct ValidityView {
  Bilingual label;
  std::optional<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(ValidityView, (), (label, source))

struct Guide {
  std::string id;
  Bilingual title;
  Bilingual summary;
  std::string stage;
  std::string kind;
  std::string audience;
  std::string region;  // of the version
  std::string place;   // that was asked for
  Day as_of{};
  std::string rules_version;
  std::optional<Day> effective_from;
  std::string precision;
  std::optional<Day> effective_to;
  bool advice_only = false;
  bool unverified = false;
  std::vector<NotKnown> not_known;
  std::vector<ConditionView> conditions;
  std::vector<FigureView> parameters;
  std::vector<PaperView> papers;
  std::vector<FeeView> fees;
  Bilingual fee_note;
  std::vector<ClockView> clocks;
  std::vector<ValidityView> validity;
  std::vector<AuthorityView> authorities;
  std::vector<RemedyView> remedies;
  std::optional<Bilingual> final_note;
  std::vector<Bilingual> doubts;
  std::vector<StepView> next_steps;
  std::vector<VersionView> versions;
  std::vector<SourceView> sources;
};
BOOST_DESCRIBE_STRUCT(Guide, (),
                      (id, title, summary, stage, kind, audience, region, place, as_of, rules_version,
                       effective_from, precision, effective_to, advice_only, unverified, not_known,
                       conditions, parameters, papers, fees, fee_note, clocks, validity, authorities,
                       remedies, final_note, doubts, next_steps, versions, sources))

[[nodiscard]] RouteList list_routes(const Setting& setting);
// Errors: NotFound, no such route here.
[[nodiscard]] Result<Guide> guide(const Setting& setting, const std::string& route);

struct OptionView {
  std::string code;
  Bilingual label;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (code, label))

struct ColumnView {
  std::string name;
  std::string type;
  Bilingual label;
  Bilingual ask;
  std::string unit;
  std::optional<std::string> min;
  std::optional<std::string> max;
  int decimals = 0;
  bool nullable = false;
  Bilingual null_label;
  std::vector<OptionView> options;
};
BOOST_DESCRIBE_STRUCT(ColumnView, (),
                      (name, type, label, ask, unit, min, max, decimals, nullable, null_label, options))

struct FactView {
  std::string id;
  std::string group;
  Bilingual group_title;
  std::string type;  // boolean | number | date | string | choice | choices | years
  Bilingual label;
  Bilingual ask;
  Bilingual why;
  Bilingual hint;
  std::string unit;
  std::optional<std::string> min;
  std::optional<std::string> max;
  int decimals = 0;
  std::vector<OptionView> options;
  std::vector<ColumnView> columns;
  bool nullable = false;
  Bilingual null_label;
  std::vector<OptionView> proof;  // papers
  std::string changes;
  std::string privacy;
};
BOOST_DESCRIBE_STRUCT(FactView, (),
                      (id, group, group_title, type, label, ask, why, hint, unit, min, max, decimals, options,
                       columns, nullable, null_label, proof, changes, privacy))

[[nodiscard]] FactView fact_view(const Setting& setting, const Fact& fact);

}  // namespace gangway::policy
