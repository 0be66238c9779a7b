#include "plans/tasks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plans/compare.h"

namespace gangway::plans {
namespace {

Day day(const char* text) { return parse_day(text).value(); }

// 2026 with one of its holidays: 1 to 7 October, for which Saturday 10 October is worked.
workdays::Calendar calendar() {
  workdays::Calendar::Exceptions exceptions;
  for (Day d = day("2026-10-01"); d <= day("2026-10-07"); d += std::chrono::days{1})
    exceptions.holidays.push_back(d);
  exceptions.makeup_workdays = {day("2026-10-10")};
  return workdays::Calendar::create({std::chrono::year{2026}, std::chrono::year{2026}}, exceptions).value();
}

policy::ClockView clock(std::string who, std::string unit, int limit, std::string starts) {
  policy::ClockView out;
  out.id = who + " " + unit;
  out.label = Bilingual{{}, out.id};
  out.who = std::move(who);
  out.unit = std::move(unit);
  out.limit = limit;
  out.starts = std::move(starts);
  return out;
}

policy::Assessment assessment(policy::Status status) {
  policy::Assessment out;
  out.as_of = day("2026-09-28");
  policy::RouteAnswer route;
  route.id = "pr-work";
  route.status = status;
  route.title = Bilingual{"工作", "Work"};
  out.routes.push_back(std::move(route));
  return out;
}

std::vector<Task> tasks(const policy::Assessment& what, const Starts& starts = {}) {
  return tasks_of(what, {"pr-work"}, starts, calendar());
}

TEST(Tasks, AnOpenRouteIsPreparedAppliedForAndDecided) {
  auto what = assessment(policy::Status::Eligible);
  auto& route = what.routes[0];
  policy::PaperView paper;
  paper.label = {"护照", "Passport"};
  route.papers.push_back(paper);
  paper.label = {"体检", "Health check"};
  paper.valid_months = 6;
  route.papers.push_back(paper);
  paper.label = {"免交", "Waived"};
  paper.waived = true;
  route.papers.push_back(paper);
  route.clocks.push_back(clock("agency", "working_days", 15, "accepted"));

  const auto found = tasks(what);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].title.en, "Health check");
  EXPECT_EQ(found[0].date, day("2026-03-28"));
  EXPECT_EQ(found[0].until, day("2026-09-28"));
  EXPECT_EQ(found[1].detail.en, "Passport");
  EXPECT_EQ(found[2].date, day("2026-09-28"));
  EXPECT_EQ(found[3].kind, TaskKind::Result);
  EXPECT_EQ(found[3].date, day("2026-10-23"));
  EXPECT_THAT(found[3].detail.en, testing::HasSubstr("as if accepted on 28 September 2026"));
}

TEST(Tasks, TheDayOfAcceptanceMovesTheResult) {
  auto what = assessment(policy::Status::Eligible);
  what.routes[0].clocks.push_back(clock("agency", "days", 30, "accepted"));
  const auto found = tasks(what, {{"pr-work", day("2026-10-01")}});
  EXPECT_EQ(found.back().date, day("2026-10-31"));
  EXPECT_THAT(found.back().detail.en, testing::HasSubstr("from acceptance on 1 October 2026"));
}

TEST(Tasks, BeyondTheCalendarIsUncertainAndHasNoDay) {
  auto what = assessment(policy::Status::Eligible);
  what.routes[0].clocks.push_back(clock("agency", "working_days", 15, "accepted"));
  const auto found = tasks(what, {{"pr-work", day("2026-12-28")}});
  EXPECT_EQ(found.back().kind, TaskKind::Uncertain);
  EXPECT_EQ(found.back().date, std::nullopt);
}

TEST(Tasks, ComparisonsAreNoTasks) {
  auto what = assessment(policy::Status::Eligible);
  auto compared = clock("agency", "days", 30, "accepted");
  compared.compare = true;
  what.routes[0].clocks.push_back(compared);
  EXPECT_EQ(tasks(what).size(), 1U);  // applying
}

TEST(Tasks, ApplicantsLimitsStandForRoutesThatAreNotClosed) {
  auto limit = clock("applicant", "days", 30, "before");
  limit.due = day("2026-10-10");
  auto what = assessment(policy::Status::Undetermined);
  what.routes[0].clocks.push_back(limit);
  what.routes[0].missing = {"a", "b"};
  const auto found = tasks(what);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind, TaskKind::Deadline);
  EXPECT_EQ(found[0].date, limit.due);
  EXPECT_EQ(found[1].kind, TaskKind::Uncertain);

  what.routes[0].status = policy::Status::Ineligible;
  EXPECT_TRUE(tasks(what).empty());
  what.routes[0].opens_on = day("2026-11-01");
  ASSERT_EQ(tasks(what).size(), 1U);
  EXPECT_EQ(tasks(what)[0].kind, TaskKind::Opens);
}

