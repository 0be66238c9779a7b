// Between cases and the departments' systems: neither module knows the other.
#pragma once

#include "cases/cases.h"
#include "exchange/receiver.h"
#include "exchange/sender.h"

namespace gangway::api {

// `cases` outlives what is given.
[[nodiscard]] exchange::Source source_of(cases::Cases& cases);
[[nodiscard]] exchange::Sink sink_of(cases::Cases& cases);
// Whether a claim of the case to the green channel was granted.
[[nodiscard]] std::function<bool(CaseId)> urgency_of(cases::Cases& cases);

}  // namespace gangway::api
