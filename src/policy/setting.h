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
  std::vector<std::vector<FactPath>>
      condition_facts;  // as version->conditions: what each reads when nothing is known
  bool unverified = false;
};

struct Setting::Parts {
  std::shared_ptr<const RuleBook> book;
  std::string region;
  Day as_of{};
  const Vocabulary* vocabulary = nullptr;
  std::unique_ptr<Inputs> inputs;
  feel::Value parameters;
  std::vector<PreparedRoute> routes;
};

[[nodiscard]] PreparedRoute prepare(const Setting::Parts& parts, const InForce& in_force);

}  // namespace gangway::policy
