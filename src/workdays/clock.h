// A statutory clock: a limit that starts with an event, stands while it is paused, and ends on a day.
//
// Shape:  pure functions over a limit and what happened to it. "Today" is an argument.
// Units:  working days, days, months or hours. The day on which a clock starts is not counted. A limit in
//         hours runs from the instant.
// Pauses: overlapping and touching pauses are one pause. A clock in days leaves out the days that lie
//         strictly between the day of the pause and the day of resumption: on those two the clock ran for
//         part of the day, so they count. A pause lifted on the same or the next day therefore moves nothing.
//         Working days and days are not counted while the clock stands; a limit in months ends later by the
//         number of days left out; a limit in hours stands from instant to instant. A pause that begins after
//         the last day changes nothing. While a pause is open there is no due day, unless the last day came
//         before it.
// Errors: NotKnown when a count needs a day outside the announced calendar; Invalid when the limit is
//         negative or over kMaxLimit, when a pause ends before it begins, or when there are more than
//         kMaxPauses.
// Source: Administrative Licensing Law art. 82; Decree 637 art. 36 (approval periods are working days); Civil
//         Code art. 201 and 202 (first day not counted; a month ends on the same day of the month). No
//         statutory roll-over to the next working day was found for applicants' limits in days: none is made.
#pragma once

#include <optional>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/result.h"
#include "workdays/calendar.h"

namespace gangway::workdays {

inline constexpr int kMaxLimit = 4000;           // of any unit
inline constexpr std::size_t kMaxPauses = 1000;  // of one clock
inline constexpr std::size_t kMaxListed = 400;   // entries in each list of a derivation

enum class Unit { WorkingDays, Days, Months, Hours };

struct Pause {
  Instant from{};
  std::optional<Instant> resumed;  // absent: still paused
};

struct ClockInput {
  Unit unit = Unit::WorkingDays;
  int limit = 0;
  Instant started{};
  std::vector<Pause> pauses;  // in any order
};

struct Counted {
  Day day{};
  int n = 0;            // 1 for the first day counted
  bool makeup = false;  // a weekend day that is worked
};

enum class Why { Weekend, Holiday, Paused };

struct Skipped {
  Day from{};
  Day to{};  // included; of an open pause, the first day that is held
  Why why = Why::Weekend;
};

// How a due day came about: enough to print it, and to draw one cell per day. Days ascend; `counted` and
// `skipped` together name every day after `start` up to the end of the count exactly once.
struct Derivation {
  Day start{};                   // not counted
  std::vector<Counted> counted;  // of working days and days; of months and hours none
  std::vector<Skipped> skipped;
  bool cut = false;  // a list was longer than kMaxListed and holds only its beginning
  Bilingual text;    // a few sentences, at most about 1 kB
};

struct Due {
  std::optional<Day> day;             // the last day, included; absent while an open pause holds the clock
  std::optional<Instant> instant;     // of a limit in hours
  std::optional<Day> day_if_resumed;  // while an open pause holds the clock: the last day had it not begun;
                                      // absent also when that day is not known
  std::vector<Pause> pauses;          // merged, ascending
  Derivation derivation;
};

[[nodiscard]] Result<Due> due(const Calendar& calendar, const ClockInput& input);

// The last day to act when something must be done `limit` before `day`: that day less the limit. For working
// days it is the last working day from which a forward count of the whole limit still ends on or before
// `day`. No roll-over: the answer may be a weekend when the unit is not working days. Hours are whole days,
// rounded up. The derivation is the forward count, so its `start` is the answer.
[[nodiscard]] Result<Due> latest_before(const Calendar& calendar, Unit unit, int limit, Day day);

}  // namespace gangway::workdays
