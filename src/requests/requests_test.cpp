#include "requests/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace gangway::requests {
namespace {

using access::Reach;
using access::Scope;

const Unit kHall{"/1/4/", ""};
const Unit kLabour{"/1/4/", "labour"};
const Unit kPoint{"/1/4/9/", ""};
const Unit kElsewhere{"/1/5/", ""};
const Actor kAnna{AccountId(1), kHall, "handling"};
const Actor kBao{AccountId(2), kLabour, "handling"};
const Rules kRules{5, 3, 2, 4, 3, {"/1/4/", "manager"}};
const Instant kNow = parse_instant("2022-05-30T08:30+08:00").value();

Scope mine(const Actor& who) {
  return {Reach::Mine, who.account, who.unit.place, who.unit.department, access::Purpose::Handling};
}
Scope below(std::string place) {
  return {Reach::Below, AccountId(50), std::move(place), {}, access::Purpose::Supervision};
}

class RequestsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }
  void TearDown() override {
    for (const auto& broken :
         db_.read([](const store::ReadTx& tx) { return store::broken(tx, invariants()); }))
      ADD_FAILURE() << broken.key << ": " << broken.id;
  }

  Detail received(const Actor& by = kAnna, std::string question = "Where do I renew my permit?") {
    return requests_
        .receive(
            {Kind::Question, Channel::Window, "en", std::move(question), "Camille Laurent", "13800000000"},
            by, kNow)
        .value();
  }
  static Requests::Command command(const Detail& detail, std::string text = "") {
    return {detail.request.id, detail.request.version, std::move(text)};
  }
  std::vector<std::string> events(RequestId id) {
    return db_.read([&](const store::ReadTx& tx) {
      std::vector<std::string> out;
      for (const auto& row : journal::timeline(tx, "request:" + std::to_string(id.value())))
        out.push_back(row.event.kind);
      return out;
    });
  }

  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, repeatable_random(3)};
  IdGenerator ids_{[] { return kNow; }};
  workdays::Calendar calendar_ =
      workdays::Calendar::create({std::chrono::year{2022}, std::chrono::year{2022}}, {}).value();
  Requests requests_{
      db_, chain_, vault_, ids_, repeatable_random(2), calendar_, [](const Request&) { return kRules; }};
};

TEST_F(RequestsTest, FromFirstContactToTheEnd) {
  auto detail = received();
  EXPECT_EQ(detail.request.due, parse_day("2022-06-06").value());
  const auto code = PublicCode::parse(detail.contents.code).value();
  EXPECT_EQ(requests_.find(code)->contents.question, "Where do I renew my permit?");

  detail = requests_.offer(command(detail, "it is about wages"), kLabour, mine(kAnna), kAnna, kNow).value();
  detail = requests_.accept(command(detail), mine(kBao), kBao, kNow).value();
  detail = requests_.answer(command(detail, "At window 3."), mine(kBao), kBao, kNow).value();
  detail =
      requests_.follow_up(command(detail, "said thank you"), CallResult::Content, mine(kAnna), kAnna, kNow)
          .value();
  detail = requests_.close(command(detail), mine(kAnna), kAnna, kNow).value();

  const auto found = requests_.find(code).value();
  EXPECT_EQ(found.request.stage, Stage::Closed);
  EXPECT_EQ(found.request.owner, kAnna.account);
  EXPECT_EQ(found.request.unit, kLabour);
  EXPECT_EQ(found.contents.answer, "At window 3.");
  ASSERT_EQ(found.contents.notes.size(), 2U);
  EXPECT_EQ(found.contents.notes[0].text, "it is about wages");
  EXPECT_THAT(events(found.request.id),
              testing::ElementsAre("request.received", "request.offered", "request.accepted",
                                   "request.answered", "request.called", "request.closed"));
}

TEST_F(RequestsTest, ReopeningAsksAgainAndKeepsNoCall) {
  auto detail = received();
  detail = requests_.answer(command(detail, "At window 3."), mine(kAnna), kAnna, kNow).value();
  detail = requests_.follow_up(command(detail), CallResult::NotReached, mine(kAnna), kAnna, kNow).value();
  EXPECT_EQ(requests_.find(detail.request.id, mine(kAnna))->request.calls.size(), 1U);
  detail = requests_.follow_up(command(detail), CallResult::NotContent, mine(kAnna), kAnna, kNow).value();
  detail = requests_.answer(command(detail, "At window 4."), mine(kAnna), kAnna, kNow).value();
  EXPECT_TRUE(requests_.find(detail.request.id, mine(kAnna))->request.calls.empty());
  EXPECT_EQ(requests_.close(command(detail), mine(kAnna), kAnna, kNow).error().key,
            "requests.not_called_back");
}

