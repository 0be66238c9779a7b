#include "appointments/queues.h"

#include <algorithm>

namespace gangway::appointments {
namespace {

tl::unexpected<Error> no_ticket() { return fail(ErrorCode::NotFound, "appointments.no_ticket"); }

std::string_view event_of(TicketStep step) {
  switch (step) {
    case TicketStep::Call:
      return "ticket.called";
    case TicketStep::Serve:
      return "ticket.served";
    case TicketStep::Finish:
      return "ticket.finished";
    case TicketStep::Miss:
      return "ticket.missed";
    case TicketStep::Return:
      return "ticket.returned";
    case TicketStep::Leave:
      return "ticket.left";
  }
  return {};
}

// What the hall's day says about being open at all.
Result<void> check_open(const Hall& hall, const workdays::Calendar& calendar, Day day) {
  if (plan_of(hall.opening, calendar, day).is_open()) return {};
  return fail(ErrorCode::Conflict, "appointments.closed_today");
}

Result<Ticket> taken(Ticket ticket, TicketStep step, const Settings& settings, Instant now) {
  switch (step) {
    case TicketStep::Serve:
      return serve(std::move(ticket));
    case TicketStep::Finish:
      return finish(std::move(ticket), now);
    case TicketStep::Miss:
      return miss(std::move(ticket), settings, now);
    case TicketStep::Return:
      return come_back(std::move(ticket), now);
    case TicketStep::Leave:
      return leave(std::move(ticket), now);
    case TicketStep::Call:
      break;  // call_next's alone
  }
  return fail(ErrorCode::Invalid, "appointments.no_such_step", std::string("/step"));
}

}  // namespace

void Queues::tell_journal(store::Tx& tx, std::string_view kind, const Ticket& ticket, const Actor& by,
                          Instant now) {
  std::vector<std::string> subjects{"ticket:" + std::to_string(ticket.id.value())};
  if (ticket.appointment) subjects.push_back("appointment:" + std::to_string(ticket.appointment->value()));
  chain_.append(tx, {ids_.next<EventId>(), now, std::string(kind), ticket.path, std::move(subjects), by.name,
                     by.purpose});
}

Result<void> Queues::lead(store::Tx& tx, const Ticket& ticket, Step step, Instant now) {
  if (!ticket.appointment) return {};
  auto row = find_appointment(tx, *ticket.appointment);
  if (!row) throw store::Failure("ticket: its appointment is gone");
  TRY_ASSIGN(auto changed, follow(row->appointment, step, now));
  ++changed.version;
  if (!keeps_units(changed.stage)) give_back(tx, changed.id);
  update(tx, changed);
  return {};
}

Result<Ticket> Queues::arrive(const Which& which, int seen, const Actor& by, Instant now) {
  TRY_ASSIGN(const auto detail, appointments_.find(which));
  const auto& known = detail.appointment;
  if (known.day != day_in_shanghai(now)) return fail(ErrorCode::Conflict, "appointments.other_day");
  TRY_ASSIGN(const auto hall, appointments_.halls().find(known.place));
  const auto* const service = find_service(hall->opening, known.service);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Ticket> {
    const auto row = find_appointment(tx, known.id);
    if (!row) return fail(ErrorCode::NotFound, "appointments.not_found");
    if (row->appointment.version != seen) return fail(ErrorCode::Stale, "appointments.stale");
    auto before = ticket_of(tx, known.id);
    if (before) {  // was called, missed it, and comes back
      const auto from = before->stage;
      TRY_ASSIGN(auto again, come_back(*std::move(before), now));
      TRY(lead(tx, again, Step::Arrive, now));
      if (!update(tx, again, from)) return fail(ErrorCode::Stale, "appointments.stale");
      tell_journal(tx, "ticket.returned", again, by, now);
      return again;
    }
    Ticket ticket;
    ticket.id = ids_.next<TicketId>();
    ticket.place = known.place;
    ticket.path = known.path;
    ticket.day = known.day;
    ticket.letter = service == nullptr ? std::string("A") : service->letter;
    ticket.service = known.service;
    ticket.language = detail.contents.language;
    ticket.urgent = known.urgent;
    ticket.appointment = known.id;
    ticket.booked_for = instant_of(known.day, known.start);
    ticket.booked_at = known.placing.windows;
    ticket.case_id = known.case_id;
    ticket.arrived_at = now;
    ticket.came_back = row->appointment.stage == Stage::NoShow;
    TRY(lead(tx, ticket, Step::Arrive, now));
    ticket = insert(tx, std::move(ticket));
    tell_journal(tx, "ticket.given", ticket, by, now);
    return ticket;
  });
}

