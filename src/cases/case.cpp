#include "cases/case.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "base/json_bind.h"
#include "cases/case_answer.h"

namespace gangway::cases {
namespace {

using S = Stage;
using B = BranchStage;

constexpr std::array kStages{
    std::pair{S::Draft, S::Submitted},
    std::pair{S::Draft, S::Withdrawn},
    std::pair{S::Submitted, S::NoticeGiven},
    std::pair{S::Submitted, S::Accepted},
    std::pair{S::Submitted, S::Refused},
    std::pair{S::Submitted, S::Withdrawn},
    std::pair{S::NoticeGiven, S::Submitted},
    std::pair{S::NoticeGiven, S::Withdrawn},
    std::pair{S::Accepted, S::InProgress},
    std::pair{S::Accepted, S::Withdrawn},
    std::pair{S::InProgress, S::ReadyForHandOver},
    std::pair{S::InProgress, S::Refused},
    std::pair{S::InProgress, S::Withdrawn},
    std::pair{S::ReadyForHandOver, S::InProgress},
    std::pair{S::ReadyForHandOver, S::HandedOver},
    std::pair{S::ReadyForHandOver, S::Withdrawn},
    std::pair{S::HandedOver, S::Closed},
    std::pair{S::Refused, S::Closed},
};

constexpr std::array kBranchStages{
    std::pair{B::Waiting, B::ToSend},
    std::pair{B::Waiting, B::Withdrawn},
    std::pair{B::ToSend, B::Sent},
    // An answer can overtake the note that the message went out.
    std::pair{B::ToSend, B::Received},
    std::pair{B::ToSend, B::SupplementAsked},
    std::pair{B::ToSend, B::Approved},
    std::pair{B::ToSend, B::Refused},
    std::pair{B::ToSend, B::Withdrawn},
    std::pair{B::Sent, B::Received},
    std::pair{B::Sent, B::SupplementAsked},
    std::pair{B::Sent, B::Approved},
    std::pair{B::Sent, B::Refused},
    std::pair{B::Sent, B::Withdrawn},
    std::pair{B::Received, B::SupplementAsked},
    std::pair{B::Received, B::Approved},
    std::pair{B::Received, B::Refused},
    std::pair{B::Received, B::Withdrawn},
    std::pair{B::SupplementAsked, B::ToSend},
    std::pair{B::SupplementAsked, B::Approved},
    std::pair{B::SupplementAsked, B::Refused},
    std::pair{B::SupplementAsked, B::Withdrawn},
    std::pair{B::Approved, B::Revoked},
    std::pair{B::Approved, B::Withdrawn},
    std::pair{B::Revoked, B::ToSend},
    // Only by somebody who resolves the task about a second answer.
    std::pair{B::Approved, B::Refused},
    std::pair{B::Refused, B::Approved},
    std::pair{B::Revoked, B::Approved},
    std::pair{B::Revoked, B::Refused},
};

tl::unexpected<Error> refused(const char* key) { return fail(ErrorCode::Conflict, key); }

bool has_paper(const Case& file, std::string_view code, std::optional<Instant> after) {
  return std::ranges::any_of(file.papers, [&](const PaperNote& paper) {
    return paper.code == code && (!after || paper.received_at > *after);
  });
}

Result<void> check_defects(const std::vector<Defect>& defects, const Rules& rules) {
  if (defects.empty()) return fail(ErrorCode::Invalid, "cases.notice_empty", std::string("/defects"));
  std::set<std::string_view> seen;
  for (const auto& defect : defects) {
    const bool known =
        std::ranges::any_of(rules.papers, [&](const Named& p) { return p.code == defect.code; });
    if (!known)
      return fail(ErrorCode::Invalid, "cases.no_such_paper", Args{{"code", defect.code}}, "/defects");
    if (!seen.insert(defect.code).second)
      return fail(ErrorCode::Invalid, "cases.twice", Args{{"code", defect.code}}, "/defects");
  }
  return {};
}

// Takes the application back from the departments that have it.
void recall(Case& file, Instant now) {
  for (auto& branch : file.branches) {
    resume(file, branch.id, now);
    if (branch.stage == B::Refused || branch.stage == B::Revoked || branch.stage == B::Withdrawn) continue;
    if (branch.stage != B::Waiting) file.outgoing.push_back({branch.id, MessageKind::Withdraw});
    go(branch, B::Withdrawn);
  }
}

}  // namespace

std::span<const std::pair<Stage, Stage>> stage_table() { return kStages; }
std::span<const std::pair<BranchStage, BranchStage>> branch_table() { return kBranchStages; }

bool is_step(Stage from, Stage to) {
  return std::ranges::find(kStages, std::pair{from, to}) != kStages.end();
}
bool is_step(BranchStage from, BranchStage to) {
  return std::ranges::find(kBranchStages, std::pair{from, to}) != kBranchStages.end();
}

Result<void> go(Case& file, Stage to) {
  if (!is_step(file.stage, to)) return refused(file.ended() ? "cases.ended" : "cases.not_now");
  file.stage = to;
  return {};
}

void go(Branch& branch, BranchStage to) {
  if (!is_step(branch.stage, to)) throw std::logic_error("no such step of a branch");
  branch.stage = to;
}

Branch* find_branch(Case& file, BranchId id) {
  const auto at = std::ranges::find(file.branches, id, &Branch::id);
  return at == file.branches.end() ? nullptr : &*at;
}
const Branch* find_branch(const Case& file, BranchId id) {
  const auto at = std::ranges::find(file.branches, id, &Branch::id);
  return at == file.branches.end() ? nullptr : &*at;
}

bool has_open_task(const Case& file) { return std::ranges::any_of(file.tasks, &Task::open); }

std::vector<std::string> missing_papers(const Case& file, const Rules& rules) {
  std::vector<std::string> out;
  for (const auto& paper : rules.papers) {
    if (!has_paper(file, paper.code, std::nullopt)) out.push_back(paper.code);
  }
  return out;
}

void resume(Case& file, BranchId branch, Instant at) {
  for (auto& pause : file.pauses) {
    if (pause.branch == branch && !pause.resumed) pause.resumed = std::max(pause.from, at);
  }
}

void release_branches(Case& file) {
  for (auto& branch : file.branches) {
    if (branch.stage != B::Waiting) continue;
    if (branch.waits_for) {
      const auto* const other = find_branch(file, *branch.waits_for);
      if (other == nullptr || other->stage != B::Approved) continue;
    }
    go(branch, B::ToSend);
    file.outgoing.push_back({branch.id, MessageKind::Apply});
  }
}

Result<Case> open(const Opened& opened, const Rules& rules, std::span<const BranchId> branches) {
  if (!opened.owner.is_stored() || opened.unit.place.empty())
    return fail(ErrorCode::Invalid, "cases.no_owner");
  if (rules.branches.empty() || branches.size() != rules.branches.size())
    return fail(ErrorCode::Invalid, "cases.no_branches", std::string("/route"));
  Case file;
  file.id = opened.id;
  file.version = 1;
  file.channel = opened.channel;
  file.stage = opened.channel == Channel::Counter ? S::Submitted : S::Draft;
  file.route = opened.route;
  file.region = opened.region;
  file.owner = opened.owner;
  file.owner_place = opened.unit.place;
  file.unit = opened.unit;
  if (opened.channel == Channel::Counter) file.handler = opened.owner;
  file.opened_at = opened.at;
  if (file.stage == S::Submitted) file.submitted_at = opened.at;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const auto& plan = rules.branches[i];
    Branch branch;
    branch.id = branches[i];
    branch.system = plan.system;
    branch.title = plan.title;
    branch.unit = {opened.unit.place, plan.system};
    for (std::size_t other = 0; other < i; ++other) {
      if (!plan.waits_for.empty() && rules.branches[other].system == plan.waits_for)
        branch.waits_for = branches[other];
    }
    file.branches.push_back(std::move(branch));
  }
  return file;
}

