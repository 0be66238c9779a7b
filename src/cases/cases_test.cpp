#include "cases/cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

#include "cases/testing_case.h"

namespace gangway::cases {
namespace {

using namespace testing_case;  // NOLINT(google-build-using-namespace): the invented case of these tests
using access::Reach;
using access::Scope;

const Actor kAnna{kClerk, kHall, "handling"};
const Actor kBao{AccountId(2), {"/1/4/", "labour"}, "handling"};
const Actor kElse{AccountId(3), {"/1/5/", ""}, "handling"};
const Actor kManager{AccountId(4), {"/1/4/", ""}, "supervision"};

Scope mine(const Actor& who) {
  return {Reach::Mine, who.account, who.unit.place, who.unit.department, access::Purpose::Handling};
}
Scope below(std::string place) {
  return {Reach::Below, AccountId(50), std::move(place), {}, access::Purpose::Supervision};
}

class CasesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }
  void TearDown() override {
    for (const auto& broken : broken_now()) ADD_FAILURE() << broken.key << ": " << broken.id;
  }
  std::vector<store::Broken> broken_now() {
    return db_.read([](const store::ReadTx& tx) { return store::broken(tx, invariants()); });
  }

  Detail opened(const Actor& by = kAnna, std::string name = "Camille Laurent",
                Channel channel = Channel::Counter) {
    NewCase asked;
    asked.channel = channel;
    asked.route = "single-window";
    asked.region = "cn-31";
    asked.language = "en";
    asked.name = std::move(name);
    asked.facts = json::Object{{"applicant.passport", "19AB48213"}};
    return cases_.open(asked, by, kNow).value();
  }
  static Cases::Command command(const Detail& detail, const Actor& by = kAnna, std::string text = "",
                                Instant now = kNow) {
    return {detail.file.id, detail.file.version, std::move(text), mine(by), by, now, std::nullopt};
  }
  static NewPaper paper(std::string code) {
    return {std::move(code), "scan", 2, "application/pdf", "%PDF-1.7 x"};
  }
  Detail accepted(const Actor& by = kAnna) {
    auto detail = opened(by);
    for (const auto* const code : {"form", "photo"})
      detail = cases_.add_paper(command(detail, by), paper(code)).value();
    detail = cases_.check_identity(command(detail, by), "passport").value();
    return cases_.accept(command(detail, by)).value();
  }
  Answer reply(const Detail& detail, std::size_t branch, Verdict verdict, int hours) {
    auto out = answer(branch == 0 ? kLabour : kExit, verdict, hours);
    if (verdict == Verdict::Approved) out.issued = approved(kLabour, std::to_string(branch)).issued;
    out.case_id = detail.file.id;
    out.branch = detail.file.branches[branch].id;
    return out;
  }
  std::vector<std::string> events(CaseId id) {
    return db_.read([&](const store::ReadTx& tx) {
      std::vector<std::string> out;
      for (const auto& row : journal::timeline(tx, "case:" + std::to_string(id.value())))
        out.push_back(row.event.kind);
      return out;
    });
  }

  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, repeatable_random(3)};
  IdGenerator ids_{[] { return kNow; }};
  RandomBytes random_ = [mutex = std::make_shared<std::mutex>(),
                         source = repeatable_random(2)](std::span<std::uint8_t> out) {
    const std::scoped_lock lock(*mutex);
    source(out);
  };
  Cases cases_{db_,
               chain_,
               vault_,
               ids_,
               random_,
               calendar(),
               [](const Case&, const json::Value&) { return rules(); }};
};

TEST_F(CasesTest, OpenedTwiceItIsOne) {
  NewCase asked;
  asked.route = "single-window";
  asked.region = "cn-31";
  asked.language = "en";
  asked.name = "Camille Laurent";
  const journal::Retry retry{"key-1", "case {}"};
  const auto first = cases_.open(asked, kAnna, kNow, retry).value();
  const auto again = cases_.open(asked, kAnna, kNow, retry).value();
  EXPECT_EQ(again.file.id, first.file.id);
  EXPECT_EQ(again.contents.code, first.contents.code);
  EXPECT_EQ(cases_.open(asked, kAnna, kNow, journal::Retry{"key-1", "case {1}"}).error().key,
            "journal.key_reused");
  EXPECT_NE(cases_.open(asked, kAnna, kNow, journal::Retry{"key-2", "case {}"})->file.id, first.file.id);
}

