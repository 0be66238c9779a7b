// Cases as they are kept: opened under a code, listed within a scope, moved by commands, all on record.
//
// Shape:   each command is one transaction that writes the case and its event ("case.opened",
//          "case.accepted", …). Facts, names, texts, certificates and papers are sealed with a key of the
//          case's own; in the clear stand only who is answerable, who handles it, ids of person, employer,
//          plan, request and appointment, stages, days and counts.
// Code:    the applicant follows the case, and fills in a draft, with a code (base/crockford.h); the database
//          holds its hash.
// Scope:   a list, a count and the detail take the same access::Scope. What lies outside is NotFound. One row
//          of case_reach stands for each account, unit and place that a case belongs to, so that every reach
//          is one index range in the order of the list.
// Stale:   a command names the version that its caller saw; another version gives Stale "cases.stale".
// Seam:    to_send, mark_sent and receive are what the adapters to the departments' systems use. Messages are
//          sent at least once under a stable id; an answer is taken once for its system and id.
// Errors:  those of case.h, case_answer.h, urgency.h and experts.h; NotFound "cases.not_found"; Invalid for
//          what is too long; TooLarge for too many or too big papers.
// Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "base/bilingual.h"
#include "base/crockford.h"
#include "base/json.h"
#include "base/random.h"
#include "cases/case.h"
#include "cases/case_answer.h"
#include "cases/experts.h"
#include "cases/urgency.h"
#include "journal/journal.h"
#include "journal/retry.h"
#include "store/db.h"
#include "store/invariant.h"

