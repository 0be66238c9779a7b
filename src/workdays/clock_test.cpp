#include "workdays/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "workdays/testing.h"

namespace gangway::workdays {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::at;
using testing::calendar;
using testing::day;
using testing::slow;

Instant noon(Day day) { return start_of_day_in_shanghai(day) + hours{12}; }
Instant noon(std::string_view text) { return noon(day(text)); }

ClockInput clock(Unit unit, int limit, std::string_view start, std::vector<Pause> pauses = {}) {
  return {unit, limit, noon(start), std::move(pauses)};
}

std::string due_on(const ClockInput& input) {
  const auto found = due(calendar(), input);
  if (!found) return found.error().key;
  return found->day ? to_string(*found->day) : "paused";
}

TEST(Clock, CountsInEachUnit) {
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 15, "2026-09-28")), "2026-10-23");
  EXPECT_EQ(due_on(clock(Unit::Days, 15, "2026-09-28")), "2026-10-13");
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-01-31")), "2026-02-28");
  EXPECT_EQ(due_on(clock(Unit::Months, 12, "2024-02-29")), "2025-02-28");
  EXPECT_EQ(due_on(clock(Unit::Hours, 24, "2026-09-28")), "2026-09-29");
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 0, "2026-10-03")), "2026-10-03");
}

TEST(Clock, HoursRunFromTheInstant) {
  const auto found = due(calendar(), {Unit::Hours, 24, at("2026-09-28T23:30+08:00"), {}}).value();
  EXPECT_EQ(found.instant.value(), at("2026-09-29T23:30+08:00"));
  EXPECT_EQ(found.day.value(), day("2026-09-29"));
  EXPECT_TRUE(found.derivation.counted.empty());
}

TEST(Clock, TheDayOfTheStartIsTheDayInShanghai) {
  EXPECT_EQ(due(calendar(), {Unit::Days, 1, at("2026-09-28T16:30Z"), {}}).value().day.value(),
            day("2026-09-30"));
}

TEST(Clock, AnApplicantsLastDayMayBeADayOff) {
  EXPECT_EQ(due_on(clock(Unit::Days, 5, "2026-09-28")), "2026-10-03");    // a holiday Saturday
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-09-03")), "2026-10-03");  // stays there, too
}

TEST(Clock, OnlyWorkingDaysNeedTheCalendar) {
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 40, "2026-12-01")), "calendar.not_announced");
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 0, "2027-01-04")), "calendar.not_announced");
  EXPECT_EQ(due_on(clock(Unit::Days, 40, "2026-12-01")), "2027-01-10");
  EXPECT_EQ(due_on(clock(Unit::Months, 2, "2026-12-31")), "2027-02-28");
  EXPECT_EQ(due_on(clock(Unit::Hours, 48, "2026-12-31")), "2027-01-02");
}

// Monday 12 October 2026 + 5: Monday 19 October.
TEST(Clock, APauseLeavesOutTheDaysStrictlyInside) {
  const auto paused = [](const char* from, const char* resumed) {
    return due_on(clock(Unit::WorkingDays, 5, "2026-10-12", {{noon(from), noon(resumed)}}));
  };
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 5, "2026-10-12")), "2026-10-19");
  EXPECT_EQ(paused("2026-10-14", "2026-10-14"), "2026-10-19");
  EXPECT_EQ(paused("2026-10-14", "2026-10-15"), "2026-10-19");
  EXPECT_EQ(paused("2026-10-14", "2026-10-16"), "2026-10-20");  // the 15th
  EXPECT_EQ(paused("2026-10-14", "2026-10-19"),
            "2026-10-21");  // the 15th and 16th; 17th and 18th are a weekend
  EXPECT_EQ(paused("2026-10-19", "2026-10-26"), "2026-10-19");  // the last day came before the first held day
  EXPECT_EQ(paused("2026-10-18", "2026-10-20"), "2026-10-20");  // the last day itself is held
  EXPECT_EQ(paused("2026-10-01", "2026-10-12"), "2026-10-19");  // over when it starts
  EXPECT_EQ(paused("2026-10-01", "2026-10-14"), "2026-10-20");  // on when it starts: the 13th
}

