#include "policy/guide.h"

#include <algorithm>

#include "policy/setting.h"
#include "policy/views.h"

namespace gangway::policy {
namespace {

std::string to_string(Precision precision) {
  switch (precision) {
    case Precision::Day:
      return "day";
    case Precision::Month:
      return "month";
    case Precision::HalfYear:
      return "half-year";
    case Precision::Year:
      return "year";
    case Precision::By:
      return "by";
  }
  return {};
}

std::string to_string(FactType type) {
  switch (type) {
    case FactType::Boolean:
      return "boolean";
    case FactType::Number:
      return "number";
    case FactType::Date:
      return "date";
    case FactType::String:
      return "string";
    case FactType::Choice:
      return "choice";
    case FactType::Choices:
      return "choices";
    case FactType::Years:
      return "years";
  }
  return {};
}

std::optional<Day> last_day(const Version& version) {
  return version.until ? std::optional(*version.until - std::chrono::days{1}) : std::nullopt;
}

FigureView figure_view(const Parameter& parameter, const ParameterValue* value, int year, Day as_of) {
  FigureView view;
  view.id = parameter.id;
  view.label = parameter.label;
  view.unit = parameter.unit;
  if (year != 0) view.year = year;
  view.not_published = value == nullptr;
  if (value == nullptr) {
    view.note = not_known_view(parameter, year, as_of).note;
    return view;
  }
  view.value = feel::to_text(value->value);
  view.from = value->from;
  view.unverified = parameter.unverified || value->unverified;
  view.note = value->note.zh.empty() ? parameter.note : value->note;
  view.source = source_view(value->source);
  return view;
}

// Of a series the years that have a figure, newest first, and the one that is missed first.
void add_figures(const Parameter& parameter, Day as_of, std::vector<FigureView>& out) {
  if (!parameter.by_year) {
    out.push_back(figure_view(parameter, parameter.on(as_of), 0, as_of));
    return;
  }
  for (int year = year_of(as_of); year >= year_of(as_of) - 6; --year) {
    out.push_back(figure_view(parameter, parameter.of(year), year, as_of));
  }
}

std::optional<std::string> decimal_text(const std::optional<Decimal>& value) {
  return value ? std::optional(value->to_string()) : std::nullopt;
}

std::vector<OptionView> option_views(const std::vector<Option>& options) {
  std::vector<OptionView> out;
  out.reserve(options.size());
  for (const auto& option : options) out.push_back({option.code, option.label});
  return out;
}

const PreparedRoute* find_route(const Setting::Parts& parts, const std::string& id) {
  const auto at =
      std::ranges::find(parts.routes, id, [](const PreparedRoute& r) { return r.in_force.route; });
  return at == parts.routes.end() ? nullptr : &*at;
}

void fill_version(const Setting::Parts& parts, const PreparedRoute& route, Guide& out) {
  const auto& version = *route.in_force.version;
  out.effective_from = version.from;
  out.precision = to_string(version.precision);
  out.effective_to = last_day(version);
  out.unverified = route.unverified;
  for (std::size_t i = 0; i < version.conditions.size(); ++i) {
    std::vector<std::string> facts;
    for (const auto& read : route.condition_facts[i]) {
      if (std::ranges::find(facts, read.path.fact->id) == facts.end()) facts.push_back(read.path.fact->id);
    }
    auto view = route.conditions[i];
    view.facts = std::move(facts);
    out.conditions.push_back(std::move(view));
  }
  for (const auto& id : version.parameters) {
    if (const auto* const parameter = parts.book->parameter(parts.region, id)) {
      add_figures(*parameter, parts.as_of, out.parameters);
    }
  }
  for (const auto& use : version.papers) {
    if ((use.from && parts.as_of < *use.from) || (use.to && parts.as_of > *use.to)) continue;
    out.papers.push_back({use.paper->code, use.paper->label, use.paper->issuer, use.copies,
                          use.paper->valid_months, std::nullopt, use.waived_if.has_value(),
                          use.note.zh.empty() ? use.paper->note : use.note});
  }
  for (const auto& fee : version.fees) {
    out.fees.push_back({fee.item, fee.label, fee.cny.to_string(), "CNY",
                        fee.when ? std::nullopt : std::optional(true),
                        std::optional(source_view(fee.source))});
  }
  for (const auto& clock : version.clocks) out.clocks.push_back(clock_rule_view(clock));
  for (const auto& validity : version.validity)
    out.validity.push_back({validity.label, source_view(validity.source)});
  out.fee_note = route.told.fee_note;
  out.authorities = route.told.authorities;
  out.remedies = route.told.remedies;
  out.final_note = route.told.final_note;
  out.doubts = route.told.doubts;
  out.next_steps = route.told.next_steps;
  out.sources = route.told.sources;
}

}  // namespace

RouteList list_routes(const Setting& setting) {
  const auto& parts = setting.parts();
  RouteList out{parts.region, parts.as_of, parts.book->version(), {}, {}};
  for (const auto& route : parts.routes) {
    const auto& shown = route.in_force.version != nullptr ? *route.in_force.version : *route.in_force.nearest;
    RouteSummary summary{shown.route,       shown.title,      shown.summary, shown.stage,
                         shown.kind,        shown.audience,   shown.region,  std::nullopt,
                         shown.advice_only, route.unverified, std::nullopt};
    if (route.in_force.version != nullptr) {
      summary.effective_from = shown.from;
      const auto clock = std::ranges::find_if(
          shown.clocks, [](const ClockRule& c) { return c.who == Who::Agency && !c.compare; });
      if (clock != shown.clocks.end()) summary.time = clock_rule_view(*clock);
    }
    out.routes.push_back(std::move(summary));
  }
  out.elsewhere = parts.elsewhere;
  return out;
}

Result<Guide> guide(const Setting& setting, const std::string& id) {
  const auto& parts = setting.parts();
  const auto* const route = find_route(parts, id);
  if (route == nullptr) {
    return fail(ErrorCode::NotFound, "policy.no_such_route", Args{{"route", id.substr(0, 64)}});
  }
  const auto* const version = route->in_force.version;
  const auto& shown = version != nullptr ? *version : *route->in_force.nearest;
  Guide out;
  out.id = shown.route;
  out.title = shown.title;
  out.summary = shown.summary;
  out.stage = shown.stage;
  out.kind = shown.kind;
  out.audience = shown.audience;
  out.region = shown.region;
  out.place = parts.region;
  out.as_of = parts.as_of;
  out.rules_version = parts.book->version();
  out.advice_only = shown.advice_only;
  if (version != nullptr) {
    fill_version(parts, *route, out);
  } else {
    out.not_known.push_back(rule_not_known(shown.route, parts.as_of, shown.title));
  }
  for (const auto* const past : parts.book->history(parts.region, id)) {
    VersionView view{past->region,    past->from,      last_day(*past), to_string(past->precision),
                     past == version, past->withdrawn, past->summary,   {}};
    for (const auto& source : past->sources) view.sources.push_back(source_view(source));
    out.versions.push_back(std::move(view));
  }
  return out;
}

FactView fact_view(const Setting& setting, const Fact& fact) {
  const auto& parts = setting.parts();
  FactView view;
  view.id = fact.id;
  view.group = fact.group;
  if (const auto title = parts.vocabulary->group_titles.find(fact.group);
      title != parts.vocabulary->group_titles.end()) {
    view.group_title = title->second;
  }
  view.type = to_string(fact.type);
  view.label = fact.label;
  view.ask = fact.ask;
  view.why = fact.why;
  view.hint = fact.hint;
  view.unit = fact.unit;
  view.min = decimal_text(fact.min);
  view.max = decimal_text(fact.max);
  view.decimals = fact.decimals;
  view.options = option_views(fact.options);
  for (const auto& column : fact.columns) {
    view.columns.push_back({column.name, to_string(column.type), column.label, column.ask, column.unit,
                            decimal_text(column.min), decimal_text(column.max), column.decimals,
                            column.nullable, column.null_label, option_views(column.options)});
  }
  view.nullable = fact.nullable;
  view.null_label = fact.null_label;
  for (const auto& code : fact.proof) {
    if (const auto* const paper = parts.book->paper(parts.region, code))
      view.proof.push_back({code, paper->label});
  }
  view.changes = to_string(fact.changes);
  view.privacy = fact.personal ? "personal" : "ordinary";
  return view;
}

}  // namespace gangway::policy
