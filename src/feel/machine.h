// What one evaluation needs besides its program: limits, a place for diagnostics, the clock's answer, and the
// recorder of cuts. One Machine per evaluation or per thread; not shared between threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "feel/value.h"

namespace gangway::feel {

// Bytes in the source text, half open.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A numbered finding; its text is texts/feel.yaml#<number>, zh and en, filled with `args`.
struct Diagnostic {
  std::string number;  // "F1211"
  Span span;
  Args args;
};

class Diagnostics {
 public:
  // Keeps the first `capacity`; counts the rest.
  explicit Diagnostics(std::size_t capacity = 64) : capacity_(capacity) {}
  void add(std::string number, Span span = {}, Args args = {});
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  void clear() { all_.clear(), count_ = 0; }

 private:
  std::size_t capacity_;
  std::size_t count_ = 0;
  std::vector<Diagnostic> all_;
};

struct Limits {
  std::uint64_t steps =
      10'000'000;             // evaluated nodes, list items produced, characters handled by pattern functions
  std::uint32_t depth = 256;  // nested calls and expressions
  std::size_t list_size = 1'000'000;  // items of one list
  std::size_t text_size = 1 << 20;    // bytes of one string
};

class Machine {
 public:
  explicit Machine(Diagnostics& diagnostics, Limits limits = {})
      : diagnostics_(&diagnostics), limits_(limits) {}

  // Counts `steps`; false once the limit is passed: the evaluation then gives null with diagnostic F1901.
  [[nodiscard]] bool spend(std::uint64_t steps = 1) {
    spent_ += steps;
    return spent_ <= limits_.steps || out_of_steps();
  }
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  // For the next evaluation with the same machine: the limit of steps counts from here.
  void restart() {
    spent_ = 0;
    exhausted_ = false;
  }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] std::uint64_t spent() const { return spent_; }

  // Adds a diagnostic and gives null, as DMN wants of every error.
  Value fault(std::string number, Span span = {}, Args args = {}) {
    if (quiet == 0) diagnostics_->add(std::move(number), span, std::move(args));
    return {};
  }

  // now() and today(); without them these functions give null.
  std::optional<DateTime> now;

  // Called when the untouched unknown input `input` is compared with `value` (for =, != and each bound): the
  // answer can change only there. Never called for an input used in another way; that calls on_use instead.
  // Both are optional; policy uses them to find the cells of a fact's domain.
  std::function<void(InputId input, const Value& value)> on_cut;
  std::function<void(InputId input)> on_use;

  std::uint32_t depth = 0;  // maintained by the evaluator
  // Above zero while an expression is evaluated that may not be evaluated once the unknown is known (a branch
  // of `if` with an unknown condition): its faults are not reported.
  std::uint32_t quiet = 0;

 private:
  bool out_of_steps();

  Diagnostics* diagnostics_;
  Limits limits_;
  std::uint64_t spent_ = 0;
  bool exhausted_ = false;
};

}  // namespace gangway::feel
