#include "dmn/checks/table_search.h"

#include <algorithm>
#include <numeric>

#include "feel/check.h"
#include "feel/ops.h"
#include "feel/parser.h"

namespace gangway::dmn {
namespace {

using feel::Kind;
using feel::Node;
using feel::NodeKind;
using feel::Value;
using Tag = feel::Type::Tag;

constexpr std::size_t kMaxNamed = 64;       // constants that are named
constexpr std::size_t kMaxCombined = 16;    // of those, how many are added to each other
constexpr std::size_t kMaxConstants = 400;  // with sums and differences
constexpr std::size_t kMaxValues = 40;      // of one variable
constexpr std::uint64_t kMaxPerPair = 4'096;
constexpr std::uint64_t kMaxSteps = 2'000;  // of one formula
constexpr std::uint64_t kPointsOfLong = 50;

void add(std::vector<Value>& values, const Value& value, std::size_t most) {
  if (value.kind() == Kind::List) {
    for (const auto& each : value.as_list()) add(values, each, most);
    return;
  }
  if (values.size() >= most || !is_scalar(feel::type_of(value)->tag)) return;
  const auto same = [&](const Value& each) { return feel::identical(each, value); };
  if (std::ranges::none_of(values, same)) values.push_back(value);
}

// The constants in a formula, computed ones included: date("2026-01-01"), 3 * 12.
void gather_from(const Node& node, const std::string& text, const feel::Scope& scope,
                 std::vector<Value>& out) {
  if (node.kind == NodeKind::Constant) return add(out, node.value, kMaxNamed);
  const bool computed =
      node.kind == NodeKind::Call || node.kind == NodeKind::Arithmetic || node.kind == NodeKind::Negate;
  if (computed && node.reach == 0) {
    const auto value = constant_of(text.substr(node.span.begin, node.span.end - node.span.begin), scope);
    if (value && !value->is_null()) return add(out, *value, kMaxNamed);
  }
  for (const auto& child : node.children) gather_from(*child, text, scope, out);
  for (const auto& each : node.iterators) gather_from(*each.domain, text, scope, out);
}

Value computed(feel::Arithmetic op, const Value& a, const Value& b) {
  feel::Diagnostics ignored(0);
  feel::Machine machine(ignored);
  return feel::arithmetic(machine, op, a, b);
}

feel::TypePtr type_of_leaf(const Leaf& leaf, const ScopeStack& scope) {
  auto type = scope[leaf.slot].type;
  for (const auto& step : leaf.path) {
    const auto at = std::ranges::find(type->fields, step, [](const auto& field) { return field.first; });
    if (at == type->fields.end()) return feel::Type::any();
    type = at->second;
  }
  return type;
}

// Of what may be a list: none, each by itself, all.
std::vector<Value> lists_of(const std::vector<Value>& items) {
  std::vector<Value> out{Value::list({})};
  for (const auto& each : items) out.push_back(Value::list({each}));
  out.push_back(Value::list(feel::List(items.begin(), items.end())));
  return out;
}

void add_leaf(std::vector<Leaf>& leaves, const Leaf& leaf) {
  if (std::ranges::find(leaves, leaf) == leaves.end()) leaves.push_back(leaf);
}

// What "?.age" is, where `?` is the column's variable.
std::optional<Leaf> member_of_input(const Node& node, const Leaf& input, const ScopeStack& scope) {
  if (node.kind == NodeKind::Variable && node.variable == scope.size()) return input;
  if (node.kind != NodeKind::Path) return std::nullopt;
  auto out = member_of_input(*node.children.front(), input, scope);
  if (!out) return std::nullopt;
  out->path.push_back(node.name);
  out->text += "." + node.name;
  return out;
}

void add_members(const Node& node, const Leaf& input, const ScopeStack& scope, std::vector<Leaf>& out) {
  if (const auto leaf = member_of_input(node, input, scope)) return add_leaf(out, *leaf);
  for (const auto& child : node.children) add_members(*child, input, scope, out);
}

}  // namespace

TableSearch::TableSearch(const TableBox& box, const ScopeStack& scope, const TableShape& shape,
                         std::uint64_t budget)
    : box_(box), scope_(scope), shape_(shape), budget_(budget) {
  const std::uint64_t rules = box.rules.size();
  per_pair_ = std::clamp<std::uint64_t>(budget / std::max<std::uint64_t>(1, rules * (rules - 1) / 2), 32,
                                        kMaxPerPair);
  gather();
  combine();
  const auto& columns = shape.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (const auto& leaf : columns[i].leaves) {
      const auto type = columns[i].leaf ? columns[i].type : feel::Type::any();
      add_candidates(leaf, type, columns[i].leaf && shape.has_whole(i));
    }
  }
  for (const auto& column : mentioned_) {
    for (const auto& [text, leaves] : column) {
      for (const auto& leaf : leaves) add_candidates(leaf, feel::Type::any(), false);
    }
  }
}