TEST_F(RequestsTest, AnotherVersionIsStaleAndChangesNothing) {
  const auto detail = received();
  ASSERT_TRUE(requests_.note(command(detail, "called back at ten"), mine(kAnna), kAnna, kNow).has_value());
  EXPECT_EQ(requests_.note(command(detail, "again"), mine(kAnna), kAnna, kNow).error().code,
            ErrorCode::Stale);
  EXPECT_EQ(requests_.find(detail.request.id, mine(kAnna))->contents.notes.size(), 1U);
}

TEST_F(RequestsTest, WhoIsNotConcernedFindsNothing) {
  const auto detail = received();
  const Actor stranger{AccountId(3), kElsewhere, "handling"};
  EXPECT_EQ(requests_.find(detail.request.id, mine(stranger)).error().key, "requests.not_found");
  EXPECT_EQ(requests_.note(command(detail, "hm"), mine(stranger), stranger, kNow).error().key,
            "requests.not_found");
  EXPECT_EQ(requests_.find(detail.request.id, mine(kBao)).error().key, "requests.not_found");
  const auto offered = requests_.offer(command(detail), kLabour, mine(kAnna), kAnna, kNow).value();
  EXPECT_TRUE(requests_.find(detail.request.id, mine(kBao)).has_value());
  EXPECT_EQ(requests_.list(mine(kBao), {std::nullopt, true}).size(), 1U);
  EXPECT_TRUE(requests_.find(offered.request.id, below("/1/")).has_value());
  EXPECT_FALSE(requests_.find(offered.request.id, below("/1/5/")).has_value());
}

TEST_F(RequestsTest, ListCountAndDetailAgreeForEveryScope) {
  std::mt19937 random(7);
  const std::vector<Actor> actors{
      kAnna, kBao, {AccountId(3), kPoint, "handling"}, {AccountId(4), kElsewhere, "handling"}};
  const auto any = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  std::vector<RequestId> all;
  for (int i = 0; i < 60; ++i) {
    const auto& by = actors[any(actors.size())];
    const auto detail = received(by);
    all.push_back(detail.request.id);
    const auto& to = actors[any(actors.size())];
    if (any(2) == 0) {
      const auto offered = requests_.offer(command(detail), to.unit, mine(by), by, kNow);
      if (offered && any(2) == 0) (void)requests_.accept(command(*offered), mine(to), to, kNow);
    }
  }
  std::vector<Scope> scopes{below("/1/"),
                            below("/1/4/"),
                            below("/1/4/9/"),
                            below("/2/"),
                            {Reach::Own, AccountId(1), {}, {}, {}},
                            {Reach::Anything, {}, {}, {}, {}}};
  for (const auto& actor : actors) scopes.push_back(mine(actor));
  int checks = 0;
  for (const auto& scope : scopes) {
    std::set<RequestId> listed;
    for (const auto& detail : requests_.list(scope, {})) listed.insert(detail.request.id);
    EXPECT_EQ(requests_.count(scope, {}), static_cast<std::int64_t>(listed.size()));
    for (const auto id : all) {
      EXPECT_EQ(requests_.find(id, scope).has_value(), listed.contains(id));
      ++checks;
    }
  }
  std::cout << checks << " pairs of scope and request\n";
}

TEST_F(RequestsTest, ListAndCountAgreeForEveryStageAndForOffers) {
  auto answered = received();
  answered = requests_.answer(command(answered, "yes"), mine(kAnna), kAnna, kNow).value();
  auto closed = received();
  closed = requests_.answer(command(closed, "yes"), mine(kAnna), kAnna, kNow).value();
  closed = requests_.follow_up(command(closed), CallResult::Content, mine(kAnna), kAnna, kNow).value();
  (void)requests_.close(command(closed), mine(kAnna), kAnna, kNow).value();
  (void)received();
  const auto offered = received();
  (void)requests_.offer(command(offered), kLabour, mine(kAnna), kAnna, kNow).value();
  const auto both = [&](const Scope& scope, const Filter& filter) {
    const auto listed = static_cast<std::int64_t>(requests_.list(scope, filter).size());
    EXPECT_EQ(requests_.count(scope, filter), listed);
    return listed;
  };
  for (const auto& scope : {mine(kAnna), below("/1/4/")}) {
    EXPECT_EQ(both(scope, {}), 4);
    EXPECT_EQ(both(scope, {Stage::Handling, false}), 2);
    EXPECT_EQ(both(scope, {Stage::Answered, false}), 1);
    EXPECT_EQ(both(scope, {Stage::Closed, false}), 1);
  }
  EXPECT_EQ(both(mine(kBao), {}), 1);
  EXPECT_EQ(both(mine(kBao), {std::nullopt, true}), 1);
  EXPECT_EQ(both(mine(kBao), {Stage::Answered, true}), 0);
  EXPECT_EQ(both(mine(kAnna), {std::nullopt, true}), 0);
}

