// Cases as staff and applicants see them: names instead of ids, what comes next with whom, and how each day
// came about.
#pragma once

#include <boost/describe/class.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/request_view.h"
#include "api/services.h"
#include "base/json_bind.h"
#include "cases/case_clock.h"
#include "cases/cases.h"

namespace gangway::api {

struct CaseNextView {
  cases::Next what = cases::Next::Nothing;
  Bilingual text;
  std::optional<UnitView> unit;  // with whom; absent: with the applicant
};
BOOST_DESCRIBE_STRUCT(CaseNextView, (), (what, text, unit))

struct CountedDayView {
  Day day{};
  int n = 0;
  bool makeup = false;
};
BOOST_DESCRIBE_STRUCT(CountedDayView, (), (day, n, makeup))

struct SkippedRangeView {
  Day from{};
  Day to{};
  std::string why;  // weekend | holiday | paused
};
BOOST_DESCRIBE_STRUCT(SkippedRangeView, (), (from, to, why))

// One clock: its last day, and one entry for each day on the way there.
struct CaseClockView {
  std::string kind;  // intake | promised | legal | own
  Bilingual label;
  std::optional<int> limit;
  std::string unit;  // working_days | days | months | hours
  std::string source;
  std::optional<Day> started;  // not counted
  std::optional<Day> due;
  std::optional<Day> due_if_resumed;  // while it stands
  std::optional<int> slack;
  std::vector<CountedDayView> counted;
  std::vector<SkippedRangeView> skipped;
  Bilingual text;
};
BOOST_DESCRIBE_STRUCT(CaseClockView, (),
                      (kind, label, limit, unit, source, started, due, due_if_resumed, slack, counted,
                       skipped, text))

struct CasePauseView {
  BranchId branch;
  Instant from{};
  std::optional<Instant> resumed;
};
BOOST_DESCRIBE_STRUCT(CasePauseView, (), (branch, from, resumed))

struct CaseBranchView {
  BranchId id;
  std::string system;
  Bilingual title;
  UnitView unit;
  cases::BranchStage stage = cases::BranchStage::Waiting;
  std::optional<BranchId> waits_for;
  std::optional<Instant> sent_at;
  std::optional<Instant> decided_at;
  std::optional<cases::Issued> issued;
  std::string reason;
  std::vector<std::string> asked;
};
BOOST_DESCRIBE_STRUCT(CaseBranchView, (),
                      (id, system, title, unit, stage, waits_for, sent_at, decided_at, issued, reason, asked))

struct CaseTaskView {
  int number = 0;
  cases::TaskKind kind = cases::TaskKind::Unexpected;
  std::optional<BranchId> branch;
  UnitView unit;
  std::optional<Day> due;
  Instant opened_at{};
  cases::Verdict verdict = cases::Verdict::Received;
  Instant decided_at{};
  std::optional<cases::Issued> candidate;
  std::string reason;
  std::optional<Colleague> resolved_by;
  std::optional<Instant> resolved_at;
  std::optional<cases::Resolution> resolution;
};
BOOST_DESCRIBE_STRUCT(CaseTaskView, (),
                      (number, kind, branch, unit, due, opened_at, verdict, decided_at, candidate, reason,
                       resolved_by, resolved_at, resolution))

struct CasePaperView {
  PaperId id;
  std::string code;
  Bilingual label;
  std::string title;
  int pages = 1;
  std::string media_type;
  std::int64_t bytes = 0;
  std::optional<Colleague> received_by;  // absent: uploaded by the applicant
  Instant received_at{};
};
BOOST_DESCRIBE_STRUCT(CasePaperView, (),
                      (id, code, label, title, pages, media_type, bytes, received_by, received_at))

struct CaseRequiredPaper {
  std::string code;
  Bilingual label;
  bool there = false;
};
BOOST_DESCRIBE_STRUCT(CaseRequiredPaper, (), (code, label, there))

struct CaseIdentityView {
  Colleague by;
  Instant at{};
  std::string document;
};
BOOST_DESCRIBE_STRUCT(CaseIdentityView, (), (by, at, document))

// The printable receipt, as data.
struct CaseReceiptView {
  std::string number;  // "2026-000017"
  UnitView place;
  Day date{};
  std::vector<Bilingual> papers;
  std::optional<Day> due;
  Bilingual due_text;
  std::vector<UnitView> decides;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CaseReceiptView, (), (number, place, date, papers, due, due_text, decides, code))

struct CaseJointView {
  bool open = false;
  bool all_approved = false;
  bool names_agree = false;
  bool passports_agree = false;
  bool start_days_agree = false;
  bool numbers_stand = false;
  bool no_open_task = false;
};
BOOST_DESCRIBE_STRUCT(CaseJointView, (),
                      (open, all_approved, names_agree, passports_agree, start_days_agree, numbers_stand,
                       no_open_task))

struct CaseClaimView {
  int number = 0;
  std::string ground;      // code; empty: free text
  Bilingual ground_label;  // of the code
  std::string words;
  bool free_text = false;
  PaperId proof;
  Day latest_safe{};
  Colleague claimed_by;
  Instant claimed_at{};
  std::optional<Colleague> decided_by;
  std::optional<Instant> decided_at;
  bool granted = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseClaimView, (),
                      (number, ground, ground_label, words, free_text, proof, latest_safe, claimed_by,
                       claimed_at, decided_by, decided_at, granted, reason))

struct CaseSeatView {
  UnitView unit;
  std::optional<Colleague> by;
  std::optional<Instant> at;
  std::optional<cases::OpinionVerdict> verdict;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CaseSeatView, (), (unit, by, at, verdict, text))

struct CaseMinuteView {
  Instant at{};
  cases::MinuteKind kind = cases::MinuteKind::Convened;
  Colleague by;
  std::optional<UnitView> unit;
};
BOOST_DESCRIBE_STRUCT(CaseMinuteView, (), (at, kind, by, unit))

struct CaseGroupView {
  int number = 0;
  std::string question;
  Colleague convenor;
  Instant convened_at{};
  std::vector<CaseSeatView> seats;
  int opinions = 0;
  int opinions_needed = 0;
  std::optional<Instant> decided_at;
  std::optional<cases::OpinionVerdict> outcome;
  std::string decision;
  int hours = 0;
  std::vector<CaseMinuteView> minutes;
};
BOOST_DESCRIBE_STRUCT(CaseGroupView, (),
                      (number, question, convenor, convened_at, seats, opinions, opinions_needed, decided_at,
                       outcome, decision, hours, minutes))

struct CaseNoteView {
  Instant at{};
  std::optional<Colleague> by;  // absent: the applicant
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CaseNoteView, (), (at, by, text))

struct CaseEventView {
  Instant at{};
  std::string kind;
  Bilingual text;
  std::optional<Colleague> by;  // absent: the applicant or a department's system
};
BOOST_DESCRIBE_STRUCT(CaseEventView, (), (at, kind, text, by))

// What else the case belongs to.
struct CaseLinks {
  std::optional<PersonId> person;
  std::optional<EmployerId> employer;
  std::optional<PlanId> plan;
  std::optional<RequestId> request;
  std::optional<AppointmentId> appointment;
};
BOOST_DESCRIBE_STRUCT(CaseLinks, (), (person, employer, plan, request, appointment))

struct CaseTimes {
  Instant opened_at{};
  Instant changed_at{};
  std::optional<Instant> submitted_at;
  std::optional<Instant> notice_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> told_at;
  std::optional<Instant> ended_at;
  std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(CaseTimes, (),
                      (opened_at, changed_at, submitted_at, notice_at, accepted_at, told_at, ended_at,
                       closed_at))

struct CaseView {
  CaseId id;
  int version = 0;
  std::string code;
  cases::Stage stage = cases::Stage::Draft;
  cases::Channel channel = cases::Channel::Counter;
  std::string route;
  Bilingual title;
  std::string region;
  Colleague owner;
  UnitView unit;
  std::optional<Colleague> handler;
  CaseLinks links;
  CaseTimes times;
  std::string language;
  std::string name;
  std::string employer_name;
  std::string contact;
  json::Value facts;
  std::vector<cases::Defect> notice;
  std::optional<CaseReceiptView> receipt;
  std::optional<CaseIdentityView> intake;
  std::optional<CaseIdentityView> collection;
  std::string refusal;
  std::vector<Bilingual> remedies;
  std::vector<CaseBranchView> branches;
  std::vector<CaseTaskView> tasks;
  std::vector<CasePaperView> papers;
  std::vector<CaseRequiredPaper> required;
  CaseJointView joint;
  std::optional<Day> due;
  std::optional<Day> act_by;
  std::optional<int> slack;
  int needed = 0;  // working days
  cases::Group group = cases::Group::OnTrack;
  Bilingual why;
  bool paused = false;
  std::vector<CaseClockView> clocks;
  std::vector<CasePauseView> pauses;
  std::optional<Day> urgent_until;
  std::vector<CaseClaimView> claims;
  std::vector<CaseGroupView> groups;
  CaseNextView next;
  std::vector<CaseNoteView> notes;
  std::vector<CaseEventView> history;
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (id, version, code, stage, channel, route, title, region, owner, unit, handler, links,
                       times, language, name, employer_name, contact, facts, notice, receipt, intake,
                       collection, refusal, remedies, branches, tasks, papers, required, joint, due, act_by,
                       slack, needed, group, why, paused, clocks, pauses, urgent_until, claims, groups, next,
                       notes, history))

// A row of a list.
struct CaseRowView {
  CaseId id;
  int version = 0;
  std::string code;
  cases::Stage stage = cases::Stage::Draft;
  std::string route;
  Bilingual title;
  std::string name;
  Colleague owner;
  UnitView unit;
  std::optional<Colleague> handler;
  std::optional<Day> due;
  std::optional<int> slack;
  cases::Group group = cases::Group::OnTrack;
  bool urgent = false;
  CaseNextView next;
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(CaseRowView, (),
                      (id, version, code, stage, route, title, name, owner, unit, handler, due, slack, group,
                       urgent, next, changed_at))

struct CaseList {
  std::int64_t count = 0;  // of all that fit, listed or not
  std::vector<CaseRowView> cases;
  std::string next;  // for ?after=; empty: this is the last page
};
BOOST_DESCRIBE_STRUCT(CaseList, (), (count, cases, next))

struct CaseStep {
  Bilingual title;
  cases::BranchStage stage = cases::BranchStage::Waiting;
  UnitView unit;
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(CaseStep, (), (title, stage, unit, decided_at))

// What the applicant sees: who has it, what next, by when and why that day. No names of staff but the
// first-ask owner's.
struct CaseStatus {
  std::string code;
  int version = 0;
  cases::Stage stage = cases::Stage::Draft;
  std::string route;
  Bilingual title;
  std::string owner;
  UnitView unit;
  Instant opened_at{};
  std::optional<CaseReceiptView> receipt;
  std::vector<CaseStep> branches;
  std::vector<cases::Defect> notice;
  std::vector<std::string> asked;  // papers that departments wait for
  std::optional<Day> due;
  bool paused = false;
  std::vector<CaseClockView> clocks;
  std::vector<CasePauseView> pauses;
  CaseNextView next;
  std::string refusal;
  std::vector<Bilingual> remedies;
  std::vector<CaseRequiredPaper> required;
  std::vector<CasePaperView> papers;
  std::optional<json::Value> facts;  // while the applicant may change them
  std::optional<std::string> name;   // the same
  std::vector<CaseEventView> history;
};
BOOST_DESCRIBE_STRUCT(CaseStatus, (),
                      (code, version, stage, route, title, owner, unit, opened_at, receipt, branches, notice,
                       asked, due, paused, clocks, pauses, next, refusal, remedies, required, papers, facts,
                       name, history))

// Titles of routes, each region looked up once.
class RouteTitles {
 public:
  RouteTitles(Services& services, Day today) : services_(services), today_(today) {}
  [[nodiscard]] Bilingual of(const std::string& region, const std::string& route);

 private:
  Services& services_;
  Day today_;
  std::map<std::string, std::map<std::string, Bilingual>> by_region_;
};

[[nodiscard]] CaseView view_of(Services& services, Names& names, const cases::Detail& detail, Instant now);
[[nodiscard]] CaseRowView row_of(Services& services, Names& names, RouteTitles& titles,
                                 const cases::Summary& summary, Instant now);
[[nodiscard]] CaseStatus status_of(Services& services, const cases::Detail& detail, Instant now);
[[nodiscard]] CaseNextView next_view(Names& names, const cases::NextStep& next, const cases::Unit& unit);
[[nodiscard]] CaseClaimView claim_view(Names& names, const cases::Claim& claim, const cases::Rules& rules);
[[nodiscard]] CaseGroupView group_view(Names& names, const cases::ExpertGroup& group,
                                       const cases::Rules& rules, Instant now);
// The working days left, those still needed and what remains of them, in words.
[[nodiscard]] Bilingual why_text(std::optional<Day> due, std::optional<int> slack, bool paused, int needed,
                                 Day today);

}  // namespace gangway::api
