// The days of a case: counted from its receipt, standing while a department waits for a supplement.
//
// Shape:  pure. recount() is called after every command and writes what it finds into the case, so that a
//         list is ordered and filtered by what is stored.
// Units:  days. `promised` and `legal` are the last days, included; before the receipt `promised` is the
//         last day for the receipt or the notice. Slack is the working days left until the earlier of them,
//         less those that are still needed; act_by is the day on which slack is 0, so that ordering by act_by
//         is ordering by slack on every day.
// Unknown: beyond the announced calendar there is no day.
#pragma once

#include <optional>

#include "cases/case.h"
#include "workdays/calendar.h"

namespace gangway::cases {

void recount(Case& file, const Rules& rules, const workdays::Calendar& calendar);

// With its derivation. Empty: the clock has not started, or the rules have no such limit. REQUIRES: `limit`
// comes from the case's rules.
[[nodiscard]] std::optional<workdays::Due> due_of(const Case& file, const std::optional<Limit>& limit,
                                                  const workdays::Calendar& calendar);

// Working days that are still needed from now on.
[[nodiscard]] int days_needed(const Case& file, const Rules& rules);

// Negative: so many too few. Empty: paused, or no day is known.
[[nodiscard]] std::optional<int> slack(std::optional<Day> act_by, const workdays::Calendar& calendar,
                                       Day today);

enum class Group { Overdue, Today, AtRisk, OnTrack, Paused };
BOOST_DESCRIBE_ENUM(Group, Overdue, Today, AtRisk, OnTrack, Paused)

// A case or request as lists group it; OnTrack where no day is known.
[[nodiscard]] Group group_of(std::optional<Day> due, std::optional<int> slack, bool paused, int warn_at,
                             Day today);

// The earlier of promised and legal.
[[nodiscard]] std::optional<Day> due_day(const Case& file);

}  // namespace gangway::cases
