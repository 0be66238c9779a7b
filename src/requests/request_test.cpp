#include "requests/request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

namespace gangway::requests {
namespace {

using std::chrono::days;
using std::chrono::hours;

const Unit kHall{"/1/4/", ""};
const Unit kLabour{"/1/4/", "labour"};
const Unit kTax{"/1/4/", "tax"};
const Unit kHealth{"/1/4/", "health"};
const Unit kManager{"/1/4/", "manager"};
const Rules kRules{5, 3, 2, 4, 3, kManager};
const AccountId kAnna{1};
const AccountId kBao{2};
const Instant kNow = parse_instant("2022-05-28T08:30+08:00").value();

// 2022 with the Dragon Boat days off.
workdays::Calendar calendar() {
  workdays::Calendar::Exceptions exceptions;
  for (const auto* const day : {"2022-06-03", "2022-06-04", "2022-06-05"})
    exceptions.holidays.push_back(parse_day(day).value());
  return workdays::Calendar::create({std::chrono::year{2022}, std::chrono::year{2022}}, exceptions).value();
}

Request received() {
  return receive({RequestId(9), Kind::Help, Channel::Window, kAnna, kHall, kNow}, kRules, calendar()).value();
}
Call call(CallResult result, Instant at = kNow) { return {kAnna, at, result}; }
template <class T>
std::string key(const Result<T>& result) {
  return result ? "" : result.error().key;
}

TEST(Request, HasItsOwnerItsUnitAndItsDayFromTheFirstContact) {
  const auto request = received();
  EXPECT_EQ(request.owner, kAnna);
  EXPECT_EQ(request.unit, kHall);
  EXPECT_EQ(request.due,
            parse_day("2022-06-06").value());  // Saturday the 28th, then 30, 31, 1, 2, and 6 June
  EXPECT_EQ(slack(request, calendar(), parse_day("2022-06-02").value()), 1);
  EXPECT_EQ(slack(request, calendar(), parse_day("2022-06-08").value()), -2);
  EXPECT_EQ(key(receive({RequestId(9), Kind::Help, Channel::Window, {}, kHall, kNow}, kRules, calendar())),
            "requests.no_owner");
}

TEST(Request, BeyondTheCalendarThereIsNoDay) {
  const auto request = receive({RequestId(9), Kind::Help, Channel::Window, kAnna, kHall,
                                parse_instant("2022-12-29T08:30+08:00").value()},
                               kRules, calendar())
                           .value();
  EXPECT_EQ(request.due, std::nullopt);
  EXPECT_EQ(slack(request, calendar(), parse_day("2022-12-30").value()), std::nullopt);
}

TEST(Request, TheBatonMovesOnlyWhenItIsAccepted) {
  auto request = offer(received(), kLabour, kAnna, kRules, kNow).value();
  EXPECT_EQ(request.unit, kHall);
  EXPECT_EQ(key(accept(request, kTax, kBao)), "requests.offered_to_another");
  EXPECT_EQ(key(offer(request, kTax, kAnna, kRules, kNow)), "requests.offer_open");
  EXPECT_EQ(key(answer(request, kAnna, kNow)), "requests.offer_open");
  request = accept(request, kLabour, kBao).value();
  EXPECT_EQ(request.unit, kLabour);
  EXPECT_EQ(request.handler, kBao);
  EXPECT_EQ(request.owner, kAnna);
  EXPECT_EQ(key(answer(request, kAnna, kNow)), "requests.taken");
}

TEST(Request, ARefusalNeedsAReasonAndTooManyGoToTheFallback) {
  auto request = offer(received(), kLabour, kAnna, kRules, kNow).value();
  EXPECT_EQ(refuse(request, kLabour, "", kRules).error().field, "/reason");
  request = refuse(request, kLabour, "the address is in another district", kRules).value();
  EXPECT_EQ(request.unit, kHall);
  EXPECT_EQ(key(offer(request, kLabour, kAnna, kRules, kNow)), "requests.refused_before");
  request =
      refuse(offer(request, kTax, kAnna, kRules, kNow).value(), kTax, "not a tax matter", kRules).value();
  EXPECT_EQ(request.unit, kManager);
  EXPECT_EQ(request.handler, std::nullopt);
  EXPECT_EQ(key(offer(request, kHealth, kBao, kRules, kNow)), "requests.no_more_offers");
  EXPECT_EQ(key(refuse(offer(received(), kManager, kAnna, kRules, kNow).value(), kManager, "no", kRules)),
            "requests.fallback_cannot_refuse");
}

TEST(Request, SilenceIsMarkedOnce) {
  const auto request = offer(received(), kLabour, kAnna, kRules, kNow).value();
  EXPECT_FALSE(note_silence(request, kRules, kNow + hours{4} - std::chrono::milliseconds{1}).escalated);
  EXPECT_TRUE(note_silence(request, kRules, kNow + hours{4}).escalated);
  EXPECT_FALSE(
      note_silence(received(), kRules, kNow + hours{400}).escalated);  // withdrawn, accepted: nothing waits
}

TEST(Request, OnlyAContentAskerOrThreeDaysWithoutReachingOneOpenTheGate) {
  EXPECT_EQ(key(close(received(), kRules, kNow)), "requests.not_answered");
  auto request = answer(received(), kAnna, kNow).value();
  EXPECT_EQ(key(close(request, kRules, kNow)), "requests.not_called_back");
  for (const auto hour : {0, 1, 24}) {  // two different days
    request =
        follow_up(request, call(CallResult::NotReached, kNow + hours{hour}), kRules, calendar()).value();
  }
  EXPECT_EQ(gate_of(request, kRules).days_not_reached, 2);
  EXPECT_EQ(key(close(request, kRules, kNow)), "requests.not_called_back");
  const auto given_up =
      follow_up(request, call(CallResult::NotReached, kNow + days{2}), kRules, calendar()).value();
  EXPECT_EQ(close(given_up, kRules, kNow)->ending, Ending::NotReached);
  const auto content = follow_up(request, call(CallResult::Content), kRules, calendar()).value();
  EXPECT_EQ(close(content, kRules, kNow)->ending, Ending::Content);
  EXPECT_EQ(key(follow_up(content, call(CallResult::NotReached), kRules, calendar())),
            "requests.already_content");
}

TEST(Request, AnAskerWhoIsNotContentReopensItWithALimitOfItsOwn) {
  const auto answered = answer(received(), kAnna, kNow).value();
  const auto again =
      follow_up(answered, call(CallResult::NotContent, kNow + days{3}), kRules, calendar()).value();
  EXPECT_EQ(again.stage, Stage::Handling);
  EXPECT_EQ(again.reopened, 1);
  EXPECT_EQ(again.due, parse_day("2022-06-06").value());  // three working days after Tuesday 31 May
  EXPECT_TRUE(again.calls.empty());
  // Each resolution asks again: an earlier call opens no gate.
  EXPECT_EQ(key(close(answer(again, kAnna, kNow).value(), kRules, kNow)), "requests.not_called_back");
}

TEST(Request, AClosedOneOnlyReopens) {
  const auto closed =
      close(follow_up(answer(received(), kAnna, kNow).value(), call(CallResult::Content), kRules, calendar())
                .value(),
            kRules, kNow)
          .value();
  EXPECT_EQ(key(close(closed, kRules, kNow)), "requests.closed");
  EXPECT_EQ(key(answer(closed, kAnna, kNow)), "requests.closed");
  EXPECT_EQ(key(offer(closed, kTax, kAnna, kRules, kNow)), "requests.closed");
  EXPECT_EQ(key(take(closed, kAnna)), "requests.closed");
  EXPECT_EQ(key(give_to_owner(closed, kBao)), "requests.closed");
  const auto again = reopen(closed, kRules, calendar(), kNow).value();
  EXPECT_EQ(again.stage, Stage::Handling);
  EXPECT_EQ(again.owner, kAnna);
  EXPECT_EQ(again.ending, std::nullopt);
  EXPECT_EQ(key(reopen(again, kRules, calendar(), kNow)), "requests.not_closed");
}

// --- Random histories. What happened is kept beside the subject, in words of its own.

constexpr int kHistories = 100'000;
constexpr int kCommands = 25;

// The statute read slowly: walk day by day.
std::optional<Day> walked(Day from, int workdays_left) {
  static const std::set<std::string> kOff{"2022-06-03", "2022-06-04", "2022-06-05"};
  while (workdays_left > 0) {
    from += days{1};
    if (from >= parse_day("2023-01-01").value()) return std::nullopt;
    const std::chrono::weekday on{from};
    const bool weekend = on == std::chrono::Saturday || on == std::chrono::Sunday;
    if (!weekend && !kOff.contains(to_string(from))) --workdays_left;
  }
  return from;
}

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    now_ = kNow + days{pick(200)} + hours{pick(24)};
    const AccountId owner{1 + pick(3)};
    if (pick(2) == 0) accused_ = AccountId{owner.value() % 4 + 1};  // one of the others
    request_ = receive({RequestId(1), Kind::Complaint, Channel::Web, owner, kUnits[0], now_, accused_},
                       kRules, kCalendar)
                   .value();
    owner_ = owner;
    expect_due(kRules.answer_workdays);
  }

