// Any text as the cell of a decision table.
#include "../feel_scope.h"
#include "feel/ops.h"

namespace gangway::fuzz {
namespace {

using feel::Value;

// The simple form of a cell, by ops.h alone; null: one of the comparisons says nothing.
Value by_ranges(feel::Machine& machine, const feel::SimpleTest& test, const Value& input) {
  if (test.is_any) return Value(true);
  Value holds(false);
  for (const auto& range : test.ranges) {
    const auto one = feel::in_range(machine, input, range);
    if (one.is_null()) return {};
    holds = feel::logical_or(holds, one);
  }
  return test.is_negated ? feel::logical_not(holds) : holds;
}

}  // namespace

void run(std::string_view input) {
  static const Given known = given();
  static const std::vector<Value> kInputs{Value(),
                                          Value(true),
                                          Value::number(3),
                                          value_of("7.5"),
                                          value_of("\"B\""),
                                          value_of("@\"2024-02-29\""),
                                          value_of("[1, 2]"),
                                          Value::unknown(7)};
  if (input.size() > 4'000) return;
  feel::Diagnostics diagnostics;
  const auto cell = feel::Program::compile_unary_tests(input, known.scope, feel::Type::any(), diagnostics);
  require(cell.has_value() || !diagnostics.empty(), "what does not compile says why");
  if (!cell) return;
  const auto simple = cell->simple_test();
  auto slots = known.slots;
  slots.emplace_back();
  for (const auto& value : kInputs) {
    slots.back() = value;
    feel::Machine machine(diagnostics, small_limits());
    const auto answer = cell->evaluate(slots, machine);
    require(answer.kind() == feel::Kind::Boolean || answer.is_null() || answer.is_unknown(),
            "a cell answers true, false, null or unknown", to_feel(answer));
    if (!simple || value.is_unknown() || value.kind() == feel::Kind::List) continue;
    const auto wanted = by_ranges(machine, *simple, value);
    require(wanted.is_null() || answer.is_null() || to_feel(wanted) == to_feel(answer),
            "the simple form of a cell answers as the cell",
            std::string(input) + "\nfor " + to_feel(value) + ": " + to_feel(answer));
  }
}

}  // namespace gangway::fuzz
