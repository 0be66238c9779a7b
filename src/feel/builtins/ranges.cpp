// Relations between points and ranges, and range(). Source: DMN 1.5 clause 10.3.4.10 (table 78), 10.3.4.1.

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

// A point or a range as an interval; a point is the closed range of itself.
struct Interval {
  Value low;
  Value high;
  bool low_closed = true;
  bool high_closed = true;
  bool point = true;
};

std::optional<Interval> interval_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (value.kind() != Kind::Range) return Interval{value, value, true, true, true};
  const auto& range = value.as_range();
  if (!range.low || !range.high || range.low->is_null() || range.high->is_null()) return std::nullopt;
  return Interval{*range.low, *range.high, range.low_end == Range::End::Closed,
                  range.high_end == Range::End::Closed, false};
}

// The order of two ends; a failure is remembered and makes the whole call null.
class Ends {
 public:
  bool less(const Value& a, const Value& b) { return sign(a, b) < 0; }
  bool same(const Value& a, const Value& b) { return sign(a, b) == 0; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  int sign(const Value& a, const Value& b) {
    const auto ordering = order(a, b);
    if (!ordering) {
      failed_ = true;
      return 0;
    }
    return *ordering < 0 ? -1 : (*ordering > 0 ? 1 : 0);
  }
  bool failed_ = false;
};

using Relation = bool (*)(Ends& ends, const Interval& a, const Interval& b);

bool before(Ends& e, const Interval& a, const Interval& b) {
  return e.less(a.high, b.low) || (e.same(a.high, b.low) && !(a.high_closed && b.low_closed));
}
bool meets(Ends& e, const Interval& a, const Interval& b) {
  return a.high_closed && b.low_closed && e.same(a.high, b.low);
}
bool includes(Ends& e, const Interval& a, const Interval& b) {
  const bool low = e.less(a.low, b.low) || (e.same(a.low, b.low) && (a.low_closed || !b.low_closed));
  const bool high = e.less(b.high, a.high) || (e.same(a.high, b.high) && (a.high_closed || !b.high_closed));
  return low && high;
}
bool overlaps(Ends& e, const Interval& a, const Interval& b) { return !before(e, a, b) && !before(e, b, a); }
bool overlaps_before(Ends& e, const Interval& a, const Interval& b) {
  const bool starts_first = e.less(a.low, b.low) || (e.same(a.low, b.low) && a.low_closed && !b.low_closed);
  const bool ends_first =
      e.less(a.high, b.high) || (e.same(a.high, b.high) && (!a.high_closed || b.high_closed));
  return starts_first && ends_first && !before(e, a, b);
}
bool overlaps_after(Ends& e, const Interval& a, const Interval& b) {
  const bool ends_last =
      e.less(b.high, a.high) || (e.same(a.high, b.high) && a.high_closed && !b.high_closed);
  const bool starts_last = e.less(b.low, a.low) || (e.same(a.low, b.low) && (!a.low_closed || b.low_closed));
  return ends_last && starts_last && !before(e, b, a);
}
bool finishes(Ends& e, const Interval& a, const Interval& b) {
  if (a.point) return b.high_closed && e.same(a.high, b.high);
  const bool low = e.less(b.low, a.low) || (e.same(a.low, b.low) && (!a.low_closed || b.low_closed));
  return e.same(a.high, b.high) && a.high_closed == b.high_closed && low;
}
bool starts(Ends& e, const Interval& a, const Interval& b) {
  if (a.point) return b.low_closed && e.same(a.low, b.low);
  const bool high = e.less(a.high, b.high) || (e.same(a.high, b.high) && (!a.high_closed || b.high_closed));
  return e.same(a.low, b.low) && a.low_closed == b.low_closed && high;
}
bool coincides(Ends& e, const Interval& a, const Interval& b) {
  return e.same(a.low, b.low) && e.same(a.high, b.high) && a.low_closed == b.low_closed &&
         a.high_closed == b.high_closed;
}

Value related(const Call& call, Relation relation, bool swapped) {
  const auto a = interval_of(call.arguments[swapped ? 1 : 0]);
  const auto b = interval_of(call.arguments[swapped ? 0 : 1]);
  if (!a || !b) return call.machine.fault("F2111", call.span);
  Ends ends;
  const bool holds = relation(ends, *a, *b);
  return ends.failed() ? call.machine.fault("F2001", call.span) : Value(holds);
}

template <Relation relation, bool swapped>
Value relate(const Call& call) {
  return related(call, relation, swapped);
}

// range("[18..21)"): the same notation as a literal, over literals of one kind.
std::optional<Value> end_value(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return Value();
  if (const auto number = Decimal::parse(text)) return Value(*number);
  if (text.starts_with("@")) text.remove_prefix(1);
  const auto function = text.find('(');
  if (function != std::string_view::npos && text.back() == ')')
    text = text.substr(function + 1, text.size() - function - 2);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  const auto inner = text.substr(1, text.size() - 2);
  if (const auto date = parse_date(inner)) return Value(*date);
  if (const auto moment = parse_date_time(inner)) return Value(*moment);
  if (const auto time = parse_time(inner)) return Value(*time);
  if (const auto days = parse_days_duration(inner)) return Value(*days);
  if (const auto months = parse_months_duration(inner)) return Value(*months);
  return Value::string(std::string(inner));
}

Value range(const Call& call) {
  const std::string_view text = call.arguments[0].as_string();
  const auto dots = text.find("..");
  const auto bad = [&] { return call.machine.fault("F2112", call.span); };
  if (text.size() < 4 || dots == std::string_view::npos ||
      text.find("..", dots + 2) != std::string_view::npos)
    return bad();
  const char open = text.front();
  const char close = text.back();
  if (std::string_view("[(]").find(open) == std::string_view::npos ||
      std::string_view("])[").find(close) == std::string_view::npos)
    return bad();
  const auto low = end_value(text.substr(1, dots - 1));
  const auto high = end_value(text.substr(dots + 2, text.size() - dots - 3));
  if (!low || !high || (low->is_null() && high->is_null())) return bad();
  Range out;
  if (!low->is_null()) out.low = *low;
  if (!high->is_null()) out.high = *high;
  out.low_end = open == '[' ? Range::End::Closed : Range::End::Open;
  out.high_end = close == ']' ? Range::End::Closed : Range::End::Open;
  if ((!out.low && out.low_end == Range::End::Closed) || (!out.high && out.high_end == Range::End::Closed))
    return bad();
  if (out.low && out.high) {
    const auto ordering = order(*out.low, *out.high);
    if (!ordering || *ordering > 0) return bad();
  }
  return Value(std::make_shared<const Range>(std::move(out)));
}

constexpr Param kPoints[] = {{"point1", ParamType::Any}, {"point2", ParamType::Any}};
constexpr Param kRanges[] = {{"range1", ParamType::Range}, {"range2", ParamType::Range}};
constexpr Param kPointRange[] = {{"point", ParamType::Any}, {"range", ParamType::Range}};
constexpr Param kRangePoint[] = {{"range", ParamType::Range}, {"point", ParamType::Any}};
constexpr Param kFrom[] = {{"from", ParamType::String}};
constexpr Signature kAnyPair[] = {{kPoints}, {kPointRange}, {kRangePoint}, {kRanges}};
constexpr Signature kRangePair[] = {{kRanges}};
constexpr Signature kPointInRange[] = {{kPointRange}, {kRanges}};
constexpr Signature kRangeOfPoint[] = {{kRangePoint}, {kRanges}};
constexpr Signature kSame[] = {{kPoints}, {kRanges}};
constexpr Signature kFromSignature[] = {{kFrom}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.10";

constexpr Builtin kTable[] = {
    {"before", kAnyPair, relate<before, false>, OnUnknown::Deep, "全部在前面。",
     "Whether the first lies wholly before the second.", "before(1, 10)", "true", kSpec},
    {"after", kAnyPair, relate<before, true>, OnUnknown::Deep, "全部在后面。",
     "Whether the first lies wholly after the second.", "after([11..20], [1..10])", "true", kSpec},
    {"meets", kRangePair, relate<meets, false>, OnUnknown::Deep, "前一段的末尾就是后一段的开头。",
     "Whether the first ends where the second starts.", "meets([1..5], [5..10])", "true", kSpec},
    {"met by", kRangePair, relate<meets, true>, OnUnknown::Deep, "前一段的开头就是后一段的末尾。",
     "Whether the first starts where the second ends.", "met by([5..10], [1..5])", "true", kSpec},
    {"overlaps", kRangePair, relate<overlaps, false>, OnUnknown::Deep, "有没有共同的部分。",
     "Whether both have a part in common.", "overlaps([1..5], [3..8])", "true", kSpec},
    {"overlaps before", kRangePair, relate<overlaps_before, false>, OnUnknown::Deep,
     "先开始、先结束，有共同的部分。", "Whether the first starts and ends earlier and both overlap.",
     "overlaps before([1..5], [3..8])", "true", kSpec},
    {"overlaps after", kRangePair, relate<overlaps_after, false>, OnUnknown::Deep,
     "后开始、后结束，有共同的部分。", "Whether the first starts and ends later and both overlap.",
     "overlaps after([3..8], [1..5])", "true", kSpec},
    {"finishes", kPointInRange, relate<finishes, false>, OnUnknown::Deep, "和它同时结束。",
     "Whether the first ends the second.", "finishes(10, [1..10])", "true", kSpec},
    {"finished by", kRangeOfPoint, relate<finishes, true>, OnUnknown::Deep, "由它结束。",
     "Whether the first is ended by the second.", "finished by([1..10], 10)", "true", kSpec},
    {"includes", kRangeOfPoint, relate<includes, false>, OnUnknown::Deep, "包含它。",
     "Whether the first includes the second.", "includes([1..10], [4..6])", "true", kSpec},
    {"during", kPointInRange, relate<includes, true>, OnUnknown::Deep, "在它里面。",
     "Whether the first lies within the second.", "during(5, [1..10])", "true", kSpec},
    {"starts", kPointInRange, relate<starts, false>, OnUnknown::Deep, "和它同时开始。",
     "Whether the first starts the second.", "starts(1, [1..10])", "true", kSpec},
    {"started by", kRangeOfPoint, relate<starts, true>, OnUnknown::Deep, "由它开始。",
     "Whether the first is started by the second.", "started by([1..10], 1)", "true", kSpec},
    {"coincides", kSame, relate<coincides, false>, OnUnknown::Deep, "两者完全相同。",
     "Whether both are the same.", "coincides([1..5], [1..5])", "true", kSpec},
    {"range", kFromSignature, range, OnUnknown::Shallow, "由文字得到一段范围。",
     "A range from its literal notation.", "range(\"[18..21)\")", "[18..21)", "DMN 1.5 clause 10.3.4.1"},
};

}  // namespace

std::span<const Builtin> ranges() { return kTable; }

}  // namespace gangway::feel::families
