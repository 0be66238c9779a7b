// Checks one decision table: what no rule takes, what two rules take against the hit policy, rules that never
// take anything, outputs that are not allowed.
//
// Source: DMN 1.5 clauses 8.2.10 (completeness), 8.2.11 (hit policies); the geometric reading of tables
//         follows Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, "Semantics and analysis of DMN
//         decision tables" (BPM 2016).
#pragma once

#include <string>

#include "dmn/check.h"
#include "dmn/checks/site.h"
#include "dmn/definitions.h"

namespace gangway::dmn {

struct TableJob {
  const ExpressionPtr& expression;  // holds `box`
  const TableBox& box;
  const ScopeStack& scope;
  const TypeTable& types;
  const Site& site;
  std::string decision;  // whose whole logic the table is; or empty
};

void check_table(const TableJob& job, const CheckOptions& options, Findings& findings);

// The constants of one output column, rule by rule; nullopt where the entry is none.
[[nodiscard]] std::vector<std::optional<feel::Value>> constant_outputs(const TableBox& box,
                                                                       std::size_t output,
                                                                       const feel::Scope& scope);

}  // namespace gangway::dmn
