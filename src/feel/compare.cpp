// Equality, order and the logic of three values and null: the comparing half of ops.h.

#include <algorithm>

#include "feel/ops.h"

namespace gangway::feel {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kNanosPerDay = 86'400 * kNanosPerSecond;

// The moment in nanoseconds, UTC when there is a zone, local otherwise.
struct Moment {
  Wide nanos;
  bool zoned;
};

Moment moment_of(const Date& date, const Time& time) {
  const auto offset = offset_at(time.zone, date, time.nanos);
  const Wide local = Wide{days_from_civil(date)} * kNanosPerDay + time.nanos;
  return {local - Wide{offset.value_or(0)} * kNanosPerSecond, offset.has_value()};
}

// A time of day has no date: a named zone takes its offset of 1970-01-01.
Moment moment_of(const Time& time) { return moment_of(Date{}, time); }

// Equality of times is that of their hour, minute, second and offset (DMN 1.5 table 53): of whole seconds.
// Order and is() see the fraction.
Wide second_of(const Moment& moment) {
  const Wide fraction = (moment.nanos % kNanosPerSecond + kNanosPerSecond) % kNanosPerSecond;
  return moment.nanos - fraction;
}

bool same_optional(const std::optional<Value>& a, const std::optional<Value>& b, bool& comparable) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return true;
  const auto same = equal(*a, *b);
  if (!same) comparable = false;
  return same.value_or(false);
}

std::optional<bool> equal_ranges(const Range& a, const Range& b) {
  if (a.form != b.form || a.low_end != b.low_end || a.high_end != b.high_end) return false;
  bool comparable = true;
  const bool same = same_optional(a.low, b.low, comparable) && same_optional(a.high, b.high, comparable);
  return comparable ? std::optional(same) : std::nullopt;
}

// Two members that differ make the whole different, wherever they stand; else what cannot be compared makes
// null.
std::optional<bool> both(std::optional<bool> a, std::optional<bool> b) {
  if (a == false || b == false) return false;
  return a && b ? std::optional(true) : std::nullopt;
}

std::optional<bool> equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  std::optional<bool> out = true;
  for (std::size_t i = 0; i < a.size() && out != false; ++i) out = both(out, equal(a[i], b[i]));
  return out;
}

bool have_other_names(const Context& a, const Context& b) {
  return a.size() != b.size() ||
         std::ranges::any_of(a.entries(), [&](const auto& e) { return b.find(e.first) == nullptr; });
}

std::optional<bool> equal_contexts(const Context& a, const Context& b) {
  if (have_other_names(a, b)) return false;
  std::optional<bool> out = true;
  for (const auto& [name, value] : a.entries()) {
    if (out != false) out = both(out, equal(value, *b.find(name)));
  }
  return out;
}

bool holds_unknown(const Value& value) {
  switch (value.kind()) {
    case Kind::Unknown:
      return true;
    case Kind::List:
      return std::ranges::any_of(value.as_list(), holds_unknown);
    case Kind::Context:
      return std::ranges::any_of(value.as_context().entries(),
                                 [](const auto& e) { return holds_unknown(e.second); });
    case Kind::Range:
      return (value.as_range().low && value.as_range().low->is_unknown()) ||
             (value.as_range().high && value.as_range().high->is_unknown());
    default:
      return false;
  }
}

// A range with an end that is not known yet may turn out to be none (Evaluator::range), which is null.
bool may_be_no_range(const Value& value) {
  if (value.kind() != Kind::Range || value.as_range().form != Range::Form::Interval) return false;
  return value.as_range().low && value.as_range().high && holds_unknown(value);
}

// Reports what an operator did with an operand that is the untouched input.
void report(Machine& machine, const Value& unknown, const Value& other, bool cut) {
  if (!unknown.is_unknown() || !unknown.as_unknown().origin) return;
  const auto input = *unknown.as_unknown().origin;
  if (cut && !holds_unknown(other)) {
    if (machine.on_cut) machine.on_cut(input, other);
  } else if (machine.on_use) {
    machine.on_use(input);
  }
}

Value unknown_of(const Value& a, const Value& b) {
  const Value both[] = {a, b};
  return Value::unknown(unknown_inputs(both, Depth::Deep));
}

void report_inside(Machine& machine, const Value& value) {
  report(machine, value, value, false);
  if (value.kind() == Kind::List) {
    for (const auto& item : value.as_list()) report_inside(machine, item);
  } else if (value.kind() == Kind::Context) {
    for (const auto& entry : value.as_context().entries()) report_inside(machine, entry.second);
  } else if (value.kind() == Kind::Range) {
    if (value.as_range().low) report_inside(machine, *value.as_range().low);
    if (value.as_range().high) report_inside(machine, *value.as_range().high);
  }
}

