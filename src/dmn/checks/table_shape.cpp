#include "dmn/checks/table_shape.h"

#include <algorithm>

#include "feel/parser.h"

namespace gangway::dmn {
namespace {

using feel::Range;
using feel::Value;
using Tag = feel::Type::Tag;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

void add_bounds(const feel::SimpleTest& test, std::vector<Value>& out) {
  for (const auto& range : test.ranges) {
    if (range.low) out.push_back(*range.low);
    if (range.high && range.form == Range::Form::Interval) out.push_back(*range.high);
  }
}

bool has_intervals(const feel::SimpleTest& test) {
  return std::ranges::any_of(test.ranges,
                             [](const Range& each) { return each.form == Range::Form::Interval; });
}

}  // namespace

bool is_dash(std::string_view text) {
  const auto inner = trimmed(text);
  return inner.empty() || inner == "-";
}

TableShape::TableShape(const TableBox& box, const ScopeStack& scope, const TypeTable& types)
    : box_(box), scope_(scope) {
  for (std::size_t i = 0; i < box.inputs.size(); ++i) add_column(i, types);
}

void TableShape::add_column(std::size_t index, const TypeTable& types) {
  const auto& input = box_.inputs[index];
  TableColumn out{std::string(trimmed(input.expression.text)), feel::Type::any(), {}, {}, {}};
  feel::Diagnostics ignored;
  const auto parsed = feel::parse_expression(input.expression.text, scope_.scope(), ignored);
  bool whole = input.type_ref == "integer" || input.type_ref == "long" || input.type_ref == "int";
  if (parsed.root) {
    out.type = parsed.root->type;
    out.leaf = leaf_of(*parsed.root, scope_);
    out.leaves = leaves_of(*parsed.root, scope_);
    whole = whole || is_whole(*parsed.root, scope_);
  }
  const auto declared = types.find(input.type_ref);
  if (declared && declared->type->tag != Tag::Any) out.type = declared->type;
  columns_.push_back(std::move(out));
  whole_.push_back(whole);
  cells_.emplace_back();
  read_cells(index);
}

void TableShape::read_cells(std::size_t column) {
  for (const auto& rule : box_.rules) {
    const auto& text = rule.inputs[column];
    auto [at, is_new] = cells_[column].try_emplace(text);
    if (!is_new) continue;
    auto& cell = at->second;
    if (is_dash(text)) {
      cell.simple.emplace().is_any = true;
      cell.takes_null = true;
      continue;
    }
    feel::Diagnostics ignored;
    auto program = feel::Program::compile_unary_tests(text, scope_.scope(), columns_[column].type, ignored);
    if (!program) continue;
    cell.program = *std::move(program);
    cell.simple = cell.program->simple_test();
    if (!cell.simple) continue;
    std::vector<Value> slots(scope_.size() + 1);
    feel::Machine machine(ignored);
    cell.takes_null = cell.program->evaluate(slots, machine).is_true();
  }
}

void TableShape::build(Findings& findings, const Site& site) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto same = std::ranges::find(columns_, columns_[i].text, &TableColumn::text);
    const auto first = static_cast<std::size_t>(same - columns_.begin());
    if (first == i) {
      make_axis(i, findings, site);
    } else {
      columns_[i].axis = columns_[first].axis;
    }
  }
  for (std::size_t i = 0; i < box_.rules.size(); ++i) rules_.push_back(shape(i, findings, site));
}

// The axis of all columns with this one's expression.
PartitionSource TableShape::source(std::size_t column) const {
  const auto& first = columns_[column];
  Domain domain;
  if (first.leaf) domain = domain_of(*first.leaf, first.type, scope_);
  PartitionSource out{first.type->tag, domain.whole, {}, false, {}, true};
  for (std::size_t i = column; i < columns_.size(); ++i) {
    if (columns_[i].text != first.text) continue;
    out.whole = out.whole || whole_[i];
    for (const auto& [text, cell] : cells_[i]) {
      if (!cell.simple) continue;
      add_bounds(*cell.simple, out.bounds);
      out.ordered = out.ordered || has_intervals(*cell.simple);
    }
    const auto& allowed = box_.inputs[i].allowed;
    if (!allowed || is_dash(*allowed)) continue;
    feel::Diagnostics ignored;
    auto tests =
        feel::Program::compile_unary_tests(*allowed, {{}, scope_.scope().types}, first.type, ignored);
    if (tests) constrain(domain, *tests);
  }
  out.whole = out.whole || domain.whole;
  if (out.tag == Tag::Any) out.tag = domain.tag != Tag::Any ? domain.tag : common_tag(out.bounds);
  out.bounds.insert(out.bounds.end(), domain.bounds.begin(), domain.bounds.end());
  out.allows = std::move(domain.allows);
  out.exact = domain.exact;
  return out;
}

void TableShape::make_axis(std::size_t column, Findings& findings, const Site& site) {
  auto made_of = source(column);
  const bool exact = made_of.exact;
  const bool speaks_of_null =
      std::ranges::any_of(made_of.bounds, [](const Value& each) { return each.is_null(); });
  const bool is_asked =
      std::ranges::any_of(cells_[column], [](const auto& cell) { return !is_dash(cell.first); });
  auto axis = is_scalar(made_of.tag) ? Partition::create(std::move(made_of)) : std::nullopt;
  auto at = site;
  at.where = box_.inputs[column].where;
  at.column = column + 1;
  if (!axis || !exact) {
    if (is_asked)
      findings.add("D3903", at.at(Part::InputExpression), {{"column", std::to_string(column + 1)}});
  }
  if (!axis) return;
  columns_[column].axis = axes_.size();
  axes_.push_back(*std::move(axis));
  first_column_.push_back(column);
  speaks_of_null_.push_back(speaks_of_null);
}

RuleShape TableShape::shape(std::size_t rule, Findings& findings, const Site& site) const {
  RuleShape out{everything(), true};
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto& test = cell(rule, i);
    if (test.simple && test.simple->is_any) continue;
    const auto axis = columns_[i].axis;
    const auto set = axis && test.simple ? axes_[*axis].set_of(*test.simple, test.takes_null) : std::nullopt;
    if (set) {
      out.box[*axis] &= *set;
      continue;
    }
    out.exact = false;
    if (!axis) continue;  // the column was named already
    auto at = site;
    at.where = box_.rules[rule].where;
    at.rule = rule + 1;
    findings.add("D3901", at.at(Part::InputEntry, i),
                 {{"rule", std::to_string(rule + 1)}, {"column", std::to_string(i + 1)}});
  }
  return out;
}

const CellTest& TableShape::cell(std::size_t rule, std::size_t column) const {
  return cells_[column].find(box_.rules[rule].inputs[column])->second;
}

Box TableShape::everything() const {
  Box out;
  for (const auto& axis : axes_) out.push_back(Bits::full(axis.size()));
  return out;
}

Box TableShape::expected() const {
  auto out = everything();
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (!speaks_of_null_[i]) out[i].reset(axes_[i].null_class());
  }
  return out;
}

bool TableShape::permits(const Box& part) const {
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (!axes_[i].permits(axes_[i].pick(part[i]))) return false;
  }
  return true;
}

bool TableShape::is_degenerate() const {
  return std::ranges::any_of(expected(), [](const Bits& each) { return each.empty(); });
}

}  // namespace gangway::dmn
