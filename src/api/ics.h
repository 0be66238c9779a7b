// The dated tasks of a plan as a calendar file.
//
// Shape:  one all-day event for each task that has a day, in one language; no alarms, no attendees. The same
//         plan gives the same UIDs, so that importing it again moves events instead of doubling them.
// Source: RFC 5545: CRLF, lines folded at 75 octets (never inside a character), texts escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "plans/tasks.h"

namespace gangway::api {

// `id` names the plan in UIDs; it must not be its code, because calendars travel.
[[nodiscard]] std::string calendar_file(const std::vector<plans::Task>& tasks, std::string_view title,
                                        std::string_view id, Instant made_at, Language language);

}  // namespace gangway::api
