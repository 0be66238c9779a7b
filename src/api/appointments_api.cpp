// Appointments: what is free, held and confirmed by the public under a code, booked and led by staff.

#include <boost/describe/class.hpp>

#include "api/appointment_view.h"
#include "api/endpoint.h"
#include "api/precondition.h"
#include "network/network.h"

namespace gangway::api {

struct HallServices {
  PlaceId place;
  Bilingual place_name;
  int days_ahead = 0;
  int most_people = 0;
  std::vector<appointments::Service> services;
};
BOOST_DESCRIBE_STRUCT(HallServices, (), (place, place_name, days_ahead, most_people, services))

struct SlotDay {
  Day day{};
  bool open = false;
  Bilingual reason;  // why nothing can be booked that day
  std::vector<appointments::TimeOfDay> starts;
};
BOOST_DESCRIBE_STRUCT(SlotDay, (), (day, open, reason, starts))

struct SlotList {
  std::vector<SlotDay> days;
};
BOOST_DESCRIBE_STRUCT(SlotList, (), (days))

struct NewAppointment {
  PlaceId place;
  std::string service;
  Day day{};
  appointments::TimeOfDay start;
  std::optional<int> people;
  std::string name;
  std::optional<std::string> contact;
  std::optional<std::string> language;
  std::optional<std::string> note;
  std::optional<std::string> needs;
};
BOOST_DESCRIBE_STRUCT(NewAppointment, (),
                      (place, service, day, start, people, name, contact, language, note, needs))

// The same by staff, for somebody.
struct NewDeskAppointment {
  NewAppointment appointment;
  std::optional<WindowId> window;
  std::optional<PersonId> person;
  std::optional<RequestId> request;
  std::optional<CaseId> case_id;
  std::optional<bool> urgent;
};
BOOST_DESCRIBE_STRUCT(NewDeskAppointment, (), (appointment, window, person, request, case_id, urgent))

struct MoveBody {
  Day day{};
  appointments::TimeOfDay start;
  std::optional<WindowId> window;
};
BOOST_DESCRIBE_STRUCT(MoveBody, (), (day, start, window))

struct TellBody {
  std::string text;  // what was said
};
BOOST_DESCRIBE_STRUCT(TellBody, (), (text))

namespace {

using appointments::Appointments;
using appointments::Detail;
using appointments::Which;

appointments::Actor actor_of(const Permitted& permitted) {
  return {permitted.caller.actor(), std::string(json::write(permitted.scope.purpose).as_string())};
}

appointments::Wanted wanted_of(const NewAppointment& body, std::optional<WindowId> window) {
  return {body.place, body.service, body.day, body.start, body.people.value_or(1), window};
}

appointments::Visitor visitor_of(const NewAppointment& body) {
  appointments::Visitor out;
  out.name = body.name;
  out.contact = body.contact.value_or("");
  out.language = body.language.value_or("");
  out.note = body.note.value_or("");
  out.needs = body.needs.value_or("");
  return out;
}

http::Response status_response(Services& services, const http::Request& request, const Result<Detail>& detail,
                               int status = 200) {
  if (!detail) return http::problem(detail.error(), request.language);
  const auto hall = services.halls->find(detail->appointment.place);
  if (!hall) return http::problem(hall.error(), request.language);
  auto response = http::json_response(status, json::write(status_of(services, **hall, *detail)));
  response.headers.set("ETag", etag_of(detail->appointment.version));
  if (status == 201) response.headers.set("Location", "/api/v1/appointments/" + detail->contents.code);
  return response;
}

http::Response desk_response(Services& services, const http::Request& request, const Result<Detail>& detail,
                             int status = 200) {
  if (!detail) return http::problem(detail.error(), request.language);
  const auto hall = services.halls->find(detail->appointment.place);
  if (!hall) return http::problem(hall.error(), request.language);
  auto response = http::json_response(status, json::write(view_of(services, **hall, *detail)));
  response.headers.set("ETag", etag_of(detail->appointment.version));
  return response;
}

http::Response services_at(Services& services, const http::Request& request) {
  const auto place = id_in_path<PlaceId>(request, "id", "appointments.no_hall");
  if (!place) return http::problem(place.error(), request.language);
  const auto hall = services.halls->find(*place);
  if (!hall) return http::problem(hall.error(), request.language);
  const auto& opening = (*hall)->opening;
  HallServices out{*place, {}, opening.settings.days_ahead, opening.settings.most_people, opening.services};
  if (const auto found = services.network->find(*place)) out.place_name = found->name;
  return http::json_response(200, json::write(out));
}

// A whole number in the query; the pointer names it when it is none.
Result<int> number_in_query(const http::Request& request, std::string_view name, int otherwise) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  if (const auto number = whole_number<int>(*text)) return *number;
  return fail(ErrorCode::Invalid, "json.not_an_integer", "/" + std::string(name));
}

Result<appointments::Asked> asked_of(const http::Request& request) {
  appointments::Asked out;
  const auto place = whole_number<std::int64_t>(request.query_value("place").value_or(""));
  if (!place) return fail(ErrorCode::NotFound, "appointments.no_hall", std::string("/place"));
  out.place = PlaceId(*place);
  out.service = std::string(request.query_value("service").value_or(""));
  out.language = std::string(request.query_value("language").value_or(""));
  out.from = day_in_shanghai(request.now);
  if (const auto from = request.query_value("from")) {
    TRY_ASSIGN(out.from, parse_day(*from));
  }
  TRY_ASSIGN(out.days, number_in_query(request, "days", 7));
  TRY_ASSIGN(out.people, number_in_query(request, "people", 1));
  return out;
}

http::Response slots_for(Services& services, const http::Request& request, bool by_public) {
  auto asked = asked_of(request);
  if (!asked) return http::problem(asked.error(), request.language);
  asked->by_public = by_public;
  const auto days = services.appointments->free_days(*asked, request.now);
  if (!days) return http::problem(days.error(), request.language);
  const auto hall = services.halls->find(asked->place);
  if (!hall) return http::problem(hall.error(), request.language);
  SlotList out;
  for (const auto& one : *days) {
    SlotDay day{one.plan.day, one.plan.is_open(), one.plan.reason, {}};
    for (const int unit : one.starts) day.starts.push_back({unit * (*hall)->opening.settings.step_minutes});
    out.days.push_back(std::move(day));
  }
  return http::json_response(200, json::write(out));
}

http::Response slots(Services& services, const http::Request& request) {
  return slots_for(services, request, true);
}

http::Response desk_slots(Services& services, const http::Request& request, const Permitted&) {
  return slots_for(services, request, false);
}

http::Response hold(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewAppointment>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return status_response(
      services, request,
      services.appointments->hold(wanted_of(*body, std::nullopt), visitor_of(*body), request.now), 201);
}

Result<PublicCode> code_of(const http::Request& request) {
  auto code = PublicCode::parse(request.path_value("code"));
  if (!code) code.error().code = ErrorCode::NotFound;
  return code;
}

http::Response show(Services& services, const http::Request& request, const Permitted&) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  return status_response(services, request, services.appointments->find(Which(*code)));
}

