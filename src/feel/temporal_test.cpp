#include "feel/temporal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <string>

#include "feel/ops.h"

namespace gangway::feel {
namespace {

// The calendar of the standard library is the reference, in the years that it has.
RC_GTEST_PROP(TemporalProperty, DaysAgreeWithTheStandardLibrary, ()) {
  const auto days = *rc::gen::inRange<std::int64_t>(-11'000'000, 11'000'000);
  const std::chrono::year_month_day expected{std::chrono::sys_days{std::chrono::days{days}}};
  const auto date = civil_from_days(days);
  RC_ASSERT(date.has_value());
  RC_ASSERT(date->year == static_cast<int>(expected.year()));
  RC_ASSERT(date->month == static_cast<unsigned>(expected.month()));
  RC_ASSERT(date->day == static_cast<unsigned>(expected.day()));
  RC_ASSERT(days_from_civil(*date) == days);
  const std::chrono::weekday weekday_expected{std::chrono::sys_days{std::chrono::days{days}}};
  RC_ASSERT(weekday(*date) == static_cast<int>(weekday_expected.iso_encoding()));
}

// Far years: four hundred of them are always 146,097 days.
RC_GTEST_PROP(TemporalProperty, FourHundredYearsAreOneCycle, ()) {
  const auto year = *rc::gen::inRange<std::int64_t>(-999'999'999, 999'999'599);
  const auto month = *rc::gen::inRange<std::int64_t>(1, 13);
  const auto day = *rc::gen::inRange<std::int64_t>(1, 29);
  const auto a = make_date(year, month, day).value();
  const auto b = make_date(year + 400, month, day).value();
  RC_ASSERT(days_from_civil(b) - days_from_civil(a) == 146'097);
  RC_ASSERT(civil_from_days(days_from_civil(a)) == a);
  RC_ASSERT(weekday(a) == weekday(b));
}

RC_GTEST_PROP(TemporalProperty, AWalkOfDaysIsTheSum, ()) {
  const auto start = civil_from_days(*rc::gen::inRange<std::int64_t>(-800'000, 800'000)).value();
  const auto steps = *rc::gen::inRange(0, 800);
  Date walked = start;
  for (int i = 0; i < steps; ++i) {  // the next day, by trying
    if (const auto next = make_date(walked.year, walked.month, walked.day + 1)) {
      walked = *next;
    } else if (const auto month = make_date(walked.year, walked.month + 1, 1)) {
      walked = *month;
    } else {
      walked = make_date(walked.year + 1, 1, 1).value();
    }
  }
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  const Value span(DaysDuration{std::int64_t{steps} * 86'400, 0});
  RC_ASSERT(arithmetic(machine, Arithmetic::Add, Value(start), span).as_date() == walked);
  RC_ASSERT(arithmetic(machine, Arithmetic::Subtract, Value(walked), span).as_date() == start);
  RC_ASSERT(identical(arithmetic(machine, Arithmetic::Subtract, Value(walked), Value(start)), span));
}

RC_GTEST_PROP(TemporalProperty, DurationsComeBack, ()) {
  const auto seconds = *rc::gen::arbitrary<std::int64_t>() / 2;
  const auto nanos = *rc::gen::inRange(0, 1'000'000'000) * (seconds < 0 ? -1 : 1);
  const DaysDuration days{seconds, nanos};
  RC_ASSERT(parse_days_duration(to_string(days)) == days);
  const MonthsDuration months{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000'000, 1'000'000'000'000'000)};
  const auto read = parse_months_duration(to_string(months));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->months == months.months);
}

RC_GTEST_PROP(TemporalProperty, MomentsComeBack, ()) {
  const auto date =
      civil_from_days(*rc::gen::inRange<std::int64_t>(-365'000'000'000, 365'000'000'000)).value();
  const auto offset = *rc::gen::inRange(-14 * 3600, 14 * 3600 + 1);
  const Time time{*rc::gen::inRange<std::int64_t>(0, 86'400'000'000'000),
                  Zone{Zone::Kind::Offset, 0, offset}};
  const auto read = parse_date_time(to_string(DateTime{date, time}));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->date == date);
  RC_ASSERT(read->time.nanos == time.nanos);
  RC_ASSERT(read->time.zone == time.zone);
}

TEST(Temporal, WhatIsNoDate) {
  for (const auto* const text : {"", "2017", "2017-1-1", "2017-02-29", "2017-13-01", "2017-00-10",
                                 "2017-01-32", "998-12-31", "01211-12-31", "+2012-12-02", "2012/12/25",
                                 "2012-12-25T", "9999999999-12-25", " 2012-12-25", "2012-12-25 "}) {
    EXPECT_FALSE(parse_date(text).has_value()) << text;
  }
  for (const auto* const text :
       {"2016-02-29", "0000-01-01", "-0001-12-31", "999999999-12-31", "-999999999-01-01"}) {
    ASSERT_TRUE(parse_date(text).has_value()) << text;
    EXPECT_EQ(to_string(*parse_date(text)), text);
  }
}

TEST(Temporal, WhatIsNoTime) {
  for (const auto* const text :
       {"", "7:00:00", "07:01:2", "24:00:00", "23:60:00", "23:59:60", "12:00", "12:00:00.", "12:00:00+5:00",
        "12:00:00+19:00", "12:00:00@xyz/abc", "12:00:00@", "12:00:00+02:00@Europe/Paris", "12:00:00 Z",
        "12:00:00+14:01"}) {
    EXPECT_FALSE(parse_time(text).has_value()) << text;
  }
  EXPECT_EQ(to_string(parse_time("11:22:33-00:00").value()), "11:22:33Z");
  EXPECT_EQ(to_string(parse_time("11:22:33.120").value()), "11:22:33.12");
  EXPECT_EQ(to_string(parse_time("11:22:33+02:45:55").value()), "11:22:33+02:45:55");
  EXPECT_EQ(to_string(parse_time("11:22:33@Asia/Shanghai").value()), "11:22:33@Asia/Shanghai");
}

TEST(Temporal, WhatIsNoDuration) {
  for (const auto* const text : {"", "P", "PT", "-P", "P1", "1D", "P1H", "PT1D", "P1DT", "P1D2H", "PT1S1H",
                                 "PT.5S", "PT1.5H", "P1.5D", "P1W", "+P1D", "PT1H ", "P-1D", "P1Y1D"}) {
    EXPECT_FALSE(parse_days_duration(text).has_value()) << text;
  }
  EXPECT_EQ(to_string(parse_days_duration("PT0.S").value()), "PT0S");
  EXPECT_EQ(to_string(parse_days_duration("-PT90061.5S").value()), "-P1DT1H1M1.5S");
  for (const auto* const text : {"", "P", "P1", "P1D", "PT1M", "P1M1Y", "P1Y2", "P1.5Y", "PY"}) {
    EXPECT_FALSE(parse_months_duration(text).has_value()) << text;
  }
  EXPECT_EQ(to_string(parse_months_duration("-P26M").value()), "-P2Y2M");
}

TEST(Temporal, ZonesByNameFollowTheirRules) {
  const auto shanghai = parse_zone("@Asia/Shanghai").value();
  const auto melbourne = parse_zone("@Australia/Melbourne").value();
  EXPECT_EQ(offset_at(shanghai, {2026, 7, 1}, 0), 8 * 3600);
  EXPECT_EQ(offset_at(shanghai, {1988, 7, 1}, 0), 9 * 3600);  // summer time of 1986 to 1991
  EXPECT_EQ(offset_at(melbourne, {2021, 1, 15}, 0), 11 * 3600);
  EXPECT_EQ(offset_at(melbourne, {2021, 7, 15}, 0), 10 * 3600);
  EXPECT_EQ(offset_at(Zone{}, {2021, 7, 15}, 0), std::nullopt);
  EXPECT_EQ(offset_at(parse_zone("-02:30").value(), {2021, 7, 15}, 0), -9000);
  EXPECT_FALSE(parse_zone("@Nowhere/Land").has_value());
  EXPECT_FALSE(parse_zone("").has_value());
}

// Months that are too short end the move on their last day.
TEST(Temporal, MonthsEndOnTheirLastDay) {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  const auto moved = [&](const char* date, std::int64_t months) {
    return to_string(
        arithmetic(machine, Arithmetic::Add, Value(parse_date(date).value()), Value(MonthsDuration{months}))
            .as_date());
  };
  EXPECT_EQ(moved("2026-01-31", 1), "2026-02-28");
  EXPECT_EQ(moved("2024-01-31", 1), "2024-02-29");
  EXPECT_EQ(moved("2026-03-31", -1), "2026-02-28");
  EXPECT_EQ(moved("2024-02-29", 12), "2025-02-28");
  EXPECT_EQ(moved("2024-02-29", 48), "2028-02-29");
  EXPECT_EQ(moved("2026-12-31", 2), "2027-02-28");
  EXPECT_EQ(moved("0001-01-31", -11), "0000-02-29");
  EXPECT_TRUE(arithmetic(machine, Arithmetic::Add, Value(Date{999'999'999, 12, 31}), Value(MonthsDuration{1}))
                  .is_null());
}

}  // namespace
}  // namespace gangway::feel