TEST_F(CasesTest, FromTheCounterToTheEnd) {
  auto detail = accepted();
  ASSERT_TRUE(detail.file.receipt);
  EXPECT_EQ(detail.file.receipt->number, 1);
  EXPECT_EQ(detail.file.receipt->year, 2022);
  const auto messages = cases_.to_send("", 10);
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].system, "labour");
  const auto body = json::parse(messages[0].body).value();
  EXPECT_EQ(body.at("facts").at("applicant.passport").as_string(), "19AB48213");
  for (const auto& message : messages) {
    EXPECT_TRUE(cases_.mark_sent(message.id, kNow));
    EXPECT_TRUE(cases_.mark_sent(message.id, kNow));
  }
  EXPECT_TRUE(cases_.to_send("", 10).empty());
  const auto first = reply(detail, 0, Verdict::Approved, 20);
  EXPECT_EQ(cases_.receive(first, kNow).value(), Effect::Taken);
  EXPECT_EQ(cases_.receive(first, kNow).value(), Effect::Taken) << "the same answer once more";
  EXPECT_EQ(cases_.receive(reply(detail, 1, Verdict::Approved, 20), kNow).value(), Effect::Taken);
  detail = cases_.find(detail.file.id, mine(kAnna)).value();
  EXPECT_EQ(detail.file.stage, Stage::ReadyForHandOver);
  EXPECT_EQ(detail.file.branches[1].issued->document_number, "1");
  detail = cases_.check_identity(command(detail), "passport").value();
  detail = cases_.hand_over(command(detail)).value();
  detail = cases_.close(command(detail)).value();
  EXPECT_EQ(cases_.find(PublicCode::parse(detail.contents.code).value())->file.stage, Stage::Closed);
  EXPECT_THAT(events(detail.file.id),
              testing::ElementsAre("case.opened", "case.paper_received", "case.paper_received",
                                   "case.identity_checked", "case.accepted", "case.message_sent",
                                   "case.message_sent", "case.answer_approved", "case.answer_approved",
                                   "case.identity_checked", "case.handed_over", "case.closed"));
}

TEST_F(CasesTest, ADraftIsKeptFieldByFieldAndHandedInWithItsCode) {
  auto detail = opened(kAnna, "Camille Laurent", Channel::Online);
  const auto by_code = [&](int seen) {
    return Cases::Command{{}, seen, {}, {}, {}, kNow, PublicCode::parse(detail.contents.code).value()};
  };
  detail = cases_.set_fields(by_code(1), Fields{json::Object{{"a", 1}, {"b", "x"}}, {}, {}, {}}).value();
  detail = cases_.set_fields(by_code(2), Fields{json::Object{{"a", nullptr}}, {}, {}, {}}).value();
  EXPECT_FALSE(detail.contents.facts.as_object().contains("a"));
  EXPECT_EQ(detail.contents.facts.at("b").as_string(), "x");
  EXPECT_EQ(cases_.set_fields(by_code(2), Fields{json::Object{{"c", 1}}, {}, {}, {}}).error().code,
            ErrorCode::Stale);
  detail = cases_.add_paper(by_code(3), paper("form")).value();
  EXPECT_FALSE(detail.file.papers[0].received_by);
  EXPECT_EQ(cases_.paper(detail.file.id, detail.file.papers[0].id, mine(kAnna))->bytes, "%PDF-1.7 x");
  EXPECT_EQ(cases_.paper(detail.file.id, detail.file.papers[0].id, mine(kElse)).error().key,
            "cases.not_found");
  detail = cases_.submit(by_code(4)).value();
  EXPECT_EQ(detail.file.owner, kClerk);
  EXPECT_EQ(cases_.set_fields(by_code(5), Fields{json::Object{{"c", 1}}, {}, {}, {}}).error().key,
            "cases.not_now");
}

TEST_F(CasesTest, AnotherVersionIsStaleAndChangesNothing) {
  const auto detail = opened();
  ASSERT_TRUE(cases_.note(command(detail, kAnna, "called at ten")).has_value());
  EXPECT_EQ(cases_.note(command(detail, kAnna, "again")).error().code, ErrorCode::Stale);
  EXPECT_EQ(cases_.find(detail.file.id, mine(kAnna))->contents.notes.size(), 1U);
}

TEST_F(CasesTest, ReceiptsHaveNoGapWhateverFailsOrRaces) {
  constexpr int kThreads = 8;
  constexpr int kEach = 1250;  // 10,000 in all
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        auto detail = accepted();
        if ((i + t) % 50 == 0) {  // two accept the same version: one is refused and uses no number
          if (!cases_.accept(command(detail)).has_value()) ++refused;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto numbers = db_.read([](const store::ReadTx& tx) {
    return tx.all("SELECT receipt_number FROM case_file ORDER BY receipt_number",
                  [](const store::Row& row) { return row.integer(0); });
  });
  ASSERT_EQ(numbers.size(), static_cast<std::size_t>(kThreads * kEach));
  for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], static_cast<std::int64_t>(i) + 1);
  EXPECT_GT(refused, 0);
  std::cout << numbers.size() << " receipts from " << kThreads << " threads, " << refused << " refused\n";
}

