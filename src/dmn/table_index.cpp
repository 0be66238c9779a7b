#include "dmn/table_index.h"

#include <algorithm>

namespace gangway::dmn {

TableIndex::TableIndex(const std::vector<const std::vector<Cell>*>& rules,
                       const std::vector<const Cell*>& allowed)
    : layout_(rules.size()),
      live_(layout_.stride(), 0),
      tested_(rules.size(), 0),
      formulas_(rules.size(), 0),
      tails_(rules.size(), 0) {
  const auto is_dead = [](const Cell& cell) { return !cell.is_any && !cell.program; };
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const auto& cells = *rules[rule];
    if (std::ranges::any_of(cells, is_dead)) continue;
    live_[layout_.summaries + rule / 64] |= std::uint64_t{1} << (rule % 64);
    for (std::size_t column = kMaxCoded; column < cells.size(); ++column) {
      if (!cells[column].is_any) tails_[rule] = 1;
    }
  }
  layout_.summarise(live_.data());
  has_formulas_ = allowed.size() > kMaxCoded;
  for (std::size_t column = 0; column < std::min(kMaxCoded, allowed.size()); ++column) {
    add_column(column, rules, allowed[column]);
  }
}

void TableIndex::add_column(std::size_t column, const std::vector<const std::vector<Cell>*>& rules,
                            const Cell* allowed) {
  const auto bit = Columns{1} << column;
  using Form = Axis::Cell::Form;
  std::vector<Axis::Cell> cells;
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const auto& cell = (*rules[rule])[column];
    Axis::Cell made;
    if (!cell.is_any) {
      tested_[rule] |= bit;
      made.form = !cell.program ? Form::Never : cell.test ? Form::Test : Form::Formula;
      if (made.form == Form::Test) made.test = &*cell.test;
      if (made.form != Form::Never) made.program = &*cell.program;
      if (made.form == Form::Formula) formulas_[rule] |= bit;
    }
    cells.push_back(made);
  }
  const bool codes_allowed = allowed != nullptr && allowed->test;
  Axis::Cell admitted;
  if (codes_allowed) admitted = {Form::Test, &*allowed->test, &*allowed->program};
  axes_.push_back(Axis::create(layout_, cells, codes_allowed ? &admitted : nullptr, kMaxBytes - bytes_));
  if (axes_.back()) bytes_ += axes_.back()->bytes();
  codes_allowed_.push_back(codes_allowed && axes_.back() ? 1 : 0);
  if (!axes_.back()) {
    for (std::size_t rule = 0; rule < rules.size(); ++rule) formulas_[rule] |= tested_[rule] & bit;
  }
  has_formulas_ =
      has_formulas_ || std::ranges::any_of(formulas_, [&](Columns each) { return (each & bit) != 0; });
}

}  // namespace gangway::dmn
