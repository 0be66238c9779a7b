#include "plans/person_plans.h"

#include "base/json_bind.h"
#include "plans/person_plan_store.h"

namespace gangway::plans {
namespace {

// What is sealed.
struct Contents {
  json::Value facts;
  std::string returned;
  std::string solution;
  std::vector<Option> options;
};
BOOST_DESCRIBE_STRUCT(Contents, (), (facts, returned, solution, options))

std::string subject(PlanId id) { return "person_plan:" + std::to_string(id.value()); }
std::string subject(PersonId id) { return "person:" + std::to_string(id.value()); }

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "plans.not_found"); }

bool within(const PersonPlan& plan, const access::Scope& scope) {
  return (scope.reach == access::Reach::Anything || scope.reach == access::Reach::Below) &&
         scope.covers(plan.place);
}

struct Known {
  PersonPlanRow row;
  journal::PersonKey key;
  json::Value facts;
};

// The row with its sealed part opened into `plan`.
Known open(const journal::PersonKey& key, PersonPlanRow row) {
  const auto value = json::parse(journal::open_sealed(key.key, row.sealed, subject(row.plan.id)),
                                 {.max_bytes = std::size_t{64} << 20});
  auto contents = value ? json::read<Contents>(*value) : tl::unexpected<Error>(value.error());
  if (!contents)
    throw store::Failure("person_plan: the sealed contents do not read: " + contents.error().key);
  row.plan.returned = std::move(contents->returned);
  row.plan.solution = std::move(contents->solution);
  row.plan.options = std::move(contents->options);
  return {std::move(row), key, std::move(contents->facts)};
}

store::Bytes sealed(const journal::PersonKey& key, const PersonPlan& plan, const json::Value& facts,
                    const RandomBytes& random) {
  const Contents contents{facts, plan.returned, plan.solution, plan.options};
  return journal::seal(key.key, json::serialize(json::write(contents)), subject(plan.id), random);
}

journal::Event event_of(IdGenerator& ids, std::string_view kind, const PersonPlan& plan, const PlanActor& by,
                        Instant now) {
  return {ids.next<EventId>(),
          now,
          std::string(kind),
          by.place,
          {subject(plan.id), subject(plan.person)},
          "account:" + std::to_string(by.account.value()),
          by.purpose};
}

Result<Known> find_known(const store::ReadTx& tx, const journal::Vault& vault, PlanId id,
                         const access::Scope& scope) {
  auto row = find_person_plan(tx, id);
  if (!row || !within(row->plan, scope)) return not_found();
  TRY_ASSIGN(const auto key, vault.load(tx, row->key));
  return open(key, *std::move(row));
}

// Erased ones are left out: nobody can be told what they were about.
std::vector<PersonPlan> opened(const store::ReadTx& tx, const journal::Vault& vault,
                               std::vector<PersonPlanRow> rows) {
  std::vector<PersonPlan> out;
  for (auto& row : rows) {
    const auto key = vault.load(tx, row.key);
    if (key) out.push_back(open(*key, std::move(row)).row.plan);
  }
  return out;
}

}  // namespace

Result<PersonPlan> PersonPlans::draft(PersonId person, const json::Value& facts,
                                      const policy::Assessment& assessment, const PlanActor& by,
                                      Instant now) {
  PersonPlan plan;
  plan.id = ids_.next<PlanId>();
  plan.version = 1;
  plan.person = person;
  plan.place = by.place;
  plan.region = assessment.region;
  plan.as_of = assessment.as_of;
  plan.rules_version = assessment.rules_version;
  plan.drafted_by = by.account;
  plan.drafted_at = now;
  plan.options = options_of(assessment);
  const auto made = vault_.make(ids_.next<KeyId>());
  const PersonPlanRow row{plan, made.key.id, sealed(made.key, plan, facts, random_)};
  const auto event = event_of(ids_, "person_plan.drafted", plan, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<PersonPlan> {
    journal::Vault::store(tx, made);
    insert(tx, row);
    chain_.append(tx, event);
    return plan;
  });
}

