#include "plans/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace gangway::plans {
namespace {

using store::ReadTx;

const Instant kNow = parse_instant("2026-11-24T08:00+08:00").value();
const Instant kLater = kNow + std::chrono::hours{1};

Draft draft(std::string title = "Secret title") {
  Draft out;
  out.title = std::move(title);
  out.facts = json::Object{{"person.birth_date", "1981-05-11"}};
  out.chosen = {"pr-work"};
  out.starts = {{"pr-work", parse_day("2026-12-01").value()}};
  out.assessment.region = "cn-31";
  out.assessment.as_of = day_in_shanghai(kNow);
  out.assessment.rules_version = "2026-11-22";
  policy::RouteAnswer route;
  route.id = "pr-work";
  route.conditions.push_back({"years", Bilingual{"四年", "four years"}, std::nullopt, {}, {}, {}, {}, {}});
  out.assessment.routes.push_back(std::move(route));
  return out;
}

class PlansTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gangway-plans-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    open();
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    db_.emplace(store::Db::open(folder_ / "test.db"));
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    ASSERT_TRUE(db_->migrate(steps).has_value());
    plans_.emplace(*db_, chain_, vault_, ids_, random_);
  }

  PublicCode saved(const Draft& what = draft()) {
    return PublicCode::parse(plans_->save(what, kNow).value().code).value();
  }
  std::int64_t count(std::string_view table) {
    const auto sql = "SELECT COUNT(*) FROM " + std::string(table);
    return db_->read([&](const ReadTx& tx) {
      return tx.one(sql, [](const store::Row& row) { return row.integer(0); }).value();
    });
  }
  std::vector<std::string> events() {
    std::vector<std::string> out;
    for (const auto& row : db_->read([](const ReadTx& tx) { return journal::rows_after(tx, 0, 100); }))
      out.push_back(row.event.kind);
    return out;
  }
  bool chain_is_whole() {
    return !db_->read([&](const ReadTx& tx) { return chain_.verify(tx, std::nullopt); }).has_value();
  }

  // Everything that SQLite left in the folder, log included.
  std::string bytes_on_disk() {
    std::ostringstream out;
    for (const auto& file : std::filesystem::directory_iterator(folder_))
      out << std::ifstream(file.path(), std::ios::binary).rdbuf();
    return out.str();
  }

  // Runs the use case with the n-th statement failing, n = 1, 2, 3, …, until it gets through; `unchanged`
  // looks after each failure.
  template <class Work, class Unchanged>
  void survive_failures(Work&& work, Unchanged&& unchanged) {
    constexpr int kMost = 60;
    for (int n = 1; n < kMost; ++n) {
      db_->fail_after(n);
      try {
        const bool done = work();
        db_->fail_after(0);
        ASSERT_TRUE(done);
        EXPECT_GT(n, 1);
        return;
      } catch (const store::Failure&) {
        db_->fail_after(0);
        unchanged();
        EXPECT_TRUE(chain_is_whole());
      }
    }
    FAIL() << "never succeeded";
  }

  std::filesystem::path folder_;
  std::optional<store::Db> db_;
  RandomBytes random_ = repeatable_random(7);
  journal::Key master_ = journal::Key::make(random_);
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, random_};
  IdGenerator ids_{[] { return kNow; }};
  std::optional<Plans> plans_;
};

TEST_F(PlansTest, IsFoundAgainByItsCodeAlone) {
  const auto plan = plans_->save(draft(), kNow).value();
  EXPECT_EQ(plan.version, 1);
  const auto found = plans_->find(PublicCode::parse(plan.code).value()).value();
  EXPECT_EQ(found.code, plan.code);
  EXPECT_EQ(found.created_at, kNow);
  EXPECT_EQ(found.draft.title, "Secret title");
  EXPECT_EQ(found.draft.starts, draft().starts);
  EXPECT_EQ(found.draft.facts, draft().facts);
  ASSERT_EQ(found.draft.assessment.routes.size(), 1U);
  EXPECT_EQ(found.draft.assessment.routes[0].conditions[0].value, std::nullopt);
  EXPECT_EQ(plans_->find(PublicCode::make(random_)).error().key, "plans.not_found");
}

TEST_F(PlansTest, OutlivesTheProgram) {
  const auto code = saved();
  plans_.reset();
  open();
  EXPECT_TRUE(plans_->find(code).has_value());
}

