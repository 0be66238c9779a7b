// What the tests of workdays share: the announced years as a literal table, and a slow reading of the same
// table that shares no code with Calendar, not even the weekday.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "workdays/calendar.h"

namespace gangway::workdays::testing {

struct NoticeOf {
  int year;
  const char* days_off;  // ranges MM-DD..MM-DD or single days, as the notices of the State Council say
  const char* makeup;
};

inline constexpr std::array<NoticeOf, 5> kNotices{{
    {2022, "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31",
     "01-29 01-30 04-02 04-24 05-07 10-08 10-09"},
    {2023, "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06",
     "01-28 01-29 04-23 05-06 06-25 10-07 10-08"},
    {2024, "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
     "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"},
    {2025, "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
     "01-26 02-08 04-27 09-28 10-11"},
    {2026, "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
     "01-04 02-14 02-28 05-09 09-20 10-10"},
}};

[[nodiscard]] Day day(std::string_view text);  // fails the test when it is none
[[nodiscard]] Instant at(std::string_view text);
[[nodiscard]] const Calendar& calendar();  // 2022 to 2026

// The slow reading: days as (year, month, day) numbers stepped by hand, weekday by Zeller's congruence.
class SlowCalendar {
 public:
  SlowCalendar();
  [[nodiscard]] bool is_workday(Day day) const;
  [[nodiscard]] bool covers(Day day) const;

 private:
  std::set<std::string> off_;  // "2022-01-01"
  std::set<std::string> makeup_;
};

[[nodiscard]] const SlowCalendar& slow();

}  // namespace gangway::workdays::testing
