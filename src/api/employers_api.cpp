// Employers, their agents, whom they employ; and what an agent may see of the firm's own people.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/endpoint.h"
#include "api/people_view.h"
#include "api/precondition.h"

namespace gangway::api {

struct EmployerBody {
  std::string credit_code;
  Bilingual name;
  std::optional<json::Value> facts;
};
BOOST_DESCRIBE_STRUCT(EmployerBody, (), (credit_code, name, facts))

struct AgentBody {
  AccountId account;
  Day since{};
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(AgentBody, (), (account, since, until))

struct EmploymentBody {
  PersonId person;
  Day since{};
  std::optional<Day> until;
  std::optional<Day> granted_until;  // the person lets the agents see their permits until then
};
BOOST_DESCRIBE_STRUCT(EmploymentBody, (), (person, since, until, granted_until))

struct AgentView {
  Colleague account;
  Day since{};
  std::optional<Day> until;
  std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(AgentView, (), (account, since, until, revoked_at))

struct EmployeeView {
  PersonId person;
  std::string name;
  Day since{};
  std::optional<Day> until;
  std::optional<Day> granted_until;
};
BOOST_DESCRIBE_STRUCT(EmployeeView, (), (person, name, since, until, granted_until))

struct EmployerView {
  EmployerId id;
  int version = 0;
  std::string credit_code;
  Bilingual name;
  json::Value facts;
  Bilingual place;
  std::vector<AgentView> agents;
  std::vector<EmployeeView> people;
};
BOOST_DESCRIBE_STRUCT(EmployerView, (), (id, version, credit_code, name, facts, place, agents, people))

struct EmployerSummary {
  EmployerId id;
  std::string credit_code;
  Bilingual name;
  Bilingual place;
};
BOOST_DESCRIBE_STRUCT(EmployerSummary, (), (id, credit_code, name, place))

struct EmployerList {
  std::vector<EmployerSummary> employers;
};
BOOST_DESCRIBE_STRUCT(EmployerList, (), (employers))

// One of the firm's own people, as its agent sees them: the name and the permits, nothing else.
struct OwnEmployee {
  PersonId person;
  NameView name;
  std::vector<people::Permit> permits;
  Day granted_until{};
};
BOOST_DESCRIBE_STRUCT(OwnEmployee, (), (person, name, permits, granted_until))

struct OwnFirm {
  EmployerId employer;
  Bilingual name;
  std::vector<OwnEmployee> people;
};
BOOST_DESCRIBE_STRUCT(OwnFirm, (), (employer, name, people))

struct OwnFirms {
  std::vector<OwnFirm> firms;
};
BOOST_DESCRIBE_STRUCT(OwnFirms, (), (firms))

namespace {

people::Actor actor_of(const Permitted& permitted) {
  return {permitted.caller.account, permitted.caller.place,
          std::string(json::write(permitted.scope.purpose).as_string())};
}

Result<EmployerId> employer_id(const http::Request& request) {
  return id_in_path<EmployerId>(request, "id", "people.no_employer");
}

http::Response employer_response(Services& services, const http::Request& request, const Permitted& permitted,
                                 const Result<people::Employer>& employer, int status = 200) {
  if (!employer) return http::problem(employer.error(), request.language);
  Names names(services);
  EmployerView out{employer->id,
                   employer->version,
                   employer->credit_code,
                   employer->name,
                   employer->facts,
                   names.unit({employer->place, {}}).name,
                   {},
                   {}};
  for (const auto& agent : services.employers->agents(employer->id))
    out.agents.push_back({names.colleague(agent.account), agent.since, agent.until, agent.revoked_at});
  for (const auto& one : services.employers->employments_at(employer->id)) {
    const auto person = services.people->find(one.person, permitted.scope);
    if (person)
      out.people.push_back(
          {one.person, person->contents.names.reading(), one.since, one.until, one.granted_until});
  }
  auto response = http::json_response(status, json::write(out));
  response.headers.set("ETag", etag_of(employer->version));
  if (status == 201)
    response.headers.set("Location", "/api/v1/employers/" + std::to_string(employer->id.value()));
  return response;
}

http::Response list(Services& services, const http::Request& request, const Permitted& permitted) {
  const std::string query(request.query_value("search").value_or(""));
  if (query.size() > people::kMaxTextCharacters)
    return http::problem({ErrorCode::Invalid,
                          "people.query_too_long",
                          {{"characters", std::to_string(people::kMaxTextCharacters)}},
                          "/search"},
                         request.language);
  Names names(services);
  EmployerList out;
  for (const auto& one : services.employers->search(query, permitted.scope))
    out.employers.push_back({one.id, one.credit_code, one.name, names.unit({one.place, {}}).name});
  return http::json_response(200, json::write(out));
}

std::optional<people::NewEmployer> read_employer(const http::Request& request, std::vector<Error>& errors) {
  auto body = http::read_body<EmployerBody>(request, errors);
  if (!body) return std::nullopt;
  people::NewEmployer out{std::move(body->credit_code), std::move(body->name), {}};
  if (body->facts) {
    if (!body->facts->is_object()) {
      errors.push_back({ErrorCode::Invalid, "json.not_an_object", {}, "/facts"});
      return std::nullopt;
    }
    out.facts = body->facts->get_object();
  }
  return out;
}

http::Response add(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto employer = read_employer(request, errors);
  if (!employer) return http::problem(errors, request.language);
  return employer_response(services, request, permitted,
                           services.employers->add(*employer, actor_of(permitted), request.now), 201);
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = employer_id(request);
  if (!id) return http::problem(id.error(), request.language);
  return employer_response(services, request, permitted, services.employers->find(*id, permitted.scope));
}

http::Response change(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = employer_id(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto seen = seen_version(request, "people.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  std::vector<Error> errors;
  const auto employer = read_employer(request, errors);
  if (!employer) return http::problem(errors, request.language);
  return employer_response(
      services, request, permitted,
      services.employers->change(*id, *seen, *employer, permitted.scope, actor_of(permitted), request.now));
}

http::Response appoint(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = employer_id(request);
  if (!id) return http::problem(id.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<AgentBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto account = services.accounts->find(body->account);
  if (!account || account->kind != access::AccountKind::Public)
    return http::problem({ErrorCode::Invalid, "access.no_account", {}, "/account"}, request.language);
  const auto done = services.employers->appoint(*id, {body->account, body->since, body->until, {}},
                                                permitted.scope, actor_of(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return employer_response(services, request, permitted, services.employers->find(*id, permitted.scope));
}

http::Response revoke(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = employer_id(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto agent = id_in_path<AccountId>(request, "account", "people.no_agent");
  if (!agent) return http::problem(agent.error(), request.language);
  const auto done =
      services.employers->revoke(*id, *agent, permitted.scope, actor_of(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return employer_response(services, request, permitted, services.employers->find(*id, permitted.scope));
}

http::Response employ(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = employer_id(request);
  if (!id) return http::problem(id.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<EmploymentBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto done =
      services.employers->employ({body->person, *id, body->since, body->until, body->granted_until},
                                 permitted.scope, actor_of(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return employer_response(services, request, permitted, services.employers->find(*id, permitted.scope));
}

http::Response own(Services& services, const http::Request& request, const Permitted& permitted) {
  OwnFirms out;
  // The grant is the reach: whom the firm's agent may see is decided by visible_to, each of whom is then
  // read.
  const access::Scope granted{
      access::Reach::Anything, permitted.caller.account, {}, {}, permitted.scope.purpose};
  for (const auto& firm :
       services.employers->visible_to(permitted.caller.account, day_in_shanghai(request.now))) {
    OwnFirm one{firm.employer.id, firm.employer.name, {}};
    for (const auto& employment : firm.people) {
      const auto person = services.people->read(employment.person, granted, actor_of(permitted), request.now);
      if (person)
        one.people.push_back({employment.person, view_of(person->contents.names), person->contents.permits,
                              *employment.granted_until});
    }
    out.firms.push_back(std::move(one));
  }
  return http::json_response(200, json::write(out));
}

}  // namespace

std::vector<Endpoint> employer_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<EmployerView>;
  return {
      permitted_endpoint(Method::Get, "/api/v1/employers", Action::SeePeople, "employers",
                         "Search by part of a name or by code", nullptr, schema_of<EmployerList>, 200, list,
                         {"search"}),
      permitted_endpoint(Method::Post, "/api/v1/employers", Action::ChangePeople, "register_employer",
                         "Register an employer", schema_of<EmployerBody>, view, 201, add),
      permitted_endpoint(Method::Get, "/api/v1/employers/{id}", Action::SeePeople, "employer", "One employer",
                         nullptr, view, 200, show),
      permitted_endpoint(Method::Patch, "/api/v1/employers/{id}", Action::ChangePeople, "change_employer",
                         "Change an employer", schema_of<EmployerBody>, view, 200, change),
      permitted_endpoint(Method::Post, "/api/v1/employers/{id}/agents", Action::ChangePeople, "appoint_agent",
                         "Who may act for the employer", schema_of<AgentBody>, view, 200, appoint),
      permitted_endpoint(Method::Post, "/api/v1/employers/{id}/agents/{account}/revoke", Action::ChangePeople,
                         "revoke_agent", "End it at once", nullptr, view, 200, revoke),
      permitted_endpoint(Method::Post, "/api/v1/employers/{id}/people", Action::ChangePeople, "employ",
                         "Whom it employs, and what the person grants", schema_of<EmploymentBody>, view, 200,
                         employ),
      permitted_endpoint(Method::Get, "/api/v1/me/staff", Action::SeeOwnStaff, "my_staff",
                         "An agent's own firms and the people who granted it", nullptr, schema_of<OwnFirms>,
                         200, own),
  };
}

}  // namespace gangway::api
