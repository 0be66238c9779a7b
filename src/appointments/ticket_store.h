// The table of tickets. Private to appointments.
//
// Two constraints hold whatever the code does: a number is given once in a place and day, and a window has at
// most one ticket that it called or serves.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "appointments/queue.h"
#include "store/db.h"

namespace gangway::appointments {

inline constexpr std::string_view kTicketSchema = R"(CREATE TABLE ticket (
  id BIGINT PRIMARY KEY,
  place BIGINT NOT NULL REFERENCES hall(place),
  path TEXT NOT NULL,
  day TEXT NOT NULL,
  number BIGINT NOT NULL,
  letter TEXT NOT NULL,
  service TEXT NOT NULL,
  language TEXT NOT NULL,
  urgent BIGINT NOT NULL,
  appointment BIGINT UNIQUE REFERENCES appointment(id),
  case_id BIGINT,
  stage BIGINT NOT NULL,
  arrived_at BIGINT NOT NULL,
  came_back BIGINT NOT NULL,
  window_id BIGINT REFERENCES hall_window(id),
  called_at BIGINT,
  ended_at BIGINT,
  UNIQUE (place, day, number)
);
CREATE INDEX ticket_stage ON ticket(place, day, stage);
CREATE UNIQUE INDEX ticket_at_window ON ticket(window_id) WHERE stage = 1 OR stage = 2;
)";

// Gives the next number of the place and day.
[[nodiscard]] Ticket insert(store::Tx& tx, Ticket ticket);
// False when the ticket is not in the stage `from` any more.
[[nodiscard]] bool update(store::Tx& tx, const Ticket& ticket, TicketStage from);
[[nodiscard]] std::optional<Ticket> find_ticket(const store::ReadTx& tx, TicketId id);
[[nodiscard]] std::optional<Ticket> ticket_of(const store::ReadTx& tx, AppointmentId appointment);
// That the window called or serves.
[[nodiscard]] std::optional<Ticket> ticket_at(const store::ReadTx& tx, WindowId window);
[[nodiscard]] std::vector<Ticket> waiting_tickets(const store::ReadTx& tx, PlaceId place, Day day);
// By number, whatever their stage.
[[nodiscard]] std::vector<Ticket> tickets_on(const store::ReadTx& tx, PlaceId place, Day day);

}  // namespace gangway::appointments
