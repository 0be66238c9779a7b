#include "api/appointment_view.h"

#include "network/network.h"

namespace gangway::api {
namespace {

using appointments::Hall;

WindowName name_of(const Hall& hall, WindowId id) {
  const auto* const window = appointments::find_window(hall.opening, id);
  return window == nullptr ? WindowName{id, {}, {}} : WindowName{id, window->name, window->floor};
}

Bilingual service_name(const Hall& hall, const std::string& code) {
  const auto* const service = appointments::find_service(hall.opening, code);
  return service == nullptr ? Bilingual{code, code} : service->name;
}

}  // namespace

AppointmentStatus status_of(Services& services, const Hall& hall, const appointments::Detail& detail) {
  const auto& a = detail.appointment;
  AppointmentStatus out;
  out.code = detail.contents.code;
  out.version = a.version;
  out.place = a.place;
  if (const auto place = services.network->find(a.place)) out.place_name = place->name;
  out.service = a.service;
  out.service_name = service_name(hall, a.service);
  out.day = a.day;
  out.start = a.start;
  out.end = a.end;
  for (const auto window : a.placing.windows) out.windows.push_back(name_of(hall, window));
  out.people = a.people;
  out.stage = a.stage;
  out.displacement = a.displacement;
  out.expires_at = a.expires_at;
  out.name = detail.contents.name;
  return out;
}

AppointmentView view_of(Services& services, const Hall& hall, const appointments::Detail& detail) {
  const auto& a = detail.appointment;
  const auto& c = detail.contents;
  return {a.id,      status_of(services, hall, detail),
          a.urgent,  a.booker,
          c.contact, c.language,
          c.note,    c.needs,
          a.person,  a.request,
          a.case_id};
}

TicketView view_of(const Hall& hall, const appointments::Ticket& ticket, Instant now) {
  TicketView out;
  out.id = ticket.id;
  out.label = appointments::label(ticket);
  out.service = ticket.service;
  out.service_name = service_name(hall, ticket.service);
  out.language = ticket.language;
  out.urgent = ticket.urgent;
  out.appointment = ticket.appointment;
  out.booked_for = ticket.booked_for;
  out.stage = ticket.stage;
  if (ticket.stage == appointments::TicketStage::Waiting)
    out.turn = appointments::turn_of(ticket, hall.opening.settings, now);
  out.arrived_at = ticket.arrived_at;
  if (ticket.window) out.window = name_of(hall, *ticket.window);
  out.called_at = ticket.called_at;
  return out;
}

}  // namespace gangway::api