TEST_F(CasesTest, ListCountAndDetailAgreeForEveryScope) {
  std::mt19937 random(7);
  const std::vector<Actor> actors{kAnna, kBao, kElse, {AccountId(5), {"/1/4/9/", ""}, "handling"}};
  std::vector<CaseId> all;
  for (int i = 0; i < 80; ++i) {
    const auto& by = actors[random() % actors.size()];
    auto detail = random() % 2 == 0 ? opened(by) : accepted(by);
    all.push_back(detail.file.id);
    if (random() % 4 == 0) (void)cases_.withdraw(command(detail, by));
  }
  std::vector<Scope> scopes{below("/1/"),
                            below("/1/4/"),
                            below("/1/4/9/"),
                            below("/2/"),
                            {Reach::Own, kClerk, {}, {}, {}},
                            {Reach::Anything, {}, {}, {}, {}}};
  for (const auto& actor : actors) scopes.push_back(mine(actor));
  int checks = 0;
  for (const auto& scope : scopes) {
    std::set<CaseId> listed;
    std::size_t seen = 0;
    for (const bool ended : {false, true}) {
      Filter filter;
      filter.ended = ended;
      std::optional<After> after;
      std::string last;
      do {
        const auto page = cases_.list(scope, filter, 7, after);
        for (const auto& one : page.cases) listed.insert(one.id), ++seen;
        after = page.next;
      } while (after);
      EXPECT_EQ(cases_.count(scope, filter) + (ended ? cases_.count(scope, {}) : 0),
                static_cast<std::int64_t>(listed.size()));
    }
    EXPECT_EQ(seen, listed.size()) << "no page repeats another";
    for (const auto id : all) {
      EXPECT_EQ(cases_.find(id, scope).has_value(), listed.contains(id));
      ++checks;
    }
  }
  std::cout << checks << " pairs of scope and case\n";
}

TEST_F(CasesTest, WithdrawingCallsTheApplicationsBack) {
  auto detail = accepted();
  ASSERT_EQ(cases_.to_send("", 10).size(), 2U);
  detail = cases_.withdraw(command(detail)).value();
  const auto messages = cases_.to_send("", 10);
  ASSERT_EQ(messages.size(), 2U);
  for (const auto& message : messages) EXPECT_EQ(message.kind, MessageKind::Withdraw);
  EXPECT_EQ(cases_.receive(reply(detail, 0, Verdict::Approved, 20), kNow).value(), Effect::Task);
}

TEST_F(CasesTest, OnlyWhoHoldsItActs) {
  const auto detail = accepted();
  auto theirs = command(detail, kBao);
  EXPECT_TRUE(cases_.find(detail.file.id, mine(kBao)).has_value()) << "its branch is with them";
  EXPECT_EQ(cases_.withdraw(theirs).error().key, "cases.not_your_unit");
  EXPECT_EQ(cases_.note(command(detail, kElse, "x")).error().key, "cases.not_found");
}

TEST_F(CasesTest, AClaimIsDecidedOnThePresentQueueOnly) {
  (void)accepted();
  auto detail = accepted();
  ASSERT_TRUE(cases_.set_capacity(kHall, 1, kManager, kNow));
  Claim claim;
  claim.ground = "illness";
  claim.proof = detail.file.papers[0].id;
  claim.latest_safe = kToday;
  detail = cases_.claim_urgency(command(detail), claim).value();
  ASSERT_EQ(cases_.open_claims(below("/1/4/")).size(), 1U);
  EXPECT_TRUE(cases_.open_claims(below("/1/5/")).empty());
  const auto effects = cases_.effects(detail.file.id, 1, below("/1/4/"), kNow).value();
  ASSERT_EQ(effects.delayed.size(), 1U);
  (void)accepted();
  auto decide = command(detail, kManager, "the flight is tomorrow");
  decide.scope = below("/1/4/");
  EXPECT_EQ(cases_.decide_urgency(decide, 1, true, effects.version).has_value(), true)
      << "whoever comes later stands behind it anyway";
  EXPECT_EQ(cases_.list(mine(kAnna), {}, 1).cases[0].id, detail.file.id) << "it comes first now";
}

TEST_F(CasesTest, NothingOfTheApplicantStandsInTheDatabase) {
  auto detail = accepted();
  (void)cases_.receive(reply(detail, 0, Verdict::Approved, 20), kNow);
  const auto plain = db_.read([](const store::ReadTx& tx) {
    std::string out;
    for (const auto* const sql : {"SELECT sealed FROM case_file", "SELECT sealed FROM case_paper",
                                  "SELECT sealed FROM case_message", "SELECT sealed FROM case_answer"}) {
      tx.each(sql, [&](const store::Row& row) {
        const auto bytes = row.bytes(0);
        out.append(bytes.begin(), bytes.end());
      });
    }
    return out;
  });
  for (const auto* const secret : {"Laurent", "LAURENT", "19AB48213", "PDF"})
    EXPECT_EQ(plain.find(secret), std::string::npos) << secret;
}

