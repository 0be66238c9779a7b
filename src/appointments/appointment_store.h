// The tables of appointments and of the units that they take. Private to appointments.
//
// A unit of a window and day is one row of window_unit, whose primary key says that nobody else has it: who
// books, the public or staff, goes through take().
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "appointments/appointment.h"
#include "store/db.h"

namespace gangway::appointments {

inline constexpr std::string_view kAppointmentSchema = R"(CREATE TABLE appointment (
  id BIGINT PRIMARY KEY,
  code_hash BYTEA NOT NULL UNIQUE,
  vault_key BIGINT NOT NULL,
  version BIGINT NOT NULL,
  place BIGINT NOT NULL REFERENCES hall(place),
  path TEXT NOT NULL,
  service TEXT NOT NULL,
  day TEXT NOT NULL,
  start_minute BIGINT NOT NULL,
  end_minute BIGINT NOT NULL,
  windows TEXT NOT NULL,
  first_unit BIGINT NOT NULL,
  units BIGINT NOT NULL CHECK (units > 0),
  people BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  urgent BIGINT NOT NULL,
  displacement BIGINT NOT NULL,
  booker BIGINT NOT NULL,
  person BIGINT,
  request BIGINT,
  case_id BIGINT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT,
  ended_at BIGINT,
  sealed BYTEA NOT NULL
);
CREATE INDEX appointment_day ON appointment(place, day, start_minute);
CREATE INDEX appointment_displaced ON appointment(place, day) WHERE displacement = 1;
CREATE INDEX appointment_held ON appointment(expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE window_unit (
  window_id BIGINT NOT NULL REFERENCES hall_window(id),
  day TEXT NOT NULL,
  unit BIGINT NOT NULL,
  appointment BIGINT NOT NULL REFERENCES appointment(id),
  expires_at BIGINT,
  PRIMARY KEY (window_id, day, unit)
);
CREATE INDEX window_unit_appointment ON window_unit(appointment);
)";

struct AppointmentRow {
  Appointment appointment;
  KeyId key;
  store::Bytes sealed;
};

void insert(store::Tx& tx, const AppointmentRow& row, const store::Bytes& code_hash);
// Everything that may change, but the sealed contents.
void update(store::Tx& tx, const Appointment& appointment);
void update_sealed(store::Tx& tx, AppointmentId id, const store::Bytes& sealed);
[[nodiscard]] std::optional<AppointmentRow> find_appointment(const store::ReadTx& tx, AppointmentId id);
[[nodiscard]] std::optional<AppointmentRow> find_appointment(const store::ReadTx& tx,
                                                             const store::Bytes& code_hash);
// All of a day by their time, whatever their stage.
[[nodiscard]] std::vector<AppointmentRow> appointments_on(const store::ReadTx& tx, PlaceId place, Day day);
// Held and booked ones of that day and later.
[[nodiscard]] std::vector<Appointment> appointments_ahead(const store::ReadTx& tx, PlaceId place, Day from);
// Those ahead whom somebody must tell that the hall is closed then.
[[nodiscard]] std::vector<AppointmentRow> to_be_told(const store::ReadTx& tx, PlaceId place, Day from);
// Held ones whose time to confirm is over.
[[nodiscard]] std::vector<AppointmentId> expired_holds(const store::ReadTx& tx, Instant now);

struct TakenUnit {
  int unit = 0;
  AppointmentId appointment;
  std::optional<Instant> expires_at;
};
[[nodiscard]] std::vector<TakenUnit> taken_units(const store::ReadTx& tx, WindowId window, Day day);
// Windows as they stand in a row: "17 18".
[[nodiscard]] std::vector<WindowId> windows_of(std::string_view text);
// Takes what the appointment's placing names and it does not have, then gives back what it has beyond. False
// when another has one of these units: nothing may then be committed.
[[nodiscard]] bool take(store::Tx& tx, const Appointment& appointment);
// From hold to booking.
void keep_units(store::Tx& tx, AppointmentId id);
void give_back(store::Tx& tx, AppointmentId id);

}  // namespace gangway::appointments