// Reports the members that an equality compares: each with its counterpart, so that cuts are found inside.
void report_members(Machine& machine, const Value& a, const Value& b) {
  if (!machine.on_cut && !machine.on_use) return;
  if (a.is_unknown() || b.is_unknown()) {
    report(machine, a, b, true);
    report(machine, b, a, true);
    if (!a.is_unknown()) report_inside(machine, a);
    if (!b.is_unknown()) report_inside(machine, b);
  } else if (a.kind() == Kind::List && b.kind() == Kind::List) {
    for (std::size_t i = 0; i < a.as_list().size() && i < b.as_list().size(); ++i) {
      report_members(machine, a.as_list()[i], b.as_list()[i]);
    }
  } else if (a.kind() == Kind::Context && b.kind() == Kind::Context) {
    for (const auto& [name, value] : a.as_context().entries()) {
      const auto* const other = b.as_context().find(name);
      if (other != nullptr) report_members(machine, value, *other);
    }
  } else {
    report_inside(machine, a);
    report_inside(machine, b);
  }
}

// Lists of unequal length and contexts of other names differ, whatever is unknown inside.
bool have_other_shapes(const Value& a, const Value& b) {
  if (a.kind() == Kind::List && b.kind() == Kind::List) return a.as_list().size() != b.as_list().size();
  return a.kind() == Kind::Context && b.kind() == Kind::Context &&
         have_other_names(a.as_context(), b.as_context());
}

bool is_ordered(Kind kind) {
  switch (kind) {
    case Kind::Number:
    case Kind::String:
    case Kind::Date:
    case Kind::Time:
    case Kind::DateTime:
    case Kind::DaysDuration:
    case Kind::MonthsDuration:
      return true;
    default:
      return false;
  }
}

Value not_comparable(Machine& machine, const Value& a, const Value& b, Span span) {
  if (a.is_null() || b.is_null()) return {};
  return machine.fault("F2001", span);
}

enum class Truth { True, False, Null, Unknown };

Truth truth(const Value& value) {
  if (value.is_unknown()) return Truth::Unknown;
  if (value.kind() != Kind::Boolean) return Truth::Null;
  return value.as_boolean() ? Truth::True : Truth::False;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::Boolean:
      return a.as_boolean() == b.as_boolean();
    case Kind::Number:
      return a.as_number() == b.as_number();
    case Kind::String:
      return a.as_string() == b.as_string();
    case Kind::Date:
      return a.as_date() == b.as_date();
    case Kind::Time: {
      const auto x = moment_of(a.as_time());
      const auto y = moment_of(b.as_time());
      return x.zoned == y.zoned && second_of(x) == second_of(y);
    }
    case Kind::DateTime: {
      const auto x = moment_of(a.as_date_time().date, a.as_date_time().time);
      const auto y = moment_of(b.as_date_time().date, b.as_date_time().time);
      return x.zoned == y.zoned && second_of(x) == second_of(y);
    }
    case Kind::DaysDuration:
      return a.as_days_duration() == b.as_days_duration();
    case Kind::MonthsDuration:
      return a.as_months_duration().months == b.as_months_duration().months;
    case Kind::List:
      return equal_lists(a.as_list(), b.as_list());
    case Kind::Context:
      return equal_contexts(a.as_context(), b.as_context());
    case Kind::Range:
      return equal_ranges(a.as_range(), b.as_range());
    case Kind::Null:
    case Kind::Function:
    case Kind::Unknown:
      break;
  }
  return std::nullopt;
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::Number:
      return Decimal::compare(a.as_number(), b.as_number());
    case Kind::String:
      return a.as_string() <=> b.as_string();  // UTF-8 keeps the order of code points
    case Kind::Date:
      return a.as_date() <=> b.as_date();
    case Kind::DaysDuration:
      return a.as_days_duration() <=> b.as_days_duration();
    case Kind::MonthsDuration:
      return a.as_months_duration() <=> b.as_months_duration();
    case Kind::Time:
    case Kind::DateTime: {
      const bool time = a.kind() == Kind::Time;
      const auto x = time ? moment_of(a.as_time()) : moment_of(a.as_date_time().date, a.as_date_time().time);
      const auto y = time ? moment_of(b.as_time()) : moment_of(b.as_date_time().date, b.as_date_time().time);
      if (x.zoned != y.zoned) return std::nullopt;
      if (x.nanos == y.nanos) return std::strong_ordering::equal;
      return x.nanos < y.nanos ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    default:
      return std::nullopt;
  }
}

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::Null:
      return true;
    case Kind::Time:
      return a.as_time().nanos == b.as_time().nanos && a.as_time().zone == b.as_time().zone;
    case Kind::DateTime:
      return a.as_date_time().date == b.as_date_time().date &&
             a.as_date_time().time.nanos == b.as_date_time().time.nanos &&
             a.as_date_time().time.zone == b.as_date_time().time.zone;
    case Kind::List:
      return std::ranges::equal(a.as_list(), b.as_list(), identical);
    case Kind::Context: {
      const auto& other = b.as_context();
      return a.as_context().size() == other.size() &&
             std::ranges::all_of(a.as_context().entries(), [&](const auto& entry) {
               const auto* const value = other.find(entry.first);
               return value != nullptr && identical(entry.second, *value);
             });
    }
    case Kind::Unknown:
      return *a.as_unknown().inputs == *b.as_unknown().inputs;
    case Kind::Function:
      return &a.as_function() == &b.as_function();
    default:
      return equal(a, b).value_or(false);
  }
}

