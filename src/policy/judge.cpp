#include "policy/judge.h"

#include <algorithm>
#include <map>

#include "policy/clocks.h"
#include "policy/nearest.h"
#include "policy/search.h"
#include "policy/setting.h"
#include "policy/views.h"

namespace gangway::policy {
namespace {

using feel::Value;

// Evaluates what hangs on one version for one person.
class RouteJudge {
 public:
  RouteJudge(const Setting::Parts& parts, const PreparedRoute& route, const Facts& facts, const Frame& frame,
             const JudgeOptions& options)
      : parts_(parts),
        route_(route),
        version_(*route.in_force.version),
        facts_(facts),
        frame_(frame),
        options_(options),
        machine_(diagnostics_),
        evaluation_(*version_.model, inputs_ = route.rule->values(frame), machine_) {}

  RouteAnswer answer() {
    RouteAnswer out;
    out.id = version_.route;
    out.title = version_.title;
    out.summary = version_.summary;
    out.stage = version_.stage;
    out.kind = version_.kind;
    out.audience = version_.audience;
    out.region = version_.region;
    out.effective_from = version_.from;
    out.advice_only = version_.advice_only;
    out.unverified = route_.unverified;
    decide(out);
    if (options_.opens_on && out.status == Status::Ineligible) {
      out.opens_on = opens_on(parts_, *route_.rule, facts_);
    }
    if (options_.nearest && out.status == Status::Ineligible) {
      out.nearest = nearest_changes(*route_.rule, facts_, frame_, parts_.as_of);
    }
    if (options_.reasons) explain(out);
    return out;
  }

 private:
  void decide(RouteAnswer& out) {
    auto eligible = evaluation_.decision(version_.eligible);
    if (eligible.is_unknown() && !dependencies(*parts_.inputs, eligible).facts.empty())
      eligible = confirm(eligible, out);
    if (eligible.is_true()) {
      out.status = Status::Eligible;
    } else if (eligible.is_false()) {
      out.status = Status::Ineligible;
    } else if (eligible.is_unknown()) {
      out.not_known = not_known_views(dependencies(*parts_.inputs, eligible).figures, parts_.as_of);
    } else {
      // The pack's fault, not the person's: said as a rule that is not known. `pack check` refuses such
      // packs.
      out.not_known.push_back(rule_not_known(version_.route, parts_.as_of, version_.title));
    }
  }

  // Confirms by enumeration what still matters; gives the settled value where no answer can change it.
  Value confirm(const Value& eligible, RouteAnswer& out) {
    const auto found = search(*route_.rule, frame_, parts_.as_of, options_.budget);
    for (const auto& path : found.matter) out.missing.push_back(path.str());
    for (const auto& path : found.undecided) out.may_matter.push_back(path.str());
    if (found.settled && !found.settled->is_unknown()) return *found.settled;
    return eligible;
  }

  void explain(RouteAnswer& out) {
    std::vector<std::pair<std::string, Value>> results;
    for (std::size_t i = 0; i < version_.conditions.size(); ++i) {
      out.conditions.push_back(condition(version_.conditions[i], route_.condition_facts[i]));
    }
    for (const auto& result : version_.results) {
      auto value = evaluation_.decision(result.decision);
      if (auto view = result_view(result, value)) out.results.push_back(*std::move(view));
      results.emplace_back(result.id, std::move(value));
    }
    set_slots(Value(std::make_shared<const feel::Context>(std::move(results))));
    papers(out);
    fees(out);
    for (const auto& rule : version_.clocks) {
      if (charged(rule.when).value_or(true)) out.clocks.push_back(clock_view(parts_, rule, facts_));
    }
    describe_version(version_, out);
  }

  ConditionView condition(const Condition& rule, const std::vector<FactPath>& reads) {
    ConditionView view{rule.id, rule.label, {}, {}, {}, {}, {}, source_view(rule.source)};
    const auto value = evaluation_.decision(rule.decision);
    if (value.kind() == feel::Kind::Boolean) view.value = value.as_boolean();
    for (const auto& path : reads) {
      const auto name = path.str();
      if (const auto* const given = facts_.find(name)) {
        view.given.push_back({name, path.label(), describe(path, *given)});
      }
      view.facts.push_back(name);
    }
    const auto open = dependencies(*parts_.inputs, value);
    for (const auto& path : open.facts) view.missing.push_back(path.str());
    view.not_known = not_known_views(open.figures, parts_.as_of);
    return view;
  }

  static std::optional<ResultView> result_view(const ResultDecision& result, const Value& value) {
    if (value.is_unknown() || value.is_null()) return std::nullopt;
    const auto plain = feel::to_text(value);
    const auto named = std::ranges::find(result.values, plain, &NamedValue::value);
    if (named != result.values.end()) return ResultView{result.id, result.label, named->label};
    const auto unit = [](const std::string& u, const char* gap) { return u.empty() ? u : gap + u; };
    return ResultView{result.id, result.label,
                      Bilingual{plain + result.unit.zh, plain + unit(result.unit.en, " ")}};
  }

  void set_slots(Value results) {
    const auto& vocabulary = parts_.book->vocabulary(version_.region);
    slots_ = {frame_.as_of, frame_.parameters, std::move(results)};
    for (const auto& group : vocabulary.groups) {
      const auto at = std::ranges::find(parts_.vocabulary->groups, group);
      slots_.push_back(frame_.groups[static_cast<std::size_t>(at - parts_.vocabulary->groups.begin())]);
    }
  }

  std::optional<bool> charged(const std::optional<feel::Program>& when) {
    if (!when) return true;
    const auto value = when->evaluate(slots_, machine_);
    if (value.kind() == feel::Kind::Boolean) return value.as_boolean();
    return std::nullopt;
  }

