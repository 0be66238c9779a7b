#include "policy/setting.h"

#include <algorithm>
#include <set>

#include "policy/views.h"
namespace gangway::policy {
namespace {

std::vector<const Parameter*> parameters_of(const RuleBook& book, const std::string& region) {
  std::map<std::string, const Parameter*> nearest;
  for (const auto* const pack : book.packs_for(region)) {  // deepest first, so the first one stays
    for (const auto& [id, parameter] : pack->parameters) nearest.emplace(id, &parameter);
  }
  std::vector<const Parameter*> out;
  out.reserve(nearest.size());
  for (const auto& [id, parameter] : nearest) out.push_back(parameter);
  return out;
}

bool has_unverified_value(const Parameter& parameter, Day as_of) {
  if (parameter.unverified) return true;
  if (parameter.by_year) return std::ranges::any_of(parameter.values, &ParameterValue::unverified);
  const auto* const value = parameter.on(as_of);
  return value != nullptr && value->unverified;
}

bool is_unverified(const Setting::Parts& parts, const Version& version) {
  if (version.unverified || version.confidence != Confidence::High) return true;
  if (version.precision != Precision::Day && version.precision != Precision::By) return true;
  return std::ranges::any_of(version.parameters, [&](const std::string& id) {
    const auto* const parameter = parts.book->parameter(parts.region, id);
    return parameter != nullptr && has_unverified_value(*parameter, parts.as_of);
  });
}

// The head of an answer: the version that is applied, or the nearest one where none is in force.
RouteAnswer told(const InForce& in_force, bool unverified, Day as_of) {
  RouteAnswer out;
  const bool known = in_force.version != nullptr;
  const auto& version = known ? *in_force.version : *in_force.nearest;
  out.id = in_force.route;
  out.title = version.title;
  out.summary = version.summary;
  out.stage = version.stage;
  out.kind = version.kind;
  out.audience = version.audience;
  out.region = version.region;
  out.advice_only = version.advice_only;
  if (known) {
    out.effective_from = version.from;
    out.unverified = unverified;
    describe_version(version, out);
  } else {
    out.not_known.push_back(rule_not_known(in_force.route, as_of, version.title));
  }
  return out;
}

std::vector<PreparedRoute::Read> reads(const std::vector<FactPath>& facts) {
  std::vector<PreparedRoute::Read> out;
  out.reserve(facts.size());
  for (const auto& path : facts) out.push_back({path, path.str(), path.label()});
  return out;
}

ConditionView condition_view(const Condition& rule, const std::vector<PreparedRoute::Read>& reads) {
  ConditionView out;
  out.id = rule.id;
  out.label = rule.label;
  std::vector<std::string> facts;
  for (const auto& read : reads) facts.push_back(read.name);
  out.facts = std::move(facts);
  out.source = std::optional(source_view(rule.source));
  return out;
}

void prepare_papers(const Version& version, Day as_of, PreparedRoute& out) {
  for (const auto& use : version.papers) {
    if ((use.from && as_of < *use.from) || (use.to && as_of > *use.to)) continue;
    PaperView view{use.paper->code,           use.paper->label,
                   use.paper->issuer,         use.copies,
                   use.paper->valid_months,   false,
                   use.waived_if.has_value(), use.note.zh.empty() ? use.paper->note : use.note};
    auto waived = view;
    waived.waived = true;
    auto undecided = view;
    undecided.waived = std::nullopt;
    out.papers.push_back({&use, std::move(view), std::move(waived), std::move(undecided)});
  }
}

}  // namespace

PreparedRoute prepare(const Setting::Parts& parts, const InForce& in_force) {
  PreparedRoute out;
  out.in_force = in_force;
  const auto* const version = in_force.version;
  out.unverified = version != nullptr && is_unverified(parts, *version);
  out.told = told(in_force, out.unverified, parts.as_of);
  if (version == nullptr || version->model == nullptr) return out;
  const Frame nothing_known = make_frame(*parts.inputs, {}, parts.as_of, parts.parameters);
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  const auto values = out.rule.emplace(*parts.inputs, *version).values(nothing_known);
  dmn::Evaluation evaluation(*version->model, values, machine);
  for (const auto& condition : version->conditions) {
    out.condition_facts.push_back(
        reads(dependencies(*parts.inputs, evaluation.decision(condition.decision)).facts));
    out.conditions.push_back(condition_view(condition, out.condition_facts.back()));
  }
  prepare_papers(*version, parts.as_of, out);
  for (const auto& fee : version->fees) {
    out.fees.push_back({fee.item, fee.label, fee.cny.to_string(), "CNY", std::nullopt,
                        std::optional(source_view(fee.source))});
  }
  for (const auto& clock : version->clocks) out.clocks.push_back(clock_rule_view(clock));
  return out;
}

Setting::Setting() : parts_(std::make_unique<Parts>()) {}
Setting::~Setting() = default;

Result<std::shared_ptr<const Setting>> Setting::create(std::shared_ptr<const RuleBook> book,
                                                       std::string_view region, Day as_of) {
  if (book->find_region(region) == nullptr) {
    return fail(ErrorCode::NotFound, "policy.no_such_region",
                Args{{"region", std::string(region.substr(0, 64))}}, "/region");
  }
  if (year_of(as_of) < 1990 || year_of(as_of) > 2100) {
    return fail(ErrorCode::NotKnown, "policy.day_out_of_range", "/as_of");
  }
  const std::shared_ptr<Setting> setting(new Setting);
  auto& parts = *setting->parts_;
  parts.book = std::move(book);
  parts.region = region;
  parts.as_of = as_of;
  parts.vocabulary = &parts.book->vocabulary(region);
  parts.inputs = std::make_unique<Inputs>(*parts.vocabulary, parameters_of(*parts.book, parts.region));
  parts.parameters = parameters_value(*parts.inputs, as_of);
  for (const auto& in_force : parts.book->routes(region, as_of))
    parts.routes.push_back(prepare(parts, in_force));
  for (const auto* const pack : parts.book->packs_for(parts.region))
    parts.packs.push_back({pack->id, pack->version});
  parts.elsewhere = elsewhere_views(*parts.book, parts.region, as_of);
  return setting;
}

const RuleBook& Setting::book() const { return *parts_->book; }
const std::string& Setting::region() const { return parts_->region; }
Day Setting::as_of() const { return parts_->as_of; }
const Vocabulary& Setting::vocabulary() const { return *parts_->vocabulary; }

}  // namespace gangway::policy
