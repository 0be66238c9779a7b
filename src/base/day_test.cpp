#include "base/day.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gangway {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }

TEST(Day, OnlyRealDaysInOneNotation) {
  EXPECT_EQ(to_string(day("2024-02-29")), "2024-02-29");
  for (const auto* text :
       {"2023-02-29", "2024-2-29", "2024-02-30", "2024-13-01", "2024-00-01", "2024-01-00", "1899-12-31",
        "2200-01-01", "2024-02-29 ", " 2024-02-29", "20240229", "2024/02/29", "", "２０２４-02-29"}) {
    EXPECT_FALSE(parse_day(text).has_value()) << text;
  }
}

TEST(Day, AMonthLaterStaysInTheMonth) {
  EXPECT_EQ(add_months(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2024-01-31"), 1), day("2024-02-29"));
  EXPECT_EQ(add_months(day("2026-03-31"), -1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2026-11-30"), 3), day("2027-02-28"));
  EXPECT_EQ(add_months(day("2026-12-15"), 12), day("2027-12-15"));
}

TEST(Instant, NamesItsOffset) {
  EXPECT_EQ(to_string(parse_instant("2022-05-28T08:30+08:00").value()), "2022-05-28T00:30:00.000Z");
  EXPECT_EQ(to_string(parse_instant("2022-05-28T00:30:15.250Z").value()), "2022-05-28T00:30:15.250Z");
  EXPECT_EQ(to_string(parse_instant("2022-05-28T00:30-05:30").value()), "2022-05-28T06:00:00.000Z");
  for (const auto* text :
       {"2022-05-28T08:30", "2022-05-28 08:30Z", "2022-05-28T24:00Z", "2022-05-28T08:60Z",
        "2022-05-28T08:30:60Z", "2022-05-28T08:30Zx", "2022-05-28T08:30+8:00", "2022-05-28T08:30+15:00"}) {
    EXPECT_FALSE(parse_instant(text).has_value()) << text;
  }
}

TEST(Instant, TheDayTurnsAtMidnightInShanghai) {
  EXPECT_EQ(day_in_shanghai(parse_instant("2022-05-27T15:59:59.999Z").value()), day("2022-05-27"));
  EXPECT_EQ(day_in_shanghai(parse_instant("2022-05-27T16:00Z").value()), day("2022-05-28"));
}

RC_GTEST_PROP(DayProperty, TextAndDayAreOneToOne, ()) {
  const auto any = day("1900-01-01") + std::chrono::days{*rc::gen::inRange(0, 109'572)};
  RC_ASSERT(day(to_string(any)) == any);
}

RC_GTEST_PROP(DayProperty, MonthsKeepTheDayOrTakeTheLast, ()) {
  const auto start = day("1950-01-01") + std::chrono::days{*rc::gen::inRange(0, 70'000)};
  const std::chrono::year_month_day from{start};
  const std::chrono::year_month_day to{add_months(start, *rc::gen::inRange(-120, 120))};
  const auto last = (to.year() / to.month() / std::chrono::last).day();
  RC_ASSERT(to.day() == (from.day() < last ? from.day() : last));
}

RC_GTEST_PROP(InstantProperty, MidnightInShanghaiBeginsItsDay, ()) {
  const auto any = day("1991-01-01") + std::chrono::days{*rc::gen::inRange(0, 70'000)};
  const auto midnight = start_of_day_in_shanghai(any);
  RC_ASSERT(day_in_shanghai(midnight) == any);
  RC_ASSERT(day_in_shanghai(midnight - std::chrono::milliseconds{1}) == any - std::chrono::days{1});
}

}  // namespace
}  // namespace gangway
