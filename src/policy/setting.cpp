#include "policy/setting.h"

#include <algorithm>
#include <set>
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

}  // namespace

PreparedRoute prepare(const Setting::Parts& parts, const InForce& in_force) {
  PreparedRoute out{in_force, {}, {}, false};
  const auto* const version = in_force.version;
  if (version == nullptr || version->model == nullptr) return out;
  out.unverified = is_unverified(parts, *version);
  const Frame nothing_known = make_frame(*parts.inputs, {}, parts.as_of, parts.parameters);
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  const auto values = out.rule.emplace(*parts.inputs, *version).values(nothing_known);
  dmn::Evaluation evaluation(*version->model, values, machine);
  for (const auto& condition : version->conditions) {
    out.condition_facts.push_back(dependencies(*parts.inputs, evaluation.decision(condition.decision)).facts);
  }
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
  return setting;
}

const RuleBook& Setting::book() const { return *parts_->book; }
const std::string& Setting::region() const { return parts_->region; }
Day Setting::as_of() const { return parts_->as_of; }
const Vocabulary& Setting::vocabulary() const { return *parts_->vocabulary; }

}  // namespace gangway::policy
