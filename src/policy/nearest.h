// What would open a closed route. Internal to policy.
#pragma once

#include <optional>
#include <vector>

#include "policy/assessment.h"
#include "policy/frame.h"
#include "policy/setting.h"

namespace gangway::policy {

// The smallest change of each single fact that opens the route, over facts that the person or the employer
// can change; the person's own first, then by how far the value moves. Empty when no single change does.
[[nodiscard]] std::vector<Nearest> nearest_changes(const Rule& rule, const Facts& facts, const Frame& frame,
                                                   Day as_of);

// The first day after as_of on which the same facts make this version open, within ten years and while the
// version is known to be in force. An opening shorter than a month may be missed.
[[nodiscard]] std::optional<Day> opens_on(const Rule& rule, const Facts& facts, const Frame& frame,
                                          Day as_of);

}  // namespace gangway::policy
