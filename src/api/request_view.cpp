#include "api/request_view.h"

#include "access/account.h"
#include "api/request_rules.h"
#include "workdays/clock.h"

namespace gangway::api {
namespace {

LimitView limit_view(Services& services, const requests::Request& request) {
  const auto* const limit =
      limit_of(*services.book,
               services.network->region_of(request.owner_place).value_or(services.default_region), request);
  if (limit == nullptr) return {};
  return {limit->workdays, limit->source ? limit->source->source->ref : std::string(), limit->unverified,
          limit->note};
}

// How the due day came about, counted again from the day on which it starts.
Bilingual due_text(Services& services, const requests::Request& request, const LimitView& limit) {
  const auto start = request.received_at;
  if (request.reopened > 0)
    return request.due ? text("requests.due_reopened",
                              {{"day", to_string(*request.due)}, {"n", std::to_string(limit.workdays)}})
                       : text("requests.due_not_known");
  const auto due = workdays::due(services.book->calendar().calendar,
                                 {workdays::Unit::WorkingDays, limit.workdays, start, {}});
  return due ? due->derivation.text : text("requests.due_not_known");
}

}  // namespace

Names::Names(Services& services) : services_(services) {
  for (const auto& place : services.network->places()) places_.emplace(place.path, place);
  for (const auto& department : services.network->departments())
    departments_.emplace(std::pair(department.place, department.code), department.name);
}

UnitView Names::unit(const requests::Unit& unit) const {
  UnitView out{unit.place, unit.department, {}};
  const auto place = places_.find(unit.place);
  if (place == places_.end()) return out;
  out.name = place->second.name;
  const auto department = departments_.find({place->second.id, unit.department});
  if (department != departments_.end()) {
    out.name.zh += department->second.zh;
    out.name.en += ", " + department->second.en;
  }
  return out;
}

Colleague Names::colleague(AccountId id) {
  const auto known = colleagues_.find(id);
  if (known != colleagues_.end()) return {id, known->second};
  const auto account = services_.accounts->find(id);
  return {id, colleagues_.emplace(id, account ? account->name : std::string()).first->second};
}

RequestView view_of(Services& services, Names& names, const requests::Detail& detail, Instant now) {
  const auto& r = detail.request;
  const auto& c = detail.contents;
  const auto gate = requests::gate_of(r, services.requests->rules_of(r));
  RequestView out;
  out.id = r.id;
  out.version = r.version;
  out.kind = r.kind;
  out.channel = r.channel;
  out.stage = r.stage;
  out.owner = names.colleague(r.owner);
  out.unit = names.unit(r.unit);
  if (r.handler) out.handler = names.colleague(*r.handler);
  if (r.offer) out.offer = OfferView{names.unit(r.offer->to), names.colleague(r.offer->by), r.offer->at};
  for (const auto& unit : r.refused_by) out.refused_by.push_back(names.unit(unit));
  out.escalated = r.escalated;
  out.received_at = r.received_at;
  out.due = r.due;
  out.slack = requests::slack(r, services.book->calendar().calendar, day_in_shanghai(now));
  out.limit = limit_view(services, r);
  out.due_text = due_text(services, r, out.limit);
  out.answered_at = r.answered_at;
  for (const auto& call : r.calls) out.calls.push_back({names.colleague(call.by), call.at, call.result});
  out.reopened = r.reopened;
  out.gate = {gate.open(),  gate.answered,         gate.no_offer_open,
              gate.reached, gate.days_not_reached, gate.days_needed};
  out.closed_at = r.closed_at;
  out.ending = r.ending;
  out.code = c.code;
  out.language = c.language;
  out.question = c.question;
  out.name = c.name;
  out.contact = c.contact;
  out.answer = c.answer;
  for (const auto& note : c.notes) out.notes.push_back({note.at, names.colleague(note.by), note.text});
  out.grade = r.grade;
  out.review = c.review.value_or("");
  if (r.complained_of) out.complained_of = names.colleague(*r.complained_of);
  out.about = r.about;
  return out;
}

RequestStatus status_of(Services& services, const requests::Detail& detail) {
  const auto& r = detail.request;
  Names names(services);
  RequestStatus out;
  out.code = detail.contents.code;
  out.kind = r.kind;
  out.stage = r.stage;
  out.owner = names.colleague(r.owner).name;
  out.unit = names.unit(r.unit);
  out.received_at = r.received_at;
  out.due = r.due;
  out.limit = limit_view(services, r);
  out.due_text = due_text(services, r, out.limit);
  out.question = detail.contents.question;
  out.answer = detail.contents.answer;
  out.reopened = r.reopened;
  out.may_review = r.stage == requests::Stage::Closed && !r.grade;
  out.grade = r.grade;
  out.review = detail.contents.review.value_or("");
  switch (r.stage) {
    case requests::Stage::Handling:
      out.next = text(r.due ? "requests.next_answer" : "requests.next_answer_no_day",
                      {{"day", r.due ? to_string(*r.due) : ""}});
      break;
    case requests::Stage::Answered:
      out.next = text("requests.next_call");
      break;
    case requests::Stage::Closed:
      out.next = text("requests.next_none");
      break;
  }
  return out;
}

}  // namespace gangway::api