Result<void> take(Case& file, AccountId by) {
  if (file.ended()) return refused("cases.ended");
  if (file.handler && *file.handler != by) return refused("cases.taken");
  file.handler = by;
  return {};
}

Result<void> submit(Case& file, Instant now) {
  if (file.stage != S::Draft && file.stage != S::NoticeGiven)
    return refused(file.ended() ? "cases.ended" : "cases.already_submitted");
  if (file.stage == S::NoticeGiven) {
    for (const auto& defect : file.notice) {
      if (!has_paper(file, defect.code, file.notice_at))
        return fail(ErrorCode::Conflict, "cases.notice_open", Args{{"code", defect.code}});
    }
    file.notice_answered = true;
  }
  file.submitted_at = now;
  return go(file, S::Submitted);
}

Result<void> add_paper(Case& file, const PaperNote& paper) {
  if (file.ended()) return refused("cases.ended");
  if (file.stage == S::ReadyForHandOver) return refused("cases.not_now");
  file.papers.push_back(paper);
  return {};
}

Result<void> check_identity(Case& file, const IdentityCheck& check) {
  if (check.document.empty())
    return fail(ErrorCode::Invalid, "cases.document_missing", std::string("/document"));
  if (file.stage == S::Submitted || file.stage == S::NoticeGiven) {
    file.intake = check;
  } else if (file.stage == S::ReadyForHandOver) {
    file.collection = check;
  } else {
    return refused(file.ended() ? "cases.ended" : "cases.identity_not_now");
  }
  return {};
}

