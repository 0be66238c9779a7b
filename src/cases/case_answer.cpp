#include "cases/case_answer.h"

#include <algorithm>
#include <set>

namespace gangway::cases {
namespace {

using B = BranchStage;

// One answer on its way into a case.
struct Taking {
  Case& file;
  Branch& branch;
  const Answer& answer;
  const Rules& rules;
  const workdays::Calendar& calendar;
  Instant now;

  [[nodiscard]] bool not_younger_than(std::optional<Instant> other) const {
    return other && answer.decided_at <= *other;
  }
};

void open_task(Case& file, Task task, const Rules& rules, const workdays::Calendar& calendar, Instant now) {
  task.number = static_cast<int>(file.tasks.size()) + 1;
  task.unit = file.unit;
  task.opened_at = now;
  if (const auto due = calendar.add_workdays(day_in_shanghai(now), rules.task_workdays)) task.due = *due;
  file.tasks.push_back(std::move(task));
}

Effect make_task(const Taking& t, TaskKind kind) {
  Task task;
  task.kind = kind;
  task.branch = t.branch.id;
  task.verdict = t.answer.verdict;
  task.decided_at = t.answer.decided_at;
  if (t.answer.verdict == Verdict::Approved) task.candidate = t.answer.issued;
  task.reason = t.answer.reason;
  open_task(t.file, std::move(task), t.rules, t.calendar, t.now);
  return Effect::Task;
}

// When something happened that the department dates, within what the case has seen.
Instant within_case(const Taking& t) {
  return std::max(t.file.accepted_at.value_or(t.file.opened_at), std::min(t.answer.decided_at, t.now));
}

void approve(Case& file, Branch& branch, const Issued& issued, Instant decided_at) {
  go(branch, B::Approved);
  branch.issued = issued;
  branch.reason.clear();
  branch.asked.clear();
  branch.decided_at = decided_at;
  resume(file, branch.id, decided_at);
}

void turn_down(Case& file, Branch& branch, B to, const std::string& reason, Instant decided_at) {
  go(branch, to);
  branch.issued.reset();
  branch.reason = reason;
  branch.asked.clear();
  branch.decided_at = decided_at;
  resume(file, branch.id, decided_at);
}

Effect revoke(const Taking& t) {
  turn_down(t.file, t.branch, B::Revoked, t.answer.reason, t.answer.decided_at);
  return make_task(t, TaskKind::Revoked);
}

Effect ask_supplement(const Taking& t) {
  if (t.not_younger_than(t.branch.supplemented_at)) return Effect::Known;
  if (t.branch.stage == B::SupplementAsked) {
    bool more = false;
    for (const auto& paper : t.answer.papers) {
      if (std::ranges::find(t.branch.asked, paper) != t.branch.asked.end()) continue;
      t.branch.asked.push_back(paper);
      more = true;
    }
    return more ? Effect::Taken : Effect::Known;
  }
  go(t.branch, B::SupplementAsked);
  t.branch.asked = t.answer.papers;
  t.branch.reason = t.answer.reason;
  t.file.pauses.push_back({t.branch.id, within_case(t), std::nullopt});
  return Effect::Taken;
}

Effect take_approval(const Taking& t) {
  approve(t.file, t.branch, t.answer.issued, within_case(t));
  t.branch.decided_at = t.answer.decided_at;
  if (t.branch.early_revocation && *t.branch.early_revocation >= t.answer.decided_at) {
    const auto at = *t.branch.early_revocation;
    t.branch.early_revocation.reset();
    turn_down(t.file, t.branch, B::Revoked, {}, at);
    return make_task(t, TaskKind::Revoked);
  }
  return Effect::Taken;
}

// The branch has been sent or is about to be, and nothing is decided.
Effect while_open(const Taking& t) {
  if (t.not_younger_than(t.branch.decided_at)) return Effect::Known;  // of the time before it was sent again
  switch (t.answer.verdict) {
    case Verdict::Received:
      if (t.branch.stage != B::ToSend && t.branch.stage != B::Sent) return Effect::Known;
      if (t.not_younger_than(t.branch.supplemented_at)) return Effect::Known;
      go(t.branch, B::Received);
      return Effect::Taken;
    case Verdict::SupplementAsked:
      return ask_supplement(t);
    case Verdict::Approved:
      return take_approval(t);
    case Verdict::Refused:
      turn_down(t.file, t.branch, B::Refused, t.answer.reason, within_case(t));
      t.branch.decided_at = t.answer.decided_at;
      return Effect::Taken;
    case Verdict::Revoked:
      t.branch.early_revocation = t.answer.decided_at;
      return make_task(t, TaskKind::Unexpected);
  }
  return Effect::Known;
}

Effect when_approved(const Taking& t) {
  switch (t.answer.verdict) {
    case Verdict::Received:
      return Effect::Known;
    case Verdict::SupplementAsked:
      return t.not_younger_than(t.branch.decided_at) ? Effect::Known : make_task(t, TaskKind::Unexpected);
    case Verdict::Approved:
      return t.answer.issued == t.branch.issued ? Effect::Known : make_task(t, TaskKind::DoubleAnswer);
    case Verdict::Refused:
      return make_task(t, TaskKind::DoubleAnswer);
    case Verdict::Revoked:
      return t.branch.decided_at && t.answer.decided_at < *t.branch.decided_at
                 ? make_task(t, TaskKind::Unexpected)
                 : revoke(t);
  }
  return Effect::Known;
}

Effect when_turned_down(const Taking& t) {
  const bool revoked = t.branch.stage == B::Revoked;
  switch (t.answer.verdict) {
    case Verdict::Received:
      return Effect::Known;
    case Verdict::SupplementAsked:
      return t.not_younger_than(t.branch.decided_at) ? Effect::Known : make_task(t, TaskKind::Unexpected);
    case Verdict::Approved:
      return revoked && t.not_younger_than(t.branch.decided_at) ? Effect::Known
                                                                : make_task(t, TaskKind::DoubleAnswer);
    case Verdict::Refused:
      return revoked ? make_task(t, TaskKind::DoubleAnswer) : Effect::Known;
    case Verdict::Revoked:
      return revoked ? Effect::Known : make_task(t, TaskKind::Unexpected);
  }
  return Effect::Known;
}

Effect after_end(const Taking& t) {
  const auto verdict = t.answer.verdict;
  if (verdict == Verdict::Received || verdict == Verdict::SupplementAsked || verdict == Verdict::Refused) {
    const bool contradicts = t.branch.stage == B::Approved && verdict == Verdict::Refused;
    return contradicts ? make_task(t, TaskKind::AfterEnd) : Effect::Known;
  }
  if (t.branch.stage == B::Approved) {
    if (verdict == Verdict::Approved && t.answer.issued == t.branch.issued) return Effect::Known;
    if (verdict == Verdict::Revoked && !(t.branch.decided_at && t.answer.decided_at < *t.branch.decided_at))
      return revoke(t);
  }
  if (t.branch.stage == B::Revoked && t.not_younger_than(t.branch.decided_at)) return Effect::Known;
  return make_task(t, TaskKind::AfterEnd);
}

Effect taken(const Taking& t) {
  if (t.file.ended() || t.branch.stage == B::Withdrawn) return after_end(t);
  switch (t.branch.stage) {
    case B::Waiting:
      return make_task(t, TaskKind::Unexpected);
    case B::ToSend:
    case B::Sent:
    case B::Received:
    case B::SupplementAsked:
      return while_open(t);
    case B::Approved:
      return when_approved(t);
    case B::Refused:
    case B::Revoked:
      return when_turned_down(t);
    case B::Withdrawn:
      break;
  }
  return Effect::Known;
}

// After anything that answers or resolutions changed: the stage of the case, and what is to be cleared up.
void settle(Case& file, const Rules& rules, const workdays::Calendar& calendar, Instant now) {
  if (file.ended()) return;
  const bool anything_came = std::ranges::any_of(file.branches, [](const Branch& branch) {
    return branch.stage != B::Waiting && branch.stage != B::ToSend;
  });
  if (file.stage == Stage::Accepted && anything_came) file.stage = Stage::InProgress;
  if (file.stage != Stage::InProgress && file.stage != Stage::ReadyForHandOver) return;
  release_branches(file);
  auto joint = joint_of(file);
  const bool told = std::ranges::any_of(
      file.tasks, [](const Task& task) { return task.open() && task.kind == TaskKind::Mismatch; });
  if (joint.all_approved && !joint.agree() && !told) {
    Task task;
    task.kind = TaskKind::Mismatch;
    task.verdict = Verdict::Approved;
    task.decided_at = now;
    open_task(file, std::move(task), rules, calendar, now);
    joint = joint_of(file);
  }
  if (joint.open() != (file.stage == Stage::ReadyForHandOver)) {
    file.stage = joint.open() ? Stage::ReadyForHandOver : Stage::InProgress;
    file.collection.reset();  // who collects is looked at when there is something to collect
  }
}

Result<void> check(const Branch& branch, const Answer& answer) {
  if (branch.system != answer.system)
    return fail(ErrorCode::Invalid, "cases.wrong_system", std::string("/system"));
  const auto& issued = answer.issued;
  if (answer.verdict == Verdict::Approved &&
      (issued.document_number.empty() || issued.name.empty() || issued.passport.empty() || !issued.from))
    return fail(ErrorCode::Invalid, "cases.answer_incomplete", std::string("/issued"));
  return {};
}

}  // namespace

Result<Effect> take_answer(Case& file, const Answer& answer, const Rules& rules,
                           const workdays::Calendar& calendar, Instant now) {
  auto* const branch = find_branch(file, answer.branch);
  if (branch == nullptr) return fail(ErrorCode::NotFound, "cases.no_such_branch", std::string("/branch"));
  TRY(check(*branch, answer));
  const auto effect = taken({file, *branch, answer, rules, calendar, now});
  settle(file, rules, calendar, now);
  return effect;
}

void note_sent(Case& file, BranchId id, MessageKind kind, Instant at) {
  auto* const branch = find_branch(file, id);
  if (branch == nullptr || kind == MessageKind::Withdraw || branch->stage != B::ToSend) return;
  go(*branch, B::Sent);
  branch->sent_at = at;
  if (file.stage == Stage::Accepted) file.stage = Stage::InProgress;
}

Joint joint_of(const Case& file) {
  Joint out;
  out.all_approved = !file.branches.empty() && std::ranges::all_of(file.branches, [](const Branch& branch) {
    return branch.stage == B::Approved && branch.issued;
  });
  out.no_open_task = !has_open_task(file);
  if (!out.all_approved) return out;
  const auto& first = *file.branches.front().issued;
  const auto all = [&](auto member) {
    return std::ranges::all_of(
        file.branches, [&](const Branch& branch) { return (*branch.issued).*member == first.*member; });
  };
  out.names_agree = all(&Issued::name);
  out.passports_agree = all(&Issued::passport);
  out.start_days_agree = all(&Issued::from);
  std::set<std::string> numbers;
  for (const auto& branch : file.branches) numbers.insert(branch.issued->document_number);
  out.numbers_stand = numbers.size() == file.branches.size() && !numbers.contains("");
  return out;
}

namespace {

bool may_end_so(TaskKind kind, Resolution resolution) {
  switch (kind) {
    case TaskKind::Mismatch:
    case TaskKind::AfterEnd:
    case TaskKind::Unexpected:
      return resolution == Resolution::Settled;
    case TaskKind::DoubleAnswer:
      return resolution == Resolution::Keep || resolution == Resolution::TakeNew;
    case TaskKind::Revoked:
      return resolution == Resolution::Settled || resolution == Resolution::SendAgain;
  }
  return false;
}

// The second decision takes the place of the first.
Result<void> take_new(Case& file, const Task& task, Branch& branch) {
  if (branch.stage == B::Approved && task.verdict == Verdict::Approved) {
    branch.issued = task.candidate;
    branch.decided_at = task.decided_at;
    return {};
  }
  const auto to = task.verdict == Verdict::Approved ? B::Approved : B::Refused;
  // A branch that was sent again waits for its own answer.
  const bool decided =
      branch.stage == B::Approved || branch.stage == B::Refused || branch.stage == B::Revoked;
  if (!decided || !is_step(branch.stage, to)) return fail(ErrorCode::Conflict, "cases.not_now");
  if (to == B::Approved) {
    approve(file, branch, *task.candidate, task.decided_at);
  } else {
    turn_down(file, branch, B::Refused, task.reason, task.decided_at);
  }
  return {};
}

Result<void> send_again(Case& file, Branch& branch) {
  if (branch.stage != B::Revoked) return fail(ErrorCode::Conflict, "cases.not_now");
  go(branch, B::ToSend);
  branch.reason.clear();
  branch.supplemented_at.reset();
  file.outgoing.push_back({branch.id, MessageKind::Apply});
  return {};
}

}  // namespace

Result<void> resolve(Case& file, int number, Resolution resolution, AccountId by, const Rules& rules,
                     const workdays::Calendar& calendar, Instant now) {
  const auto task = std::ranges::find(file.tasks, number, &Task::number);
  if (task == file.tasks.end()) return fail(ErrorCode::NotFound, "cases.no_such_task", std::string("/task"));
  if (!task->open()) return fail(ErrorCode::Conflict, "cases.task_done");
  if (!may_end_so(task->kind, resolution))
    return fail(ErrorCode::Invalid, "cases.no_such_resolution", std::string("/resolution"));
  if (task->kind == TaskKind::Mismatch && !file.ended()) {
    const auto joint = joint_of(file);
    if (joint.all_approved && !joint.agree()) return fail(ErrorCode::Conflict, "cases.still_mismatched");
  }
  auto* const branch = task->branch ? find_branch(file, *task->branch) : nullptr;
  const bool changes = resolution == Resolution::TakeNew || resolution == Resolution::SendAgain;
  if (changes && (file.ended() || branch == nullptr)) return fail(ErrorCode::Conflict, "cases.ended");
  if (resolution == Resolution::TakeNew) TRY(take_new(file, *task, *branch));
  if (resolution == Resolution::SendAgain) TRY(send_again(file, *branch));
  task->resolved_by = by;
  task->resolved_at = now;
  task->resolution = resolution;
  settle(file, rules, calendar, now);
  return {};
}

}  // namespace gangway::cases
