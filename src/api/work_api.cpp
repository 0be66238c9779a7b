// My work: one list of what waits for the caller, whatever it is, those with the least slack first.

#include <algorithm>
#include <boost/describe/class.hpp>

#include "api/case_view.h"
#include "api/endpoint.h"
#include "api/precondition.h"
#include "requests/requests.h"

namespace gangway::api {

enum class WorkKind { Case, Task, Claim, Request, Offer, Call, Opinion };
BOOST_DESCRIBE_ENUM(WorkKind, Case, Task, Claim, Request, Offer, Call, Opinion)

struct WorkItem {
  WorkKind kind = WorkKind::Case;
  std::string id;  // of the case or request
  std::string code;
  Bilingual title;
  std::string party;
  Bilingual next;
  std::optional<UnitView> unit;  // with whom; absent: with the applicant
  std::optional<Colleague> who;  // who in the unit has it
  std::optional<Day> due;
  std::optional<int> slack;
  cases::Group group = cases::Group::OnTrack;
  Bilingual why;
  bool urgent = false;
  Instant changed_at{};
  int version = 0;
};
BOOST_DESCRIBE_STRUCT(WorkItem, (),
                      (kind, id, code, title, party, next, unit, who, due, slack, group, why, urgent,
                       changed_at, version))

struct WorkCount {
  WorkKind kind = WorkKind::Case;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(WorkCount, (), (kind, count))

struct WorkList {
  std::int64_t count = 0;
  std::vector<WorkCount> counts;
  std::vector<WorkItem> items;
  bool more = false;  // there is more than is listed: the lists of cases and requests hold it
};
BOOST_DESCRIBE_STRUCT(WorkList, (), (count, counts, items, more))

namespace {

constexpr int kOfEach = 100;

// What the parts of the list share.
struct Work {
  Services& services;
  const http::Request& request;
  const Permitted& permitted;
  Names names;
  RouteTitles titles;
  Day today;
  int warn_at;
  WorkList out;

