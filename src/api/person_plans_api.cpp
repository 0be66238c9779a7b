// Plans that officers make for a person: drafted from the stored facts, compared, proposed, approved,
// confirmed.

#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "api/person_facts.h"
#include "api/precondition.h"
#include "api/request_view.h"
#include "api/subject.h"
#include "plans/person_plans.h"

namespace gangway::api {

struct NewPersonPlan {
  std::optional<std::string> region;  // whose rules; of the caller's place when absent
  std::optional<Day> as_of;           // today when absent
};
BOOST_DESCRIBE_STRUCT(NewPersonPlan, (), (region, as_of))

struct PersonPlanChanges {
  std::optional<std::vector<plans::OptionChange>> options;
  std::optional<std::string> solution;
};
BOOST_DESCRIBE_STRUCT(PersonPlanChanges, (), (options, solution))

struct SendBackBody {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SendBackBody, (), (reason))

struct ConfirmationBody {
  std::string route;
  std::string authority;
  std::string document_number;
  Day on{};  // of the document
};
BOOST_DESCRIBE_STRUCT(ConfirmationBody, (), (route, authority, document_number, on))

struct ConfirmationView {
  std::string authority;
  std::string document_number;
  Day on{};
  Colleague by;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(ConfirmationView, (), (authority, document_number, on, by, at))

struct PlanOptionView {
  std::string route;
  Bilingual title;
  policy::Status status = policy::Status::Undetermined;
  bool advice_only = false;
  plans::Choice choice = plans::Choice::Open;
  std::string reason;
  std::vector<plans::Judgement> judgements;
  std::optional<ConfirmationView> confirmation;
  bool may_apply = false;
  Bilingual not_yet;  // why an application cannot be opened from it
};
BOOST_DESCRIBE_STRUCT(PlanOptionView, (),
                      (route, title, status, advice_only, choice, reason, judgements, confirmation, may_apply,
                       not_yet))

struct PersonPlanView {
  PlanId id;
  int version = 0;
  PersonId person;
  Bilingual place;
  std::string region;
  Day as_of{};
  std::string rules_version;
  bool rules_changed = false;  // since it was drafted
  plans::PlanStage stage = plans::PlanStage::Draft;
  Colleague drafted_by;
  Instant drafted_at{};
  std::optional<Colleague> approved_by;
  std::optional<Instant> approved_at;
  std::string returned;
  std::string solution;
  std::vector<PlanOptionView> options;
};
BOOST_DESCRIBE_STRUCT(PersonPlanView, (),
                      (id, version, person, place, region, as_of, rules_version, rules_changed, stage,
                       drafted_by, drafted_at, approved_by, approved_at, returned, solution, options))

struct PersonPlanList {
  std::vector<PersonPlanView> plans;
};
BOOST_DESCRIBE_STRUCT(PersonPlanList, (), (plans))

namespace {

using plans::PersonPlan;
using plans::PersonPlans;

PlanOptionView view_of(Names& names, const PersonPlan& plan, const plans::Option& option) {
  PlanOptionView out{option.route,
                     option.title,
                     option.status,
                     option.advice_only,
                     option.choice,
                     option.reason,
                     option.judgements,
                     {},
                     false,
                     {}};
  if (option.confirmation) {
    const auto& c = *option.confirmation;
    out.confirmation = ConfirmationView{c.authority, c.document_number, c.on, names.colleague(c.by), c.at};
  }
  const auto allowed = plans::may_apply(plan, option.route);
  out.may_apply = allowed.has_value();
  if (!allowed) out.not_yet = text(allowed.error().key, allowed.error().args);
  return out;
}

PersonPlanView view_of(Services& services, Names& names, const PersonPlan& plan) {
  PersonPlanView out;
  out.id = plan.id;
  out.version = plan.version;
  out.person = plan.person;
  out.place = names.unit({plan.place, {}}).name;
  out.region = plan.region;
  out.as_of = plan.as_of;
  out.rules_version = plan.rules_version;
  out.rules_changed = plan.rules_version != services.book->version();
  out.stage = plan.stage;
  out.drafted_by = names.colleague(plan.drafted_by);
  out.drafted_at = plan.drafted_at;
  if (plan.approved_by) out.approved_by = names.colleague(*plan.approved_by);
  out.approved_at = plan.approved_at;
  out.returned = plan.returned;
  out.solution = plan.solution;
  for (const auto& option : plan.options) out.options.push_back(view_of(names, plan, option));
  return out;
}

http::Response plan_response(Services& services, const http::Request& request, const Result<PersonPlan>& plan,
                             int status = 200) {
  if (!plan) return http::problem(plan.error(), request.language);
  Names names(services);
  auto response = http::json_response(status, json::write(view_of(services, names, *plan)));
  response.headers.set("ETag", etag_of(plan->version));
  if (status == 201)
    response.headers.set("Location", "/api/v1/person-plans/" + std::to_string(plan->id.value()));
  return response;
}

http::Response list_response(Services& services, const std::vector<PersonPlan>& plans) {
  Names names(services);
  PersonPlanList out;
  for (const auto& plan : plans) out.plans.push_back(view_of(services, names, plan));
  return http::json_response(200, json::write(out));
}

plans::PlanActor actor_of(const Permitted& permitted) {
  return {permitted.caller.account, permitted.caller.place,
          permitted.scope.purpose == access::Purpose::Handling ? "handling" : "supervision"};
}

Result<PlanId> plan_id(const http::Request& request) {
  return id_in_path<PlanId>(request, "id", "plans.not_found");
}

Result<PersonPlans::Command> command_of(const http::Request& request) {
  TRY_ASSIGN(const auto id, plan_id(request));
  TRY_ASSIGN(const auto seen, seen_version(request, "plans.version_required"));
  return PersonPlans::Command{id, seen};
}

http::Response draft(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto person = id_in_path<PersonId>(request, "person", "people.not_found");
  if (!person) return http::problem(person.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<NewPersonPlan>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto facts = facts_of_person(services, *person, permitted.scope);
  if (!facts) return http::problem(facts.error(), request.language);
  const auto region = body->region.value_or(
      services.network->region_of(permitted.caller.place).value_or(services.default_region));
  const auto subject = subject_of(services, region, body->as_of, *facts, request, errors);
  if (!subject) return http::problem(errors, request.language);
  policy::JudgeOptions options;
  options.budget = kBudget;
  const auto assessment = policy::judge(*subject->setting, subject->facts, options);
  return plan_response(
      services, request,
      services.person_plans->draft(*person, *facts, assessment, actor_of(permitted), request.now), 201);
}

http::Response of_person(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto person = id_in_path<PersonId>(request, "person", "people.not_found");
  if (!person) return http::problem(person.error(), request.language);
  return list_response(services, services.person_plans->of_person(*person, permitted.scope));
}

http::Response in_stage(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto name = request.query_value("stage").value_or("proposed");
  for (const auto stage : {plans::PlanStage::Draft, plans::PlanStage::Proposed, plans::PlanStage::Approved,
                           plans::PlanStage::Withdrawn}) {
    if (json::write(stage).as_string() == std::string_view(name))
      return list_response(services, services.person_plans->in_stage(stage, permitted.scope));
  }
  return http::problem({ErrorCode::Invalid, "plans.no_such_stage", {}, "/stage"}, request.language);
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = plan_id(request);
  if (!id) return http::problem(id.error(), request.language);
  return plan_response(services, request, services.person_plans->find(*id, permitted.scope));
}

// The routes with their conditions, side by side, as the facts of the plan are judged on its day by the rules
// that are loaded now.
http::Response compare(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = plan_id(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto plan = services.person_plans->find(*id, permitted.scope);
  if (!plan) return http::problem(plan.error(), request.language);
  const auto facts = services.person_plans->facts_of(*id, permitted.scope);
  if (!facts) return http::problem(facts.error(), request.language);
  std::vector<Error> errors;
  const auto subject = subject_of(services, plan->region, plan->as_of, *facts, request, errors);
  if (!subject) return http::problem(errors, request.language);
  policy::JudgeOptions options;
  options.budget = kBudget;
  options.nearest = true;
  return http::json_text_response(200,
                                  json::text_of(policy::judge(*subject->setting, subject->facts, options)));
}

http::Response edit(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<PersonPlanChanges>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return plan_response(
      services, request,
      services.person_plans->edit(*command, body->options.value_or(std::vector<plans::OptionChange>{}),
                                  body->solution, permitted.scope, actor_of(permitted), request.now));
}

// A command without a body.
using Work = Result<PersonPlan> (PersonPlans::*)(const PersonPlans::Command&, const access::Scope&,
                                                 const plans::PlanActor&, Instant);
template <Work work>
http::Response command(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto what = command_of(request);
  if (!what) return http::problem(what.error(), request.language);
  return plan_response(
      services, request,
      (services.person_plans->*work)(*what, permitted.scope, actor_of(permitted), request.now));
}

http::Response send_back(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<SendBackBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return plan_response(services, request,
                       services.person_plans->send_back(*command, body->reason, permitted.scope,
                                                        actor_of(permitted), request.now));
}

http::Response confirm(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<ConfirmationBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const plans::Confirmation confirmation{body->authority, body->document_number, body->on,
                                         permitted.caller.account, request.now};
  return plan_response(services, request,
                       services.person_plans->confirm(*command, body->route, confirmation, permitted.scope,
                                                      actor_of(permitted), request.now));
}

}  // namespace

std::vector<Endpoint> person_plan_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<PersonPlanView>;
  const auto get = [](std::string_view pattern, std::string_view operation, std::string_view summary,
                      std::vector<std::string_view> query, Endpoint::Schema answer,
                      Endpoint::HandlePermitted handle) {
    return Endpoint{Method::Get, pattern, Action::SeePersonPlans,
                    operation,   summary, std::move(query),
                    nullptr,     answer,  200,
                    nullptr,     handle};
  };
  const auto change = [&](Method method, std::string_view pattern, Action action, std::string_view operation,
                          std::string_view summary, Endpoint::Schema body, int status,
                          Endpoint::HandlePermitted handle) {
    return Endpoint{method, pattern, action, operation, summary, {}, body, view, status, nullptr, handle};
  };
  return {
      change(Method::Post, "/api/v1/people/{person}/plans", Action::DraftPersonPlan, "draft_person_plan",
             "Draft a plan from a person's facts: all routes, none decided", schema_of<NewPersonPlan>, 201,
             draft),
      get("/api/v1/people/{person}/plans", "person_plans", "A person's plans, the newest first", {},
          schema_of<PersonPlanList>, of_person),
      get("/api/v1/person-plans", "person_plans_in_stage", "Plans in one stage, the newest first", {"stage"},
          schema_of<PersonPlanList>, in_stage),
      get("/api/v1/person-plans/{id}", "person_plan", "One plan", {}, view, show),
      get("/api/v1/person-plans/{id}/comparison", "compare_routes",
          "The routes of a plan side by side, with each condition", {}, schema_of<policy::Assessment>,
          compare),
      change(Method::Patch, "/api/v1/person-plans/{id}", Action::DraftPersonPlan, "edit_person_plan",
             "Choose routes or set them aside, with reasons", schema_of<PersonPlanChanges>, 200, edit),
      change(Method::Post, "/api/v1/person-plans/{id}/propose", Action::DraftPersonPlan,
             "propose_person_plan", "Send it to whoever approves", nullptr, 200,
             command<&PersonPlans::propose>),
      change(Method::Post, "/api/v1/person-plans/{id}/send-back", Action::ApprovePersonPlan,
             "send_back_person_plan", "Back to the drafter, with a reason", schema_of<SendBackBody>, 200,
             send_back),
      change(Method::Post, "/api/v1/person-plans/{id}/approve", Action::ApprovePersonPlan,
             "approve_person_plan", "Approve a plan that somebody else drafted", nullptr, 200,
             command<&PersonPlans::approve>),
      change(Method::Post, "/api/v1/person-plans/{id}/confirm", Action::ConfirmRoute, "confirm_route",
             "A competent authority's confirmation opens a route that was advice only",
             schema_of<ConfirmationBody>, 200, confirm),
      change(Method::Post, "/api/v1/person-plans/{id}/withdraw", Action::DraftPersonPlan,
             "withdraw_person_plan", "Withdraw it", nullptr, 200, command<&PersonPlans::withdraw>),
  };
}

}  // namespace gangway::api
