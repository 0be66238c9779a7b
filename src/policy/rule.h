// One version's rule, evaluated over a frame. Internal to policy.
//
// Shape:  immutable once made, shared between threads. Made once per version and Setting: it knows where each
//         of the model's inputs comes from, and of which decisions `eligible` is the conjunction.
#pragma once

#include <span>
#include <vector>

#include "dmn/model.h"
#include "policy/cells.h"
#include "policy/frame.h"
#include "policy/pack.h"

namespace gangway::policy {

class Rule {
 public:
  // REQUIRES: version.model is there; both outlive it.
  Rule(const Inputs& inputs, const Version& version);

  [[nodiscard]] const Version& version() const { return *version_; }
  [[nodiscard]] const Inputs& inputs() const { return *inputs_; }
  // The decisions that `eligible` is true of exactly when all of them are, and false when one of them is. Not
  // read from its text but proved by evaluation when the rule is made. Where it is no conjunction: `eligible`
  // alone.
  [[nodiscard]] std::span<const dmn::ElementIndex> conjuncts() const { return conjuncts_; }

  // The values of the model's inputs.
  [[nodiscard]] std::vector<feel::Value> values(const Frame& frame) const;
  [[nodiscard]] feel::Value eligible(const Frame& frame, Cuts* cuts = nullptr) const;

 private:
  const Inputs* inputs_;
  const Version* version_;
  std::vector<int> sources_;  // as model->inputs(): the group's index, or one of the constants in rule.cpp
  std::vector<dmn::ElementIndex> conjuncts_;
};

// Reports into `cuts` what `machine` compares and uses.
void record(feel::Machine& machine, Cuts& cuts);

}  // namespace gangway::policy
