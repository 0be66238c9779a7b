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
    RouteAnswer out = route_.told;
    decide(out);
    if (options_.opens_on && out.status == Status::Ineligible) {
      out.opens_on = opens_on(*route_.rule, facts_, frame_, parts_.as_of);
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
      out.conditions.push_back(condition(i));
    }
    for (const auto& result : version_.results) {
      auto value = evaluation_.decision(result.decision);
      if (auto view = result_view(result, value)) out.results.push_back(*std::move(view));
      results.emplace_back(result.id, std::move(value));
    }
    set_slots(Value(std::make_shared<const feel::Context>(std::move(results))));
    papers(out);
    fees(out);
    for (std::size_t i = 0; i < version_.clocks.size(); ++i) {
      const auto& rule = version_.clocks[i];
      if (charged(rule.when).value_or(true)) {
        out.clocks.push_back(clock_view(parts_, rule, route_.clocks[i], facts_));
      }
    }
  }

  ConditionView condition(std::size_t i) {
    auto view = route_.conditions[i];
    const auto& value = evaluation_.decision(version_.conditions[i].decision);
    if (value.kind() == feel::Kind::Boolean) view.value = value.as_boolean();
    for (const auto& read : route_.condition_facts[i]) {
      const auto* const given = facts_.find(read.name);
      if (given != nullptr) view.given.push_back({read.name, read.label, describe(read.path, *given)});
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
    for (const auto& paper : route_.papers) {
      if (!paper.use->waived_if) {
        out.papers.push_back(paper.needed);
        continue;
      }
      const auto value = paper.use->waived_if->evaluate(slots_, machine_);
      out.papers.push_back(value.is_unknown() ? paper.undecided
                                              : (value.is_true() ? paper.waived : paper.needed));
    }
  }

  void fees(RouteAnswer& out) {
    for (std::size_t i = 0; i < version_.fees.size(); ++i) {
      const auto applies = charged(version_.fees[i].when);
      if (applies == false) continue;
      out.fees.push_back(route_.fees[i]);
      out.fees.back().charged = applies;
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

}  // namespace

Assessment judge(const Setting& setting, const Facts& facts, const JudgeOptions& options) {
  const auto& parts = setting.parts();
  Assessment out;
  out.as_of = parts.as_of;
  out.region = parts.region;
  out.rules_version = parts.book->version();
  out.packs = parts.packs;
  const Frame frame = make_frame(*parts.inputs, facts, parts.as_of, parts.parameters);
  for (const auto& route : parts.routes) {
    if (!options.routes.empty() &&
        std::ranges::find(options.routes, route.in_force.route) == options.routes.end()) {
      continue;
    }
    if (route.in_force.version == nullptr) {
      out.routes.push_back(route.told);  // neither open nor closed
    } else if (!applies(parts, *route.in_force.version, frame)) {
      out.not_applicable.push_back({route.in_force.route, route.in_force.version->title});
      continue;
    } else {
      out.routes.push_back(RouteJudge(parts, route, facts, frame, options).answer());
    }
    count(out.routes.back(), out.counts);
  }
  if (options.questions) out.questions = questions(out.routes);
  if (options.reasons) out.elsewhere = parts.elsewhere;
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
