// One case (办件): one application of one applicant for what one route gives, with a branch for each
// department that decides, from the first contact to its end.
//
// Shape:  pure decisions. Each command takes the case as it is and changes it, or says why not and changes
//         nothing; nothing here reads a clock or a store. What departments answer is in case_answer.h, how
//         its days are counted in case_clock.h.
// Stages: stage_table() and branch_table() list every step that exists. No command takes another.
// Always: exactly one first-ask owner and exactly one handling unit. One notice of defects at most, complete.
// Gates:  Accepted: identity checked, every required paper there. HandedOver: every branch approved, all of
//         them agreeing, no open task, identity checked again. Refused: a department refused or revoked, or
//         the application was not one to accept. Closed: handed over, or refused and the applicant told, and
//         no open task. Withdrawn: by the applicant's wish, not after the hand-over.
// Names:  certificates are the departments'; their numbers come only from answers.
// Errors: Conflict "cases.…" when the case is not in a state that allows the command; Invalid for wrong
//         input.
// Source: Administrative Licensing Law art. 32 (one notice of everything that is missing, a dated receipt)
//         and art. 42 (limits); Shanghai's single window (packs/cn-31/policies/single-window).
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "workdays/clock.h"

namespace gangway::cases {

enum class Stage {
  Draft,        // kept field by field, not handed in
  Submitted,    // handed in, to be looked through
  NoticeGiven,  // the one notice of defects is out; the applicant completes it
  Accepted,     // with a numbered receipt
  InProgress,   // with the departments
  ReadyForHandOver,
  HandedOver,
  Refused,
  Withdrawn,
  Closed,
};
BOOST_DESCRIBE_ENUM(Stage, Draft, Submitted, NoticeGiven, Accepted, InProgress, ReadyForHandOver, HandedOver,
                    Refused, Withdrawn, Closed)

enum class BranchStage {
  Waiting,  // not accepted yet, or for a branch that it depends on
  ToSend,
  Sent,
  Received,  // the department has it
  SupplementAsked,
  Approved,
  Refused,
  Revoked,  // after approval
  Withdrawn,
};
BOOST_DESCRIBE_ENUM(BranchStage, Waiting, ToSend, Sent, Received, SupplementAsked, Approved, Refused, Revoked,
                    Withdrawn)

[[nodiscard]] std::span<const std::pair<Stage, Stage>> stage_table();
[[nodiscard]] std::span<const std::pair<BranchStage, BranchStage>> branch_table();
[[nodiscard]] bool is_step(Stage from, Stage to);
[[nodiscard]] bool is_step(BranchStage from, BranchStage to);

enum class Channel { Counter, Online };
BOOST_DESCRIBE_ENUM(Channel, Counter, Online)

// A department at a place. `place` is a path, "/1/4/".
struct Unit {
  std::string place;
  std::string department;

  friend auto operator<=>(const Unit&, const Unit&) = default;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (place, department))

// What a certificate says, as the department answered it.
struct Issued {
  std::string document_number;
  std::string name;      // as printed
  std::string passport;  // number
  std::optional<Day> from;
  std::optional<Day> until;  // included

  friend bool operator==(const Issued&, const Issued&) = default;
};
BOOST_DESCRIBE_STRUCT(Issued, (), (document_number, name, passport, from, until))

struct Branch {
  BranchId id;
  std::string system;  // "labour", "exit-entry": the department's
  Bilingual title;     // of what it gives
  Unit unit;
  BranchStage stage = BranchStage::Waiting;
  std::optional<BranchId> waits_for;
  std::optional<Instant> sent_at;
  std::optional<Instant> decided_at;        // of the last answer that decided something
  std::optional<Instant> supplemented_at;   // what was asked for was last handed in
  std::optional<Instant> early_revocation;  // a revocation that came before its approval
  std::optional<Issued> issued;
  std::string reason;              // of the refusal or revocation
  std::vector<std::string> asked;  // papers of the open supplement
};

enum class TaskKind {
  Mismatch,      // all approved, and they disagree
  DoubleAnswer,  // a second decision that differs from the first
  Revoked,
  Unexpected,  // an answer that does not fit what was asked
  AfterEnd,    // an answer to a case that has ended
};
BOOST_DESCRIBE_ENUM(TaskKind, Mismatch, DoubleAnswer, Revoked, Unexpected, AfterEnd)

enum class Resolution {
  Settled,    // cleared up outside; nothing changes here
  Keep,       // the first decision stands
  TakeNew,    // the second one stands
  SendAgain,  // the application goes to the department once more
};
BOOST_DESCRIBE_ENUM(Resolution, Settled, Keep, TakeNew, SendAgain)

enum class Verdict { Received, SupplementAsked, Approved, Refused, Revoked };
BOOST_DESCRIBE_ENUM(Verdict, Received, SupplementAsked, Approved, Refused, Revoked)

// Somebody has to clear something up before the case goes on.
struct Task {
  int number = 0;  // 1, 2, … within the case
  TaskKind kind = TaskKind::Unexpected;
  std::optional<BranchId> branch;
  Unit unit;
  std::optional<Day> due;
  Instant opened_at{};
  Verdict verdict = Verdict::Received;  // of the answer that it is about
  Instant decided_at{};                 // of that answer
  std::optional<Issued> candidate;      // of that answer
  std::string reason;                   // of that answer
  std::optional<AccountId> resolved_by;
  std::optional<Instant> resolved_at;
  std::optional<Resolution> resolution;

