// What the third state promises, against brute force: random expressions over inputs with small domains, some
// of them unknown, compared with every way in which the unknown could come out.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "feel/program.h"

namespace gangway::feel {
namespace {

// Inputs: p, q are booleans; n, m numbers or null; s a string. Their domains are what brute force walks
//         through.
constexpr std::size_t kInputs = 5;
constexpr std::array kNames{"p", "q", "n", "m", "s"};

std::vector<Value> domain(std::size_t input) {
  if (input < 2) return {Value(true), Value(false)};
  if (input < 4) return {Value::number(0), Value::number(1), Value::number(2), Value::number(5), Value()};
  return {Value::string("a"), Value::string("b")};
}

Scope scope() {
  Scope made;
  for (const char* name : kNames) made.variables.push_back({name, Type::any()});
  // The same inputs inside of a list of contexts, as judging hands over a table by year.
  made.variables.push_back({"rows", Type::any()});
  return made;
}

std::vector<Value> slots(const std::vector<Value>& inputs) {
  std::vector<Value> made = inputs;
  const auto row = [](Value year, Value pay, Value ok) -> Value {
    return std::make_shared<const Context>(std::vector<std::pair<std::string, Value>>{
        {"year", std::move(year)}, {"pay", std::move(pay)}, {"ok", std::move(ok)}});
  };
  made.push_back(
      Value::list({row(Value::number(1), inputs[2], inputs[0]), row(Value::number(2), inputs[3], true),
                   row(inputs[2], Value::number(5), inputs[1])}));
  return made;
}

std::string pick(const std::vector<std::string>& all) { return *rc::gen::elementOf(all); }

std::string boolean(int depth);

std::string number(int depth) {
  if (depth <= 0) return pick({"n", "m", "0", "1", "2", "3", "null"});
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return "(" + number(depth - 1) + pick({" + ", " - ", " * "}) + number(depth - 1) + ")";
    case 1:
      return "(if " + boolean(depth - 1) + " then " + number(depth - 1) + " else " + number(depth - 1) + ")";
    case 2:
      return "[" + number(depth - 1) + ", " + number(depth - 1) + "][" + pick({"1", "2", "-1", "n"}) + "]";
    case 3:
      return "{a: " + number(depth - 1) + ", b: a}." + pick({"a", "b"});
    case 4:
      return "rows[year = " + number(depth - 1) + "].pay[1]";
    case 5:
      return "(function(x) x" + pick({" + 1", "", " * 0"}) + ")(" + number(depth - 1) + ")";
    case 6:
      return "count(rows[" + boolean(depth - 1) + "])";
    default:
      return number(0);
  }
}

std::string comparison(int depth) {
  return "(" + number(depth - 1) + pick({" = ", " != ", " < ", " <= ", " > ", " >= "}) + number(depth - 1) +
         ")";
}

std::string boolean(int depth) {
  if (depth <= 0) return pick({"p", "q", "true", "false", "null", "n = 1", "m < 2", "s = \"a\""});
  switch (*rc::gen::inRange(0, 10)) {
    case 0:
    case 1:
      return "(" + boolean(depth - 1) + pick({" and ", " or "}) + boolean(depth - 1) + ")";
    case 2:
      return "not(" + boolean(depth - 1) + ")";
    case 3:
      return "(if " + boolean(depth - 1) + " then " + boolean(depth - 1) + " else " + boolean(depth - 1) +
             ")";
    case 4:
      return "(" + pick({"some", "every"}) + " r in rows satisfies " +
             pick({"r.ok", "r.pay > ", "r.year = "}) + (*rc::gen::arbitrary<bool>() ? "1" : "n") + ")";
    case 5:
      return "(" + pick({"some", "every"}) + " x in [" + number(depth - 1) + ", " + number(depth - 1) +
             "] satisfies x" + pick({" > ", " = "}) + number(depth - 1) + ")";
    case 6:
      return "(" + number(depth - 1) + " in (" + pick({"< ", ">= ", ""}) + number(depth - 1) + ", [0..2]))";
    case 7:
      return "(" + number(depth - 1) + " between " + number(depth - 1) + " and " + number(depth - 1) + ")";
    case 8:
      return "(every r in rows[" + boolean(depth - 1) + "] satisfies r.ok)";
    default:
      return comparison(depth);
  }
}

// Calls `visit` with every way to fill the unknown inputs in.
template <class Visit>
void complete(const std::vector<bool>& unknown, std::vector<Value>& inputs, std::size_t at,
              const Visit& visit) {
  if (at == kInputs) return visit(inputs);
  if (!unknown[at]) return complete(unknown, inputs, at + 1, visit);
  for (const Value& value : domain(at)) {
    inputs[at] = value;
    complete(unknown, inputs, at + 1, visit);
  }
}

Value run(const Program& program, const std::vector<Value>& inputs) {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  return program.evaluate(slots(inputs), machine);
}

struct Case {
  std::vector<bool> unknown;
  std::vector<Value> inputs;  // with the unknown ones unknown
};

Case any_case() {
  Case made;
  for (std::size_t i = 0; i < kInputs; ++i) {
    made.unknown.push_back(*rc::gen::arbitrary<bool>());
    made.inputs.push_back(made.unknown[i] ? Value::unknown(static_cast<InputId>(i))
                                          : *rc::gen::elementOf(domain(i)));
  }
  return made;
}

Program any_program() {
  const auto text = boolean(*rc::gen::inRange(1, 4));
  RC_LOG() << text << "\n";
  Diagnostics diagnostics;
  auto program = Program::compile(text, scope(), diagnostics);
  RC_ASSERT(program.has_value());
  return *std::move(program);
}

RC_GTEST_PROP(UnknownProperty, AKnownAnswerHoldsHoweverTheUnknownComesOut, ()) {
  const auto program = any_program();
  const Case given = any_case();
  const Value answer = run(program, given.inputs);
  if (answer.is_unknown()) return;
  std::vector<Value> inputs = given.inputs;
  complete(given.unknown, inputs, 0, [&](const std::vector<Value>& filled) {
    const Value real = run(program, filled);
    RC_ASSERT(to_feel(real) == to_feel(answer));
  });
}

RC_GTEST_PROP(UnknownProperty, AnUnknownAnswerNamesEveryInputThatMatters, ()) {
  const auto program = any_program();
  const Case given = any_case();
  const Value answer = run(program, given.inputs);
  if (!answer.is_unknown()) return;
  const InputSet& named = *answer.as_unknown().inputs;
  for (std::size_t i = 0; i < kInputs; ++i)
    RC_ASSERT(!named.contains(static_cast<InputId>(i)) || given.unknown[i]);
  // With the named ones fixed, nothing else may change the answer.
  std::vector<bool> fixed = given.unknown;
  std::vector<bool> others = given.unknown;
  for (std::size_t i = 0; i < kInputs; ++i) {
    const bool is_named = named.contains(static_cast<InputId>(i));
    fixed[i] = given.unknown[i] && is_named;
    others[i] = given.unknown[i] && !is_named;
  }
  std::vector<Value> inputs = given.inputs;
  complete(fixed, inputs, 0, [&](const std::vector<Value>& filled) {
    std::optional<std::string> first;
    std::vector<Value> again = filled;
    complete(others, again, 0, [&](const std::vector<Value>& all) {
      const std::string real = to_feel(run(program, all));
      if (!first) first = real;
      RC_ASSERT(real == *first);
    });
  });
}

// Policy asks one value per cell: between two neighbouring cuts of an input that is only compared, nothing
// changes.
RC_GTEST_PROP(UnknownProperty, TheAnswerChangesOnlyAtTheCuts, ()) {
  const auto program = any_program();
  std::vector<Value> inputs;
  for (std::size_t i = 0; i < kInputs; ++i) inputs.push_back(*rc::gen::elementOf(domain(i)));
  const std::size_t asked = *rc::gen::inRange<std::size_t>(2, 4);  // n or m
  inputs[asked] = Value::unknown(static_cast<InputId>(asked));
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  std::vector<Value> cuts;
  bool is_used = false;
  machine.on_cut = [&](InputId, const Value& at) { cuts.push_back(at); };
  machine.on_use = [&](InputId) { is_used = true; };
  (void)program.evaluate(slots(inputs), machine);
  if (is_used) return;
  // 3 and 4 lie on the same side of every cut but 3, 4 themselves; constants of the generator go up to 3.
  const auto answer_at = [&](const char* text) {
    inputs[asked] = Value(*Decimal::parse(text));
    return to_feel(run(program, inputs));
  };
  const auto is_cut_between = [&](const char* low, const char* high) {
    const Decimal from = *Decimal::parse(low);
    const Decimal to = *Decimal::parse(high);
    for (const Value& cut : cuts) {
      if (cut.kind() == Kind::Number && cut.as_number() >= from && cut.as_number() <= to) return true;
    }
    return false;
  };
  for (const auto& [low, high] : {std::pair{"0.25", "0.75"}, std::pair{"1.25", "1.75"},
                                  std::pair{"0.5", "1.5"}, std::pair{"3.5", "80"}}) {
    if (!is_cut_between(low, high)) RC_ASSERT(answer_at(low) == answer_at(high));
  }
}

// No text makes the compiler or the evaluator crash or run on.
RC_GTEST_PROP(FeelRobustness, AnyRowOfTokensIsReadOrRefused, ()) {
  static const std::vector<std::string> kTokens{"1",        "n",        "rows",      "(",
                                                ")",        "[",        "]",         "{",
                                                "}",        ",",        ":",         ".",
                                                "..",       "+",        "-",         "**",
                                                "=",        "<",        ">=",        "if",
                                                "then",     "else",     "for",       "in",
                                                "some",     "return",   "satisfies", "every",
                                                "function", "instance", "of",        "list",
                                                "and",      "or",       "not",       "between",
                                                "\"a\"",    "@\"P1D\"", "item",      "?",
                                                "null",     "true",     "count",     "date and time",
                                                "external", "context",  "/*",        "\"",
                                                "partial",  "a"};
  const auto picked = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kTokens));
  std::string text;
  for (const auto& token : picked) text += token + " ";
  Diagnostics diagnostics;
  const auto tests = *rc::gen::arbitrary<bool>();
  const auto program = tests ? Program::compile_unary_tests(text, scope(), Type::any(), diagnostics)
                             : Program::compile(text, scope(), diagnostics);
  RC_ASSERT(program.has_value() == diagnostics.empty());
  if (!program) return;
  Machine machine(diagnostics, Limits{.steps = 100'000});
  std::vector<Value> inputs(kInputs, Value::unknown(1));
  auto values = slots(inputs);
  if (tests) values.push_back(Value::number(1));
  (void)program->evaluate(values, machine);
}

RC_GTEST_PROP(FeelRobustness, AnyBytesAreReadOrRefused, ()) {
  const auto text = *rc::gen::arbitrary<std::string>();
  Diagnostics diagnostics;
  const auto program = Program::compile(text, scope(), diagnostics);
  RC_ASSERT(program.has_value() == diagnostics.empty());
}

// A value printed and read again is the same value.
RC_GTEST_PROP(FeelRobustness, PrintedValuesReadBack, ()) {
  const auto text = number(*rc::gen::inRange(0, 3));
  Diagnostics diagnostics;
  const auto program =
      Program::compile("[" + text + ", {a b: s, c: [p]}, @\"2026-01-31\"]", scope(), diagnostics);
  RC_ASSERT(program.has_value());
  std::vector<Value> inputs;
  for (std::size_t i = 0; i < kInputs; ++i) inputs.push_back(*rc::gen::elementOf(domain(i)));
  const auto printed = to_feel(run(*program, inputs));
  const auto again = Program::compile(printed, {}, diagnostics);
  RC_ASSERT(again.has_value());
  Machine machine(diagnostics);
  RC_ASSERT(to_feel(again->evaluate({}, machine)) == printed);
}

}  // namespace
}  // namespace gangway::feel
