// Checks of a model's elements as a whole: their names, and which of them nothing uses.
#pragma once

#include "dmn/checks/site.h"
#include "dmn/definitions.h"

namespace gangway::dmn {

// Names that are keywords or built-in functions of FEEL, or stand twice.
void check_names(const Definitions& definitions, Findings& findings);
// Inputs, knowledge models, decisions and types that nothing requires.
void check_used(const Definitions& definitions, const Xml& xml, Findings& findings);

}  // namespace gangway::dmn
