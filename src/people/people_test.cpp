#include "people/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <map>
#include <random>

#include "people/employers.h"

namespace gangway::people {
namespace {

using access::Reach;
using access::Scope;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kNow = parse_instant("2026-10-12T09:40+08:00").value();
const Actor kClerk{AccountId(1), "/1/4/", "handling"};
const Actor kPoint{AccountId(2), "/1/4/9/", "handling"};
const Actor kOther{AccountId(3), "/1/5/", "handling"};

Day day(std::string_view text) { return parse_day(text).value(); }

Scope below(std::string place) {
  return {Reach::Below, AccountId(1), std::move(place), {}, access::Purpose::Handling};
}

Contents someone(std::string surname, std::string given, std::string_view birth = "1989-03-14") {
  Contents out;
  out.names = {std::move(surname), std::move(given), "", ""};
  out.birth_date = day(birth);
  out.nationality = "FRA";
  out.languages = {"fr", "en"};
  return out;
}

class PeopleTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    const auto own = people::migrations();
    steps.insert(steps.end(), own.begin(), own.end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }
  Person add(const Contents& contents, const Actor& by = kClerk) {
    return people_.add(contents, by, kNow).value();
  }
  std::vector<std::string> found(std::string_view query, const Scope& scope) {
    std::vector<std::string> out;
    const auto people = people_.search(query, scope, kClerk, kNow);
    if (!people) return {people.error().key};
    for (const auto& one : *people) out.push_back(one.contents.names.reading());
    return out;
  }
  std::vector<std::string> events(PersonId id) {
    return db_.read([&](const store::ReadTx& tx) {
      std::vector<std::string> out;
      for (const auto& row : journal::timeline(tx, "person:" + std::to_string(id.value())))
        out.push_back(row.event.kind);
      return out;
    });
  }

  const Scope centre_ = below("/1/4/");
  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, repeatable_random(3)};
  IdGenerator ids_{[] { return kNow; }};
  People people_{db_, chain_, vault_, master_, ids_, repeatable_random(2)};
  Employers employers_{db_, chain_, ids_};
};

TEST_F(PeopleTest, RegisteredFoundChangedRead) {
  auto contents = someone("LAURENT", "CAMILLE MARIE");
  contents.names.chinese = "洛朗";
  contents.documents = {{"passport", "19AB48213", "FRA", day("2021-06-03"), day("2031-06-02")}};
  const auto person = add(contents);
  EXPECT_EQ(person.contents.names.reading(), "Camille Marie Laurent");
  for (const auto* const query : {"laurent", "camille l", "洛", "luolang", "19ab48213", "8213"})
    EXPECT_THAT(found(query, centre_), ElementsAre("Camille Marie Laurent")) << query;

  const auto changed = people_.change(
      {person.id, 1}, "person.changed",
      [](Contents c) -> Result<Contents> {
        c.names.surname = "MOREAU";
        return c;
      },
      centre_, kClerk, kNow);
  EXPECT_EQ(changed->version, 2);
  EXPECT_THAT(found("laurent", centre_), IsEmpty());
  EXPECT_THAT(found("moreau", centre_), SizeIs(1));
  ASSERT_TRUE(people_.read(person.id, centre_, kClerk, kNow).has_value());
  EXPECT_THAT(events(person.id), ElementsAre("person.registered", "person.changed", "person.read"));
}

TEST_F(PeopleTest, TheDatabaseHoldsNoNameInTheClear) {
  auto contents = someone("QUETZALCOATL", "XOCHITL");
  contents.documents = {{"passport", "ZZ7788990", "MEX", {}, {}}};
  add(contents);
  (void)found("quetzalcoatl", centre_);
  const auto clear = db_.read([](const store::ReadTx& tx) {
    std::string all;
    const auto add_all = [&](const char* sql) {
      tx.each(sql, [&](const store::Row& row) { all += row.text(0) + "\n"; });
    };
    add_all("SELECT place FROM person");
    add_all("SELECT subjects || kind || place || actor FROM event");
    return all;
  });
  EXPECT_THAT(clear, testing::Not(testing::HasSubstr("QUETZAL")));
  EXPECT_THAT(clear, testing::Not(testing::HasSubstr("quetzal")));
  EXPECT_THAT(clear, testing::HasSubstr("hits:1"));
}

