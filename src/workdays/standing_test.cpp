#include "workdays/standing.h"

#include <gtest/gtest.h>

#include "workdays/testing.h"

namespace gangway::workdays {
namespace {

using testing::at;
using testing::calendar;

// Five working days from Monday 12 October 2026: the last is Monday 19 October.
Due five_days(std::vector<Pause> pauses = {}) {
  return due(calendar(), {Unit::WorkingDays, 5, at("2026-10-12T09:00+08:00"), std::move(pauses)}).value();
}

Standing on(const char* now, const Due& due, int needed = 0, std::optional<Instant> done = {}) {
  return standing(calendar(), due, at(now), {needed, 2, done});
}

TEST(Standing, SlackIsWhatIsLeftLessWhatIsNeeded) {
  EXPECT_EQ(on("2026-10-12T10:00+08:00", five_days()), (Standing{State::OnTrack, 5}));
  EXPECT_EQ(on("2026-10-14T10:00+08:00", five_days()), (Standing{State::OnTrack, 3}));
  EXPECT_EQ(on("2026-10-15T10:00+08:00", five_days()), (Standing{State::AtRisk, 2}));
  EXPECT_EQ(on("2026-10-12T10:00+08:00", five_days(), 2), (Standing{State::OnTrack, 3}));
  EXPECT_EQ(on("2026-10-12T10:00+08:00", five_days(), 3), (Standing{State::AtRisk, 2}));
  EXPECT_EQ(on("2026-10-12T10:00+08:00", five_days(), 6), (Standing{State::AtRisk, -1}));
}

TEST(Standing, TheLastDayIsIncluded) {
  EXPECT_EQ(on("2026-10-19T23:59:59+08:00", five_days()), (Standing{State::AtRisk, 0}));
  EXPECT_EQ(on("2026-10-20T00:00+08:00", five_days()), (Standing{State::Overdue, -1}));
  EXPECT_EQ(on("2026-10-26T12:00+08:00", five_days()), (Standing{State::Overdue, -5}));
}

TEST(Standing, HoursAreOverAtTheInstant) {
  const auto hours = due(calendar(), {Unit::Hours, 24, at("2026-10-12T09:00+08:00"), {}}).value();
  EXPECT_EQ(on("2026-10-13T09:00+08:00", hours).state, State::AtRisk);
  EXPECT_EQ(on("2026-10-13T09:00:01+08:00", hours).state, State::Overdue);
}

TEST(Standing, PausedFromTheMomentToTheMoment) {
  const auto held = five_days({{at("2026-10-14T10:00+08:00"), at("2026-10-16T10:00+08:00")}});
  EXPECT_EQ(on("2026-10-14T09:59+08:00", held).state, State::OnTrack);
  EXPECT_EQ(on("2026-10-14T10:00+08:00", held), (Standing{State::Paused, std::nullopt}));
  EXPECT_EQ(on("2026-10-16T09:59+08:00", held).state, State::Paused);
  EXPECT_EQ(on("2026-10-16T10:00+08:00", held), (Standing{State::AtRisk, 2}));
  const auto open = five_days({{at("2026-10-14T10:00+08:00"), std::nullopt}});
  EXPECT_EQ(on("2026-12-01T10:00+08:00", open).state, State::Paused);
}

TEST(Standing, APauseDoesNotHideWhatIsOver) {
  const auto late = five_days({{at("2026-10-21T10:00+08:00"), std::nullopt}});
  EXPECT_EQ(on("2026-10-22T10:00+08:00", late), (Standing{State::Overdue, -3}));
}

TEST(Standing, DoneSaysHowEarlyOrLate) {
  EXPECT_EQ(on("2026-11-01T10:00+08:00", five_days(), 3, at("2026-10-15T16:00+08:00")),
            (Standing{State::Done, 2}));
  EXPECT_EQ(on("2026-11-01T10:00+08:00", five_days(), 0, at("2026-10-21T16:00+08:00")),
            (Standing{State::Done, -2}));
  const auto open = five_days({{at("2026-10-14T10:00+08:00"), std::nullopt}});
  EXPECT_EQ(on("2026-11-01T10:00+08:00", open, 0, at("2026-10-21T16:00+08:00")),
            (Standing{State::Done, std::nullopt}));
}

TEST(Standing, BeyondTheAnnouncedYearsSlackIsAbsentAndCautionSpeaks) {
  const auto days =
      due(calendar(), {Unit::Days, 40, at("2026-12-01T09:00+08:00"), {}}).value();          // 10 January
  EXPECT_EQ(on("2026-12-25T10:00+08:00", days), (Standing{State::OnTrack, std::nullopt}));  // 4 are certain
  EXPECT_EQ(on("2026-12-29T10:00+08:00", days), (Standing{State::AtRisk, std::nullopt}));   // 2 are certain
  EXPECT_EQ(on("2027-01-05T10:00+08:00", days), (Standing{State::AtRisk, std::nullopt}));
  EXPECT_EQ(on("2027-01-11T10:00+08:00", days), (Standing{State::Overdue, std::nullopt}));
  EXPECT_EQ(on("2027-01-11T10:00+08:00", five_days()), (Standing{State::Overdue, std::nullopt}));
}

}  // namespace
}  // namespace gangway::workdays
