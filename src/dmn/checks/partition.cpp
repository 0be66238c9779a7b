#include "dmn/checks/partition.h"

#include <algorithm>
#include <array>

#include "feel/check.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Kind;
using feel::Range;
using feel::Value;
using Tag = feel::Type::Tag;

bool before(const Value& a, const Value& b) {
  const auto order = feel::order(a, b);
  return order && *order < 0;
}

Value sum(const Value& value, const Value& step) {
  feel::Diagnostics ignored;
  feel::Machine machine(ignored);
  return feel::arithmetic(machine, feel::Arithmetic::Add, value, step);
}

Value negative(const Value& value) {
  feel::Diagnostics ignored;
  feel::Machine machine(ignored);
  return feel::negate(machine, value);
}

std::optional<Value> floor_plus_one(const Value& value) {
  const auto floor = value.as_number().rounded(0, Decimal::Rounding::Floor);
  const auto next = floor ? Decimal::add(*floor, Decimal(1)) : std::nullopt;
  return next ? std::optional<Value>(*next) : std::nullopt;
}

std::optional<Value> middle(const Value& low, const Value& high) {
  const auto both = Decimal::add(low.as_number(), high.as_number());
  const auto half = both ? Decimal::divide(*both, Decimal(2)) : std::nullopt;
  return half ? std::optional<Value>(*half) : std::nullopt;
}

bool is_whole(const Value& value) { return value.as_number().is_integer(); }

}  // namespace

Value step_of(Tag tag) {
  switch (tag) {
    case Tag::Date:
    case Tag::DateTime:
      return feel::DaysDuration{86'400, 0};
    case Tag::Time:
      return feel::DaysDuration{60, 0};
    case Tag::DaysDuration:
      return feel::DaysDuration{86'400, 0};
    case Tag::MonthsDuration:
      return feel::MonthsDuration{1};
    default:
      return Value::number(1);
  }
}

std::optional<Partition> Partition::create(PartitionSource source) {
  Partition out;
  out.source_ = std::move(source);
  auto& bounds = out.source_.bounds;
  std::erase_if(bounds, [&](const Value& each) { return feel::type_of(each)->tag != out.source_.tag; });
  const bool is_text = out.source_.tag == Tag::String;
  out.form_ =
      out.source_.tag == Tag::Boolean || (is_text && !out.source_.ordered) ? Form::Points : Form::Line;
  if (out.source_.tag == Tag::Boolean) {
    out.bounds_ = {Value(false), Value(true)};
  } else if (out.form_ == Form::Points) {
    std::ranges::sort(bounds, {}, [](const Value& each) { return each.as_string(); });
    for (auto& each : bounds) {
      if (out.bounds_.empty() || out.bounds_.back().as_string() != each.as_string()) {
        out.bounds_.push_back(std::move(each));
      }
    }
  } else {
    for (std::size_t i = 1; i < bounds.size(); ++i) {
      if (!feel::order(bounds.front(), bounds[i])) return std::nullopt;
    }
    std::ranges::sort(bounds, before);
    for (auto& each : bounds) {
      if (out.bounds_.empty() || before(out.bounds_.back(), each)) out.bounds_.push_back(std::move(each));
    }
  }
  bounds.clear();
  if (out.form_ == Form::Points) {
    out.cut_points();
  } else {
    out.cut_line();
  }
  out.values_.emplace_back();
  return out;
}

bool Partition::admits(const Value& value) const {
  if (source_.whole && value.kind() == Kind::Number && !is_whole(value)) return false;
  return !source_.exact || permits(value);
}

void Partition::add_class(std::size_t position, Value value) {
  positions_.push_back(position);
  values_.push_back(std::move(value));
}

void Partition::cut_points() {
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    if (admits(bounds_[i])) add_class(i, bounds_[i]);
  }
  if (source_.tag == Tag::Boolean) return;
  std::string other = "other";
  while (find(Value::string(other))) other += '_';
  if (auto value = Value::string(other); admits(value)) add_class(bounds_.size(), std::move(value));
}

void Partition::cut_line() {
  for (std::size_t i = 0; i <= bounds_.size(); ++i) {
    const auto* const low = i == 0 ? nullptr : &bounds_[i - 1];
    const auto* const high = i == bounds_.size() ? nullptr : &bounds_[i];
    if (auto value = between(low, high)) add_class(2 * i, *std::move(value));
    if (high != nullptr && admits(*high)) add_class(2 * i + 1, *high);
  }
}

// A value of the domain strictly between both; nullptr: no bound.
std::optional<Value> Partition::between(const Value* low, const Value* high) const {
  std::vector<Value> candidates;
  if (source_.tag == Tag::String) {
    const std::string base = low == nullptr ? "" : low->as_string();
    if (low == nullptr) candidates.push_back(Value::string(""));
    for (const char* const tail : {"a", "0", " ", "\x01"}) candidates.push_back(Value::string(base + tail));
  } else {
    const auto step = step_of(source_.tag);
    if (low != nullptr) candidates.push_back(sum(*low, step));
    if (high != nullptr) candidates.push_back(sum(*high, negative(step)));
    if (source_.tag == Tag::Number) {
      if (low != nullptr) {
        if (auto next = floor_plus_one(*low)) candidates.push_back(*std::move(next));
      }
      if (low != nullptr && high != nullptr) {
        if (auto half = middle(*low, *high)) candidates.push_back(*std::move(half));
      }
      if (low == nullptr && high == nullptr) candidates.push_back(Value::number(0));
    }
    const bool has_seconds =
        source_.tag == Tag::DateTime || source_.tag == Tag::Time || source_.tag == Tag::DaysDuration;
    if (low != nullptr && has_seconds) {
      candidates.push_back(sum(*low, feel::DaysDuration{1, 0}));
      candidates.push_back(sum(*low, feel::DaysDuration{0, 1}));
    }
    if (low == nullptr && high == nullptr && source_.tag == Tag::Date) candidates.emplace_back(feel::Date{});
  }
  for (auto& each : candidates) {
    if (feel::type_of(each)->tag != source_.tag) continue;
    if ((low != nullptr && !before(*low, each)) || (high != nullptr && !before(each, *high))) continue;
    if (admits(each)) return std::move(each);
  }
  return std::nullopt;
}

std::optional<std::size_t> Partition::find(const Value& bound) const {
  const auto is_before = [this](const Value& a, const Value& b) {
    if (form_ == Form::Line) return before(a, b);
    return a.kind() == Kind::Boolean ? a.as_boolean() < b.as_boolean() : a.as_string() < b.as_string();
  };
  if (feel::type_of(bound)->tag != source_.tag) return std::nullopt;
  const auto at = std::ranges::lower_bound(bounds_, bound, is_before);
  if (at == bounds_.end() || is_before(bound, *at)) return std::nullopt;
  return static_cast<std::size_t>(at - bounds_.begin());
}

bool Partition::add_range(const Range& range, Bits& out) const {
  // A bound of another kind: no value of this axis is in the range.
  const auto is_other = [this](const std::optional<Value>& end) {
    return end && feel::type_of(*end)->tag != source_.tag;
  };
  if (is_other(range.low) || is_other(range.high)) return true;
  const bool is_line = form_ == Form::Line;
  if (!is_line && range.form == Range::Form::Interval && (!range.low || !range.high)) return false;
  std::size_t from = 0;
  auto to = 2 * bounds_.size() + 1;
  if (range.low) {
    const auto at = find(*range.low);
    if (!at) return false;
    from = is_line ? 2 * *at + (range.low_end == Range::End::Closed ? 1 : 2) : *at;
  }
  if (range.high) {
    const auto at = find(*range.high);
    if (!at) return false;
    to = is_line ? 2 * *at + (range.high_end == Range::End::Closed ? 1 : 0) : *at;
  }
  const bool complement = range.form == Range::Form::NotEqual;
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    if ((from <= positions_[i] && positions_[i] <= to) != complement) out.set(i);
  }
  return true;
}

