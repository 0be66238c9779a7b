// The tables of the network. Private to network.
#pragma once

#include "network/network.h"
#include "store/tx.h"

namespace gangway::network {

void insert(store::Tx& tx, const Place& place);
void insert(store::Tx& tx, const Department& department);
void insert(store::Tx& tx, const Staff& staff);

[[nodiscard]] std::optional<Place> find_place(const store::ReadTx& tx, PlaceId id);
[[nodiscard]] std::optional<Place> find_place(const store::ReadTx& tx, std::string_view path);
[[nodiscard]] bool has_department(const store::ReadTx& tx, PlaceId place, std::string_view code);
[[nodiscard]] std::optional<Staff> find_staff(const store::ReadTx& tx, AccountId account);
[[nodiscard]] std::vector<Place> list_places(const store::ReadTx& tx, std::string_view below);
[[nodiscard]] std::vector<Department> list_departments(const store::ReadTx& tx, std::string_view below);
[[nodiscard]] std::vector<Staff> list_staff(const store::ReadTx& tx, std::string_view below);

}  // namespace gangway::network