  void run() {
    for (int i = 0; i < kCommands; ++i) {
      now_ += hours{pick(30)};
      step();
      check();
    }
  }

  static inline std::map<std::string, int> counts;

 private:
  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  Unit unit() { return kUnits[static_cast<std::size_t>(pick(static_cast<int>(kUnits.size())))]; }
  AccountId somebody() { return AccountId{1 + pick(4)}; }

  bool did(const char* name, Result<Request> result) {
    ++counts[std::string(name) + (result ? " done" : " refused")];
    if (!result) return false;
    request_ = *std::move(result);
    return true;
  }
  void expect_due(int limit) { due_ = walked(day_in_shanghai(now_), limit); }

  void step() {
    switch (pick(11)) {
      case 0:
        did("take", take(request_, somebody()));
        break;
      case 1:
      case 2: {
        const auto to = unit();
        if (did("offer", offer(request_, to, somebody(), kRules, now_))) offered_ = to;
        break;
      }
      case 3: {
        const auto by = unit();
        const auto who = somebody();
        const bool right = offered_ == by && who != accused_;
        const bool done = did("accept", accept(request_, by, who));
        EXPECT_EQ(done, right);
        if (done) unit_ = by, offered_.reset(), refusals_ = 0;
        break;
      }
      case 4: {
        const auto by = unit();
        if (did("refuse", refuse(request_, by, "elsewhere", kRules))) {
          offered_.reset();
          if (++refusals_ >= kRules.most_refusals) unit_ = kManager;
        }
        break;
      }
      case 5:
        if (did("withdraw", withdraw_offer(request_))) offered_.reset();
        break;
      case 6:
        request_ = note_silence(request_, kRules, now_);
        break;
      case 7:
        if (did("answer", answer(request_, somebody(), now_)))
          answered_ = true, reached_ = false, silent_days_.clear();
        break;
      case 8:
        called(static_cast<CallResult>(pick(3)));
        break;
      case 9: {
        const bool closed = did("close", close(request_, kRules, now_));
        if (closed) {
          EXPECT_TRUE(answered_);
          EXPECT_TRUE(reached_ || static_cast<int>(silent_days_.size()) >= kRules.calls_not_reached);
          closed_ = true;
        }
        break;
      }
      default:
        if (pick(2) == 0) {
          const bool may = closed_ && !graded_;
          EXPECT_EQ(did("review", review(request_, static_cast<Grade>(pick(5)))), may);
          graded_ = graded_ || may;
        } else if (pick(3) == 0 && did("reopen", reopen(request_, kRules, kCalendar, now_))) {
          EXPECT_TRUE(closed_);
          again();
        } else if (pick(20) == 0) {
          const auto who = somebody();
          if (did("give to owner", give_to_owner(request_, who))) owner_ = who;
        }
    }
  }