Result<Ticket> Queues::walk_in(const WalkIn& walk_in, const access::Scope& scope, const Actor& by,
                               Instant now) {
  const auto today = day_in_shanghai(now);
  if (walk_in.urgent && !appointments_.is_urgent(walk_in.case_id))
    return fail(ErrorCode::Conflict, "appointments.not_urgent", std::string("/case_id"));
  return db_.in_transaction([&](store::Tx& tx) -> Result<Ticket> {
    TRY_ASSIGN(const auto hall, appointments_.halls().find(tx, walk_in.place, scope));
    TRY(check_open(*hall, appointments_.halls().calendar(), today));
    const auto* const service = find_service(hall->opening, walk_in.service);
    if (service == nullptr)
      return fail(ErrorCode::Invalid, "appointments.no_such_service", std::string("/service"));
    Ticket ticket;
    ticket.id = ids_.next<TicketId>();
    ticket.place = walk_in.place;
    ticket.path = hall->path;
    ticket.day = today;
    ticket.letter = service->letter;
    ticket.service = walk_in.service;
    ticket.language = walk_in.language;
    ticket.urgent = walk_in.urgent;
    ticket.case_id = walk_in.case_id;
    ticket.arrived_at = now;
    ticket = insert(tx, std::move(ticket));
    tell_journal(tx, "ticket.given", ticket, by, now);
    return ticket;
  });
}

Result<std::optional<Ticket>> Queues::call_next(WindowId window, const access::Scope& scope, const Actor& by,
                                                Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<std::optional<Ticket>> {
    TRY_ASSIGN(const auto hall, appointments_.halls().find(tx, window, scope));
    if (ticket_at(tx, window)) return fail(ErrorCode::Conflict, "appointments.window_busy");
    const auto& opening = hall->opening;
    const auto* const here = find_window(opening, window);
    auto waiting =
        in_order(waiting_tickets(tx, hall->place, day_in_shanghai(now)), opening.settings, window, now);
    const auto next = std::ranges::find_if(
        waiting, [&](const Ticket& one) { return suits(opening, *here, one.service, one.language); });
    if (next == waiting.end()) return std::optional<Ticket>();
    TRY_ASSIGN(auto called, call(std::move(*next), window, now));
    TRY(lead(tx, called, Step::Call, now));
    if (!update(tx, called, TicketStage::Waiting)) return fail(ErrorCode::Stale, "appointments.stale");
    tell_journal(tx, "ticket.called", called, by, now);
    return std::optional<Ticket>(std::move(called));
  });
}

Result<Ticket> Queues::step(TicketId id, TicketStep step, const access::Scope& scope, const Actor& by,
                            Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<Ticket> {
    auto found = find_ticket(tx, id);
    if (!found || !scope.covers(found->path)) return no_ticket();
    TRY_ASSIGN(const auto hall, appointments_.halls().find(tx, found->place));
    const auto from = found->stage;
    TRY_ASSIGN(auto changed, taken(*std::move(found), step, hall->opening.settings, now));
    TRY(lead(tx, changed, step_of(step), now));
    if (!update(tx, changed, from)) return fail(ErrorCode::Stale, "appointments.stale");
    tell_journal(tx, event_of(step), changed, by, now);
    return changed;
  });
}

Result<std::vector<Ticket>> Queues::tickets(PlaceId place, Day day, const access::Scope& scope, Instant now) {
  return db_.read([&](const store::ReadTx& tx) -> Result<std::vector<Ticket>> {
    TRY_ASSIGN(const auto hall, appointments_.halls().find(tx, place, scope));
    auto all = tickets_on(tx, place, day);
    auto out = in_order(all, hall->opening.settings, std::nullopt, now);
    std::erase_if(all, [](const Ticket& one) { return one.stage == TicketStage::Waiting; });
    out.insert(out.end(), all.begin(), all.end());
    return out;
  });
}

}  // namespace gangway::appointments
