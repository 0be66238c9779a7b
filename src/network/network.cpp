#include "network/network.h"

#include <algorithm>
#include <array>

#include "network/network_store.h"

namespace gangway::network {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxCode = 40;

std::string subject(PlaceId id) { return "place:" + std::to_string(id.value()); }

bool is_code(std::string_view text) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= kMaxCode && std::ranges::all_of(text, ok);
}

Result<void> check_name(const Bilingual& name) {
  if (!name.zh.empty() && !name.en.empty() && name.zh.size() <= kMaxName * 3 && name.en.size() <= kMaxName)
    return {};
  return fail(ErrorCode::Invalid, "network.bad_name", Args{{"characters", std::to_string(kMaxName)}},
              "/name");
}

}  // namespace

bool may_stand_under(PlaceKind kind, std::optional<PlaceKind> parent) {
  using enum PlaceKind;
  switch (kind) {
    case National:
      return !parent;
    case Municipal:
      return !parent || parent == National;
    case District:
      return parent == Municipal;
    case Centre:
      return parent == Municipal || parent == District;
    case SocialStation:
    case ImmigrantStation:
      return parent == Centre;
    case Point:
      return parent == Centre || parent == SocialStation || parent == ImmigrantStation;
    case LiaisonPoint:
      return parent == Municipal || parent == District || parent == Centre;
  }
  return false;
}

void Network::tell(store::Tx& tx, std::string kind, const Place& place, std::vector<std::string> subjects,
                   const std::string& by, Instant now) {
  subjects.insert(subjects.begin(), subject(place.id));
  chain_.append(tx, {ids_.next<EventId>(), now, std::move(kind), place.path, std::move(subjects), by,
                     "administration"});
}

Result<Place> Network::add(Place place, const std::string& by, Instant now) {
  TRY(check_name(place.name));
  place.id = ids_.next<PlaceId>();
  return db_.in_transaction([&](store::Tx& tx) -> Result<Place> {
    std::optional<Place> parent;
    if (place.parent) {
      parent = find_place(tx, *place.parent);
      if (!parent) return fail(ErrorCode::NotFound, "network.no_place", std::string("/parent"));
    }
    if (!may_stand_under(place.kind, parent ? std::optional(parent->kind) : std::nullopt))
      return fail(ErrorCode::Invalid, "network.wrong_level", std::string("/kind"));
    place.path = (parent ? parent->path : "/") + std::to_string(place.id.value()) + "/";
    insert(tx, place);
    tell(tx, "place.added", place, {}, by, now);
    return place;
  });
}

Result<Department> Network::add(const Department& department, const std::string& by, Instant now) {
  TRY(check_name(department.name));
  if (!is_code(department.code))
    return fail(ErrorCode::Invalid, "network.bad_department", std::string("/code"));
  return db_.in_transaction([&](store::Tx& tx) -> Result<Department> {
    const auto place = find_place(tx, department.place);
    if (!place) return fail(ErrorCode::NotFound, "network.no_place", std::string("/place"));
    if (has_department(tx, department.place, department.code))
      return fail(ErrorCode::Conflict, "network.department_there", std::string("/code"));
    insert(tx, department);
    tell(tx, "department.added", *place, {}, by, now);
    return department;
  });
}

Result<Staff> Network::add(Staff staff, const std::string& by, Instant now) {
  TRY(check_name(staff.name));
  staff.id = ids_.next<StaffId>();
  return db_.in_transaction([&](store::Tx& tx) -> Result<Staff> {
    const auto place = find_place(tx, staff.place);
    if (!place) return fail(ErrorCode::NotFound, "network.no_place", std::string("/place"));
    if (!staff.department.empty() && !has_department(tx, staff.place, staff.department))
      return fail(ErrorCode::Invalid, "network.bad_department", std::string("/department"));
    insert(tx, staff);
    tell(tx, "staff.added", *place, {"staff:" + std::to_string(staff.id.value())}, by, now);
    return staff;
  });
}

std::optional<Place> Network::find(PlaceId id) {
  return db_.read([&](const store::ReadTx& tx) { return find_place(tx, id); });
}

std::optional<Place> Network::find(std::string_view path) {
  return db_.read([&](const store::ReadTx& tx) { return find_place(tx, path); });
}

std::optional<std::string> Network::region_of(std::string_view path) {
  {
    const std::scoped_lock lock(mutex_);
    const auto known = regions_.find(path);
    if (known != regions_.end()) return known->second;
  }
  const auto place = find(path);
  if (!place) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  return regions_.emplace(place->path, place->region).first->second;
}

std::vector<Place> Network::places(std::string_view below) {
  return db_.read([&](const store::ReadTx& tx) { return list_places(tx, below); });
}

std::vector<Department> Network::departments(std::string_view below) {
  return db_.read([&](const store::ReadTx& tx) { return list_departments(tx, below); });
}

std::vector<Staff> Network::staff(std::string_view below) {
  return db_.read([&](const store::ReadTx& tx) { return list_staff(tx, below); });
}

std::optional<Staff> Network::staff_of(AccountId account) {
  return db_.read([&](const store::ReadTx& tx) { return find_staff(tx, account); });
}

}  // namespace gangway::network