// A change by whoever has the code.
template <class Work>
http::Response by_code(Services& services, const http::Request& request, const Work& work) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  const auto seen = seen_version(request, "appointments.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  return status_response(services, request, work(Which(*code), *seen));
}

http::Response confirm(Services& services, const http::Request& request, const Permitted&) {
  return by_code(services, request, [&](const Which& which, int seen) {
    return services.appointments->confirm(which, seen, {}, request.now);
  });
}

http::Response move(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<MoveBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return by_code(services, request, [&](const Which& which, int seen) {
    return services.appointments->move(which, seen, body->day, body->start, std::nullopt, {}, request.now);
  });
}

http::Response cancel(Services& services, const http::Request& request, const Permitted&) {
  return by_code(services, request, [&](const Which& which, int seen) {
    return services.appointments->cancel(which, seen, {}, request.now);
  });
}

http::Response book(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewDeskAppointment>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const appointments::Links links{body->person, body->request, body->case_id, body->urgent.value_or(false)};
  return desk_response(
      services, request,
      services.appointments->book(wanted_of(body->appointment, body->window), visitor_of(body->appointment),
                                  links, permitted.scope, actor_of(permitted), request.now),
      201);
}

// A change by staff.
template <class Work>
http::Response by_id(Services& services, const http::Request& request, const Permitted& permitted,
                     const Work& work) {
  const auto id = id_in_path<AppointmentId>(request, "id", "appointments.not_found");
  if (!id) return http::problem(id.error(), request.language);
  const auto seen = seen_version(request, "appointments.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  return desk_response(services, request, work(Which(*id, permitted.scope), *seen, actor_of(permitted)));
}

http::Response desk_show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<AppointmentId>(request, "id", "appointments.not_found");
  if (!id) return http::problem(id.error(), request.language);
  return desk_response(services, request, services.appointments->find(Which(*id, permitted.scope)));
}

