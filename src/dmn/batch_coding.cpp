#include "dmn/batch_coding.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace gangway::dmn {

using feel::Kind;

namespace {

constexpr std::int64_t kMaxDense = std::int64_t{1} << 16;
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

std::int64_t power_of_ten(std::int32_t exponent) {
  std::int64_t out = 1;
  for (; exponent > 0; --exponent) out *= 10;
  return out;
}

// A bound in other units: its floor there, and whether it is one of them; beyond 64 bits it is at the end.
Points::Key rescaled(std::int64_t key, std::int32_t from, std::int32_t to) {
  __extension__ using Wide = __int128;
  if (to >= from) {
    const auto wide = Wide{key} * power_of_ten(to - from);
    if (wide > kHighest) return {kHighest, false};
    if (wide < kLowest) return {kLowest, false};
    return {static_cast<std::int64_t>(wide), true};
  }
  const auto unit = power_of_ten(from - to);
  const auto quotient = key / unit;
  const bool is_exact = quotient * unit == key;
  return {!is_exact && key < 0 ? quotient - 1 : quotient, is_exact};
}

}  // namespace

Steps::Steps(const Points& points, std::int32_t scale) {
  add(kLowest, 0);
  for (std::size_t i = 0; i < points.points().size(); ++i) {
    const auto key = rescaled(points.keys()[i], points.scale(), scale);
    if (key.is_exact) add(key.floor, 2 * i + 1);
    if (key.floor != kHighest) add(key.floor + 1, 2 * i + 2);
  }
  if (starts_.size() < 2 || starts_.back() - starts_[1] > kMaxDense || points.slots() > 0xFFFF) return;
  dense_low_ = starts_[1] - 1;
  dense_high_ = starts_.back();
  std::size_t step = 0;
  for (auto at = dense_low_; at <= dense_high_; ++at) {
    while (step + 1 < starts_.size() && starts_[step + 1] <= at) ++step;
    dense_.push_back(static_cast<std::uint16_t>(slots_[step]));
  }
}

void Steps::add(std::int64_t start, std::size_t slot) {
  if (!starts_.empty() && starts_.back() == start) {
    slots_.back() = static_cast<std::uint32_t>(slot);
    return;
  }
  starts_.push_back(start);
  slots_.push_back(static_cast<std::uint32_t>(slot));
}

template <class Integer>
void Steps::all(std::span<const Integer> integers, std::uint32_t* out) const {
  if (!dense_.empty()) {
    const auto low = dense_low_;
    const auto high = dense_high_;
    const auto* const dense = dense_.data();
    for (std::size_t i = 0; i < integers.size(); ++i) {
      const auto value = std::min(std::max(std::int64_t{integers[i]}, low), high);
      out[i] = dense[static_cast<std::size_t>(value - low)];
    }
    return;
  }
  for (std::size_t i = 0; i < integers.size(); ++i) {
    const auto after = std::ranges::upper_bound(starts_, std::int64_t{integers[i]});
    out[i] = slots_[static_cast<std::size_t>(after - starts_.begin()) - 1];
  }
}

void Steps::slots(std::span<const std::int64_t> integers, std::uint32_t* out) const { all(integers, out); }
void Steps::slots(std::span<const std::int32_t> integers, std::uint32_t* out) const { all(integers, out); }

// Does the input's type take every value of the kind as it is?
bool ColumnCoder::takes(Kind kind) const {
  if (type_->is_constrained) return false;
  switch (type_->type->tag) {
    case feel::Type::Tag::Any:
      return true;
    case feel::Type::Tag::Number:
      return kind == Kind::Number;
    case feel::Type::Tag::Date:
      return kind == Kind::Date;
    case feel::Type::Tag::Boolean:
      return kind == Kind::Boolean;
    default:
      return false;
  }
}

void ColumnCoder::set(const Column& column, const std::string& name) {
  column_ = column;
  ++version_;
  begin_ = static_cast<std::size_t>(-1);
  dictionary_.clear();
  is_faulty_.clear();
  values_ = 0;
  is_coded_ = true;
  switch (column.form) {
    case Column::Form::Null:
      break;
    case Column::Form::Booleans:
      values_ = 2;
      is_coded_ = takes(Kind::Boolean);
      break;
    case Column::Form::Numbers:
    case Column::Form::Days: {
      const auto kind = column.form == Column::Form::Numbers ? Kind::Number : Kind::Date;
      points_ = merged_points(axes_, kind);
      is_coded_ = takes(kind) && (points_.points().empty() || points_.has_keys());
      if (is_coded_) steps_ = Steps(points_, column.scale);
      values_ = static_cast<std::uint32_t>(points_.slots());
      break;
    }
    case Column::Form::Codes:
      for (const auto& each : column.values) {
        feel::Diagnostics found;
        feel::Machine machine(found);
        dictionary_.push_back(fit(each, *type_, machine, name));
        is_faulty_.push_back(found.empty() ? 0 : 1);
      }
      values_ = static_cast<std::uint32_t>(dictionary_.size());
      break;
    case Column::Form::Values:
      is_coded_ = false;
      break;
  }
}

void ColumnCoder::mark(std::span<const std::uint64_t> mask, std::size_t begin, std::size_t count,
                       std::uint32_t slot) {
  for (std::size_t at = 0; at < count; at += 64) {  // blocks begin at multiples of 64
    const auto word = begin / 64 + at / 64;
    if (word >= mask.size()) return;
    for (auto left = mask[word]; left != 0; left &= left - 1) {
      const auto n = at + static_cast<std::size_t>(std::countr_zero(left));
      if (n < count) slots_[n] = slot;
    }
  }
}

const BlockSlots& ColumnCoder::slots(std::size_t begin, std::size_t count) {
  if (begin == begin_) return slots_;
  begin_ = begin;
  switch (column_.form) {
    case Column::Form::Numbers:
      steps_.slots(column_.numbers.subspan(begin, count), slots_.data());
      break;
    case Column::Form::Days:
      steps_.slots(column_.days.subspan(begin, count), slots_.data());
      break;
    case Column::Form::Booleans:
      for (std::size_t n = 0; n < count; ++n) slots_[n] = column_.booleans[begin + n] != 0 ? 1 : 0;
      break;
    case Column::Form::Codes:
      std::copy_n(column_.codes.begin() + static_cast<std::ptrdiff_t>(begin), count, slots_.begin());
      break;
    case Column::Form::Null:
    case Column::Form::Values:
      std::fill_n(slots_.begin(), count, null_slot());
      break;
  }
  mark(column_.nulls, begin, count, null_slot());
  mark(column_.unknowns, begin, count, general_slot());
  return slots_;
}

std::vector<Axis::Class> ColumnCoder::classes(const Axis& axis) const {
  std::vector<Axis::Class> out(std::size_t{values_} + 2, Axis::kUncoded);
  for (std::size_t slot = 0; slot < values_; ++slot) {
    switch (column_.form) {
      case Column::Form::Numbers:
        out[slot] = class_at(axis, Kind::Number, points_, slot);
        break;
      case Column::Form::Days:
        out[slot] = class_at(axis, Kind::Date, points_, slot);
        break;
      case Column::Form::Booleans:
        out[slot] = axis.classify(slot != 0);
        break;
      default:
        if (is_faulty_[slot] == 0) out[slot] = axis.classify(dictionary_[slot]);
        break;
    }
  }
  out[null_slot()] = axis.null_class();
  return out;
}

}  // namespace gangway::dmn
