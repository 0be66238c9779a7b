#include "workdays/opening_days.h"

#include <algorithm>

namespace gangway::workdays {

Result<OpeningDays> OpeningDays::create(Notices notices) {
  std::ranges::sort(notices.open);
  std::ranges::sort(notices.closed);
  for (const auto day : notices.open) {
    if (std::ranges::binary_search(notices.closed, day)) {
      return fail(ErrorCode::Invalid, "opening.both", Args{{"day", to_string(day)}});
    }
  }
  for (const auto& range : notices.confirmed) {
    if (range.to < range.from) {
      return fail(ErrorCode::Invalid, "opening.backwards", Args{{"day", to_string(range.from)}});
    }
  }
  return OpeningDays(std::move(notices));
}

Result<Opening> OpeningDays::on(const Calendar& calendar, Day day) const {
  if (std::ranges::binary_search(notices_.open, day)) return Opening{true, true};
  if (std::ranges::binary_search(notices_.closed, day)) return Opening{false, true};
  if (!calendar.covers(day)) return calendar.not_known(day);
  const bool confirmed = std::ranges::any_of(
      notices_.confirmed, [day](const DayRange& range) { return range.from <= day && day <= range.to; });
  return Opening{calendar.is_workday(day), confirmed};
}

}  // namespace gangway::workdays
