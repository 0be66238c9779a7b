// The facts of a stored person, as judging takes them.
#pragma once

#include "access/permissions.h"
#include "api/services.h"
#include "base/json.h"

namespace gangway::api {

// What is agreed on or decided; a fact in conflict is absent, hence unknown. Errors: NotFound outside the
// scope.
[[nodiscard]] Result<json::Value> facts_of_person(Services& services, PersonId person,
                                                  const access::Scope& scope);

}  // namespace gangway::api
