// Civil days and instants.
//
// Shape:  Day is a civil day in Asia/Shanghai, the product's only time zone; Instant is a point in time, UTC.
// Units:  Day counts whole days; Instant counts milliseconds since 1970-01-01T00:00Z.
// Errors: parse_* give Invalid for anything but a real day in YYYY-MM-DD, or a real instant with its offset.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gangway {

using Day = std::chrono::sys_days;
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-24", years 1900 to 2199. Nothing before or after it is accepted.
[[nodiscard]] Result<Day> parse_day(std::string_view text);
[[nodiscard]] std::string to_string(Day day);

// "2022-05-28T08:30+08:00", "...:15Z", "...:15.250Z".
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
[[nodiscard]] std::string to_string(Instant instant);  // UTC, "2022-05-28T00:30:00.000Z"

[[nodiscard]] Day day_in_shanghai(Instant instant);       // UTC+8 the year round since 1991
[[nodiscard]] Instant start_of_day_in_shanghai(Day day);  // 00:00 there

// The same day `months` later; 31 January and one month is the last day of February.
[[nodiscard]] Day add_months(Day day, int months);
[[nodiscard]] int year_of(Day day);

}  // namespace gangway
