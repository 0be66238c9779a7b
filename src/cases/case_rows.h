// How a case stands in the rows of its tables. Private to cases.
#pragma once

#include <string>
#include <string_view>

#include "cases/case.h"

namespace gangway::cases {

// In place of a day, so that what stands comes after what has a day, and what has no day last.
inline constexpr std::string_view kPausedDay = "9999-12-30";
inline constexpr std::string_view kNoDay = "9999-12-31";

// Values of case_reach.reach. Of a place the words are "below /1/4/".
inline constexpr std::string_view kEverywhere = "all";
inline std::string reach_of(AccountId account) { return "account " + std::to_string(account.value()); }
inline std::string reach_of(const Unit& unit) { return "unit " + unit.place + "|" + unit.department; }

// Whether anybody still has to do something.
[[nodiscard]] bool is_open(const Case& file);
[[nodiscard]] std::string sort_day(const Case& file);

}  // namespace gangway::cases
