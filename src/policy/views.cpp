#include "policy/views.h"

#include <algorithm>

namespace gangway::policy {
namespace {

std::string to_string(Confidence confidence) {
  switch (confidence) {
    case Confidence::High:
      return "high";
    case Confidence::Medium:
      return "medium";
    case Confidence::Low:
      return "low";
  }
  return {};
}

const NotPublished* gap(const Parameter& parameter, int year, Day as_of) {
  return year == 0 ? parameter.gap_on(as_of) : parameter.gap_of(year);
}

}  // namespace

SourceView source_view(const SourceRef& ref) {
  const auto& source = *ref.source;
  SourceView view{source.ref,    source.title,      source.issuer,
                  source.number, source.article,    source.date,
                  source.url,    source.checked_on, to_string(source.confidence),
                  source.kind,   source.what};
  if (!ref.item.empty()) {
    view.ref += "#" + ref.item;
    view.article = ref.item;
    if (const auto item = source.items.find(ref.item); item != source.items.end()) view.what = item->second;
  }
  return view;
}

NotKnown not_known_view(const Parameter& parameter, int year, Day as_of) {
  const auto* const why = gap(parameter, year, as_of);
  auto note = why != nullptr ? why->note : text("policy.parameter_not_found");
  return {"parameter", parameter.id, year == 0 ? gangway::to_string(as_of) : std::to_string(year),
          parameter.label, std::move(note)};
}

NotKnown rule_not_known(const std::string& route, Day as_of, const Bilingual& title) {
  return {"rule", route, gangway::to_string(as_of), title, text("policy.rule_not_known")};
}

std::vector<NotKnown> not_known_views(const std::vector<Dependencies::Figure>& figures, Day as_of) {
  std::vector<NotKnown> out;
  for (const auto& [parameter, year] : figures) out.push_back(not_known_view(*parameter, year, as_of));
  return out;
}

std::string to_string(Who who) {
  switch (who) {
    case Who::Agency:
      return "agency";
    case Who::Applicant:
      return "applicant";
    case Who::Employer:
      return "employer";
  }
  return {};
}

std::string to_string(Unit unit) {
  switch (unit) {
    case Unit::WorkingDays:
      return "working_days";
    case Unit::Days:
      return "days";
    case Unit::Months:
      return "months";
    case Unit::Hours:
      return "hours";
  }
  return {};
}

std::string to_string(Changes changes) {
  switch (changes) {
    case Changes::Nobody:
      return "nobody";
    case Changes::Person:
      return "person";
    case Changes::Employer:
      return "employer";
  }
  return {};
}

RegionName region_name(const RuleBook& book, const std::string& id) {
  const auto* const region = book.find_region(id);
  return {id, region != nullptr ? region->title : Bilingual{id, id}};
}

ClockView clock_rule_view(const ClockRule& rule) {
  ClockView view;
  view.id = rule.id;
  view.label = rule.label;
  view.who = to_string(rule.who);
  view.unit = to_string(rule.unit);
  view.limit = rule.limit;
  if (rule.legal) {
    view.legal = std::optional(
        LegalView{rule.legal->limit, to_string(rule.legal->unit), source_view(rule.legal->source)});
  }
  view.starts = rule.before ? "before" : rule.starts;
  view.compare = rule.compare;
  view.note = rule.note;
  view.source = std::optional(source_view(rule.source));
  return view;
}

std::vector<Elsewhere> elsewhere_views(const RuleBook& book, const std::string& region, Day as_of) {
  std::vector<Elsewhere> out;
  for (const auto* const version : book.elsewhere(region, as_of)) {
    auto at = std::ranges::find(out, version->route, &Elsewhere::id);
    if (at == out.end()) at = out.insert(at, {version->route, version->title, {}});
    for (const auto& other : version->regions) at->regions.push_back(region_name(book, other));
  }
  return out;
}

void describe_version(const Version& version, RouteAnswer& answer) {
  answer.fee_note = version.fee_note;
  std::vector<Bilingual> doubts;
  for (const auto& doubt : version.doubts) doubts.push_back(doubt.label);
  answer.doubts = std::move(doubts);
  std::vector<AuthorityView> authorities;
  for (const auto* const authority : version.authorities)
    authorities.push_back({authority->ref, authority->title});
  answer.authorities = std::move(authorities);
  std::vector<RemedyView> remedies;
  for (const auto& remedy : version.remedies) {
    remedies.push_back({remedy.kind, remedy.label, source_view(remedy.source)});
  }
  answer.remedies = std::move(remedies);
  if (version.final) answer.final_note = std::optional(version.final->label);
  std::vector<StepView> steps;
  for (const auto& step : version.next_steps) steps.push_back({step.who, step.label});
  answer.next_steps = std::move(steps);
  std::vector<SourceView> sources;
  for (const auto& source : version.sources) sources.push_back(source_view(source));
  answer.sources = std::move(sources);
}

}  // namespace gangway::policy
