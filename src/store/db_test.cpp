#include "store/db.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <latch>
#include <map>
#include <thread>

#include "base/bilingual.h"

namespace gangway::store {
namespace {

constexpr Migration kSteps[] = {
    {"shop", 1,
     "CREATE TABLE item (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, made_on TEXT, body BYTEA);"},
    {"shop", 2,
     "CREATE TABLE part (item BIGINT NOT NULL REFERENCES item(id)); CREATE INDEX part_item ON part(item);"},
};

class DbTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gangway-store-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "test.db"; }
  [[nodiscard]] Db open(Options options = {}) const {
    auto db = Db::open(file(), options);
    EXPECT_TRUE(db.migrate(kSteps).has_value());
    return db;
  }

 private:
  std::filesystem::path folder_;
};

Result<std::int64_t> add(Tx& tx, std::string_view name) {
  return tx
      .one(
          "INSERT INTO item (name) VALUES ($1) RETURNING id", [](const Row& row) { return row.integer(0); },
          name)
      .value();
}

std::int64_t count(Db& db) {
  return db.read([](const ReadTx& tx) {
    return tx.one("SELECT COUNT(*) FROM item", [](const Row& row) { return row.integer(0); }).value();
  });
}

TEST_F(DbTest, KeepsEveryType) {
  auto db = open();
  const Bytes body{0, 1, 255};
  const Day day = parse_day("2026-11-24").value();
  ASSERT_TRUE(db.in_transaction([&](Tx& tx) -> Result<void> {
                  tx.run("INSERT INTO item (id, name, made_on, body) VALUES ($1, $2, $3, $4)", PersonId(7),
                         std::string("港\0湾", 7), day, body);
                  tx.run("INSERT INTO item (id, name, made_on, body) VALUES ($1, $2, $3, $4)",
                         std::int64_t{1} << 62, "", std::nullopt, Bytes());
                  return {};
                }).has_value());
  struct Item {
    PersonId id;
    std::string name;
    std::optional<Day> made_on;
    Bytes body;
  };
  const auto items = db.read([](const ReadTx& tx) {
    return tx.all("SELECT id, name, made_on, body FROM item ORDER BY id", [](const Row& row) {
      return Item{row.id<PersonId>(0), row.text(1), row.get<std::optional<Day>>(2), row.bytes(3)};
    });
  });
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].id, PersonId(7));
  EXPECT_EQ(items[0].name, std::string("港\0湾", 7));
  EXPECT_EQ(items[0].made_on, day);
  EXPECT_EQ(items[0].body, body);
  EXPECT_EQ(items[1].id.value(), std::int64_t{1} << 62);
  EXPECT_EQ(items[1].made_on, std::nullopt);
  EXPECT_TRUE(items[1].body.empty());
}

TEST_F(DbTest, RefusesColumnsOfAnotherKind) {
  auto db = open();
  const auto get = [&]<class T>(const char* sql, T) {
    return db.read(
        [&](const ReadTx& tx) { return tx.one(sql, [](const Row& row) { return row.get<T>(0); }); });
  };
  EXPECT_THROW(get("SELECT NULL", std::string()), Failure);
  EXPECT_THROW(get("SELECT 'a'", std::int64_t{}), Failure);
  EXPECT_THROW(get("SELECT 5000000000", int{}), Failure);
  EXPECT_THROW(get("SELECT 'yesterday'", Day{}), Failure);
  EXPECT_EQ(get("SELECT 5000000000", std::int64_t{}), 5'000'000'000);
}

TEST_F(DbTest, AnErrorRollsBackWhatWasWritten) {
  auto db = open();
  const auto answer = db.in_transaction([](Tx& tx) -> Result<int> {
    TRY(add(tx, "a"));
    return fail(ErrorCode::Conflict, "too_late");
  });
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().key, "too_late");
  EXPECT_EQ(count(db), 0);
}

TEST_F(DbTest, AnExceptionRollsBackAndReachesItsCaller) {
  auto db = open();
  EXPECT_THROW(db.in_transaction([](Tx& tx) -> Result<int> {
    TRY(add(tx, "a"));
    throw std::out_of_range("x");
  }),
               std::out_of_range);
  EXPECT_THROW(static_cast<void>(db.in_transaction([](Tx& tx) -> Result<void> {
                 TRY(add(tx, "a"));
                 TRY(add(tx, "a"));
                 return {};
               })),
               Failure);
  EXPECT_EQ(count(db), 0);
}

TEST_F(DbTest, StatementsThatTheTwoDatabasesWouldReadDifferentlyAreRefused) {
  auto db = open();
  const auto two = [&](const char* sql) {
    static_cast<void>(db.in_transaction([&](Tx& tx) -> Result<void> {
      tx.run(sql, 1, 2);
      return {};
    }));
  };
  EXPECT_THROW(two("SELECT $2, $1"), std::logic_error);
  EXPECT_THROW(two("SELECT $1, $3"), std::logic_error);
  EXPECT_THROW(two("SELECT ?, ?"), std::logic_error);
  EXPECT_THROW(two("SELECT :a, @b"), std::logic_error);
  EXPECT_THROW(two("SELECT $1"), std::logic_error);
  EXPECT_THROW(two("SELECT $1; SELECT $2"), std::logic_error);
  EXPECT_THROW(two(""), std::logic_error);
  EXPECT_NO_THROW(two("SELECT $1, $2, $1;"));
  EXPECT_THROW(two("SELECT $1, $2 FROM nowhere"), Failure);
}

