// Cases at the counter: opened, filled in, looked through, accepted, sent on, handed over together, closed.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/case_commands.h"
#include "api/case_view.h"
#include "network/network.h"

namespace gangway::api {

struct NewCaseBody {
  std::string route;
  std::optional<std::string> region;  // default: of the caller's place
  std::string language;
  std::string name;
  std::optional<std::string> employer_name;
  std::optional<std::string> contact;
  std::optional<json::Value> facts;
  std::optional<PersonId> person;
  std::optional<EmployerId> employer;
  std::optional<PlanId> plan;
  std::optional<RequestId> request;
  std::optional<AppointmentId> appointment;
};
BOOST_DESCRIBE_STRUCT(NewCaseBody, (),
                      (route, region, language, name, employer_name, contact, facts, person, employer, plan,
                       request, appointment))

namespace {

using cases::Cases;
using cases::Detail;

http::Response open(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewCaseBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  cases::NewCase asked;
  asked.channel = cases::Channel::Counter;
  asked.route = body->route;
  asked.region = body->region.value_or(
      services.network->region_of(permitted.caller.place).value_or(services.default_region));
  asked.language = body->language;
  asked.name = body->name;
  asked.employer_name = body->employer_name.value_or("");
  asked.contact = body->contact.value_or("");
  if (body->facts) asked.facts = *body->facts;
  asked.person = body->person;
  asked.employer = body->employer;
  asked.plan = body->plan;
  asked.request = body->request;
  asked.appointment = body->appointment;
  if (services.book->find_region(asked.region) == nullptr)
    return http::problem({ErrorCode::Invalid, "policy.no_such_region", {{"region", asked.region}}, "/region"},
                         request.language);
  const auto retry = retry_of(request, "case " + permitted.caller.actor());
  if (!retry) return http::problem(retry.error(), request.language);
  return case_response(services, request,
                       services.cases->open(asked, case_actor(permitted), request.now, *retry), 201);
}

Result<cases::Filter> filter_of(Services& services, const http::Request& request) {
  cases::Filter out;
  if (const auto stage = request.query_value("stage")) {
    out.stage = stage_named(*stage);
    if (!out.stage) return fail(ErrorCode::Invalid, "cases.no_such_stage", std::string("/stage"));
  }
  if (const auto unit = request.query_value("unit")) {  // "/1/4/" or "/1/4/|labour"
    const auto bar = unit->find('|');
    out.unit =
        cases::Unit{std::string(unit->substr(0, bar)),
                    bar == std::string_view::npos ? std::string() : std::string(unit->substr(bar + 1))};
  }
  out.ended = request.query_value("ended").value_or("") == "true";
  if (request.query_value("at_risk").value_or("") == "true") {
    const auto* const service = services.book->case_rules(services.default_region);
    const auto last = services.cases->calendar().add_workdays(day_in_shanghai(request.now),
                                                              service != nullptr ? service->warn_at : 0);
    if (!last) return tl::unexpected<Error>(last.error());
    out.act_by_at_latest = *last;
  }
  return out;
}

http::Response list(Services& services, const http::Request& request, const Permitted& permitted) {
  constexpr int kPage = 50;
  const auto filter = filter_of(services, request);
  if (!filter) return http::problem(filter.error(), request.language);
  const auto after = after_of(request);
  if (!after) return http::problem(after.error(), request.language);
  const auto page = services.cases->list(permitted.scope, *filter, kPage, *after);
  CaseList out{services.cases->count(permitted.scope, *filter), {}, {}};
  Names names(services);
  RouteTitles titles(services, day_in_shanghai(request.now));
  for (const auto& one : page.cases) out.cases.push_back(row_of(services, names, titles, one, request.now));
  if (page.next) out.next = page.next->day + "." + std::to_string(page.next->id.value());
  return http::json_response(200, json::write(out));
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<CaseId>(request, "id", "cases.not_found");
  if (!id) return http::problem(id.error(), request.language);
  return case_response(services, request, services.cases->find(*id, permitted.scope), 200);
}

http::Response paper(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<CaseId>(request, "id", "cases.not_found");
  const auto which = id_in_path<PaperId>(request, "paper", "cases.not_found");
  if (!id || !which) return http::problem(id ? which.error() : id.error(), request.language);
  auto found = services.cases->paper(*id, *which, permitted.scope);
  if (!found) return http::problem(found.error(), request.language);
  http::Response out;
  out.headers.set("Content-Type", found->note.media_type);
  // What somebody uploaded never runs as a page of this site.
  out.headers.set("Content-Disposition", "attachment");
  out.body = std::move(found->bytes);
  return out;
}

http::Response add_paper(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = case_command(request, permitted, {});
  if (!command) return http::problem(command.error(), request.language);
  return case_response(services, request, services.cases->add_paper(*command, paper_in(request)), 200);
}

Result<Detail> note(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.note(what); }
Result<Detail> take(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.take(what); }
Result<Detail> fields(Cases& c, const Cases::Command& what, const CaseCommandBody& b) {
  return c.set_fields(what, fields_in(b));
}
Result<Detail> submit(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.submit(what); }
Result<Detail> notice(Cases& c, const Cases::Command& what, const CaseCommandBody& b) {
  return c.give_notice(what, b.defects.value_or(std::vector<cases::Defect>{}));
}
Result<Detail> accept(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.accept(what); }
Result<Detail> supplement(Cases& c, const Cases::Command& what, const CaseCommandBody& b) {
  if (!b.branch) return fail(ErrorCode::Invalid, "json.missing", std::string("/branch"));
  return c.supplement(what, *b.branch);
}
Result<Detail> withdraw(Cases& c, const Cases::Command& what, const CaseCommandBody&) {
  return c.withdraw(what);
}
Result<Detail> refuse(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.refuse(what); }
Result<Detail> tell(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.tell(what); }
Result<Detail> identity(Cases& c, const Cases::Command& what, const CaseCommandBody& b) {
  return c.check_identity(what, b.document.value_or(""));
}
Result<Detail> hand_over(Cases& c, const Cases::Command& what, const CaseCommandBody&) {
  return c.hand_over(what);
}
Result<Detail> close(Cases& c, const Cases::Command& what, const CaseCommandBody&) { return c.close(what); }
Result<Detail> resolve(Cases& c, const Cases::Command& what, const CaseCommandBody& b) {
  if (!b.task) return fail(ErrorCode::Invalid, "json.missing", std::string("/task"));
  if (!b.resolution) return fail(ErrorCode::Invalid, "json.missing", std::string("/resolution"));
  return c.resolve(what, *b.task, *b.resolution);
}

}  // namespace

std::vector<Endpoint> case_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<CaseView>;
  const auto body = schema_of<CaseCommandBody>;
  const auto post = [&](std::string_view pattern, std::string_view operation, std::string_view summary,
                        Endpoint::HandlePermitted handle) {
    return Endpoint{Method::Post, pattern, Action::HandleCase, operation, summary, {}, body, view, 200,
                    nullptr,      handle};
  };
  return {
      {Method::Post,
       "/api/v1/cases",
       Action::HandleCase,
       "open_case",
       "Open a case at the counter; whoever does is its first-ask owner",
       {},
       schema_of<NewCaseBody>,
       view,
       201,
       nullptr,
       open},
      {Method::Get,
       "/api/v1/cases",
       Action::SeeCases,
       "cases",
       "Cases within one's scope, those with the least slack first",
       {"stage", "unit", "at_risk", "ended", "after"},
       nullptr,
       schema_of<CaseList>,
       200,
       nullptr,
       list},
      {Method::Get,
       "/api/v1/cases/{id}",
       Action::SeeCases,
       "case",
       "One case",
       {},
       nullptr,
       view,
       200,
       nullptr,
       show},
      {Method::Get,
       "/api/v1/cases/{id}/papers/{paper}",
       Action::SeeCases,
       "case_paper",
       "One paper of a case, as it was scanned or uploaded",
       {},
       nullptr,
       nullptr,
       200,
       nullptr,
       paper},
      {Method::Post,
       "/api/v1/cases/{id}/papers",
       Action::HandleCase,
       "receive_case_paper",
       "Add a paper: the body is the file, at most 4 MiB of PDF, JPEG or PNG",
       {"code", "title", "pages"},
       nullptr,
       view,
       200,
       nullptr,
       add_paper},
      post("/api/v1/cases/{id}/note", "note_case", "Add a note", case_endpoint<note>),
      post("/api/v1/cases/{id}/take", "take_case", "Take it on within one's unit", case_endpoint<take>),
      post("/api/v1/cases/{id}/fields", "fill_in_case", "Fill in fields; null removes one",
           case_endpoint<fields>),
      post("/api/v1/cases/{id}/submit", "submit_case", "Hand in a draft, or what the notice asked for",
           case_endpoint<submit>),
      post("/api/v1/cases/{id}/notice", "give_notice", "Give the one complete notice of defects",
           case_endpoint<notice>),
      post("/api/v1/cases/{id}/accept", "accept_case",
           "Accept it: a numbered receipt, and off to the departments", case_endpoint<accept>),
      post("/api/v1/cases/{id}/supplement", "supplement_case", "What a department asked for is there",
           case_endpoint<supplement>),
      post("/api/v1/cases/{id}/withdraw", "withdraw_case", "The applicant withdraws it",
           case_endpoint<withdraw>),
      post("/api/v1/cases/{id}/refuse", "refuse_case",
           "Refuse it, with the reason and the remedies that exist", case_endpoint<refuse>),
      post("/api/v1/cases/{id}/tell", "tell_refusal", "The applicant was told of the refusal",
           case_endpoint<tell>),
      post("/api/v1/cases/{id}/identity", "check_identity",
           "Note which document was checked, at intake or collection", case_endpoint<identity>),
      post("/api/v1/cases/{id}/handover", "hand_over", "Hand all certificates over together",
           case_endpoint<hand_over>),
      post("/api/v1/cases/{id}/close", "close_case", "Close it, through its gate", case_endpoint<close>),
      post("/api/v1/cases/{id}/task-resolve", "resolve_task", "Clear up what departments' answers left open",
           case_endpoint<resolve>),
  };
}

}  // namespace gangway::api
