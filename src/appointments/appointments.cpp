#include "appointments/appointments.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"

namespace gangway::appointments {
namespace {

constexpr std::size_t kMostNotes = 200;

std::string subject(AppointmentId id) { return "appointment:" + std::to_string(id.value()); }

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "appointments.not_found"); }

Result<void> check_length(std::string_view text, std::size_t most, const char* field) {
  if (utf8::count_characters(text) <= most) return {};
  return fail(ErrorCode::Invalid, "appointments.too_long", Args{{"characters", std::to_string(most)}}, field);
}

Result<void> check_visitor(const Visitor& visitor) {
  if (visitor.name.empty()) return fail(ErrorCode::Invalid, "appointments.no_name", std::string("/name"));
  TRY(check_length(visitor.name, kMaxContactCharacters, "/name"));
  TRY(check_length(visitor.contact, kMaxContactCharacters, "/contact"));
  TRY(check_length(visitor.note, kMaxTextCharacters, "/note"));
  TRY(check_length(visitor.needs, kMaxTextCharacters, "/needs"));
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto& language = visitor.language;
  if (language.empty() || (language.size() == 2 && std::ranges::all_of(language, letter))) return {};
  return fail(ErrorCode::Invalid, "appointments.bad_language", std::string("/language"));
}

Contents read_contents(const journal::PersonKey& key, const AppointmentRow& row) {
  const auto value = json::parse(journal::open_sealed(key.key, row.sealed, subject(row.appointment.id)));
  auto contents = value ? json::read<Contents>(*value) : tl::unexpected<Error>(value.error());
  if (!contents)
    throw store::Failure("appointment: the sealed contents do not read: " + contents.error().key);
  return *std::move(contents);
}

// The rows of window_unit that matter for one day, each window read when it is first asked for. A hold that
// is over does not count, nor what `self` has.
class TakenToday {
 public:
  TakenToday(const store::ReadTx& tx, Day day, AppointmentId self, Instant now)
      : tx_(tx), day_(day), self_(self), now_(now) {}

  bool operator()(WindowId window, int unit) {
    const auto& units = of(window);
    const auto found = units.find(unit);
    return found != units.end() && !is_over(found->second) && found->second.appointment != self_;
  }

  // Holds that are over and stand on these units.
  [[nodiscard]] std::set<AppointmentId> over(const Placing& placing) {
    std::set<AppointmentId> out;
    for (const auto window : placing.windows)
      for (const auto& [unit, taken] : of(window))
        if (unit >= placing.first && unit < placing.first + placing.units && is_over(taken) &&
            taken.appointment != self_)
          out.insert(taken.appointment);
    return out;
  }

 private:
  using Units = std::map<int, TakenUnit>;

  [[nodiscard]] bool is_over(const TakenUnit& taken) const {
    return taken.expires_at && *taken.expires_at <= now_;
  }

  const Units& of(WindowId window) {
    const auto [at, is_new] = windows_.try_emplace(window);
    if (is_new)
      for (const auto& taken : taken_units(tx_, window, day_)) at->second.emplace(taken.unit, taken);
    return at->second;
  }

  const store::ReadTx& tx_;
  Day day_;
  AppointmentId self_;
  Instant now_;
  std::map<WindowId, Units> windows_;
};

Reserve reserve_for(bool urgent, const Opening& opening, Day day, Instant now) {
  return urgent || is_released(opening, day, now) ? Reserve::Open : Reserve::Closed;
}

// What the public may book at all.
Result<void> check_public(const Opening& opening, const Service& service, Day day, Instant now) {
  if (!service.public_books)
    return fail(ErrorCode::Conflict, "appointments.not_for_public", std::string("/service"));
  const Day last = day_in_shanghai(now) + std::chrono::days{opening.settings.days_ahead};
  if (day > last)
    return fail(ErrorCode::Conflict, "appointments.too_far_ahead", Args{{"day", gangway::to_string(last)}},
                "/day");
  return {};
}

