// Relations between points and ranges, and range(). Source: DMN 1.5 clauses 10.3.4.7 and 10.3.4.1.

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

// A point or a range as an interval; a point is the closed range of itself. A missing end lies beyond every
// value.
struct Interval {
  const Value* low;
  const Value* high;
  bool low_closed = true;
  bool high_closed = true;
  bool point = true;
};

std::optional<Interval> interval_of(const Value& value) {
  if (value.kind() != Kind::Range) return Interval{&value, &value};
  const auto& range = value.as_range();
  if (range.form == Range::Form::NotEqual) return std::nullopt;  // no interval
  if ((range.low && range.low->is_null()) || (range.high && range.high->is_null())) return std::nullopt;
  const bool equal = range.form == Range::Form::Equal;
  return Interval{range.low ? &*range.low : nullptr, range.high ? &*range.high : nullptr,
                  equal || range.low_end == Range::End::Closed, equal || range.high_end == Range::End::Closed,
                  false};
}

// One end of an interval: a value, or a side beyond all values.
struct End {
  const Value* value;
  int beyond;  // -1 before, 1 after all values, where there is none
};

// The order of two ends; a failure is remembered and makes the whole call null.
class Ends {
 public:
  static End low(const Interval& a) { return {a.low, a.low == nullptr ? -1 : 0}; }
  static End high(const Interval& a) { return {a.high, a.high == nullptr ? 1 : 0}; }

