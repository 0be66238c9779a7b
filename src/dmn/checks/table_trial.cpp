#include "dmn/checks/table_trial.h"

#include <algorithm>

#include "dmn/explanation.h"
#include "dmn/table.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;

class Given final : public Requirements {
 public:
  explicit Given(const std::vector<Value>& values) : values_(values) {}
  [[nodiscard]] Value value(std::uint32_t slot) override { return values_[slot]; }

 private:
  const std::vector<Value>& values_;
};

bool same(const Value& a, const Value& b) {
  return (a.is_null() && b.is_null()) || feel::equal(a, b) == true;
}

// The rules whose cells all hold, in table order: asked cell by cell, not by the bitmaps that are under test.
std::vector<std::size_t> matching(const Table& table, Frame& frame) {
  Explanation explained;
  explain(table, frame, explained);
  std::vector<std::size_t> out;
  for (std::size_t rule = 0; rule < explained.rules.size(); ++rule) {
    if (explained.rules[rule].verdict == Explanation::Verdict::Matches) out.push_back(rule);
  }
  return out;
}

}  // namespace

std::optional<TableTrial> TableTrial::create(const ExpressionPtr& expression, const ScopeStack& scope,
                                             const TypeTable& types) {
  feel::Diagnostics ignored;
  Compiler compiler(types, ignored);
  for (std::size_t i = 0; i < scope.size(); ++i) compiler.declare(scope[i].name, scope[i].type);
  auto node = compiler.compile(expression);
  if (compiler.faulty() || node->table() == nullptr) return std::nullopt;
  return TableTrial(std::move(node), scope);
}

// Sets the one variable that the column computes its value from so that the value comes out: itself, or what
// a line through two points says.
bool TableTrial::derive(const TableColumn& column, const Value& wanted, std::vector<Value>& slots) const {
  if (column.leaves.size() != 1) return false;
  const auto& leaf = column.leaves.front();
  feel::Diagnostics ignored;
  const auto program = feel::Program::compile(column.text, scope_->scope(), ignored);
  if (!program) return false;
  const auto at = [&](const Value& value) {
    auto tried = slots;
    assign(leaf, value, tried);
    feel::Machine machine(ignored);
    return program->evaluate(tried, machine);
  };
  const auto take = [&](const Value& value) {
    if (!same(at(value), wanted)) return false;
    assign(leaf, value, slots);
    return true;
  };
  if (take(wanted)) return true;
  const auto low = at(Value::number(0));
  const auto high = at(Value::number(1));
  const bool numbers = low.kind() == feel::Kind::Number && high.kind() == feel::Kind::Number &&
                       wanted.kind() == feel::Kind::Number;
  if (!numbers) return false;
  const auto slope = Decimal::subtract(high.as_number(), low.as_number());
  const auto rise = Decimal::subtract(wanted.as_number(), low.as_number());
  const auto solved = slope && rise ? Decimal::divide(*rise, *slope) : std::nullopt;
  return solved && take(Value(*solved));
}

// Each cell by itself, for columns whose value could not be brought about.
std::vector<std::size_t> TableTrial::by_cells(const TableShape& shape, const std::vector<Value>& values,
                                              const std::vector<Value>& slots, std::size_t rules) const {
  std::vector<std::size_t> out;
  feel::Diagnostics ignored;
  auto with_input = slots;
  with_input.emplace_back();
  for (std::size_t rule = 0; rule < rules; ++rule) {
    bool matches = true;
    for (std::size_t i = 0; matches && i < shape.columns().size(); ++i) {
      const auto& cell = shape.cell(rule, i);
      if (!cell.program) continue;
      with_input.back() = shape.columns()[i].axis ? values[*shape.columns()[i].axis] : Value();
      feel::Machine machine(ignored);
      matches = cell.program->evaluate(with_input, machine).is_true();
    }
    if (matches) out.push_back(rule);
  }
  return out;
}

TableTrial::Outcome TableTrial::run(const TableShape& shape, const Box& part, std::size_t rules) const {
  Outcome out;
  std::vector<Value> values;
  std::vector<Value> slots(scope_->size());
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = (*scope_)[i].function;
  std::vector<bool> touched(slots.size());
  for (std::size_t axis = 0; axis < part.size(); ++axis) {
    values.push_back(shape.axes()[axis].pick(part[axis]));
    const auto& column = shape.column_of(axis);
    if (const auto region = shape.axes()[axis].describe(part[axis]); region != "-") {
      out.witness.region.emplace_back(column.text, region);
    }
    if (!column.leaf) continue;
    assign(*column.leaf, values.back(), slots);
    touched[column.leaf->slot] = true;
  }
  auto& witness = out.witness;
  for (std::size_t axis = 0; axis < part.size(); ++axis) {
    const auto& column = shape.column_of(axis);
    if (column.leaf) continue;
    if (derive(column, values[axis], slots)) {
      touched[column.leaves.front().slot] = true;
    } else {
      witness.through_variables = false;
      witness.inputs.emplace_back(column.text, values[axis]);
    }
  }
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!touched[i]) continue;
    witness.inputs.emplace_back((*scope_)[i].name, slots[i]);
    witness.of_inputs = witness.of_inputs && (*scope_)[i].kind == ScopeVariable::Kind::Input;
  }
  if (witness.through_variables) {
    evaluate(slots, out);
  } else {
    witness.of_inputs = false;
    witness.matched = by_cells(shape, values, slots, rules);
  }
  for (auto& each : witness.matched) ++each;
  return out;
}

TableTrial::Outcome TableTrial::run(const std::vector<Value>& slots) const {
  Outcome out;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto& variable = (*scope_)[i];
    if (variable.kind == ScopeVariable::Kind::Function || slots[i].is_null()) continue;
    out.witness.inputs.emplace_back(variable.name, slots[i]);
    out.witness.of_inputs = out.witness.of_inputs && variable.kind == ScopeVariable::Kind::Input;
  }
  evaluate(slots, out);
  for (auto& each : out.witness.matched) ++each;
  return out;
}

void TableTrial::evaluate(const std::vector<Value>& slots, Outcome& out) const {
  feel::Machine machine(out.diagnostics);
  Given given(slots);
  Frame frame(machine, &given, slots.size());
  out.witness.matched = matching(*node_->table(), frame);
  out.result = node_->evaluate(frame);
}

}  // namespace gangway::dmn