TEST_F(PeopleTest, AnotherPlacesPeopleAreNowhere) {
  const auto person = add(someone("LAURENT", "CAMILLE"), kPoint);
  const auto elsewhere = below("/1/5/");
  EXPECT_EQ(people_.find(person.id, elsewhere).error().key, "people.not_found");
  EXPECT_EQ(people_.read(person.id, elsewhere, kOther, kNow).error().key, "people.not_found");
  EXPECT_THAT(found("laurent", elsewhere), IsEmpty());
  EXPECT_THAT(people_.latest(elsewhere), IsEmpty());
  EXPECT_EQ(people_.count(elsewhere), 0);
  EXPECT_THAT(people_.duplicates(someone("LAURENT", "CAMILLE"), {}, elsewhere), IsEmpty());
  EXPECT_EQ(people_.erase(person.id, elsewhere, kOther, kNow).error().key, "people.not_found");
  // The centre above sees the point's people; a path that only begins alike does not.
  EXPECT_THAT(found("laurent", centre_), SizeIs(1));
  EXPECT_THAT(found("laurent", below("/1/4/90/")), IsEmpty());
  EXPECT_THAT(found("laurent", Scope{Reach::Own, kClerk.account, "", "", {}}), IsEmpty());
}

TEST_F(PeopleTest, WhoMightBeTheSameAndWhy) {
  auto first = someone("LAURENT", "CAMILLE MARIE", "1989-03-11");
  first.documents = {{"passport", "19AB48213", "FRA", {}, {}}};
  const auto person = add(first);
  const auto why = [&](const Contents& contents) {
    const auto found = people_.duplicates(contents, {}, centre_);
    return found.empty() ? std::vector<Likeness>{} : found.front().why;
  };
  EXPECT_THAT(why(someone("Marie", "Laurent Camille", "1989-03-11")),
              ElementsAre(Likeness::SameNameAndBirth));
  EXPECT_THAT(why(someone("LAURENT", "CAMILLE MARIE", "1989-11-03")),
              ElementsAre(Likeness::SwappedDayAndMonth));
  EXPECT_THAT(why(someone("MOREAU", "CAMILLE", "1989-03-11")), ElementsAre(Likeness::OneNameAndBirth));
  EXPECT_THAT(why(someone("LAURENT", "CAMILLE MARIE", "1990-03-11")), IsEmpty());
  auto document = someone("DUPONT", "JEAN", "1970-01-01");
  document.documents = {{"passport", "19 ab 48213", "FRA", {}, {}}};
  EXPECT_THAT(why(document), ElementsAre(Likeness::SameDocument));
  document.documents[0].country = "DEU";
  EXPECT_THAT(why(document), IsEmpty());
  EXPECT_THAT(people_.duplicates(first, person.id, centre_), IsEmpty());
}

TEST_F(PeopleTest, RelationsAreSeenFromBothSides) {
  const auto parent = add(someone("LAURENT", "CAMILLE"));
  const auto child = add(someone("LAURENT", "LEO", "2018-05-05"));
  ASSERT_TRUE(people_.relate(parent.id, {child.id, Kinship::Child, {}}, centre_, kClerk, kNow).has_value());
  ASSERT_THAT(people_.relations(parent.id), SizeIs(1));
  EXPECT_EQ(people_.relations(parent.id)[0].kinship, Kinship::Child);
  EXPECT_EQ(people_.relations(child.id)[0].kinship, Kinship::Parent);
  EXPECT_EQ(people_.relations(child.id)[0].other, parent.id);
  EXPECT_EQ(people_.relate(parent.id, {parent.id, Kinship::Spouse, {}}, centre_, kClerk, kNow).error().key,
            "people.related_to_self");
  EXPECT_EQ(
      people_.relate(parent.id, {child.id, Kinship::Child, {}}, below("/1/5/"), kOther, kNow).error().key,
      "people.not_found");
}

TEST_F(PeopleTest, AnErasedPersonIsForgottenAndTheRecordStands) {
  const auto person = add(someone("LAURENT", "CAMILLE"));
  ASSERT_TRUE(people_.erase(person.id, centre_, kClerk, kNow).has_value());
  EXPECT_EQ(people_.find(person.id, centre_).error().key, "people.not_found");
  EXPECT_THAT(found("laurent", centre_), IsEmpty());
  EXPECT_THAT(events(person.id), ElementsAre("person.registered", "person.erased"));
  EXPECT_FALSE(db_.read([&](const store::ReadTx& tx) { return chain_.verify(tx, std::nullopt); }));
}

