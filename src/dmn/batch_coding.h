// An input of a batch, coded: each person's value becomes a small number, its slot, that every table over the
// input turns into a class of its own axis by one look-up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "dmn/axis.h"
#include "dmn/batch.h"
#include "dmn/types.h"

namespace gangway::dmn {

constexpr std::size_t kBlock = 256;  // persons

using BlockSlots = std::array<std::uint32_t, kBlock>;
using BlockMask = std::array<std::uint64_t, kBlock / 64>;  // bit n % 64 of word n / 64: person n of the block

// The step function from the integers of a column to the slots of the points of an axis.
class Steps {
 public:
  Steps() = default;
  // `points` in units of 10^-points.scale(), the column's integers in units of 10^-scale.
  Steps(const Points& points, std::int32_t scale);
  void slots(std::span<const std::int64_t> integers, std::uint32_t* out) const;
  void slots(std::span<const std::int32_t> integers, std::uint32_t* out) const;

 private:
  template <class Integer>
  void all(std::span<const Integer> integers, std::uint32_t* out) const;
  void add(std::int64_t start, std::size_t slot);

  std::vector<std::int64_t> starts_;  // from starts_[i] on the slot is slots_[i]
  std::vector<std::uint32_t> slots_;
  std::int64_t dense_low_ = 0;
  std::int64_t dense_high_ = 0;
  std::vector<std::uint16_t> dense_;  // of the integers dense_low_ to dense_high_; empty: there are too many
};

class ColumnCoder {
 public:
  // `axes`: of all tables' columns that read the input.
  ColumnCoder(ItemTypePtr type, std::vector<const Axis*> axes)
      : type_(std::move(type)), axes_(std::move(axes)) {}

  void set(const Column& column, const std::string& name);
  [[nodiscard]] const Column& column() const { return column_; }
  // Are the column's values coded at all? Else every person is evaluated the general way.
  [[nodiscard]] bool is_coded() const { return is_coded_; }
  [[nodiscard]] std::uint64_t version() const { return version_; }  // changes with the column

  void forget() { begin_ = static_cast<std::size_t>(-1); }
  // The slots of persons begin to begin + count - 1.
  const BlockSlots& slots(std::size_t begin, std::size_t count);
  // The class of each slot; Axis::kUncoded: the person is evaluated the general way.
  [[nodiscard]] std::vector<Axis::Class> classes(const Axis& axis) const;

 private:
  [[nodiscard]] bool takes(feel::Kind kind) const;
  void mark(std::span<const std::uint64_t> mask, std::size_t begin, std::size_t count, std::uint32_t slot);
  [[nodiscard]] std::uint32_t null_slot() const { return values_; }
  [[nodiscard]] std::uint32_t general_slot() const { return values_ + 1; }

  ItemTypePtr type_;
  std::vector<const Axis*> axes_;
  Column column_;
  bool is_coded_ = false;
  std::uint64_t version_ = 0;
  std::uint32_t values_ = 0;  // slots of values; null's and the general one follow
  Points points_{{}};         // of all axes
  Steps steps_;
  std::vector<feel::Value> dictionary_;  // fitted
  std::vector<std::uint8_t> is_faulty_;  // of the dictionary: fitting it is a fault
  BlockSlots slots_{};
  std::size_t begin_ = static_cast<std::size_t>(-1);
};

}  // namespace gangway::dmn
