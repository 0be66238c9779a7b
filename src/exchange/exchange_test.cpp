// Sender, receiver and simulator together, with every fault; the part of the cases is played by a list in
// memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "base/json_bind.h"
#include "exchange/receiver.h"
#include "exchange/sender.h"
#include "exchange/simulator.h"

namespace gangway::exchange {
namespace {

using std::chrono::milliseconds;

const Instant kStart = parse_instant("2026-10-12T09:40+08:00").value();

// What the cases module does, in a few lines: messages wait until they are said to be sent; answers are taken
// once.
struct Desk {
  std::map<std::string, Submission> waiting;
  std::set<std::string> sent;
  std::map<std::string, Answer> taken;  // by system and id
  std::vector<Verdict> verdicts;        // in the order in which they were taken
  int offered = 0;
};

class ExchangeTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(db_.migrate(all(migrations())).has_value());
    ASSERT_TRUE(
        simulator_db_.migrate(std::vector(simulator_migrations().begin(), simulator_migrations().end()))
            .has_value());
  }
  static std::vector<store::Migration> all(std::span<const store::Migration> own) {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), own.begin(), own.end());
    return steps;
  }
  void apply(const std::string& id, std::string kind = "apply") {
    desk_.waiting[id] = {id, std::move(kind),
                         json::Object{{"case_id", "7"},
                                      {"branch", "9"},
                                      {"applicant", "Camille Laurent"},
                                      {"facts", json::Object{{"applicant.passport", "19AB48213"}}}},
                         now_};
  }
  // Both sides for a while, a second at a time.
  void run(int seconds) {
    for (int i = 0; i < seconds; ++i) {
      now_ += std::chrono::seconds{1};
      sender_.round(now_);
      simulator_.round(now_);
    }
  }
  void fault(Fault fault) {
    Control control;
    control.fault = fault;
    ASSERT_TRUE(simulator_.control(control).has_value());
  }
  void down(bool is_down) {
    Control control;
    control.down = is_down;
    ASSERT_TRUE(simulator_.control(control).has_value());
  }
  std::optional<int> to_simulator(std::string_view bytes, std::string_view signature) {
    const auto taken = simulator_.take(bytes, signature, now_);
    if (taken) return 200;
    return taken.error().code == ErrorCode::Unavailable ? 503 : 401;
  }
  std::optional<int> to_gangway(std::string_view bytes, std::string_view signature) {
    if (cut_off_) return std::nullopt;
    const auto taken = receiver_.take(bytes, signature, now_);
    if (!taken) ++refused_;
    return taken ? 200 : 401;
  }

  Instant now_ = kStart;
  bool cut_off_ = false;
  int refused_ = 0;
  Desk desk_;
  SigningKey ours_ = SigningKey::make(repeatable_random(1));
  SigningKey theirs_ = SigningKey::make(repeatable_random(2));
  Config our_config_{ours_, {{"labour", {"127.0.0.1", 1, "/"}, {theirs_.public_key()}}}};
  Config their_config_{theirs_, {{"gangway", {"127.0.0.1", 2, "/"}, {ours_.public_key()}}}};
  journal::Key master_ = journal::Key::make(repeatable_random(3));
  store::Db db_ = store::Db::in_memory();
  store::Db simulator_db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  IdGenerator ids_{[this] { return now_; }};
  Receiver receiver_{db_, chain_, ids_, our_config_,
                     [this](const std::string& system, const std::string& id, const Answer& answer,
                            Instant) -> Result<std::string> {
                       ++desk_.offered;
                       if (!desk_.taken.emplace(system + id, answer).second) return "known";
                       desk_.verdicts.push_back(answer.verdict);
                       return "taken";
                     }};
  Simulator simulator_{"labour", simulator_db_, their_config_, milliseconds{3000},
                       [this](const Address&, std::string_view bytes, std::string_view signature) {
                         return to_gangway(bytes, signature);
                       }};
  Source source_{[this](const std::string&, int) {
                   std::vector<Submission> out;
                   for (const auto& [id, one] : desk_.waiting) out.push_back(one);
                   return out;
                 },
                 [this](const std::string& id, Instant) -> Result<void> {
                   desk_.waiting.erase(id);
                   desk_.sent.insert(id);
                   return {};
                 }};
  Sender sender_{our_config_.partners[0], our_config_.own, source_, repeatable_random(4),
                 [this](const Address&, std::string_view bytes, std::string_view signature) {
                   return to_simulator(bytes, signature);
                 }};
};

