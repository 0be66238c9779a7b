// Conversion functions, not() and is(). Source: DMN 1.5 clauses 10.3.4.1, 10.3.4.2, 10.3.4.6.

#include <algorithm>

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

Value not_a(const Call& call, const char* what) {
  return call.machine.fault("F2110", call.span, {{"kind", what}});
}

std::optional<std::int64_t> part(const Call& call, std::size_t i) { return whole(call.arguments[i]); }

Value date(const Call& call) {
  if (call.signature->params.size() == 3) {
    const auto year = part(call, 0);
    const auto month = part(call, 1);
    const auto day = part(call, 2);
    const auto made = year && month && day ? make_date(*year, *month, *day) : std::nullopt;
    return made ? Value(*made) : not_a(call, "date");
  }
  const auto& from = call.arguments[0];
  if (from.kind() == Kind::Date) return from;
  if (from.kind() == Kind::DateTime) return Value(from.as_date_time().date);
  const auto read = parse_date(from.as_string());
  return read ? Value(*read) : not_a(call, "date");
}

std::optional<Time> time_of(const Call& call) {
  const auto hour = part(call, 0);
  const auto minute = part(call, 1);
  if (!hour || *hour < 0 || *hour > 23 || !minute || *minute < 0 || *minute > 59) return std::nullopt;
  const auto nanos = Decimal::multiply(call.arguments[2].as_number(), Decimal(1'000'000'000));
  const auto count = nanos ? nanos->rounded(0, Decimal::Rounding::Down)->to_int() : std::nullopt;
  if (!count || *count < 0 || *count >= 60'000'000'000) return std::nullopt;
  return Time{(*hour * 3600 + *minute * 60) * 1'000'000'000 + *count, {}};
}

std::optional<Zone> zone_of(const Value& offset) {
  if (offset.is_null()) return Zone{};
  const auto seconds = offset.as_days_duration().seconds;
  if (seconds > 14 * 3600 || seconds < -14 * 3600) return std::nullopt;
  return Zone{Zone::Kind::Offset, 0, static_cast<std::int32_t>(seconds)};
}

Value time(const Call& call) {
  if (call.signature->params.size() > 1) {
    auto made = time_of(call);
    const auto zone = zone_of(call.arguments[3]);
    if (!made || !zone) return not_a(call, "time");
    made->zone = *zone;
    return Value(*made);
  }
  const auto& from = call.arguments[0];
  if (from.kind() == Kind::Time) return from;
  if (from.kind() == Kind::DateTime) return Value(from.as_date_time().time);
  const auto read = parse_time(from.as_string());
  return read ? Value(*read) : not_a(call, "time");
}

Value date_and_time(const Call& call) {
  const auto& first = call.arguments[0];
  if (call.signature->params.size() == 2) {
    const auto& date = first.kind() == Kind::Date ? first.as_date() : first.as_date_time().date;
    return Value(DateTime{date, call.arguments[1].as_time()});
  }
  const auto read = parse_date_time(first.as_string());
  return read ? Value(*read) : not_a(call, "date and time");
}

bool is_separator(const Value& value, std::string_view allowed) {
  return value.is_null() || (value.kind() == Kind::String && value.as_string().size() == 1 &&
                             allowed.find(value.as_string()) != std::string_view::npos);
}

Value number(const Call& call) {
  if (call.signature->params.size() == 1) {
    const auto read = Decimal::parse(call.arguments[0].as_string());
    return read ? Value(*read) : not_a(call, "number");
  }
  const auto& grouping = call.arguments[1];
  const auto& point = call.arguments[2];
  if (!is_separator(grouping, " ,.") || !is_separator(point, ",.")) return not_a(call, "number");
  if (!grouping.is_null() && !point.is_null() && grouping.as_string() == point.as_string())
    return not_a(call, "number");
  std::string text;
  for (const char c : call.arguments[0].as_string()) {
    if (!grouping.is_null() && c == grouping.as_string()[0]) continue;
    text += !point.is_null() && c == point.as_string()[0] ? '.' : c;
  }
  const auto read = Decimal::parse(text);
  return read ? Value(*read) : not_a(call, "number");
}

Value string(const Call& call) { return Value::string(to_text(call.arguments[0])); }

Value duration(const Call& call) {
  const auto& from = call.arguments[0].as_string();
  if (const auto days = parse_days_duration(from)) return Value(*days);
  if (const auto months = parse_months_duration(from)) return Value(*months);
  return not_a(call, "duration");
}

Value not_of(const Call& call) { return logical_not(call.arguments[0]); }
Value is(const Call& call) { return Value(identical(call.arguments[0], call.arguments[1])); }

constexpr Param kFrom[] = {{"from", ParamType::Any}};
constexpr Param kFromText[] = {{"from", ParamType::String}};
constexpr Param kFromTime[] = {{"from", ParamType::Time}};
constexpr Param kFromMoment[] = {{"from", ParamType::DateTime}};
constexpr Param kFromDay[] = {{"from", ParamType::DateOrDateTime}};
constexpr Param kYmd[] = {
    {"year", ParamType::Number}, {"month", ParamType::Number}, {"day", ParamType::Number}};
constexpr Param kHms[] = {{"hour", ParamType::Number},
                          {"minute", ParamType::Number},
                          {"second", ParamType::Number},
                          {"offset", ParamType::DaysDuration, true, true}};
constexpr Param kDateTime[] = {{"date", ParamType::DateOrDateTime}, {"time", ParamType::Time}};
constexpr Param kNumberParts[] = {{"from", ParamType::String},
                                  {"grouping separator", ParamType::String, false, true},
                                  {"decimal separator", ParamType::String, false, true}};
constexpr Param kNegand[] = {{"negand", ParamType::Any, false, true}};
constexpr Param kTwo[] = {{"value1", ParamType::Any, true, true}, {"value2", ParamType::Any, true, true}};
constexpr Signature kDate[] = {{kFromText}, {kFromDay}, {kYmd}};
constexpr Signature kTime[] = {{kFromText}, {kFromTime}, {kFromMoment}, {kHms}};
constexpr Signature kDateAndTime[] = {{kFromText}, {kDateTime}};
constexpr Signature kNumber[] = {{kFromText}, {kNumberParts}};
constexpr Signature kString[] = {{kFrom}};
constexpr Signature kDuration[] = {{kFromText}};
constexpr Signature kNot[] = {{kNegand}};
constexpr Signature kIs[] = {{kTwo}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.1";

constexpr Builtin kTable[] = {
    {"date", kDate, date, OnUnknown::Shallow, "由文字、日期和时间或者年月日得到日期。",
     "A date from text, from a date and time, or from year, month and day.", "date(2012, 12, 25)",
     "date(\"2012-12-25\")", kSpec},
    {"time", kTime, time, OnUnknown::Shallow, "由文字、日期和时间或者时分秒得到一天里的时间。",
     "A time of day from text, from a date and time, or from its parts.", "time(23, 59, 0)",
     "time(\"23:59:00\")", kSpec},
    {"date and time", kDateAndTime, date_and_time, OnUnknown::Shallow,
     "由文字或者日期、时间两部分得到日期和时间。", "A date and time from text or from its two halves.",
     "date and time(date(\"2017-01-01\"), time(\"23:59:01\"))", "date and time(\"2017-01-01T23:59:01\")",
     kSpec},
    {"number", kNumber, number, OnUnknown::Shallow, "由文字得到数，可以说明千位和小数点用什么符号。",
     "A number from text, with its separators named.", "number(\"1 000,5\", \" \", \",\")", "1000.5", kSpec},
    {"string", kString, string, OnUnknown::Deep, "这个值的文字形式。", "The value as text.", "string(1.1)",
     "\"1.1\"", kSpec},
    {"duration", kDuration, duration, OnUnknown::Shallow, "由文字得到时长：天时分秒，或者年月。",
     "A duration from text, of days and time or of years and months.", "duration(\"P2M\")", "@\"P2M\"",
     kSpec},
    {"not", kNot, not_of, OnUnknown::Shallow, "相反的真假值。", "The opposite boolean.", "not(true)", "false",
     "DMN 1.5 clause 10.3.4.2"},
    {"is", kIs, is, OnUnknown::Deep, "两者是不是同一类的同一个值，时区也要相同。",
     "Whether both are the same value of the same kind, time zone included.",
     "is(time(\"23:00:50Z\"), time(\"23:00:50\"))", "false", "DMN 1.5 clause 10.3.4.6"},
};

}  // namespace

std::span<const Builtin> conversion() { return kTable; }

}  // namespace gangway::feel::families
