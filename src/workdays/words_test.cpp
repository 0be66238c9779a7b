#include "workdays/words.h"

#include <gtest/gtest.h>

#include "workdays/testing.h"

namespace gangway::workdays {
namespace {

using testing::at;
using testing::day;

Bilingual days(std::string_view from, std::string_view to) { return say_days(day(from), day(to)); }

TEST(Words, SayMonthAndYearOnce) {
  EXPECT_EQ(say_day(day("2026-05-04")), (Bilingual{"2026年5月4日", "4 May 2026"}));
  EXPECT_EQ(days("2026-05-04", "2026-05-04"), (Bilingual{"2026年5月4日", "4 May 2026"}));
  EXPECT_EQ(days("2026-05-04", "2026-05-12"), (Bilingual{"2026年5月4日至12日", "4 to 12 May 2026"}));
  EXPECT_EQ(days("2026-05-31", "2026-06-02"), (Bilingual{"2026年5月31日至6月2日", "31 May to 2 June 2026"}));
  EXPECT_EQ(days("2022-12-31", "2023-12-31"),
            (Bilingual{"2022年12月31日至2023年12月31日", "31 December 2022 to 31 December 2023"}));
}

TEST(Words, SayTheTimeInShanghai) {
  EXPECT_EQ(say_instant(at("2026-10-22T23:05Z")),
            (Bilingual{"2026年10月23日07:05", "23 October 2026 at 07:05"}));
}

TEST(Words, JoinLists) {
  EXPECT_EQ(say_list({{"甲", "a"}, {"乙", "b"}}), (Bilingual{"甲、乙", "a, b"}));
  EXPECT_EQ(say_list({}), Bilingual{});
}

}  // namespace
}  // namespace gangway::workdays
