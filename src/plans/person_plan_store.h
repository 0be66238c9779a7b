// The table of plans for persons. Private to plans.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "plans/person_plan.h"
#include "store/tx.h"

namespace gangway::plans {

// Step 2 of the module's schema.
inline constexpr std::string_view kPersonPlanSchema = R"(CREATE TABLE person_plan (
  id BIGINT PRIMARY KEY,
  vault_key BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person BIGINT NOT NULL CHECK (person > 0),
  place TEXT NOT NULL CHECK (place <> ''),
  region TEXT NOT NULL,
  as_of TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  stage BIGINT NOT NULL,
  drafted_by BIGINT NOT NULL CHECK (drafted_by > 0),
  drafted_at BIGINT NOT NULL,
  approved_by BIGINT CHECK (approved_by <> drafted_by),
  approved_at BIGINT,
  sealed BYTEA NOT NULL
);
CREATE INDEX person_plan_person ON person_plan(person);
CREATE INDEX person_plan_stage ON person_plan(stage, place);
)";

// One row: what stands in the clear is in `plan`, the rest of it in `sealed`.
struct PersonPlanRow {
  PersonPlan plan;
  KeyId key;
  store::Bytes sealed;
};

void insert(store::Tx& tx, const PersonPlanRow& row);
void update(store::Tx& tx, const PersonPlanRow& row);
[[nodiscard]] std::optional<PersonPlanRow> find_person_plan(const store::ReadTx& tx, PlanId id);
// The newest first. REQUIRES: the scope reaches Anything or Below.
[[nodiscard]] std::vector<PersonPlanRow> plans_of_person(const store::ReadTx& tx, PersonId person,
                                                         const access::Scope& scope);
[[nodiscard]] std::vector<PersonPlanRow> plans_in_stage(const store::ReadTx& tx, PlanStage stage,
                                                        const access::Scope& scope, int limit);

}  // namespace gangway::plans
