// The queue of a hall on one day: tickets, in which order they are called, and why in that order.
//
// Shape:  pure. A ticket is of who has arrived, with an appointment or without. In the clear it holds the
//         service and the language to be served in, which the hall counts; no name.
// Order:  1. booked, from `early_minutes` before their time on, by that time; at the window that they booked
//            before others; 2. approved urgent claims, by arrival; 3. everybody else by arrival: walk-ins,
//         who came later than `late_minutes` after their time, who was called, missed it and came back;
//         4. booked, but far before their time. Equal ones by number.
// Window: a window calls whom it suits (hall.h: service and language).
// Errors: Conflict "appointments.ticket_is_<stage>", "appointments.call_not_over".
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "appointments/appointment.h"

namespace gangway::appointments {

enum class TicketStage { Waiting, Called, Serving, Done, NoShow, Left };
BOOST_DESCRIBE_ENUM(TicketStage, Waiting, Called, Serving, Done, NoShow, Left)

enum class TicketStep { Call, Serve, Finish, Miss, Return, Leave };
BOOST_DESCRIBE_ENUM(TicketStep, Call, Serve, Finish, Miss, Return, Leave)

enum class Turn { Booked, Urgent, ByArrival, Early };
BOOST_DESCRIBE_ENUM(Turn, Booked, Urgent, ByArrival, Early)

struct Ticket {
  TicketId id;
  PlaceId place;
  std::string path;  // of the place
  Day day{};
  int number = 0;  // unique in the place and day
  std::string letter;
  std::string service;
  std::string language;  // empty: any
  bool urgent = false;
  std::optional<AppointmentId> appointment;
  std::optional<Instant> booked_for;
  std::vector<WindowId> booked_at;
  std::optional<CaseId> case_id;
  TicketStage stage = TicketStage::Waiting;
  Instant arrived_at{};  // of who came back: when they did
  bool came_back = false;
  std::optional<WindowId> window;  // that called it
  std::optional<Instant> called_at;
  std::optional<Instant> ended_at;
};

[[nodiscard]] std::string label(const Ticket& ticket);  // "A012"

struct TicketTransition {
  TicketStep step;
  TicketStage from;
  TicketStage to;
};
[[nodiscard]] std::span<const TicketTransition> ticket_transitions();
[[nodiscard]] Result<TicketStage> after(TicketStage stage, TicketStep step);

// What the same step is for the appointment.
[[nodiscard]] Step step_of(TicketStep step);

[[nodiscard]] Turn turn_of(const Ticket& ticket, const Settings& settings, Instant now);
// Waiting tickets in the order in which `window` would call them, without a window: of the hall's list.
[[nodiscard]] std::vector<Ticket> in_order(std::vector<Ticket> tickets, const Settings& settings,
                                           std::optional<WindowId> window, Instant now);

[[nodiscard]] Result<Ticket> call(Ticket ticket, WindowId window, Instant now);
[[nodiscard]] Result<Ticket> serve(Ticket ticket);
[[nodiscard]] Result<Ticket> finish(Ticket ticket, Instant now);
// Not before the time for coming to the window is over.
[[nodiscard]] Result<Ticket> miss(Ticket ticket, const Settings& settings, Instant now);
[[nodiscard]] bool is_call_over(const Ticket& ticket, const Settings& settings, Instant now);
[[nodiscard]] Result<Ticket> come_back(Ticket ticket, Instant now);
[[nodiscard]] Result<Ticket> leave(Ticket ticket, Instant now);

}  // namespace gangway::appointments
