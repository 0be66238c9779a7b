// Tokens to a tree, with the names in scope at hand: FEEL's names may hold spaces, symbols and even keywords,
// so that only the scope tells where one ends.
//
// Errors: nullptr; the first error is in `diagnostics` (F11xx syntax, F12xx names and types) with its
//         position. Source: DMN 1.5 clause 10.3.1.2, the grammar; precedence as its rule 2 orders the
//         alternatives.
#pragma once

#include <string_view>
#include <vector>

#include "feel/ast.h"
#include "feel/program.h"

namespace gangway::feel {

struct Parsed {
  NodePtr root;                // nullptr: an error was reported
  VariableId variables = 0;    // how many there are, the scope's included
  std::vector<bool> is_named;  // per variable: the text names it
};

[[nodiscard]] Parsed parse_expression(std::string_view text, const Scope& scope, Diagnostics& diagnostics);
// The variable after the scope's last is `?`.
[[nodiscard]] Parsed parse_unary_tests(std::string_view text, const Scope& scope, const TypePtr& input_type,
                                       Diagnostics& diagnostics);

}  // namespace gangway::feel
