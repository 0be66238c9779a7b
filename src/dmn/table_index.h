// A decision table's cells as bitmaps: an Axis for each input column, and for each rule what of it the
// bitmaps do not hold.
//
// Shape:  immutable; made once from the table's rules. The first 64 columns are coded; cells of further ones
//         are tested rule by rule, like formulas.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "dmn/axis.h"

namespace gangway::dmn {

struct Cell {
  bool is_any = false;                   // "-", and whatever is true of everything
  std::optional<feel::SimpleTest> test;  // when it can be coded
  std::optional<feel::Program> program;  // nullopt: "-", or a text that does not compile: never true
};

class TableIndex {
 public:
  static constexpr std::size_t kMaxCoded = 64;
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;  // of all bitmaps
  using Columns = std::uint64_t;                                    // a set of coded columns

  // `rules[r]` points to the cells of rule r; `allowed[c]` says what input c admits, or is nullptr.
  TableIndex(const std::vector<const std::vector<Cell>*>& rules, const std::vector<const Cell*>& allowed);

  [[nodiscard]] const RowLayout& layout() const { return layout_; }
  [[nodiscard]] std::size_t coded() const { return axes_.size(); }
  // nullptr: the bitmaps would be too large; all cells of the column count as formulas.
  [[nodiscard]] const Axis* axis(std::size_t column) const {
    return axes_[column] ? &*axes_[column] : nullptr;
  }
  [[nodiscard]] const std::uint64_t* live() const { return live_.data(); }  // rules that can match at all
  [[nodiscard]] Columns tested(std::size_t rule) const { return tested_[rule]; }      // cells other than "-"
  [[nodiscard]] Columns formulas(std::size_t rule) const { return formulas_[rule]; }  // of them: formulas
  [[nodiscard]] bool has_tail(std::size_t rule) const { return tails_[rule] != 0; }   // tests of column 64 on
  [[nodiscard]] bool has_formulas() const { return has_formulas_; }
  // Does the axis of the column say what is allowed, or must a program be asked?
  [[nodiscard]] bool codes_allowed(std::size_t column) const { return codes_allowed_[column] != 0; }

 private:
  void add_column(std::size_t column, const std::vector<const std::vector<Cell>*>& rules,
                  const Cell* allowed);

  RowLayout layout_;
  std::vector<std::optional<Axis>> axes_;
  std::vector<std::uint64_t> live_;
  std::vector<Columns> tested_;
  std::vector<Columns> formulas_;
  std::vector<std::uint8_t> tails_;
  std::vector<std::uint8_t> codes_allowed_;
  std::size_t bytes_ = 0;
  bool has_formulas_ = false;
};

}  // namespace gangway::dmn
