// Writes the diagram part (DMNDI) of a model, so that dmn-js, Camunda Modeler and others show its requirement
// graph, and a page for each decision service, which editors show that know services.
//
// Shape:  text in, text out. A diagram that is there is replaced; every other byte of the file stays, but for
//         ids that requirements lack: the diagram names them, so they are given some.
// Errors: as read_definitions: Invalid with diagnostics when the text is no model.
// Source: DMN 1.5 clause 13 (DMN DI); the name spaces are those of the model's own version.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "feel/machine.h"

namespace gangway::dmn {

[[nodiscard]] Result<std::string> with_diagram(std::string_view xml, feel::Diagnostics& diagnostics);

}  // namespace gangway::dmn
