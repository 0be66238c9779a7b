#include "access/reach_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "store/db.h"

namespace gangway::access {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr store::Migration kSchema[] = {{"test", 1, R"(CREATE TABLE item_reach (
  reach TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  sort_day TEXT NOT NULL,
  item BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL
);
CREATE UNIQUE INDEX item_reach_item ON item_reach(item, reach);
CREATE INDEX item_reach_order ON item_reach(reach, is_open, sort_day, item, stage, unit_place, unit_department);
)"}};

class ReachListTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(db_.migrate(kSchema).has_value()); }

  template <class Work>
  void write(Work work) {
    const auto done = db_.in_transaction([&](store::Tx& tx) -> Result<bool> {
      work(tx);
      return true;
    });
    ASSERT_TRUE(done.has_value());
  }

  store::Db db_ = store::Db::in_memory();
  ReachList lists_{"item_reach"};
};

TEST(Reaches, APlaceStandsBelowEachPlaceAboveIt) {
  std::set<std::string> out;
  add_reaches_of_place(out, "/1/4/17/");
  EXPECT_THAT(out, ElementsAre("below /1/", "below /1/4/", "below /1/4/17/"));
}

TEST(Reaches, WhatAScopeCovers) {
  EXPECT_THAT(ranges_of({Reach::Anything, {}, {}, {}, {}}), ElementsAre("all"));
  EXPECT_THAT(ranges_of({Reach::Below, {}, "/1/4/", {}, {}}), ElementsAre("below /1/4/"));
  EXPECT_THAT(ranges_of({Reach::Mine, AccountId(7), "/1/4/", "tax", {}}),
              ElementsAre("account 7", "unit /1/4/|tax"));
  EXPECT_TRUE(ranges_of({Reach::Own, AccountId(7), {}, {}, {}}).empty());
}

// Random items come, change and are asked for; the reference keeps them in a map and looks at each.
TEST_F(ReachListTest, ListAndCountAgreeWithLookingAtEveryItem) {
  std::mt19937 random(11);
  const auto any = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const std::vector<std::string> reaches{"all", "account 1", "account 2", "unit /1/|", "unit /2/|"};
  std::map<std::int64_t, ReachList::Entry> items;
  const auto made = [&](std::int64_t id) {
    ReachList::Entry entry{
        id,
        {"all"},
        {any(3) > 0, "2022-05-0" + std::to_string(1 + any(4)), any(3), any(2) == 0 ? "/1/" : "/2/", ""}};
    for (const auto& reach : reaches) {
      if (any(2) == 0) entry.reaches.insert(reach);
    }
    return entry;
  };
  int checks = 0;
  for (int step = 0; step < 400; ++step) {
    const auto id = 1 + any(80);
    auto entry = made(id);
    write([&](store::Tx& tx) {
      if (const auto known = items.find(id); known != items.end())
        lists_.update(tx, entry, known->second);
      else
        lists_.insert(tx, entry);
    });
    items[id] = entry;
    std::vector<std::string> ranges{reaches[static_cast<std::size_t>(any(5))]};
    if (any(2) == 0) ranges = {"account 1", "unit /2/|"};
    ReachList::Asked asked;
    asked.open = any(2) == 0;
    asked.day_at_latest = any(2) == 0 ? std::string(kNoDay) : "2022-05-02";
    if (any(2) == 0) asked.stage = any(3);
    if (any(2) == 0) asked.unit_place = "/1/";
    const ReachList::Place after{any(2) == 0 ? "" : "2022-05-02", any(80)};
    std::vector<ReachList::Place> all;
    std::vector<ReachList::Place> expected;
    for (const auto& [key, item] : items) {
      const auto& s = item.standing;
      const bool seen = std::ranges::any_of(ranges, [&](const auto& r) { return item.reaches.contains(r); });
      if (!seen || s.open != asked.open || s.day > asked.day_at_latest) continue;
      if ((asked.stage && s.stage != *asked.stage) || (asked.unit_place && s.unit_place != *asked.unit_place))
        continue;
      all.push_back({s.day, key});
      if (ReachList::Place{s.day, key} > after) expected.push_back({s.day, key});
    }
    std::ranges::sort(expected);
    if (expected.size() > 10) expected.resize(10);
    db_.read([&](const store::ReadTx& tx) {
      EXPECT_EQ(lists_.list(tx, ranges, asked, after, 10), expected);
      EXPECT_EQ(lists_.count(tx, ranges, asked), static_cast<std::int64_t>(all.size()));
      EXPECT_EQ(lists_.contains(tx, {"account 1"}, id), entry.reaches.contains("account 1"));
      return 0;
    });
    ++checks;
  }
  std::cout << checks << " lists and counts\n";
}

// What the speed rests on: no statement looks at more than its range of the index, and none sorts.
TEST_F(ReachListTest, ReadsOnlyItsRange) {
  db_.read([&](const store::ReadTx& tx) {
    const auto step = [](const store::Row& row) { return row.text(3); };
    const std::optional<int> any;
    const std::optional<std::string> anywhere;
    auto plan = tx.all("EXPLAIN QUERY PLAN " + lists_.list_sql(), step, "all", true, kNoDay, any, anywhere,
                       "", "", 0, 50);
    const auto count =
        tx.all("EXPLAIN QUERY PLAN " + lists_.count_sql(), step, "all", true, kNoDay, any, anywhere, "");
    plan.insert(plan.end(), count.begin(), count.end());
    EXPECT_THAT(
        plan,
        testing::Each(HasSubstr("SEARCH r USING COVERING INDEX item_reach_order (reach=? AND is_open=?")));
    return 0;
  });
}

}  // namespace
}  // namespace gangway::access
