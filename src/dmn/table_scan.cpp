#include "dmn/table_scan.h"

#include <algorithm>
#include <bit>

namespace gangway::dmn {

using feel::Value;

namespace {

constexpr std::uint64_t kOne = 1;

std::size_t lowest(std::uint64_t set) { return static_cast<std::size_t>(std::countr_zero(set)); }

}  // namespace

TableScan::TableScan(const Table& table, Frame& frame)
    : table_(table), parts_(table.parts()), index_(table.index()), frame_(frame), live_(index_.live()) {
  const bool all_plain =
      std::ranges::all_of(parts_.inputs, [](const Table::Input& each) { return each.slot.has_value(); });
  frame_.slots.resize(parts_.width + 1 + (all_plain ? 0 : parts_.inputs.size()));
  if (parts_.inputs.size() > TableIndex::kMaxCoded) {
    tail_asked_.assign(parts_.inputs.size() - TableIndex::kMaxCoded, 0);
  }
  ask_allowed();
  if (!matches_.is_refused) walk();
  if (!frame_.machine.spend(1 + index_.layout().words) || frame_.machine.exhausted())
    matches_.is_refused = true;
}

TableScan::~TableScan() { frame_.slots.resize(parts_.width); }

// An input outside its values decides, whatever the cells ask.
void TableScan::ask_allowed() {
  for (std::size_t column = 0; column < parts_.inputs.size(); ++column) {
    if (!parts_.inputs[column].allowed) continue;
    ask(column);
    if (is_allowed(column)) continue;
    matches_.is_refused = true;
    fault(frame_.machine, "D2105", parts_.inputs[column].where);
  }
}

bool TableScan::is_allowed(std::size_t column) {
  const auto& input = value(column);
  const auto& allowed = *parts_.inputs[column].allowed;
  if (input.is_null() || input.is_unknown() || !allowed.program) return true;
  if (column < index_.coded() && index_.codes_allowed(column)) {
    const auto& axis = *index_.axis(column);
    const auto found = axis.classify(input);
    if (found != Axis::kUncoded) return !axis.is_refused(found);
  }
  const auto result = run(*allowed.program, input);
  return result.is_true() || result.is_unknown();
}

void TableScan::ask(std::size_t column) {
  const auto& input = parts_.inputs[column];
  if (input.slot) {
    frame_.need_one(*input.slot);
  } else {
    auto made = input.value->evaluate(frame_);
    frame_.slots[parts_.width + 1 + column] = std::move(made);
  }
  const auto& found = value(column);
  if (found.is_unknown()) matches_.unknown.push_back({column, found.as_unknown()});
  if (column >= TableIndex::kMaxCoded) {
    tail_asked_[column - TableIndex::kMaxCoded] = 1;
    return;
  }
  const auto bit = kOne << column;
  asked_ |= bit;
  if (found.is_unknown()) {
    unknown_ |= bit;
    return;
  }
  const auto* const axis = index_.axis(column);
  const auto coded = axis == nullptr ? Axis::kUncoded : axis->classify(found);
  if (coded == Axis::kUncoded) {
    uncoded_ |= bit;
  } else {
    maps_[asked_maps_++] = axis->rows(coded);
  }
}

void TableScan::walk() {
  const auto& layout = index_.layout();
  const auto groups = std::max<std::size_t>(1, layout.summaries);
  for (std::size_t group = 0; group < groups && !is_done_; ++group) {
    const auto words_left = [&] {
      return layout.summaries > 0 ? common(group) : static_cast<std::uint64_t>(layout.words);
    };
    for (auto words = words_left(); words != 0 && !is_done_; words &= words - 1) {
      const auto before = asked_maps_;
      walk_word(group * 64 + lowest(words));
      if (before != asked_maps_) words &= words_left() | (words & (~words + 1));
    }
  }
}

void TableScan::walk_word(std::size_t word) {
  const auto at = index_.layout().summaries + word;
  for (auto rules = common(at); rules != 0 && !is_done_; rules &= rules - 1) {
    const auto before = asked_maps_;
    consider(word * 64 + lowest(rules));
    if (before != asked_maps_) rules &= common(at) | (rules & (~rules + 1));
  }
}

void TableScan::consider(std::size_t rule) {
  const auto tested = index_.tested(rule);
  const auto special = (tested & (~asked_ | uncoded_ | unknown_)) | index_.formulas(rule);
  Weighed out;
  if (special != 0 || index_.has_tail(rule)) {
    if (!weigh(rule, special, out)) return;
  }
  if (!out.is_open) {
    matches_.certain.push_back(rule);
    is_done_ = table_.stops_at_first();
    return;
  }
  matches_.possible.push_back(rule);
  matches_.deciding = unite(matches_.deciding, out.depends);
  matches_.is_coded = matches_.is_coded && out.is_coded;
}

// Known columns first: a rule that they rule out does not depend on the unknown ones.
bool TableScan::weigh(std::size_t rule, Columns special, Weighed& out) {
  for (auto rest = special; rest != 0; rest &= rest - 1) {
    if (!weigh_column(rule, lowest(rest), out)) return false;
  }
  const auto& cells = parts_.rules[rule].cells;
  const bool has_tail = index_.has_tail(rule);
  for (auto column = TableIndex::kMaxCoded; has_tail && column < cells.size(); ++column) {
    if (!cells[column].is_any && !weigh_column(rule, column, out)) return false;
  }
  for (auto rest = special & unknown_; rest != 0; rest &= rest - 1) {
    if (!weigh_unknown(rule, lowest(rest), out)) return false;
  }
  for (auto column = TableIndex::kMaxCoded; has_tail && column < cells.size(); ++column) {
    if (cells[column].is_any || !value(column).is_unknown()) continue;
    if (!weigh_unknown(rule, column, out)) return false;
  }
  return true;
}

// Asks for the column's value if nobody has; an unknown one waits.
bool TableScan::weigh_column(std::size_t rule, std::size_t column, Weighed& out) {
  const auto maps = asked_maps_;
  if (!is_asked(column)) ask(column);
  if (value(column).is_unknown()) return true;
  const auto& cell = parts_.rules[rule].cells[column];
  if (column < TableIndex::kMaxCoded) {
    if (asked_maps_ > maps) {
      const auto word = maps_[maps][index_.layout().summaries + rule / 64];
      if ((word >> (rule % 64) & 1U) == 0) return false;
    }
    const bool is_special = ((index_.formulas(rule) | uncoded_) >> column & 1U) != 0;
    if (!is_special) return true;
  }
  return passes(cell, value(column), out);
}

bool TableScan::weigh_unknown(std::size_t rule, std::size_t column, Weighed& out) {
  const auto& cell = parts_.rules[rule].cells[column];
  const auto& machine = frame_.machine;
  const bool is_coded = cell.test && column < TableIndex::kMaxCoded && index_.axis(column) != nullptr;
  if (is_coded && !machine.on_cut && !machine.on_use) {
    out.is_open = true;
    out.depends = unite(out.depends, value(column).as_unknown().inputs);
    return true;
  }
  const auto was_coded = out.is_coded;
  if (!passes(cell, value(column), out)) return false;
  if (is_coded) out.is_coded = was_coded;
  return true;
}

bool TableScan::passes(const Cell& cell, const Value& value, Weighed& out) {
  if (!cell.program) return false;
  const auto result = run(*cell.program, value);
  if (!result.is_unknown()) return result.is_true();
  out.is_open = true;
  out.is_coded = false;
  out.depends = unite(out.depends, use(frame_.machine, result));
  return true;
}

Value TableScan::run(const feel::Program& tests, const Value& value) {
  frame_.need(tests.used());
  frame_.slots[parts_.width] = value;
  return tests.evaluate(std::span(frame_.slots).first(parts_.width + 1), frame_.machine);
}

}  // namespace gangway::dmn