std::optional<Bits> Partition::set_of(const feel::SimpleTest& test, bool takes_null) const {
  Bits out(size());
  for (const auto& range : test.ranges) {
    if (!add_range(range, out)) return std::nullopt;
  }
  if (test.is_any) out = Bits::full(size());
  if (test.is_negated) {
    auto others = Bits::full(size());
    out = others -= out;
  }
  out.reset(null_class());
  if (takes_null) out.set(null_class());
  return out;
}

std::string Partition::describe(const Bits& set) const {
  auto known = Bits::full(size());
  known.reset(null_class());
  if (set.contains(known)) return "-";
  std::string out;
  const auto add = [&](const std::string& part) {
    if (!out.empty()) out += ", ";
    out += part;
  };
  if (form_ == Form::Points) {
    if (const auto points = describe_points(set); !points.empty()) add(points);
  } else {
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      if (!set.test(i)) continue;
      auto last = i;
      while (last + 1 < positions_.size() && set.test(last + 1)) ++last;
      add(stretch(i, last));
      i = last;
    }
  }
  if (set.test(null_class())) add("null");
  return out;
}

std::string Partition::describe_points(const Bits& set) const {
  const bool has_rest = !positions_.empty() && positions_.back() == bounds_.size();
  const bool with_rest = has_rest && set.test(positions_.size() - 1);
  std::string out;
  for (std::size_t i = 0; i < positions_.size() - (has_rest ? 1 : 0); ++i) {
    if (set.test(i) == with_rest) continue;
    if (!out.empty()) out += ", ";
    out += feel::to_feel(values_[i]);
  }
  return with_rest ? "not(" + out + ")" : out;
}

// Classes first to last of a line, as a range.
std::string Partition::stretch(std::size_t first, std::size_t last) const {
  const auto from = positions_[first];
  const auto to = positions_[last];
  if (from == to && from % 2 == 1) return feel::to_feel(bounds_[from / 2]);
  const bool has_low = from > 0;
  const bool has_high = to < 2 * bounds_.size();
  const bool low_closed = from % 2 == 1;
  const bool high_closed = to % 2 == 1;
  const auto low = has_low ? feel::to_feel(bounds_[low_closed ? from / 2 : from / 2 - 1]) : "";
  const auto high = has_high ? feel::to_feel(bounds_[to / 2]) : "";
  if (!has_low) return (high_closed ? "<= " : "< ") + high;
  if (!has_high) return (low_closed ? ">= " : "> ") + low;
  return (low_closed ? "[" : "(") + low + ".." + high + (high_closed ? "]" : ")");
}

}  // namespace gangway::dmn
