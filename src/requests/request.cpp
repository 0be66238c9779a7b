#include "requests/request.h"

#include <algorithm>
#include <set>

namespace gangway::requests {
namespace {

tl::unexpected<Error> refused(const char* key) { return fail(ErrorCode::Conflict, key); }

std::optional<Day> due_after(const workdays::Calendar& calendar, Instant from, int workdays) {
  const auto day = calendar.add_workdays(day_in_shanghai(from), workdays);
  return day ? std::optional(*day) : std::nullopt;
}

// The baton goes to `unit`; nobody there has taken it on yet.
void hand_to(Request& request, const Unit& unit) {
  request.unit = unit;
  request.handler.reset();
  request.offer.reset();
  request.escalated = false;
}

void start_again(Request& request, const Rules& rules, const workdays::Calendar& calendar, Instant now) {
  request.stage = Stage::Handling;
  request.answered_at.reset();
  request.calls.clear();
  request.closed_at.reset();
  request.ending.reset();
  request.grade.reset();
  request.refused_by.clear();
  request.due = due_after(calendar, now, rules.reopened_workdays);
  ++request.reopened;
}

Result<void> require_handling(const Request& request) {
  if (request.stage == Stage::Handling) return {};
  return refused(request.stage == Stage::Closed ? "requests.closed" : "requests.already_answered");
}

Result<void> require_uninvolved(const Request& request, AccountId by) {
  if (request.complained_of != by) return {};
  return fail(ErrorCode::Forbidden, "requests.complained_of");
}

bool refused_too_often(const Request& request, const Rules& rules) {
  return static_cast<int>(request.refused_by.size()) >= rules.most_refusals;
}

Result<void> require_offer_to(const Request& request, const Unit& unit) {
  TRY(require_handling(request));
  if (!request.offer) return refused("requests.no_offer");
  if (request.offer->to != unit) return fail(ErrorCode::Forbidden, "requests.offered_to_another");
  return {};
}

}  // namespace

Result<Request> receive(const Received& received, const Rules& rules, const workdays::Calendar& calendar) {
  if (!received.owner.is_stored() || received.unit.place.empty())
    return fail(ErrorCode::Invalid, "requests.no_owner");
  if (received.complained_of == received.owner)
    return fail(ErrorCode::Invalid, "requests.complained_of", std::string("/complained_of"));
  Request request;
  request.id = received.id;
  request.version = 1;
  request.kind = received.kind;
  request.channel = received.channel;
  request.owner = received.owner;
  request.owner_place = received.unit.place;
  request.unit = received.unit;
  request.handler = received.owner;
  request.received_at = received.at;
  request.due = due_after(calendar, received.at, rules.answer_workdays);
  request.complained_of = received.complained_of;
  request.about = received.about;
  return request;
}

Result<Request> take(Request request, AccountId by) {
  TRY(require_handling(request));
  TRY(require_uninvolved(request, by));
  if (request.handler && *request.handler != by) return refused("requests.taken");
  request.handler = by;
  return request;
}

Result<Request> offer(Request request, const Unit& to, AccountId by, const Rules& rules, Instant now) {
  TRY(require_handling(request));
  if (request.offer) return refused("requests.offer_open");
  if (to.place.empty()) return fail(ErrorCode::Invalid, "requests.no_unit", std::string("/to"));
  if (to == request.unit) return fail(ErrorCode::Invalid, "requests.own_unit", std::string("/to"));
  if (refused_too_often(request, rules)) return refused("requests.no_more_offers");
  if (std::ranges::find(request.refused_by, to) != request.refused_by.end())
    return refused("requests.refused_before");
  request.offer = Offer{to, by, now};
  request.escalated = false;
  return request;
}

Result<Request> accept(Request request, const Unit& unit, AccountId by) {
  TRY(require_offer_to(request, unit));
  TRY(require_uninvolved(request, by));
  hand_to(request, unit);
  request.handler = by;
  request.refused_by.clear();
  return request;
}

Result<Request> refuse(Request request, const Unit& unit, std::string_view reason, const Rules& rules) {
  TRY(require_offer_to(request, unit));
  if (reason.empty()) return fail(ErrorCode::Invalid, "requests.reason_missing", std::string("/reason"));
  if (unit == rules.fallback) return refused("requests.fallback_cannot_refuse");
  request.offer.reset();
  request.escalated = false;
  request.refused_by.push_back(unit);
  if (refused_too_often(request, rules) && request.unit != rules.fallback) hand_to(request, rules.fallback);
  return request;
}

Result<Request> withdraw_offer(Request request) {
  TRY(require_handling(request));
  if (!request.offer) return refused("requests.no_offer");
  request.offer.reset();
  request.escalated = false;
  return request;
}

Request note_silence(Request request, const Rules& rules, Instant now) {
  if (request.offer && !request.escalated &&
      now >= request.offer->at + std::chrono::hours{rules.silence_hours}) {
    request.escalated = true;
  }
  return request;
}

Result<Request> give_to_owner(Request request, AccountId owner) {
  if (request.stage == Stage::Closed) return refused("requests.closed");
  if (!owner.is_stored()) return fail(ErrorCode::Invalid, "requests.no_owner");
  TRY(require_uninvolved(request, owner));
  request.owner = owner;
  return request;
}

Result<Request> answer(Request request, AccountId by, Instant now) {
  TRY(require_handling(request));
  TRY(require_uninvolved(request, by));
  if (request.offer) return refused("requests.offer_open");
  if (request.handler && *request.handler != by) return refused("requests.taken");
  request.handler = by;
  request.stage = Stage::Answered;
  request.answered_at = now;
  request.calls.clear();
  return request;
}

Result<Request> follow_up(Request request, const Call& call, const Rules& rules,
                          const workdays::Calendar& calendar) {
  if (request.stage == Stage::Closed) return refused("requests.closed");
  if (request.stage != Stage::Answered) return refused("requests.not_answered");
  TRY(require_uninvolved(request, call.by));
  if (!request.calls.empty() && request.calls.back().result == CallResult::Content)
    return refused("requests.already_content");
  if (call.result == CallResult::NotContent) {
    start_again(request, rules, calendar, call.at);
  } else {
    request.calls.push_back(call);
  }
  return request;
}

Gate gate_of(const Request& request, const Rules& rules) {
  Gate gate;
  gate.answered = request.stage != Stage::Handling;
  gate.no_offer_open = !request.offer;
  gate.days_needed = rules.calls_not_reached;
  std::set<Day> days;
  for (const auto& call : request.calls) {
    if (call.result == CallResult::Content) gate.reached = true;
    if (call.result == CallResult::NotReached) days.insert(day_in_shanghai(call.at));
  }
  gate.days_not_reached = static_cast<int>(days.size());
  return gate;
}

Result<Request> close(Request request, const Rules& rules, Instant now) {
  if (request.stage == Stage::Closed) return refused("requests.closed");
  const auto gate = gate_of(request, rules);
  if (!gate.answered) return refused("requests.not_answered");
  if (!gate.open()) {
    return fail(
        ErrorCode::Conflict, "requests.not_called_back",
        Args{{"done", std::to_string(gate.days_not_reached)}, {"needed", std::to_string(gate.days_needed)}});
  }
  request.stage = Stage::Closed;
  request.closed_at = now;
  request.ending = gate.reached ? Ending::Content : Ending::NotReached;
  return request;
}

Result<Request> reopen(Request request, const Rules& rules, const workdays::Calendar& calendar, Instant now) {
  if (request.stage != Stage::Closed) return refused("requests.not_closed");
  start_again(request, rules, calendar, now);
  return request;
}

Result<Request> review(Request request, Grade grade) {
  if (request.stage != Stage::Closed) return refused("requests.review_too_early");
  if (request.grade) return refused("requests.reviewed");
  request.grade = grade;
  return request;
}

std::optional<int> slack(const Request& request, const workdays::Calendar& calendar, Day today) {
  if (!request.due) return std::nullopt;
  const bool late = *request.due < today;
  const auto days =
      late ? calendar.workdays_between(*request.due, today) : calendar.workdays_between(today, *request.due);
  if (!days) return std::nullopt;
  return late ? -*days : *days;
}

}  // namespace gangway::requests
