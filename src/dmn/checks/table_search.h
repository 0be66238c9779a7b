// Looks for inputs on which two rules of a table match although some of their cells are formulas, which
// cannot be laid out: by trying values.
//
// Shape:  the values are those that the table names (bounds of its cells, constants of its formulas and of
// the
//         types), what lies just beside them, and their sums and differences. Deterministic; ends at a
//         budget.
// Exact:  what it finds was evaluated, cell by cell. That it finds nothing says nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dmn/checks/table_shape.h"

namespace gangway::dmn {

class TableSearch {
 public:
  using Slots = std::vector<feel::Value>;  // values of the scope's variables

  // REQUIRES: `shape` is built, and all texts of the table compile. `budget`: points to try, over all pairs.
  TableSearch(const TableBox& box, const ScopeStack& scope, const TableShape& shape, std::uint64_t budget);

  // Tries values for which all cells of both rules hold until `accepts` says true; false: it never did.
  // REQUIRES: the boxes of both rules meet.
  bool both(std::size_t a, std::size_t b, const std::function<bool(const Slots&)>& accepts);

 private:
  // A cell that must hold.
  struct Condition {
    std::size_t column;
    const CellTest* cell;
    const std::string* text;
  };
  // A variable to try, or a member of one, with its values.
  struct Open {
    const Leaf* leaf;
    std::vector<feel::Value> values;
  };

  void gather();
  void combine();
  void add_candidates(const Leaf& leaf, const feel::TypePtr& declared, bool whole);
  [[nodiscard]] std::vector<Condition> conditions(std::size_t a, std::size_t b) const;
  [[nodiscard]] std::vector<Leaf> open_leaves(const std::vector<Condition>& conditions) const;
  [[nodiscard]] std::vector<feel::Value> values_for(const Leaf& leaf, const Box& part,
                                                    const std::vector<Condition>& conditions);
  [[nodiscard]] feel::Value column_value(std::size_t column, const Slots& slots);
  [[nodiscard]] bool holds(const Condition& condition, const feel::Value& value, Slots slots);
  [[nodiscard]] feel::Value evaluated(const feel::Program& program, const Slots& slots);

  const TableBox& box_;
  const ScopeStack& scope_;
  const TableShape& shape_;
  std::uint64_t budget_;
  std::uint64_t per_pair_;
  std::vector<feel::Value> constants_;
  std::vector<std::optional<feel::Program>> expressions_;            // of the columns
  std::vector<std::map<std::string, std::vector<Leaf>>> mentioned_;  // by the formulas of each column's cells
  std::map<std::string, std::vector<feel::Value>> candidates_;       // by the text of the leaf
};

}  // namespace gangway::dmn
