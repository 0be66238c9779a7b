// FEEL inside pack files: compiled where it stands, and what it names.
//
// Shape:  an expression's faults are the engine's own diagnostics, at the line of the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/program.h"
#include "policy/reader.h"

namespace gangway::policy {

// "group.name" of a FEEL text, outside of its strings and comments: {"work", "years"}.
using NamedPath = std::pair<std::string, std::string>;
[[nodiscard]] std::vector<NamedPath> named_paths(std::string_view feel_text);

// A condition that stands in a file.
struct ExpressionText {
  std::string text;
  int line = 0;
};

// Compiles what must be a condition; nullopt: it is none, which is a fault.
[[nodiscard]] std::optional<feel::Program> compile_condition(const ExpressionText& expression,
                                                             const feel::Scope& scope, const FaultSink& sink);

// The engine's findings as faults of the file.
void add_diagnostics(const feel::Diagnostics& diagnostics, int line, const FaultSink& sink);

}  // namespace gangway::policy
