// What the packs say of a case.
#pragma once

#include <memory>
#include <string>

#include "cases/cases.h"
#include "policy/pack.h"

namespace gangway::api {

// For the route, region and day of a case: the papers, clocks and remedies of the version in force on the day
// it was opened, judged with its facts, and who decides (service.yaml). Facts that do not read are left out.
// A route or region that the packs do not know gives rules without branches, under which nothing opens.
[[nodiscard]] cases::RulesOf case_rules_by_region(std::shared_ptr<const policy::RuleBook> book);

}  // namespace gangway::api
