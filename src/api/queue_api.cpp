// The hall's day in one answer, its queue, and what its place has set.

#include <algorithm>
#include <boost/describe/class.hpp>
#include <map>

#include "api/appointment_view.h"
#include "api/endpoint.h"
#include "api/precondition.h"

namespace gangway::api {

struct WindowPlan {
  WindowName window;
  std::vector<std::string> services;
  std::vector<std::string> languages;
  std::vector<appointments::Span> hours;
  Bilingual reason;  // why it is closed or not as usual
};
BOOST_DESCRIBE_STRUCT(WindowPlan, (), (window, services, languages, hours, reason))

struct HallCalendar {
  PlaceId place;
  Day day{};
  bool open = false;
  Bilingual reason;
  int step_minutes = 0;
  std::vector<WindowPlan> windows;
  std::vector<AppointmentView> appointments;
  std::vector<AppointmentView> to_be_told;  // on any day from today on
};
BOOST_DESCRIBE_STRUCT(HallCalendar, (),
                      (place, day, open, reason, step_minutes, windows, appointments, to_be_told))

struct QueueView {
  PlaceId place;
  Day day{};
  std::vector<TicketView> tickets;  // those that wait in their order, then the others
};
BOOST_DESCRIBE_STRUCT(QueueView, (), (place, day, tickets))

struct NewTicket {
  PlaceId place;
  std::string service;
  std::optional<std::string> language;
  std::optional<CaseId> case_id;
  std::optional<bool> urgent;
};
BOOST_DESCRIBE_STRUCT(NewTicket, (), (place, service, language, case_id, urgent))

struct CalledView {
  std::optional<TicketView> ticket;  // absent: nobody waits whom the window suits
};
BOOST_DESCRIBE_STRUCT(CalledView, (), (ticket))

struct OpeningView {
  PlaceId place;
  int version = 0;
  appointments::Opening opening;
  std::vector<AppointmentId> displaced;  // by the change that this answers
};
BOOST_DESCRIBE_STRUCT(OpeningView, (), (place, version, opening, displaced))

namespace {

using appointments::Hall;
using appointments::Ticket;
using appointments::TicketStep;

appointments::Actor actor_of(const Permitted& permitted) {
  return {permitted.caller.actor(), std::string(json::write(permitted.scope.purpose).as_string())};
}

Result<PlaceId> place_in_query(const http::Request& request) {
  const auto place = whole_number<std::int64_t>(request.query_value("place").value_or(""));
  if (!place) return fail(ErrorCode::NotFound, "appointments.no_hall", std::string("/place"));
  return PlaceId(*place);
}

Result<Day> day_in_query(const http::Request& request) {
  if (const auto day = request.query_value("day")) return parse_day(*day);
  return day_in_shanghai(request.now);
}

http::Response calendar(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto place = place_in_query(request);
  if (!place) return http::problem(place.error(), request.language);
  const auto day = day_in_query(request);
  if (!day) return http::problem(day.error(), request.language);
  const auto found = services.appointments->day(*place, *day, permitted.scope, request.now);
  if (!found) return http::problem(found.error(), request.language);
  const auto& hall = *found->hall;
  HallCalendar out{
      *place, *day, found->plan.is_open(), found->plan.reason, hall.opening.settings.step_minutes, {},
      {},     {}};
  for (const auto& one : found->plan.windows) {
    const auto* const window = appointments::find_window(hall.opening, one.window);
    if (window == nullptr) continue;
    out.windows.push_back({{one.window, window->name, window->floor},
                           window->services,
                           window->languages,
                           one.hours,
                           one.reason});
  }
  for (const auto& detail : found->appointments) out.appointments.push_back(view_of(services, hall, detail));
  const auto told = services.appointments->to_be_told(*place, permitted.scope, request.now);
  if (told) {
    for (const auto& detail : *told) out.to_be_told.push_back(view_of(services, hall, detail));
  }
  return http::json_response(200, json::write(out));
}

// The view of a ticket with the name of who is booked.
TicketView named(Services& services, const Hall& hall, const Ticket& ticket, const access::Scope& scope,
                 Instant now) {
  auto view = view_of(hall, ticket, now);
  if (ticket.appointment) {
    const auto detail = services.appointments->find(appointments::Which(*ticket.appointment, scope));
    if (detail) view.name = detail->contents.name;
  }
  return view;
}

http::Response ticket_response(Services& services, const http::Request& request, const Permitted& permitted,
                               const Result<Ticket>& ticket, int status = 200) {
  if (!ticket) return http::problem(ticket.error(), request.language);
  const auto hall = services.halls->find(ticket->place);
  if (!hall) return http::problem(hall.error(), request.language);
  return http::json_response(status,
                             json::write(named(services, **hall, *ticket, permitted.scope, request.now)));
}

http::Response queue(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto place = place_in_query(request);
  if (!place) return http::problem(place.error(), request.language);
  const auto day = day_in_shanghai(request.now);
  const auto tickets = services.queues->tickets(*place, day, permitted.scope, request.now);
  if (!tickets) return http::problem(tickets.error(), request.language);
  const auto hall = services.halls->find(*place);
  if (!hall) return http::problem(hall.error(), request.language);
  const auto known = services.appointments->day(*place, day, permitted.scope, request.now);
  std::map<AppointmentId, std::string> names;
  if (known) {
    for (const auto& detail : known->appointments) names.emplace(detail.appointment.id, detail.contents.name);
  }
  QueueView out{*place, day, {}};
  for (const auto& ticket : *tickets) {
    out.tickets.push_back(view_of(**hall, ticket, request.now));
    if (ticket.appointment && names.contains(*ticket.appointment))
      out.tickets.back().name = names.at(*ticket.appointment);
  }
  return http::json_response(200, json::write(out));
}

http::Response arrive(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<AppointmentId>(request, "id", "appointments.not_found");
  if (!id) return http::problem(id.error(), request.language);
  const auto seen = seen_version(request, "appointments.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  return ticket_response(services, request, permitted,
                         services.queues->arrive(appointments::Which(*id, permitted.scope), *seen,
                                                 actor_of(permitted), request.now),
                         201);
}

http::Response walk_in(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewTicket>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const appointments::WalkIn walk_in{body->place, body->service, body->language.value_or(""), body->case_id,
                                     body->urgent.value_or(false)};
  return ticket_response(services, request, permitted,
                         services.queues->walk_in(walk_in, permitted.scope, actor_of(permitted), request.now),
                         201);
}

http::Response call_next(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto window = id_in_path<WindowId>(request, "id", "appointments.window_not_found");
  if (!window) return http::problem(window.error(), request.language);
  const auto called = services.queues->call_next(*window, permitted.scope, actor_of(permitted), request.now);
  if (!called) return http::problem(called.error(), request.language);
  CalledView out;
  if (*called) {
    const auto hall = services.halls->find((*called)->place);
    if (!hall) return http::problem(hall.error(), request.language);
    out.ticket = named(services, **hall, **called, permitted.scope, request.now);
  }
  return http::json_response(200, json::write(out));
}

template <TicketStep step>
http::Response take(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<TicketId>(request, "id", "appointments.no_ticket");
  if (!id) return http::problem(id.error(), request.language);
  return ticket_response(services, request, permitted,
                         services.queues->step(*id, step, permitted.scope, actor_of(permitted), request.now));
}

http::Response opening_response(const Hall& hall, std::vector<AppointmentId> displaced) {
  auto response = http::json_response(
      200, json::write(OpeningView{hall.place, hall.version, hall.opening, std::move(displaced)}));
  response.headers.set("ETag", etag_of(hall.version));
  return response;
}

http::Response opening(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto place = id_in_path<PlaceId>(request, "id", "appointments.no_hall");
  if (!place) return http::problem(place.error(), request.language);
  const auto hall = services.halls->find(*place);
  if (!hall || !permitted.scope.covers((*hall)->path))
    return http::problem({ErrorCode::NotFound, "appointments.no_hall", {}, {}}, request.language);
  return opening_response(**hall, {});
}

http::Response set_opening(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto place = id_in_path<PlaceId>(request, "id", "appointments.no_hall");
  if (!place) return http::problem(place.error(), request.language);
  // A place that has none yet is opened without a version.
  int seen = 0;
  if (services.halls->find(*place)) {
    const auto version = seen_version(request, "appointments.version_required");
    if (!version) return http::problem(version.error(), request.language);
    seen = *version;
  }
  std::vector<Error> errors;
  auto body = http::read_body<appointments::Opening>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto changed = services.halls->change(*place, *std::move(body), seen, permitted.scope,
                                              actor_of(permitted), request.now);
  if (!changed) return http::problem(changed.error(), request.language);
  return opening_response(*changed->hall, changed->displaced);
}

}  // namespace

std::vector<Endpoint> queue_endpoints() {
  using access::Action;
  using http::Method;
  const auto ticket = schema_of<TicketView>;
  return {
      permitted_endpoint(Method::Get, "/api/v1/calendar", Action::SeeAppointments, "calendar",
                         "A hall’s day: windows, hours, who is booked, whom to tell of a closure", nullptr,
                         schema_of<HallCalendar>, 200, calendar, {"place", "day"}),
      permitted_endpoint(Method::Get, "/api/v1/queue", Action::SeeAppointments, "queue",
                         "Today’s tickets in their order, and why", nullptr, schema_of<QueueView>, 200, queue,
                         {"place"}),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments/{id}/arrive", Action::ServeQueue, "arrive",
                         "Who is booked has come and gets a ticket", nullptr, ticket, 201, arrive),
      permitted_endpoint(Method::Post, "/api/v1/queue/tickets", Action::ServeQueue, "give_ticket",
                         "A ticket for a walk-in", schema_of<NewTicket>, ticket, 201, walk_in),
      permitted_endpoint(Method::Post, "/api/v1/windows/{id}/call-next", Action::ServeQueue, "call_next",
                         "The next one whom the window suits", nullptr, schema_of<CalledView>, 200,
                         call_next),
      permitted_endpoint(Method::Post, "/api/v1/tickets/{id}/serve", Action::ServeQueue, "serve_ticket",
                         "They are at the window", nullptr, ticket, 200, take<TicketStep::Serve>),
      permitted_endpoint(Method::Post, "/api/v1/tickets/{id}/finish", Action::ServeQueue, "finish_ticket",
                         "It is done", nullptr, ticket, 200, take<TicketStep::Finish>),
      permitted_endpoint(Method::Post, "/api/v1/tickets/{id}/miss", Action::ServeQueue, "miss_ticket",
                         "Called, and nobody came", nullptr, ticket, 200, take<TicketStep::Miss>),
      permitted_endpoint(Method::Post, "/api/v1/tickets/{id}/return", Action::ServeQueue, "return_ticket",
                         "Who missed the call is back", nullptr, ticket, 200, take<TicketStep::Return>),
      permitted_endpoint(Method::Post, "/api/v1/tickets/{id}/leave", Action::ServeQueue, "leave_ticket",
                         "They have gone away", nullptr, ticket, 200, take<TicketStep::Leave>),
      permitted_endpoint(Method::Get, "/api/v1/places/{id}/opening", Action::ChangeOpening, "opening",
                         "Windows, services, hours, closures", nullptr, schema_of<OpeningView>, 200, opening),
      permitted_endpoint(Method::Put, "/api/v1/places/{id}/opening", Action::ChangeOpening, "set_opening",
                         "Change them as one document; names whom a closure displaces",
                         schema_of<appointments::Opening>, schema_of<OpeningView>, 200, set_opening),
  };
}

}  // namespace gangway::api
