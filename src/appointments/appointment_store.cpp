#include "appointments/appointment_store.h"

#include <charconv>
#include <set>
#include <tuple>

namespace gangway::appointments {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, vault_key, version, place, path, service, day, start_minute, end_minute, windows, first_unit,"
    " units, people, stage, urgent, displacement, booker, person, request, case_id, made_at, expires_at,"
    " ended_at, sealed FROM appointment WHERE ";

std::string joined(const std::vector<WindowId>& windows) {
  std::string out;
  for (const auto window : windows) out += (out.empty() ? "" : " ") + std::to_string(window.value());
  return out;
}

AppointmentRow read_row(const store::Row& row) {
  AppointmentRow out;
  auto& a = out.appointment;
  a.id = row.id<AppointmentId>(0);
  out.key = row.id<KeyId>(1);
  a.version = row.get<int>(2);
  a.place = row.id<PlaceId>(3);
  a.path = row.text(4);
  a.service = row.text(5);
  a.day = row.day(6);
  a.start = {row.get<int>(7)};
  a.end = {row.get<int>(8)};
  a.placing = {windows_of(row.text(9)), row.get<int>(10), row.get<int>(11)};
  a.people = row.get<int>(12);
  a.stage = static_cast<Stage>(row.get<int>(13));
  a.urgent = row.boolean(14);
  a.displacement = static_cast<Displacement>(row.get<int>(15));
  a.booker = static_cast<Booker>(row.get<int>(16));
  a.person = row.get<std::optional<PersonId>>(17);
  a.request = row.get<std::optional<RequestId>>(18);
  a.case_id = row.get<std::optional<CaseId>>(19);
  a.made_at = row.instant(20);
  a.expires_at = row.get<std::optional<Instant>>(21);
  a.ended_at = row.get<std::optional<Instant>>(22);
  out.sealed = row.bytes(23);
  return out;
}

Appointment read_appointment(const store::Row& row) { return read_row(row).appointment; }

using UnitKey = std::tuple<std::int64_t, Day, int>;

std::set<UnitKey> wanted_units(const Appointment& a) {
  std::set<UnitKey> out;
  for (const auto window : a.placing.windows)
    for (int i = 0; i < a.placing.units; ++i) out.emplace(window.value(), a.day, a.placing.first + i);
  return out;
}

}  // namespace

std::vector<WindowId> windows_of(std::string_view text) {
  std::vector<WindowId> out;
  while (!text.empty()) {
    std::int64_t id = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), id).ptr;
    out.emplace_back(id);
    text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(end - text.data()) + 1));
  }
  return out;
}

void insert(store::Tx& tx, const AppointmentRow& row, const store::Bytes& code_hash) {
  const auto& a = row.appointment;
  tx.run(
      "INSERT INTO appointment (id, code_hash, vault_key, version, place, path, service, day, start_minute,"
      " end_minute, windows, first_unit, units, people, stage, urgent, displacement, booker, person, request,"
      " case_id, made_at, expires_at, ended_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
      " $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
      a.id, code_hash, row.key, a.version, a.place, a.path, a.service, a.day, a.start.minutes, a.end.minutes,
      joined(a.placing.windows), a.placing.first, a.placing.units, a.people, static_cast<int>(a.stage),
      a.urgent, static_cast<int>(a.displacement), static_cast<int>(a.booker), a.person, a.request, a.case_id,
      a.made_at, a.expires_at, a.ended_at, row.sealed);
}

void update(store::Tx& tx, const Appointment& a) {
  tx.run(
      "UPDATE appointment SET version = $1, day = $2, start_minute = $3, end_minute = $4, windows = $5,"
      " first_unit = $6, units = $7, stage = $8, displacement = $9, expires_at = $10, ended_at = $11"
      " WHERE id = $12",
      a.version, a.day, a.start.minutes, a.end.minutes, joined(a.placing.windows), a.placing.first,
      a.placing.units, static_cast<int>(a.stage), static_cast<int>(a.displacement), a.expires_at, a.ended_at,
      a.id);
}