TEST(Clock, PausesMoveDaysMonthsAndHours) {
  const std::vector<Pause> pause{{noon("2026-10-14"), noon("2026-10-18")}};  // 15, 16, 17 October; 96 hours
  EXPECT_EQ(due_on(clock(Unit::Days, 5, "2026-10-12", pause)), "2026-10-20");
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-10-12", pause)), "2026-11-15");
  const auto found = due(calendar(), clock(Unit::Hours, 72, "2026-10-12", pause)).value();
  EXPECT_EQ(found.instant.value(), noon("2026-10-19"));
  // Over before the clock starts; on when it starts; on the last day itself; beginning as the clock runs out.
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-09-15", pause)), "2026-10-18");
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-10-20", pause)), "2026-11-20");
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-10-16", pause)), "2026-11-17");
  EXPECT_EQ(due(calendar(), clock(Unit::Hours, 24, "2026-10-16", pause)).value().instant.value(),
            noon("2026-10-19"));
  EXPECT_EQ(due(calendar(), clock(Unit::Hours, 24, "2026-10-20", pause)).value().instant.value(),
            noon("2026-10-21"));
  EXPECT_EQ(due(calendar(), clock(Unit::Hours, 48, "2026-10-12", pause)).value().instant.value(),
            noon("2026-10-14"));
}

TEST(Clock, OverlappingAndTouchingPausesAreOne) {
  const auto found = due(calendar(), clock(Unit::WorkingDays, 5, "2026-10-12",
                                           {{noon("2026-10-15"), noon("2026-10-16")},
                                            {noon("2026-10-13"), noon("2026-10-15")},
                                            {noon("2026-10-13"), noon("2026-10-14")}}))
                         .value();
  EXPECT_EQ(found.day.value(), day("2026-10-21"));  // 14 and 15 October are held
  ASSERT_EQ(found.pauses.size(), 1U);
  EXPECT_EQ(found.pauses.front().resumed.value(), noon("2026-10-16"));
  // A gap of an hour on the 15th: that day counts.
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 5, "2026-10-12",
                         {{noon("2026-10-13"), noon("2026-10-15")},
                          {noon("2026-10-15") + hours{1}, noon("2026-10-16")}})),
            "2026-10-20");
}

TEST(Clock, AnOpenPauseHoldsTheDueDayAndKeepsTheOldOne) {
  for (const auto unit : {Unit::WorkingDays, Unit::Days, Unit::Months, Unit::Hours}) {
    const auto input =
        clock(unit, unit == Unit::Hours ? 240 : 5, "2026-10-12", {{noon("2026-10-13"), std::nullopt}});
    const auto found = due(calendar(), input).value();
    EXPECT_FALSE(found.day.has_value());
    EXPECT_FALSE(found.instant.has_value());
    auto running = input;
    running.pauses.clear();
    EXPECT_EQ(found.day_if_resumed, due(calendar(), running).value().day);
    EXPECT_NE(found.derivation.text.en.find("paused now"), std::string::npos);
    EXPECT_EQ(found.derivation.skipped.back().why, Why::Paused);
  }
  // It came after the last day: nothing to hold.
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 1, "2026-10-12", {{noon("2026-10-13"), std::nullopt}})),
            "2026-10-13");
  EXPECT_EQ(due_on(clock(Unit::Months, 1, "2026-10-12", {{noon("2026-11-12"), std::nullopt}})), "2026-11-12");
}

TEST(Clock, APauseThatLastsBeyondTheAnnouncedYearsIsNotKnown) {
  EXPECT_EQ(due_on(clock(Unit::WorkingDays, 5, "2026-12-29", {{noon("2026-12-30"), noon("2027-03-01")}})),
            "calendar.not_announced");
  EXPECT_EQ(due_on(clock(Unit::Days, 5, "2026-12-29", {{noon("2026-12-30"), noon("2027-03-01")}})),
            "2027-03-04");
}

