// FEEL's dates, times and durations.
//
// Shape:  plain values. Years from -999,999,999 to 999,999,999; nanoseconds; a zone is none, an offset or a
//         name of the time zone database (ICU's copy).
// Errors: parse_* and the arithmetic give nullopt for what is not a value of the kind or leaves its range.
// Source: DMN 1.5 clauses 10.3.2.3.4 to 10.3.2.3.9; XML Schema 1.1 part 2 for the lexical forms.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gangway::feel {

struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Days since 1970-01-01 in the proleptic Gregorian calendar.
[[nodiscard]] std::int64_t days_from_civil(const Date& date);
[[nodiscard]] std::optional<Date> civil_from_days(std::int64_t days);
[[nodiscard]] std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
[[nodiscard]] int weekday(const Date& date);  // 1 Monday … 7 Sunday

struct Zone {
  enum class Kind : std::uint8_t { None, Offset, Name };
  Kind kind = Kind::None;
  std::uint16_t name = 0;           // index into the table of zone names
  std::int32_t offset_seconds = 0;  // of an Offset; of a Name: resolved when the value was made
  friend bool operator==(const Zone&, const Zone&) = default;
};
[[nodiscard]] std::optional<Zone> parse_zone(std::string_view text);  // "Z", "+08:00", "@Asia/Shanghai"
[[nodiscard]] std::string to_string(const Zone& zone);

struct Time {
  std::int64_t nanos = 0;  // since midnight, local
  Zone zone;
};

struct DateTime {
  Date date;
  Time time;
};

struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  // has the sign of the whole
  friend bool operator==(const DaysDuration&, const DaysDuration&) = default;
  friend auto operator<=>(const DaysDuration&, const DaysDuration&) = default;
};

struct MonthsDuration {
  std::int64_t months = 0;
  friend auto operator<=>(const MonthsDuration&, const MonthsDuration&) = default;
};

[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);  // a date alone is midnight
[[nodiscard]] std::optional<DaysDuration> parse_days_duration(std::string_view text);
[[nodiscard]] std::optional<MonthsDuration> parse_months_duration(std::string_view text);

[[nodiscard]] std::string to_string(const Date& date);
[[nodiscard]] std::string to_string(const Time& time);
[[nodiscard]] std::string to_string(const DateTime& value);
[[nodiscard]] std::string to_string(const DaysDuration& duration);
[[nodiscard]] std::string to_string(const MonthsDuration& duration);

// Seconds east of UTC at that local moment; nullopt without a zone.
[[nodiscard]] std::optional<std::int32_t> offset_at(const Zone& zone, const Date& date, std::int64_t nanos);

}  // namespace gangway::feel
