#include "appointments/queue.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace gangway::appointments {
namespace {

constexpr std::array kSteps{
    TicketTransition{TicketStep::Call, TicketStage::Waiting, TicketStage::Called},
    TicketTransition{TicketStep::Serve, TicketStage::Called, TicketStage::Serving},
    TicketTransition{TicketStep::Finish, TicketStage::Serving, TicketStage::Done},
    TicketTransition{TicketStep::Miss, TicketStage::Called, TicketStage::NoShow},
    TicketTransition{TicketStep::Return, TicketStage::NoShow, TicketStage::Waiting},
    TicketTransition{TicketStep::Leave, TicketStage::Waiting, TicketStage::Left},
    TicketTransition{TicketStep::Leave, TicketStage::Called, TicketStage::Left},
};

}  // namespace

std::string label(const Ticket& ticket) {
  const auto number = std::to_string(ticket.number);
  return ticket.letter + std::string(number.size() < 3 ? 3 - number.size() : 0, '0') + number;
}

std::span<const TicketTransition> ticket_transitions() { return kSteps; }

Result<TicketStage> after(TicketStage stage, TicketStep step) {
  const auto found = std::ranges::find_if(
      kSteps, [&](const TicketTransition& one) { return one.step == step && one.from == stage; });
  if (found != kSteps.end()) return found->to;
  return fail(ErrorCode::Conflict, "appointments.ticket_is_" + std::string(json::write(stage).as_string()));
}

Step step_of(TicketStep step) {
  switch (step) {
    case TicketStep::Call:
      return Step::Call;
    case TicketStep::Serve:
      return Step::Serve;
    case TicketStep::Finish:
      return Step::Finish;
    case TicketStep::Miss:
      return Step::Miss;
    case TicketStep::Return:
      return Step::Arrive;
    case TicketStep::Leave:
      return Step::Leave;
  }
  return Step::Leave;
}

Turn turn_of(const Ticket& ticket, const Settings& settings, Instant now) {
  const bool booked = ticket.booked_for && !ticket.came_back &&
                      ticket.arrived_at <= *ticket.booked_for + std::chrono::minutes{settings.late_minutes};
  const bool early = booked && now < *ticket.booked_for - std::chrono::minutes{settings.early_minutes};
  if (booked && !early) return Turn::Booked;
  if (ticket.urgent) return Turn::Urgent;
  return early ? Turn::Early : Turn::ByArrival;
}

std::vector<Ticket> in_order(std::vector<Ticket> tickets, const Settings& settings,
                             std::optional<WindowId> window, Instant now) {
  std::erase_if(tickets, [](const Ticket& ticket) { return ticket.stage != TicketStage::Waiting; });
  const auto key = [&](const Ticket& ticket) {
    const auto turn = turn_of(ticket, settings, now);
    const bool by_time = turn == Turn::Booked || turn == Turn::Early;
    const bool own = turn == Turn::Booked && window &&
                     std::ranges::find(ticket.booked_at, *window) != ticket.booked_at.end();
    return std::tuple(turn, !own, by_time ? *ticket.booked_for : ticket.arrived_at, ticket.number);
  };
  std::ranges::sort(tickets, {}, key);
  return tickets;
}

Result<Ticket> call(Ticket ticket, WindowId window, Instant now) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Call));
  ticket.window = window;
  ticket.called_at = now;
  return ticket;
}

Result<Ticket> serve(Ticket ticket) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Serve));
  return ticket;
}

Result<Ticket> finish(Ticket ticket, Instant now) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Finish));
  ticket.ended_at = now;
  return ticket;
}

bool is_call_over(const Ticket& ticket, const Settings& settings, Instant now) {
  return ticket.called_at && now >= *ticket.called_at + std::chrono::minutes{settings.call_minutes};
}

Result<Ticket> miss(Ticket ticket, const Settings& settings, Instant now) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Miss));
  if (!is_call_over(ticket, settings, now))
    return fail(ErrorCode::Conflict, "appointments.call_not_over",
                Args{{"minutes", std::to_string(settings.call_minutes)}});
  ticket.ended_at = now;
  return ticket;
}

Result<Ticket> come_back(Ticket ticket, Instant now) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Return));
  ticket.came_back = true;
  ticket.arrived_at = now;
  ticket.window.reset();
  ticket.called_at.reset();
  ticket.ended_at.reset();
  return ticket;
}

Result<Ticket> leave(Ticket ticket, Instant now) {
  TRY_ASSIGN(ticket.stage, after(ticket.stage, TicketStep::Leave));
  ticket.ended_at = now;
  return ticket;
}

}  // namespace gangway::appointments
