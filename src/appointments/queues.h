// The queue of a hall as it is kept: tickets given, called, served, missed; each in one transaction with its
// event.
//
// Shape:  the order is queue.h's. call_next chooses and marks in one transaction, and a window has one ticket
// at a
//         time by a constraint of the store: two windows never call the same ticket. What happens to a ticket
//         happens to its appointment in the same transaction.
// Events: "ticket.given", ".called", ".served", ".finished", ".missed", ".returned", ".left".
// Errors: those of queue.h; NotFound "appointments.no_ticket", "appointments.window_not_found"; Conflict
//         "appointments.window_busy", "appointments.other_day", "appointments.closed_today".
// Threads: any.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "appointments/appointments.h"
#include "appointments/ticket_store.h"

namespace gangway::appointments {

struct WalkIn {
  PlaceId place;
  std::string service;
  std::string language;  // ISO 639-1; empty: any
  std::optional<CaseId> case_id;
  bool urgent = false;  // the case's claim to the green channel must be approved
};

class Queues {
 public:
  // The arguments outlive the object.
  Queues(store::Db& db, const journal::Chain& chain, IdGenerator& ids, Appointments& appointments)
      : db_(db), chain_(chain), ids_(ids), appointments_(appointments) {}

  // Who is booked today has come; also who was missed and comes after all: the time is no longer theirs, and
  // they wait with the walk-ins.
  [[nodiscard]] Result<Ticket> arrive(const Which& which, int seen, const Actor& by, Instant now);
  [[nodiscard]] Result<Ticket> walk_in(const WalkIn& walk_in, const access::Scope& scope, const Actor& by,
                                       Instant now);
  // nullopt: nobody waits whom the window suits.
  [[nodiscard]] Result<std::optional<Ticket>> call_next(WindowId window, const access::Scope& scope,
                                                        const Actor& by, Instant now);
  // Serve, Finish, Miss, Return, Leave.
  [[nodiscard]] Result<Ticket> step(TicketId id, TicketStep step, const access::Scope& scope, const Actor& by,
                                    Instant now);
  // All of the day: those that wait in the order of the hall's list, then the others by number.
  [[nodiscard]] Result<std::vector<Ticket>> tickets(PlaceId place, Day day, const access::Scope& scope,
                                                    Instant now);

 private:
  void tell_journal(store::Tx& tx, std::string_view kind, const Ticket& ticket, const Actor& by, Instant now);
  // The appointment of a ticket goes the same step.
  [[nodiscard]] Result<void> lead(store::Tx& tx, const Ticket& ticket, Step step, Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  IdGenerator& ids_;
  Appointments& appointments_;
};

}  // namespace gangway::appointments