TEST_F(PeopleTest, AnotherVersionIsStale) {
  const auto person = add(someone("LAURENT", "CAMILLE"));
  const auto same = [](Contents c) -> Result<Contents> { return c; };
  ASSERT_TRUE(people_.change({person.id, 1}, "person.changed", same, centre_, kClerk, kNow).has_value());
  EXPECT_EQ(people_.change({person.id, 1}, "person.changed", same, centre_, kClerk, kNow).error().key,
            "people.stale");
}

TEST_F(PeopleTest, AFailureAtAnyStatementLeavesNothingHalfWritten) {
  int failures = 0;
  for (int n = 1; n < 400; ++n) {
    db_.fail_after(n);
    try {
      const auto done = people_.add(someone("LAURENT", "CAMILLE"), kClerk, kNow);
      db_.fail_after(0);
      EXPECT_TRUE(done.has_value());
      break;
    } catch (const store::Failure&) {
      db_.fail_after(0);
      ++failures;
      ASSERT_EQ(people_.count(centre_), 0);
      ASSERT_THAT(found("laurent", centre_), IsEmpty());
    }
  }
  EXPECT_GT(failures, 5);
  EXPECT_EQ(people_.count(centre_), 1);
}

TEST_F(PeopleTest, PermitsThatEndAreListedInOrder) {
  auto first = someone("LAURENT", "CAMILLE");
  first.permits = {{"residence-permit", "DEMO-1", "", "", {}, day("2026-11-20")}};
  auto second = someone("WEBER", "HANNAH");
  second.permits = {{"work-permit", "DEMO-2", "", "", {}, day("2026-11-01")},
                    {"residence-permit", "DEMO-3", "", "", {}, day("2027-11-01")}};
  add(first);
  add(second);
  const auto ending = people_.ending(day("2026-11-30"), centre_, 10);
  ASSERT_THAT(ending, SizeIs(2));
  EXPECT_EQ(ending[0].kind, "work-permit");
  EXPECT_EQ(ending[1].until, day("2026-11-20"));
}

TEST_F(PeopleTest, AnAccountSeesItsOwnPersonOnly) {
  const auto person = add(someone("LAURENT", "CAMILLE"));
  const AccountId account(70);
  EXPECT_EQ(people_.of_account(account).error().key, "people.not_found");
  ASSERT_TRUE(people_.link(person.id, account, centre_, kClerk, kNow).has_value());
  EXPECT_EQ(people_.of_account(account)->id, person.id);
  const Scope own{Reach::Own, account, "", "", access::Purpose::Own};
  EXPECT_TRUE(people_.find(person.id, own).has_value());
  EXPECT_FALSE(people_.find(add(someone("WEBER", "HANNAH")).id, own).has_value());
  EXPECT_EQ(people_.link(person.id, AccountId(71), centre_, kClerk, kNow).error().key,
            "people.linked_already");
}

TEST_F(PeopleTest, AnAgentSeesOnlyWhoGrantedItUntilItEnds) {
  const auto today = day_in_shanghai(kNow);
  std::string code = "91310115DEMA0001T";
  code += check_character_of(code);
  const auto firm = employers_.add({code, {"衡舟制药装备（演示）", "Hengzhou"}, {}}, kClerk, kNow).value();
  const auto granted = add(someone("LAURENT", "CAMILLE"));
  const auto silent = add(someone("WEBER", "HANNAH"));
  const AccountId agent(80);
  const auto visible = [&](Day when) {
    std::vector<PersonId> out;
    for (const auto& one : employers_.visible_to(agent, when)) {
      for (const auto& employment : one.people) out.push_back(employment.person);
    }
    return out;
  };
  ASSERT_TRUE(employers_.employ({granted.id, firm.id, day("2026-01-01"), {}, day("2026-12-31")}, centre_,
                                kClerk, kNow));
  ASSERT_TRUE(employers_.employ({silent.id, firm.id, day("2026-01-01"), {}, {}}, centre_, kClerk, kNow));
  EXPECT_THAT(visible(today), IsEmpty());
  ASSERT_TRUE(employers_.appoint(firm.id, {agent, day("2026-01-01"), {}, {}}, centre_, kClerk, kNow));
  EXPECT_THAT(visible(today), ElementsAre(granted.id));
  EXPECT_THAT(visible(day("2027-01-01")), IsEmpty());
  ASSERT_TRUE(employers_.revoke(firm.id, agent, centre_, kClerk, kNow));
  EXPECT_THAT(visible(today), IsEmpty());
  EXPECT_EQ(employers_.revoke(firm.id, agent, centre_, kClerk, kNow).error().key, "people.no_agent");
}

