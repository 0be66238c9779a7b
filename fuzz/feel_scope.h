// The names and values that the FEEL targets offer.
#pragma once

#include <string>
#include <vector>

#include "feel/program.h"
#include "target.h"

namespace gangway::fuzz {

// u and v are the ones that may be unknown; the others are known values of every kind.
struct Given {
  feel::Scope scope;
  std::vector<feel::Value> slots;
};

inline feel::Value value_of(const std::string& text) {
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(text, {}, diagnostics);
  require(program.has_value(), "the target's own values compile", text);
  feel::Machine machine(diagnostics);
  return program->evaluate({}, machine);
}

inline Given given() {
  Given made;
  const auto add = [&](const char* name, feel::Value value) {
    made.scope.variables.push_back({name, feel::Type::any()});
    made.slots.push_back(std::move(value));
  };
  add("u", feel::Value::unknown(0));
  add("v", feel::Value::unknown(1));
  add("n", feel::Value::number(5));
  add("monthly salary", value_of("12.5"));
  add("a-1", value_of("-1"));
  add("s", value_of("\"text\""));
  add("l", value_of("[1, 2, 3, null]"));
  add("rows", value_of("[{year: 2022, pay: 10, tags: [\"a\"]}, {year: 2023, pay: 20}]"));
  add("c", value_of("{a: 1, b: {c: [1, {d: \"x\"}]}, \"two words\": true}"));
  add("d", value_of("@\"2024-02-29\""));
  add("t", value_of("@\"2024-02-29T23:59:59.5@Asia/Shanghai\""));
  add("p", value_of("@\"P1DT2H\""));
  add("r", value_of("[1..10)"));
  add("f", value_of("function(x, y) x + y"));
  return made;
}

inline feel::Limits small_limits() {
  feel::Limits limits;
  limits.steps = 20'000;
  limits.depth = 64;
  limits.list_size = 2'000;
  limits.text_size = 20'000;
  return limits;
}

// Where a limit was met, an answer says nothing about the language.
inline bool met_a_limit(const feel::Machine& machine, const feel::Diagnostics& diagnostics) {
  if (machine.exhausted() || diagnostics.count() > diagnostics.all().size()) return true;
  for (const auto& each : diagnostics.all()) {
    if (each.number.starts_with("F19") || each.number == "F2115" || each.number == "F2108") return true;
  }
  return false;
}

}  // namespace gangway::fuzz
