// Working-day arithmetic for statutory time limits.
//
// Shape:  an immutable value; safe to share between threads; no I/O, no clock ("today" is an argument). What
//         is announced comes in as plain data; src/policy reads it from a pack.
// Units:  whole civil days (base/day.h). A limit of n working days that starts on day d ends on the n-th
//         working day after d; d itself is never counted.
// Errors: NotKnown when the answer lies outside the years whose holidays have been announced. The calendar
//         never guesses a holiday: a wrong deadline is worse than no deadline.
// Source: Administrative Licensing Law art. 82 (limits are in working days, statutory holidays excluded);
//         Civil Code art. 201 (the first day is not counted); the State Council's yearly notices, as data in
//         packs/cn/calendar.yaml.
#pragma once

#include <vector>

#include "base/day.h"
#include "base/result.h"

namespace gangway::workdays {

struct YearRange {
  std::chrono::year first;  // inclusive
  std::chrono::year last;   // inclusive
};

class Calendar {
 public:
  // What a notice changes in the plain week of Monday to Friday. A holiday block lists its weekends too.
  struct Exceptions {
    std::vector<Day> holidays;         // days off, whatever their weekday
    std::vector<Day> makeup_workdays;  // Saturdays and Sundays worked in exchange
  };

  // Errors: Invalid when no year is covered, when a day is outside `covered`, is both a holiday and a make-up
  //         workday, or is a make-up workday from Monday to Friday.
  [[nodiscard]] static Result<Calendar> create(YearRange covered, const Exceptions& exceptions);

  [[nodiscard]] bool covers(Day day) const { return first_ <= day && day < end_; }
  [[nodiscard]] Day first_day() const { return first_; }
  [[nodiscard]] Day last_day() const { return end_ - std::chrono::days{1}; }

  // REQUIRES: covers(day).
  [[nodiscard]] bool is_workday(Day day) const;
  [[nodiscard]] bool is_makeup_workday(Day day) const;  // a weekend day that is worked
  [[nodiscard]] bool is_holiday(Day day) const;         // off by notice (a plain weekend is not)

  // The last day of a limit of `count` working days that starts on `start`. count == 0 gives `start` itself,
  // worked or not; a negative count goes back: the |count|-th working day before `start`. Cost: O(1).
  [[nodiscard]] Result<Day> add_workdays(Day start, int count) const;

  // How many working days lie in (after, until]; 0 when until <= after. Cost: O(1).
  [[nodiscard]] Result<int> workdays_between(Day after, Day until) const;

  // `day` itself when it is worked, else the working day before it.
  [[nodiscard]] Result<Day> workday_until(Day day) const;

  // The error that names the year of `day`, which is not covered. REQUIRES: !covers(day).
  [[nodiscard]] tl::unexpected<Error> not_known(Day day) const;

 private:
  struct Kind {
    bool worked = false;
    bool holiday = false;
    bool makeup = false;
  };

  Calendar(Day first, Day end) : first_(first), end_(end) {}
  [[nodiscard]] std::size_t index(Day day) const { return static_cast<std::size_t>((day - first_).count()); }
  [[nodiscard]] Result<void> mark(const Exceptions& exceptions);
  void count();

  Day first_;                      // first covered day
  Day end_;                        // one past the last covered day
  std::vector<Kind> kinds_;        // [i] = what first_ + i is
  std::vector<int> worked_until_;  // [i] = working days in [first_, first_ + i]
  std::vector<Day> workdays_;      // all working days, ascending
};

}  // namespace gangway::workdays
