// What a department answers, and what that does to a case.
//
// Shape:  pure, as case.h. Answers may come in any order, late, twice, and contradict each other: what fits
// is
//         taken, what was known or is out of date changes nothing, and what contradicts becomes a task. An
//         answer never overwrites a decision; only a named person who resolves the task does.
// Joint:  certificates are handed over together (一并发证): when every branch is approved, the answers agree
//         in the name as printed, the start day and the passport number, each has a document number of its
//         own, and nothing waits to be cleared up. A case that no longer fulfils this leaves
//         ReadyForHandOver at once.
//
//   the branch is      | Received | SupplementAsked | Approved        | Refused      | Revoked
//   -------------------|----------|-----------------|-----------------|--------------|---------------
//   Waiting            | task     | task            | task            | task         | task
//   ToSend, Sent       | taken    | taken           | taken           | taken        | task, kept
//   Received           | known    | taken           | taken           | taken        | task, kept
//   SupplementAsked    | known    | taken           | taken           | taken        | task, kept
//   Approved           | known    | task            | known or task   | task         | taken, task
//   Refused            | known    | task            | task            | known        | task
//   Revoked            | known    | task            | known or task   | task         | known
//   ended              | known    | known           | task            | known        | task
//   An answer not younger than what it would follow is known, whatever it says.
#pragma once

#include <string>
#include <vector>

#include "cases/case.h"
#include "workdays/calendar.h"

namespace gangway::cases {

struct Answer {
  std::string system;
  std::string id;  // of the system's; the same id is the same answer
  CaseId case_id;
  BranchId branch;
  Verdict verdict = Verdict::Received;
  Issued issued;                    // Approved
  std::string reason;               // Refused, Revoked, SupplementAsked
  std::vector<std::string> papers;  // SupplementAsked
  Instant decided_at{};
};

enum class Effect { Taken, Known, Task };
BOOST_DESCRIBE_ENUM(Effect, Taken, Known, Task)

// Errors: NotFound "cases.no_such_branch"; Invalid "cases.wrong_system", "cases.answer_incomplete".
[[nodiscard]] Result<Effect> take_answer(Case& file, const Answer& answer, const Rules& rules,
                                         const workdays::Calendar& calendar, Instant now);

// The message about the branch went out.
void note_sent(Case& file, BranchId branch, MessageKind kind, Instant at);

struct Joint {
  bool all_approved = false;
  bool names_agree = false;
  bool passports_agree = false;
  bool start_days_agree = false;
  bool numbers_stand = false;  // each has one, none twice
  bool no_open_task = false;

  [[nodiscard]] bool agree() const {
    return names_agree && passports_agree && start_days_agree && numbers_stand;
  }
  [[nodiscard]] bool open() const { return all_approved && agree() && no_open_task; }
};
[[nodiscard]] Joint joint_of(const Case& file);

// A named person clears a task up.
// Errors: NotFound "cases.no_such_task"; Conflict "cases.task_done", "cases.still_mismatched"; Invalid
//         "cases.no_such_resolution" for one that the kind of task does not have.
[[nodiscard]] Result<void> resolve(Case& file, int task, Resolution resolution, AccountId by,
                                   const Rules& rules, const workdays::Calendar& calendar, Instant now);

}  // namespace gangway::cases