class ReviewTest : public RequestsTest {
 protected:
  Detail ended() {
    auto detail = received();
    detail = requests_.offer(command(detail), kLabour, mine(kAnna), kAnna, kNow).value();
    detail = requests_.accept(command(detail), mine(kBao), kBao, kNow).value();
    detail = requests_.answer(command(detail, "yes"), mine(kBao), kBao, kNow).value();
    detail = requests_.follow_up(command(detail), CallResult::Content, mine(kAnna), kAnna, kNow).value();
    return requests_.close(command(detail), mine(kAnna), kAnna, kNow).value();
  }
  static PublicCode code_of(const Detail& detail) { return PublicCode::parse(detail.contents.code).value(); }
  const Actor chief_{AccountId(9), kHall, "handling"};
};

TEST_F(ReviewTest, OnceForEachEnding) {
  auto detail = received();
  EXPECT_EQ(requests_.review(code_of(detail), Grade::Satisfied, "", chief_, kNow).error().key,
            "requests.review_too_early");
  detail = ended();
  const auto code = code_of(detail);
  const auto rated = requests_.review(code, Grade::Satisfied, "quick", chief_, kNow).value();
  EXPECT_FALSE(rated.complaint.has_value());
  EXPECT_EQ(requests_.find(code)->contents.review, "quick");
  EXPECT_EQ(requests_.review(code, Grade::VerySatisfied, "", chief_, kNow).error().key, "requests.reviewed");
  detail = requests_.reopen(command(rated.request), mine(kAnna), kAnna, kNow).value();
  EXPECT_FALSE(detail.request.grade.has_value());
  EXPECT_EQ(events(detail.request.id).size(), static_cast<std::size_t>(detail.request.version));
}

TEST_F(ReviewTest, ABadOneBecomesAComplaintThatItsHandlerNeverGets) {
  const auto detail = ended();
  const auto rated =
      requests_.review(code_of(detail), Grade::Dissatisfied, "I waited two hours", chief_, kNow).value();
  ASSERT_TRUE(rated.complaint.has_value());
  auto complaint = *rated.complaint;
  EXPECT_EQ(complaint.request.kind, Kind::Complaint);
  EXPECT_EQ(complaint.request.owner, chief_.account);
  EXPECT_EQ(complaint.request.about, detail.request.id);
  EXPECT_EQ(complaint.request.complained_of, kBao.account);
  EXPECT_TRUE(complaint.request.due.has_value());
  EXPECT_EQ(complaint.contents.contact, "13800000000");  // whom the follow-up call reaches

  const Actor chief = chief_;
  complaint = requests_.offer(command(complaint), kLabour, mine(chief), chief, kNow).value();
  EXPECT_EQ(requests_.accept(command(complaint), mine(kBao), kBao, kNow).error().key,
            "requests.complained_of");
  EXPECT_EQ(requests_.give_to_owner(command(complaint), kBao.account, below("/1/"), chief, kNow).error().key,
            "requests.complained_of");
  const Actor cai{AccountId(5), kLabour, "handling"};
  complaint = requests_.accept(command(complaint), mine(cai), cai, kNow).value();
  EXPECT_EQ(requests_.answer(command(complaint, "no"), mine(kBao), kBao, kNow).error().key,
            "requests.complained_of");
  complaint = requests_.answer(command(complaint, "We are sorry."), mine(cai), cai, kNow).value();
  EXPECT_EQ(requests_.follow_up(command(complaint), CallResult::Content, mine(kBao), kBao, kNow).error().key,
            "requests.complained_of");
  // Nobody is his own judge, whoever asks for it.
  EXPECT_EQ(requests_.review(code_of(ended()), Grade::VeryDissatisfied, "", kBao, kNow).error().key,
            "requests.complained_of");
}

