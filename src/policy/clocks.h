// Clocks of a route for one person: due days with their derivation. Internal to policy.
#pragma once

#include "policy/assessment.h"
#include "policy/facts.h"
#include "policy/setting.h"

namespace gangway::policy {

// The rules of `due` stand in docs/packs.md, "A clock".
[[nodiscard]] ClockView clock_view(const Setting::Parts& parts, const ClockRule& rule, ClockView view,
                                   const Facts& facts);

}  // namespace gangway::policy
