// Days in words, as sentences name them.
#pragma once

#include <vector>

#include "base/bilingual.h"
#include "base/day.h"

namespace gangway::workdays {

// 2026年10月1日, 1 October 2026.
[[nodiscard]] Bilingual say_day(Day day);
// 2026年10月1日至7日, 1 to 7 October 2026; one day is said alone, and month and year only once.
[[nodiscard]] Bilingual say_days(Day from, Day to);
// 2026年10月23日15:30, 23 October 2026 at 15:30, in Shanghai.
[[nodiscard]] Bilingual say_instant(Instant instant);
// Joined with 、 and commas.
[[nodiscard]] Bilingual say_list(const std::vector<Bilingual>& parts);

}  // namespace gangway::workdays
