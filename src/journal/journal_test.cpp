#include "journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bilingual.h"
#include "journal/head.h"
#include "journal/outbox.h"

namespace gangway::journal {
namespace {

using store::Db;
using store::ReadTx;
using store::Tx;

constexpr std::string_view kSecret = "Maria Muster, E12345678";
const Instant kNow = parse_instant("2026-11-24T00:00Z").value();

class JournalTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gangway-journal-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    open();
  }
  void TearDown() override {
    db_.reset();
    std::filesystem::remove_all(folder_);
  }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "test.db"; }
  void open() {
    db_.emplace(Db::open(file()));
    ASSERT_TRUE(db_->migrate(migrations()).has_value());
  }

  // Events about plan:1, plan:2, …, each with a sealed body of person 7.
  void fill(int count) {
    const auto key = person();
    for (int i = 0; i < count; ++i) {
      const Event event{EventId(++last_id_),
                        kNow + std::chrono::seconds{last_id_},
                        "plan.created",
                        "cn-31",
                        {"plan:" + std::to_string(last_id_), "person:7"},
                        "public",
                        "advice"};
      const auto body = seal_body(key, event.id, kSecret, random_);
      ASSERT_TRUE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                       chain_.append(tx, event, body);
                       return {};
                     })
                      .has_value());
    }
  }

  PersonKey person() {
    const auto known = db_->read([&](const ReadTx& tx) { return vault_.load(tx, KeyId(7)); });
    if (known) return *known;
    const auto made = vault_.make(KeyId(7));
    EXPECT_TRUE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                     Vault::store(tx, made);
                     return {};
                   })
                    .has_value());
    return made.key;
  }

  std::optional<Finding> verify(const std::optional<Head>& known = std::nullopt) {
    return db_->read([&](const ReadTx& tx) { return chain_.verify(tx, known); });
  }
  Head head() {
    return db_->read([](const ReadTx& tx) { return Chain::head(tx); });
  }
  // As somebody with the database in hand would.
  void tamper(std::string_view sql) {
    ASSERT_TRUE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                     tx.script(sql);
                     return {};
                   })
                    .has_value());
  }

  std::filesystem::path folder_;
  RandomBytes random_ = repeatable_random(1);
  Key master_ = Key::make(random_);
  Chain chain_{master_};
  Vault vault_{master_, random_};
  std::optional<Db> db_;
  std::int64_t last_id_ = 0;
};

TEST_F(JournalTest, KeepsWhatHappened) {
  fill(3);
  db_->read([&](const ReadTx& tx) {
    const auto rows = timeline(tx, "plan:2");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].position, 2);
    EXPECT_EQ(rows[0].event.kind, "plan.created");
    EXPECT_THAT(rows[0].event.subjects, testing::ElementsAre("plan:2", "person:7"));
    EXPECT_EQ(open_body(tx, vault_, rows[0]).value(), kSecret);
    EXPECT_EQ(timeline(tx, "person:7").size(), 3U);
    EXPECT_EQ(rows_after(tx, 1, 10).size(), 2U);
  });
  EXPECT_EQ(verify(head()), std::nullopt);
}

TEST_F(JournalTest, AppendsWithTheTransactionOrNotAtAll) {
  const Event event{EventId(1), kNow, "plan.created", "", {}, "system", ""};
  EXPECT_FALSE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                    chain_.append(tx, event);
                    return fail(ErrorCode::Conflict, "no");
                  })
                   .has_value());
  EXPECT_EQ(head(), Head());
  EXPECT_THROW(static_cast<void>(db_->in_transaction([&](Tx& tx) -> Result<void> {
                 chain_.append(tx, Event{});
                 return {};
               })),
               std::logic_error);
}

TEST_F(JournalTest, TheDatabaseHoldsNothingReadable) {
  fill(3);
  db_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_THAT(bytes, testing::Not(testing::HasSubstr("Muster"))) << entry.path();
  }
}

TEST_F(JournalTest, ErasingAPersonLeavesHeadersAndChain) {
  fill(3);
  const auto before = head();
  ASSERT_TRUE(db_->in_transaction([&](Tx& tx) { return Vault::erase(tx, KeyId(7), kNow); }).has_value());
  db_->read([&](const ReadTx& tx) {
    const auto rows = timeline(tx, "person:7");
    ASSERT_EQ(rows.size(), 3U);
    for (const auto& row : rows) EXPECT_EQ(open_body(tx, vault_, row).error().key, "journal.erased");
  });
  EXPECT_EQ(verify(before), std::nullopt);
  EXPECT_EQ(db_->in_transaction([&](Tx& tx) { return Vault::erase(tx, KeyId(7), kNow); }).error().code,
            ErrorCode::NotFound);
}

