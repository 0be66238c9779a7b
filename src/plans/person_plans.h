// Plans for persons as they are kept: drafted, edited, proposed, approved, confirmed, all on record.
//
// Shape:   each command is one transaction that writes the plan and its event ("person_plan.drafted",
//          "person_plan.approved", …), whose subjects are the plan and the person. The facts that were
//          judged, the options and the officer's words are sealed with a key of the plan's own; in the clear
//          stand the person's id, who drafted and approved, the stage, the place and the day of the rules.
// Scope:   a list and the detail take the same access::Scope. What lies outside is NotFound.
// Stale:   a command names the version that its caller saw; another version gives Stale "plans.stale".
// Errors:  those of person_plan.h; NotFound "plans.not_found".
// Threads: any.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "access/permissions.h"
#include "base/json.h"
#include "base/random.h"
#include "journal/journal.h"
#include "plans/person_plan.h"
#include "store/db.h"
#include "store/invariant.h"

namespace gangway::plans {

[[nodiscard]] std::span<const store::Invariant> invariants();

inline constexpr int kMostPlansListed = 200;

// Who does something, and where.
struct PlanActor {
  AccountId account;
  std::string place;    // path
  std::string purpose;  // as it stands in the journal
};

class PersonPlans {
 public:
  // The arguments outlive the object.
  PersonPlans(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, IdGenerator& ids,
              RandomBytes random)
      : db_(db), chain_(chain), vault_(vault), ids_(ids), random_(std::move(random)) {}

  // `assessment`: of the person's facts, which are kept with the plan as they were judged.
  [[nodiscard]] Result<PersonPlan> draft(PersonId person, const json::Value& facts,
                                         const policy::Assessment& assessment, const PlanActor& by,
                                         Instant now);

  [[nodiscard]] Result<PersonPlan> find(PlanId id, const access::Scope& scope);
  // The newest first.
  [[nodiscard]] std::vector<PersonPlan> of_person(PersonId person, const access::Scope& scope);
  [[nodiscard]] std::vector<PersonPlan> in_stage(PlanStage stage, const access::Scope& scope,
                                                 int limit = kMostPlansListed);
  // The facts that the plan rests on.
  [[nodiscard]] Result<json::Value> facts_of(PlanId id, const access::Scope& scope);

  struct Command {
    PlanId id;
    int seen = 0;  // the version that the caller saw
  };
  [[nodiscard]] Result<PersonPlan> edit(const Command& command, const std::vector<OptionChange>& changes,
                                        const std::optional<std::string>& solution,
                                        const access::Scope& scope, const PlanActor& by, Instant now);
  [[nodiscard]] Result<PersonPlan> propose(const Command& command, const access::Scope& scope,
                                           const PlanActor& by, Instant now);
  [[nodiscard]] Result<PersonPlan> send_back(const Command& command, const std::string& reason,
                                             const access::Scope& scope, const PlanActor& by, Instant now);
  [[nodiscard]] Result<PersonPlan> approve(const Command& command, const access::Scope& scope,
                                           const PlanActor& by, Instant now);
  [[nodiscard]] Result<PersonPlan> confirm(const Command& command, const std::string& route,
                                           const Confirmation& confirmation, const access::Scope& scope,
                                           const PlanActor& by, Instant now);
  [[nodiscard]] Result<PersonPlan> withdraw(const Command& command, const access::Scope& scope,
                                            const PlanActor& by, Instant now);

 private:
  using Decide = std::function<Result<PersonPlan>(PersonPlan)>;
  [[nodiscard]] Result<PersonPlan> change(const Command& command, std::string_view event,
                                          const Decide& decide, const access::Scope& scope,
                                          const PlanActor& by, Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  IdGenerator& ids_;
  RandomBytes random_;
};

}  // namespace gangway::plans