TEST_F(DbTest, BoundValuesNeverReachAnErrorText) {
  auto db = open();
  try {
    static_cast<void>(db.in_transaction([](Tx& tx) -> Result<void> {
      tx.run("INSERT INTO item (name) VALUES ($1)", "Maria Muster");
      tx.run("INSERT INTO item (name) VALUES ($1)", "Maria Muster");
      return {};
    }));
    FAIL() << "no failure";
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), testing::Not(testing::HasSubstr("Muster")));
    EXPECT_THAT(failure.what(), testing::HasSubstr("INSERT INTO item"));
  }
}

TEST_F(DbTest, OneRefusesASecondRow) {
  auto db = open();
  EXPECT_THROW(db.read([](const ReadTx& tx) {
    return tx.one("SELECT 1 UNION ALL SELECT 2", [](const Row& row) { return row.integer(0); });
  }),
               std::logic_error);
}

TEST_F(DbTest, RunCountsRows) {
  auto db = open();
  const auto rows = db.in_transaction([](Tx& tx) -> Result<std::vector<std::int64_t>> {
    std::vector<std::int64_t> counts;
    counts.push_back(tx.run("INSERT INTO item (name) VALUES ('a'), ('b')"));
    counts.push_back(tx.run("INSERT INTO item (name) VALUES ('a') ON CONFLICT DO NOTHING"));
    counts.push_back(tx.run("UPDATE item SET made_on = $1 WHERE name = $2", "2026-01-01", "b"));
    counts.push_back(tx.run("DELETE FROM item WHERE name = $1", "c"));
    return counts;
  });
  EXPECT_EQ(rows.value(), (std::vector<std::int64_t>{2, 0, 1, 0}));
}

TEST_F(DbTest, AReadSeesOneState) {
  auto db = open();
  const auto [before, after] = db.read([&](const ReadTx& tx) {
    const auto number = [&] {
      return tx.one("SELECT COUNT(*) FROM item", [](const Row& row) { return row.integer(0); }).value();
    };
    const auto first = number();
    EXPECT_TRUE(db.in_transaction([](Tx& writing) { return add(writing, "a"); }).has_value());
    return std::pair{first, number()};
  });
  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(count(db), 1);
}

TEST_F(DbTest, AReadCannotWrite) {
  auto db = open();
  EXPECT_THROW(db.read([](const ReadTx& tx) { tx.each("DELETE FROM item", [](const Row&) {}); }), Failure);
}

TEST_F(DbTest, ATransactionInsideATransactionIsRefused) {
  auto db = open();
  EXPECT_THROW(static_cast<void>(db.in_transaction([&](Tx&) -> Result<void> {
                 return db.in_transaction([](Tx&) -> Result<void> { return {}; });
               })),
               std::logic_error);
}

TEST_F(DbTest, ManyWritersEachGetTheirOwnAnswer) {
  auto db = open();
  std::atomic<int> added = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 16; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 25; ++i) {
          const auto name = std::to_string(t) + "/" + std::to_string(i);
          const auto answer = db.in_transaction([&](Tx& tx) -> Result<std::string> {
            TRY(add(tx, name));
            if (i % 5 == 4) return fail(ErrorCode::Conflict, name);
            return name;
          });
          EXPECT_EQ(answer.has_value() ? *answer : answer.error().key, name);
          ++(answer.has_value() ? added : refused);
        }
      });
    }
  }
  EXPECT_EQ(added, 320);
  EXPECT_EQ(refused, 80);
  EXPECT_EQ(count(db), 320);
}

TEST_F(DbTest, NothingHalfWrittenRemainsWhereverTheDiskFails) {
  auto db = open();
  const auto use_case = [&] {
    return db.in_transaction([](Tx& tx) -> Result<void> {
      TRY_ASSIGN(const auto item, add(tx, "a"));
      tx.run("INSERT INTO part (item) VALUES ($1)", item);
      return {};
    });
  };
  int failures = 0;
  for (bool done = false; !done; ++failures) {
    db.fail_after(failures + 1);
    try {
      done = use_case().has_value();
    } catch (const Failure&) {
      db.fail_after(0);
      EXPECT_EQ(count(db), 0) << "failing statement " << failures + 1;
    }
  }
  EXPECT_EQ(failures, 7);  // BEGIN, SAVEPOINT, two INSERTs, RELEASE, COMMIT, and then success
  db.fail_after(0);
  EXPECT_EQ(count(db), 1);
}

