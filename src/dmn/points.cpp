#include "dmn/points.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <limits>

#include "feel/ops.h"

namespace gangway::dmn {

using feel::Kind;
using feel::Value;

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int32_t kMaxScale = 9;
constexpr std::int64_t kKeyLimit = std::int64_t{1} << 62;

// Eight bytes at most, as they lie.
std::uint64_t bytes(const char* at, std::size_t count) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, count);
  return out;
}

std::uint64_t hash(std::string_view text) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15;
  constexpr std::uint64_t kSecond = 0xD1B54A32D192ED03;
  const auto size = text.size();
  if (size > 16) return std::hash<std::string_view>{}(text);
  const auto half = std::min<std::size_t>(size, 8);
  const auto a = bytes(text.data(), half) ^ kFirst;
  const auto b = bytes(text.data() + size - half, half) ^ kSecond ^ size;
  const auto product = Wide{a} * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

// 10^scale, with the coefficient 1: a product with it is exact.
Decimal power_of_ten(std::int32_t scale) { return *Decimal::parse("1e" + std::to_string(scale)); }

// The number in units of 1 / unit.
std::optional<Points::Key> scaled(const Decimal& number, const Decimal& unit) {
  const auto product = Decimal::multiply(number, unit);
  if (!product) return std::nullopt;
  if (const auto whole = product->to_int()) return Points::Key{*whole, true};
  const auto floor = product->rounded(0, Decimal::Rounding::Floor);
  const auto whole = floor ? floor->to_int() : std::nullopt;
  return whole ? std::optional(Points::Key{*whole, false}) : std::nullopt;
}

// Digits after the point that a number needs; nullopt: more than kMaxScale, or it is too large.
std::optional<std::int32_t> scale_of(const Decimal& number) {
  for (std::int32_t scale = 0; scale <= kMaxScale; ++scale) {
    const auto found = scaled(number, power_of_ten(scale));
    if (!found) return std::nullopt;
    if (found->is_exact) return scale;
  }
  return std::nullopt;
}

}  // namespace

bool is_less(const Value& a, const Value& b) {
  const auto order = feel::order(a, b);
  return order && *order < 0;
}

void sort_values(std::vector<Value>& values) {
  std::ranges::sort(values, is_less);
  const auto same = [](const Value& a, const Value& b) { return !is_less(a, b) && !is_less(b, a); };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

Points::Points(std::vector<Value> points) : points_(std::move(points)) {
  if (points_.empty()) return;
  if (points_.front().kind() == Kind::Number) {
    for (const auto& each : points_) {
      const auto scale = scale_of(each.as_number());
      if (!scale) return;
      scale_ = std::max(scale_, *scale);
    }
    unit_ = power_of_ten(scale_);
  }
  for (const auto& each : points_) {
    const auto found = key(each);
    if (!found || !found->is_exact || found->floor > kKeyLimit || found->floor < -kKeyLimit) {
      keys_.clear();
      return;
    }
    keys_.push_back(found->floor);
  }
}

std::optional<Points::Key> Points::key(const Value& value) const {
  switch (value.kind()) {
    case Kind::Number:
      return scaled(value.as_number(), unit_);
    case Kind::Date:
      return Key{days_from_civil(value.as_date()), true};
    case Kind::MonthsDuration:
      return Key{value.as_months_duration().months, true};
    case Kind::DaysDuration: {
      const auto& duration = value.as_days_duration();
      constexpr auto kMost = std::numeric_limits<std::int64_t>::max() / kNanosPerSecond - 1;
      if (duration.seconds > kMost || duration.seconds < -kMost) return std::nullopt;
      return Key{duration.seconds * kNanosPerSecond + duration.nanos, true};
    }
    default:
      return std::nullopt;
  }
}

std::size_t Points::slot(const Key& key) const {
  if (!key.is_exact) {
    const auto at = std::ranges::upper_bound(keys_, key.floor) - keys_.begin();
    return 2 * static_cast<std::size_t>(at);
  }
  const auto at = std::ranges::lower_bound(keys_, key.floor);
  const auto i = static_cast<std::size_t>(at - keys_.begin());
  return at != keys_.end() && *at == key.floor ? 2 * i + 1 : 2 * i;
}

std::size_t Points::slot(const Value& value) const {
  if (has_keys()) {
    if (const auto found = key(value)) return slot(*found);
  }
  const auto at = std::ranges::lower_bound(points_, value, is_less);
  const auto i = static_cast<std::size_t>(at - points_.begin());
  return at != points_.end() && !is_less(value, *at) ? 2 * i + 1 : 2 * i;
}

bool Points::is_inhabited(std::size_t slot) const {
  if (slot % 2 == 1 || points_.empty()) return true;
  const auto i = slot / 2;
  const auto kind = points_.front().kind();
  if (kind == Kind::String) return i > 0 || !points_.front().as_string().empty();
  if (kind == Kind::Number || i == 0 || i == points_.size() || !has_keys()) return true;
  return keys_[i] - keys_[i - 1] > 1;
}

TextIndex::TextIndex(std::span<const Value> texts) {
  table_.resize(std::bit_ceil(std::max<std::size_t>(2, 2 * texts.size())));
  for (const auto& each : texts) {
    const auto place = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(each.as_string());
    const auto hashed = hash(texts_.back());
    auto at = hashed & (table_.size() - 1);
    while (table_[at].place != kFree) at = (at + 1) & (table_.size() - 1);
    table_[at] = {hashed, place};
  }
}

std::optional<std::uint32_t> TextIndex::find(std::string_view text) const {
  const auto hashed = hash(text);
  for (auto at = hashed & (table_.size() - 1);; at = (at + 1) & (table_.size() - 1)) {
    const auto& entry = table_[at];
    if (entry.place == kFree) return std::nullopt;
    if (entry.hash == hashed && texts_[entry.place] == text) return entry.place;
  }
}

}  // namespace gangway::dmn
