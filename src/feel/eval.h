// Evaluates a compiled text.
//
// Shape:  one Evaluator per call of a program or lambda, over that call's frame. An instruction gives a
//         value, null (with a diagnostic where FEEL has an error) or unknown.
// Source: DMN 1.5 clause 10.3.2 and its tables 42 to 57.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "feel/code.h"
#include "feel/machine.h"
#include "feel/ops.h"
#include "feel/value.h"

namespace gangway::feel {

class Evaluator {
 public:
  // REQUIRES: `frame` has room for the code's (or lambda's) frame_size values; all outlive the evaluator.
  Evaluator(const Code& code, Machine& machine, std::span<const Value> slots, Value* frame)
      : code_(code), machine_(machine), slots_(slots), frame_(frame) {}

  [[nodiscard]] Value eval(std::uint32_t index);

 private:
  friend class LoopRun;

  // The value without a copy where it lies somewhere already; `scratch` keeps it otherwise.
  [[nodiscard]] const Value& ref(std::uint32_t index, Value& scratch);
  [[nodiscard]] const Value& member_ref(const Op& op, Value& scratch);
  [[nodiscard]] const Value& member_or_ref(const Op& op, Value& scratch);

  [[nodiscard]] Value arithmetic_op(const Op& op);
  [[nodiscard]] Value compare_op(const Op& op);
  [[nodiscard]] Value logic(const Op& op);
  [[nodiscard]] Value negation(const Op& op);
  [[nodiscard]] Value between_op(const Op& op);
  [[nodiscard]] Value conditional(const Op& op);
  [[nodiscard]] Value either_branch(const Value& condition, const Op& op);
  [[nodiscard]] Value list(const Op& op);
  [[nodiscard]] Value context(const Op& op);
  [[nodiscard]] Value range(const Op& op);
  [[nodiscard]] const Value& once(const Op& op, Value& scratch);
  [[nodiscard]] Value fresh(const Op& op);
  [[nodiscard]] Value instance(const Op& op);
  [[nodiscard]] Value lambda(const Op& op);
  [[nodiscard]] Value external(const Op& op);

  // eval_call.cpp
  [[nodiscard]] Value call_builtin(const Op& op);
  [[nodiscard]] Value call(const Op& op);

  // eval_in.cpp
  [[nodiscard]] Value in(const Op& op);
  [[nodiscard]] Value test(const Value& input, std::uint32_t index);
  [[nodiscard]] Value matches(const Value& input, const Value& against, Span span);
  [[nodiscard]] Value within(const Value& input, const Op& interval);

  // eval_loops.cpp
  [[nodiscard]] Value for_loop(const Op& op);
  [[nodiscard]] Value quantified(const Op& op);
  [[nodiscard]] Value filter(const Op& op);
  [[nodiscard]] Value select(const Value& base, const Op& op);
  [[nodiscard]] Value select_from_nothing(const Op& op);
  [[nodiscard]] Value select_from_unknown(const Value& base, const Op& op);
  [[nodiscard]] Value index(const Op& op);

  // The inputs that a lost answer depends on; an untouched input that ends here is reported as used.
  [[nodiscard]] Value lost(std::span<const Value> because);
  void report_use(const Value& value);

  const Code& code_;
  Machine& machine_;
  std::span<const Value> slots_;
  Value* frame_;
};

// Packs the ends and the form of a range into an instruction.
[[nodiscard]] std::uint8_t range_variant(Range::End low, Range::End high, Range::Form form);

// Item `position` (from 1, or from -1 at the end) of a list, or null.
[[nodiscard]] Value item_at(Machine& machine, const Value& list, const Value& position, Span span);

}  // namespace gangway::feel