TEST_F(DbTest, WhatLosesTheTransactionFailsItsWholeBatch) {
  auto db = open();
  std::latch writer_is_held(1);
  std::latch let_go(1);
  std::jthread holder([&] {
    EXPECT_TRUE(db.in_transaction([&](Tx&) -> Result<void> {
                    writer_is_held.count_down();
                    let_go.wait();
                    return {};
                  }).has_value());
  });
  writer_is_held.wait();
  std::atomic<int> failed = 0;
  std::vector<std::jthread> writers;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([&, i] {
      try {
        static_cast<void>(db.in_transaction([&](Tx& tx) -> Result<void> {
          TRY(add(tx, std::to_string(i)));
          if (i != 1) return {};
          tx.script("ROLLBACK");  // as SQLite does by itself when the disk is full
          throw Failure("disk full");
        }));
      } catch (const Failure&) {
        ++failed;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{200});  // until all three wait
  let_go.count_down();
  writers.clear();
  EXPECT_EQ(failed, 3);
  EXPECT_EQ(count(db), 0);
  EXPECT_TRUE(db.in_transaction([](Tx& tx) { return add(tx, "afterwards"); }).has_value());
}

TEST_F(DbTest, MigratesOnceAndNoticesChanges) {
  { auto db = open(); }
  auto db = open();
  constexpr Migration kChanged[] = {{"shop", 1, "CREATE TABLE item (id BIGINT PRIMARY KEY)"}, kSteps[1]};
  EXPECT_EQ(db.migrate(kChanged).error().key, "store.migration_changed");
  EXPECT_EQ(db.migrate(std::span(kSteps).first(1)).error().key, "store.database_newer");
  EXPECT_TRUE(has_text("store.migration_changed") && has_text("store.database_newer"));
  constexpr Migration kGap[] = {{"shop", 2, ""}};
  EXPECT_THROW(static_cast<void>(db.migrate(kGap)), std::logic_error);
}

TEST_F(DbTest, AFailedMigrationLeavesNothing) {
  auto db = Db::open(file());
  constexpr Migration kBroken[] = {{"shop", 1, "CREATE TABLE a (x TEXT); CREATE TABLE a (x TEXT);"}};
  EXPECT_THROW(static_cast<void>(db.migrate(kBroken)), Failure);
  EXPECT_TRUE(db.migrate(kSteps).has_value());
}

TEST_F(DbTest, ABackupIsADatabaseOfItsOwn) {
  auto db = open();
  EXPECT_TRUE(db.in_transaction([](Tx& tx) { return add(tx, "a"); }).has_value());
  auto copy_file = file();
  copy_file += ".copy";
  db.backup_to(copy_file);
  EXPECT_TRUE(db.in_transaction([](Tx& tx) { return add(tx, "b"); }).has_value());
  EXPECT_THROW(db.backup_to(copy_file), Failure);
  auto copy = Db::open(copy_file);
  EXPECT_TRUE(copy.migrate(kSteps).has_value());
  EXPECT_EQ(count(copy), 1);
  EXPECT_EQ(count(db), 2);
}

TEST_F(DbTest, TheFileIsItsOwnersOnly) {
  const auto db = open();
  struct stat status {};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(DbTest, AFileThatIsNoDatabaseIsRefused) {
  std::ofstream(file()) << std::string(4096, 'x');
  EXPECT_THROW(static_cast<void>(Db::open(file())), Failure);
}

TEST(DbInMemory, WritesAndReads) {
  auto db = Db::in_memory();
  ASSERT_TRUE(db.migrate(kSteps).has_value());
  EXPECT_TRUE(db.in_transaction([](Tx& tx) { return add(tx, "a"); }).has_value());
  EXPECT_EQ(count(db), 1);
}

// Against a map: any sequence of inserts and deletes, some of them refused, leaves what the map holds.
RC_GTEST_PROP(DbProperty, AgreesWithAMap, ()) {
  static auto db = [] {
    auto made = Db::in_memory();
    RC_ASSERT(made.migrate(kSteps).has_value());
    return made;
  }();
  RC_ASSERT(db.in_transaction([](Tx& tx) -> Result<void> {
                tx.run("DELETE FROM item");
                return {};
              }).has_value());
  std::map<std::int64_t, std::string> model;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, bool>>>(
      rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::arbitrary<bool>()));
  for (const auto& [id, keep] : steps) {
    const auto before = model;
    const auto name = "n" + std::to_string(id);
    const auto answer = db.in_transaction([&, the_id = id, keeps = keep](Tx& tx) -> Result<void> {
      if (tx.run("DELETE FROM item WHERE id = $1", the_id) == 0) {
        tx.run("INSERT INTO item (id, name) VALUES ($1, $2)", the_id, name);
      }
      if (!keeps) return fail(ErrorCode::Conflict, "no");
      return {};
    });
    RC_ASSERT(answer.has_value() == keep);
    if (!keep) continue;
    if (model.erase(id) == 0) model.emplace(id, name);
  }
  std::map<std::int64_t, std::string> stored;
  db.read([&](const ReadTx& tx) {
    tx.each("SELECT id, name FROM item",
            [&](const Row& row) { stored.emplace(row.integer(0), row.text(1)); });
  });
  RC_ASSERT(stored == model);
}

}  // namespace
}  // namespace gangway::store