  void called(CallResult result) {
    if (!did("call", follow_up(request_, {somebody(), now_, result}, kRules, kCalendar))) return;
    EXPECT_TRUE(answered_ && !closed_);
    if (result == CallResult::Content) reached_ = true;
    if (result == CallResult::NotReached) silent_days_.insert(day_in_shanghai(now_));
    if (result == CallResult::NotContent) again();
  }

  void again() {
    answered_ = closed_ = reached_ = graded_ = false;
    silent_days_.clear();
    refusals_ = 0;
    expect_due(kRules.reopened_workdays);
  }

  void check() const {
    ASSERT_EQ(request_.owner, owner_);
    ASSERT_EQ(request_.unit, unit_);
    ASSERT_EQ(request_.stage == Stage::Closed, closed_);
    ASSERT_EQ(request_.stage != Stage::Handling, answered_);
    ASSERT_EQ(request_.offer.has_value(), offered_.has_value());
    ASSERT_EQ(request_.due, due_);
    ASSERT_EQ(request_.closed_at.has_value(), closed_);
    ASSERT_EQ(request_.ending.has_value(), closed_);
    ASSERT_EQ(request_.grade.has_value(), graded_);
    if (accused_) {
      ASSERT_NE(request_.owner, *accused_);
      ASSERT_NE(request_.handler, accused_);
      for (const auto& call : request_.calls) ASSERT_NE(call.by, *accused_);
    }
  }

  static inline const workdays::Calendar kCalendar = calendar();
  static inline const std::vector<Unit> kUnits{kHall, kLabour, kTax, kHealth, kManager};

  std::mt19937 random_;
  Instant now_;
  Request request_;
  AccountId owner_;
  Unit unit_ = kHall;
  std::optional<Unit> offered_;
  int refusals_ = 0;
  std::optional<Day> due_;
  bool answered_ = false;
  bool reached_ = false;
  bool closed_ = false;
  bool graded_ = false;
  std::optional<AccountId> accused_;
  std::set<Day> silent_days_;
};

TEST(RequestHistories, AlwaysOneOwnerOneUnitAndNoEndWithoutItsGate) {
  for (int i = 0; i < kHistories && !testing::Test::HasFatalFailure(); ++i)
    History(static_cast<unsigned>(i)).run();
  std::cout << kHistories << " histories of " << kCommands << " commands\n";
  for (const auto& [what, n] : History::counts) {
    std::cout << "  " << what << ": " << n << "\n";
    EXPECT_GT(n, 10) << what;
  }
}

}  // namespace
}  // namespace gangway::requests