TEST_F(ExchangeTest, AskedReceivedDecided) {
  apply("m1");
  run(2);
  EXPECT_THAT(desk_.verdicts, testing::ElementsAre(Verdict::Received));
  run(5);
  EXPECT_THAT(desk_.verdicts, testing::ElementsAre(Verdict::Received, Verdict::Approved));
  const auto& approval = desk_.taken.at("labourm1-decided");
  EXPECT_EQ(approval.name, "CAMILLE LAURENT");
  EXPECT_EQ(approval.passport, "19AB48213");
  EXPECT_EQ(approval.document_number, "DEMO-LAB-9");
  EXPECT_EQ(sender_.state().health, Health::Up);
  EXPECT_EQ(simulator_.undelivered(), 0);
}

TEST_F(ExchangeTest, ASystemThatIsDownIsTriedAgainAndMeanwhileItIsSaid) {
  down(true);
  apply("m1");
  run(10);
  EXPECT_EQ(sender_.state().health, Health::Down);
  EXPECT_GT(sender_.state().failures, 2);
  EXPECT_LT(sender_.state().failures, 8) << "it waits longer each time";
  EXPECT_EQ(sender_.state().waiting, 1);
  EXPECT_EQ(sender_.state().oldest, kStart);
  down(false);
  run(40);
  EXPECT_EQ(sender_.state().health, Health::Up);
  EXPECT_THAT(desk_.verdicts, testing::ElementsAre(Verdict::Received, Verdict::Approved));
}

TEST_F(ExchangeTest, AnswersWaitUntilTheyAreTaken) {
  apply("m1");
  cut_off_ = true;
  run(10);
  EXPECT_TRUE(desk_.verdicts.empty());
  EXPECT_EQ(simulator_.undelivered(), 2);
  cut_off_ = false;
  run(1);
  EXPECT_THAT(desk_.verdicts, testing::ElementsAre(Verdict::Received, Verdict::Approved));
}

TEST_F(ExchangeTest, EachFaultDoesWhatItSays) {
  const auto verdicts = [&](Fault what) {
    desk_ = {};
    fault(what);
    apply("m-" + std::to_string(static_cast<int>(what)));
    run(12);
    return desk_.verdicts;
  };
  using enum Verdict;
  EXPECT_THAT(verdicts(Fault::Refuse), testing::ElementsAre(Received, Refused));
  EXPECT_THAT(verdicts(Fault::Supplement), testing::ElementsAre(Received, SupplementAsked));
  EXPECT_THAT(verdicts(Fault::Twice), testing::ElementsAre(Received, Approved));
  EXPECT_THAT(verdicts(Fault::TwiceOtherId), testing::ElementsAre(Received, Approved, Approved));
  EXPECT_THAT(verdicts(Fault::WrongOrder), testing::ElementsAre(Approved, Received));
  EXPECT_THAT(verdicts(Fault::RevokeLater), testing::ElementsAre(Received, Approved, Revoked));
  for (const auto spoiled : {Fault::BadSignature, Fault::Garbage}) {
    const int before = refused_;
    EXPECT_THAT(verdicts(spoiled), testing::ElementsAre(Received, Approved));
    EXPECT_EQ(refused_, before + 1) << "what is spoiled is refused and changes nothing";
  }
  (void)verdicts(Fault::OtherName);
  EXPECT_EQ(desk_.taken.rbegin()->second.verdict, Received);
  const auto decided =
      std::ranges::find_if(desk_.taken, [](const auto& one) { return one.second.verdict == Approved; });
  EXPECT_EQ(decided->second.name, "CAMILLE LAURENT X");
  EXPECT_THAT(verdicts(Fault::Silent), testing::ElementsAre(Received));
}