TEST_F(RequestsTest, AskedTwiceItIsReceivedOnce) {
  const NewRequest asked{Kind::Question, Channel::Web, "en", "Where?", "", ""};
  const journal::Retry retry{"key-1", "web {}"};
  const auto first = requests_.receive(asked, kAnna, kNow, retry).value();
  (void)requests_.note(command(first, "called"), mine(kAnna), kAnna, kNow).value();
  const auto again = requests_.receive(asked, kBao, kNow, retry).value();  // somebody else is on duty by now
  EXPECT_EQ(again.request.id, first.request.id);
  EXPECT_EQ(again.request.owner, kAnna.account);
  EXPECT_EQ(again.contents.code, first.contents.code);
  EXPECT_EQ(again.request.version, first.request.version + 1);  // as it is now
  EXPECT_EQ(requests_.receive(asked, kAnna, kNow, journal::Retry{"key-1", "web {1}"}).error().key,
            "journal.key_reused");
  EXPECT_EQ(requests_.count({Reach::Anything, {}, {}, {}, {}}, {}), 1);
}

// A database from before the lists: the migration makes the same entries as writing each request now would.
TEST_F(RequestsTest, TheMigrationMakesTheListsOfWhatIsThere) {
  const std::vector<Actor> actors{kAnna, kBao, {AccountId(3), kPoint, "handling"}};
  for (int i = 0; i < 12; ++i) {
    const auto& by = actors[static_cast<std::size_t>(i % 3)];
    auto detail = received(by);
    if (i % 2 == 0) detail = requests_.take(command(detail), mine(by), by, kNow).value();
    if (i % 4 == 1) detail = requests_.offer(command(detail), kElsewhere, mine(by), by, kNow).value();
    if (i % 4 == 2) detail = requests_.answer(command(detail, "yes"), mine(by), by, kNow).value();
    if (i != 6) continue;
    detail = requests_.follow_up(command(detail), CallResult::Content, mine(by), by, kNow).value();
    (void)requests_.close(command(detail), mine(by), by, kNow).value();
  }
  const auto entries = [&] {
    return db_.read([](const store::ReadTx& tx) {
      return tx.all(
          "SELECT reach || ' ' || is_open || ' ' || sort_day || ' ' || item || ' ' || stage || ' ' || "
          "unit_place ||"
          " unit_department FROM request_reach ORDER BY reach, item",
          [](const store::Row& row) { return row.text(0); });
    });
  };
  const auto written = entries();
  EXPECT_GT(written.size(), 60U);
  const auto done = db_.in_transaction([](store::Tx& tx) -> Result<bool> {
    tx.script(
        "DROP TABLE request_reach; DROP INDEX request_silent; CREATE INDEX request_unit ON request(due);"
        "CREATE INDEX request_offer ON request(due); CREATE INDEX request_stage ON request(due);");
    tx.script(migrations()[1].sql);
    return true;
  });
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(entries(), written);
}

TEST_F(RequestsTest, TheEarliestDayComesFirst) {
  auto late = received(kAnna, "second");
  late = requests_.answer(command(late, "yes"), mine(kAnna), kAnna, kNow).value();
  (void)requests_.follow_up(command(late), CallResult::NotContent, mine(kAnna), kAnna,
                            kNow);  // three days, not five
  (void)received(kAnna, "third");
  const auto listed = requests_.list(mine(kAnna), {});
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].contents.question, "second");
}

TEST_F(RequestsTest, OnlyTheUnitThatHoldsItAnswers) {
  const auto detail = received();
  const auto offered = requests_.offer(command(detail), kLabour, mine(kAnna), kAnna, kNow).value();
  const auto accepted = requests_.accept(command(offered), mine(kBao), kBao, kNow).value();
  EXPECT_EQ(requests_.answer(command(accepted, "yes"), mine(kAnna), kAnna, kNow).error().key,
            "requests.not_your_unit");
  EXPECT_EQ(requests_.take(command(accepted), mine(kAnna), kAnna, kNow).error().key,
            "requests.not_your_unit");
}

TEST_F(RequestsTest, SilenceIsMarkedOnceAndOnRecord) {
  const auto detail = received();
  (void)requests_.offer(command(detail), kLabour, mine(kAnna), kAnna, kNow);
  EXPECT_EQ(requests_.note_silences(kNow + std::chrono::hours{3}), 0);
  EXPECT_EQ(requests_.note_silences(kNow + std::chrono::hours{4}), 1);
  EXPECT_EQ(requests_.note_silences(kNow + std::chrono::hours{5}), 0);
  EXPECT_TRUE(requests_.find(detail.request.id, mine(kAnna))->request.escalated);
  EXPECT_EQ(events(detail.request.id).back(), "request.escalated");
}

