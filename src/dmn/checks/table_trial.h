// Tries a table on one point of its axes: the compiled table of the engine itself, on real values.
#pragma once

#include <optional>
#include <vector>

#include "dmn/boxed.h"
#include "dmn/checks/table_shape.h"

namespace gangway::dmn {

class TableTrial {
 public:
  // nullopt: some text of the table does not compile.
  [[nodiscard]] static std::optional<TableTrial> create(const ExpressionPtr& expression,
                                                        const ScopeStack& scope, const TypeTable& types);

  struct Outcome {
    Witness witness;
    feel::Value result;                // null when the witness does not reach the table through its variables
    feel::Diagnostics diagnostics{8};  // of the evaluation
  };
  // The rules that match at one point of `part`, a box of the shape's axes, whose values no rule tells apart.
  [[nodiscard]] Outcome run(const TableShape& shape, const Box& part, std::size_t rules) const;
  // The rules that match for these values of the scope's variables.
  [[nodiscard]] Outcome run(const std::vector<feel::Value>& slots) const;

 private:
  TableTrial(NodePtr node, const ScopeStack& scope) : node_(std::move(node)), scope_(&scope) {}
  void evaluate(const std::vector<feel::Value>& slots, Outcome& out) const;
  [[nodiscard]] bool derive(const TableColumn& column, const feel::Value& wanted,
                            std::vector<feel::Value>& slots) const;
  [[nodiscard]] std::vector<std::size_t> by_cells(const TableShape& shape,
                                                  const std::vector<feel::Value>& values,
                                                  const std::vector<feel::Value>& slots,
                                                  std::size_t rules) const;

  NodePtr node_;
  const ScopeStack* scope_;
};

}  // namespace gangway::dmn
