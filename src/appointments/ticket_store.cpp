#include "appointments/ticket_store.h"

#include "appointments/appointment_store.h"

namespace gangway::appointments {
namespace {

// When and where it was booked stands with the appointment alone.
constexpr std::string_view kSelect =
    "SELECT ticket.id, ticket.place, ticket.path, ticket.day, number, letter, ticket.service, language,"
    " ticket.urgent, ticket.appointment, ticket.case_id, ticket.stage, arrived_at, came_back, window_id, "
    "called_at,"
    " ticket.ended_at, appointment.day, appointment.start_minute, appointment.windows FROM ticket"
    " LEFT JOIN appointment ON appointment.id = ticket.appointment WHERE ";

Ticket read_ticket(const store::Row& row) {
  Ticket out;
  out.id = row.id<TicketId>(0);
  out.place = row.id<PlaceId>(1);
  out.path = row.text(2);
  out.day = row.day(3);
  out.number = row.get<int>(4);
  out.letter = row.text(5);
  out.service = row.text(6);
  out.language = row.text(7);
  out.urgent = row.boolean(8);
  out.appointment = row.get<std::optional<AppointmentId>>(9);
  out.case_id = row.get<std::optional<CaseId>>(10);
  out.stage = static_cast<TicketStage>(row.get<int>(11));
  out.arrived_at = row.instant(12);
  out.came_back = row.boolean(13);
  out.window = row.get<std::optional<WindowId>>(14);
  out.called_at = row.get<std::optional<Instant>>(15);
  out.ended_at = row.get<std::optional<Instant>>(16);
  if (row.is_null(17)) return out;
  out.booked_for = instant_of(row.day(17), {row.get<int>(18)});
  out.booked_at = windows_of(row.text(19));
  return out;
}

}  // namespace

Ticket insert(store::Tx& tx, Ticket ticket) {
  ticket.number = *tx.one(
      "SELECT COALESCE(MAX(number), 0) + 1 FROM ticket WHERE place = $1 AND day = $2",
      [](const store::Row& row) { return row.get<int>(0); }, ticket.place, ticket.day);
  tx.run(
      "INSERT INTO ticket (id, place, path, day, number, letter, service, language, urgent, appointment, "
      "case_id,"
      " stage, arrived_at, came_back, window_id, called_at, ended_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
      ticket.id, ticket.place, ticket.path, ticket.day, ticket.number, ticket.letter, ticket.service,
      ticket.language, ticket.urgent, ticket.appointment, ticket.case_id, static_cast<int>(ticket.stage),
      ticket.arrived_at, ticket.came_back, ticket.window, ticket.called_at, ticket.ended_at);
  return ticket;
}

bool update(store::Tx& tx, const Ticket& ticket, TicketStage from) {
  return tx.run(
             "UPDATE ticket SET stage = $1, arrived_at = $2, came_back = $3, window_id = $4, called_at = $5,"
             " ended_at = $6 WHERE id = $7 AND stage = $8",
             static_cast<int>(ticket.stage), ticket.arrived_at, ticket.came_back, ticket.window,
             ticket.called_at, ticket.ended_at, ticket.id, static_cast<int>(from)) == 1;
}

std::optional<Ticket> find_ticket(const store::ReadTx& tx, TicketId id) {
  static const auto kSql = std::string(kSelect) + "ticket.id = $1";
  return tx.one(kSql, read_ticket, id);
}

std::optional<Ticket> ticket_of(const store::ReadTx& tx, AppointmentId appointment) {
  static const auto kSql = std::string(kSelect) + "ticket.appointment = $1";
  return tx.one(kSql, read_ticket, appointment);
}

std::optional<Ticket> ticket_at(const store::ReadTx& tx, WindowId window) {
  static const auto kSql = std::string(kSelect) + "window_id = $1 AND (ticket.stage = 1 OR ticket.stage = 2)";
  return tx.one(kSql, read_ticket, window);
}

std::vector<Ticket> waiting_tickets(const store::ReadTx& tx, PlaceId place, Day day) {
  static const auto kSql =
      std::string(kSelect) + "ticket.place = $1 AND ticket.day = $2 AND ticket.stage = $3 ORDER BY number";
  return tx.all(kSql, read_ticket, place, day, static_cast<int>(TicketStage::Waiting));
}

std::vector<Ticket> tickets_on(const store::ReadTx& tx, PlaceId place, Day day) {
  static const auto kSql = std::string(kSelect) + "ticket.place = $1 AND ticket.day = $2 ORDER BY number";
  return tx.all(kSql, read_ticket, place, day);
}

}  // namespace gangway::appointments
