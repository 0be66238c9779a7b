// Any text as an expression, evaluated: with unknown inputs, and however they come out.
#include <algorithm>

#include "../feel_scope.h"
#include "feel/ops.h"

namespace gangway::fuzz {
namespace {

using feel::Value;

struct Answer {
  Value value;
  bool limited = false;
};

Answer evaluate(const feel::Program& program, const std::vector<Value>& slots) {
  feel::Diagnostics diagnostics(1'000);
  feel::Machine machine(diagnostics, small_limits());
  machine.now = feel::parse_date_time("2026-11-24T10:00:00Z");
  machine.on_cut = [](feel::InputId, const Value&) {};
  machine.on_use = [](feel::InputId) {};
  Answer answer;
  answer.value = program.evaluate(slots, machine);
  answer.limited = met_a_limit(machine, diagnostics);
  return answer;
}

std::shared_ptr<const feel::InputSet> unknown_in(const Value& value) {
  return feel::unknown_inputs(std::span(&value, 1), feel::Depth::Deep);
}

bool holds_function(const Value& value) {
  switch (value.kind()) {
    case feel::Kind::Function:
      return true;
    case feel::Kind::List:
      return std::ranges::any_of(value.as_list(), holds_function);
    case feel::Kind::Context:
      return std::ranges::any_of(value.as_context().entries(),
                                 [](const auto& entry) { return holds_function(entry.second); });
    default:
      return false;
  }
}

// What to_feel() writes is FEEL for the same value.
void check_text(const Value& value) {
  if (holds_function(value)) return;
  const auto text = to_feel(value);
  if (text.size() > 2'000) return;
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(text, {}, diagnostics);
  if (!program && !diagnostics.empty() && diagnostics.all().front().number == "F1103") return;  // too deep
  require(program.has_value(), "a value's FEEL text compiles", text);
  const auto again = evaluate(*program, {});
  require(again.limited || to_feel(again.value) == text, "a value's FEEL text gives the value",
          text + "\n" + to_feel(again.value));
}

void check_unknown(const feel::Program& program, const std::vector<Value>& slots, const Value& answer) {
  static const std::vector<Value> kDomain{Value(),
                                          Value(true),
                                          Value::number(1),
                                          value_of("5"),
                                          value_of("\"text\""),
                                          value_of("[1, 5]"),
                                          value_of("@\"2024-02-29\"")};
  const auto inputs = unknown_in(answer);
  const auto matters = [&](feel::InputId id) { return inputs != nullptr && inputs->contains(id); };
  if (matters(0) && matters(1)) return;
  auto filled = slots;
  for (const auto& u : kDomain) {
    std::string first;
    for (const auto& v : kDomain) {
      filled[0] = matters(1) ? v : u;
      filled[1] = matters(1) ? u : v;
      const auto real = evaluate(program, filled);
      if (real.limited) continue;
      const auto text = to_feel(real.value);
      const auto shown =
          program.text() + "\nu = " + to_feel(filled[0]) + ", v = " + to_feel(filled[1]) + " gives " + text;
      if (inputs == nullptr) {
        require(text == to_feel(answer), "an answer given with unknown inputs holds however they come out",
                shown + ", given was " + to_feel(answer));
      } else {
        require(first.empty() || first == text, "what is not said to matter does not",
                shown + " or " + first);
        first = text;
      }
    }
  }
}

}  // namespace

void run(std::string_view input) {
  static const Given known = given();
  if (input.size() > 4'000) return;
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(input, known.scope, diagnostics);
  if (!program) return;
  const auto answer = evaluate(*program, known.slots);
  if (answer.limited) return;
  if (unknown_in(answer.value) == nullptr) check_text(answer.value);
  check_unknown(*program, known.slots, answer.value);
}

}  // namespace gangway::fuzz