Result<PersonPlan> PersonPlans::find(PlanId id, const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) -> Result<PersonPlan> {
    TRY_ASSIGN(auto known, find_known(tx, vault_, id, scope));
    return std::move(known.row.plan);
  });
}

Result<json::Value> PersonPlans::facts_of(PlanId id, const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) -> Result<json::Value> {
    TRY_ASSIGN(auto known, find_known(tx, vault_, id, scope));
    return std::move(known.facts);
  });
}

std::vector<PersonPlan> PersonPlans::of_person(PersonId person, const access::Scope& scope) {
  return db_.read(
      [&](const store::ReadTx& tx) { return opened(tx, vault_, plans_of_person(tx, person, scope)); });
}

std::vector<PersonPlan> PersonPlans::in_stage(PlanStage stage, const access::Scope& scope, int limit) {
  return db_.read(
      [&](const store::ReadTx& tx) { return opened(tx, vault_, plans_in_stage(tx, stage, scope, limit)); });
}

Result<PersonPlan> PersonPlans::change(const Command& command, std::string_view event_kind,
                                       const Decide& decide, const access::Scope& scope, const PlanActor& by,
                                       Instant now) {
  TRY_ASSIGN(auto known,
             db_.read([&](const store::ReadTx& tx) { return find_known(tx, vault_, command.id, scope); }));
  auto& row = known.row;
  if (row.plan.version != command.seen) return fail(ErrorCode::Stale, "plans.stale");
  TRY_ASSIGN(row.plan, decide(std::move(row.plan)));
  row.plan.version = command.seen + 1;
  row.sealed = sealed(known.key, row.plan, known.facts, random_);
  const auto event = event_of(ids_, event_kind, row.plan, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<PersonPlan> {
    const auto stored = find_person_plan(tx, command.id);
    if (!stored) return not_found();
    if (stored->plan.version != command.seen) return fail(ErrorCode::Stale, "plans.stale");
    update(tx, row);
    chain_.append(tx, event);
    return row.plan;
  });
}

Result<PersonPlan> PersonPlans::edit(const Command& command, const std::vector<OptionChange>& changes,
                                     const std::optional<std::string>& solution, const access::Scope& scope,
                                     const PlanActor& by, Instant now) {
  const auto decide = [&](PersonPlan plan) { return plans::edit(std::move(plan), changes, solution); };
  return change(command, "person_plan.edited", decide, scope, by, now);
}

Result<PersonPlan> PersonPlans::propose(const Command& command, const access::Scope& scope,
                                        const PlanActor& by, Instant now) {
  return change(command, "person_plan.proposed", plans::propose, scope, by, now);
}

Result<PersonPlan> PersonPlans::send_back(const Command& command, const std::string& reason,
                                          const access::Scope& scope, const PlanActor& by, Instant now) {
  const auto decide = [&](PersonPlan plan) { return plans::send_back(std::move(plan), reason); };
  return change(command, "person_plan.sent_back", decide, scope, by, now);
}

Result<PersonPlan> PersonPlans::approve(const Command& command, const access::Scope& scope,
                                        const PlanActor& by, Instant now) {
  const auto decide = [&](PersonPlan plan) { return plans::approve(std::move(plan), by.account, now); };
  return change(command, "person_plan.approved", decide, scope, by, now);
}

Result<PersonPlan> PersonPlans::confirm(const Command& command, const std::string& route,
                                        const Confirmation& confirmation, const access::Scope& scope,
                                        const PlanActor& by, Instant now) {
  const auto decide = [&](PersonPlan plan) { return plans::confirm(std::move(plan), route, confirmation); };
  return change(command, "person_plan.confirmed", decide, scope, by, now);
}

Result<PersonPlan> PersonPlans::withdraw(const Command& command, const access::Scope& scope,
                                         const PlanActor& by, Instant now) {
  return change(command, "person_plan.withdrawn", plans::withdraw, scope, by, now);
}

}  // namespace gangway::plans