Result<void> check_time(const Opening& opening, Day day, TimeOfDay start, Instant now) {
  if (start.minutes % opening.settings.step_minutes != 0)
    return fail(ErrorCode::Invalid, "appointments.not_on_step",
                Args{{"step", std::to_string(opening.settings.step_minutes)}}, "/start");
  if (instant_of(day, start) <= now)
    return fail(ErrorCode::Conflict, "appointments.past", std::string("/start"));
  return {};
}

Result<void> check_people(int people, int most) {
  if (people >= 1 && people <= most) return {};
  return fail(ErrorCode::Invalid, "appointments.too_many_people", Args{{"most", std::to_string(most)}},
              "/people");
}

}  // namespace

struct Appointments::Known {
  AppointmentRow row;
  journal::PersonKey key;
};

// A command: what its event is called, what it decides, and what it writes into the sealed contents.
struct Appointments::Change {
  std::string_view event;
  std::function<Result<Appointment>(store::Tx&, const Hall&, Appointment, const Contents&)> decide;
  std::function<void(Contents&)> write = nullptr;
  std::string text = {};
};

// A new appointment: by whom, and within what.
struct Appointments::Ordered {
  const access::Scope* scope = nullptr;  // absent: by the public
  const Actor& by;
  const Links& links;
};

void Appointments::tell_journal(store::Tx& tx, std::string_view kind, const Appointment& appointment,
                                const Actor& by, Instant now, const std::optional<journal::Body>& body,
                                EventId event) {
  std::vector<std::string> subjects{subject(appointment.id)};
  if (is_ahead(appointment.stage)) {
    const auto& placing = appointment.placing;
    for (const auto window : placing.windows)
      subjects.push_back("slot:" + std::to_string(window.value()) + ":" +
                         gangway::to_string(appointment.day) + ":" + std::to_string(placing.first) + "-" +
                         std::to_string(placing.first + placing.units));
  }
  chain_.append(tx,
                {event.is_stored() ? event : ids_.next<EventId>(), now, std::string(kind), appointment.path,
                 std::move(subjects), by.name, by.purpose},
                body);
}

Result<void> Appointments::expire(store::Tx& tx, AppointmentId id, Instant now) {
  auto row = find_appointment(tx, id);
  if (!row) return not_found();
  TRY_ASSIGN(auto expired, appointments::expire(std::move(row->appointment), now));
  ++expired.version;
  give_back(tx, id);
  update(tx, expired);
  tell_journal(tx, "appointment.expired", expired, {"system", {}}, now);
  return {};
}

// Frees the holds that are over where it goes; what it says is free is taken by take() alone.
Result<Placing> Appointments::choose(store::Tx& tx, const Hall& hall, const Wish& wish, Day day,
                                     TimeOfDay start, AppointmentId self, Instant now) {
  const auto plan = plan_of(hall.opening, halls_.calendar(), day);
  const int first = start.minutes / hall.opening.settings.step_minutes;
  TakenToday taken(tx, day, self, now);
  auto placing = place_at(hall.opening, plan, wish, first, std::ref(taken));
  if (!placing) {
    const auto nobody = [](WindowId, int) { return false; };
    const bool open = place_at(hall.opening, plan, wish, first, nobody).has_value();
    return fail(ErrorCode::Conflict, open ? "appointments.slot_taken" : "appointments.not_open_then",
                std::string("/start"));
  }
  for (const auto id : taken.over(*placing)) TRY(expire(tx, id, now));
  return *std::move(placing);
}