  bool less(End a, End b) { return sign(a, b) < 0; }
  bool same(End a, End b) { return sign(a, b) == 0; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  int sign(End a, End b) {
    if (a.value == nullptr || b.value == nullptr) return a.beyond - b.beyond;
    const auto ordering = order(*a.value, *b.value);
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
  return e.less(Ends::high(a), Ends::low(b)) ||
         (e.same(Ends::high(a), Ends::low(b)) && !(a.high_closed && b.low_closed));
}
bool meets(Ends& e, const Interval& a, const Interval& b) {
  return e.same(Ends::high(a), Ends::low(b)) && a.high_closed && b.low_closed;
}
// a starts no later than b; a ends no earlier than b.
bool covers_start(Ends& e, const Interval& a, const Interval& b) {
  return e.less(Ends::low(a), Ends::low(b)) ||
         (e.same(Ends::low(a), Ends::low(b)) && (a.low_closed || !b.low_closed));
}
bool covers_end(Ends& e, const Interval& a, const Interval& b) {
  return e.less(Ends::high(b), Ends::high(a)) ||
         (e.same(Ends::high(a), Ends::high(b)) && (a.high_closed || !b.high_closed));
}
bool includes(Ends& e, const Interval& a, const Interval& b) {
  return covers_start(e, a, b) && covers_end(e, a, b);
}
bool overlaps(Ends& e, const Interval& a, const Interval& b) { return !before(e, a, b) && !before(e, b, a); }
bool overlaps_before(Ends& e, const Interval& a, const Interval& b) {
  const bool starts_first = e.less(Ends::low(a), Ends::low(b)) ||
                            (e.same(Ends::low(a), Ends::low(b)) && a.low_closed && !b.low_closed);
  return starts_first && covers_end(e, b, a) && !before(e, a, b);
}
bool finishes(Ends& e, const Interval& a, const Interval& b) {
  if (!e.same(Ends::high(a), Ends::high(b))) return false;
  if (a.point) return b.high_closed;
  return a.high_closed == b.high_closed && covers_start(e, b, a);
}
bool starts(Ends& e, const Interval& a, const Interval& b) {
  if (!e.same(Ends::low(a), Ends::low(b))) return false;
  if (a.point) return b.low_closed;
  return a.low_closed == b.low_closed && covers_end(e, b, a);
}
bool coincides(Ends& e, const Interval& a, const Interval& b) {
  return e.same(Ends::low(a), Ends::low(b)) && e.same(Ends::high(a), Ends::high(b)) &&
         a.low_closed == b.low_closed && a.high_closed == b.high_closed;
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

// range("[18..21)") reads the notation of an interval over literals: numbers, texts, and @"…" or a
// conversion function with one text.
class RangeReader {
 public:
  explicit RangeReader(std::string_view text) : text_(text) {}

  std::optional<Range> read() {
    Range out;
    skip_space();
    if (take('[')) {
      out.low_end = Range::End::Closed;
    } else if (!take('(') && !take(']')) {
      return std::nullopt;
    }
    out.low = end();
    skip_space();
    if (!out.low || !take('.') || !take('.')) return std::nullopt;
    out.high = end();
    skip_space();
    if (!out.high) return std::nullopt;
    if (take(']')) {
      out.high_end = Range::End::Closed;
    } else if (!take(')') && !take('[')) {
      return std::nullopt;
    }
    skip_space();
    if (at_ != text_.size()) return std::nullopt;
    const auto ordering = order(*out.low, *out.high);
    if (!ordering || *ordering > 0) return std::nullopt;
    return out;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  std::optional<Value> end() {
    skip_space();
    if (peek() == '"') {
      auto text = quoted();
      return text ? std::optional(Value::string(*std::move(text))) : std::nullopt;
    }
    if (take('@')) {
      const auto text = quoted();
      return text ? at_literal(*text) : std::nullopt;
    }
    if (peek() >= 'a' && peek() <= 'z') return conversion();
    const auto from = at_;
    while ((peek() >= '0' && peek() <= '9') || peek() == '-' || peek() == '+' || peek() == 'e' ||
           peek() == 'E' || (peek() == '.' && !text_.substr(at_).starts_with(".."))) {
      ++at_;
    }
    const auto number = Decimal::parse(text_.substr(from, at_ - from));
    return number ? std::optional(Value(*number)) : std::nullopt;
  }

  std::optional<Value> conversion() {
    const auto from = at_;
    while ((peek() >= 'a' && peek() <= 'z') || peek() == ' ') ++at_;
    auto name = text_.substr(from, at_ - from);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!take('(')) return std::nullopt;
    skip_space();
    const auto text = quoted();
    skip_space();
    if (!text || !take(')')) return std::nullopt;
    const auto value = [](const auto& read) { return read ? std::optional(Value(*read)) : std::nullopt; };
    if (name == "date") return value(parse_date(*text));
    if (name == "time") return value(parse_time(*text));
    if (name == "date and time") return value(parse_date_time(*text));
    if (name != "duration") return std::nullopt;
    if (const auto days = parse_days_duration(*text)) return Value(*days);
    return value(parse_months_duration(*text));
  }

  static std::optional<Value> at_literal(const std::string& text) {
    if (const auto date = parse_date(text)) return Value(*date);
    if (const auto time = parse_time(text)) return Value(*time);
    if (const auto days = parse_days_duration(text)) return Value(*days);
    if (const auto months = parse_months_duration(text)) return Value(*months);
    if (text.find('T') == std::string::npos) return std::nullopt;
    const auto moment = parse_date_time(text);
    return moment ? std::optional(Value(*moment)) : std::nullopt;
  }

  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return out;
      if (c != '\\') {
        out += c;
        continue;
      }
      switch (at_ < text_.size() ? text_[at_++] : '\0') {
        case '"':
          out += '"';
          break;
        case '\\':
          out += '\\';
          break;
        case 'n':
          out += '\n';
          break;
        case 'r':
          out += '\r';
          break;
        case 't':
          out += '\t';
          break;
        default:
          return std::nullopt;
      }
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Value range(const Call& call) {
  auto read = RangeReader(call.arguments[0].as_string()).read();
  if (!read) return call.machine.fault("F2112", call.span);
  return Value(std::make_shared<const Range>(*std::move(read)));
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
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.7";

constexpr Builtin kTable[] = {
    {"before", kAnyPair, relate<before, false>, OnUnknown::Deep, "第一个全部在第二个前面。",
     "Whether the first lies wholly before the second.", "before(1, 10)", "true", kSpec},
    {"after", kAnyPair, relate<before, true>, OnUnknown::Deep, "第一个全部在第二个后面。",
     "Whether the first lies wholly after the second.", "after([11..20], [1..10])", "true", kSpec},
    {"meets", kRangePair, relate<meets, false>, OnUnknown::Deep, "第一段的末尾正好是第二段的开头。",
     "Whether the first ends where the second starts.", "meets([1..5], [5..10])", "true", kSpec},
    {"met by", kRangePair, relate<meets, true>, OnUnknown::Deep, "第一段的开头正好是第二段的末尾。",
     "Whether the first starts where the second ends.", "met by([5..10], [1..5])", "true", kSpec},
    {"overlaps", kRangePair, relate<overlaps, false>, OnUnknown::Deep, "两段有没有共同的部分。",
     "Whether both have a part in common.", "overlaps([1..5], [3..8])", "true", kSpec},
    {"overlaps before", kRangePair, relate<overlaps_before, false>, OnUnknown::Deep,
     "第一段先开始、先结束，并且与第二段有共同的部分。",
     "Whether the first starts and ends earlier and both overlap.", "overlaps before([1..5], [3..8])", "true",
     kSpec},
    {"overlaps after", kRangePair, relate<overlaps_before, true>, OnUnknown::Deep,
     "第一段后开始、后结束，并且与第二段有共同的部分。",
     "Whether the first starts and ends later and both overlap.", "overlaps after([3..8], [1..5])", "true",
     kSpec},
    {"finishes", kPointInRange, relate<finishes, false>, OnUnknown::Deep,
     "第一个与第二个同时结束，并且在它里面。", "Whether the first lies in the second and ends with it.",
     "finishes(10, [1..10])", "true", kSpec},
    {"finished by", kRangeOfPoint, relate<finishes, true>, OnUnknown::Deep,
     "第二个与第一个同时结束，并且在它里面。", "Whether the second lies in the first and ends with it.",
     "finished by([1..10], 10)", "true", kSpec},
    {"includes", kRangeOfPoint, relate<includes, false>, OnUnknown::Deep, "第一个是不是包含第二个。",
     "Whether the first includes the second.", "includes([1..10], [4..6])", "true", kSpec},
    {"during", kPointInRange, relate<includes, true>, OnUnknown::Deep, "第一个是不是在第二个里面。",
     "Whether the first lies within the second.", "during(5, [1..10])", "true", kSpec},
    {"starts", kPointInRange, relate<starts, false>, OnUnknown::Deep,
     "第一个与第二个同时开始，并且在它里面。", "Whether the first lies in the second and starts with it.",
     "starts(1, [1..10])", "true", kSpec},
    {"started by", kRangeOfPoint, relate<starts, true>, OnUnknown::Deep,
     "第二个与第一个同时开始，并且在它里面。", "Whether the second lies in the first and starts with it.",
     "started by([1..10], 1)", "true", kSpec},
    {"coincides", kSame, relate<coincides, false>, OnUnknown::Deep, "两者完全相同。",
     "Whether both are the same.", "coincides([1..5], [1..5])", "true", kSpec},
    {"range", kFromSignature, range, OnUnknown::Shallow, "由文字得到一段范围。",
     "A range from its literal notation.", "range(\"[18..21)\")", "[18..21)", "DMN 1.5 clause 10.3.4.1"},
};

}  // namespace

std::span<const Builtin> ranges() { return kTable; }

}  // namespace gangway::feel::families
