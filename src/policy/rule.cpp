#include "policy/rule.h"

#include <algorithm>

namespace gangway::policy {
namespace {

using feel::Value;

constexpr int kAsOf = -1;
constexpr int kParameters = -2;
constexpr int kNone = -3;

int source_of(const Vocabulary& vocabulary, const std::string& input) {
  if (input == "as_of") return kAsOf;
  if (input == "parameters") return kParameters;
  const auto at = std::ranges::find(vocabulary.groups, input);
  return at == vocabulary.groups.end() ? kNone : static_cast<int>(at - vocabulary.groups.begin());
}

// With every input unknown, so that what comes out hangs on the decisions alone: all of them true give true;
// one that is false gives false whatever the others are; one that is null beside true ones gives null.
bool is_conjunction(const Version& version, std::span<const dmn::ElementIndex> parts) {
  const std::vector<Value> nothing(version.model->inputs().size(), Value::unknown(0));
  const auto with = [&](std::size_t odd, const Value& its, const Value& others) {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    dmn::Evaluation evaluation(*version.model, nothing, machine);
    for (std::size_t i = 0; i < parts.size(); ++i) evaluation.set_decision(parts[i], i == odd ? its : others);
    return evaluation.decision(version.eligible);
  };
  if (parts.empty() || !with(parts.size(), {}, true).is_true()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!with(i, false, Value::unknown(1)).is_false() || !with(i, {}, true).is_null()) return false;
  }
  return true;
}

}  // namespace

Rule::Rule(const Inputs& inputs, const Version& version) : inputs_(&inputs), version_(&version) {
  for (const auto& input : version.model->inputs())
    sources_.push_back(source_of(inputs.vocabulary(), input.name));
  conjuncts_ = version.model->decisions()[version.eligible].decisions;
  if (!is_conjunction(version, conjuncts_)) conjuncts_ = {version.eligible};
}

std::vector<Value> Rule::values(const Frame& frame) const {
  std::vector<Value> out;
  out.reserve(sources_.size());
  for (const int source : sources_) {
    if (source >= 0) {
      out.push_back(frame.groups[static_cast<std::size_t>(source)]);
    } else if (source == kNone) {
      out.emplace_back();
    } else {
      out.push_back(source == kAsOf ? frame.as_of : frame.parameters);
    }
  }
  return out;
}

Value Rule::eligible(const Frame& frame, Cuts* cuts) const {
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  if (cuts != nullptr) record(machine, *cuts);
  const auto inputs = values(frame);
  dmn::Evaluation evaluation(*version_->model, inputs, machine);
  return evaluation.decision(version_->eligible);
}

void record(feel::Machine& machine, Cuts& cuts) {
  machine.on_cut = [&cuts](feel::InputId id, const Value& value) { cuts.at[id].push_back(value); };
  machine.on_use = [&cuts](feel::InputId id) { cuts.used.insert(id); };
}

}  // namespace gangway::policy
