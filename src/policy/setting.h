// What one region and day fix, computed once. Internal to policy; Setting in judge.h is its public face.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/frame.h"
#include "policy/judge.h"
#include "policy/pack.h"
#include "policy/rule.h"

namespace gangway::policy {

// A version with what does not change between persons.
struct PreparedRoute {
  InForce in_force;
  std::optional<Rule> rule;  // of in_force.version, where it has a model
  // As version->conditions: what each reads when nothing is known.
  struct Read {
    FactPath path;
    std::string name;
    Rendered<Bilingual> label;
  };
  std::vector<std::vector<Read>> condition_facts;
  bool unverified = false;
  RouteAnswer told;  // what the answer says to everybody; its parts below are filled in for each person
  std::vector<ConditionView> conditions;  // as version->conditions
  // The papers of that day; one that can be waived in its three states.
  struct Paper {
    const PaperUse* use;
    Rendered<PaperView> needed;
    Rendered<PaperView> waived;
    Rendered<PaperView> undecided;
  };
  std::vector<Paper> papers;
  std::vector<FeeView> fees;      // as version->fees
  std::vector<ClockView> clocks;  // as version->clocks, without days
};

struct Setting::Parts {
  std::shared_ptr<const RuleBook> book;
  std::string region;
  Day as_of{};
  const Vocabulary* vocabulary = nullptr;
  std::unique_ptr<Inputs> inputs;
  feel::Value parameters;
  std::vector<PreparedRoute> routes;
  std::vector<PackVersion> packs;
  Rendered<std::vector<Elsewhere>> elsewhere;
};

[[nodiscard]] PreparedRoute prepare(const Setting::Parts& parts, const InForce& in_force);

}  // namespace gangway::policy
