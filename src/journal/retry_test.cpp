#include "journal/retry.h"

#include <gtest/gtest.h>

#include "journal/journal.h"
#include "store/db.h"

namespace gangway::journal {
namespace {

const Instant kNow = parse_instant("2022-05-30T08:30+08:00").value();

class RetryTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(db_.migrate(migrations()).has_value()); }

  Result<std::optional<std::int64_t>> before(const Retry& retry) {
    return db_.read([&](const store::ReadTx& tx) { return made_before(tx, retry); });
  }
  void note(const Retry& retry, std::int64_t id, Instant now = kNow) {
    const auto done = db_.in_transaction([&](store::Tx& tx) -> Result<bool> {
      note_made(tx, retry, id, now);
      return true;
    });
    ASSERT_TRUE(done.has_value());
  }

  store::Db db_ = store::Db::in_memory();
};

TEST_F(RetryTest, TheSameAgainFindsWhatTheFirstMade) {
  const Retry retry{"key-1", "POST /requests {}"};
  EXPECT_EQ(before(retry).value(), std::nullopt);
  note(retry, 17);
  EXPECT_EQ(before(retry).value(), 17);
  EXPECT_EQ(before({"key-2", retry.request}).value(), std::nullopt);
}

TEST_F(RetryTest, AKeyIsForOneRequest) {
  note({"key-1", "a"}, 17);
  EXPECT_EQ(before({"key-1", "b"}).error().key, "journal.key_reused");
}

TEST_F(RetryTest, AfterAWeekAKeyIsNew) {
  note({"key-1", "a"}, 17);
  note({"key-2", "a"}, 18, kNow + kKeepRetries);
  EXPECT_EQ(before({"key-1", "a"}).value(), 17);  // to the last second
  note({"key-3", "a"}, 19, kNow + kKeepRetries + std::chrono::seconds{1});
  EXPECT_EQ(before({"key-1", "b"}).value(), std::nullopt);
  EXPECT_EQ(before({"key-2", "a"}).value(), 18);
}

}  // namespace
}  // namespace gangway::journal
