// What an axis is cut at: ordered values with integer keys, and strings by their hash.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "feel/value.h"

namespace gangway::dmn {

// The order of two values of one ordered kind.
[[nodiscard]] bool is_less(const feel::Value& a, const feel::Value& b);
// Sorts values of one ordered kind, each once.
void sort_values(std::vector<feel::Value>& values);

// The ordered values of one kind at which a column is cut: slot 2i is the gap before point i, slot 2i + 1 the
// point itself, the last slot everything above.
class Points {
 public:
  // REQUIRES: points ascend, all of one ordered kind.
  explicit Points(std::vector<feel::Value> points);

  [[nodiscard]] std::size_t slots() const { return 2 * points_.size() + 1; }
  [[nodiscard]] std::span<const feel::Value> points() const { return points_; }
  [[nodiscard]] std::size_t slot(const feel::Value& value) const;
  // The integer that stands for a value, numbers in units of 10^-scale(), rounded down; nullopt: it has none.
  struct Key {
    std::int64_t floor;
    bool is_exact;
  };
  [[nodiscard]] std::optional<Key> key(const feel::Value& value) const;
  [[nodiscard]] bool has_keys() const { return !keys_.empty(); }
  [[nodiscard]] std::int32_t scale() const { return scale_; }
  // REQUIRES: has_keys().
  [[nodiscard]] std::size_t slot(const Key& key) const;
  [[nodiscard]] std::span<const std::int64_t> keys() const { return keys_; }
  // Is there a value in this slot? Between two days that follow one another there is none.
  [[nodiscard]] bool is_inhabited(std::size_t slot) const;

 private:
  std::vector<feel::Value> points_;
  std::vector<std::int64_t> keys_;  // of the points; empty when some point has none
  std::int32_t scale_ = 0;
  Decimal unit_{1};  // 10^scale_
};

// Finds strings among those of a column.
class TextIndex {
 public:
  TextIndex() = default;
  explicit TextIndex(std::span<const feel::Value> texts);
  // Its place, or nullopt.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t place = kFree;
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  std::vector<std::string> texts_;
  std::vector<Entry> table_;  // a power of two, at most half full
};

}  // namespace gangway::dmn