  [[nodiscard]] bool open() const { return !resolved_at; }
};

struct CasePause {
  BranchId branch;
  Instant from{};
  std::optional<Instant> resumed;
};

// Somebody looked at the person and the document.
struct IdentityCheck {
  AccountId by;
  Instant at{};
  std::string document;  // which: "passport"
};
BOOST_DESCRIBE_STRUCT(IdentityCheck, (), (by, at, document))

// Unique within place and year, without gaps.
struct Receipt {
  std::string place;
  int year = 0;
  std::int64_t number = 0;
};

struct PaperNote {
  PaperId id;
  std::string code;  // of the route's list
  int pages = 1;
  std::string media_type;
  std::int64_t bytes = 0;
  std::optional<AccountId> received_by;  // empty: uploaded by the applicant
  Instant received_at{};
  std::string title;
};

// One thing that the notice asks for.
struct Defect {
  std::string code;  // of the paper
  std::string text;  // what is wrong with it
};
BOOST_DESCRIBE_STRUCT(Defect, (), (code, text))

// A claim to the green channel (绿色通道); urgency.h decides.
struct Claim {
  int number = 0;      // 1, 2, … within the case
  std::string ground;  // of the pack's; empty: free text, in `words`
  std::string words;
  PaperId proof;
  Day latest_safe{};  // handled later, the purpose is lost
  AccountId claimed_by;
  Instant claimed_at{};
  std::optional<AccountId> decided_by;
  std::optional<Instant> decided_at;
  bool granted = false;
  std::string shown;   // version of the effect list that was before the eyes of who decided
  std::string reason;  // of the decision

  [[nodiscard]] bool open() const { return !decided_at; }
};

enum class OpinionVerdict { Agree, AgreeWithConditions, Disagree };
BOOST_DESCRIBE_ENUM(OpinionVerdict, Agree, AgreeWithConditions, Disagree)

// One department in an expert advisory group, and what it said.
struct Seat {
  Unit unit;
  std::optional<AccountId> by;
  std::optional<Instant> at;
  OpinionVerdict verdict = OpinionVerdict::Agree;
  std::string text;
};

// 专家咨询组; experts.h decides.
struct ExpertGroup {
  int number = 0;  // 1, 2, … within the case
  std::string question;
  AccountId convenor;
  Instant convened_at{};
  std::vector<Seat> seats;
  std::optional<Instant> decided_at;
  OpinionVerdict outcome = OpinionVerdict::Agree;
  std::string decision;

  [[nodiscard]] bool open() const { return !decided_at; }
};

enum class MessageKind { Apply, Supplement, Withdraw };
BOOST_DESCRIBE_ENUM(MessageKind, Apply, Supplement, Withdraw)

struct Outgoing {
  BranchId branch;
  MessageKind kind = MessageKind::Apply;
};

struct Case {
  CaseId id;
  int version = 0;
  Stage stage = Stage::Draft;
  Channel channel = Channel::Counter;
  std::string route;
  std::string region;
  AccountId owner;          // first-ask owner
  std::string owner_place;  // path of the place of the first contact
  Unit unit;                // handling unit
  std::optional<AccountId> handler;
  std::optional<PersonId> person;
  std::optional<EmployerId> employer;
  std::optional<PlanId> plan;
  std::optional<RequestId> request;
  std::optional<AppointmentId> appointment;
  Instant opened_at{};
  Instant changed_at{};
  std::optional<Instant> submitted_at;  // last
  std::optional<Instant> notice_at;
  std::vector<Defect> notice;
  bool notice_answered = false;  // all it asked for is there
  std::optional<Instant> accepted_at;
  std::optional<Receipt> receipt;
  std::optional<IdentityCheck> intake;
  std::optional<IdentityCheck> collection;
  std::optional<Instant> told_at;   // the applicant was told of the refusal
  std::optional<Instant> ended_at;  // handed over, refused or withdrawn
  std::optional<Instant> closed_at;
  std::string refusal;
  std::vector<Branch> branches;
  std::vector<Task> tasks;
  std::vector<CasePause> pauses;
  std::vector<PaperNote> papers;

