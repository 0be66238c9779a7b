// Appointments, halls and queues as the public and staff see them.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/services.h"
#include "appointments/appointments.h"
#include "appointments/queues.h"
#include "base/json_bind.h"

namespace gangway::api {

struct WindowName {
  WindowId id;
  Bilingual name;
  std::string floor;
};
BOOST_DESCRIBE_STRUCT(WindowName, (), (id, name, floor))

// What the person sees who has the code.
struct AppointmentStatus {
  std::string code;
  int version = 0;
  PlaceId place;
  Bilingual place_name;
  std::string service;
  Bilingual service_name;
  Day day{};
  appointments::TimeOfDay start;
  appointments::TimeOfDay end;
  std::vector<WindowName> windows;
  int people = 1;
  appointments::Stage stage = appointments::Stage::Held;
  appointments::Displacement displacement = appointments::Displacement::None;
  std::optional<Instant> expires_at;  // while it is only held
  std::string name;
  std::optional<std::string> ticket;  // "A012", after the arrival
};
BOOST_DESCRIBE_STRUCT(AppointmentStatus, (),
                      (code, version, place, place_name, service, service_name, day, start, end, windows,
                       people, stage, displacement, expires_at, name, ticket))

struct AppointmentView {
  AppointmentId id;
  AppointmentStatus status;
  bool urgent = false;
  appointments::Booker booker = appointments::Booker::Public;
  std::string contact;
  std::string language;
  std::string note;
  std::string needs;
  std::optional<PersonId> person;
  std::optional<RequestId> request;
  std::optional<CaseId> case_id;
};
BOOST_DESCRIBE_STRUCT(AppointmentView, (),
                      (id, status, urgent, booker, contact, language, note, needs, person, request, case_id))

struct TicketView {
  TicketId id;
  std::string label;  // "A012"
  std::string service;
  Bilingual service_name;
  std::string language;
  bool urgent = false;
  std::optional<AppointmentId> appointment;
  std::optional<Instant> booked_for;
  appointments::TicketStage stage = appointments::TicketStage::Waiting;
  std::optional<appointments::Turn> turn;  // while waiting: why it stands where it stands
  Instant arrived_at{};
  std::optional<WindowName> window;
  std::optional<Instant> called_at;
  std::string name;  // of who is booked; empty for a walk-in
};
BOOST_DESCRIBE_STRUCT(TicketView, (),
                      (id, label, service, service_name, language, urgent, appointment, booked_for, stage,
                       turn, arrived_at, window, called_at, name))

[[nodiscard]] AppointmentStatus status_of(Services& services, const appointments::Hall& hall,
                                          const appointments::Detail& detail);
[[nodiscard]] AppointmentView view_of(Services& services, const appointments::Hall& hall,
                                      const appointments::Detail& detail);
[[nodiscard]] TicketView view_of(const appointments::Hall& hall, const appointments::Ticket& ticket,
                                 Instant now);

}  // namespace gangway::api