Result<Detail> Appointments::enter(const Ordered& ordered, const Wanted& wanted, Visitor visitor,
                                   Instant now) {
  TRY(check_visitor(visitor));
  visitor.code = PublicCode::make(random_).text();
  visitor.notes.clear();
  const auto id = ids_.next<AppointmentId>();
  const auto made = vault_.make(ids_.next<KeyId>());
  const auto text = json::serialize(json::write(visitor));
  const auto sealed = journal::seal(made.key.key, text, subject(id), random_);
  const auto event = ids_.next<EventId>();
  const auto body = journal::seal_body(made.key, event, text, random_);
  const auto code_hash = journal::lookup_hash(visitor.code);
  const bool by_public = ordered.scope == nullptr;
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    TRY_ASSIGN(const auto hall,
               by_public ? halls_.find(tx, wanted.place) : halls_.find(tx, wanted.place, *ordered.scope));
    const auto& opening = hall->opening;
    const auto* const service = find_service(opening, wanted.service);
    if (service == nullptr)
      return fail(ErrorCode::Invalid, "appointments.no_such_service", std::string("/service"));
    if (by_public) TRY(check_public(opening, *service, wanted.day, now));
    TRY(check_people(wanted.people, opening.settings.most_people));
    TRY(check_time(opening, wanted.day, wanted.start, now));
    const Wish wish{wanted.service, wanted.people, visitor.language, wanted.window,
                    reserve_for(ordered.links.urgent, opening, wanted.day, now)};
    TRY_ASSIGN(const auto placing, choose(tx, *hall, wish, wanted.day, wanted.start, id, now));
    const int step = opening.settings.step_minutes;
    Appointment appointment;
    appointment.id = id;
    appointment.version = 1;
    appointment.place = hall->place;
    appointment.path = hall->path;
    appointment.service = wanted.service;
    appointment.day = wanted.day;
    appointment.start = {placing.first * step};
    appointment.end = {(placing.first + placing.units) * step};
    appointment.placing = placing;
    appointment.people = wanted.people;
    appointment.stage = by_public ? Stage::Held : Stage::Booked;
    appointment.urgent = ordered.links.urgent;
    appointment.booker = by_public ? Booker::Public : Booker::Staff;
    appointment.person = ordered.links.person;
    appointment.request = ordered.links.request;
    appointment.case_id = ordered.links.case_id;
    appointment.made_at = now;
    if (by_public) appointment.expires_at = now + std::chrono::minutes{opening.settings.hold_minutes};
    journal::Vault::store(tx, made);
    insert(tx, {appointment, made.key.id, sealed}, code_hash);
    if (!take(tx, appointment))
      return fail(ErrorCode::Conflict, "appointments.slot_taken", std::string("/start"));
    tell_journal(tx, by_public ? "appointment.held" : "appointment.booked", appointment, ordered.by, now,
                 body, event);
    return Detail{appointment, visitor};
  });
}

Result<Detail> Appointments::hold(const Wanted& wanted, Visitor visitor, Instant now) {
  return enter({nullptr, Actor{}, Links{}}, wanted, std::move(visitor), now);
}

Result<Detail> Appointments::book(const Wanted& wanted, Visitor visitor, const Links& links,
                                  const access::Scope& scope, const Actor& by, Instant now) {
  if (links.urgent && !is_urgent(links.case_id))
    return fail(ErrorCode::Conflict, "appointments.not_urgent", std::string("/case_id"));
  return enter({&scope, by, links}, wanted, std::move(visitor), now);
}

Result<Appointments::Known> Appointments::known(const store::ReadTx& tx, const Which& which) const {
  auto row = which.code_hash ? find_appointment(tx, *which.code_hash) : find_appointment(tx, which.id);
  if (!row || (which.scope != nullptr && !which.scope->covers(row->appointment.path))) return not_found();
  TRY_ASSIGN(auto key, vault_.load(tx, row->key));
  return Known{*std::move(row), std::move(key)};
}

Result<Detail> Appointments::find(const Which& which) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Detail> {
    TRY_ASSIGN(auto found, known(tx, which));
    auto contents = read_contents(found.key, found.row);
    return Detail{std::move(found.row.appointment), std::move(contents)};
  });
}

