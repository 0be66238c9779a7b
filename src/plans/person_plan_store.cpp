#include "plans/person_plan_store.h"

#include "plans/person_plans.h"

namespace gangway::plans {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, vault_key, version, person, place, region, as_of, rules_version, stage, drafted_by, "
    "drafted_at,"
    " approved_by, approved_at, sealed FROM person_plan";

PersonPlanRow read_row(const store::Row& row) {
  PersonPlanRow out;
  auto& plan = out.plan;
  plan.id = row.id<PlanId>(0);
  out.key = row.id<KeyId>(1);
  plan.version = row.get<int>(2);
  plan.person = row.id<PersonId>(3);
  plan.place = row.text(4);
  plan.region = row.text(5);
  plan.as_of = row.day(6);
  plan.rules_version = row.text(7);
  plan.stage = static_cast<PlanStage>(row.get<int>(8));
  plan.drafted_by = row.id<AccountId>(9);
  plan.drafted_at = row.instant(10);
  plan.approved_by = row.get<std::optional<AccountId>>(11);
  plan.approved_at = row.get<std::optional<Instant>>(12);
  out.sealed = row.bytes(13);
  return out;
}

// Of a place and all below it; an empty prefix is every place.
std::string prefix_of(const access::Scope& scope) {
  return scope.reach == access::Reach::Anything ? "%" : scope.place + "%";
}

std::string select(std::string_view where) { return std::string(kSelect) + std::string(where); }

// Stages: 0 draft, 1 proposed, 2 approved, 3 withdrawn.
constexpr store::Invariant kInvariants[] = {
    {"plans.broken_approval",
     "SELECT id FROM person_plan WHERE stage = 2 AND (approved_by IS NULL OR approved_at IS NULL"
     " OR approved_by = drafted_by) ORDER BY id LIMIT $1"},
    {"plans.broken_record",
     "SELECT id FROM person_plan p WHERE version <> (SELECT COUNT(*) FROM event_subject s"
     " WHERE s.subject = 'person_plan:' || p.id) ORDER BY id LIMIT $1"},
};

}  // namespace

std::span<const store::Invariant> invariants() { return kInvariants; }

void insert(store::Tx& tx, const PersonPlanRow& row) {
  const auto& p = row.plan;
  tx.run(
      "INSERT INTO person_plan (id, vault_key, version, person, place, region, as_of, rules_version, stage,"
      " drafted_by, drafted_at, approved_by, approved_at, sealed)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      p.id, row.key, p.version, p.person, p.place, p.region, p.as_of, p.rules_version,
      static_cast<int>(p.stage), p.drafted_by, p.drafted_at, p.approved_by, p.approved_at, row.sealed);
}

void update(store::Tx& tx, const PersonPlanRow& row) {
  const auto& p = row.plan;
  tx.run(
      "UPDATE person_plan SET version = $1, stage = $2, approved_by = $3, approved_at = $4, sealed = $5"
      " WHERE id = $6",
      p.version, static_cast<int>(p.stage), p.approved_by, p.approved_at, row.sealed, p.id);
}

std::optional<PersonPlanRow> find_person_plan(const store::ReadTx& tx, PlanId id) {
  return tx.one(select(" WHERE id = $1"), read_row, id);
}

std::vector<PersonPlanRow> plans_of_person(const store::ReadTx& tx, PersonId person,
                                           const access::Scope& scope) {
  return tx.all(select(" WHERE person = $1 AND place LIKE $2 ORDER BY id DESC"), read_row, person,
                prefix_of(scope));
}

std::vector<PersonPlanRow> plans_in_stage(const store::ReadTx& tx, PlanStage stage,
                                          const access::Scope& scope, int limit) {
  return tx.all(select(" WHERE stage = $1 AND place LIKE $2 ORDER BY id DESC LIMIT $3"), read_row,
                static_cast<int>(stage), prefix_of(scope), limit);
}

}  // namespace gangway::plans
