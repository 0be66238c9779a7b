// One appointment: its stages, and the table of what may follow what.
//
// Shape:  pure. A held appointment has its units until `expires_at`; a booked one until it is served, missed
//         or cancelled. From its arrival on, the stages of its ticket lead (queue.h) and it follows.
// Table:  every step that kSteps does not list is refused in the words of the stage ("It is cancelled…").
// Errors: Conflict "appointments.is_<stage>", "appointments.hold_expired", "appointments.not_missed_yet".
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>

#include "appointments/slots.h"

namespace gangway::appointments {

enum class Stage { Held, Booked, Arrived, Called, Serving, Done, NoShow, Cancelled, Expired };
BOOST_DESCRIBE_ENUM(Stage, Held, Booked, Arrived, Called, Serving, Done, NoShow, Cancelled, Expired)

enum class Step {
  Confirm,
  Move,
  Cancel,
  Expire,
  Arrive,  // also of who was missed and appears after all
  Call,
  Serve,
  Finish,
  Miss,
  Leave,  // goes away before being served
};
BOOST_DESCRIBE_ENUM(Step, Confirm, Move, Cancel, Expire, Arrive, Call, Serve, Finish, Miss, Leave)

// The hall was closed where the appointment stands.
enum class Displacement { None, ToBeTold, Told };
BOOST_DESCRIBE_ENUM(Displacement, None, ToBeTold, Told)

enum class Booker { Public, Staff };
BOOST_DESCRIBE_ENUM(Booker, Public, Staff)

struct Appointment {
  AppointmentId id;
  int version = 0;
  PlaceId place;
  std::string path;     // of the place
  std::string service;  // code
  Day day{};
  TimeOfDay start;
  TimeOfDay end;
  Placing placing;
  int people = 1;
  Stage stage = Stage::Held;
  bool urgent = false;  // an approved claim: it may use the reserve
  Displacement displacement = Displacement::None;
  Booker booker = Booker::Public;
  std::optional<PersonId> person;
  std::optional<RequestId> request;
  std::optional<CaseId> case_id;
  Instant made_at{};
  std::optional<Instant> expires_at;  // while held
  std::optional<Instant> ended_at;
};

struct Transition {
  Step step;
  Stage from;
  Stage to;
};
[[nodiscard]] std::span<const Transition> transitions();
[[nodiscard]] Result<Stage> after(Stage stage, Step step);

// Whether it keeps its units in that stage.
[[nodiscard]] bool keeps_units(Stage stage);
// Whether somebody still expects to be served.
[[nodiscard]] bool is_ahead(Stage stage);

[[nodiscard]] Result<Appointment> confirm(Appointment appointment, Instant now);
// To where `placing` is. What was displaced is so no longer.
[[nodiscard]] Result<Appointment> move(Appointment appointment, Day day, const Placing& placing,
                                       int step_minutes, Instant now);
[[nodiscard]] Result<Appointment> cancel(Appointment appointment, Instant now);
[[nodiscard]] Result<Appointment> expire(Appointment appointment, Instant now);
// Booked, and did not come by `late_minutes` after the time.
[[nodiscard]] Result<Appointment> miss_unarrived(Appointment appointment, const Settings& settings,
                                                 Instant now);
// The person was told that the hall is closed then.
[[nodiscard]] Result<Appointment> tell(Appointment appointment);
// As its ticket leads.
[[nodiscard]] Result<Appointment> follow(Appointment appointment, Step step, Instant now);

}  // namespace gangway::appointments
