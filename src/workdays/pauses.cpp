#include "workdays/pauses.h"

#include <algorithm>

namespace gangway::workdays {

using std::chrono::days;

Result<std::vector<Pause>> merge(std::vector<Pause> pauses) {
  if (pauses.size() > kMaxPauses) return fail(ErrorCode::Invalid, "clock.too_many_pauses");
  std::ranges::sort(pauses, {}, &Pause::from);
  std::vector<Pause> merged;
  for (const auto& pause : pauses) {
    if (pause.resumed && *pause.resumed < pause.from) {
      return fail(ErrorCode::Invalid, "clock.resumed_before_pause");
    }
    if (merged.empty() || (merged.back().resumed && *merged.back().resumed < pause.from)) {
      merged.push_back(pause);
    } else if (auto& end = merged.back().resumed; end) {
      end = pause.resumed ? std::optional(std::max(*end, *pause.resumed)) : std::nullopt;
    }
  }
  return merged;
}

std::vector<HeldDays> held_days(const std::vector<Pause>& pauses) {
  std::vector<HeldDays> out;
  for (const auto& pause : pauses) {
    const auto from = day_in_shanghai(pause.from) + days{1};
    if (!pause.resumed) {
      out.push_back({from, std::nullopt});
    } else if (const auto to = day_in_shanghai(*pause.resumed) - days{1}; from <= to) {
      out.push_back({from, to});
    }
  }
  return out;
}

}  // namespace gangway::workdays