TEST_F(ExchangeTest, ASupplementIsDecided) {
  fault(Fault::Supplement);
  apply("m1");
  run(10);
  apply("m2", "supplement");
  run(10);
  EXPECT_THAT(desk_.verdicts, testing::ElementsAre(Verdict::Received, Verdict::SupplementAsked,
                                                   Verdict::Received, Verdict::Approved));
}

TEST_F(ExchangeTest, AnIdWithOtherContentIsRefused) {
  const auto send = [&](Verdict verdict) {
    Answer answer;
    answer.case_id = CaseId(7);
    answer.branch = BranchId(9);
    answer.verdict = verdict;
    answer.decided_at = now_;
    const auto bytes = bytes_of({"labour", "gangway", "a-1", "", "answer", now_, json::write(answer)});
    return receiver_.take(bytes, theirs_.sign(bytes), now_);
  };
  EXPECT_EQ(send(Verdict::Approved).value(), "taken");
  EXPECT_EQ(send(Verdict::Approved).value(), "taken") << "as it was answered first";
  EXPECT_EQ(send(Verdict::Refused).error().key, "exchange.id_reused");
  EXPECT_EQ(desk_.offered, 1);
}

TEST_F(ExchangeTest, NobodyElseCanAnswer) {
  const auto answer = [&](const std::string& from, const std::string& to, const SigningKey& key) {
    const auto bytes = bytes_of({from, to, "a-1", "", "answer", now_, json::Object{}});
    return receiver_.take(bytes, key.sign(bytes), now_).error().key;
  };
  const auto stranger = SigningKey::make(repeatable_random(9));
  EXPECT_EQ(answer("labour", "gangway", stranger), "exchange.unknown_key");
  EXPECT_EQ(answer("labour", "gangway", ours_), "exchange.unknown_key");
  EXPECT_EQ(answer("tax", "gangway", theirs_), "exchange.unknown_key");
  EXPECT_EQ(answer("labour", "exit-entry", theirs_), "exchange.not_for_us");
  EXPECT_EQ(desk_.offered, 0);
}

TEST_F(ExchangeTest, AFailureAtAnyStatementIsMendedBySendingAgain) {
  Answer answer;
  answer.case_id = CaseId(7);
  answer.branch = BranchId(9);
  answer.decided_at = now_;
  const auto bytes = bytes_of({"labour", "gangway", "a-1", "", "answer", now_, json::write(answer)});
  int failures = 0;
  for (int n = 1; n < 20; ++n) {
    db_.fail_after(n);
    try {
      const auto done = receiver_.take(bytes, theirs_.sign(bytes), now_);
      db_.fail_after(0);
      EXPECT_TRUE(done.has_value());
      break;
    } catch (const store::Failure&) {
      db_.fail_after(0);
      ++failures;
    }
  }
  EXPECT_GT(failures, 1);
  EXPECT_THAT(desk_.verdicts, testing::SizeIs(1));
}

// Random faults, cuts and pauses: in the end every message was sent, and every answer taken exactly once.
TEST_F(ExchangeTest, WhateverGoesWrongEachAnswerIsTakenOnce) {
  std::mt19937 random(11);
  const auto chance = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  std::vector<Fault> faults;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Fault>>([&](auto one) {
    if (one.value != Fault::Silent) faults.push_back(one.value);
  });
  int messages = 0;
  for (int i = 0; i < 300; ++i) {
    fault(faults[static_cast<std::size_t>(chance(static_cast<int>(faults.size())))]);
    down(chance(4) == 0);
    cut_off_ = chance(4) == 0;
    if (chance(2) == 0) apply("m" + std::to_string(++messages));
    run(chance(4));
  }
  fault(Fault::None);
  down(false);
  cut_off_ = false;
  run(120);
  EXPECT_TRUE(desk_.waiting.empty());
  EXPECT_EQ(static_cast<int>(desk_.sent.size()), messages);
  EXPECT_EQ(simulator_.messages(), messages);
  EXPECT_EQ(simulator_.undelivered(), 0);
  EXPECT_EQ(desk_.verdicts.size(), desk_.taken.size());
  std::cout << messages << " messages, " << desk_.taken.size() << " answers, " << refused_ << " refused\n";
}

}  // namespace
}  // namespace gangway::exchange
