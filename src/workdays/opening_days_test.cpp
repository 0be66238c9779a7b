#include "workdays/opening_days.h"

#include <gtest/gtest.h>

#include "workdays/testing.h"

namespace gangway::workdays {
namespace {

using testing::calendar;
using testing::day;

OpeningDays hall() {
  return OpeningDays::create({.open = {day("2022-05-28"), day("2027-02-06")},
                              .closed = {day("2022-06-15")},
                              .confirmed = {{day("2022-06-01"), day("2022-06-30")}}})
      .value();
}

TEST(OpeningDays, AHallOpenOnASaturdayMakesNoWorkingDay) {
  EXPECT_EQ(hall().on(calendar(), day("2022-05-28")).value(), (Opening{true, true}));
  EXPECT_FALSE(calendar().is_workday(day("2022-05-28")));
  EXPECT_EQ(calendar().add_workdays(day("2022-05-27"), 1).value(), day("2022-05-30"));
}

TEST(OpeningDays, TheRuleIsUsualUntilTheHallConfirms) {
  EXPECT_EQ(hall().on(calendar(), day("2022-05-31")).value(), (Opening{true, false}));
  EXPECT_EQ(hall().on(calendar(), day("2022-06-01")).value(), (Opening{true, true}));
  EXPECT_EQ(hall().on(calendar(), day("2022-06-30")).value(), (Opening{true, true}));
  EXPECT_EQ(hall().on(calendar(), day("2022-07-01")).value(), (Opening{true, false}));
  EXPECT_EQ(hall().on(calendar(), day("2022-06-03")).value(), (Opening{false, true}));  // Dragon Boat
  EXPECT_EQ(hall().on(calendar(), day("2022-06-15")).value(), (Opening{false, true}));
}

TEST(OpeningDays, BeyondTheCalendarOnlyWhatTheHallSaid) {
  EXPECT_EQ(hall().on(calendar(), day("2027-02-06")).value(), (Opening{true, true}));
  EXPECT_EQ(hall().on(calendar(), day("2027-02-08")).error().code, ErrorCode::NotKnown);
}

TEST(OpeningDays, RefusesContradictions) {
  EXPECT_EQ(OpeningDays::create({.open = {day("2026-01-01")}, .closed = {day("2026-01-01")}, .confirmed = {}})
                .error()
                .key,
            "opening.both");
  EXPECT_EQ(
      OpeningDays::create({.open = {}, .closed = {}, .confirmed = {{day("2026-01-02"), day("2026-01-01")}}})
          .error()
          .key,
      "opening.backwards");
}

}  // namespace
}  // namespace gangway::workdays
