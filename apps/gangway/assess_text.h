// An assessment for a terminal.
#pragma once

#include <iosfwd>

#include "base/bilingual.h"
#include "policy/assessment.h"

namespace gangway::app {

void print(std::ostream& out, const policy::Assessment& assessment, Language language);

}  // namespace gangway::app
