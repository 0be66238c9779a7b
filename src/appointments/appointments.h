// Appointments as they are kept: held, confirmed, moved, cancelled, each in one transaction with its event.
//
// Shape:  what is free is asked outside a transaction and decided again inside it, where the key of a unit
// has
//         the last word (appointment_store.h), for the public and for staff alike. A hold whose time is over
//         is expired by whoever takes its units, in that transaction; expire_holds() sweeps up the others.
//         A move takes the new units before it gives the old ones back.
// Code:   the person has a code (base/crockford.h); the database holds its hash. Name, contact, language,
//         note and needs are sealed with a key of the appointment's own; in the clear are only ids, the
//         place, the time and the stage.
// Events: "appointment.held", ".booked", ".confirmed", ".moved", ".cancelled", ".expired", ".missed",
// ".told";
//         those that take units name them, "slot:<window>:<day>:<first>-<end>", so that the journal alone
//         says who had which unit when.
// Scope:  staff reach what lies within theirs; what lies outside is NotFound. A command names the version
//         that its caller saw; another one is Stale "appointments.stale".
// Errors: those of appointment.h; NotFound "appointments.not_found"; Invalid with the field; Conflict
//         "appointments.slot_taken", "appointments.not_open_then".
// Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "appointments/appointment_store.h"
#include "appointments/halls.h"
#include "base/crockford.h"
#include "base/random.h"

namespace gangway::appointments {

inline constexpr std::size_t kMaxTextCharacters = 1000;    // of a note, of needs
inline constexpr std::size_t kMaxContactCharacters = 200;  // of a name, a telephone number, an address
inline constexpr int kMostDaysAsked = 31;                  // of free slots in one answer

struct Note {
  Instant at{};
  std::string by;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (at, by, text))

// What is sealed.
struct Contents {
  std::string code;
  std::string name;
  std::string contact;
  std::string language;  // ISO 639-1; empty: any
  std::string note;
  std::string needs;        // for access: a wheelchair, a sign-language interpreter
  std::vector<Note> notes;  // by staff
};
BOOST_DESCRIBE_STRUCT(Contents, (), (code, name, contact, language, note, needs, notes))

struct Detail {
  Appointment appointment;
  Contents contents;
};

struct Wanted {
  PlaceId place;
  std::string service;
  Day day{};
  TimeOfDay start;
  int people = 1;
  std::optional<WindowId> window;
};

// Who comes, as told. `code` and `notes` are left empty.
using Visitor = Contents;

struct Links {
  std::optional<PersonId> person;
  std::optional<RequestId> request;
  std::optional<CaseId> case_id;
  bool urgent = false;  // the case's claim to the green channel must be approved
};

// Which appointment, by which way: with its code, or within a scope.
struct Which {
  explicit Which(const PublicCode& code) : code_hash(journal::lookup_hash(code.text())) {}
  Which(AppointmentId the_id, const access::Scope& the_scope) : id(the_id), scope(&the_scope) {}

  std::optional<store::Bytes> code_hash;
  AppointmentId id;
  const access::Scope* scope = nullptr;  // outlives the object
};

struct FreeDay {
  DayPlan plan;
  std::vector<int> starts;  // units
};

struct Asked {
  PlaceId place;
  std::string service;
  Day from{};
  int days = 1;
  int people = 1;
  std::string language;
  bool by_public = true;
};

struct HallDay {
  std::shared_ptr<const Hall> hall;
  DayPlan plan;
  std::vector<Detail> appointments;  // by their time, holds that are over left out
};

class Appointments {
 public:
  // Whether a case's claim to the green channel is approved. Called outside transactions.
  using IsUrgent = std::function<bool(CaseId)>;

  // The arguments outlive the object.
  Appointments(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, IdGenerator& ids,
               RandomBytes random, Halls& halls, IsUrgent is_urgent)
      : db_(db),
        chain_(chain),
        vault_(vault),
        ids_(ids),
        random_(std::move(random)),
        halls_(halls),
        is_urgent_(std::move(is_urgent)) {}

  // Days with the starts that are free for the service; days outside what the public may book have none.
  [[nodiscard]] Result<std::vector<FreeDay>> free_days(const Asked& asked, Instant now);

  // By the public: for a few minutes, until it is confirmed.
  [[nodiscard]] Result<Detail> hold(const Wanted& wanted, Visitor visitor, Instant now);
  // By staff: booked in one step.
  [[nodiscard]] Result<Detail> book(const Wanted& wanted, Visitor visitor, const Links& links,
                                    const access::Scope& scope, const Actor& by, Instant now);

  [[nodiscard]] Result<Detail> find(const Which& which);
  // Everything of the hall's day in one answer.
  [[nodiscard]] Result<HallDay> day(PlaceId place, Day day, const access::Scope& scope, Instant now);
  // Whom somebody must still tell that the hall is closed then.
  [[nodiscard]] Result<std::vector<Detail>> to_be_told(PlaceId place, const access::Scope& scope,
                                                       Instant now);

  [[nodiscard]] Result<Detail> confirm(const Which& which, int seen, const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> move(const Which& which, int seen, Day day, TimeOfDay start,
                                    std::optional<WindowId> window, const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> cancel(const Which& which, int seen, const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> miss(const Which& which, int seen, const Actor& by, Instant now);
  // `text`: what was said, kept with the sealed contents.
  [[nodiscard]] Result<Detail> tell(const Which& which, int seen, const std::string& text, const Actor& by,
                                    Instant now);

  // Time passes: expires the holds that nobody confirmed. How many.
  int expire_holds(Instant now);

  [[nodiscard]] bool is_urgent(std::optional<CaseId> case_id) const {
    return case_id && is_urgent_(*case_id);
  }
  [[nodiscard]] Halls& halls() { return halls_; }

 private:
  struct Known;
  struct Change;
  struct Ordered;

  [[nodiscard]] Result<Detail> enter(const Ordered& ordered, const Wanted& wanted, Visitor visitor,
                                     Instant now);
  [[nodiscard]] Result<Known> known(const store::ReadTx& tx, const Which& which) const;
  [[nodiscard]] Result<Detail> change(const Which& which, int seen, const Actor& by, Instant now,
                                      const Change& how);
  [[nodiscard]] Result<Placing> choose(store::Tx& tx, const Hall& hall, const Wish& wish, Day day,
                                       TimeOfDay start, AppointmentId self, Instant now);
  [[nodiscard]] Result<void> expire(store::Tx& tx, AppointmentId id, Instant now);
  void tell_journal(store::Tx& tx, std::string_view kind, const Appointment& appointment, const Actor& by,
                    Instant now, const std::optional<journal::Body>& body = std::nullopt,
                    EventId event = EventId());
  [[nodiscard]] std::vector<Detail> details(const store::ReadTx& tx, std::vector<AppointmentRow> rows) const;

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  IdGenerator& ids_;
  RandomBytes random_;
  Halls& halls_;
  IsUrgent is_urgent_;
};

}  // namespace gangway::appointments