namespace gangway::cases {

[[nodiscard]] std::span<const store::Migration> migrations();
[[nodiscard]] std::span<const store::Invariant> invariants();

inline constexpr std::size_t kMaxTextCharacters = 4000;   // of a note, a reason, an opinion
inline constexpr std::size_t kMaxShortCharacters = 200;   // of a name, a telephone number, a title
inline constexpr std::size_t kMaxFields = 400;            // of a draft
inline constexpr std::size_t kMaxFieldBytes = 8000;       // of one field, as JSON
inline constexpr std::size_t kMaxPaperBytes = 4U << 20U;  // of one paper
inline constexpr std::size_t kMostPapers = 100;           // of one case
inline constexpr int kMostPages = 1000;                   // of one paper
inline constexpr int kMostListed = 100;                   // on one page of a list

// What is sealed, beside what case.h names (names as issued, reasons, texts).
struct Note {
  Instant at{};
  std::optional<AccountId> by;  // empty: the applicant
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (at, by, text))

struct Contents {
  std::string code;
  std::string language;  // in which to write to the applicant, "zh" or "en"
  std::string name;      // of the applicant
  std::string employer_name;
  std::string contact;
  json::Value facts = json::Object{};  // field to value; keys of the vocabulary where there is one
  std::vector<Note> notes;
  std::vector<Bilingual> remedies;  // that exist against the refusal, as the packs said that day
};

struct Detail {
  Case file;
  Contents contents;
};

struct NewCase {
  Channel channel = Channel::Counter;
  std::string route;
  std::string region;
  std::string language;
  std::string name;
  std::string employer_name;
  std::string contact;
  json::Value facts = json::Object{};
  std::optional<PersonId> person;
  std::optional<EmployerId> employer;
  std::optional<PlanId> plan;
  std::optional<RequestId> request;
  std::optional<AppointmentId> appointment;
};

// Who does something, and in which unit. An applicant has neither account nor unit.
struct Actor {
  AccountId account;
  Unit unit;
  std::string purpose;  // as it stands in the journal
};

// What comes next, and with whom.
enum class Next {
  Complete,
  LookThrough,
  AnswerNotice,
  Send,
  Decide,
  Supplement,
  ClearUp,
  HandOver,
  Tell,
  Close,
  Nothing
};
BOOST_DESCRIBE_ENUM(Next, Complete, LookThrough, AnswerNotice, Send, Decide, Supplement, ClearUp, HandOver,
                    Tell, Close, Nothing)
struct NextStep {
  Next what = Next::Nothing;
  std::string system;  // of the department, where one is next
};
[[nodiscard]] NextStep next_of(const Case& file);

// A row of a list.
struct Summary {
  CaseId id;
  int version = 0;
  Stage stage = Stage::Draft;
  std::string route;
  std::string region;
  AccountId owner;
  Unit unit;
  std::optional<AccountId> handler;
  std::optional<Day> promised;
  std::optional<Day> legal;
  std::optional<Day> act_by;
  bool paused = false;
  bool urgent = false;
  NextStep next;
  Instant opened_at{};
  Instant changed_at{};
  std::string code;
  std::string name;  // of the applicant
};

[[nodiscard]] Summary summary_of(const Detail& detail);

struct Filter {
  std::optional<Stage> stage;
  std::optional<Unit> unit;             // handling unit
  std::optional<Day> act_by_at_latest;  // at risk: what has to move until that day
  bool ended = false;                   // those that are over, instead of the open ones
};

// Where the next page begins.
struct After {
  std::string day;
  CaseId id;
};

struct Page {
  std::vector<Summary> cases;
  std::optional<After> next;
};

// The rules that the packs give for a case; `facts` as in Contents.
using RulesOf = std::function<Rules(const Case& file, const json::Value& facts)>;

// What a draft changes; a null value removes a fact, what is absent stays.
struct Fields {
  json::Value facts = json::Object{};
  std::optional<std::string> name;
  std::optional<std::string> employer_name;
  std::optional<std::string> contact;
};

struct NewPaper {
  std::string code;
  std::string title;
  int pages = 1;
  std::string media_type;  // application/pdf, image/jpeg, image/png
  std::string bytes;
};
struct StoredPaper {
  PaperNote note;
  std::string bytes;
};

// What waits to be sent to a department's system.
struct Message {
  MessageId id;  // the same however often it is sent
  CaseId case_id;
  BranchId branch;
  std::string system;
  MessageKind kind = MessageKind::Apply;
  std::string body;  // JSON
  Instant made_at{};
};

struct OpenClaim {
  Summary summary;
  Claim claim;
};
struct OpenGroup {
  Summary summary;
  ExpertGroup group;
};

struct CaseRow;  // case_store.h

class Cases {
 public:
  // The arguments outlive the object.
  Cases(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, IdGenerator& ids,
        RandomBytes random, const workdays::Calendar& calendar, RulesOf rules)
      : db_(db),
        chain_(chain),
        vault_(vault),
        ids_(ids),
        random_(std::move(random)),
        calendar_(calendar),
        rules_(std::move(rules)) {}

  // `by`: the first-ask owner, for a draft from the web too. `retry`: asked again, it gives what the first
  // made, as it is now.
  [[nodiscard]] Result<Detail> open(const NewCase& asked, const Actor& by, Instant now,
                                    const std::optional<journal::Retry>& retry = std::nullopt);

  [[nodiscard]] Result<Detail> find(CaseId id, const access::Scope& scope);
  [[nodiscard]] Result<Detail> find(const PublicCode& code);
  // By act_by, the earliest first; then those that stand or have no day.
  [[nodiscard]] Page list(const access::Scope& scope, const Filter& filter, int limit,
                          const std::optional<After>& after = std::nullopt);
  [[nodiscard]] std::int64_t count(const access::Scope& scope, const Filter& filter);
  [[nodiscard]] Result<StoredPaper> paper(CaseId id, PaperId paper, const access::Scope& scope);
  // How many open cases that account is first-ask owner of.
  [[nodiscard]] std::int64_t open_of(AccountId owner);