  void papers(RouteAnswer& out) {
    for (const auto& use : version_.papers) {
      if ((use.from && parts_.as_of < *use.from) || (use.to && parts_.as_of > *use.to)) continue;
      PaperView view{use.paper->code,           use.paper->label,
                     use.paper->issuer,         use.copies,
                     use.paper->valid_months,   false,
                     use.waived_if.has_value(), use.note.zh.empty() ? use.paper->note : use.note};
      if (use.waived_if) {
        const auto value = use.waived_if->evaluate(slots_, machine_);
        view.waived = value.is_unknown() ? std::nullopt : std::optional(value.is_true());
      }
      out.papers.push_back(std::move(view));
    }
  }

  void fees(RouteAnswer& out) {
    for (const auto& fee : version_.fees) {
      const auto applies = charged(fee.when);
      if (applies == false) continue;
      out.fees.push_back({fee.item, fee.label, fee.cny.to_string(), "CNY", applies, source_view(fee.source)});
    }
  }

  const Setting::Parts& parts_;
  const PreparedRoute& route_;
  const Version& version_;
  const Facts& facts_;
  const Frame& frame_;
  const JudgeOptions& options_;
  feel::Diagnostics diagnostics_;
  feel::Machine machine_;
  std::vector<Value> inputs_;
  dmn::Evaluation evaluation_;
  std::vector<Value> slots_;
};

// No version in force: neither open nor closed.
RouteAnswer rule_unknown(const Setting::Parts& parts, const InForce& in_force) {
  RouteAnswer out;
  const auto& version = *in_force.nearest;
  out.id = in_force.route;
  out.title = version.title;
  out.summary = version.summary;
  out.stage = version.stage;
  out.kind = version.kind;
  out.audience = version.audience;
  out.region = version.region;
  out.advice_only = version.advice_only;
  out.not_known.push_back(rule_not_known(in_force.route, parts.as_of, version.title));
  return out;
}

bool applies(const Setting::Parts& parts, const Version& version, const Frame& frame) {
  if (!version.applies_if) return true;
  std::vector<Value> slots{frame.as_of};
  for (const auto& group : parts.book->vocabulary(version.region).groups) {
    const auto at = std::ranges::find(parts.vocabulary->groups, group);
    slots.push_back(frame.groups[static_cast<std::size_t>(at - parts.vocabulary->groups.begin())]);
  }
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  const auto value = version.applies_if->evaluate(slots, machine);
  return value.is_true() || value.is_unknown();
}

void count(const RouteAnswer& route, Counts& counts) {
  if (route.advice_only && route.status != Status::Ineligible) {
    ++counts.advice;
    return;
  }
  switch (route.status) {
    case Status::Eligible:
      ++counts.eligible;
      break;
    case Status::Ineligible:
      ++(route.opens_on ? counts.opens : counts.ineligible);
      break;
    case Status::Undetermined:
      ++counts.undetermined;
      break;
  }
}

// Facts that settle routes soonest first: one that is the last missing of a route weighs more than one of
// many.
std::vector<std::string> questions(const std::vector<RouteAnswer>& routes) {
  std::map<std::string, double> weight;
  for (const auto& route : routes) {
    for (const auto* const list : {&route.missing, &route.may_matter}) {
      for (const auto& fact : *list) weight[fact] += 1.0 / static_cast<double>(list->size());
    }
  }
  std::vector<std::string> out;
  out.reserve(weight.size());
  for (const auto& [fact, unused] : weight) out.push_back(fact);
  std::ranges::stable_sort(out, [&](const auto& a, const auto& b) { return weight.at(a) > weight.at(b); });
  return out;
}

void elsewhere(const Setting::Parts& parts, Assessment& out) {
  for (const auto* const version : parts.book->elsewhere(parts.region, parts.as_of)) {
    auto at = std::ranges::find(out.elsewhere, version->route, &Elsewhere::id);
    if (at == out.elsewhere.end()) at = out.elsewhere.insert(at, {version->route, version->title, {}});
    for (const auto& region : version->regions) at->regions.push_back(region_name(*parts.book, region));
  }
}

}  // namespace

Assessment judge(const Setting& setting, const Facts& facts, const JudgeOptions& options) {
  const auto& parts = setting.parts();
  Assessment out;
  out.as_of = parts.as_of;
  out.region = parts.region;
  out.rules_version = parts.book->version();
  for (const auto* const pack : parts.book->packs_for(parts.region))
    out.packs.push_back({pack->id, pack->version});
  const Frame frame = make_frame(*parts.inputs, facts, parts.as_of, parts.parameters);
  for (const auto& route : parts.routes) {
    if (!options.routes.empty() &&
        std::ranges::find(options.routes, route.in_force.route) == options.routes.end()) {
      continue;
    }
    if (route.in_force.version == nullptr) {
      out.routes.push_back(rule_unknown(parts, route.in_force));
    } else if (!applies(parts, *route.in_force.version, frame)) {
      out.not_applicable.push_back({route.in_force.route, route.in_force.version->title});
      continue;
    } else {
      out.routes.push_back(RouteJudge(parts, route, facts, frame, options).answer());
    }
    count(out.routes.back(), out.counts);
  }
  if (options.questions) out.questions = questions(out.routes);
  if (options.reasons) elsewhere(parts, out);
  return out;
}

RouteAnswer judge_version(const Setting& setting, const Version& version, const Facts& facts,
                          const JudgeOptions& options) {
  const auto& parts = setting.parts();
  const auto prepared = prepare(parts, {&version, version.route, &version});
  const Frame frame = make_frame(*parts.inputs, facts, parts.as_of, parts.parameters);
  return RouteJudge(parts, prepared, facts, frame, options).answer();
}

}  // namespace gangway::policy