Value lost(Machine& machine, std::span<const Value> because) {
  if (machine.on_use) {
    for (const Value& each : because) report_inside(machine, each);
  }
  return Value::unknown(unknown_inputs(because, Depth::Deep));
}

Value compare(Machine& machine, Comparison op, const Value& a, const Value& b, Span span) {
  if (a.is_unknown() || b.is_unknown()) {
    report_members(machine, a, b);
    return unknown_of(a, b);
  }
  if (op == Comparison::Equal || op == Comparison::NotEqual) {
    if (a.kind() == b.kind() && (holds_unknown(a) || holds_unknown(b))) {
      if (have_other_shapes(a, b)) return Value(op == Comparison::NotEqual);
      report_members(machine, a, b);
      return unknown_of(a, b);
    }
    if (a.kind() != b.kind() && (may_be_no_range(a) || may_be_no_range(b))) {
      report_members(machine, a, b);
      return unknown_of(a, b);
    }
    const auto same = equal(a, b);
    if (!same) return not_comparable(machine, a, b, span);
    return Value(*same == (op == Comparison::Equal));
  }
  const auto ordering = is_ordered(a.kind()) ? order(a, b) : std::nullopt;
  if (!ordering) return not_comparable(machine, a, b, span);
  switch (op) {
    case Comparison::Less:
      return Value(*ordering < 0);
    case Comparison::LessEqual:
      return Value(*ordering <= 0);
    case Comparison::Greater:
      return Value(*ordering > 0);
    default:
      return Value(*ordering >= 0);
  }
}

Value between(Machine& machine, const Value& x, const Value& low, const Value& high, Span span) {
  const auto above = compare(machine, Comparison::GreaterEqual, x, low, span);
  const auto below = compare(machine, Comparison::LessEqual, x, high, span);
  return logical_and(above, below);
}

Value in_range(Machine& machine, const Value& value, const Range& range, Span span) {
  if (range.form != Range::Form::Interval) {
    return compare(machine, range.form == Range::Form::Equal ? Comparison::Equal : Comparison::NotEqual,
                   value, *range.low, span);
  }
  Value result(true);
  if (range.low) {
    const auto op = range.low_end == Range::End::Closed ? Comparison::GreaterEqual : Comparison::Greater;
    result = compare(machine, op, value, *range.low, span);
  }
  if (range.high) {
    const auto op = range.high_end == Range::End::Closed ? Comparison::LessEqual : Comparison::Less;
    result = logical_and(result, compare(machine, op, value, *range.high, span));
  }
  return result;
}

Value logical_and(const Value& a, const Value& b) {
  const auto x = truth(a);
  const auto y = truth(b);
  if (x == Truth::False || y == Truth::False) return Value(false);
  if (x == Truth::Unknown || y == Truth::Unknown) return unknown_of(a, b);
  if (x == Truth::True && y == Truth::True) return Value(true);
  return {};
}

Value logical_or(const Value& a, const Value& b) {
  const auto x = truth(a);
  const auto y = truth(b);
  if (x == Truth::True || y == Truth::True) return Value(true);
  if (x == Truth::Unknown || y == Truth::Unknown) return unknown_of(a, b);
  if (x == Truth::False && y == Truth::False) return Value(false);
  return {};
}

Value logical_not(const Value& a) {
  switch (truth(a)) {
    case Truth::True:
      return Value(false);
    case Truth::False:
      return Value(true);
    case Truth::Unknown:
      return Value::unknown(a.as_unknown().inputs);
    case Truth::Null:
      break;
  }
  return {};
}

}  // namespace gangway::feel
