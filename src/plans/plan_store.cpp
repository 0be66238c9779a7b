#include "plans/plan_store.h"

#include "plans/person_plan_store.h"
#include "plans/plan.h"

namespace gangway::plans {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE plan (
  id BIGINT PRIMARY KEY,
  code_hash BYTEA NOT NULL UNIQUE,
  vault_key BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  region TEXT NOT NULL,
  as_of TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE TABLE plan_request (
  key_hash BYTEA NOT NULL UNIQUE,
  request_hash BYTEA NOT NULL,
  plan BIGINT NOT NULL REFERENCES plan(id),
  vault_key BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX plan_request_plan ON plan_request(plan);
)";

constexpr store::Migration kMigrations[] = {{"plans", 1, kSchema}, {"plans", 2, kPersonPlanSchema}};

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

void insert(store::Tx& tx, const PlanRow& row) {
  tx.run(
      "INSERT INTO plan (id, code_hash, vault_key, created_at, changed_at, version, region, as_of,"
      " rules_version, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      row.id, row.code_hash, row.key, row.created_at, row.changed_at, row.version, row.region, row.as_of,
      row.rules_version, row.sealed);
}

std::optional<PlanRow> find_plan(const store::ReadTx& tx, const store::Bytes& code_hash) {
  return tx.one(
      "SELECT id, code_hash, vault_key, created_at, changed_at, version, region, as_of, rules_version, sealed"
      " FROM plan WHERE code_hash = $1",
      [](const store::Row& row) {
        return PlanRow{row.id<PlanId>(0), row.bytes(1), row.id<KeyId>(2), row.instant(3), row.instant(4),
                       row.get<int>(5),   row.text(6),  row.day(7),       row.text(8),    row.bytes(9)};
      },
      code_hash);
}

void update(store::Tx& tx, const PlanRow& row) {
  tx.run(
      "UPDATE plan SET changed_at = $1, version = $2, region = $3, as_of = $4, rules_version = $5,"
      " sealed = $6 WHERE id = $7",
      row.changed_at, row.version, row.region, row.as_of, row.rules_version, row.sealed, row.id);
}

void erase_plan(store::Tx& tx, PlanId id) {
  tx.run("DELETE FROM plan_request WHERE plan = $1", id);
  tx.run("DELETE FROM plan WHERE id = $1", id);
}

void insert(store::Tx& tx, const RequestRow& row) {
  tx.run(
      "INSERT INTO plan_request (key_hash, request_hash, plan, vault_key, made_at, sealed)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      row.key_hash, row.request_hash, row.plan, row.key, row.at, row.sealed);
}

std::optional<RequestRow> find_request(const store::ReadTx& tx, const store::Bytes& key_hash) {
  return tx.one(
      "SELECT key_hash, request_hash, plan, vault_key, made_at, sealed FROM plan_request WHERE key_hash = $1",
      [](const store::Row& row) {
        return RequestRow{row.bytes(0),     row.bytes(1),   row.id<PlanId>(2),
                          row.id<KeyId>(3), row.instant(4), row.bytes(5)};
      },
      key_hash);
}

}  // namespace gangway::plans
