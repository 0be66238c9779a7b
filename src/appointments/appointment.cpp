#include "appointments/appointment.h"

#include <algorithm>
#include <array>

namespace gangway::appointments {
namespace {

constexpr std::array kSteps{
    Transition{Step::Confirm, Stage::Held, Stage::Booked},
    Transition{Step::Move, Stage::Held, Stage::Held},
    Transition{Step::Move, Stage::Booked, Stage::Booked},
    Transition{Step::Cancel, Stage::Held, Stage::Cancelled},
    Transition{Step::Cancel, Stage::Booked, Stage::Cancelled},
    Transition{Step::Expire, Stage::Held, Stage::Expired},
    Transition{Step::Arrive, Stage::Booked, Stage::Arrived},
    Transition{Step::Arrive, Stage::NoShow, Stage::Arrived},
    Transition{Step::Call, Stage::Arrived, Stage::Called},
    Transition{Step::Serve, Stage::Called, Stage::Serving},
    Transition{Step::Finish, Stage::Serving, Stage::Done},
    Transition{Step::Miss, Stage::Booked, Stage::NoShow},
    Transition{Step::Miss, Stage::Called, Stage::NoShow},
    Transition{Step::Leave, Stage::Arrived, Stage::Cancelled},
    Transition{Step::Leave, Stage::Called, Stage::Cancelled},
};

Result<void> check_hold(const Appointment& appointment, Instant now) {
  if (!appointment.expires_at || now < *appointment.expires_at) return {};
  return fail(ErrorCode::Conflict, "appointments.hold_expired");
}

}  // namespace

std::span<const Transition> transitions() { return kSteps; }

Result<Stage> after(Stage stage, Step step) {
  const auto found = std::ranges::find_if(
      kSteps, [&](const Transition& one) { return one.step == step && one.from == stage; });
  if (found != kSteps.end()) return found->to;
  return fail(ErrorCode::Conflict, "appointments.is_" + std::string(json::write(stage).as_string()));
}

bool keeps_units(Stage stage) {
  return stage != Stage::NoShow && stage != Stage::Cancelled && stage != Stage::Expired;
}

bool is_ahead(Stage stage) { return stage == Stage::Held || stage == Stage::Booked; }

Result<Appointment> confirm(Appointment appointment, Instant now) {
  TRY_ASSIGN(appointment.stage, after(appointment.stage, Step::Confirm));
  TRY(check_hold(appointment, now));
  appointment.expires_at.reset();
  return appointment;
}

Result<Appointment> move(Appointment appointment, Day day, const Placing& placing, int step_minutes,
                         Instant now) {
  TRY_ASSIGN(appointment.stage, after(appointment.stage, Step::Move));
  TRY(check_hold(appointment, now));
  appointment.day = day;
  appointment.placing = placing;
  appointment.start = {placing.first * step_minutes};
  appointment.end = {(placing.first + placing.units) * step_minutes};
  appointment.displacement = Displacement::None;
  return appointment;
}

Result<Appointment> cancel(Appointment appointment, Instant now) {
  return follow(std::move(appointment), Step::Cancel, now);
}

Result<Appointment> expire(Appointment appointment, Instant now) {
  if (appointment.expires_at && now < *appointment.expires_at)
    return fail(ErrorCode::Conflict, "appointments.is_held");
  return follow(std::move(appointment), Step::Expire, now);
}

Result<Appointment> miss_unarrived(Appointment appointment, const Settings& settings, Instant now) {
  TRY(after(appointment.stage, Step::Arrive));  // who was called is missed at the window
  if (now < instant_of(appointment.day, appointment.start) + std::chrono::minutes{settings.late_minutes})
    return fail(ErrorCode::Conflict, "appointments.not_missed_yet",
                Args{{"minutes", std::to_string(settings.late_minutes)}});
  return follow(std::move(appointment), Step::Miss, now);
}

Result<Appointment> tell(Appointment appointment) {
  if (appointment.displacement == Displacement::None)
    return fail(ErrorCode::Conflict, "appointments.not_displaced");
  if (!is_ahead(appointment.stage)) TRY(after(appointment.stage, Step::Cancel));
  appointment.displacement = Displacement::Told;
  return appointment;
}

Result<Appointment> follow(Appointment appointment, Step step, Instant now) {
  TRY_ASSIGN(appointment.stage, after(appointment.stage, step));
  appointment.expires_at.reset();
  const bool ended = appointment.stage == Stage::Done || !keeps_units(appointment.stage);
  appointment.ended_at = ended ? std::optional(now) : std::nullopt;
  return appointment;
}

}  // namespace gangway::appointments