Result<void> give_notice(Case& file, std::vector<Defect> defects, const Rules& rules, Instant now) {
  if (file.notice_at) return refused("cases.notice_given");
  if (file.stage != S::Submitted) return refused(file.ended() ? "cases.ended" : "cases.not_now");
  TRY(check_defects(defects, rules));
  for (const auto& code : missing_papers(file, rules)) {
    if (std::ranges::find(defects, code, &Defect::code) == defects.end())
      return fail(ErrorCode::Conflict, "cases.notice_incomplete", Args{{"code", code}}, "/defects");
  }
  file.notice = std::move(defects);
  file.notice_at = now;
  return go(file, S::NoticeGiven);
}

Result<void> accept(Case& file, const Rules& rules, Instant now) {
  if (file.stage != S::Submitted) return refused(file.ended() ? "cases.ended" : "cases.not_now");
  if (!file.intake) return refused("cases.identity_missing");
  if (const auto missing = missing_papers(file, rules); !missing.empty())
    return fail(ErrorCode::Conflict, "cases.paper_missing", Args{{"code", missing.front()}});
  TRY(go(file, S::Accepted));
  file.accepted_at = now;
  release_branches(file);
  return {};
}

Result<void> supplement(Case& file, BranchId id, Instant now) {
  if (file.ended()) return refused("cases.ended");
  auto* const branch = find_branch(file, id);
  if (branch == nullptr) return fail(ErrorCode::Invalid, "cases.no_such_branch", std::string("/branch"));
  if (branch->stage != B::SupplementAsked) return refused("cases.nothing_asked");
  go(*branch, B::ToSend);
  branch->supplemented_at = now;
  branch->asked.clear();
  file.outgoing.push_back({id, MessageKind::Supplement});
  resume(file, id, now);
  return {};
}

Result<void> withdraw(Case& file, Instant now) {
  TRY(go(file, S::Withdrawn));
  recall(file, now);
  file.ended_at = now;
  return {};
}

Result<void> refuse(Case& file, std::string_view reason, Instant now) {
  if (file.stage != S::Submitted && file.stage != S::InProgress)
    return refused(file.ended() ? "cases.ended" : "cases.not_now");
  if (reason.empty()) return fail(ErrorCode::Invalid, "cases.reason_missing", std::string("/text"));
  if (has_open_task(file)) return refused("cases.task_open");
  const bool decided = std::ranges::any_of(file.branches, [](const Branch& branch) {
    return branch.stage == B::Refused || branch.stage == B::Revoked;
  });
  if (file.stage == S::InProgress && !decided) return refused("cases.nobody_refused");
  TRY(go(file, S::Refused));
  recall(file, now);
  file.refusal = reason;
  file.ended_at = now;
  return {};
}

Result<void> tell(Case& file, Instant now) {
  if (file.stage != S::Refused) return refused("cases.not_refused");
  if (!file.told_at) file.told_at = now;
  return {};
}

Result<void> hand_over(Case& file, Instant now) {
  if (file.stage != S::ReadyForHandOver) return refused(file.ended() ? "cases.ended" : "cases.not_ready");
  // The stage says it already; a hand-over is the one step that cannot be taken back.
  if (has_open_task(file)) return refused("cases.task_open");
  if (!joint_of(file).open()) return refused("cases.not_ready");
  if (!file.collection) return refused("cases.identity_missing");
  TRY(go(file, S::HandedOver));
  file.ended_at = now;
  return {};
}

Result<void> close(Case& file, Instant now) {
  if (file.stage == S::Closed) return refused("cases.ended");
  if (file.stage != S::HandedOver && file.stage != S::Refused) return refused("cases.not_at_its_end");
  if (has_open_task(file)) return refused("cases.task_open");
  if (file.stage == S::Refused && !file.told_at) return refused("cases.not_told");
  TRY(go(file, S::Closed));
  file.closed_at = now;
  return {};
}

}  // namespace gangway::cases