  // A command on a case: by staff within their scope, or by the applicant with the code.
  struct Command {
    CaseId id;
    int seen = 0;      // the version that the caller saw
    std::string text;  // note, reason, opinion, decision
    access::Scope scope;
    Actor by;
    Instant now{};
    std::optional<PublicCode> code;  // the applicant's; then id and scope say nothing
  };
  [[nodiscard]] Result<Detail> note(const Command& command);
  [[nodiscard]] Result<Detail> take(const Command& command);
  [[nodiscard]] Result<Detail> set_fields(const Command& command, const Fields& fields);
  [[nodiscard]] Result<Detail> add_paper(const Command& command, const NewPaper& paper);
  [[nodiscard]] Result<Detail> submit(const Command& command);
  [[nodiscard]] Result<Detail> give_notice(const Command& command, const std::vector<Defect>& defects);
  [[nodiscard]] Result<Detail> accept(const Command& command);
  [[nodiscard]] Result<Detail> supplement(const Command& command, BranchId branch);
  [[nodiscard]] Result<Detail> withdraw(const Command& command);
  [[nodiscard]] Result<Detail> refuse(const Command& command);
  [[nodiscard]] Result<Detail> tell(const Command& command);
  [[nodiscard]] Result<Detail> check_identity(const Command& command, const std::string& document);
  [[nodiscard]] Result<Detail> hand_over(const Command& command);
  [[nodiscard]] Result<Detail> close(const Command& command);
  [[nodiscard]] Result<Detail> resolve(const Command& command, int task, Resolution resolution);

  // What happened to it, oldest first: headers only, which hold nothing personal.
  [[nodiscard]] std::vector<journal::Event> history(CaseId id);

  // The seam to the departments' systems.
  // Of one system, or of all when `system` is empty.
  [[nodiscard]] std::vector<Message> to_send(const std::string& system, int limit);
  // Errors: NotFound "cases.no_such_message". Said twice it changes nothing.
  [[nodiscard]] Result<void> mark_sent(MessageId message, Instant at);
  [[nodiscard]] Result<Effect> receive(const Answer& answer, Instant now);

  // The green channel. `claim`: number, decision and the like are filled in.
  [[nodiscard]] Result<Detail> claim_urgency(const Command& command, const Claim& claim);
  [[nodiscard]] Result<Effects> effects(CaseId id, int claim, const access::Scope& scope, Instant now);
  [[nodiscard]] Result<Detail> decide_urgency(const Command& command, int claim, bool granted,
                                              const std::string& shown);
  [[nodiscard]] std::vector<OpenClaim> open_claims(const access::Scope& scope);
  // How many cases a unit works through in a day: the place's own setting.
  [[nodiscard]] Result<void> set_capacity(const Unit& unit, int per_day, const Actor& by, Instant now);
  [[nodiscard]] std::optional<int> capacity(const Unit& unit);

  // Expert advisory groups.
  [[nodiscard]] Result<Detail> convene(const Command& command, const std::vector<Unit>& units);
  [[nodiscard]] Result<Detail> give_opinion(const Command& command, int group, OpinionVerdict verdict);
  [[nodiscard]] Result<Detail> decide_group(const Command& command, int group, OpinionVerdict outcome);
  [[nodiscard]] std::vector<OpenGroup> open_groups(const access::Scope& scope);

  [[nodiscard]] Rules rules_of(const Detail& detail) const {
    return rules_(detail.file, detail.contents.facts);
  }
  [[nodiscard]] const workdays::Calendar& calendar() const { return calendar_; }

 private:
  struct Change;
  struct Stored;
  struct Extra;
  [[nodiscard]] Result<Detail> change(const Command& command, const Change& how);
  [[nodiscard]] Result<Stored> load(const Command& command);
  [[nodiscard]] Result<Stored> unsealed(const store::ReadTx& tx, CaseRow row) const;
  [[nodiscard]] Result<Detail> save(Stored stored, Detail changed, const Extra& extra);
  [[nodiscard]] Result<Effects> effects_for(const Case& file, int claim, Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  IdGenerator& ids_;
  RandomBytes random_;
  const workdays::Calendar& calendar_;
  RulesOf rules_;
};

}  // namespace gangway::cases