TEST_F(PeopleTest, EmployersAreFoundWithinTheScope) {
  std::string code = "91310115DEMA0002X";
  code += check_character_of(code);
  ASSERT_TRUE(is_credit_code(code));
  const auto firm = employers_.add({code, {"澜桥电力（演示）", "Lanqiao Power"}, {}}, kPoint, kNow).value();
  EXPECT_THAT(employers_.search("澜桥", centre_), SizeIs(1));
  EXPECT_THAT(employers_.search("power", centre_), SizeIs(1));
  EXPECT_THAT(employers_.search("9131", centre_), SizeIs(1));
  EXPECT_THAT(employers_.search("%", centre_), IsEmpty());
  EXPECT_THAT(employers_.search("澜桥", below("/1/5/")), IsEmpty());
  EXPECT_EQ(employers_.find(firm.id, below("/1/5/")).error().key, "people.no_employer");
  EXPECT_EQ(employers_.add({code, {"另一家（演示）", ""}, {}}, kClerk, kNow).error().key,
            "people.credit_code_taken");
  code[3] = code[3] == '1' ? '2' : '1';
  EXPECT_EQ(employers_.add({code, {"另一家（演示）", ""}, {}}, kClerk, kNow).error().field, "/credit_code");
}

// Facts: random values and decisions against what the header says, in other words.
TEST(Facts, AgreementIsWhatTheHeaderSays) {
  std::mt19937 random(9);
  const auto chance = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  std::map<Agreement, int> seen;
  for (int history = 0; history < 20'000; ++history) {
    Contents contents;
    std::map<int, int> last;     // value by source, as a plain model
    std::optional<int> decided;  // while it holds
    for (int step = 0; step < 8; ++step) {
      const Instant at = kNow + std::chrono::minutes{step};
      if (chance(4) == 0) {
        const int value = chance(3);
        const auto done = decide(contents, {"f", value, "because", AccountId(1), at});
        const auto differ = std::set<int>([&] {
          std::set<int> values;
          for (const auto& [source, v] : last) values.insert(v);
          return values;
        }());
        ASSERT_EQ(done.has_value(), differ.size() > 1 && differ.contains(value));
        if (done) {
          contents = *done;
          decided = value;
        }
      } else {
        const int source = chance(4);
        const int value = chance(3);
        contents.facts.push_back({"f",
                                  value,
                                  {static_cast<SourceKind>(source), source == 0 ? "" : "paper", ""},
                                  {},
                                  AccountId(1),
                                  at});
        last[source] = value;
        if (decided && value != *decided) decided.reset();
      }
      std::set<int> values;
      for (const auto& [source, v] : last) values.insert(v);
      const auto states = states_of(contents);
      ASSERT_EQ(states.empty(), last.empty());
      if (states.empty()) continue;
      const auto& state = states.front();
      const auto expected = values.size() == 1 ? (last.size() == 1 ? Agreement::Single : Agreement::Agreed)
                            : decided          ? Agreement::Decided
                                               : Agreement::Conflict;
      ASSERT_EQ(state.agreement, expected);
      ++seen[expected];
      const auto facts = facts_for_judging(contents);
      ASSERT_EQ(facts.contains("f"), expected != Agreement::Conflict);
      if (expected == Agreement::Decided) {
        ASSERT_EQ(facts.at("f"), json::Value(*decided));
      }
    }
  }
  std::cout << seen[Agreement::Single] << " single, " << seen[Agreement::Agreed] << " agreed, "
            << seen[Agreement::Decided] << " decided, " << seen[Agreement::Conflict] << " in conflict\n";
  EXPECT_GT(seen[Agreement::Decided], 500);
}

TEST_F(PeopleTest, EachInvariantFindsTheRowThatBreaksIt) {
  const auto one = add(someone("LAURENT", "CAMILLE"));
  const auto other = add(someone("LAURENT", "LEO", "2018-05-05"));
  ASSERT_TRUE(people_.relate(one.id, {other.id, Kinship::Child, {}}, centre_, kClerk, kNow).has_value());
  const auto seen = db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    EXPECT_THAT(store::broken(tx, invariants()), IsEmpty());
    tx.run("DELETE FROM person_relation WHERE person = $1", other.id);
    EXPECT_THAT(store::broken(tx, invariants()), SizeIs(1));
    return fail(ErrorCode::Conflict, "test.roll_back");
  });
  EXPECT_FALSE(seen.has_value());
}

}  // namespace
}  // namespace gangway::people
