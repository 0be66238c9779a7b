#include "workdays/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/bilingual.h"
#include "workdays/testing.h"

namespace gangway::workdays {
namespace {

using std::chrono::days;
using std::chrono::year;
using testing::calendar;
using testing::day;
using testing::slow;

std::string added(std::string_view start, int count) {
  const auto due = calendar().add_workdays(day(start), count);
  return due ? to_string(*due) : "not known";
}

TEST(Calendar, LimitsThatWereCountedByHand) {
  EXPECT_EQ(added("2026-09-28", 15), "2026-10-23");  // 1 to 7 October off, Saturday 10 October worked
  EXPECT_EQ(added("2022-05-28", 3), "2022-06-01");   // from a Saturday
  EXPECT_EQ(added("2022-05-28", 5), "2022-06-06");   // over the Dragon Boat Festival
  EXPECT_EQ(added("2022-05-28", 7), "2022-06-08");
  EXPECT_EQ(added("2026-09-30", 2), "2026-10-09");
  EXPECT_EQ(added("2022-12-30", 1), "2023-01-03");  // over the turn of the year
}

TEST(Calendar, MakeupDaysAreWorkedAndSayThatTheyAreMakeup) {
  for (const auto* text : {"2026-10-10", "2026-02-14", "2022-01-29", "2024-02-18"}) {
    EXPECT_TRUE(calendar().is_workday(day(text))) << text;
    EXPECT_TRUE(calendar().is_makeup_workday(day(text))) << text;
    EXPECT_FALSE(calendar().is_holiday(day(text))) << text;
  }
  EXPECT_FALSE(calendar().is_makeup_workday(day("2026-10-12")));
}

TEST(Calendar, AHolidayIsNotAPlainWeekend) {
  EXPECT_TRUE(calendar().is_holiday(day("2026-10-03")));   // Saturday inside the block
  EXPECT_FALSE(calendar().is_holiday(day("2026-10-17")));  // plain Saturday
  EXPECT_FALSE(calendar().is_workday(day("2026-10-17")));
}

TEST(Calendar, WhatIsNotAnnouncedIsNotKnown) {
  EXPECT_TRUE(calendar().covers(day("2026-12-31")));
  EXPECT_FALSE(calendar().covers(day("2027-01-01")));
  EXPECT_FALSE(calendar().covers(day("2021-12-31")));
  EXPECT_EQ(added("2026-12-30", 1), "2026-12-31");
  EXPECT_EQ(added("2026-12-31", 0), "2026-12-31");
  EXPECT_EQ(added("2026-12-31", 1), "not known");
  EXPECT_EQ(added("2026-12-30", 2), "not known");
  EXPECT_EQ(added("2027-02-05", 0), "not known");
  EXPECT_EQ(added("2027-02-05", -30), "not known");
  EXPECT_EQ(added("2026-01-01", 1'000'000'000), "not known");
  EXPECT_EQ(added("2026-01-01", -2'000'000'000), "not known");
  EXPECT_EQ(added("2022-01-04", -1), "not known");
  EXPECT_EQ(added("2022-01-05", -1), "2022-01-04");
  EXPECT_FALSE(calendar().workdays_between(day("2026-12-31"), day("2027-01-01")));
  EXPECT_FALSE(calendar().workdays_between(day("2021-12-31"), day("2022-01-01")));
  EXPECT_EQ(calendar().workdays_between(day("2027-01-02"), day("2027-01-01")).value(), 0);
}

TEST(Calendar, TheErrorNamesTheYear) {
  const auto error = calendar().add_workdays(day("2026-12-01"), 40).error();
  EXPECT_EQ(error.code, ErrorCode::NotKnown);
  EXPECT_NE(text(error, Language::En).find("2027"), std::string::npos);
  EXPECT_NE(text(calendar().add_workdays(day("2022-01-04"), -1).error(), Language::Zh).find("2021"),
            std::string::npos);
}

TEST(Calendar, CountsBackwards) {
  EXPECT_EQ(added("2026-10-23", -15), "2026-09-28");
  EXPECT_EQ(added("2026-10-11", -1), "2026-10-10");  // from a Sunday to the Saturday that is worked
  EXPECT_EQ(calendar().workday_until(day("2026-10-07")).value(), day("2026-09-30"));
  EXPECT_EQ(calendar().workday_until(day("2026-10-08")).value(), day("2026-10-08"));
}

TEST(Calendar, RefusesDataThatContradictsItself) {
  const auto refused = [](int first, int last, const Calendar::Exceptions& exceptions) {
    const auto made = Calendar::create({year{first}, year{last}}, exceptions);
    return made ? std::string("accepted") : made.error().key;
  };
  EXPECT_EQ(refused(2026, 2025, {}), "calendar.no_years");
  EXPECT_EQ(refused(2026, 2026, {{day("2027-01-01")}, {}}), "calendar.day_outside");
  EXPECT_EQ(refused(2026, 2026, {{}, {day("2025-12-28")}}), "calendar.day_outside");
  EXPECT_EQ(refused(2026, 2026, {{day("2026-10-10")}, {day("2026-10-10")}}), "calendar.both");
  EXPECT_EQ(refused(2026, 2026, {{}, {day("2026-10-12")}}), "calendar.makeup_on_weekday");
  EXPECT_EQ(refused(2026, 2026, {}), "accepted");
}

Day any_day() { return day("2022-01-01") + days{*rc::gen::inRange(0, 1826)}; }

// The law's own reading: step from day to day and count. Absent where the table ends.
std::optional<Day> walk(Day start, int count) {
  const auto step = days{count < 0 ? -1 : 1};
  for (int left = std::abs(count); left > 0;) {
    start += step;
    if (!slow().covers(start)) return std::nullopt;
    if (slow().is_workday(start)) --left;
  }
  return start;
}

std::optional<Day> added(Day start, int count) {
  const auto due = calendar().add_workdays(start, count);
  return due ? std::optional(*due) : std::nullopt;
}

TEST(Calendar, EveryDayIsWhatTheSlowReadingSays) {
  for (Day at = day("2022-01-01"); at <= day("2026-12-31"); at += days{1}) {
    ASSERT_EQ(calendar().is_workday(at), slow().is_workday(at)) << to_string(at);
  }
}

RC_GTEST_PROP(CalendarProperty, AddAgreesWithWalking, ()) {
  const auto start = any_day();
  const auto count = *rc::gen::inRange(-300, 300);
  RC_ASSERT(added(start, count) == walk(start, count));
}

RC_GTEST_PROP(CalendarProperty, TwoLimitsInARowAreOneLongLimit, ()) {
  const auto start = any_day();
  const auto first = *rc::gen::inRange(0, 120);
  const auto second = *rc::gen::inRange(0, 120);
  const auto middle = added(start, first);
  RC_PRE(middle.has_value());
  RC_ASSERT(added(*middle, second) == added(start, first + second));
}

RC_GTEST_PROP(CalendarProperty, BetweenUndoesAdd, ()) {
  const auto start = any_day();
  const auto count = *rc::gen::inRange(0, 200);
  const auto end = added(start, count);
  RC_PRE(end.has_value());
  RC_ASSERT(calendar().workdays_between(start, *end).value() == count);
}

RC_GTEST_PROP(CalendarProperty, BetweenAgreesWithWalking, ()) {
  const auto from = any_day();
  const auto to = any_day();
  int expected = 0;
  for (Day at = from + days{1}; at <= to; at += days{1}) expected += slow().is_workday(at) ? 1 : 0;
  RC_ASSERT(calendar().workdays_between(from, to).value() == expected);
}

}  // namespace
}  // namespace gangway::workdays