std::vector<Detail> Appointments::details(const store::ReadTx& tx, std::vector<AppointmentRow> rows) const {
  std::vector<Detail> out;
  for (auto& row : rows) {
    const auto key = vault_.load(tx, row.key);
    auto contents =
        key ? read_contents(*key, row) : Contents{};  // erased: the time stays taken, nobody is named
    out.push_back({std::move(row.appointment), std::move(contents)});
  }
  return out;
}

Result<HallDay> Appointments::day(PlaceId place, Day day, const access::Scope& scope, Instant now) {
  return db_.read([&](const store::ReadTx& tx) -> Result<HallDay> {
    TRY_ASSIGN(auto hall, halls_.find(tx, place, scope));
    auto rows = appointments_on(tx, place, day);
    std::erase_if(rows, [&](const AppointmentRow& row) {
      const auto& a = row.appointment;
      return a.stage == Stage::Cancelled || a.stage == Stage::Expired ||
             (a.expires_at && *a.expires_at <= now);
    });
    auto plan = plan_of(hall->opening, halls_.calendar(), day);
    return HallDay{std::move(hall), std::move(plan), details(tx, std::move(rows))};
  });
}

Result<std::vector<Detail>> Appointments::to_be_told(PlaceId place, const access::Scope& scope, Instant now) {
  return db_.read([&](const store::ReadTx& tx) -> Result<std::vector<Detail>> {
    TRY(halls_.find(tx, place, scope));
    return details(tx, appointments::to_be_told(tx, place, day_in_shanghai(now)));
  });
}

Result<std::vector<FreeDay>> Appointments::free_days(const Asked& asked, Instant now) {
  if (asked.days < 1 || asked.days > kMostDaysAsked)
    return fail(ErrorCode::Invalid, "appointments.too_many_days",
                Args{{"most", std::to_string(kMostDaysAsked)}}, "/days");
  return db_.read([&](const store::ReadTx& tx) -> Result<std::vector<FreeDay>> {
    TRY_ASSIGN(const auto hall, halls_.find(tx, asked.place));
    const auto& opening = hall->opening;
    const auto* const service = find_service(opening, asked.service);
    if (service == nullptr)
      return fail(ErrorCode::Invalid, "appointments.no_such_service", std::string("/service"));
    TRY(check_people(asked.people, opening.settings.most_people));
    if (asked.by_public && !service->public_books)
      return fail(ErrorCode::Conflict, "appointments.not_for_public", std::string("/service"));
    std::vector<FreeDay> out;
    for (int i = 0; i < asked.days; ++i) {
      const Day day = asked.from + std::chrono::days{i};
      FreeDay one{plan_of(opening, halls_.calendar(), day), {}};
      if (asked.by_public && !check_public(opening, *service, day, now)) {
        if (one.plan.reason.zh.empty()) one.plan.reason = text("appointments.not_bookable_yet");
      } else if (day >= day_in_shanghai(now)) {
        const Wish wish{
            asked.service, asked.people, asked.language, {}, reserve_for(false, opening, day, now)};
        TakenToday taken(tx, day, {}, now);
        one.starts = free_starts(opening, one.plan, wish, 0, std::ref(taken));
        const int step = opening.settings.step_minutes;
        std::erase_if(one.starts, [&](int unit) { return instant_of(day, {unit * step}) <= now; });
      }
      out.push_back(std::move(one));
    }
    return out;
  });
}

