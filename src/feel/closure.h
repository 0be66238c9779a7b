// Functions that are written in FEEL: lambdas with what they captured, and the calls of any function value.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "feel/code.h"
#include "feel/machine.h"
#include "feel/value.h"

namespace gangway::feel {

class Closure : public Function {
 public:
  Closure(std::shared_ptr<const Code> code, std::uint32_t lambda, std::vector<Value> captured)
      : code_(std::move(code)), lambda_(lambda), captured_(std::move(captured)) {}

  [[nodiscard]] std::span<const std::string> parameters() const override { return lambda().parameters; }
  [[nodiscard]] Value call(Machine& machine, std::span<const Value> arguments) const override;
  [[nodiscard]] const Type* type() const override { return lambda().type.get(); }

 private:
  [[nodiscard]] const LambdaCode& lambda() const { return code_->lambdas[lambda_]; }

  std::shared_ptr<const Code> code_;
  std::uint32_t lambda_;
  std::vector<Value> captured_;  // as lambda().captures
};

// Calls what `callee` holds, by position or (with `names`) by name. Null with a diagnostic when it is no
// function or the arguments do not fit; unknown when it is unknown.
[[nodiscard]] Value call_value(Machine& machine, const Value& callee, std::span<const Value> arguments,
                               Span span);
[[nodiscard]] Value call_value(Machine& machine, const Value& callee, std::span<const std::string_view> names,
                               std::span<const Value> arguments, Span span);

}  // namespace gangway::feel