  void add_count(WorkKind kind, std::int64_t count) {
    if (count == 0) return;
    const auto known = std::ranges::find(out.counts, kind, &WorkCount::kind);
    if (known != out.counts.end()) {
      known->count += count;
    } else {
      out.counts.push_back({kind, count});
    }
    out.count += count;
  }
};

// The caller's own, whatever a supervisor may see beside it.
access::Scope mine_of(const access::Caller& caller, const access::Scope& permitted) {
  return {access::Reach::Mine, caller.account, caller.place, caller.department, permitted.purpose};
}

WorkItem item_of(Work& work, WorkKind kind, const cases::Summary& summary) {
  const auto row = row_of(work.services, work.names, work.titles, summary, work.request.now);
  WorkItem item;
  item.kind = kind;
  item.id = std::to_string(row.id.value());
  item.code = row.code;
  item.title = row.title;
  item.party = row.name;
  item.next = row.next.text;
  item.unit = row.next.unit;
  item.who = row.handler;
  item.due = row.due;
  item.slack = row.slack;
  item.group = row.group;
  item.urgent = row.urgent;
  item.changed_at = row.changed_at;
  item.version = row.version;
  // What is still needed is what act_by was counted back by.
  const auto whole = cases::slack(row.due, work.services.cases->calendar(), work.today);
  const int needed = whole && row.slack ? *whole - *row.slack : 0;
  item.why = why_text(row.due, row.slack, summary.paused, needed, work.today);
  return item;
}

void add_cases(Work& work) {
  const auto scope = access::permit(work.permitted.caller, access::Action::SeeCases);
  if (!scope) return;
  const auto mine = mine_of(work.permitted.caller, *scope);
  const auto page = work.services.cases->list(mine, {}, kOfEach);
  for (const auto& one : page.cases)
    work.out.items.push_back(
        item_of(work, one.next.what == cases::Next::ClearUp ? WorkKind::Task : WorkKind::Case, one));
  const auto tasks = std::ranges::count(work.out.items, WorkKind::Task, &WorkItem::kind);
  work.add_count(WorkKind::Task, tasks);
  work.add_count(WorkKind::Case, work.services.cases->count(mine, {}) - tasks);
  if (page.next) work.out.more = true;
}

void add_claims(Work& work) {
  const auto scope = access::permit(work.permitted.caller, access::Action::PrioritiseCase);
  if (!scope) return;
  const auto claims = work.services.cases->open_claims(*scope);
  for (const auto& one : claims) {
    auto item = item_of(work, WorkKind::Claim, one.summary);
    item.next = text("cases.purpose_claim");
    item.unit = std::nullopt;
    item.due = one.claim.latest_safe;
    item.slack = cases::slack(one.claim.latest_safe, work.services.cases->calendar(), work.today);
    item.group = cases::group_of(item.due, item.slack, false, work.warn_at, work.today);
    item.why = why_text(item.due, item.slack, false, 0, work.today);
    item.urgent = true;
    work.out.items.push_back(std::move(item));
  }
  work.add_count(WorkKind::Claim, static_cast<std::int64_t>(claims.size()));
}

void add_opinions(Work& work) {
  const auto scope = access::permit(work.permitted.caller, access::Action::GiveOpinion);
  if (!scope) return;
  const cases::Unit mine{work.permitted.caller.place, work.permitted.caller.department};
  for (const auto& one : work.services.cases->open_groups(*scope)) {
    const bool asked = std::ranges::any_of(
        one.group.seats, [&](const cases::Seat& seat) { return seat.unit == mine && !seat.at; });
    if (!asked) continue;
    auto item = item_of(work, WorkKind::Opinion, one.summary);
    item.next = text("cases.step_opinion");
    item.unit = work.names.unit({mine.place, mine.department});
    work.out.items.push_back(std::move(item));
    work.add_count(WorkKind::Opinion, 1);
  }
}

std::string_view step_of(WorkKind kind) {
  if (kind == WorkKind::Offer) return "cases.step_take_offer";
  return kind == WorkKind::Call ? "cases.step_call" : "cases.step_answer";
}

WorkItem item_of(Work& work, WorkKind kind, const requests::Detail& detail) {
  const auto& r = detail.request;
  WorkItem item;
  item.kind = kind;
  item.id = std::to_string(r.id.value());
  item.code = detail.contents.code;
  item.title = {detail.contents.question, detail.contents.question};
  item.party = detail.contents.name;
  item.next = text(step_of(kind));
  item.unit = work.names.unit(r.unit);
  if (r.handler) item.who = work.names.colleague(*r.handler);
  item.due = r.due;
  item.slack = requests::slack(r, work.services.book->calendar().calendar, work.today);
  item.group = cases::group_of(item.due, item.slack, false, work.warn_at, work.today);
  item.why = why_text(item.due, item.slack, false, 0, work.today);
  item.changed_at = r.received_at;
  item.version = r.version;
  return item;
}

void add_requests(Work& work) {
  const auto scope = access::permit(work.permitted.caller, access::Action::SeeRequests);
  if (!scope) return;
  const auto mine = mine_of(work.permitted.caller, *scope);
  const requests::Unit unit{mine.place, mine.department};
  for (const auto stage : {requests::Stage::Handling, requests::Stage::Answered}) {
    const requests::Filter filter{stage, false};
    std::int64_t listed = 0;
    for (const auto& one : work.services.requests->list(mine, filter, kOfEach)) {
      ++listed;
      const bool offered = one.request.offer && one.request.offer->to == unit;
      const auto kind = stage == requests::Stage::Answered ? WorkKind::Call
                        : offered                          ? WorkKind::Offer
                                                           : WorkKind::Request;
      work.out.items.push_back(item_of(work, kind, one));
      work.add_count(kind, 1);
    }
    if (listed < kOfEach) continue;
    const auto all = work.services.requests->count(mine, filter);
    work.add_count(stage == requests::Stage::Answered ? WorkKind::Call : WorkKind::Request, all - listed);
    if (all > listed) work.out.more = true;
  }
}

// What the law binds comes before what the network promised.
int weight(WorkKind kind) {
  switch (kind) {
    case WorkKind::Claim:
      return 0;
    case WorkKind::Task:
      return 1;
    case WorkKind::Case:
      return 2;
    case WorkKind::Opinion:
      return 3;
    case WorkKind::Offer:
    case WorkKind::Request:
    case WorkKind::Call:
      return 4;
  }
  return 4;
}

http::Response work(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto today = day_in_shanghai(request.now);
  const auto* const rules = services.book->case_rules(services.default_region);
  Work work{services,
            request,
            permitted,
            Names(services),
            RouteTitles(services, today),
            today,
            rules != nullptr ? rules->warn_at : 0,
            {}};
  add_cases(work);
  add_claims(work);
  add_opinions(work);
  add_requests(work);
  constexpr int kNoSlack = 100'000;
  std::ranges::stable_sort(work.out.items, {}, [&](const WorkItem& item) {
    const int last = item.group == cases::Group::Paused ? kNoSlack + 1 : kNoSlack;
    return std::tuple(item.slack.value_or(last), weight(item.kind), item.due.value_or(Day::max()));
  });
  return http::json_response(200, json::write(work.out));
}

}  // namespace

std::vector<Endpoint> work_endpoints() {
  return {{http::Method::Get,
           "/api/v1/work",
           access::Action::SeeCases,
           "my_work",
           "What waits for the caller, those with the least slack first",
           {},
           nullptr,
           schema_of<WorkList>,
           200,
           nullptr,
           work}};
}

}  // namespace gangway::api