Result<Detail> Appointments::change(const Which& which, int seen, const Actor& by, Instant now,
                                    const Change& how) {
  TRY_ASSIGN(auto before, db_.read([&](const store::ReadTx& tx) { return known(tx, which); }));
  auto contents = read_contents(before.key, before.row);
  const auto id = before.row.appointment.id;
  const auto event = ids_.next<EventId>();
  std::optional<store::Bytes> sealed;
  std::optional<journal::Body> body;
  if (how.write) {
    how.write(contents);
    if (contents.notes.size() > kMostNotes) return fail(ErrorCode::TooLarge, "appointments.too_many_notes");
    sealed = journal::seal(before.key.key, json::serialize(json::write(contents)), subject(id), random_);
    body = journal::seal_body(before.key, event, how.text, random_);
  }
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    const auto row = find_appointment(tx, id);
    if (!row) return not_found();
    if (row->appointment.version != seen) return fail(ErrorCode::Stale, "appointments.stale");
    TRY_ASSIGN(const auto hall, halls_.find(tx, row->appointment.place));
    TRY_ASSIGN(auto changed, how.decide(tx, *hall, row->appointment, contents));
    changed.version = seen + 1;
    if (!keeps_units(changed.stage)) {
      give_back(tx, id);
    } else if (!take(tx, changed)) {
      return fail(ErrorCode::Conflict, "appointments.slot_taken", std::string("/start"));
    }
    if (row->appointment.expires_at && !changed.expires_at) keep_units(tx, id);
    update(tx, changed);
    if (sealed) update_sealed(tx, id, *sealed);
    tell_journal(tx, how.event, changed, by, now, body, event);
    return Detail{std::move(changed), contents};
  });
}

Result<Detail> Appointments::confirm(const Which& which, int seen, const Actor& by, Instant now) {
  return change(which, seen, by, now,
                {"appointment.confirmed", [&](store::Tx&, const Hall&, Appointment a, const Contents&) {
                   return appointments::confirm(std::move(a), now);
                 }});
}

Result<Detail> Appointments::move(const Which& which, int seen, Day day, TimeOfDay start,
                                  std::optional<WindowId> window, const Actor& by, Instant now) {
  return change(
      which, seen, by, now,
      {"appointment.moved",
       [&](store::Tx& tx, const Hall& hall, Appointment a, const Contents& contents) -> Result<Appointment> {
         const auto* const service = find_service(hall.opening, a.service);
         if (service == nullptr) return fail(ErrorCode::Conflict, "appointments.no_such_service");
         if (which.scope == nullptr) TRY(check_public(hall.opening, *service, day, now));
         TRY(check_time(hall.opening, day, start, now));
         const Wish wish{a.service, a.people, contents.language, window,
                         reserve_for(a.urgent, hall.opening, day, now)};
         TRY_ASSIGN(const auto placing, choose(tx, hall, wish, day, start, a.id, now));
         return appointments::move(std::move(a), day, placing, hall.opening.settings.step_minutes, now);
       }});
}

Result<Detail> Appointments::cancel(const Which& which, int seen, const Actor& by, Instant now) {
  return change(which, seen, by, now,
                {"appointment.cancelled", [&](store::Tx&, const Hall&, Appointment a, const Contents&) {
                   return appointments::cancel(std::move(a), now);
                 }});
}

Result<Detail> Appointments::miss(const Which& which, int seen, const Actor& by, Instant now) {
  return change(which, seen, by, now,
                {"appointment.missed", [&](store::Tx&, const Hall& hall, Appointment a, const Contents&) {
                   return miss_unarrived(std::move(a), hall.opening.settings, now);
                 }});
}

Result<Detail> Appointments::tell(const Which& which, int seen, const std::string& text, const Actor& by,
                                  Instant now) {
  if (text.empty()) return fail(ErrorCode::Invalid, "appointments.no_text", std::string("/text"));
  TRY(check_length(text, kMaxTextCharacters, "/text"));
  return change(which, seen, by, now,
                {"appointment.told",
                 [](store::Tx&, const Hall&, Appointment a, const Contents&) {
                   return appointments::tell(std::move(a));
                 },
                 [&](Contents& contents) {
                   contents.notes.push_back({now, by.name, text});
                 },
                 text});
}

int Appointments::expire_holds(Instant now) {
  int expired = 0;
  for (const auto id : db_.read([&](const store::ReadTx& tx) { return expired_holds(tx, now); })) {
    // Each in a transaction of its own, on the state as it is then: a hold confirmed meanwhile stays.
    if (db_.in_transaction([&](store::Tx& tx) { return expire(tx, id, now); })) ++expired;
  }
  return expired;
}

}  // namespace gangway::appointments