TEST(Clock, RefusesWhatCannotBe) {
  EXPECT_EQ(due_on(clock(Unit::Days, -1, "2026-10-12")), "clock.limit_out_of_range");
  EXPECT_EQ(due_on(clock(Unit::Days, kMaxLimit + 1, "2026-10-12")), "clock.limit_out_of_range");
  EXPECT_EQ(due_on(clock(Unit::Days, 5, "2026-10-12", {{noon("2026-10-14"), noon("2026-10-13")}})),
            "clock.resumed_before_pause");
  EXPECT_EQ(due_on(clock(Unit::Days, 5, "2026-10-12", std::vector<Pause>(kMaxPauses + 1))),
            "clock.too_many_pauses");
  EXPECT_EQ(latest_before(calendar(), Unit::Days, -1, day("2026-10-12")).error().key,
            "clock.limit_out_of_range");
}

TEST(Derivation, SaysHowTheDayCameAbout) {
  const auto found = due(calendar(), clock(Unit::WorkingDays, 15, "2026-09-28")).value();
  const auto& derivation = found.derivation;
  EXPECT_EQ(derivation.start, day("2026-09-28"));
  ASSERT_EQ(derivation.counted.size(), 15U);
  EXPECT_EQ(derivation.counted.front().day, day("2026-09-29"));
  EXPECT_EQ(derivation.counted.back().day, day("2026-10-23"));
  EXPECT_EQ(derivation.counted.back().n, 15);
  EXPECT_EQ(derivation.counted[4].day, day("2026-10-10"));
  EXPECT_TRUE(derivation.counted[4].makeup);
  ASSERT_EQ(derivation.skipped.size(), 3U);
  EXPECT_EQ(derivation.skipped[0].from, day("2026-10-01"));
  EXPECT_EQ(derivation.skipped[0].to, day("2026-10-07"));
  EXPECT_EQ(derivation.skipped[0].why, Why::Holiday);
  EXPECT_EQ(derivation.skipped[1].from, day("2026-10-11"));
  EXPECT_EQ(derivation.skipped[1].why, Why::Weekend);
  EXPECT_EQ(
      derivation.text.zh,
      "从2026年9月28日起算15个工作日，当天不计，最后一天是2026年10月23日。放假不计：2026年10月1日至7日。"
      "补班算工作日：2026年10月10日。");
  EXPECT_EQ(derivation.text.en,
            "15 working days from 28 September 2026, that day not counted. The last day is 23 October 2026. "
            "Holidays left out: 1 to 7 October 2026. Make-up workdays counted: 10 October 2026.");
}

TEST(Derivation, SpeaksOfHoursAndOfOne) {
  const auto hour = due(calendar(), {Unit::Hours, 1, at("2026-09-28T09:05+08:00"), {}}).value();
  EXPECT_EQ(hour.derivation.text.zh, "从2026年9月28日09:05起算1小时，到2026年9月28日10:05为止。");
  EXPECT_EQ(hour.derivation.text.en,
            "1 hour from 28 September 2026 at 09:05, ending on 28 September 2026 at 10:05.");
  const auto pause =
      due(calendar(), clock(Unit::Months, 1, "2022-12-30", {{noon("2022-12-30"), noon("2023-01-02")}}));
  EXPECT_EQ(
      pause->derivation.text.en,
      "1 month from 30 December 2022, that day not counted. The last day is 1 February 2023. Paused days "
      "left out: 31 December 2022 to 1 January 2023.");
  EXPECT_EQ(pause->derivation.text.zh,
            "从2022年12月30日起算1个月，当天不计，最后一天是2023年2月1日。暂停不计：2022年12月31日至2023年1月"
            "1日。");
}

