// Pauses of a clock, put in order. Internal to workdays.
#pragma once

#include <optional>
#include <vector>

#include "workdays/clock.h"

namespace gangway::workdays {

// Days on which a clock stood all day.
struct HeldDays {
  Day from{};
  std::optional<Day> to;  // included; absent: until further notice
};

// Sorted by start; overlapping and touching ones joined.
// Errors: Invalid when one ends before it begins, or there are more than kMaxPauses.
[[nodiscard]] Result<std::vector<Pause>> merge(std::vector<Pause> pauses);

// REQUIRES: pauses are merged. Ascending, without overlap; pauses that hold no whole day are absent.
[[nodiscard]] std::vector<HeldDays> held_days(const std::vector<Pause>& pauses);

}  // namespace gangway::workdays