TEST_F(JournalTest, AnErasedKeyIsGoneFromTheFile) {
  const auto made = vault_.make(KeyId(9));
  ASSERT_TRUE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                   Vault::store(tx, made);
                   return {};
                 })
                  .has_value());
  ASSERT_TRUE(db_->in_transaction([&](Tx& tx) { return Vault::erase(tx, KeyId(9), kNow); }).has_value());
  db_.reset();  // closing folds the write-ahead log into the file
  const std::string wrapped(made.wrapped.begin(), made.wrapped.end());
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(bytes.find(wrapped), std::string::npos) << entry.path();
  }
}

TEST_F(JournalTest, EveryChangedColumnIsFoundInItsRow) {
  fill(5);
  const auto known = head();
  for (const auto* change :
       {"id = 99", "at = at + 1", "kind = 'plan.erased'", "place = 'cn-32'", "subjects = 'plan:4'",
        "actor = 'staff:1'", "purpose = ''", "person_key = 8", "person_key = NULL", "body = zeroblob(64)",
        "hash = zeroblob(32)", "hash = x'00'", "at = 'noon'",
        "body = (SELECT body FROM event WHERE position = 2)"}) {
    const auto copy = folder_ / "good.db";
    db_.reset();
    std::filesystem::copy_file(file(), copy, std::filesystem::copy_options::overwrite_existing);
    open();
    tamper("UPDATE event SET " + std::string(change) + " WHERE position = 3");
    EXPECT_EQ(verify(known), (Finding{3, Fault::Changed})) << change;
    db_.reset();
    std::filesystem::copy_file(copy, file(), std::filesystem::copy_options::overwrite_existing);
    open();
    EXPECT_EQ(verify(known), std::nullopt);
  }
}

// Every byte of the two stored byte columns, one bit at a time.
TEST_F(JournalTest, EveryFlippedByteOfBodyAndHashIsFound) {
  fill(3);
  for (const std::string column : {"body", "hash"}) {
    const auto bytes = db_->read([&](const ReadTx& tx) {
      return tx
          .one("SELECT " + column + " FROM event WHERE position = 2",
               [](const store::Row& row) { return row.bytes(0); })
          .value();
    });
    const auto put = [&](const store::Bytes& changed) {
      ASSERT_TRUE(db_->in_transaction([&](Tx& tx) -> Result<void> {
                       tx.run("UPDATE event SET " + column + " = $1 WHERE position = 2", changed);
                       return {};
                     })
                      .has_value());
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      auto changed = bytes;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << (i % 8)));
      put(changed);
      EXPECT_EQ(verify(), (Finding{2, Fault::Changed})) << column << " " << i;
    }
    put(bytes);
    EXPECT_EQ(verify(), std::nullopt);
  }
}

TEST_F(JournalTest, DroppedSwappedAndAddedRowsAreFound) {
  fill(5);
  const auto known = head();
  tamper(
      "UPDATE event SET position = 100 WHERE position = 2; UPDATE event SET position = 2 WHERE position = 3;"
      "UPDATE event SET position = 3 WHERE position = 100;");
  EXPECT_EQ(verify(known), (Finding{2, Fault::Changed}));
  tamper("DELETE FROM event WHERE position = 2");
  EXPECT_EQ(verify(known), (Finding{2, Fault::Missing}));
}

TEST_F(JournalTest, ARowAddedWithoutTheMasterKeyIsFound) {
  fill(2);
  tamper(
      "INSERT INTO event SELECT 3, 99, at, kind, place, '', actor, purpose, NULL, NULL, hash FROM event"
      " WHERE position = 2");
  EXPECT_EQ(verify(), (Finding{3, Fault::Changed}));
}

TEST_F(JournalTest, AnIndexThatDisagreesIsFound) {
  fill(3);
  tamper("DELETE FROM event_subject WHERE subject = 'plan:2'");
  EXPECT_EQ(verify(), (Finding{2, Fault::Subjects}));
  tamper("INSERT INTO event_subject VALUES ('plan:2', 2), ('plan:9', 9)");
  EXPECT_EQ(verify(), (Finding{4, Fault::Subjects}));
}

TEST_F(JournalTest, ATruncatedOrOlderCopyIsFoundWithTheHead) {
  fill(3);
  db_.reset();
  std::filesystem::copy_file(file(), folder_ / "older.db");
  open();
  fill(2);
  write_head(folder_ / "head", head(), master_);
  const auto known = read_head(folder_ / "head", master_).value();
  EXPECT_EQ(verify(known), std::nullopt);
  fill(1);
  EXPECT_EQ(verify(known), std::nullopt);  // growing is what journals do
  tamper("DELETE FROM event WHERE position >= 5; DELETE FROM event_subject WHERE position >= 5");
  EXPECT_EQ(verify(), std::nullopt);  // consistent in itself
  EXPECT_EQ(verify(known), (Finding{5, Fault::RolledBack}));
  db_.reset();
  std::filesystem::remove(file());
  std::filesystem::copy_file(folder_ / "older.db", file());
  open();
  EXPECT_EQ(verify(known), (Finding{4, Fault::RolledBack}));
  fill(3);  // a history that went another way
  EXPECT_EQ(verify(known)->fault, Fault::RolledBack);
}

