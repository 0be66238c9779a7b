// Finds the models that a model imports in the model's own folder.
//
// Shape:  an import's location is a path with "/" from the file that imports, "%20" and the like decoded;
// where
//         none is written, the folder's own *.dmn files are searched for the namespace, in order of their
//         names. Nothing outside the folder is read: no absolute path, no URL, no ".." or symbolic link that
//         leads out.
// Errors: ImportFault, which dmn/files.h turns into a diagnostic.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "dmn/model.h"

namespace gangway::dmn {

// May be copied; the copies share what was found out about the folder. Not for several threads at once.
[[nodiscard]] Model::Importer imports_from(const std::filesystem::path& folder);

// The bytes of a regular file of at most `limit` bytes; nullopt: there is none, or it is larger.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path, std::uintmax_t limit);

}  // namespace gangway::dmn
