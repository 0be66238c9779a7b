// Arithmetic and components: the computing half of ops.h.
// Source: DMN 1.5 tables 50 to 56 (arithmetic), 65 (components).

#include <array>
#include <limits>

#include "feel/ops.h"

namespace gangway::feel {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

Wide nanos_of(const DaysDuration& duration) {
  return Wide{duration.seconds} * kNanosPerSecond + duration.nanos;
}

std::optional<Value> duration_value(Wide nanos) {
  const Wide seconds = nanos / kNanosPerSecond;
  if (seconds > std::numeric_limits<std::int64_t>::max() ||
      seconds < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  return Value(
      DaysDuration{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nanos % kNanosPerSecond)});
}

std::optional<Value> months_value(Wide months) {
  if (months > std::numeric_limits<std::int64_t>::max() ||
      months < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  return Value(MonthsDuration{static_cast<std::int64_t>(months)});
}

Wide local_nanos(const DateTime& value) {
  return Wide{days_from_civil(value.date)} * kNanosPerDay + value.time.nanos;
}

std::optional<DateTime> from_local(Wide nanos, const Zone& zone) {
  Wide days = nanos / kNanosPerDay;
  Wide rest = nanos % kNanosPerDay;
  if (rest < 0) {
    rest += kNanosPerDay;
    --days;
  }
  if (days > std::numeric_limits<std::int64_t>::max() || days < std::numeric_limits<std::int64_t>::min()) {
    return std::nullopt;
  }
  const auto date = civil_from_days(static_cast<std::int64_t>(days));
  if (!date) return std::nullopt;
  return DateTime{*date, Time{static_cast<std::int64_t>(rest), zone}};
}

std::optional<Date> add_months(const Date& date, Wide by) {
  constexpr std::int64_t kLimit = 20'000'000'000;
  if (by > kLimit || by < -kLimit) return std::nullopt;
  const auto months = static_cast<std::int64_t>(by);
  const auto total = std::int64_t{date.year} * 12 + date.month - 1 + months;
  const auto year = total >= 0 ? total / 12 : (total - 11) / 12;
  const auto month = total - year * 12 + 1;
  for (std::int64_t day = date.day; day >= 28; --day) {
    if (const auto moved = make_date(year, month, day)) return moved;
  }
  return make_date(year, month, date.day);
}

DateTime midnight(const Date& date) { return {date, Time{0, Zone{Zone::Kind::Offset, 0, 0}}}; }

std::optional<Value> subtract_moments(const DateTime& a, const DateTime& b) {
  const auto x = offset_at(a.time.zone, a.date, a.time.nanos);
  const auto y = offset_at(b.time.zone, b.date, b.time.nanos);
  if (x.has_value() != y.has_value()) return std::nullopt;
  return duration_value(local_nanos(a) - local_nanos(b) -
                        Wide{std::int64_t{x.value_or(0)} - y.value_or(0)} * kNanosPerSecond);
}

std::optional<Value> add_days_duration(const Value& a, const DaysDuration& duration, int sign) {
  const Wide by = nanos_of(duration) * sign;
  switch (a.kind()) {
    case Kind::Date: {
      const auto moved = from_local(Wide{days_from_civil(a.as_date())} * kNanosPerDay + by, {});
      if (!moved) return std::nullopt;
      return Value(moved->date);
    }
    case Kind::DateTime: {
      const auto moved = from_local(local_nanos(a.as_date_time()) + by, a.as_date_time().time.zone);
      if (!moved) return std::nullopt;
      return Value(*moved);
    }
    case Kind::Time: {
      Wide nanos = (a.as_time().nanos + by) % kNanosPerDay;
      if (nanos < 0) nanos += kNanosPerDay;
      return Value(Time{static_cast<std::int64_t>(nanos), a.as_time().zone});
    }
    case Kind::DaysDuration:
      return duration_value(nanos_of(a.as_days_duration()) + by);
    default:
      return std::nullopt;
  }
}

std::optional<Value> add_months_duration(const Value& a, const MonthsDuration& duration, int sign) {
  const Wide months = Wide{duration.months} * sign;
  switch (a.kind()) {
    case Kind::Date: {
      const auto moved = add_months(a.as_date(), months);
      if (!moved) return std::nullopt;
      return Value(*moved);
    }
    case Kind::DateTime: {
      const auto moved = add_months(a.as_date_time().date, months);
      if (!moved) return std::nullopt;
      return Value(DateTime{*moved, a.as_date_time().time});
    }
    case Kind::MonthsDuration:
      return months_value(a.as_months_duration().months + months);
    default:
      return std::nullopt;
  }
}

std::optional<Value> add(const Value& a, const Value& b) {
  if (a.kind() == Kind::String && b.kind() == Kind::String)
    return Value::string(a.as_string() + b.as_string());
  if (b.kind() == Kind::DaysDuration) return add_days_duration(a, b.as_days_duration(), 1);
  if (b.kind() == Kind::MonthsDuration) return add_months_duration(a, b.as_months_duration(), 1);
  if (a.kind() == Kind::DaysDuration && b.kind() != Kind::DaysDuration)
    return add_days_duration(b, a.as_days_duration(), 1);
  if (a.kind() == Kind::MonthsDuration) return add_months_duration(b, a.as_months_duration(), 1);
  return std::nullopt;
}

std::optional<Value> subtract(const Value& a, const Value& b) {
  if (b.kind() == Kind::DaysDuration) return add_days_duration(a, b.as_days_duration(), -1);
  if (b.kind() == Kind::MonthsDuration) return add_months_duration(a, b.as_months_duration(), -1);
  const auto moment = [](const Value& v) -> std::optional<DateTime> {
    if (v.kind() == Kind::Date) return midnight(v.as_date());
    if (v.kind() == Kind::DateTime) return v.as_date_time();
    return std::nullopt;
  };
  if (const auto x = moment(a), y = moment(b); x && y) return subtract_moments(*x, *y);
  if (a.kind() == Kind::Time && b.kind() == Kind::Time) {
    return subtract_moments({Date{}, a.as_time()}, {Date{}, b.as_time()});
  }
  return std::nullopt;
}

std::optional<Decimal> whole(const std::optional<Decimal>& value) {
  return value ? value->rounded(0, Decimal::Rounding::Down) : std::nullopt;
}

// A duration times or divided by a number; fractions of its unit are cut.
std::optional<Value> scale_duration(const Value& duration, const Decimal& by, bool divide) {
  const auto apply = [&](const Decimal& amount) {
    return divide ? Decimal::divide(amount, by) : Decimal::multiply(amount, by);
  };
  if (duration.kind() == Kind::MonthsDuration) {
    const auto months = whole(apply(Decimal(duration.as_months_duration().months)));
    const auto count = months ? months->to_int() : std::nullopt;
    if (!count) return std::nullopt;
    return Value(MonthsDuration{*count});
  }
  // Seconds and nanoseconds apart: their sum passes 64 bits, not 34 digits.
  const auto seconds =
      Decimal::multiply(Decimal(duration.as_days_duration().seconds), Decimal(kNanosPerSecond));
  const auto nanos =
      seconds ? Decimal::add(*seconds, Decimal(duration.as_days_duration().nanos)) : std::nullopt;
  const auto scaled = nanos ? whole(apply(*nanos)) : std::nullopt;
  if (!scaled) return std::nullopt;
  const auto whole_seconds = whole(Decimal::divide(*scaled, Decimal(kNanosPerSecond)));
  const auto count = whole_seconds ? whole_seconds->to_int() : std::nullopt;
  if (!count) return std::nullopt;
  const auto rest = Decimal::subtract(*scaled, *Decimal::multiply(*whole_seconds, Decimal(kNanosPerSecond)));
  return Value(DaysDuration{*count, static_cast<std::int32_t>(rest->to_int().value_or(0))});
}

bool is_duration(const Value& value) {
  return value.kind() == Kind::DaysDuration || value.kind() == Kind::MonthsDuration;
}

std::optional<Value> divide_durations(const Value& a, const Value& b) {
  std::optional<Decimal> quotient;
  if (a.kind() == Kind::MonthsDuration) {
    quotient =
        Decimal::divide(Decimal(a.as_months_duration().months), Decimal(b.as_months_duration().months));
  } else {
    const auto amount = [](const DaysDuration& d) {
      const auto seconds = Decimal::multiply(Decimal(d.seconds), Decimal(kNanosPerSecond));
      return Decimal::add(*seconds, Decimal(d.nanos));
    };
    quotient = Decimal::divide(*amount(a.as_days_duration()), *amount(b.as_days_duration()));
  }
  if (!quotient) return std::nullopt;
  return Value(*quotient);
}

std::optional<Value> numbers(Arithmetic op, const Decimal& a, const Decimal& b) {
  std::optional<Decimal> result;
  switch (op) {
    case Arithmetic::Add:
      result = Decimal::add(a, b);
      break;
    case Arithmetic::Subtract:
      result = Decimal::subtract(a, b);
      break;
    case Arithmetic::Multiply:
      result = Decimal::multiply(a, b);
      break;
    case Arithmetic::Divide:
      result = Decimal::divide(a, b);
      break;
    case Arithmetic::Power:
      result = Decimal::power(a, b);
      break;
  }
  if (!result) return std::nullopt;
  return Value(*result);
}

std::optional<Value> known(Arithmetic op, const Value& a, const Value& b) {
  if (a.kind() == Kind::Number && b.kind() == Kind::Number) return numbers(op, a.as_number(), b.as_number());
  switch (op) {
    case Arithmetic::Add:
      return add(a, b);
    case Arithmetic::Subtract:
      return subtract(a, b);
    case Arithmetic::Multiply:
      if (is_duration(a) && b.kind() == Kind::Number) return scale_duration(a, b.as_number(), false);
      if (is_duration(b) && a.kind() == Kind::Number) return scale_duration(b, a.as_number(), false);
      return std::nullopt;
    case Arithmetic::Divide:
      if (is_duration(a) && b.kind() == Kind::Number) return scale_duration(a, b.as_number(), true);
      if (is_duration(a) && a.kind() == b.kind()) return divide_durations(a, b);
      return std::nullopt;
    case Arithmetic::Power:
      return std::nullopt;
  }
  return std::nullopt;
}

void report_use(Machine& machine, const Value& value) {
  if (value.is_unknown() && value.as_unknown().origin && machine.on_use)
    machine.on_use(*value.as_unknown().origin);
}

Value offset_of(const Time& time, const Date& date) {
  const auto offset = offset_at(time.zone, date, time.nanos);
  return offset ? Value(DaysDuration{*offset, 0}) : Value();
}

Value zone_name(const Zone& zone) {
  if (zone.kind != Zone::Kind::Name) return {};
  return Value::string(to_string(zone).substr(1));
}

std::optional<Value> date_part(const Date& date, std::string_view name) {
  if (name == "year") return Value::number(date.year);
  if (name == "month") return Value::number(date.month);
  if (name == "day") return Value::number(date.day);
  if (name == "weekday") return Value::number(weekday(date));
  return std::nullopt;
}

std::optional<Value> time_part(const Time& time, const Date& date, std::string_view name) {
  const auto seconds = time.nanos / kNanosPerSecond;
  if (name == "hour") return Value::number(seconds / 3600);
  if (name == "minute") return Value::number(seconds / 60 % 60);
  if (name == "second") {
    const auto fraction = Decimal::divide(Decimal(time.nanos % kNanosPerSecond), Decimal(kNanosPerSecond));
    return Value(*Decimal::add(Decimal(seconds % 60), *fraction));
  }
  if (name == "time offset") return offset_of(time, date);
  if (name == "timezone") return zone_name(time.zone);
  return std::nullopt;
}

std::optional<Value> duration_part(const DaysDuration& duration, std::string_view name) {
  if (name == "days") return Value::number(duration.seconds / kSecondsPerDay);
  if (name == "hours") return Value::number(duration.seconds % kSecondsPerDay / 3600);
  if (name == "minutes") return Value::number(duration.seconds % 3600 / 60);
  if (name == "seconds") {
    const auto fraction = Decimal::divide(Decimal(duration.nanos), Decimal(kNanosPerSecond));
    return Value(*Decimal::add(Decimal(duration.seconds % 60), *fraction));
  }
  return std::nullopt;
}

std::optional<Value> range_part(const Range& range, std::string_view name) {
  if (name == "start") return range.low.value_or(Value());
  if (name == "end") return range.high.value_or(Value());
  if (name == "start included") return Value(range.low && range.low_end == Range::End::Closed);
  if (name == "end included") return Value(range.high && range.high_end == Range::End::Closed);
  return std::nullopt;
}

}  // namespace

Value arithmetic(Machine& machine, Arithmetic op, const Value& a, const Value& b, Span span) {
  if (a.is_unknown() || b.is_unknown()) {
    report_use(machine, a);
    report_use(machine, b);
    const std::array<Value, 2> both = {a, b};
    return Value::unknown(unknown_inputs(both, Depth::Shallow));
  }
  if (a.is_null() || b.is_null()) return {};
  if (auto result = known(op, a, b)) {
    if (result->kind() == Kind::String && result->as_string().size() > machine.limits().text_size) {
      return machine.fault("F2115", span);
    }
    return *std::move(result);
  }
  return machine.fault("F2002", span);
}

Value negate(Machine& machine, const Value& a, Span span) {
  switch (a.kind()) {
    case Kind::Unknown:
      report_use(machine, a);
      return Value::unknown(a.as_unknown().inputs);
    case Kind::Null:
      return {};
    case Kind::Number:
      return Value(a.as_number().negated());
    case Kind::DaysDuration: {
      const auto negated = duration_value(-nanos_of(a.as_days_duration()));
      return negated ? *negated : machine.fault("F2002", span);
    }
    case Kind::MonthsDuration: {
      const auto negated = months_value(-Wide{a.as_months_duration().months});
      return negated ? *negated : machine.fault("F2002", span);
    }
    default:
      return machine.fault("F2003", span);
  }
}

Value property(Machine& machine, const Value& value, std::string_view name, std::size_t hint, Span span) {
  std::optional<Value> part;
  switch (value.kind()) {
    case Kind::Context: {
      const auto* const entry = value.as_context().find(name, hint);
      return entry != nullptr ? *entry : Value();
    }
    case Kind::Unknown:
      report_use(machine, value);
      return Value::unknown(value.as_unknown().inputs);
    case Kind::List: {
      List out;
      out.reserve(value.as_list().size());
      for (const auto& item : value.as_list()) out.push_back(property(machine, item, name, hint, span));
      return Value::list(std::move(out));
    }
    case Kind::Date:
      part = date_part(value.as_date(), name);
      break;
    case Kind::Time:
      part = time_part(value.as_time(), Date{}, name);
      break;
    case Kind::DateTime:
      part = date_part(value.as_date_time().date, name);
      if (!part) part = time_part(value.as_date_time().time, value.as_date_time().date, name);
      break;
    case Kind::DaysDuration:
      part = duration_part(value.as_days_duration(), name);
      break;
    case Kind::MonthsDuration:
      if (name == "years") part = Value::number(value.as_months_duration().months / 12);
      if (name == "months") part = Value::number(value.as_months_duration().months % 12);
      break;
    case Kind::Range:
      part = range_part(value.as_range(), name);
      break;
    case Kind::Null:
      return {};
    default:
      break;
  }
  return part ? *part : machine.fault("F2004", span, {{"name", std::string(name)}});
}

}  // namespace gangway::feel