TEST(Tasks, PapersOfOneLengthAreOneTask) {
  auto what = assessment(policy::Status::Eligible);
  for (const auto& [zh, en, months] :
       {std::tuple{"照片", "Photo", 6}, {"体检", "Health check", 6}, {"公函", "Letter", 1}}) {
    policy::PaperView paper;
    paper.label = {zh, en};
    paper.valid_months = months;
    what.routes[0].papers.push_back(paper);
  }
  const auto found = tasks(what);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].title.en, "Photo; Health check");
  EXPECT_EQ(found[0].detail.zh, "只在6个月内有效，不要早于2026年3月28日开具。");
  EXPECT_EQ(found[1].title.en, "Letter");
}

TEST(Tasks, TheEmployersStepComesBeforeThePersonsApplication) {
  auto what = assessment(policy::Status::Eligible);
  what.routes[0].next_steps =
      std::vector<policy::StepView>{{"employer", {"单位出具公函。", "The employer writes the letter."}},
                                    {"person", {"到窗口递交。", "Hand in at the window."}}};
  const auto found = tasks(what);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].title.zh, "单位出具公函");
  EXPECT_EQ(found[0].until, day("2026-09-28"));
  EXPECT_EQ(found[0].route_title.en, "Work");
  EXPECT_EQ(found[1].id, "pr-work/apply");
  EXPECT_EQ(found[1].detail.en, "Hand in at the window.");
}

TEST(Tasks, AGapOfManyYearsIsOneTask) {
  auto what = assessment(policy::Status::Undetermined);
  what.routes[0].not_known = {{"parameter", "wage", "2024", {"平均工资", "Average wage"}, {}},
                              {"parameter", "wage", "2025", {"平均工资", "Average wage"}, {}}};
  EXPECT_EQ(tasks(what).size(), 1U);
}

TEST(Tasks, IdsAreUniqueAndTicksFollowThem) {
  auto what = assessment(policy::Status::Eligible);
  policy::PaperView paper;
  what.routes[0].papers = {paper};
  const auto found = tasks_of(what, {"pr-work"}, {}, calendar(), {"pr-work/apply", "gone/apply"});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, "pr-work/papers");
  EXPECT_FALSE(found[0].done);
  EXPECT_TRUE(found[1].done);
}

TEST(Tasks, OnlyChosenRoutesCount) {
  const auto what = assessment(policy::Status::Eligible);
  EXPECT_TRUE(tasks_of(what, {}, {}, calendar()).empty());
  EXPECT_TRUE(tasks_of(what, {"gone"}, {}, calendar()).empty());
}

policy::ConditionView condition(std::optional<bool> value) {
  policy::ConditionView out;
  out.id = "tax";
  out.label = Bilingual{"纳税", "Tax"};
  out.value = value;
  return out;
}

TEST(Compare, EqualIsSilent) {
  EXPECT_TRUE(compare(assessment(policy::Status::Eligible), assessment(policy::Status::Eligible)).empty());
}

TEST(Compare, NamesTheConditionThatTurned) {
  auto before = assessment(policy::Status::Eligible);
  auto after = assessment(policy::Status::Ineligible);
  before.routes[0].conditions = {condition(true)};
  after.routes[0].conditions = {condition(false)};
  const auto found = compare(before, after);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].was, RouteState::Eligible);
  EXPECT_EQ(found[0].now, RouteState::Ineligible);
  EXPECT_EQ(found[0].why.zh, "“纳税”以前符合，现在不符合。");
  EXPECT_EQ(found[0].why.en, "“Tax” was met and is not met now.");
}

TEST(Compare, NamesANewRuleAndAFigurePublishedSince) {
  auto before = assessment(policy::Status::Undetermined);
  auto after = assessment(policy::Status::Undetermined);
  before.routes[0].effective_from = day("2019-08-01");
  before.routes[0].not_known = {{"parameter", "wage", "2025", {"平均工资", "Average wage"}, {}}};
  after.routes[0].effective_from = day("2026-10-01");
  const auto found = compare(before, after);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].why.en,
            "The rule in force since 1 October 2026 applies now. “Average wage” is known now.");
}

TEST(Compare, RoutesComeAndGo) {
  const auto one = assessment(policy::Status::Eligible);
  const auto gone = compare(one, {});
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone[0].now, RouteState::NotListed);
  const auto come = compare({}, one);
  ASSERT_EQ(come.size(), 1U);
  EXPECT_EQ(come[0].was, RouteState::NotListed);
}

}  // namespace
}  // namespace gangway::plans
