#include "network/network_store.h"

namespace gangway::network {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE place (
  id BIGINT PRIMARY KEY,
  parent BIGINT REFERENCES place(id),
  path TEXT NOT NULL UNIQUE,
  kind BIGINT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  region TEXT NOT NULL
);
CREATE TABLE department (
  place BIGINT NOT NULL REFERENCES place(id),
  code TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  UNIQUE (place, code)
);
CREATE TABLE staff (
  id BIGINT PRIMARY KEY,
  account BIGINT NOT NULL UNIQUE,
  place BIGINT NOT NULL REFERENCES place(id),
  department TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  languages TEXT NOT NULL
);
CREATE INDEX staff_place ON staff(place);
)";

constexpr store::Migration kMigrations[] = {{"network", 1, kSchema}};

constexpr std::string_view kPlace =
    "SELECT id, parent, path, kind, name_zh, name_en, region FROM place WHERE ";
constexpr std::string_view kStaff =
    "SELECT staff.id, account, staff.place, department, staff.name_zh, staff.name_en, languages FROM staff"
    " JOIN place ON place.id = staff.place WHERE ";

Place read_place(const store::Row& row) {
  return {row.id<PlaceId>(0),
          row.get<std::optional<PlaceId>>(1),
          row.text(2),
          static_cast<PlaceKind>(row.get<int>(3)),
          {row.text(4), row.text(5)},
          row.text(6)};
}

// "zh en es"
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

Staff read_staff(const store::Row& row) {
  return {row.id<StaffId>(0), row.id<AccountId>(1),       row.id<PlaceId>(2),
          row.text(3),        {row.text(4), row.text(5)}, split(row.text(6))};
}

// Paths hold digits and slashes only: no wildcard of LIKE can be in one.
std::string prefix(std::string_view below) { return std::string(below) + "%"; }

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

void insert(store::Tx& tx, const Place& place) {
  tx.run(
      "INSERT INTO place (id, parent, path, kind, name_zh, name_en, region) VALUES ($1, $2, $3, $4, $5, $6, "
      "$7)",
      place.id, place.parent, place.path, static_cast<int>(place.kind), place.name.zh, place.name.en,
      place.region);
}

void insert(store::Tx& tx, const Department& department) {
  tx.run("INSERT INTO department (place, code, name_zh, name_en) VALUES ($1, $2, $3, $4)", department.place,
         department.code, department.name.zh, department.name.en);
}

void insert(store::Tx& tx, const Staff& staff) {
  tx.run(
      "INSERT INTO staff (id, account, place, department, name_zh, name_en, languages)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      staff.id, staff.account, staff.place, staff.department, staff.name.zh, staff.name.en,
      joined(staff.languages));
}

std::optional<Place> find_place(const store::ReadTx& tx, PlaceId id) {
  return tx.one(std::string(kPlace) + "id = $1", read_place, id);
}

std::optional<Place> find_place(const store::ReadTx& tx, std::string_view path) {
  return tx.one(std::string(kPlace) + "path = $1", read_place, path);
}

bool has_department(const store::ReadTx& tx, PlaceId place, std::string_view code) {
  return tx
      .one(
          "SELECT 1 FROM department WHERE place = $1 AND code = $2", [](const store::Row&) { return true; },
          place, code)
      .has_value();
}

std::optional<Staff> find_staff(const store::ReadTx& tx, AccountId account) {
  return tx.one(std::string(kStaff) + "account = $1", read_staff, account);
}

std::vector<Place> list_places(const store::ReadTx& tx, std::string_view below) {
  return tx.all(std::string(kPlace) + "path LIKE $1 ORDER BY path", read_place, prefix(below));
}

std::vector<Department> list_departments(const store::ReadTx& tx, std::string_view below) {
  return tx.all(
      "SELECT department.place, code, department.name_zh, department.name_en FROM department"
      " JOIN place ON place.id = department.place WHERE path LIKE $1 ORDER BY path, code",
      [](const store::Row& row) {
        return Department{row.id<PlaceId>(0), row.text(1), {row.text(2), row.text(3)}};
      },
      prefix(below));
}

std::vector<Staff> list_staff(const store::ReadTx& tx, std::string_view below) {
  return tx.all(std::string(kStaff) + "path LIKE $1 ORDER BY path, staff.id", read_staff, prefix(below));
}

}  // namespace gangway::network
