#include "workdays/calendar.h"

#include <cassert>

namespace gangway::workdays {

using std::chrono::days;

namespace {

bool on_weekend(Day day) {
  const std::chrono::weekday on{day};
  return on == std::chrono::Saturday || on == std::chrono::Sunday;
}

tl::unexpected<Error> refuse(const char* key, Day day) {
  return fail(ErrorCode::Invalid, key, Args{{"day", to_string(day)}});
}

}  // namespace

Result<Calendar> Calendar::create(YearRange covered, const Exceptions& exceptions) {
  Calendar calendar(Day{covered.first / std::chrono::January / 1},
                    Day{(covered.last + std::chrono::years{1}) / std::chrono::January / 1});
  if (calendar.end_ <= calendar.first_) return fail(ErrorCode::Invalid, "calendar.no_years");
  calendar.kinds_.resize(calendar.index(calendar.end_));
  TRY(calendar.mark(exceptions));
  calendar.count();
  return calendar;
}

Result<void> Calendar::mark(const Exceptions& exceptions) {
  for (const auto day : exceptions.holidays) {
    if (!covers(day)) return refuse("calendar.day_outside", day);
    kinds_[index(day)].holiday = true;
  }
  for (const auto day : exceptions.makeup_workdays) {
    if (!covers(day)) return refuse("calendar.day_outside", day);
    if (!on_weekend(day)) return refuse("calendar.makeup_on_weekday", day);
    auto& kind = kinds_[index(day)];
    if (kind.holiday) return refuse("calendar.both", day);
    kind.makeup = true;
  }
  return {};
}

void Calendar::count() {
  worked_until_.reserve(kinds_.size());
  for (auto day = first_; day < end_; day += days{1}) {
    auto& kind = kinds_[index(day)];
    kind.worked = kind.makeup || !(on_weekend(day) || kind.holiday);
    if (kind.worked) workdays_.push_back(day);
    worked_until_.push_back(static_cast<int>(workdays_.size()));
  }
}

bool Calendar::is_workday(Day day) const {
  assert(covers(day));
  return kinds_[index(day)].worked;
}

bool Calendar::is_makeup_workday(Day day) const {
  assert(covers(day));
  return kinds_[index(day)].makeup;
}

bool Calendar::is_holiday(Day day) const {
  assert(covers(day));
  return kinds_[index(day)].holiday;
}

tl::unexpected<Error> Calendar::not_known(Day day) const {
  return fail(ErrorCode::NotKnown, "calendar.not_announced", Args{{"year", std::to_string(year_of(day))}});
}

Result<Day> Calendar::add_workdays(Day start, int count) const {
  if (!covers(start)) return not_known(start);
  if (count == 0) return start;
  const int until_start = worked_until_[index(start)];
  if (count > 0) {
    // until_start working days lie up to and including `start`, so the next one has that index.
    const auto at = static_cast<std::size_t>(until_start) + static_cast<std::size_t>(count) - 1;
    if (at >= workdays_.size()) return not_known(end_);
    return workdays_[at];
  }
  const int before = is_workday(start) ? until_start - 1 : until_start;
  if (before + count < 0) return not_known(first_ - days{1});
  return workdays_[static_cast<std::size_t>(before + count)];
}

Result<int> Calendar::workdays_between(Day after, Day until) const {
  if (until <= after) return 0;
  if (!covers(after)) return not_known(after);
  if (!covers(until)) return not_known(until);
  return worked_until_[index(until)] - worked_until_[index(after)];
}

Result<Day> Calendar::workday_until(Day day) const {
  if (!covers(day)) return not_known(day);
  if (is_workday(day)) return day;
  return add_workdays(day, -1);
}

}  // namespace gangway::workdays
