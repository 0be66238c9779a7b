#include "people/person_store.h"

#include "people/employer_schema.h"

namespace gangway::people {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE person (
  id BIGINT PRIMARY KEY,
  vault_key BIGINT NOT NULL,
  version BIGINT NOT NULL,
  place TEXT NOT NULL CHECK (place <> ''),
  account BIGINT UNIQUE,
  sealed BYTEA NOT NULL
);
CREATE INDEX person_place ON person(place, id);
CREATE TABLE person_term (
  term BYTEA NOT NULL,
  person BIGINT NOT NULL REFERENCES person(id),
  PRIMARY KEY (term, person)
);
CREATE INDEX person_term_person ON person_term(person);
CREATE TABLE person_permit (
  person BIGINT NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL,
  until TEXT NOT NULL
);
CREATE INDEX person_permit_until ON person_permit(until);
CREATE INDEX person_permit_person ON person_permit(person);
CREATE TABLE person_relation (
  person BIGINT NOT NULL REFERENCES person(id),
  other BIGINT NOT NULL REFERENCES person(id),
  kinship BIGINT NOT NULL,
  until TEXT,
  PRIMARY KEY (person, other, kinship)
);
)";

constexpr store::Migration kMigrations[] = {{"people", 1, kSchema}, {"people", 2, kEmployerSchema}};

constexpr store::Invariant kInvariants[] = {
    {"people.broken_relation",
     "SELECT person FROM person_relation r WHERE NOT EXISTS (SELECT 1 FROM person_relation o"
     " WHERE o.person = r.other AND o.other = r.person) ORDER BY person LIMIT $1"},
    {"people.broken_permit",
     "SELECT person FROM person_permit p WHERE NOT EXISTS (SELECT 1 FROM person q WHERE q.id = p.person)"
     " ORDER BY person LIMIT $1"},
    {"people.broken_employment",
     "SELECT person FROM employment e WHERE NOT EXISTS (SELECT 1 FROM person q WHERE q.id = e.person)"
     " ORDER BY person LIMIT $1"},
};

constexpr std::string_view kSelect =
    "SELECT p.id, p.vault_key, p.version, p.place, p.account, p.sealed FROM person p";

PersonRow read_row(const store::Row& row) {
  return {row.id<PersonId>(0),
          row.id<KeyId>(1),
          row.get<int>(2),
          row.text(3),
          row.get<std::optional<AccountId>>(4),
          row.bytes(5)};
}

// Persons are reached by place or not at all; one's own by the account (find_person).
std::string prefix_of(const access::Scope& scope) {
  switch (scope.reach) {
    case access::Reach::Anything:
      return "%";
    case access::Reach::Below:
    case access::Reach::Mine:
      return scope.place.empty() ? std::string() : scope.place + "%";
    case access::Reach::Own:
      return {};
  }
  return {};
}

std::string select(std::string_view where) { return std::string(kSelect) + std::string(where); }

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }
std::span<const store::Invariant> invariants() { return kInvariants; }

void insert(store::Tx& tx, const PersonRow& row) {
  tx.run(
      "INSERT INTO person (id, vault_key, version, place, account, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
      row.id, row.key, row.version, row.place, row.account, row.sealed);
}

void update(store::Tx& tx, const PersonRow& row) {
  tx.run("UPDATE person SET version = $1, account = $2, sealed = $3 WHERE id = $4", row.version, row.account,
         row.sealed, row.id);
}

void erase_person(store::Tx& tx, PersonId id) {
  tx.run("DELETE FROM person_term WHERE person = $1", id);
  tx.run("DELETE FROM person_permit WHERE person = $1", id);
  tx.run("DELETE FROM person_relation WHERE person = $1 OR other = $1", id);
  tx.run("DELETE FROM employment WHERE person = $1", id);
  tx.run("DELETE FROM person WHERE id = $1", id);
}

std::optional<PersonRow> find_person(const store::ReadTx& tx, PersonId id) {
  return tx.one(select(" WHERE p.id = $1"), read_row, id);
}

