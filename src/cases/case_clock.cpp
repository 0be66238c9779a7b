#include "cases/case_clock.h"

#include <algorithm>
#include <map>

namespace gangway::cases {
namespace {

bool decided(const Branch& branch) {
  return branch.stage == BranchStage::Approved || branch.stage == BranchStage::Refused ||
         branch.stage == BranchStage::Revoked || branch.stage == BranchStage::Withdrawn;
}

// How many departments still decide one after the other, at most.
int longest_chain(const Case& file) {
  std::map<BranchId, int> depth;  // a branch waits only for one before it in the list
  int longest = 0;
  for (const auto& branch : file.branches) {
    const int before = branch.waits_for ? depth[*branch.waits_for] : 0;
    depth[branch.id] = before + (decided(branch) ? 0 : 1);
    longest = std::max(longest, depth[branch.id]);
  }
  return longest;
}

std::optional<Day> earlier(std::optional<Day> a, std::optional<Day> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::optional<Day> less(const workdays::Calendar& calendar, Day due, int workdays) {
  if (workdays == 0) return due;
  const auto last = calendar.workday_until(due);
  if (!last) return std::nullopt;
  const auto day = calendar.add_workdays(*last, -workdays);
  return day ? std::optional(*day) : std::nullopt;
}

}  // namespace

std::optional<workdays::Due> due_of(const Case& file, const std::optional<Limit>& limit,
                                    const workdays::Calendar& calendar) {
  if (!limit || !file.accepted_at) return std::nullopt;
  workdays::ClockInput input{limit->unit, limit->limit, *file.accepted_at, {}};
  for (const auto& pause : file.pauses) input.pauses.push_back({pause.from, pause.resumed});
  const auto due = workdays::due(calendar, input);
  return due ? std::optional(*due) : std::nullopt;
}

int days_needed(const Case& file, const Rules& rules) {
  switch (file.stage) {
    case Stage::Accepted:
    case Stage::InProgress:
      return longest_chain(file) * rules.days_to_decide + rules.days_to_hand_over;
    case Stage::ReadyForHandOver:
      return rules.days_to_hand_over;
    case Stage::Draft:
    case Stage::Submitted:
    case Stage::NoticeGiven:
    case Stage::HandedOver:
    case Stage::Refused:
    case Stage::Withdrawn:
    case Stage::Closed:
      return 0;
  }
  return 0;
}

std::optional<Day> due_day(const Case& file) { return earlier(file.promised, file.legal); }

void recount(Case& file, const Rules& rules, const workdays::Calendar& calendar) {
  file.promised.reset();
  file.legal.reset();
  file.act_by.reset();
  file.own = rules.own;
  const bool open_pause =
      std::ranges::any_of(file.pauses, [](const CasePause& pause) { return !pause.resumed; });
  file.paused = file.stage == Stage::NoticeGiven || (open_pause && !file.ended());
  if (file.accepted_at) {
    if (const auto due = due_of(file, rules.promised, calendar)) file.promised = due->day;
    if (const auto due = due_of(file, rules.legal, calendar)) file.legal = due->day;
  } else if (file.stage == Stage::Submitted && file.submitted_at) {
    const auto due = calendar.add_workdays(day_in_shanghai(*file.submitted_at), rules.intake_workdays);
    if (due) file.promised = *due;
  }
  if (file.paused) return;
  if (const auto due = due_day(file)) file.act_by = less(calendar, *due, days_needed(file, rules));
}

std::optional<int> slack(std::optional<Day> act_by, const workdays::Calendar& calendar, Day today) {
  if (!act_by) return std::nullopt;
  const bool late = *act_by < today;
  const auto days =
      late ? calendar.workdays_between(*act_by, today) : calendar.workdays_between(today, *act_by);
  if (!days) return std::nullopt;
  return late ? -*days : *days;
}

Group group_of(std::optional<Day> due, std::optional<int> slack, bool paused, int warn_at, Day today) {
  if (paused) return Group::Paused;
  if (due && *due < today) return Group::Overdue;
  if (!slack) return Group::OnTrack;
  if (*slack <= 0) return Group::Today;
  return *slack <= warn_at ? Group::AtRisk : Group::OnTrack;
}

}  // namespace gangway::cases