void update_sealed(store::Tx& tx, AppointmentId id, const store::Bytes& sealed) {
  tx.run("UPDATE appointment SET sealed = $1 WHERE id = $2", sealed, id);
}

std::optional<AppointmentRow> find_appointment(const store::ReadTx& tx, AppointmentId id) {
  static const auto kSql = std::string(kSelect) + "id = $1";
  return tx.one(kSql, read_row, id);
}

std::optional<AppointmentRow> find_appointment(const store::ReadTx& tx, const store::Bytes& code_hash) {
  static const auto kSql = std::string(kSelect) + "code_hash = $1";
  return tx.one(kSql, read_row, code_hash);
}

std::vector<AppointmentRow> appointments_on(const store::ReadTx& tx, PlaceId place, Day day) {
  static const auto kSql = std::string(kSelect) + "place = $1 AND day = $2 ORDER BY start_minute, id";
  return tx.all(kSql, read_row, place, day);
}

std::vector<Appointment> appointments_ahead(const store::ReadTx& tx, PlaceId place, Day from) {
  static const auto kSql =
      std::string(kSelect) +
      "place = $1 AND day >= $2 AND (stage = $3 OR stage = $4) ORDER BY day, start_minute, id";
  return tx.all(kSql, read_appointment, place, from, static_cast<int>(Stage::Held),
                static_cast<int>(Stage::Booked));
}

std::vector<AppointmentRow> to_be_told(const store::ReadTx& tx, PlaceId place, Day from) {
  static const auto kSql = std::string(kSelect) +
                           "place = $1 AND day >= $2 AND displacement = 1 AND (stage = $3 OR stage = $4)"
                           " ORDER BY day, start_minute, id";
  return tx.all(kSql, read_row, place, from, static_cast<int>(Stage::Held), static_cast<int>(Stage::Booked));
}

std::vector<AppointmentId> expired_holds(const store::ReadTx& tx, Instant now) {
  return tx.all(
      "SELECT id FROM appointment WHERE expires_at IS NOT NULL AND expires_at <= $1 ORDER BY id",
      [](const store::Row& row) { return row.id<AppointmentId>(0); }, now);
}

std::vector<TakenUnit> taken_units(const store::ReadTx& tx, WindowId window, Day day) {
  return tx.all(
      "SELECT unit, appointment, expires_at FROM window_unit WHERE window_id = $1 AND day = $2 ORDER BY unit",
      [](const store::Row& row) {
        return TakenUnit{row.get<int>(0), row.id<AppointmentId>(1), row.get<std::optional<Instant>>(2)};
      },
      window, day);
}

bool take(store::Tx& tx, const Appointment& a) {
  const auto wanted = wanted_units(a);
  const auto rows = tx.all(
      "SELECT window_id, day, unit FROM window_unit WHERE appointment = $1",
      [](const store::Row& row) { return UnitKey(row.integer(0), row.day(1), row.get<int>(2)); }, a.id);
  const std::set<UnitKey> had(rows.begin(), rows.end());
  for (const auto& key : wanted) {
    if (had.contains(key)) continue;
    const auto& [window, day, unit] = key;
    if (tx.run("INSERT INTO window_unit (window_id, day, unit, appointment, expires_at)"
               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
               window, day, unit, a.id, a.expires_at) != 1)
      return false;
  }
  for (const auto& key : had) {
    if (wanted.contains(key)) continue;
    const auto& [window, day, unit] = key;
    tx.run("DELETE FROM window_unit WHERE window_id = $1 AND day = $2 AND unit = $3", window, day, unit);
  }
  return true;
}

void keep_units(store::Tx& tx, AppointmentId id) {
  tx.run("UPDATE window_unit SET expires_at = NULL WHERE appointment = $1", id);
}

void give_back(store::Tx& tx, AppointmentId id) {
  tx.run("DELETE FROM window_unit WHERE appointment = $1", id);
}

}  // namespace gangway::appointments