void TableSearch::gather() {
  feel::Diagnostics ignored;
  const auto& columns = shape_.columns();
  mentioned_.resize(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto program = feel::Program::compile(columns[i].text, scope_.scope(), ignored);
    expressions_.push_back(program ? std::optional(*std::move(program)) : std::nullopt);
    if (!columns[i].leaf) {
      const auto parsed = feel::parse_expression(columns[i].text, scope_.scope(), ignored);
      if (parsed.root) gather_from(*parsed.root, columns[i].text, scope_.scope(), constants_);
    }
    for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) {
      const auto& text = box_.rules[rule].inputs[i];
      if (is_dash(text) || (columns[i].axis && shape_.cell(rule, i).simple)) continue;
      auto [at, is_new] = mentioned_[i].try_emplace(text);
      if (!is_new) continue;
      const auto parsed = feel::parse_unary_tests(text, scope_.scope(), columns[i].type, ignored);
      if (!parsed.root) continue;
      at->second = leaves_of(*parsed.root, scope_);
      if (columns[i].leaf) add_members(*parsed.root, *columns[i].leaf, scope_, at->second);
      gather_from(*parsed.root, text, scope_.scope(), constants_);
    }
  }
  for (const auto& axis : shape_.axes()) {
    for (std::size_t i = 0; i < axis.null_class(); ++i) add(constants_, axis.value(i), kMaxNamed);
  }
}

// What lies beside the constants, and what two of them make: a day 30 days after another, two texts in one.
void TableSearch::combine() {
  const auto named = constants_;
  for (const auto& each : named) {
    if (each.kind() == Kind::String || each.kind() == Kind::Boolean) continue;
    const auto step = step_of(feel::type_of(each)->tag);
    add(constants_, computed(feel::Arithmetic::Add, each, step), kMaxConstants);
    add(constants_, computed(feel::Arithmetic::Subtract, each, step), kMaxConstants);
  }
  const auto few = std::span(named).first(std::min(named.size(), kMaxCombined));
  for (const auto& a : few) {
    for (const auto& b : few) {
      add(constants_, computed(feel::Arithmetic::Add, a, b), kMaxConstants);
      add(constants_, computed(feel::Arithmetic::Subtract, a, b), kMaxConstants);
    }
  }
  for (const bool each : {true, false}) add(constants_, each, SIZE_MAX);
}

void TableSearch::add_candidates(const Leaf& leaf, const feel::TypePtr& declared, bool whole) {
  const auto known = type_of_leaf(leaf, scope_);
  const auto& type = declared->tag != Tag::Any ? declared : known;
  const auto domain = domain_of(leaf, type, scope_);
  auto [at, is_new] = candidates_.try_emplace(leaf.text);
  if (!is_new) return;
  const auto wanted = domain.tag == Tag::List ? feel::element_of(type)->tag : domain.tag;
  std::vector<Value> values;
  for (const auto& each : domain.bounds) add(values, each, kMaxValues);
  for (const auto& each : constants_) {
    if (wanted == Tag::Any || feel::type_of(each)->tag == wanted) add(values, each, kMaxValues);
  }
  if (domain.tag == Tag::List) values = lists_of(values);
  std::erase_if(values, [&](const Value& each) {
    const bool broken = each.kind() == Kind::Number && !each.as_number().is_integer();
    return ((whole || domain.whole) && broken) || (domain.allows && !domain.allows(each));
  });
  at->second = std::move(values);
}

std::vector<TableSearch::Condition> TableSearch::conditions(std::size_t a, std::size_t b) const {
  std::vector<Condition> out;
  for (const auto rule : {a, b}) {
    for (std::size_t i = 0; i < shape_.columns().size(); ++i) {
      const auto& text = box_.rules[rule].inputs[i];
      if (!is_dash(text)) out.push_back({i, &shape_.cell(rule, i), &text});
    }
  }
  return out;
}

