// Any text as a DMN model; what loads is evaluated, with unknown inputs and with none.
#include "../feel_scope.h"
#include "base/bilingual.h"
#include "dmn/explanation.h"
#include "dmn/model.h"

namespace gangway::fuzz {
namespace {

using feel::Value;

void evaluate(const dmn::Model& model) {
  std::vector<Value> unknown;
  for (std::size_t i = 0; i < model.inputs().size(); ++i) {
    unknown.push_back(Value::unknown(static_cast<feel::InputId>(i)));
  }
  feel::Diagnostics diagnostics(1'000);
  feel::Machine machine(diagnostics, small_limits());
  feel::Machine other(diagnostics, small_limits());
  dmn::Evaluation with_unknown(model, unknown, machine);
  dmn::Evaluation with_null(model, {}, other);
  for (std::size_t i = 0; i < model.decisions().size(); ++i) {
    const auto& answer = with_unknown.decision(static_cast<dmn::ElementIndex>(i));
    const auto& real = with_null.decision(static_cast<dmn::ElementIndex>(i));
    (void)dmn::to_text(dmn::explain(with_unknown, static_cast<dmn::ElementIndex>(i)), Language::En);
    if (met_a_limit(machine, diagnostics) || met_a_limit(other, diagnostics)) return;
    if (feel::unknown_inputs(std::span(&answer, 1), feel::Depth::Deep) != nullptr) continue;
    require(to_feel(answer) == to_feel(real), "an answer given with unknown inputs holds when they are null",
            model.decisions()[i].name + ": " + to_feel(answer) + " or " + to_feel(real));
  }
}

}  // namespace

void run(std::string_view input) {
  if (input.size() > 40'000) return;
  feel::Diagnostics strict;
  const auto model = dmn::Model::load(input, strict);
  require(model.has_value() || !strict.empty(), "what does not load says why");
  for (const auto& each : strict.all()) require(has_text(each.number), "a finding has a text", each.number);
  if (model) return evaluate(**model);
  feel::Diagnostics lenient;
  const auto faulty = dmn::Model::load(input, lenient, {}, dmn::Model::Faulty::GivesNull);
  if (faulty) evaluate(**faulty);
}

}  // namespace gangway::fuzz