TEST_F(PlansTest, NothingReadableIsOnTheDisk) {
  const auto code = saved();
  const auto bytes = bytes_on_disk();
  for (const std::string& secret : {std::string("Secret title"), std::string("1981-05-11"), code.text()})
    EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

TEST_F(PlansTest, TheSameKeyGivesTheFirstAnswer) {
  const Retry retry{"key-1", "{\"a\":1}"};
  const auto first = plans_->save(draft(), kNow, retry).value();
  const auto code = PublicCode::parse(first.code).value();
  ASSERT_TRUE(plans_->change(code, 1, draft("Other"), kLater).has_value());
  const auto again = plans_->save(draft(), kLater, retry).value();
  EXPECT_EQ(again.code, first.code);
  EXPECT_EQ(again.version, 1);
  EXPECT_EQ(again.draft.title, "Secret title");
  EXPECT_EQ(count("plan"), 1);

  const auto other = plans_->save(draft(), kLater, Retry{"key-1", "{\"a\":2}"});
  EXPECT_EQ(other.error().code, ErrorCode::Conflict);
  EXPECT_EQ(other.error().key, "journal.key_reused");
  EXPECT_NE(plans_->save(draft(), kLater, Retry{"key-2", "{\"a\":1}"}).value().code, first.code);
}

TEST_F(PlansTest, AChangeNamesTheVersionItSaw) {
  const auto code = saved();
  const auto changed = plans_->change(code, 1, draft("New"), kLater).value();
  EXPECT_EQ(changed.version, 2);
  EXPECT_EQ(changed.created_at, kNow);
  EXPECT_EQ(changed.changed_at, kLater);
  EXPECT_EQ(plans_->find(code).value().draft.title, "New");
  EXPECT_EQ(plans_->change(code, 1, draft("Lost"), kLater).error().code, ErrorCode::Stale);
  EXPECT_EQ(plans_->find(code).value().draft.title, "New");
  EXPECT_THAT(events(), testing::ElementsAre("plan.saved", "plan.changed"));
}

TEST_F(PlansTest, ErasingLeavesNothingThatOpens) {
  const auto plan = plans_->save(draft(), kNow, Retry{"key-1", "{}"}).value();
  const auto code = PublicCode::parse(plan.code).value();
  ASSERT_TRUE(plans_->erase(code, kLater).has_value());
  EXPECT_EQ(plans_->find(code).error().key, "plans.not_found");
  EXPECT_EQ(plans_->change(code, 1, draft(), kLater).error().key, "plans.not_found");
  EXPECT_EQ(plans_->erase(code, kLater).error().key, "plans.not_found");
  EXPECT_EQ(count("plan"), 0);
  EXPECT_EQ(count("plan_request"), 0);
  // The events stand, their bodies are closed.
  EXPECT_THAT(events(), testing::ElementsAre("plan.saved", "plan.erased"));
  db_->read([&](const ReadTx& tx) {
    const auto rows = journal::rows_after(tx, 0, 1);
    EXPECT_EQ(journal::open_body(tx, vault_, rows.at(0)).error().key, "journal.erased");
  });
  EXPECT_TRUE(chain_is_whole());
}

TEST_F(PlansTest, ADraftThatDoesNotHoldIsNamed) {
  auto wrong = draft(std::string(kMaxTitleCharacters + 1, 'x'));
  wrong.notes = std::string(kMaxNotesCharacters + 1, 'x');
  wrong.chosen = {"pr-work", "nowhere"};
  wrong.starts = {{"a/b", parse_day("2026-12-01").value()}};
  std::vector<std::string> fields;
  for (const auto& fault : faults_of(wrong)) fields.push_back(fault.field);
  EXPECT_THAT(fields, testing::ElementsAre("/title", "/notes", "/chosen/1", "/starts/a~1b"));
  EXPECT_TRUE(faults_of(draft()).empty());
}

TEST_F(PlansTest, NotesAndTicksAreKeptAndSealed) {
  const auto code = saved();
  auto ticked = draft();
  ticked.notes = "Secret notes";
  ticked.done = {"pr-work/apply"};
  ASSERT_TRUE(plans_->change(code, 1, ticked, kLater).has_value());
  const auto found = plans_->find(code).value().draft;
  EXPECT_EQ(found.notes, ticked.notes);
  EXPECT_EQ(found.done, ticked.done);
  EXPECT_THAT(bytes_on_disk(), testing::Not(testing::HasSubstr("Secret notes")));
}

TEST_F(PlansTest, AFailedSaveWritesNothing) {
  const Retry retry{"key-1", "{}"};
  survive_failures([&] { return plans_->save(draft(), kNow, retry).has_value(); },
                   [&] {
                     EXPECT_EQ(count("plan"), 0);
                     EXPECT_EQ(count("plan_request"), 0);
                     EXPECT_TRUE(events().empty());
                   });
  EXPECT_EQ(count("plan"), 1);
}

TEST_F(PlansTest, AFailedChangeWritesNothing) {
  const auto code = saved();
  survive_failures([&] { return plans_->change(code, 1, draft("New"), kLater).has_value(); },
                   [&] {
                     EXPECT_EQ(plans_->find(code).value().draft.title, "Secret title");
                     EXPECT_EQ(events().size(), 1U);
                   });
}

TEST_F(PlansTest, AFailedErasureErasesNothing) {
  const auto code = saved();
  survive_failures([&] { return plans_->erase(code, kLater).has_value(); },
                   [&] {
                     EXPECT_TRUE(plans_->find(code).has_value());
                     EXPECT_EQ(events().size(), 1U);
                   });
}

}  // namespace
}  // namespace gangway::plans
