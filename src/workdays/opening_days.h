// The days on which a hall is open to the public.
//
// Shape:  an immutable value beside the Calendar, which it asks only for the usual rule "open on working
//         days". It is a type of its own because opening days are not legal working days: a hall may open on
//         a Saturday, and no statutory limit moves for it.
// Errors: NotKnown for a day that nobody listed in a year whose holidays are not announced.
// Source: halls' own notices, as data in packs/<region>/opening.yaml.
#pragma once

#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "workdays/calendar.h"

namespace gangway::workdays {

struct DayRange {
  Day from{};
  Day to{};  // included
};

struct Opening {
  bool open = false;
  bool confirmed = false;  // the hall has said so; else it is the usual rule

  friend bool operator==(const Opening&, const Opening&) = default;
};

class OpeningDays {
 public:
  struct Notices {
    std::vector<Day> open;    // though not a working day
    std::vector<Day> closed;  // though a working day
    std::vector<DayRange>
        confirmed;  // in these ranges the rule and both lists are what the hall has announced
  };

  // Errors: Invalid when a day is both open and closed, or a range ends before it begins.
  [[nodiscard]] static Result<OpeningDays> create(Notices notices);

  [[nodiscard]] Result<Opening> on(const Calendar& calendar, Day day) const;

 private:
  explicit OpeningDays(Notices notices) : notices_(std::move(notices)) {}

  Notices notices_;  // open and closed sorted
};

}  // namespace gangway::workdays
