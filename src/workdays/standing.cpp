#include "workdays/standing.h"

#include <algorithm>

namespace gangway::workdays {
namespace {

// Working days from one day to another, negative when the other is earlier.
std::optional<int> signed_workdays(const Calendar& calendar, Day from, Day to) {
  const auto ahead = calendar.workdays_between(from, to);
  const auto behind = calendar.workdays_between(to, from);
  if (!ahead || !behind) return std::nullopt;
  return *ahead - *behind;
}

bool is_paused(const Due& due, Instant at) {
  return std::ranges::any_of(due.pauses, [at](const Pause& pause) {
    return pause.from <= at && (!pause.resumed || at < *pause.resumed);
  });
}

bool is_over(const Due& due, Instant at) {
  return due.instant ? at > *due.instant : day_in_shanghai(at) > *due.day;
}

// The slack that the announced days alone prove, when the last day lies beyond them.
int proven_slack(const Calendar& calendar, Day today, const Progress& progress) {
  return calendar.workdays_between(today, calendar.last_day()).value_or(0) - progress.needed;
}

}  // namespace

Standing standing(const Calendar& calendar, const Due& due, Instant now, const Progress& progress) {
  const auto today = day_in_shanghai(now);
  if (progress.done) {
    if (!due.day) return {State::Done, std::nullopt};
    return {State::Done, signed_workdays(calendar, day_in_shanghai(*progress.done), *due.day)};
  }
  // A pause that begins after the last day does not stop what is over already.
  if (!due.day || (is_paused(due, now) && !is_over(due, now))) return {State::Paused, std::nullopt};
  auto slack = signed_workdays(calendar, today, *due.day);
  if (slack) *slack -= progress.needed;
  if (is_over(due, now)) return {State::Overdue, slack};
  const int proven = slack ? *slack : proven_slack(calendar, today, progress);
  return {proven <= progress.warn_at ? State::AtRisk : State::OnTrack, slack};
}

}  // namespace gangway::workdays
