// A decision table as boxes: each rule a box over the axes of the inputs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dmn/checks/domain.h"
#include "dmn/checks/partition.h"
#include "dmn/checks/site.h"
#include "dmn/definitions.h"

namespace gangway::dmn {

struct TableColumn {
  std::string text;          // of its expression
  feel::TypePtr type;        // declared, else inferred
  std::optional<Leaf> leaf;  // when it is a variable or a member of one
  std::vector<Leaf> leaves;  // that it computes its value from
  std::optional<std::size_t>
      axis;  // nullopt: its cells cannot be laid out; columns of one expression share one
};

// What one cell asks, by its text.
struct CellTest {
  std::optional<feel::SimpleTest> simple;  // nullopt: not of the exact kinds
  std::optional<feel::Program> program;    // nullopt: "-", or it does not compile
  bool takes_null = false;
};

struct RuleShape {
  Box box;            // a cell that cannot be laid out counts as taking everything
  bool exact = true;  // there is no such cell
};

class TableShape {
 public:
  TableShape(const TableBox& box, const ScopeStack& scope, const TypeTable& types);

  // Adds D3901 for cells and D3903 for columns that cannot be laid out.
  void build(Findings& findings, const Site& site);

  [[nodiscard]] const std::vector<TableColumn>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<Partition>& axes() const { return axes_; }
  [[nodiscard]] const std::vector<RuleShape>& rules() const { return rules_; }
  // The column that names an axis first.
  [[nodiscard]] const TableColumn& column_of(std::size_t axis) const { return columns_[first_column_[axis]]; }
  [[nodiscard]] std::size_t first_column(std::size_t axis) const { return first_column_[axis]; }
  // All values; null only where some cell of the axis speaks of it.
  [[nodiscard]] Box expected() const;
  [[nodiscard]] Box everything() const;
  [[nodiscard]] const CellTest& cell(std::size_t rule, std::size_t column) const;
  // The column's values are whole numbers.
  [[nodiscard]] bool has_whole(std::size_t column) const { return whole_[column]; }
  // The point of the part that is tried lies in the domains.
  [[nodiscard]] bool permits(const Box& part) const;
  // Some axis has no value that its domain allows: nothing can be said.
  [[nodiscard]] bool is_degenerate() const;

 private:
  void add_column(std::size_t index, const TypeTable& types);
  void read_cells(std::size_t column);
  void make_axis(std::size_t column, Findings& findings, const Site& site);
  [[nodiscard]] PartitionSource source(std::size_t column) const;
  RuleShape shape(std::size_t rule, Findings& findings, const Site& site) const;

  const TableBox& box_;
  const ScopeStack& scope_;
  std::vector<TableColumn> columns_;
  std::vector<bool> whole_;                             // of the columns
  std::vector<std::map<std::string, CellTest>> cells_;  // of the columns
  std::vector<Partition> axes_;
  std::vector<std::size_t> first_column_;  // of the axes
  std::vector<bool> speaks_of_null_;       // of the axes
  std::vector<RuleShape> rules_;
};

// "-" or nothing.
[[nodiscard]] bool is_dash(std::string_view text);

}  // namespace gangway::dmn
