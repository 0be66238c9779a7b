// The tables of persons. Private to people.
#pragma once

#include <optional>
#include <vector>

#include "access/permissions.h"
#include "people/people.h"
#include "store/tx.h"

namespace gangway::people {

struct PersonRow {
  PersonId id;
  KeyId key;
  int version = 0;
  std::string place;
  std::optional<AccountId> account;
  store::Bytes sealed;
};

void insert(store::Tx& tx, const PersonRow& row);
void update(store::Tx& tx, const PersonRow& row);
void erase_person(store::Tx& tx, PersonId id);
[[nodiscard]] std::optional<PersonRow> find_person(const store::ReadTx& tx, PersonId id);
[[nodiscard]] std::optional<PersonRow> find_person(const store::ReadTx& tx, AccountId account);
[[nodiscard]] std::vector<PersonRow> latest_people(const store::ReadTx& tx, const access::Scope& scope,
                                                   int limit);
[[nodiscard]] std::int64_t count_people(const store::ReadTx& tx, const access::Scope& scope);

// Replaces those that are there.
void set_terms(store::Tx& tx, PersonId id, const std::vector<store::Bytes>& terms);
void set_permits(store::Tx& tx, PersonId id, const std::vector<Permit>& permits);

// Of those that have any of `terms` for each entry, the latest first. REQUIRES: 1 to kMaxWords entries of 1
// or 2.
[[nodiscard]] std::vector<PersonRow> find_by_terms(const store::ReadTx& tx,
                                                   const std::vector<std::vector<store::Bytes>>& terms,
                                                   const access::Scope& scope, int limit);

void insert_relation(store::Tx& tx, PersonId person, const Relation& relation);
[[nodiscard]] std::vector<Relation> relations_of(const store::ReadTx& tx, PersonId person);
[[nodiscard]] std::vector<EndingPermit> ending_permits(const store::ReadTx& tx, Day until,
                                                       const access::Scope& scope, int limit);

}  // namespace gangway::people