TEST_F(RequestsTest, NothingOfTheAskerStandsInTheDatabase) {
  (void)received(kAnna, "a very particular question");
  const auto plain = db_.read([](const store::ReadTx& tx) {
    std::string out;
    tx.each("SELECT sealed FROM request", [&](const store::Row& row) {
      const auto bytes = row.bytes(0);
      out.append(bytes.begin(), bytes.end());
    });
    return out;
  });
  for (const auto* const secret : {"particular", "Laurent", "13800000000"})
    EXPECT_EQ(plain.find(secret), std::string::npos);
}

TEST_F(RequestsTest, WhateverFailsNothingIsHalfWritten) {
  for (int n = 1;; ++n) {
    const auto before = requests_.count({Reach::Anything, {}, {}, {}, {}}, {});
    db_.fail_after(n);
    std::optional<Detail> done;
    try {
      done = received();
    } catch (const store::Failure&) {
    }
    db_.fail_after(0);
    EXPECT_EQ(requests_.count({Reach::Anything, {}, {}, {}, {}}, {}), before + (done ? 1 : 0))
        << "statement " << n;
    if (!done) continue;
    EXPECT_EQ(events(done->request.id).size(), 1U);
    break;
  }
}

TEST_F(RequestsTest, WhatIsTooLongIsSaidWithItsField) {
  const std::string many(kMaxTextCharacters + 1, 'x');
  EXPECT_EQ(requests_.receive({Kind::Question, Channel::Web, "zh", many, "", ""}, kAnna, kNow).error().field,
            "/question");
  EXPECT_EQ(requests_.receive({Kind::Question, Channel::Web, "zh", "", "", ""}, kAnna, kNow).error().field,
            "/question");
  const auto detail = received();
  EXPECT_EQ(requests_.note(command(detail, many), mine(kAnna), kAnna, kNow).error().field, "/text");
  EXPECT_EQ(requests_.answer(command(detail), mine(kAnna), kAnna, kNow).error().field, "/text");
}

TEST_F(RequestsTest, EachInvariantFindsTheRowThatBreaksIt) {
  const auto broken_keys = [&] {
    return db_.read([](const store::ReadTx& tx) {
      std::vector<std::string> out;
      for (const auto& one : store::broken(tx, invariants())) out.emplace_back(one.key);
      return out;
    });
  };
  auto detail = received();
  ASSERT_TRUE(requests_.offer(command(detail), kLabour, mine(kAnna), kAnna, kNow).has_value());
  EXPECT_THAT(broken_keys(), testing::IsEmpty());
  const std::pair<const char*, const char*> damages[] = {
      {"UPDATE request SET unit_place = ' ', owner_place = ''", "requests.broken_owner"},
      {"UPDATE request SET stage = 2, closed_at = 1, ending = 0, answered_at = 1, offer_place = NULL",
       "requests.broken_gate"},
      {"UPDATE request SET closed_at = 1", "requests.broken_open"},
      {"UPDATE request SET offer_place = unit_place, offer_department = unit_department",
       "requests.broken_offer"},
      {"UPDATE request SET version = version + 1", "requests.broken_record"},
      {"UPDATE request SET complained_of = owner", "requests.broken_complaint"},
      {"UPDATE request SET grade = 0", "requests.broken_review"},
      {"DELETE FROM request_reach WHERE reach LIKE 'unit %'", "requests.broken_lists"},
      {"UPDATE request_reach SET sort_day = '2022-01-01'", "requests.broken_lists"},
  };
  for (const auto& [damage, key] : damages) {
    // Rolled back afterwards: each damage is looked at alone.
    const auto seen = db_.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.run(damage);
      std::vector<std::string> found;
      for (const auto& one : store::broken(tx, invariants())) found.emplace_back(one.key);
      EXPECT_THAT(found, testing::Contains(key));
      EXPECT_LE(found.size(), 2U);  // what the lists repeat no longer agrees with the row, either
      return fail(ErrorCode::Conflict, "test.roll_back");
    });
    EXPECT_FALSE(seen.has_value());
  }
  EXPECT_THAT(broken_keys(), testing::IsEmpty());
}

}  // namespace
}  // namespace gangway::requests
