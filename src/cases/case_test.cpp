#include "cases/case.h"

#include <gtest/gtest.h>

#include "cases/case_answer.h"
#include "cases/case_clock.h"
#include "cases/experts.h"
#include "cases/testing_case.h"
#include "cases/urgency.h"

namespace gangway::cases {
namespace {

using namespace testing_case;  // NOLINT(google-build-using-namespace): the invented case of these tests

Case accepted() {
  auto file = opened();
  add_all_papers(file);
  EXPECT_TRUE(check_identity(file, {kClerk, kNow, "passport"}));
  EXPECT_TRUE(accept(file, rules(), kNow));
  recount(file, rules(), calendar());
  return file;
}

Effect give(Case& file, const Answer& answer, Instant now = kNow + std::chrono::hours{30}) {
  const auto effect = take_answer(file, answer, rules(), calendar(), now);
  EXPECT_TRUE(effect.has_value());
  recount(file, rules(), calendar());
  return effect.value_or(Effect::Known);
}

TEST(Case, FromTheCounterToTheEnd) {
  auto file = accepted();
  EXPECT_EQ(file.outgoing.size(), 2U);
  note_sent(file, kLabour, MessageKind::Apply, kNow);
  EXPECT_EQ(file.stage, Stage::InProgress);
  EXPECT_EQ(give(file, approved(kLabour, "W1")), Effect::Taken);
  EXPECT_EQ(hand_over(file, kNow).error().key, "cases.not_ready");
  EXPECT_EQ(give(file, approved(kExit, "R1")), Effect::Taken);
  EXPECT_EQ(file.stage, Stage::ReadyForHandOver);
  EXPECT_EQ(hand_over(file, kNow).error().key, "cases.identity_missing");
  EXPECT_TRUE(check_identity(file, {kClerk, kNow, "passport"}));
  EXPECT_TRUE(hand_over(file, kNow));
  EXPECT_TRUE(close(file, kNow));
  EXPECT_EQ(file.stage, Stage::Closed);
}

TEST(Case, OneNoticeCompleteAndNoSecond) {
  auto file = opened();
  EXPECT_EQ(give_notice(file, {{"photo", "missing"}}, rules(), kNow).error().key, "cases.notice_incomplete");
  EXPECT_EQ(give_notice(file, {}, rules(), kNow).error().key, "cases.notice_empty");
  EXPECT_TRUE(give_notice(file, {{"photo", "missing"}, {"form", "missing"}}, rules(), kNow));
  recount(file, rules(), calendar());
  EXPECT_TRUE(file.paused);
  EXPECT_EQ(submit(file, kNow).error().key, "cases.notice_open");
  add_all_papers(file, kNow + std::chrono::hours{1});
  EXPECT_TRUE(submit(file, kNow + std::chrono::hours{2}));
  EXPECT_EQ(give_notice(file, {{"photo", "blurred"}}, rules(), kNow).error().key, "cases.notice_given");
}

TEST(Case, NothingIsAcceptedWithoutIdentityAndPapers) {
  auto file = opened();
  EXPECT_EQ(accept(file, rules(), kNow).error().key, "cases.identity_missing");
  EXPECT_TRUE(check_identity(file, {kClerk, kNow, "passport"}));
  EXPECT_EQ(accept(file, rules(), kNow).error().key, "cases.paper_missing");
}

TEST(Case, DisagreeingAnswersAreATaskAndNeverHalf) {
  auto file = accepted();
  give(file, approved(kLabour, "W1"));
  auto other = approved(kExit, "R1");
  other.issued.from = *other.issued.from + std::chrono::days{1};
  EXPECT_EQ(give(file, other), Effect::Taken);
  EXPECT_EQ(file.stage, Stage::InProgress);
  ASSERT_EQ(file.tasks.size(), 1U);
  EXPECT_EQ(file.tasks[0].kind, TaskKind::Mismatch);
  EXPECT_EQ(resolve(file, 1, Resolution::Settled, kClerk, rules(), calendar(), kNow).error().key,
            "cases.still_mismatched");
  EXPECT_EQ(give(file, approved(kExit, "R2")), Effect::Task);
  EXPECT_TRUE(resolve(file, 2, Resolution::TakeNew, kClerk, rules(), calendar(), kNow));
  EXPECT_EQ(file.stage, Stage::InProgress);
  EXPECT_TRUE(resolve(file, 1, Resolution::Settled, kClerk, rules(), calendar(), kNow));
  EXPECT_EQ(file.stage, Stage::ReadyForHandOver);
}

TEST(Case, ARevocationBeforeTheHandOverTakesTheReadinessAway) {
  auto file = accepted();
  give(file, approved(kLabour, "W1"));
  give(file, approved(kExit, "R1"));
  ASSERT_EQ(file.stage, Stage::ReadyForHandOver);
  EXPECT_EQ(give(file, answer(kLabour, Verdict::Revoked, 40)), Effect::Task);
  EXPECT_EQ(file.stage, Stage::InProgress);
  EXPECT_EQ(give(file, answer(kLabour, Verdict::Revoked, 40)), Effect::Known);
  file.outgoing.clear();
  EXPECT_TRUE(resolve(file, 1, Resolution::SendAgain, kClerk, rules(), calendar(), kNow));
  EXPECT_EQ(file.branches[0].stage, BranchStage::ToSend);
  EXPECT_EQ(file.outgoing.size(), 1U);
  EXPECT_EQ(give(file, approved(kLabour, "W1")), Effect::Known) << "the approval that was revoked";
  EXPECT_EQ(give(file, approved(kLabour, "W2", 50)), Effect::Taken);
  EXPECT_EQ(file.stage, Stage::ReadyForHandOver);
}

TEST(Case, ARevocationThatOvertakesItsApprovalStillRevokes) {
  auto file = accepted();
  EXPECT_EQ(give(file, answer(kLabour, Verdict::Revoked, 40)), Effect::Task);
  EXPECT_EQ(give(file, approved(kLabour, "W1", 20)), Effect::Task);
  EXPECT_EQ(file.branches[0].stage, BranchStage::Revoked);
}

TEST(Case, ARefusalNamesItsEndAndTheApplicantIsTold) {
  auto file = accepted();
  note_sent(file, kLabour, MessageKind::Apply, kNow);
  EXPECT_EQ(refuse(file, "no", kNow).error().key, "cases.nobody_refused");
  give(file, answer(kLabour, Verdict::Refused, 20));
  give(file, approved(kExit, "R1"));
  file.outgoing.clear();
  EXPECT_TRUE(refuse(file, "the post is not open to this class", kNow));
  EXPECT_EQ(file.outgoing.size(), 1U) << "the other department takes its approval back";
  EXPECT_EQ(close(file, kNow).error().key, "cases.not_told");
  EXPECT_TRUE(tell(file, kNow));
  EXPECT_TRUE(close(file, kNow));
}

TEST(Case, TheClockStandsWhileADepartmentWaits) {
  auto file = accepted();
  const auto before = file.promised;
  ASSERT_TRUE(before);
  EXPECT_EQ(*before, parse_day("2022-06-08").value());  // the 7th working day after 28 May, a Saturday
  auto ask = answer(kLabour, Verdict::SupplementAsked, 10);
  ask.papers = {"degree"};
  give(file, ask);
  EXPECT_TRUE(file.paused);
  EXPECT_FALSE(file.promised);
  EXPECT_EQ(give(file, ask), Effect::Known);
  EXPECT_TRUE(supplement(file, kLabour, kNow + std::chrono::hours{24 * 5}));
  recount(file, rules(), calendar());
  EXPECT_FALSE(file.paused);
  EXPECT_GT(*file.promised, *before);
  EXPECT_EQ(give(file, ask), Effect::Known) << "what was asked before the supplement";
}

TEST(Case, SlackIsWhatIsLeftLessWhatIsNeeded) {
  auto file = accepted();
  // 7 working days are left on 28 May, 2 to decide and 1 to hand over are needed.
  EXPECT_EQ(slack(file.act_by, calendar(), day_in_shanghai(kNow)), 4);
  EXPECT_EQ(slack(file.act_by, calendar(), parse_day("2022-06-09").value()), -4);
  EXPECT_EQ(group_of(file.promised, -4, false, 2, parse_day("2022-06-09").value()), Group::Overdue);
  EXPECT_EQ(group_of(file.promised, 0, false, 2, day_in_shanghai(kNow)), Group::Today);
  EXPECT_EQ(group_of(file.promised, 2, false, 2, day_in_shanghai(kNow)), Group::AtRisk);
  EXPECT_EQ(group_of(file.promised, 3, false, 2, day_in_shanghai(kNow)), Group::OnTrack);
}

TEST(Case, ABranchWaitsForTheOneItDependsOn) {
  auto waiting = rules();
  waiting.branches[1].waits_for = "labour";
  auto file = open({CaseId(1), Channel::Counter, "single-window", "cn-31", kClerk, kHall, kNow}, waiting,
                   std::vector{kLabour, kExit})
                  .value();
  add_all_papers(file);
  (void)check_identity(file, {kClerk, kNow, "passport"});
  EXPECT_TRUE(accept(file, waiting, kNow));
  EXPECT_EQ(file.outgoing.size(), 1U);
  EXPECT_EQ(file.branches[1].stage, BranchStage::Waiting);
  EXPECT_EQ(days_needed(file, waiting), 2 * 2 + 1);
  (void)take_answer(file, approved(kLabour, "W1"), waiting, calendar(), kNow);
  EXPECT_EQ(file.branches[1].stage, BranchStage::ToSend);
}

TEST(Urgency, OnlyWhoFallsOnTheNextDayIsDelayed) {
  Case file;
  file.id = CaseId(9);
  const Claim claim{1, "illness", "", PaperId(1), kToday, kClerk, kNow, {}, {}, false, "", ""};
  std::vector<Queued> queue;
  for (int i = 1; i <= 7; ++i) queue.push_back({CaseId(i), 1, i == 6 ? 0 : 3});
  const auto effects = effects_of(queue, file, claim, 3, 0);
  ASSERT_EQ(effects.delayed.size(), 2U);  // the third and the sixth
  EXPECT_EQ(effects.delayed[0].id, CaseId(3));
  EXPECT_EQ(effects.delayed[1].id, CaseId(6));
  EXPECT_EQ(effects.delayed[1].slack_left, -1);
  EXPECT_EQ(effects.late, 1);
  queue[0].version = 2;
  EXPECT_NE(effects_of(queue, file, claim, 3, 0).version, effects.version);
}

TEST(Urgency, AClaimNeedsGroundAndProofAndADecisionItsEffects) {
  auto file = opened();
  Claim claim;
  claim.ground = "illness";
  claim.latest_safe = kToday;
  claim.claimed_at = kNow;
  EXPECT_EQ(claim_urgency(file, claim, rules()).error().key, "cases.proof_missing");
  add_all_papers(file);
  claim.proof = file.papers[0].id;
  claim.ground = "haste";
  EXPECT_EQ(claim_urgency(file, claim, rules()).error().key, "cases.no_such_ground");
  claim.ground.clear();
  EXPECT_EQ(claim_urgency(file, claim, rules()).error().key, "cases.ground_missing");
  claim.words = "the ship leaves tomorrow";
  EXPECT_TRUE(claim_urgency(file, claim, rules()));
  EXPECT_EQ(claim_urgency(file, claim, rules()).error().key, "cases.claim_open");
  const Effects shown{"17", 3, 0, {}, 0};
  EXPECT_EQ(decide_urgency(file, 1, true, "yes", "", shown, kClerk, kNow).error().key,
            "cases.effects_not_shown");
  EXPECT_EQ(decide_urgency(file, 1, true, "yes", "16", shown, kClerk, kNow).error().code, ErrorCode::Stale);
  EXPECT_TRUE(decide_urgency(file, 1, true, "yes", "17", shown, kClerk, kNow));
  EXPECT_EQ(file.urgent_until, kToday);
}

TEST(Experts, ThreeOpinionsDissentKeptMinutesInOrder) {
  auto file = opened();
  const Unit labour{"/1/4/", "labour"};
  const Unit tax{"/1/4/", "tax"};
  const Unit health{"/1/4/", "health"};
  EXPECT_EQ(convene(file, "which class?", {labour, tax}, kClerk, rules(), kNow).error().key,
            "cases.too_few_departments");
  EXPECT_EQ(convene(file, "which class?", {labour, tax, tax}, kClerk, rules(), kNow).error().key,
            "cases.departments_differ");
  EXPECT_TRUE(convene(file, "which class?", {labour, tax, health}, kClerk, rules(), kNow));
  const auto hour = [](int n) { return kNow + std::chrono::hours{n}; };
  EXPECT_TRUE(give_opinion(file, 1, labour, AccountId(11), OpinionVerdict::Agree, "A", hour(1)));
  EXPECT_EQ(give_opinion(file, 1, labour, AccountId(11), OpinionVerdict::Agree, "A", hour(1)).error().key,
            "cases.opinion_given");
  EXPECT_EQ(give_opinion(file, 1, kHall, kClerk, OpinionVerdict::Agree, "A", hour(1)).error().key,
            "cases.not_asked");
  EXPECT_TRUE(give_opinion(file, 1, tax, AccountId(12), OpinionVerdict::Disagree, "B", hour(2)));
  EXPECT_EQ(decide_group(file, 1, kClerk, OpinionVerdict::Agree, "A", rules(), hour(3)).error().key,
            "cases.too_few_opinions");
  EXPECT_TRUE(give_opinion(file, 1, health, AccountId(13), OpinionVerdict::Agree, "A", hour(4)));
  EXPECT_EQ(decide_group(file, 1, AccountId(12), OpinionVerdict::Agree, "A", rules(), hour(5)).error().key,
            "cases.not_convenor");
  EXPECT_TRUE(decide_group(file, 1, kClerk, OpinionVerdict::Agree, "A", rules(), hour(5)));
  const auto minutes = minutes_of(file.groups[0]);
  ASSERT_EQ(minutes.size(), 5U);
  EXPECT_EQ(minutes[2].kind, MinuteKind::Dissent);
  EXPECT_EQ(file.groups[0].seats[1].text, "B");
  EXPECT_EQ(hours_taken(file.groups[0], hour(9)), 5);
}

}  // namespace
}  // namespace gangway::cases