TEST_F(CasesTest, WhateverFailsNothingIsHalfWritten) {
  struct Step {
    const char* name;
    std::function<bool()> run;
  };
  Detail detail = opened();
  Detail other = accepted();
  const auto keep = [](Detail& into, Result<Detail> result) {
    if (result) into = *std::move(result);
    return result.has_value();
  };
  const std::vector<Step> steps{
      {"open", [&] { return opened().file.id.is_stored(); }},
      {"paper", [&] { return keep(detail, cases_.add_paper(command(detail), paper("form"))); }},
      {"notice",
       [&] {
         return keep(detail, cases_.give_notice(command(detail), {{"photo", "missing"}}));
       }},
      {"paper",
       [&] {
         return keep(detail, cases_.add_paper(command(detail, kAnna, "", kNow + std::chrono::hours{1}),
                                              paper("photo")));
       }},
      {"submit", [&] { return keep(detail, cases_.submit(command(detail))); }},
      {"identity", [&] { return keep(detail, cases_.check_identity(command(detail), "passport")); }},
      {"accept", [&] { return keep(detail, cases_.accept(command(detail))); }},
      {"mark sent", [&] { return cases_.mark_sent(cases_.to_send("", 1).at(0).id, kNow).has_value(); }},
      {"answer", [&] { return cases_.receive(reply(other, 0, Verdict::Approved, 5), kNow).has_value(); }},
      {"answer", [&] { return cases_.receive(reply(other, 1, Verdict::Refused, 5), kNow).has_value(); }},
      {"refuse",
       [&] {
         other = cases_.find(other.file.id, mine(kAnna)).value();
         return keep(other, cases_.refuse(command(other, kAnna, "a department refused")));
       }},
      {"tell", [&] { return keep(other, cases_.tell(command(other))); }},
      {"close", [&] { return keep(other, cases_.close(command(other))); }},
      {"capacity", [&] { return cases_.set_capacity(kHall, 2, kManager, kNow).has_value(); }},
      {"claim",
       [&] {
         detail = cases_.find(detail.file.id, mine(kAnna)).value();
         Claim claim;
         claim.ground = "illness";
         claim.proof = detail.file.papers[0].id;
         claim.latest_safe = kToday;
         return keep(detail, cases_.claim_urgency(command(detail), claim));
       }},
      {"convene",
       [&] {
         return keep(detail, cases_.convene(command(detail, kAnna, "which class?"),
                                            {kBao.unit, {"/1/4/", "tax"}, {"/1/4/", "health"}}));
       }},
      {"opinion",
       [&] {
         return keep(detail, cases_.give_opinion(command(detail, kBao, "A"), 1, OpinionVerdict::Agree));
       }},
      {"withdraw", [&] { return keep(detail, cases_.withdraw(command(detail))); }},
  };
  const auto journal_rows = [&] {
    return db_.read([](const store::ReadTx& tx) { return journal::Chain::head(tx).position; });
  };
  int faults = 0;
  for (const auto& step : steps) {
    for (int n = 1;; ++n) {
      const auto before = journal_rows();
      db_.fail_after(n);
      bool done = false;
      try {
        done = step.run();
      } catch (const store::Failure&) {
        ++faults;
      }
      db_.fail_after(0);
      ASSERT_EQ(journal_rows(), before + (done ? 1 : 0)) << step.name << ", statement " << n;
      ASSERT_TRUE(broken_now().empty()) << step.name << ", statement " << n;
      if (done) break;
      ASSERT_LT(n, 200) << step.name;
    }
  }
  std::cout << steps.size() << " use cases, " << faults << " injected failures\n";
}

TEST_F(CasesTest, WhatIsTooLongOrTooBigIsSaidWithItsField) {
  auto detail = opened();
  EXPECT_EQ(cases_.note(command(detail, kAnna, std::string(kMaxTextCharacters + 1, 'x'))).error().field,
            "/text");
  auto big = paper("form");
  big.bytes.assign(kMaxPaperBytes + 1, 'x');
  EXPECT_EQ(cases_.add_paper(command(detail), big).error().code, ErrorCode::TooLarge);
  big.bytes.resize(kMaxPaperBytes);
  detail = cases_.add_paper(command(detail), big).value();
  big.media_type = "text/html";
  EXPECT_EQ(cases_.add_paper(command(detail), big).error().key, "cases.media_type");
  EXPECT_EQ(cases_
                .set_fields(command(detail),
                            Fields{json::Object{{"x", std::string(kMaxFieldBytes, 'x')}}, {}, {}, {}})
                .error()
                .field,
            "/facts/x");
}

}  // namespace
}  // namespace gangway::cases