http::Response desk_move(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<MoveBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return by_id(services, request, permitted,
               [&](const Which& which, int seen, const appointments::Actor& by) {
                 return services.appointments->move(which, seen, body->day, body->start, body->window, by,
                                                    request.now);
               });
}

http::Response desk_cancel(Services& services, const http::Request& request, const Permitted& permitted) {
  return by_id(services, request, permitted,
               [&](const Which& which, int seen, const appointments::Actor& by) {
                 return services.appointments->cancel(which, seen, by, request.now);
               });
}

http::Response desk_miss(Services& services, const http::Request& request, const Permitted& permitted) {
  return by_id(services, request, permitted,
               [&](const Which& which, int seen, const appointments::Actor& by) {
                 return services.appointments->miss(which, seen, by, request.now);
               });
}

http::Response desk_tell(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<TellBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return by_id(services, request, permitted,
               [&](const Which& which, int seen, const appointments::Actor& by) {
                 return services.appointments->tell(which, seen, body->text, by, request.now);
               });
}

}  // namespace

std::vector<Endpoint> appointment_endpoints() {
  using access::Action;
  using http::Method;
  const auto status = schema_of<AppointmentStatus>;
  const auto view = schema_of<AppointmentView>;
  return {
      Endpoint{Method::Get,
               "/api/v1/places/{id}/services",
               Action::UsePublic,
               "hall_services",
               "What can be booked at a place",
               {},
               nullptr,
               schema_of<HallServices>,
               200,
               services_at},
      Endpoint{Method::Get,
               "/api/v1/slots",
               Action::UsePublic,
               "slots",
               "Days with the times that are free",
               {"place", "service", "from", "days", "people", "language"},
               nullptr,
               schema_of<SlotList>,
               200,
               slots},
      permitted_endpoint(Method::Post, "/api/v1/appointments", Action::BookAppointment, "hold_slot",
                         "Keep a time for some minutes; the code confirms it", schema_of<NewAppointment>,
                         status, 201, hold),
      permitted_endpoint(Method::Get, "/api/v1/appointments/{code}", Action::BookAppointment, "appointment",
                         "One’s appointment", nullptr, status, 200, show),
      permitted_endpoint(Method::Post, "/api/v1/appointments/{code}/confirm", Action::BookAppointment,
                         "confirm_appointment", "Book the time that is kept", nullptr, status, 200, confirm),
      permitted_endpoint(Method::Patch, "/api/v1/appointments/{code}", Action::BookAppointment,
                         "move_appointment", "Another time; the old one is kept until the new one is had",
                         schema_of<MoveBody>, status, 200, move),
      permitted_endpoint(Method::Delete, "/api/v1/appointments/{code}", Action::BookAppointment,
                         "cancel_appointment", "Cancel it", nullptr, status, 200, cancel),
      permitted_endpoint(Method::Get, "/api/v1/desk-slots", Action::ArrangeAppointment, "desk_slots",
                         "Free times, with what only staff may book", nullptr, schema_of<SlotList>, 200,
                         desk_slots, {"place", "service", "from", "days", "people", "language"}),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments", Action::ArrangeAppointment,
                         "book_for_somebody", "Book for somebody, in one step", schema_of<NewDeskAppointment>,
                         view, 201, book),
      permitted_endpoint(Method::Get, "/api/v1/desk-appointments/{id}", Action::SeeAppointments,
                         "desk_appointment", "One appointment", nullptr, view, 200, desk_show),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments/{id}/move", Action::ArrangeAppointment,
                         "move_for_somebody", "Another time", schema_of<MoveBody>, view, 200, desk_move),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments/{id}/cancel", Action::ArrangeAppointment,
                         "cancel_for_somebody", "Cancel it", nullptr, view, 200, desk_cancel),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments/{id}/miss", Action::ServeQueue,
                         "note_no_show", "Nobody came", nullptr, view, 200, desk_miss),
      permitted_endpoint(Method::Post, "/api/v1/desk-appointments/{id}/tell", Action::ArrangeAppointment,
                         "tell_displaced", "The person was told that the hall is closed then",
                         schema_of<TellBody>, view, 200, desk_tell),
  };
}

}  // namespace gangway::api
