#include "workdays/calendar.h"

namespace gangway::workdays {

using namespace std::chrono;

Result<Calendar> Calendar::create(YearRange covered, const Exceptions& exceptions) {
  Calendar calendar(sys_days{covered.first / January / 1}, sys_days{(covered.last + years{1}) / January / 1});
  if (calendar.end_ <= calendar.first_) return fail(ErrorCode::Invalid, "calendar.no_years");
  calendar.kinds_.resize(static_cast<std::size_t>((calendar.end_ - calendar.first_).count()));
  const auto outside = [](Day day) {
    return fail(ErrorCode::Invalid, "calendar.day_outside", Args{{"day", to_string(day)}});
  };
  for (const auto day : exceptions.holidays) {
    if (!calendar.covers(day)) return outside(day);
    calendar.kinds_[calendar.index(day)].holiday = true;
  }
  for (const auto day : exceptions.makeup_workdays) {
    if (!calendar.covers(day)) return outside(day);
    auto& kind = calendar.kinds_[calendar.index(day)];
    if (kind.holiday) return fail(ErrorCode::Invalid, "calendar.both", Args{{"day", to_string(day)}});
    kind.makeup = true;
  }
  int worked = 0;
  for (auto day = calendar.first_; day < calendar.end_; day += days{1}) {
    auto& kind = calendar.kinds_[calendar.index(day)];
    const weekday on{day};
    kind.worked = kind.makeup || (on != Saturday && on != Sunday && !kind.holiday);
    if (kind.worked) {
      ++worked;
      calendar.workdays_.push_back(day);
    }
    calendar.worked_until_.push_back(worked);
  }
  return calendar;
}

bool Calendar::is_workday(Day day) const { return kinds_[index(day)].worked; }
bool Calendar::is_makeup_workday(Day day) const { return kinds_[index(day)].makeup; }
bool Calendar::is_holiday(Day day) const { return kinds_[index(day)].holiday; }

tl::unexpected<Error> Calendar::not_known(Day day) const {
  const int year = day < first_ ? year_of(day) : year_of(std::max(day, end_));
  return fail(ErrorCode::NotKnown, "calendar.not_announced", Args{{"year", std::to_string(year)}});
}

Result<Day> Calendar::add_workdays(Day start, int count) const {
  if (!covers(start)) return not_known(start);
  if (count == 0) return start;
  // Working days in [first_, start]: the next one has that index.
  const int until_start = worked_until_[index(start)];
  if (count > 0) {
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

}  // namespace gangway::workdays
