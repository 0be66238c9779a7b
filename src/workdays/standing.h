// How a clock stands at a moment: what a work list shows and orders by.
//
// Shape: a pure, total function over a due day that was counted before (workdays/clock.h).
// Units: slack is in working days: those left from the moment's day to the last day, less those still needed.
//        The moment's own day is not counted as left, the last day is. Negative: so many too late or too few.
//
//   state    | when, first that fits
//   ---------|-------------------------------------------------------------------------------
//   Done     | it is done; slack tells how early, or negative how late
//   Paused   | a pause covers the moment; no slack
//   Overdue  | the last day (of a limit in hours: the instant) is over
//   AtRisk   | slack is at most `warn_at`, or nobody can know that it is more
//   OnTrack  | else
#pragma once

#include <optional>

#include "workdays/clock.h"

namespace gangway::workdays {

enum class State { OnTrack, AtRisk, Overdue, Paused, Done };

struct Progress {
  int needed = 0;   // working days of work that remain
  int warn_at = 0;  // at risk from this slack down; a setting, never a constant here
  std::optional<Instant> done;
};

struct Standing {
  State state = State::OnTrack;
  std::optional<int> slack;  // absent while paused, and when it needs a year that is not announced

  friend bool operator==(const Standing&, const Standing&) = default;
};

[[nodiscard]] Standing standing(const Calendar& calendar, const Due& due, Instant now,
                                const Progress& progress);

}  // namespace gangway::workdays