TEST(Derivation, StaysSmall) {
  std::vector<Pause> pauses;
  for (int i = 0; i < 900; ++i) {
    pauses.push_back({noon(day("2022-01-01") + days{3 * i}), noon(day("2022-01-03") + days{3 * i})});
  }
  const auto found = due(calendar(), {Unit::Days, kMaxLimit, noon("2022-01-01"), pauses}).value();
  EXPECT_TRUE(found.derivation.cut);
  EXPECT_EQ(found.derivation.counted.size(), kMaxListed);
  EXPECT_EQ(found.derivation.skipped.size(), kMaxListed);
  EXPECT_LE(found.derivation.text.zh.size() + found.derivation.text.en.size(), 1200U);
  EXPECT_FALSE(due(calendar(), clock(Unit::Days, 400, "2022-01-01"))->derivation.cut);
  EXPECT_TRUE(due(calendar(), clock(Unit::Days, 401, "2022-01-01"))->derivation.cut);
}

TEST(LatestBefore, CountsBackInCalendarDays) {
  const auto before = [](Unit unit, int limit, const char* text) {
    const auto found = latest_before(calendar(), unit, limit, day(text));
    return found ? to_string(found->day.value()) : found.error().key;
  };
  EXPECT_EQ(before(Unit::Days, 30, "2026-11-01"), "2026-10-02");  // a holiday; it does not roll over
  EXPECT_EQ(before(Unit::Days, 30, "2027-03-01"), "2027-01-30");  // no calendar is needed
  EXPECT_EQ(before(Unit::Months, 1, "2026-03-31"), "2026-02-28");
  EXPECT_EQ(before(Unit::Hours, 25, "2026-03-31"), "2026-03-29");
  EXPECT_EQ(before(Unit::Hours, 24, "2026-03-31"), "2026-03-30");
  EXPECT_EQ(before(Unit::WorkingDays, 3, "2022-06-02"), "2022-05-30");
  EXPECT_EQ(before(Unit::WorkingDays, 3, "2022-06-05"), "2022-05-30");  // 3 to 5 June are off
  EXPECT_EQ(before(Unit::WorkingDays, 3, "2027-01-04"), "calendar.not_announced");
  EXPECT_EQ(before(Unit::WorkingDays, 3, "2026-12-31"), "2026-12-28");
}

TEST(LatestBefore, ShowsTheForwardCount) {
  const auto found = latest_before(calendar(), Unit::WorkingDays, 3, day("2022-06-05")).value();
  EXPECT_EQ(found.derivation.start, day("2022-05-30"));
  ASSERT_EQ(found.derivation.counted.size(), 3U);
  EXPECT_EQ(found.derivation.counted.back().day, day("2022-06-02"));
  EXPECT_EQ(found.derivation.text.zh, "到2022年6月5日为止要留足3个工作日，最晚2022年5月30日。");
  EXPECT_EQ(latest_before(calendar(), Unit::Days, 30, day("2026-11-01"))->derivation.text.en,
            "30 days before 1 November 2026: by 2 October 2026, included.");
}

// --- Properties, against a walk from day to day over the slow calendar ---

struct Case {
  Day start{};
  int limit = 0;
  std::vector<Pause> pauses;
};

Case any_case() {
  Case out;
  out.start = day("2022-01-01") + days{*rc::gen::inRange(0, 1500)};
  out.limit = *rc::gen::inRange(0, 120);
  const auto count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    const auto from = start_of_day_in_shanghai(out.start) + hours{*rc::gen::inRange(-200, 3000)};
    out.pauses.push_back({from, from + hours{*rc::gen::inRange(0, 400)}});
  }
  return out;
}

// The header's rule again, hour by hour, for pauses at whole hours: a day is held when the clock stood
// already before it began and through its last hour.
bool is_held(const std::vector<Pause>& pauses, Day day) {
  const auto midnight = start_of_day_in_shanghai(day);
  for (auto hour = midnight - hours{1}; hour < midnight + hours{24}; hour += hours{1}) {
    bool stands = false;
    for (const auto& pause : pauses) stands = stands || (pause.from <= hour && hour < *pause.resumed);
    if (!stands) return false;
  }
  return true;
}

