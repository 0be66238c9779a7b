#include "dmn/checks/domain.h"

#include <algorithm>
#include <array>

#include "feel/check.h"

namespace gangway::dmn {
namespace {

using feel::Node;
using feel::NodeKind;
using feel::Value;
using Tag = feel::Type::Tag;

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

// The ways in which models say "whole numbers only".
bool says_whole(std::string_view tests) {
  constexpr std::array<std::string_view, 6> kForms = {"?=floor(?)",     "floor(?)=?",   "modulo(?,1)=0",
                                                      "decimal(?,0)=?", "?=ceiling(?)", "?=decimal(?,0)"};
  return std::ranges::find(kForms, without_spaces(tests)) != kForms.end();
}

bool names_whole(std::string_view type_ref) {
  constexpr std::array<std::string_view, 3> kNames = {"integer", "long", "int"};
  return std::ranges::find(kNames, type_ref) != kNames.end();
}

bool holds(const feel::Program& tests, const Value& value) {
  feel::Diagnostics ignored;
  feel::Machine machine(ignored);
  return tests.evaluate(std::span(&value, 1), machine).is_true();
}

const ItemType* member(const ItemType& type, std::string_view name) {
  for (const auto* at = &type; at != nullptr; at = at->base.get()) {
    for (const auto& [field, field_type] : at->fields) {
      if (field == name) return field_type.get();
    }
  }
  return nullptr;
}

void constrain(Domain& domain, const ItemType& item) {
  if (item.base) constrain(domain, *item.base);
  domain.whole = domain.whole || names_whole(item.name);
  if (item.allowed) constrain(domain, *item.allowed);
  if (item.constraint) constrain(domain, *item.constraint);
}

constexpr std::array<std::string_view, 8> kWholeFunctions = {
    "floor", "ceiling", "count", "string length", "day of year", "week of year", "modulo", "abs"};

bool is_whole_call(const Node& call, const ScopeStack& scope) {
  const auto& callee = *call.children.front();
  if (callee.kind != NodeKind::BuiltinName) return false;
  const auto name = callee.builtin->name;
  if (std::ranges::find(kWholeFunctions, name) == kWholeFunctions.end()) return false;
  const bool keeps = name == "modulo" || name == "abs";
  const auto arguments = std::span(call.children).subspan(1);
  // floor(x, scale) keeps digits behind the point.
  if (!keeps && (name == "floor" || name == "ceiling")) return arguments.size() == 1;
  return !keeps || std::ranges::all_of(arguments, [&](const auto& each) { return is_whole(*each, scope); });
}

// date.year, years and months duration(a, b).years; seconds may have fractions.
bool is_part_of_date(const Node& path) {
  constexpr std::array<std::string_view, 9> kParts = {"year",   "month", "day",    "weekday", "hour",
                                                      "minute", "years", "months", "days"};
  constexpr std::array<std::string_view, 6> kMakers = {
      "date", "date and time", "time", "duration", "years and months duration", "today"};
  if (std::ranges::find(kParts, path.name) == kParts.end()) return false;
  const auto& owner = *path.children.front();
  switch (owner.type->tag) {
    case Tag::Date:
    case Tag::DateTime:
    case Tag::Time:
    case Tag::DaysDuration:
    case Tag::MonthsDuration:
      return true;
    default:
      break;
  }
  if (owner.kind != NodeKind::Call) return false;
  const auto& callee = *owner.children.front();
  return callee.kind == NodeKind::BuiltinName &&
         std::ranges::find(kMakers, callee.builtin->name) != kMakers.end();
}

void collect(const Node& node, const ScopeStack& scope, std::vector<Leaf>& out) {
  if (auto leaf = leaf_of(node, scope)) {
    if (std::ranges::find(out, *leaf) == out.end()) out.push_back(*std::move(leaf));
    return;
  }
  for (const auto& child : node.children) collect(*child, scope, out);
  for (const auto& each : node.iterators) {
    collect(*each.domain, scope, out);
    if (each.to) collect(*each.to, scope, out);
  }
}

}  // namespace

std::optional<Leaf> leaf_of(const Node& node, const ScopeStack& scope) {
  if (node.kind == NodeKind::Variable) {
    if (node.variable >= scope.size()) return std::nullopt;
    const auto& variable = scope[node.variable];
    if (variable.kind == ScopeVariable::Kind::Function) return std::nullopt;
    return Leaf{node.variable, {}, variable.name};
  }
  if (node.kind != NodeKind::Path) return std::nullopt;
  const auto tag = node.children.front()->type->tag;
  if (tag != Tag::Context && tag != Tag::Any) return std::nullopt;
  auto leaf = leaf_of(*node.children.front(), scope);
  if (!leaf) return std::nullopt;
  leaf->path.push_back(node.name);
  leaf->text += "." + node.name;
  return leaf;
}

std::vector<Leaf> leaves_of(const Node& node, const ScopeStack& scope) {
  std::vector<Leaf> out;
  collect(node, scope, out);
  return out;
}

void constrain(Domain& domain, const feel::Program& tests) {
  if (says_whole(tests.text())) {
    domain.whole = true;
    return;
  }
  if (const auto simple = tests.simple_test()) {
    for (const auto& range : simple->ranges) {
      if (range.low) domain.bounds.push_back(*range.low);
      if (range.high) domain.bounds.push_back(*range.high);
    }
  } else {
    domain.exact = false;
  }
  domain.allows = [before = std::move(domain.allows), tests](const Value& value) {
    return (!before || before(value)) && holds(tests, value);
  };
}

Domain domain_of(const Leaf& leaf, const feel::TypePtr& type, const ScopeStack& scope) {
  Domain out;
  out.tag = type->tag;
  const auto& variable = scope[leaf.slot];
  const auto* item = variable.item.get();
  for (const auto& step : leaf.path) {
    if (item != nullptr) item = member(*item, step);
  }
  if (item != nullptr && !item->is_collection) constrain(out, *item);
  out.whole = out.whole || (leaf.path.empty() && variable.whole);
  if (leaf.path.empty() && !variable.possible.empty()) {
    for (const auto& each : variable.possible) out.bounds.push_back(each);
    out.allows = [before = std::move(out.allows), possible = variable.possible](const Value& value) {
      return (!before || before(value)) && std::ranges::any_of(possible, [&](const Value& each) {
               return feel::equal(each, value) == true;
             });
    };
    if (out.tag == Tag::Any) out.tag = common_tag(variable.possible);
  }
  return out;
}

bool is_whole(const Node& node, const ScopeStack& scope) {
  switch (node.kind) {
    case NodeKind::Constant:
      return node.value.is_null() ||
             (node.value.kind() == feel::Kind::Number && node.value.as_number().is_integer());
    case NodeKind::Path:
      if (is_part_of_date(node)) return true;
      [[fallthrough]];
    case NodeKind::Variable: {
      const auto leaf = leaf_of(node, scope);
      return leaf && node.type->tag == Tag::Number && domain_of(*leaf, node.type, scope).whole;
    }
    case NodeKind::Negate:
      return is_whole(*node.children.front(), scope);
    case NodeKind::Arithmetic:
      return node.arithmetic != feel::Arithmetic::Divide && node.arithmetic != feel::Arithmetic::Power &&
             is_whole(*node.children[0], scope) && is_whole(*node.children[1], scope);
    case NodeKind::If:
      return is_whole(*node.children[1], scope) && is_whole(*node.children[2], scope);
    case NodeKind::Call:
      return is_whole_call(node, scope);
    default:
      return false;
  }
}

bool is_scalar(Tag tag) {
  switch (tag) {
    case Tag::Boolean:
    case Tag::Number:
    case Tag::String:
    case Tag::Date:
    case Tag::Time:
    case Tag::DateTime:
    case Tag::DaysDuration:
    case Tag::MonthsDuration:
      return true;
    default:
      return false;
  }
}

Tag common_tag(const std::vector<Value>& values) {
  auto out = Tag::Any;
  for (const auto& each : values) {
    if (each.is_null()) continue;
    const auto tag = feel::type_of(each)->tag;
    if (!is_scalar(tag) || (out != Tag::Any && out != tag)) return Tag::Any;
    out = tag;
  }
  return out;
}

namespace {

Value with(const Value& whole, std::span<const std::string> path, const Value& value) {
  if (path.empty()) return value;
  auto entries = whole.kind() == feel::Kind::Context ? whole.as_context().entries()
                                                     : std::vector<std::pair<std::string, Value>>{};
  const auto at = std::ranges::find(entries, path.front(), [](const auto& each) { return each.first; });
  const auto inner = at == entries.end() ? Value() : at->second;
  auto made = with(inner, path.subspan(1), value);
  if (at == entries.end()) {
    entries.emplace_back(path.front(), std::move(made));
  } else {
    at->second = std::move(made);
  }
  return std::make_shared<const feel::Context>(std::move(entries));
}

}  // namespace

void assign(const Leaf& leaf, const Value& value, std::vector<Value>& slots) {
  slots[leaf.slot] = with(slots[leaf.slot], leaf.path, value);
}

std::optional<Value> constant_of(const std::string& text, const feel::Scope& scope) {
  feel::Diagnostics ignored;
  const auto program = feel::Program::compile(text, scope, ignored);
  if (!program || !program->used().empty()) return std::nullopt;
  feel::Machine machine(ignored);
  const std::vector<Value> slots(scope.variables.size());
  return program->evaluate(slots, machine);
}

}  // namespace gangway::dmn
