// How a case stands in the rows of its tables. Private to cases.
#pragma once

#include <string>
#include <string_view>

#include "access/reach_list.h"
#include "cases/case.h"

namespace gangway::cases {

// In place of a day, so that what stands comes after what has a day, and what has none (access::kNoDay) last.
inline constexpr std::string_view kPausedDay = "9999-12-30";
inline constexpr std::string_view kLastDay = "9999-12-29";  // the latest that is a day

// Whether anybody still has to do something.
[[nodiscard]] bool is_open(const Case& file);
[[nodiscard]] std::string sort_day(const Case& file);

// In which lists every case stands, and where.
[[nodiscard]] const access::ReachList& case_lists();
[[nodiscard]] access::ReachList::Entry entry_of(const Case& file);

}  // namespace gangway::cases
