#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace gangway {
namespace {

TEST(IdGenerator, AscendsThroughAClockThatStandsOrGoesBack) {
  Instant now = parse_instant("2026-11-24T00:00Z").value();
  IdGenerator ids([&] { return now; });
  const auto first = ids.next<PersonId>();
  const auto second = ids.next<PersonId>();
  now -= std::chrono::hours{1};
  const auto third = ids.next<PersonId>();
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_EQ(to_string(made_at(first.value())), "2026-11-24T00:00:00.000Z");
}

TEST(IdGenerator, StartsAboveWhatIsStored) {
  IdGenerator ids([] { return Instant{}; }, 1000);
  EXPECT_EQ(ids.next<PersonId>(), PersonId(1001));
}

TEST(IdGenerator, ThreadsNeverShareAnId) {
  IdGenerator ids([] { return Instant{std::chrono::milliseconds{5}}; });
  std::vector<std::vector<std::int64_t>> made(4);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : made) {
      threads.emplace_back([&] {
        for (int i = 0; i < 10'000; ++i) mine.push_back(ids.next<PersonId>().value());
      });
    }
  }
  std::set<std::int64_t> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 40'000U);
}

TEST(StrongId, ZeroIsNotStored) {
  EXPECT_FALSE(PersonId().is_stored());
  EXPECT_TRUE(PersonId(1).is_stored());
}

}  // namespace
}  // namespace gangway
