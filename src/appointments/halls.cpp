#include "appointments/halls.h"

#include <algorithm>
#include <map>

#include "appointments/appointment_store.h"
#include "appointments/ticket_store.h"

namespace gangway::appointments {
namespace {

constexpr store::Migration kMigrations[] = {{"appointments", 1, kHallSchema},
                                            {"appointments", 2, kAppointmentSchema},
                                            {"appointments", 3, kTicketSchema}};

tl::unexpected<Error> no_hall() { return fail(ErrorCode::NotFound, "appointments.no_hall"); }

// New windows get ids; the others must be of the hall as it was.
Result<std::vector<WindowId>> name_windows(Opening& opening, const Hall* before, IdGenerator& ids) {
  std::vector<WindowId> made;
  for (std::size_t i = 0; i < opening.windows.size(); ++i) {
    auto& window = opening.windows[i];
    if (!window.id) {
      window.id = ids.next<WindowId>();
      made.push_back(*window.id);
    } else if (before == nullptr || find_window(before->opening, *window.id) == nullptr) {
      return fail(ErrorCode::Invalid, "appointments.no_such_window", "/windows/" + std::to_string(i) + "/id");
    }
  }
  return made;
}

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

Result<std::shared_ptr<const Hall>> Halls::find(PlaceId place) {
  return db_.read([&](const store::ReadTx& tx) { return find(tx, place); });
}

Result<std::shared_ptr<const Hall>> Halls::find(const store::ReadTx& tx, PlaceId place) {
  auto hall = known_.find(tx, place);
  if (hall == nullptr) return no_hall();
  return hall;
}

Result<std::shared_ptr<const Hall>> Halls::find(const store::ReadTx& tx, PlaceId place,
                                                const access::Scope& scope) {
  auto hall = known_.find(tx, place);
  if (hall == nullptr || !scope.covers(hall->path)) return no_hall();
  return hall;
}

Result<std::shared_ptr<const Hall>> Halls::find(const store::ReadTx& tx, WindowId window,
                                                const access::Scope& scope) {
  const auto place = place_of(tx, window);
  if (!place) return fail(ErrorCode::NotFound, "appointments.window_not_found");
  auto hall = known_.find(tx, *place);
  if (!scope.covers(hall->path) || find_window(hall->opening, window) == nullptr)
    return fail(ErrorCode::NotFound, "appointments.window_not_found");
  return hall;
}

Result<Halls::Changed> Halls::change(PlaceId place, Opening opening, int seen, const access::Scope& scope,
                                     const Actor& by, Instant now) {
  const auto where = network_.find(place);
  if (!where || !scope.covers(where->path)) return no_hall();
  TRY(check(opening));
  return db_.in_transaction([&](store::Tx& tx) -> Result<Changed> {
    const auto before = known_.find(tx, place);
    if ((before ? before->version : 0) != seen) return fail(ErrorCode::Stale, "appointments.stale");
    auto next = opening;
    TRY_ASSIGN(const auto made, name_windows(next, before.get(), ids_));
    if (before && before->opening.settings.step_minutes != next.settings.step_minutes &&
        !appointments_ahead(tx, place, day_in_shanghai(now)).empty())
      return fail(ErrorCode::Conflict, "appointments.step_in_use", std::string("/settings/step_minutes"));
    const auto revision = ids_.next<EventId>();
    const Hall hall{place, where->path, seen + 1, std::move(next)};
    write_hall(tx, hall, revision.value());
    for (const auto window : made) insert_window(tx, window, place);
    chain_.append(tx, {revision,
                       now,
                       "opening.changed",
                       hall.path,
                       {"place:" + std::to_string(place.value())},
                       by.name,
                       by.purpose});
    auto displaced = displace(tx, hall, by, now);
    return Changed{known_.find(tx, place), std::move(displaced)};
  });
}

std::vector<AppointmentId> Halls::displace(store::Tx& tx, const Hall& hall, const Actor& by, Instant now) {
  std::vector<AppointmentId> out;
  std::map<Day, DayPlan> plans;
  for (auto& appointment : appointments_ahead(tx, hall.place, day_in_shanghai(now))) {
    auto& plan = plans.try_emplace(appointment.day).first->second;
    if (plan.windows.empty()) plan = plan_of(hall.opening, calendar_, appointment.day);
    const bool open = is_still_open(hall.opening, plan, appointment.service, appointment.placing);
    if (open == (appointment.displacement == Displacement::None)) continue;
    appointment.displacement = open ? Displacement::None : Displacement::ToBeTold;
    ++appointment.version;
    update(tx, appointment);
    if (!open) out.push_back(appointment.id);
    chain_.append(tx, {ids_.next<EventId>(),
                       now,
                       open ? "appointment.placed_again" : "appointment.displaced",
                       hall.path,
                       {"appointment:" + std::to_string(appointment.id.value())},
                       by.name,
                       by.purpose});
  }
  return out;
}

}  // namespace gangway::appointments
