// Plans saved under a code: made, read, changed, erased; as a calendar and as a QR code.
//
// A plan shows the assessment that was saved, its tasks, and what judging says differently today.

#include <algorithm>
#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "api/ics.h"
#include "api/precondition.h"
#include "api/qr.h"
#include "api/subject.h"
#include "plans/compare.h"
#include "plans/plan.h"

namespace gangway::api {

struct PlanRequest {
  std::string region;
  std::optional<Day> as_of;
  json::Value facts;
  std::optional<std::string> title;
  std::vector<std::string> chosen;
  std::optional<std::map<std::string, Day>> starts;
  std::optional<std::string> notes;
  std::optional<std::vector<std::string>> done;
};
BOOST_DESCRIBE_STRUCT(PlanRequest, (), (region, as_of, facts, title, chosen, starts, notes, done))

// What is left out stays as it is.
struct PlanChanges {
  std::optional<std::string> title;
  std::optional<std::vector<std::string>> chosen;
  std::optional<std::map<std::string, Day>> starts;
  std::optional<std::string> notes;
  std::optional<std::vector<std::string>> done;
};
BOOST_DESCRIBE_STRUCT(PlanChanges, (), (title, chosen, starts, notes, done))

struct PlanView {
  std::string code;
  Instant created_at{};
  Instant changed_at{};
  int version = 0;
  std::string region;
  Day as_of{};
  std::string rules_version;
  std::vector<policy::PackVersion> packs;
  std::string title;
  std::string notes;
  std::vector<std::string> chosen;
  std::map<std::string, Day> starts;
  policy::Assessment assessment;  // as saved
  std::vector<plans::Task> tasks;
  Day compared_on{};                   // the day on which the facts were judged again
  std::vector<plans::Change> changes;  // what that says differently
  bool rules_changed = false;
  json::Value facts;
};
BOOST_DESCRIBE_STRUCT(PlanView, (),
                      (code, created_at, changed_at, version, region, as_of, rules_version, packs, title,
                       notes, chosen, starts, assessment, tasks, compared_on, changes, rules_changed, facts))

namespace {

// A plan for a day before it was saved looks at that day for good: only the rules themselves can change it.
// Any other plan is compared with today, once its day has come.
Day compared_on(const plans::Plan& plan, Instant now) {
  const Day as_of = plan.draft.assessment.as_of;
  return as_of < day_in_shanghai(plan.created_at) ? as_of : std::max(as_of, day_in_shanghai(now));
}

// What the same facts mean on that day. Facts that the vocabulary no longer has are left out: their routes
// then show as changed, which is what they are.
std::vector<plans::Change> changes_since(Services& services, const plans::Draft& draft, Day day) {
  const auto setting = services.settings.get(draft.assessment.region, day);
  if (!setting) return {};
  std::vector<Error> ignored;
  const auto facts = policy::Facts::read(draft.facts, (*setting)->vocabulary(), ignored);
  policy::JudgeOptions options;
  options.questions = false;
  options.budget = kBudget;
  return plans::compare(draft.assessment, policy::judge(**setting, facts, options));
}

std::vector<plans::Task> tasks_of(const Services& services, const plans::Draft& draft) {
  return plans::tasks_of(draft.assessment, draft.chosen, draft.starts, services.book->calendar().calendar,
                         draft.done.value_or(std::vector<std::string>{}));
}

http::Response plan_response(Services& services, const http::Request& request, const plans::Plan& plan,
                             int status) {
  const auto& draft = plan.draft;
  const auto& assessment = draft.assessment;
  PlanView view;
  view.code = plan.code;
  view.created_at = plan.created_at;
  view.changed_at = plan.changed_at;
  view.version = plan.version;
  view.region = assessment.region;
  view.as_of = assessment.as_of;
  view.rules_version = assessment.rules_version;
  view.packs = assessment.packs;
  view.title = draft.title;
  view.notes = draft.notes.value_or("");
  view.chosen = draft.chosen;
  view.starts = draft.starts;
  view.assessment = assessment;
  view.tasks = tasks_of(services, draft);
  view.compared_on = compared_on(plan, request.now);
  view.changes = changes_since(services, draft, view.compared_on);
  view.rules_changed = assessment.rules_version != services.book->version();
  view.facts = draft.facts;
  auto response = http::json_response(status, json::write(view));
  response.headers.set("ETag", etag_of(plan.version));
  if (status == 201) response.headers.set("Location", "/api/v1/plans/" + plan.code);
  return response;
}

std::optional<plans::Draft> draft_of(Services& services, const http::Request& request,
                                     std::vector<Error>& errors) {
  const auto body = http::read_body<PlanRequest>(request, errors);
  if (!body || too_many(body->chosen, "/chosen", errors) || too_many(body->done, "/done", errors))
    return std::nullopt;
  const auto subject = subject_of(services, body->region, body->as_of, body->facts, request, errors);
  if (!subject) return std::nullopt;
  policy::JudgeOptions options;
  options.budget = kBudget;
  plans::Draft draft{body->title.value_or(""),
                     body->facts,
                     body->chosen,
                     {},
                     policy::judge(*subject->setting, subject->facts, options),
                     body->notes,
                     body->done};
  if (body->starts) draft.starts = *body->starts;
  errors = plans::faults_of(draft);
  return errors.empty() ? std::optional(std::move(draft)) : std::nullopt;
}

// The version that the caller saw.
// A code with a slip of the pen is no plan; what exactly is wrong with it helps whoever copied it by hand.
Result<PublicCode> code_of(const http::Request& request) {
  auto code = PublicCode::parse(request.path_value("code"));
  if (!code) code.error().code = ErrorCode::NotFound;
  return code;
}

Result<plans::Plan> found(Services& services, const http::Request& request) {
  TRY_ASSIGN(const auto code, code_of(request));
  return services.plans->find(code);
}

http::Response save(Services& services, const http::Request& request) {
  std::vector<Error> errors;
  const auto draft = draft_of(services, request, errors);
  if (!draft) return http::problem(errors, request.language);
  const auto retry = retry_of(request);
  if (!retry) return http::problem(retry.error(), request.language);
  const auto plan = services.plans->save(*draft, request.now, *retry);
  if (!plan) return http::problem(plan.error(), request.language);
  return plan_response(services, request, *plan, 201);
}

http::Response show(Services& services, const http::Request& request) {
  const auto plan = found(services, request);
  if (!plan) return http::problem(plan.error(), request.language);
  return plan_response(services, request, *plan, 200);
}

http::Response change(Services& services, const http::Request& request) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  const auto seen = seen_version(request, "plans.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  std::vector<Error> errors;
  const auto draft = draft_of(services, request, errors);
  if (!draft) return http::problem(errors, request.language);
  const auto plan = services.plans->change(*code, *seen, *draft, request.now);
  if (!plan) return http::problem(plan.error(), request.language);
  return plan_response(services, request, *plan, 200);
}

// The saved assessment stays, and with it what is compared: nothing is judged again.
http::Response edit(Services& services, const http::Request& request) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  const auto seen = seen_version(request, "plans.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<PlanChanges>(request, errors);
  if (!body || too_many(body->chosen, "/chosen", errors) || too_many(body->done, "/done", errors))
    return http::problem(errors, request.language);
  const auto before = services.plans->find(*code);
  if (!before) return http::problem(before.error(), request.language);
  auto draft = before->draft;
  if (body->title) draft.title = *body->title;
  if (body->notes) draft.notes = body->notes;
  if (body->done) draft.done = body->done;
  if (body->chosen) {
    draft.chosen = *body->chosen;
    const auto dropped = [&](const auto& start) {
      return std::find(draft.chosen.begin(), draft.chosen.end(), start.first) == draft.chosen.end();
    };
    std::erase_if(draft.starts, dropped);
  }
  if (body->starts) draft.starts = *body->starts;
  if (const auto faults = plans::faults_of(draft); !faults.empty())
    return http::problem(faults, request.language);
  const auto plan = services.plans->change(*code, *seen, draft, request.now);
  if (!plan) return http::problem(plan.error(), request.language);
  return plan_response(services, request, *plan, 200);
}

http::Response erase(Services& services, const http::Request& request) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  const auto erased = services.plans->erase(*code, request.now);
  if (!erased) return http::problem(erased.error(), request.language);
  return {204, {}, {}};
}

http::Response calendar(Services& services, const http::Request& request) {
  const auto plan = found(services, request);
  if (!plan) return http::problem(plan.error(), request.language);
  const auto title =
      plan->draft.title.empty() ? text("api.plan_title", {}, request.language) : plan->draft.title;
  // The instant of making tells plans apart well enough for UIDs and gives nothing away.
  const auto id = std::to_string(plan->created_at.time_since_epoch().count());
  http::Response out{
      200, {}, calendar_file(tasks_of(services, plan->draft), title, id, plan->changed_at, request.language)};
  out.headers.set("Content-Type", "text/calendar; charset=utf-8");
  out.headers.set("Content-Disposition", "attachment; filename=\"gangway-plan.ics\"");
  return out;
}

http::Response qr(Services& services, const http::Request& request) {
  const auto plan = found(services, request);
  if (!plan) return http::problem(plan.error(), request.language);
  // Behind a proxy Host and X-Forwarded-Proto are the public name; a forged one only misleads its forger.
  const auto host = request.headers.find("Host").value_or("");
  const auto scheme =
      request.headers.find("X-Forwarded-Proto").value_or("http") == "https" ? "https" : "http";
  const auto svg = qr_svg(std::string(scheme) + "://" + std::string(host) + "/plan/" + plan->code);
  if (!svg) return http::problem(svg.error(), request.language);
  http::Response out{200, {}, *svg};
  out.headers.set("Content-Type", "image/svg+xml");
  return out;
}

}  // namespace

