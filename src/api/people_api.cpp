// Persons: registered, searched, read, changed; their documents, permits, relatives and facts; judged from
// what is stored.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/endpoint.h"
#include "api/people_view.h"
#include "api/person_facts.h"
#include "api/precondition.h"
#include "api/subject.h"

namespace gangway::api {

struct NamesBody {
  std::optional<std::string> surname;
  std::optional<std::string> given;
  std::optional<std::string> chinese;
  std::optional<std::string> other;
};
BOOST_DESCRIBE_STRUCT(NamesBody, (), (surname, given, chinese, other))

// What a person is registered with, and what of it is changed: members that are absent stay as they are.
struct PersonBody {
  std::optional<NamesBody> names;
  std::optional<Day> birth_date;
  std::optional<std::string> nationality;
  std::optional<std::vector<std::string>> languages;
  std::optional<std::string> telephone;
  std::optional<std::string> email;
  std::optional<std::vector<people::Document>> documents;
  std::optional<std::vector<people::Permit>> permits;
};
BOOST_DESCRIBE_STRUCT(PersonBody, (),
                      (names, birth_date, nationality, languages, telephone, email, documents, permits))

struct FactBody {
  std::string fact;
  json::Value value;
  people::SourceKind kind = people::SourceKind::SelfStated;
  std::optional<std::string> paper;
  std::optional<std::string> page;
  std::optional<Day> observed;
};
BOOST_DESCRIBE_STRUCT(FactBody, (), (fact, value, kind, paper, page, observed))

struct FactsBody {
  std::vector<FactBody> facts;
};
BOOST_DESCRIBE_STRUCT(FactsBody, (), (facts))

struct DecisionBody {
  json::Value value;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecisionBody, (), (value, reason))

struct RelationBody {
  PersonId person;
  people::Kinship kinship = people::Kinship::Spouse;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(RelationBody, (), (person, kinship, until))

struct AccountLink {
  AccountId account;
};
BOOST_DESCRIBE_STRUCT(AccountLink, (), (account))

namespace {

using people::Contents;
using people::Person;

people::Actor actor_of(const Permitted& permitted) {
  auto purpose = json::write(permitted.scope.purpose);
  return {permitted.caller.account, permitted.caller.place, std::string(purpose.as_string())};
}

http::Response person_response(Services& services, const http::Request& request, const Permitted& permitted,
                               const Result<Person>& person, int status = 200) {
  if (!person) return http::problem(person.error(), request.language);
  Names names(services);
  auto response = http::json_response(
      status, json::write(view_of(services, names, *person, permitted.scope, day_in_shanghai(request.now))));
  response.headers.set("ETag", etag_of(person->version));
  if (status == 201) response.headers.set("Location", "/api/v1/people/" + std::to_string(person->id.value()));
  return response;
}

Result<PersonId> person_id(const http::Request& request) {
  return id_in_path<PersonId>(request, "id", "people.not_found");
}

Result<people::People::Command> command_of(const http::Request& request) {
  TRY_ASSIGN(const auto id, person_id(request));
  TRY_ASSIGN(const auto seen, seen_version(request, "people.version_required"));
  return people::People::Command{id, seen};
}

template <class T>
void take(T& into, const std::optional<T>& given) {
  if (given) into = *given;
}

Contents with(Contents contents, const PersonBody& body) {
  if (body.names) {
    take(contents.names.surname, body.names->surname);
    take(contents.names.given, body.names->given);
    take(contents.names.chinese, body.names->chinese);
    take(contents.names.other, body.names->other);
  }
  if (body.birth_date) contents.birth_date = body.birth_date;
  take(contents.nationality, body.nationality);
  take(contents.languages, body.languages);
  take(contents.telephone, body.telephone);
  take(contents.email, body.email);
  take(contents.documents, body.documents);
  take(contents.permits, body.permits);
  return contents;
}

http::Response add(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<PersonBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return person_response(services, request, permitted,
                         services.people->add(with({}, *body), actor_of(permitted), request.now), 201);
}

http::Response alike(Services& services, const Permitted& permitted, const Contents& contents,
                     PersonId except) {
  Names names(services);
  DuplicateList out;
  for (const auto& one : services.people->duplicates(contents, except, permitted.scope))
    out.duplicates.push_back({summary_of(names, one.person), one.why});
  return http::json_response(200, json::write(out));
}

// Before somebody is registered: who is like this already.
http::Response check_new(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<PersonBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return alike(services, permitted, with({}, *body), {});
}

http::Response duplicates(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto person = services.people->find(*id, permitted.scope);
  if (!person) return http::problem(person.error(), request.language);
  return alike(services, permitted, person->contents, *id);
}

http::Response list(Services& services, const http::Request& request, const Permitted& permitted) {
  PersonList out{services.people->count(permitted.scope), {}};
  const auto query = request.query_value("search").value_or("");
  auto people = query.empty()
                    ? Result<std::vector<Person>>(services.people->latest(permitted.scope))
                    : services.people->search(query, permitted.scope, actor_of(permitted), request.now);
  if (!people) return http::problem(people.error(), request.language);
  Names names(services);
  for (const auto& person : *people) out.people.push_back(summary_of(names, person));
  return http::json_response(200, json::write(out));
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  return person_response(services, request, permitted,
                         services.people->read(*id, permitted.scope, actor_of(permitted), request.now));
}

http::Response change(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<PersonBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  return person_response(
      services, request, permitted,
      services.people->change(
          *command, "person.changed",
          [&](Contents contents) -> Result<Contents> { return with(std::move(contents), *body); },
          permitted.scope, actor_of(permitted), request.now));
}

// Which of the facts the packs of the person's place do not take, each with its pointer.
std::vector<Error> faults_of(Services& services, const Person& person, const FactsBody& body, Day today) {
  std::vector<Error> out;
  const auto setting = services.settings.get(
      services.network->region_of(person.place).value_or(services.default_region), today);
  if (!setting) return {setting.error()};
  for (std::size_t i = 0; i < body.facts.size(); ++i) {
    std::vector<Error> faults;
    (void)policy::Facts::read(json::Object{{body.facts[i].fact, body.facts[i].value}},
                              (*setting)->vocabulary(), faults);
    for (auto& fault : faults) {
      fault.field = "/facts/" + std::to_string(i) + "/value";
      out.push_back(std::move(fault));
    }
  }
  return out;
}

http::Response add_facts(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<FactsBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  if (body->facts.size() > kMaxListed)
    return http::problem({ErrorCode::TooLarge, "people.too_many", {}, "/facts"}, request.language);
  const auto person = services.people->find(command->id, permitted.scope);
  if (!person) return http::problem(person.error(), request.language);
  errors = faults_of(services, *person, *body, day_in_shanghai(request.now));
  if (!errors.empty()) return http::problem(errors, request.language);
  const auto with_facts = [&](Contents contents) -> Result<Contents> {
    for (std::size_t i = 0; i < body->facts.size(); ++i) {
      const auto& one = body->facts[i];
      people::FactValue value{one.fact,
                              one.value,
                              {one.kind, one.paper.value_or(""), one.page.value_or("")},
                              one.observed,
                              permitted.caller.account,
                              request.now};
      TRY(people::check(value, "/facts/" + std::to_string(i)));
      contents.facts.push_back(std::move(value));
    }
    return contents;
  };
  return person_response(services, request, permitted,
                         services.people->change(*command, "person.facts_added", with_facts, permitted.scope,
                                                 actor_of(permitted), request.now));
}

http::Response decide(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<DecisionBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const people::FactDecision decision{request.path_value("fact"), body->value, body->reason,
                                      permitted.caller.account, request.now};
  return person_response(services, request, permitted,
                         services.people->change(
                             *command, "person.fact_decided",
                             [&](Contents contents) { return people::decide(std::move(contents), decision); },
                             permitted.scope, actor_of(permitted), request.now));
}

http::Response relate(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<RelationBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto done = services.people->relate(*id, {body->person, body->kinship, body->until}, permitted.scope,
                                            actor_of(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return person_response(services, request, permitted, services.people->find(*id, permitted.scope));
}

http::Response link(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<AccountLink>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto account = services.accounts->find(body->account);
  if (!account || account->kind != access::AccountKind::Public)
    return http::problem({ErrorCode::Invalid, "access.no_account", {}, "/account"}, request.language);
  const auto done =
      services.people->link(*id, body->account, permitted.scope, actor_of(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return person_response(services, request, permitted, services.people->find(*id, permitted.scope));
}

http::Response timeline(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  if (const auto person = services.people->find(*id, permitted.scope); !person)
    return http::problem(person.error(), request.language);
  Names names(services);
  return http::json_response(
      200, json::write(timeline_of(services, names, "person:" + std::to_string(id->value()))));
}

http::Response assess(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = person_id(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto facts = facts_of_person(services, *id, permitted.scope);
  if (!facts) return http::problem(facts.error(), request.language);
  auto region = services.network->region_of(permitted.caller.place).value_or(services.default_region);
  if (const auto given = request.query_value("region")) region = std::string(*given);
  std::optional<Day> as_of;
  if (const auto given = request.query_value("as_of")) {
    const auto day = parse_day(*given);
    if (!day) return http::problem(day.error(), request.language);
    as_of = *day;
  }
  std::vector<Error> errors;
  const auto subject = subject_of(services, region, as_of, *facts, request, errors);
  if (!subject) return http::problem(errors, request.language);
  policy::JudgeOptions options;
  options.budget = kBudget;
  options.nearest = true;
  return http::json_text_response(200,
                                  json::text_of(policy::judge(*subject->setting, subject->facts, options)));
}

http::Response mine(Services& services, const http::Request& request, const Permitted& permitted) {
  return person_response(services, request, permitted, services.people->of_account(permitted.caller.account));
}

}  // namespace

std::vector<Endpoint> people_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<PersonView>;
  return {
      permitted_endpoint(Method::Get, "/api/v1/people", Action::SeePeople, "people",
                         "Search by name or number; the latest without", nullptr, schema_of<PersonList>, 200,
                         list, {"search"}),
      permitted_endpoint(Method::Post, "/api/v1/people", Action::ChangePeople, "register_person",
                         "Register a person", schema_of<PersonBody>, view, 201, add),
      permitted_endpoint(Method::Post, "/api/v1/people-alike", Action::SeePeople, "people_alike",
                         "Who might be the same person, and why", schema_of<PersonBody>,
                         schema_of<DuplicateList>, 200, check_new),
      permitted_endpoint(Method::Get, "/api/v1/people/{id}", Action::SeePeople, "person",
                         "One person; the reading is recorded", nullptr, view, 200, show),
      permitted_endpoint(Method::Patch, "/api/v1/people/{id}", Action::ChangePeople, "change_person",
                         "Change names, contacts, documents, permits", schema_of<PersonBody>, view, 200,
                         change),
      permitted_endpoint(Method::Post, "/api/v1/people/{id}/facts", Action::ChangePeople, "add_facts",
                         "Facts with where they come from", schema_of<FactsBody>, view, 200, add_facts),
      permitted_endpoint(Method::Post, "/api/v1/people/{id}/facts/{fact}/decision", Action::ChangePeople,
                         "decide_fact", "Decide a fact whose sources disagree", schema_of<DecisionBody>, view,
                         200, decide),
      permitted_endpoint(Method::Post, "/api/v1/people/{id}/relations", Action::ChangePeople, "relate_people",
                         "A relative, seen from both sides", schema_of<RelationBody>, view, 200, relate),
      permitted_endpoint(Method::Post, "/api/v1/people/{id}/account", Action::ChangePeople, "link_account",
                         "The account with which the person sees their own data", schema_of<AccountLink>,
                         view, 200, link),
      permitted_endpoint(Method::Get, "/api/v1/people/{id}/duplicates", Action::SeePeople,
                         "person_duplicates", "Who might be the same person, and why", nullptr,
                         schema_of<DuplicateList>, 200, duplicates),
      permitted_endpoint(Method::Get, "/api/v1/people/{id}/timeline", Action::SeePeople, "person_timeline",
                         "What happened, and who looked", nullptr, schema_of<Timeline>, 200, timeline),
      permitted_endpoint(Method::Get, "/api/v1/people/{id}/assessment", Action::SeePeople, "assess_person",
                         "All routes, judged from the stored facts", nullptr, schema_of<policy::Assessment>,
                         200, assess, {"region", "as_of"}),
      permitted_endpoint(Method::Get, "/api/v1/me/person", Action::SeeOwnPerson, "my_person",
                         "What is stored about oneself", nullptr, view, 200, mine),
  };
}

}  // namespace gangway::api