std::optional<Day> walk(const Case& made, bool working) {
  Day at = made.start;
  for (int n = 0; n < made.limit;) {
    at += days{1};
    if (is_held(made.pauses, at)) continue;
    if (working && !slow().covers(at)) return std::nullopt;
    if (!working || slow().is_workday(at)) ++n;
  }
  return at;
}

RC_GTEST_PROP(ClockProperty, DueAgreesWithWalking, ()) {
  const auto made = any_case();
  for (const auto unit : {Unit::WorkingDays, Unit::Days}) {
    const auto found = due(calendar(), {unit, made.limit, noon(made.start), made.pauses});
    const auto expected = walk(made, unit == Unit::WorkingDays);
    RC_ASSERT((found ? found->day : std::nullopt) == expected);
  }
}

RC_GTEST_PROP(ClockProperty, TheDerivationNamesEveryDayOnce, ()) {
  const auto made = any_case();
  const auto found = due(calendar(), {Unit::WorkingDays, made.limit, noon(made.start), made.pauses});
  RC_PRE(found.has_value());
  std::set<Day> named;
  for (const auto& counted : found->derivation.counted) {
    RC_ASSERT(slow().is_workday(counted.day));
    RC_ASSERT(named.insert(counted.day).second);
    RC_ASSERT(static_cast<std::size_t>(counted.n) == named.size());
  }
  for (const auto& skipped : found->derivation.skipped) {
    for (Day at = skipped.from; at <= skipped.to; at += days{1}) {
      RC_ASSERT(skipped.why == Why::Paused || !slow().is_workday(at));
      RC_ASSERT((skipped.why == Why::Paused) == is_held(made.pauses, at));
      RC_ASSERT(named.insert(at).second);
    }
  }
  RC_ASSERT(named.size() == static_cast<std::size_t>((*found->day - made.start).count()));
}

RC_GTEST_PROP(ClockProperty, TwoLimitsInARowAreOneLongLimit, ()) {
  auto made = any_case();
  const auto second = *rc::gen::inRange(0, 60);
  for (const auto unit : {Unit::WorkingDays, Unit::Days}) {
    const auto first = due(calendar(), {unit, made.limit, noon(made.start), made.pauses});
    RC_PRE(first.has_value());
    const auto in_two = due(calendar(), {unit, second, noon(*first->day), made.pauses});
    const auto in_one = due(calendar(), {unit, made.limit + second, noon(made.start), made.pauses});
    RC_ASSERT(in_two.has_value() == in_one.has_value());
    if (in_one) RC_ASSERT(in_two->day == in_one->day);
  }
}

RC_GTEST_PROP(ClockProperty, AClockInHoursRunsItsHours, ()) {
  const auto made = any_case();
  const auto started = noon(made.start);
  const auto found = due(calendar(), {Unit::Hours, made.limit, started, made.pauses}).value();
  int ran = 0;
  for (auto hour = started; hour < *found.instant; hour += hours{1}) {
    bool stands = false;
    for (const auto& pause : made.pauses) stands = stands || (pause.from <= hour && hour < *pause.resumed);
    ran += stands ? 0 : 1;
  }
  RC_ASSERT(ran == made.limit);
}

RC_GTEST_PROP(ClockProperty, TheLatestDayBeforeIsTheLatest, ()) {
  const auto made = any_case();
  const auto latest = latest_before(calendar(), Unit::WorkingDays, made.limit, made.start);
  RC_PRE(latest.has_value());
  const auto& from = *latest->day;
  RC_ASSERT(slow().is_workday(from));
  RC_ASSERT(*due(calendar(), {Unit::WorkingDays, made.limit, noon(from), {}})->day <= made.start);
  const auto next = calendar().add_workdays(from, 1);
  RC_PRE(next.has_value());
  const auto too_late = due(calendar(), {Unit::WorkingDays, made.limit, noon(*next), {}});
  RC_ASSERT(!too_late || *too_late->day > made.start);
}

}  // namespace
}  // namespace gangway::workdays