std::optional<PersonRow> find_person(const store::ReadTx& tx, AccountId account) {
  return tx.one(select(" WHERE p.account = $1"), read_row, account);
}

std::vector<PersonRow> latest_people(const store::ReadTx& tx, const access::Scope& scope, int limit) {
  return tx.all(select(" WHERE p.place LIKE $1 ORDER BY p.id DESC LIMIT $2"), read_row, prefix_of(scope),
                limit);
}

std::int64_t count_people(const store::ReadTx& tx, const access::Scope& scope) {
  return *tx.one(
      "SELECT COUNT(*) FROM person WHERE place LIKE $1", [](const store::Row& row) { return row.integer(0); },
      prefix_of(scope));
}

void set_terms(store::Tx& tx, PersonId id, const std::vector<store::Bytes>& terms) {
  tx.run("DELETE FROM person_term WHERE person = $1", id);
  for (const auto& term : terms) tx.run("INSERT INTO person_term (term, person) VALUES ($1, $2)", term, id);
}

void set_permits(store::Tx& tx, PersonId id, const std::vector<Permit>& permits) {
  tx.run("DELETE FROM person_permit WHERE person = $1", id);
  for (const auto& permit : permits) {
    if (permit.until) {
      tx.run("INSERT INTO person_permit (person, kind, until) VALUES ($1, $2, $3)", id, permit.kind,
             *permit.until);
    }
  }
}

std::vector<PersonRow> find_by_terms(const store::ReadTx& tx,
                                     const std::vector<std::vector<store::Bytes>>& terms,
                                     const access::Scope& scope, int limit) {
  // Four words always, the missing ones repeated: one statement, prepared once.
  const auto word = [&](std::size_t i) -> const std::vector<store::Bytes>& {
    return terms[i < terms.size() ? i : 0];
  };
  constexpr std::string_view kWhere =
      " WHERE p.id IN (SELECT person FROM person_term WHERE term IN ($1, $2))"
      " AND p.id IN (SELECT person FROM person_term WHERE term IN ($3, $4))"
      " AND p.id IN (SELECT person FROM person_term WHERE term IN ($5, $6))"
      " AND p.id IN (SELECT person FROM person_term WHERE term IN ($7, $8))"
      " AND p.place LIKE $9 ORDER BY p.id DESC LIMIT $10";
  return tx.all(select(kWhere), read_row, word(0).front(), word(0).back(), word(1).front(), word(1).back(),
                word(2).front(), word(2).back(), word(3).front(), word(3).back(), prefix_of(scope), limit);
}

void insert_relation(store::Tx& tx, PersonId person, const Relation& relation) {
  tx.run(
      "INSERT INTO person_relation (person, other, kinship, until) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (person, other, kinship) DO UPDATE SET until = excluded.until",
      person, relation.other, static_cast<int>(relation.kinship), relation.until);
}

std::vector<Relation> relations_of(const store::ReadTx& tx, PersonId person) {
  return tx.all(
      "SELECT other, kinship, until FROM person_relation WHERE person = $1 ORDER BY kinship, other",
      [](const store::Row& row) {
        return Relation{row.id<PersonId>(0), static_cast<Kinship>(row.get<int>(1)),
                        row.get<std::optional<Day>>(2)};
      },
      person);
}

std::vector<EndingPermit> ending_permits(const store::ReadTx& tx, Day until, const access::Scope& scope,
                                         int limit) {
  return tx.all(
      "SELECT t.person, p.place, t.kind, t.until FROM person_permit t JOIN person p ON p.id = t.person"
      " WHERE t.until <= $1 AND p.place LIKE $2 ORDER BY t.until, t.person LIMIT $3",
      [](const store::Row& row) {
        return EndingPermit{row.id<PersonId>(0), row.text(1), row.text(2), row.day(3)};
      },
      until, prefix_of(scope), limit);
}

}  // namespace gangway::people