  std::vector<Claim> claims;        // to the green channel
  std::vector<ExpertGroup> groups;  // that advised on it
  std::optional<Day> urgent_until;  // latest safe day of a claim that was granted

  // Counted (case_clock.h).
  std::optional<Day> promised;
  std::optional<Day> legal;
  std::optional<Day> own;     // the applicant's own limit
  std::optional<Day> act_by;  // the last day on which what remains can still be done in time
  bool paused = false;

  std::vector<Outgoing> outgoing;  // decided by the last command, to be stored with it

  [[nodiscard]] bool ended() const {
    return stage == Stage::Refused || stage == Stage::Withdrawn || stage == Stage::Closed ||
           stage == Stage::HandedOver;
  }
};

// A limit as the packs state it.
struct Limit {
  std::string id;
  Bilingual label;
  workdays::Unit unit = workdays::Unit::WorkingDays;
  int limit = 0;
  std::string source;
  Bilingual note;
};

struct Named {
  std::string code;
  Bilingual label;
};

struct BranchPlan {
  std::string system;
  Bilingual title;
  std::string waits_for;  // another branch's system; empty: none
};

struct RemedyRule {
  std::string kind;
  Bilingual label;
  std::string source;
};

// What the packs say of a case of that route, at that place, opened that day.
struct Rules {
  Bilingual title;            // of the route
  std::vector<Named> papers;  // required
  std::vector<BranchPlan> branches;
  std::optional<Limit> promised;
  std::optional<Limit> legal;
  std::optional<Day> own;  // the applicant's own limit
  Bilingual own_text;      // what it is, and how it was counted
  std::vector<RemedyRule> remedies;
  Bilingual final_note;
  std::vector<Named> grounds;  // for the green channel; empty: free text
  int intake_workdays = 0;     // from handing in to the receipt or the notice
  int task_workdays = 0;
  int days_to_decide = 0;  // working days that a department still needs
  int days_to_hand_over = 0;
  int warn_at = 0;            // at risk from this slack down
  int least_departments = 0;  // of an expert group
  int least_opinions = 0;
};

// Who opens a case: its first-ask owner, in whose unit it is handled.
struct Opened {
  CaseId id;
  Channel channel = Channel::Counter;
  std::string route;
  std::string region;
  AccountId owner;
  Unit unit;
  Instant at{};
};
// At the counter it is handed in at once; online it is a draft. `branches`: an id for each of the rules'
// branches.
[[nodiscard]] Result<Case> open(const Opened& opened, const Rules& rules, std::span<const BranchId> branches);

[[nodiscard]] Result<void> take(Case& file, AccountId by);
[[nodiscard]] Result<void> submit(Case& file, Instant now);
[[nodiscard]] Result<void> add_paper(Case& file, const PaperNote& paper);
[[nodiscard]] Result<void> check_identity(Case& file, const IdentityCheck& check);
// The one notice: every required paper that is not there stands on it, and those that are there and are
// wrong.
[[nodiscard]] Result<void> give_notice(Case& file, std::vector<Defect> defects, const Rules& rules,
                                       Instant now);
[[nodiscard]] Result<void> accept(Case& file, const Rules& rules, Instant now);
// What a department asked for is there; the clock goes on.
[[nodiscard]] Result<void> supplement(Case& file, BranchId branch, Instant now);
[[nodiscard]] Result<void> withdraw(Case& file, Instant now);
// Not one to accept, or a department refused.
[[nodiscard]] Result<void> refuse(Case& file, std::string_view reason, Instant now);
[[nodiscard]] Result<void> tell(Case& file, Instant now);
[[nodiscard]] Result<void> hand_over(Case& file, Instant now);
[[nodiscard]] Result<void> close(Case& file, Instant now);

// Required papers that are not there, by code.
[[nodiscard]] std::vector<std::string> missing_papers(const Case& file, const Rules& rules);

[[nodiscard]] Branch* find_branch(Case& file, BranchId id);
[[nodiscard]] const Branch* find_branch(const Case& file, BranchId id);
[[nodiscard]] bool has_open_task(const Case& file);

// Steps along the tables. REQUIRES for branches: it is a step.
[[nodiscard]] Result<void> go(Case& file, Stage to);
void go(Branch& branch, BranchStage to);

// Ends the open pause of a branch, if there is one.
void resume(Case& file, BranchId branch, Instant at);
// Branches whose turn has come are to be sent.
void release_branches(Case& file);

}  // namespace gangway::cases
