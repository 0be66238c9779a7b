// Evaluates a compiled text.
//
// Shape:  one Evaluator per call of a program or lambda, over that call's frame. An instruction gives a
//         value, null (with a diagnostic where FEEL has an error) or unknown.
// Source: DMN 1.5 clause 10.3.2 and its tables 42 to 57.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "feel/code.h"
#include "feel/machine.h"
#include "feel/ops.h"
#include "feel/value.h"

namespace gangway::feel {

// The items that a filter lets through, where they lie.
class Chosen {
 public:
  void add(const Value& item) {
    if (size_ < kFew) {
      few_[size_] = &item;
    } else {
      more_.push_back(&item);
    }
    ++size_;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Value& operator[](std::size_t i) const {
    return i < kFew ? *few_[i] : *more_[i - kFew];
  }

 private:
  static constexpr std::size_t kFew = 16;
  std::array<const Value*, kFew> few_;
  std::vector<const Value*> more_;
  std::size_t size_ = 0;
};

class Evaluator {
 public:
  // REQUIRES: `frame` has room for the code's (or lambda's) frame_size values; all outlive the evaluator.
  Evaluator(const Code& code, Machine& machine, std::span<const Value> slots, Value* frame)
      : code_(code), ops_(code.ops.data()), machine_(machine), slots_(slots.data()), frame_(frame) {}

  [[nodiscard]] Value eval(std::uint32_t index) {
    Value scratch;
    const Value& found = ref(index, scratch);
    if (&found == &scratch) return scratch;
    return found;
  }

 private:
  friend class LoopRun;
  friend struct Handlers;

  // The value without a copy where it lies somewhere already; `scratch` keeps it otherwise.
  [[nodiscard]] const Value& ref(std::uint32_t index, Value& scratch) {
    const Op& op = ops_[index];
    return op.run(*this, op, scratch);
  }
  [[nodiscard]] const Value& member_of(const Value& base, const Op& op, Value& scratch);
  [[nodiscard]] const Value& member_or_ref(const Op& op, Value& scratch);

  [[nodiscard]] Value negated(const Op& op);
  [[nodiscard]] Value negation(const Op& op);
  [[nodiscard]] Value between_op(const Op& op);
  [[nodiscard]] const Value& conditional(const Op& op, Value& scratch);
  [[nodiscard]] Value either_branch(const Value& condition, const Op& op);
  [[nodiscard]] Value list(const Op& op);
  [[nodiscard]] Value context(const Op& op);
  [[nodiscard]] Value range(const Op& op);
  [[nodiscard]] const Value& once(const Op& op, Value& scratch);
  [[nodiscard]] const Value& fresh(const Op& op, Value& scratch);
  void forget(std::uint32_t places);
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
  [[nodiscard]] bool select(const Value& base, const Op& op, Chosen& chosen, Value& otherwise);
  [[nodiscard]] Value lost_items(const Chosen& chosen, InputSet inputs);
  [[nodiscard]] Value select_from_nothing(const Op& op);
  [[nodiscard]] Value select_from_unknown(const Value& base, const Op& op);
  [[nodiscard]] Value index(const Op& op);
  [[nodiscard]] const Op& filter_at(std::uint32_t index);
  [[nodiscard]] Value item_of(const Value& list, const Value& position, Span span);
  [[nodiscard]] Value filtered_index(const Op& op);
  [[nodiscard]] Value filtered_count(const Op& op);

  // The inputs that a lost answer depends on; an untouched input that ends here is reported as used.
  [[nodiscard]] Value lost(std::span<const Value> because);
  void report_use(const Value& value);

  const Code& code_;
  const Op* ops_;
  Machine& machine_;
  const Value* slots_;
  Value* frame_;
};

// The handler of an instruction whose operands are any.
[[nodiscard]] Handler handler_of(OpCode code);
// Chooses the handlers of a finished code by what its operands are.
void specialise(Code& code);

// Packs the ends and the form of a range into an instruction.
[[nodiscard]] std::uint8_t range_variant(Range::End low, Range::End high, Range::Form form);

// Item `position` (from 1, or from -1 at the end) of a list, or null.
[[nodiscard]] Value item_at(Machine& machine, const Value& list, const Value& position, Span span);

}  // namespace gangway::feel