std::vector<Endpoint> plan_endpoints() {
  using http::Method;
  constexpr auto kPublic = access::Action::UsePublic;
  const auto plan_schema = schema_of<PlanView>;
  const auto body_schema = schema_of<PlanRequest>;
  return {
      {Method::Post,
       "/api/v1/plans",
       kPublic,
       "save_plan",
       "Save a plan under a code",
       {},
       body_schema,
       plan_schema,
       201,
       save},
      {Method::Get,
       "/api/v1/plans/{code}",
       kPublic,
       "plan",
       "A saved plan, and what changed since",
       {},
       nullptr,
       plan_schema,
       200,
       show},
      {Method::Put,
       "/api/v1/plans/{code}",
       kPublic,
       "change_plan",
       "Replace a plan's facts and choices; If-Match names the version seen",
       {},
       body_schema,
       plan_schema,
       200,
       change},
      {Method::Patch,
       "/api/v1/plans/{code}",
       kPublic,
       "edit_plan",
       "Change a plan's title, notes, routes, days or ticks and keep its assessment; If-Match names the "
       "version seen",
       {},
       schema_of<PlanChanges>,
       plan_schema,
       200,
       edit},
      {Method::Delete,
       "/api/v1/plans/{code}",
       kPublic,
       "erase_plan",
       "Erase a plan for good, with the key that opens it",
       {},
       nullptr,
       nullptr,
       204,
       erase},
      {Method::Get,
       "/api/v1/plans/{code}/calendar.ics",
       kPublic,
       "plan_calendar",
       "The plan's days as a calendar file",
       {},
       nullptr,
       nullptr,
       200,
       calendar},
      {Method::Get,
       "/api/v1/plans/{code}/qr.svg",
       kPublic,
       "plan_qr",
       "The address of the plan's page as a QR code",
       {},
       nullptr,
       nullptr,
       200,
       qr},
  };
}

}  // namespace gangway::api
