#include "api/person_facts.h"

#include "people/people.h"

namespace gangway::api {

Result<json::Value> facts_of_person(Services& services, PersonId person, const access::Scope& scope) {
  TRY_ASSIGN(const auto found, services.people->find(person, scope));
  return json::Value(people::facts_for_judging(found.contents));
}

}  // namespace gangway::api
