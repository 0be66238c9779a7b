// Functions on dates and times. Source: DMN 1.5 clauses 10.3.4.1, 10.3.4.6 and 10.3.4.8.

#include <array>

#include "feel/builtins/families.h"

namespace gangway::feel::families {
namespace {

Date date_of(const Value& value) {
  return value.kind() == Kind::Date ? value.as_date() : value.as_date_time().date;
}

// Whole months between two days, towards zero; times of day and zones play no part.
Value months_between(const Call& call) {
  const auto from = date_of(call.arguments[0]);
  const auto to = date_of(call.arguments[1]);
  std::int64_t months = (std::int64_t{to.year} - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return Value(MonthsDuration{months});
}

Value day_of_year(const Call& call) {
  const auto date = date_of(call.arguments[0]);
  return Value::number(days_from_civil(date) - days_from_civil(Date{date.year, 1, 1}) + 1);
}

Value day_of_week(const Call& call) {
  static constexpr std::array<const char*, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
  return Value::string(kDays.at(static_cast<std::size_t>(weekday(date_of(call.arguments[0])) - 1)));
}

Value month_of_year(const Call& call) {
  static constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
  return Value::string(kMonths.at(date_of(call.arguments[0]).month - 1U));
}

// ISO 8601: the week of its Thursday.
Value week_of_year(const Call& call) {
  const auto date = date_of(call.arguments[0]);
  const auto thursday = civil_from_days(days_from_civil(date) + 4 - weekday(date));
  if (!thursday) return {};
  return Value::number((days_from_civil(*thursday) - days_from_civil(Date{thursday->year, 1, 1})) / 7 + 1);
}

Value now(const Call& call) { return call.machine.now ? Value(*call.machine.now) : Value(); }
Value today(const Call& call) { return call.machine.now ? Value(call.machine.now->date) : Value(); }

constexpr Param kFromTo[] = {{"from", ParamType::DateOrDateTime}, {"to", ParamType::DateOrDateTime}};
constexpr Param kDate[] = {{"date", ParamType::DateOrDateTime}};
constexpr Signature kBetween[] = {{kFromTo}};
constexpr Signature kOneDate[] = {{kDate}};
constexpr Signature kNone[] = {{{}}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.8";

constexpr Builtin kTable[] = {
    {"years and months duration", kBetween, months_between, OnUnknown::Shallow,
     "从一天到另一天有整几年几个月。", "The whole years and months between two days.",
     "years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\"))", "@\"P1Y8M\"", kSpec},
    {"day of year", kOneDate, day_of_year, OnUnknown::Shallow, "这一天是一年里的第几天。",
     "The number of the day in its year.", "day of year(date(2019, 9, 17))", "260", kSpec},
    {"day of week", kOneDate, day_of_week, OnUnknown::Shallow, "这一天是星期几，用英文写。",
     "The day of the week, in English.", "day of week(date(2019, 9, 17))", "\"Tuesday\"", kSpec},
    {"month of year", kOneDate, month_of_year, OnUnknown::Shallow, "这一天在几月，用英文写。",
     "The month, in English.", "month of year(date(2019, 9, 17))", "\"September\"", kSpec},
    {"week of year", kOneDate, week_of_year, OnUnknown::Shallow, "这一天在一年里的第几周，按ISO 8601。",
     "The number of the week in its year, by ISO 8601.", "week of year(date(2019, 9, 17))", "38", kSpec},
    {"now", kNone, now, OnUnknown::Shallow, "现在的日期和时间。", "The present date and time.",
     "now() instance of date and time", "true", kSpec},
    {"today", kNone, today, OnUnknown::Shallow, "今天的日期。", "The present day.",
     "today() instance of date", "true", kSpec},
};

}  // namespace

std::span<const Builtin> temporal() { return kTable; }

}  // namespace gangway::feel::families
