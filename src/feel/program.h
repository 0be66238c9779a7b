// FEEL text to a program, and a program to a value: the façade of lexer, parser, checker, compiler and
// evaluator.
//
// Shape:  Program is immutable and may be evaluated by many threads, each with its own Machine.
//         Names are resolved to slots when the text is compiled: a Scope lists the variables in slot order,
//         and evaluate() takes one value for each.
// Errors: compile() gives Invalid and fills `diagnostics` (numbers, positions) when the text is not FEEL or
//         names something unknown. evaluate() never fails: errors are null with a diagnostic, limits
//         included.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/machine.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::feel {

// A variable that a text may name. Names may have spaces ("monthly salary"); the longest match wins.
struct Variable {
  std::string name;
  TypePtr type = Type::any();
};

// Names of types that `instance of` and function parameters may use, besides FEEL's own (DMN item
// definitions).
struct NamedType {
  std::string name;
  TypePtr type;
};

struct Scope {
  std::vector<Variable> variables;  // slot i is variables[i]
  std::vector<NamedType> types;
};

// What a decision table's cell asks of its input, when that does not depend on anything else: the input is in
// one of the ranges (Form::Equal for a single value, Form::NotEqual for all but one).
struct SimpleTest {
  bool is_any = false;      // "-"
  bool is_negated = false;  // "not(…)"
  std::vector<Range> ranges;
};

struct Code;  // the compiled form, feel/code.h

class Program {
 public:
  // An expression ("a + 1"), also textual boxed forms of FEEL.
  [[nodiscard]] static Result<Program> compile(std::string_view text, const Scope& scope,
                                               Diagnostics& diagnostics);
  // Unary tests ("< 5, [7..9], not(8)", "-"): the program's slot after the scope's last is the input value
  // `?`, and its result is true, false, null or unknown.
  [[nodiscard]] static Result<Program> compile_unary_tests(std::string_view text, const Scope& scope,
                                                           TypePtr input_type, Diagnostics& diagnostics);

  // REQUIRES: slots.size() == number of the scope's variables (one more for unary tests).
  [[nodiscard]] Value evaluate(std::span<const Value> slots, Machine& machine) const;

  // For tables that are turned into something faster; nullopt: the cell must be evaluated.
  // REQUIRES: compiled as unary tests.
  [[nodiscard]] std::optional<SimpleTest> simple_test() const;

  [[nodiscard]] const TypePtr& type() const;                     // what the checker inferred
  [[nodiscard]] const std::vector<std::uint32_t>& used() const;  // slots that the text names, ascending
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] std::size_t slots() const;  // how many values evaluate() takes

 private:
  explicit Program(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  std::shared_ptr<const Code> code_;
};

}  // namespace gangway::feel
