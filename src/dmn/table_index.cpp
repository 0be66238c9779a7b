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

namespace {

using Form = Axis::Cell::Form;

Axis::Cell coded_cell(const Cell& cell) {
  Axis::Cell out;
  if (cell.is_any) return out;
  out.form = !cell.program ? Form::Never : cell.test ? Form::Test : Form::Formula;
  if (cell.test) out.test = &*cell.test;
  if (cell.program) out.program = &*cell.program;
  return out;
}

}  // namespace

void TableIndex::add_column(std::size_t column, const std::vector<const std::vector<Cell>*>& rules,
                            const Cell* allowed) {
  const auto bit = Columns{1} << column;
  std::vector<Axis::Cell> cells;
  for (const auto* const rule : rules) cells.push_back(coded_cell((*rule)[column]));
  const bool codes_allowed = allowed != nullptr && allowed->test;
  const auto admitted = codes_allowed ? coded_cell(*allowed) : Axis::Cell();
  axes_.push_back(Axis::create(layout_, cells, codes_allowed ? &admitted : nullptr, kMaxBytes - bytes_));
  const bool is_coded = axes_.back().has_value();
  if (is_coded) bytes_ += axes_.back()->bytes();
  codes_allowed_.push_back(codes_allowed && is_coded ? 1 : 0);
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (cells[rule].form == Form::Any) continue;
    tested_[rule] |= bit;
    if (is_coded && cells[rule].form != Form::Formula) continue;
    formulas_[rule] |= bit;
    has_formulas_ = true;
  }
}

}  // namespace gangway::dmn
