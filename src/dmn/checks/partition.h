// The domain of one input of a decision table, cut into classes: values that no cell of the column tells
// apart.
//
// Shape:  numbers, dates, times and durations are cut at every bound that the cells name into points and what
//         lies between; texts that are only compared for equality into those named and the rest. A class has
//         one value that stands for it; classes that the domain leaves empty (no whole number between 17 and
//         18, a value that is not allowed) are left out. Null is the last class of every axis.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dmn/checks/bits.h"
#include "feel/program.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::dmn {

struct PartitionSource {
  feel::Type::Tag tag = feel::Type::Tag::Any;  // Boolean to MonthsDuration
  bool whole = false;                          // numbers: whole ones only
  std::vector<feel::Value> bounds;             // in any order, of any kind; others than of `tag` are ignored
  bool ordered = false;                        // texts: some cell compares by order
  std::function<bool(const feel::Value&)> allows;  // of a value that is not null; empty: all
  bool exact = true;  // false: the bounds do not say all about `allows`, so that no class is left out for it
};

// The step from one value to the next that a person would name.
[[nodiscard]] feel::Value step_of(feel::Type::Tag tag);

class Partition {
 public:
  // nullopt: the bounds have no common order (times with and without a zone).
  [[nodiscard]] static std::optional<Partition> create(PartitionSource source);

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] std::size_t null_class() const { return values_.size() - 1; }
  [[nodiscard]] const feel::Value& value(std::size_t i) const { return values_[i]; }
  // Whether the source allows the value; null always is.
  [[nodiscard]] bool permits(const feel::Value& value) const {
    return value.is_null() || !source_.allows || source_.allows(value);
  }
  // A value of the set, null only when there is no other. REQUIRES: not empty.
  [[nodiscard]] const feel::Value& pick(const Bits& set) const { return values_[set.first()]; }

  // The classes that the test takes; whether it takes null is for the caller to say. nullopt: a bound of the
  // test was not among the source's.
  [[nodiscard]] std::optional<Bits> set_of(const feel::SimpleTest& test, bool takes_null) const;
  // As a unary test: "< 18, [65..70)"; "-" for everything but null, or all.
  [[nodiscard]] std::string describe(const Bits& set) const;

 private:
  enum class Form : std::uint8_t { Line, Points };

  [[nodiscard]] std::optional<std::size_t> find(const feel::Value& bound) const;  // index in bounds_
  [[nodiscard]] bool add_range(const feel::Range& range, Bits& out) const;
  void add_class(std::size_t position, feel::Value value);
  [[nodiscard]] bool admits(const feel::Value& value) const;
  [[nodiscard]] std::optional<feel::Value> between(const feel::Value* low, const feel::Value* high) const;
  void cut_line();
  void cut_points();
  [[nodiscard]] std::string stretch(std::size_t first, std::size_t last) const;
  [[nodiscard]] std::string describe_points(const Bits& set) const;

  PartitionSource source_;
  Form form_ = Form::Line;
  std::vector<feel::Value> bounds_;  // ascending, each once
  // Position 2k + 1 is bounds_[k], position 2k lies before it; of Points: position k is bounds_[k], then the
  // rest.
  std::vector<std::size_t> positions_;  // of each class but null, ascending
  std::vector<feel::Value> values_;
};

}  // namespace gangway::dmn
