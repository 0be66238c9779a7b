#include "api/case_view.h"

#include <algorithm>

#include "access/account.h"
#include "api/precondition.h"
#include "policy/guide.h"

namespace gangway::api {
namespace {

UnitView unit_view(const Names& names, const cases::Unit& unit) {
  return names.unit({unit.place, unit.department});
}

std::optional<Colleague> colleague_of(Names& names, const std::optional<AccountId>& id) {
  return id ? std::optional(names.colleague(*id)) : std::nullopt;
}

std::string_view key_of(cases::Next next) {
  switch (next) {
    case cases::Next::Complete:
      return "cases.next_complete";
    case cases::Next::LookThrough:
      return "cases.next_look_through";
    case cases::Next::AnswerNotice:
      return "cases.next_answer_notice";
    case cases::Next::Send:
      return "cases.next_send";
    case cases::Next::Decide:
      return "cases.next_decide";
    case cases::Next::Supplement:
      return "cases.next_supplement";
    case cases::Next::ClearUp:
      return "cases.next_clear_up";
    case cases::Next::HandOver:
      return "cases.next_hand_over";
    case cases::Next::Tell:
      return "cases.next_tell";
    case cases::Next::Close:
      return "cases.next_close";
    case cases::Next::Nothing:
      return "cases.next_nothing";
  }
  return {};
}

std::string name_of(workdays::Unit unit) {
  switch (unit) {
    case workdays::Unit::WorkingDays:
      return "working_days";
    case workdays::Unit::Days:
      return "days";
    case workdays::Unit::Months:
      return "months";
    case workdays::Unit::Hours:
      return "hours";
  }
  return {};
}

std::string name_of(workdays::Why why) {
  switch (why) {
    case workdays::Why::Weekend:
      return "weekend";
    case workdays::Why::Holiday:
      return "holiday";
    case workdays::Why::Paused:
      return "paused";
  }
  return {};
}

CaseClockView clock_view(const cases::Case& file, const std::string& kind,
                         const std::optional<cases::Limit>& limit, const workdays::Calendar& calendar,
                         Day today) {
  CaseClockView out;
  out.kind = kind;
  out.label = limit->label;
  out.limit = limit->limit;
  out.unit = name_of(limit->unit);
  out.source = limit->source;
  if (!file.accepted_at) {
    out.text = text("cases.due_not_started");
    return out;
  }
  const auto due = cases::due_of(file, limit, calendar);
  if (!due) {
    out.text = text("cases.due_not_known");
    return out;
  }
  out.started = due->derivation.start;
  out.due = due->day;
  out.due_if_resumed = due->day_if_resumed;
  out.slack = cases::slack(due->day, calendar, today);
  for (const auto& one : due->derivation.counted) out.counted.push_back({one.day, one.n, one.makeup});
  for (const auto& one : due->derivation.skipped) out.skipped.push_back({one.from, one.to, name_of(one.why)});
  out.text = due->derivation.text;
  return out;
}

std::vector<CaseClockView> clocks_of(const cases::Case& file, const cases::Rules& rules,
                                     const workdays::Calendar& calendar, Day today) {
  std::vector<CaseClockView> out;
  if (file.stage == cases::Stage::Submitted && file.promised) {
    CaseClockView intake;
    intake.kind = "intake";
    intake.limit = rules.intake_workdays;
    intake.unit = name_of(workdays::Unit::WorkingDays);
    intake.started = day_in_shanghai(file.submitted_at.value_or(file.opened_at));
    intake.due = file.promised;
    intake.slack = cases::slack(file.promised, calendar, today);
    intake.text = text("cases.due_intake", {{"day", to_string(*file.promised)}});
    out.push_back(std::move(intake));
  }
  if (rules.promised) out.push_back(clock_view(file, "promised", rules.promised, calendar, today));
  if (rules.legal) out.push_back(clock_view(file, "legal", rules.legal, calendar, today));
  if (rules.own) {
    CaseClockView own;
    own.kind = "own";
    own.due = rules.own;
    own.slack = cases::slack(rules.own, calendar, today);
    own.text = rules.own_text;
    out.push_back(std::move(own));
  }
  return out;
}

std::string padded(std::int64_t number) {
  auto digits = std::to_string(number);
  return digits.size() < 6 ? std::string(6 - digits.size(), '0') + digits : digits;
}

std::optional<CaseReceiptView> receipt_view(const Names& names, const cases::Detail& detail,
                                            const cases::Rules& rules,
                                            const std::vector<CaseClockView>& clocks) {
  const auto& f = detail.file;
  if (!f.receipt || !f.accepted_at) return std::nullopt;
  CaseReceiptView out;
  out.number = std::to_string(f.receipt->year) + "-" + padded(f.receipt->number);
  out.place = names.unit({f.receipt->place, {}});
  out.date = day_in_shanghai(*f.accepted_at);
  for (const auto& paper : f.papers) {
    const auto named = std::ranges::find(rules.papers, paper.code, &cases::Named::code);
    out.papers.push_back(named != rules.papers.end() ? named->label : Bilingual{paper.title, paper.title});
  }
  // The law's limit where there is one, else what the rules state.
  out.due = f.legal ? f.legal : f.promised;
  for (const auto& clock : clocks) {
    if (clock.kind == "promised" || clock.kind == "legal") out.due_text = clock.text;
  }
  for (const auto& branch : f.branches) out.decides.push_back(unit_view(names, branch.unit));
  out.code = detail.contents.code;
  return out;
}

std::vector<CaseRequiredPaper> required_view(const cases::Case& file, const cases::Rules& rules) {
  const auto missing = cases::missing_papers(file, rules);
  std::vector<CaseRequiredPaper> out;
  for (const auto& paper : rules.papers)
    out.push_back({paper.code, paper.label, std::ranges::find(missing, paper.code) == missing.end()});
  return out;
}

CasePaperView paper_view(const cases::PaperNote& paper, const cases::Rules& rules,
                         std::optional<Colleague> received_by) {
  const auto named = std::ranges::find(rules.papers, paper.code, &cases::Named::code);
  return {paper.id,
          paper.code,
          named != rules.papers.end() ? named->label : Bilingual{},
          paper.title,
          paper.pages,
          paper.media_type,
          paper.bytes,
          std::move(received_by),
          paper.received_at};
}

CaseTaskView task_view(Names& names, const cases::Task& task) {
  return {task.number,
          task.kind,
          task.branch,
          unit_view(names, task.unit),
          task.due,
          task.opened_at,
          task.verdict,
          task.decided_at,
          task.candidate,
          task.reason,
          colleague_of(names, task.resolved_by),
          task.resolved_at,
          task.resolution};
}

constexpr std::string_view kAccount = "account:";

CaseEventView event_view(const journal::Event& event) {
  const auto name = event.kind.substr(event.kind.find('.') + 1);
  return {event.at, name, text("cases.event_" + name), std::nullopt};
}

std::vector<CaseEventView> history_of(Services& services, Names* names, CaseId id) {
  std::vector<CaseEventView> out;
  for (const auto& event : services.cases->history(id)) {
    auto view = event_view(event);
    if (names != nullptr && event.actor.starts_with(kAccount)) {
      if (const auto account =
              whole_number<std::int64_t>(std::string_view(event.actor).substr(kAccount.size())))
        view.by = names->colleague(AccountId(*account));
    }
    out.push_back(std::move(view));
  }
  return out;
}

CaseJointView joint_view(const cases::Case& file) {
  const auto joint = cases::joint_of(file);
  return {joint.open(),           joint.all_approved,  joint.names_agree, joint.passports_agree,
          joint.start_days_agree, joint.numbers_stand, joint.no_open_task};
}

std::vector<CasePauseView> pauses_of(const cases::Case& file) {
  std::vector<CasePauseView> out;
  for (const auto& pause : file.pauses) out.push_back({pause.branch, pause.from, pause.resumed});
  return out;
}

std::optional<CaseIdentityView> identity_view(Names& names,
                                              const std::optional<cases::IdentityCheck>& check) {
  if (!check) return std::nullopt;
  return CaseIdentityView{names.colleague(check->by), check->at, check->document};
}

// What staff wrote, who did what, and the parts that departments and experts have.
void add_parts(Names& names, const cases::Detail& detail, const cases::Rules& rules, Instant now,
               CaseView& out) {
  const auto& f = detail.file;
  for (const auto& b : f.branches)
    out.branches.push_back({b.id, b.system, b.title, unit_view(names, b.unit), b.stage, b.waits_for,
                            b.sent_at, b.decided_at, b.issued, b.reason, b.asked});
  for (const auto& task : f.tasks) out.tasks.push_back(task_view(names, task));
  for (const auto& paper : f.papers)
    out.papers.push_back(paper_view(paper, rules, colleague_of(names, paper.received_by)));
  for (const auto& claim : f.claims) out.claims.push_back(claim_view(names, claim, rules));
  for (const auto& group : f.groups) out.groups.push_back(group_view(names, group, rules, now));
  for (const auto& note : detail.contents.notes)
    out.notes.push_back({note.at, colleague_of(names, note.by), note.text});
}

}  // namespace

Bilingual RouteTitles::of(const std::string& region, const std::string& route) {
  auto known = by_region_.find(region);
  if (known == by_region_.end()) {
    std::map<std::string, Bilingual> titles;
    if (const auto setting = services_.settings.get(region, today_)) {
      for (auto& one : policy::list_routes(**setting).routes) titles.emplace(one.id, std::move(one.title));
    }
    known = by_region_.emplace(region, std::move(titles)).first;
  }
  const auto title = known->second.find(route);
  return title != known->second.end() ? title->second : Bilingual{route, route};
}

CaseNextView next_view(Names& names, const cases::NextStep& next, const cases::Unit& unit) {
  CaseNextView out{next.what, text(key_of(next.what)), std::nullopt};
  switch (next.what) {
    case cases::Next::Complete:
    case cases::Next::AnswerNotice:
    case cases::Next::Supplement:
    case cases::Next::Nothing:
      break;
    case cases::Next::Send:
    case cases::Next::Decide:
      out.unit = unit_view(names, {unit.place, next.system.empty() ? unit.department : next.system});
      break;
    case cases::Next::LookThrough:
    case cases::Next::ClearUp:
    case cases::Next::HandOver:
    case cases::Next::Tell:
    case cases::Next::Close:
      out.unit = unit_view(names, unit);
      break;
  }
  return out;
}

Bilingual why_text(std::optional<Day> due, std::optional<int> slack, bool paused, int needed, Day today) {
  if (paused) return text("cases.why_paused");
  if (!due || !slack) return text("cases.why_no_day");
  if (*due < today) return text("cases.why_overdue");
  return text("cases.why_slack", {{"left", std::to_string(*slack + needed)},
                                  {"needed", std::to_string(needed)},
                                  {"slack", std::to_string(*slack)}});
}

CaseClaimView claim_view(Names& names, const cases::Claim& claim, const cases::Rules& rules) {
  const auto ground = std::ranges::find(rules.grounds, claim.ground, &cases::Named::code);
  return {claim.number,
          claim.ground,
          ground != rules.grounds.end() ? ground->label : Bilingual{},
          claim.words,
          claim.ground.empty(),
          claim.proof,
          claim.latest_safe,
          names.colleague(claim.claimed_by),
          claim.claimed_at,
          colleague_of(names, claim.decided_by),
          claim.decided_at,
          claim.granted,
          claim.reason};
}

CaseGroupView group_view(Names& names, const cases::ExpertGroup& group, const cases::Rules& rules,
                         Instant now) {
  CaseGroupView out;
  out.number = group.number;
  out.question = group.question;
  out.convenor = names.colleague(group.convenor);
  out.convened_at = group.convened_at;
  for (const auto& seat : group.seats)
    out.seats.push_back({unit_view(names, seat.unit), colleague_of(names, seat.by), seat.at,
                         seat.at ? std::optional(seat.verdict) : std::nullopt, seat.text});
  out.opinions = cases::opinions_of(group);
  out.opinions_needed = rules.least_opinions;
  out.decided_at = group.decided_at;
  if (group.decided_at) out.outcome = group.outcome;
  out.decision = group.decision;
  out.hours = cases::hours_taken(group, now);
  for (const auto& minute : cases::minutes_of(group))
    out.minutes.push_back(
        {minute.at, minute.kind, names.colleague(minute.by),
         minute.unit.place.empty() ? std::nullopt : std::optional(unit_view(names, minute.unit))});
  return out;
}

CaseView view_of(Services& services, Names& names, const cases::Detail& detail, Instant now) {
  const auto& f = detail.file;
  const auto& c = detail.contents;
  const auto rules = services.cases->rules_of(detail);
  const auto& calendar = services.cases->calendar();
  const auto today = day_in_shanghai(now);
  CaseView out;
  out.id = f.id;
  out.version = f.version;
  out.code = c.code;
  out.stage = f.stage;
  out.channel = f.channel;
  out.route = f.route;
  out.title = rules.title;
  out.region = f.region;
  out.owner = names.colleague(f.owner);
  out.unit = unit_view(names, f.unit);
  out.handler = colleague_of(names, f.handler);
  out.links = {f.person, f.employer, f.plan, f.request, f.appointment};
  out.times = {f.opened_at,   f.changed_at, f.submitted_at, f.notice_at,
               f.accepted_at, f.told_at,    f.ended_at,     f.closed_at};
  out.language = c.language;
  out.name = c.name;
  out.employer_name = c.employer_name;
  out.contact = c.contact;
  out.facts = c.facts;
  out.notice = f.notice;
  out.intake = identity_view(names, f.intake);
  out.collection = identity_view(names, f.collection);
  out.refusal = f.refusal;
  out.remedies = c.remedies;
  add_parts(names, detail, rules, now, out);
  out.required = required_view(f, rules);
  out.joint = joint_view(f);
  out.due = cases::due_day(f);
  out.act_by = f.act_by;
  out.slack = cases::slack(f.act_by, calendar, today);
  out.needed = cases::days_needed(f, rules);
  out.group = cases::group_of(out.due, out.slack, f.paused, rules.warn_at, today);
  out.why = why_text(out.due, out.slack, f.paused, out.needed, today);
  out.paused = f.paused;
  out.clocks = clocks_of(f, rules, calendar, today);
  out.receipt = receipt_view(names, detail, rules, out.clocks);
  out.pauses = pauses_of(f);
  out.urgent_until = f.urgent_until;
  out.next = next_view(names, cases::next_of(f), f.unit);
  out.history = history_of(services, &names, f.id);
  return out;
}

CaseRowView row_of(Services& services, Names& names, RouteTitles& titles, const cases::Summary& s,
                   Instant now) {
  const auto today = day_in_shanghai(now);
  const auto* const service = services.book->case_rules(s.region);
  CaseRowView out;
  out.id = s.id;
  out.version = s.version;
  out.code = s.code;
  out.stage = s.stage;
  out.route = s.route;
  out.title = titles.of(s.region, s.route);
  out.name = s.name;
  out.owner = names.colleague(s.owner);
  out.unit = unit_view(names, s.unit);
  out.handler = colleague_of(names, s.handler);
  out.due = s.promised && s.legal ? std::min(*s.promised, *s.legal) : (s.promised ? s.promised : s.legal);
  out.slack = cases::slack(s.act_by, services.cases->calendar(), today);
  out.group = cases::group_of(out.due, out.slack, s.paused, service != nullptr ? service->warn_at : 0, today);
  out.urgent = s.urgent;
  out.next = next_view(names, s.next, s.unit);
  out.changed_at = s.changed_at;
  return out;
}

CaseStatus status_of(Services& services, const cases::Detail& detail, Instant now) {
  const auto& f = detail.file;
  const auto rules = services.cases->rules_of(detail);
  Names names(services);
  CaseStatus out;
  out.code = detail.contents.code;
  out.version = f.version;
  out.stage = f.stage;
  out.route = f.route;
  out.title = rules.title;
  out.owner = names.colleague(f.owner).name;
  out.unit = unit_view(names, f.unit);
  out.opened_at = f.opened_at;
  for (const auto& branch : f.branches) {
    out.branches.push_back({branch.title, branch.stage, unit_view(names, branch.unit), branch.decided_at});
    out.asked.insert(out.asked.end(), branch.asked.begin(), branch.asked.end());
  }
  out.notice = f.notice;
  out.due = cases::due_day(f);
  out.paused = f.paused;
  out.clocks = clocks_of(f, rules, services.cases->calendar(), day_in_shanghai(now));
  out.receipt = receipt_view(names, detail, rules, out.clocks);
  out.pauses = pauses_of(f);
  out.next = next_view(names, cases::next_of(f), f.unit);
  out.refusal = f.refusal;
  out.remedies = detail.contents.remedies;
  out.required = required_view(f, rules);
  for (const auto& paper : f.papers) out.papers.push_back(paper_view(paper, rules, std::nullopt));
  if (f.stage == cases::Stage::Draft || f.stage == cases::Stage::NoticeGiven) {
    out.facts = detail.contents.facts;
    out.name = detail.contents.name;
  }
  out.history = history_of(services, nullptr, f.id);
  return out;
}

}  // namespace gangway::api
