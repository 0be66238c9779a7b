// A model's file and those that it imports, read and with their types resolved; imported files stand first.
//
// Errors: Invalid, with diagnostics D1104 to D1106 and D1109 to D1114, when an import cannot be followed. One
//         of another type than DMN (D1111) is reported and left out.
// Limits: 64 files, 16 imports one behind the other, 32 MiB in all.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "dmn/definitions.h"
#include "dmn/model.h"
#include "dmn/types.h"

namespace gangway::dmn {

struct File {
  Definitions definitions;
  std::vector<std::pair<std::string, std::size_t>> imports;  // prefix, index of the file
  TypeTable types;
};

// The last one is the model itself.
[[nodiscard]] Result<std::vector<File>> read_files(std::string_view xml, const Model::Importer& importer,
                                                   feel::Diagnostics& diagnostics);

}  // namespace gangway::dmn