// What the formulas speak of, and what computed columns are made of: the values of the others are known.
std::vector<Leaf> TableSearch::open_leaves(const std::vector<Condition>& conditions) const {
  std::vector<Leaf> out;
  for (const auto& each : conditions) {
    const auto& column = shape_.columns()[each.column];
    const auto formula = mentioned_[each.column].find(*each.text);
    if (formula == mentioned_[each.column].end() && column.leaf) continue;
    for (const auto& leaf : column.leaves) add_leaf(out, leaf);
    if (formula == mentioned_[each.column].end()) continue;
    for (const auto& leaf : formula->second) add_leaf(out, leaf);
  }
  return out;
}

// Those that the cells of both rules leave: representatives of what the simple ones take, then all
// candidates.
std::vector<Value> TableSearch::values_for(const Leaf& leaf, const Box& part,
                                           const std::vector<Condition>& conditions) {
  std::vector<Value> out;
  for (std::size_t i = 0; i < shape_.columns().size(); ++i) {
    const auto& column = shape_.columns()[i];
    if (column.leaf != leaf || !column.axis) continue;
    const auto& axis = shape_.axes()[*column.axis];
    for (std::size_t k = 0; k < axis.null_class(); ++k) {
      if (part[*column.axis].test(k)) add(out, axis.value(k), kMaxValues / 2);
    }
  }
  for (const auto& each : candidates_.at(leaf.text)) {
    if (each.kind() == Kind::List) {
      out.push_back(each);
    } else {
      add(out, each, kMaxValues);
    }
  }
  std::erase_if(out, [&](const Value& value) {
    return std::ranges::any_of(conditions, [&](const Condition& each) {
      const auto& column = shape_.columns()[each.column];
      if (column.leaf != leaf || !column.axis) return false;
      if (!shape_.axes()[*column.axis].permits(value)) return true;
      return each.cell->simple && !holds(each, value, Slots(scope_.size()));
    });
  });
  return out;
}

// A formula that takes long is given up, and counts as many points.
Value TableSearch::evaluated(const feel::Program& program, const Slots& slots) {
  feel::Diagnostics ignored(0);
  feel::Machine machine(ignored, {.steps = kMaxSteps});
  auto value = program.evaluate(slots, machine);
  if (machine.exhausted()) budget_ -= std::min(budget_, kPointsOfLong);
  return value;
}

Value TableSearch::column_value(std::size_t column, const Slots& slots) {
  return expressions_[column] ? evaluated(*expressions_[column], slots) : Value();
}

bool TableSearch::holds(const Condition& condition, const Value& value, Slots slots) {
  slots.push_back(value);
  return condition.cell->program && evaluated(*condition.cell->program, slots).is_true();
}

bool TableSearch::both(std::size_t a, std::size_t b, const std::function<bool(const Slots&)>& accepts) {
  const auto wanted = conditions(a, b);
  const auto leaves = open_leaves(wanted);
  auto part = shape_.rules()[a].box;
  for (std::size_t i = 0; i < part.size(); ++i) part[i] &= shape_.rules()[b].box[i];

  Slots fixed(scope_.size());
  for (std::size_t i = 0; i < fixed.size(); ++i) fixed[i] = scope_[i].function;
  for (std::size_t axis = 0; axis < part.size(); ++axis) {
    const auto& column = shape_.column_of(axis);
    const bool is_open = column.leaf && std::ranges::find(leaves, *column.leaf) != leaves.end();
    if (column.leaf && !is_open) assign(*column.leaf, shape_.axes()[axis].pick(part[axis]), fixed);
  }
  std::vector<Open> open;
  std::uint64_t points = 1;
  for (const auto& leaf : leaves) {
    if (candidates_.at(leaf.text).empty()) continue;  // a context: its members are tried, or it is null
    open.push_back({&leaf, values_for(leaf, part, wanted)});
    points = std::min(points * open.back().values.size(), std::uint64_t{1} << 50U);
  }
  const auto tries = std::min({points, per_pair_, budget_});
  // Where not all can be tried, those that are lie far apart.
  auto stride = tries < points ? points * 618 / 1000 | 1U : 1;
  while (std::gcd(stride, points) != 1) stride += 2;
  for (std::uint64_t i = 0; i < tries && budget_ > 0; ++i) {
    --budget_;
    auto at = i * (stride % points) % points;
    auto slots = fixed;
    for (const auto& each : open) {
      assign(*each.leaf, each.values[at % each.values.size()], slots);
      at /= each.values.size();
    }
    const bool all = std::ranges::all_of(
        wanted, [&](const Condition& each) { return holds(each, column_value(each.column, slots), slots); });
    if (all && accepts(slots)) return true;
  }
  return false;
}

}  // namespace gangway::dmn
