// A statutory clock: a limit that starts with an event, stands while it is paused, and ends on a day.
//
// Shape:  pure functions over a ClockRule and what happened. "Today" is an argument.
// Units:  working days, days, months or hours. The day on which the clock starts is not counted. A limit in
// hours
//         runs from the start instant.
// Pauses: a pause holds the clock from its day, not counted, up to and including the day before `resumed`;
// the day of
//         resumption counts again. For a clock in hours a pause holds from instant to instant. Overlapping
//         pauses count once. While a pause is open there is no due day. Days and months: the due day moves
//         later by the number of paused days.
// Errors: NotKnown when working days pass the announced calendar.
// Source: Administrative Licensing Law art. 82; Decree 637 art. 36 (approval periods are working days). No
// statutory
//         roll-over to the next working day was found for applicants' limits in days: none is made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/result.h"
#include "workdays/calendar.h"

namespace gangway::workdays {

enum class Unit { WorkingDays, Days, Months, Hours };

struct Pause {
  Instant from{};
  std::optional<Instant> resumed;  // absent: still paused
};

struct ClockInput {
  Unit unit = Unit::WorkingDays;
  int limit = 0;
  Instant started{};
  std::vector<Pause> pauses;
};

struct Counted {
  Day day{};
  int n = 0;
  bool makeup = false;  // a weekend day that is worked
};

enum class Why { Weekend, Holiday, Paused };

struct Skipped {
  Day from{};
  Day to{};  // included
  Why why = Why::Weekend;
};

// How a due day came about: enough to print it, and to draw one cell per day.
struct Derivation {
  Day start{};                   // not counted
  std::vector<Counted> counted;  // working days and days, at most 400; of months and hours none
  std::vector<Skipped> skipped;
  Bilingual text;  // one sentence or two
};

struct Due {
  std::optional<Day> day;          // absent while a pause is open
  std::optional<Instant> instant;  // of a limit in hours
  Derivation derivation;
};

// REQUIRES: 0 <= input.limit <= 4000.
[[nodiscard]] Result<Due> due(const Calendar& calendar, const ClockInput& input);

// The last day to act when something must be done `limit` before `day`. For working days the last working day
// from which the whole limit still fits up to and including `day`.
[[nodiscard]] Result<Due> latest_before(const Calendar& calendar, Unit unit, int limit, Day day);

enum class State { OnTrack, AtRisk, Overdue, Paused, Done };

// Working days left from `today` to `due` (negative when late), less those still needed; AtRisk at 0 to 2.
struct Standing {
  State state = State::OnTrack;
  int slack = 0;
};
[[nodiscard]] Result<Standing> standing(const Calendar& calendar, const Due& due, Day today, int still_needed,
                                        std::optional<Day> done_on);

// Days on which a hall is open. Not legal working days: a hall may open on a Saturday, and no limit moves for
// it.
class OpeningDays {
 public:
  OpeningDays(const Calendar& calendar, std::vector<Day> open, std::vector<Day> closed);

  // nullopt: a day whose holidays are not announced and that nobody listed.
  [[nodiscard]] std::optional<bool> is_open(Day day) const;

 private:
  const Calendar* calendar_;
  std::vector<Day> open_;    // sorted
  std::vector<Day> closed_;  // sorted
};

}  // namespace gangway::workdays