TEST_F(JournalTest, AForgedHeadIsRefused) {
  fill(1);
  const auto path = folder_ / "head";
  EXPECT_EQ(read_head(path, master_).error().key, "journal.no_head");
  write_head(path, head(), master_);
  EXPECT_EQ(read_head(path, master_).value(), head());
  EXPECT_EQ(read_head(path, Key::make(random_)).error().key, "journal.head_forged");
  std::ifstream in(path);
  const std::string line((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    auto changed = line;
    changed[i] = changed[i] == '0' ? '1' : '0';
    std::ofstream(path) << changed;
    EXPECT_FALSE(read_head(path, master_).has_value()) << i;
  }
}

TEST_F(JournalTest, TheMasterKeyFileIsItsOwnersOnly) {
  const auto path = folder_ / "master.key";
  EXPECT_EQ(load_master_key(path).error().key, "journal.no_key_file");
  const auto made = create_master_key(path, random_);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(load_master_key(path).value().secret(), made->secret());
  EXPECT_EQ(create_master_key(path, random_).error().key, "journal.key_file_exists");
  ::chmod(path.c_str(), 0640);
  EXPECT_EQ(load_master_key(path).error().key, "journal.key_file_open");
  ::chmod(path.c_str(), 0600);
  std::ofstream(path) << "abc";
  EXPECT_EQ(load_master_key(path).error().key, "journal.key_file_bad");
  for (const auto* key :
       {"journal.no_key_file", "journal.key_file_exists", "journal.key_file_open", "journal.key_file_bad",
        "journal.erased", "journal.no_head", "journal.head_forged"}) {
    EXPECT_TRUE(has_text(key)) << key;
  }
}

TEST_F(JournalTest, TheOutboxSendsAtLeastOnce) {
  using std::chrono::minutes;
  fill(1);
  const auto with = [&](auto work) {
    return db_->in_transaction([&](Tx& tx) -> Result<std::vector<Letter>> { return work(tx); }).value();
  };
  const auto due = [&](Instant now) { return with([&](Tx& tx) { return claim(tx, now, minutes{1}, 10); }); };
  with([&](Tx& tx) {
    post(tx, {OutboxId(1), EventId(1), "email",
              seal_body(*vault_.load(tx, KeyId(7)), EventId(1), "hi", random_), kNow, 0});
    post(tx, {OutboxId(2), EventId(1), "sms", std::nullopt, kNow + minutes{5}, 0});
    return std::vector<Letter>();
  });
  ASSERT_EQ(due(kNow).size(), 1U);
  EXPECT_TRUE(due(kNow).empty());             // claimed
  const auto again = due(kNow + minutes{1});  // the claim lapsed
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, 2);
  with([&](Tx& tx) {
    mark_sent(tx, OutboxId(1), kNow + minutes{1});
    return std::vector<Letter>();
  });
  EXPECT_TRUE(due(kNow + minutes{4}).empty());
  EXPECT_EQ(due(kNow + minutes{5}).size(), 1U);
  with([&](Tx& tx) {
    try_again(tx, OutboxId(2), kNow + minutes{60});
    return std::vector<Letter>();
  });
  EXPECT_TRUE(due(kNow + minutes{59}).empty());
  EXPECT_EQ(due(kNow + minutes{60}).size(), 1U);
}

RC_GTEST_PROP(VaultProperty, SealedBytesOpenOnlyUnchangedAndInTheirPlace, (const std::string& plain)) {
  const auto random = repeatable_random(*rc::gen::arbitrary<std::uint64_t>());
  const auto key = Key::make(random);
  auto sealed = seal(key, plain, "here", random);
  RC_ASSERT(open_sealed(key, sealed, "here") == plain);
  RC_ASSERT_THROWS_AS(open_sealed(key, sealed, "there"), store::Failure);
  RC_ASSERT_THROWS_AS(open_sealed(Key::make(random), sealed, "here"), store::Failure);
  sealed[*rc::gen::inRange<std::size_t>(0, sealed.size())] ^= 1U;
  RC_ASSERT_THROWS_AS(open_sealed(key, sealed, "here"), store::Failure);
}

}  // namespace
}  // namespace gangway::journal
