#include "dmn/checks/boxes.h"

#include <set>

#include "dmn/checks/table_shape.h"
#include "dmn/checks/type_rules.h"
#include "feel/check.h"

namespace gangway::dmn {
namespace {

using feel::Type;
using feel::TypePtr;
using Tag = feel::Type::Tag;

Site inside(const Site& site, const std::string& name) {
  auto out = site;
  if (!name.empty()) out.path += " / " + name;
  return out;
}

bool is_feel(const std::string& language) {
  return language.empty() || language.find("FEEL") != std::string::npos ||
         language.find("feel") != std::string::npos;
}

TypePtr type_of_table(const TableBox& box, const std::vector<TypePtr>& outputs) {
  auto one = outputs.front();
  if (outputs.size() > 1) {
    std::vector<std::pair<std::string, TypePtr>> fields;
    for (std::size_t i = 0; i < outputs.size(); ++i) fields.emplace_back(box.outputs[i].name, outputs[i]);
    one = Type::context(std::move(fields));
  }
  switch (box.hit_policy) {
    case HitPolicy::RuleOrder:
    case HitPolicy::OutputOrder:
      return Type::list(one);
    case HitPolicy::Collect:
      return box.aggregation == Aggregation::None ? Type::list(one) : Type::any();
    default:
      return one;
  }
}

}  // namespace

TypePtr BoxWalk::declared(std::string_view type_ref) const {
  const auto found = types_.find(type_ref);
  return found ? found->type : Type::any();
}

void BoxWalk::require(const TypePtr& given, const TypePtr& type, const Site& site) {
  if (!clash(*given, *type)) return;
  findings_.add("D3006", site, {{"type", to_string(*given)}, {"declared", to_string(*type)}});
}

void BoxWalk::declare(const Named& variable, TypePtr type, const Site& site) {
  if (scope_.find(variable.name) != nullptr) {
    auto at = site;
    at.where = variable.where;
    findings_.add("D3201", at.at(Part::Element), {{"name", variable.name}});
  }
  scope_.push({variable.name,
               std::move(type),
               types_.find(variable.type_ref),
               ScopeVariable::Kind::Local,
               {},
               {},
               false});
}

TypePtr BoxWalk::walk(const ExpressionPtr& expression, Site site, const std::string& decision) {
  if (!expression) return Type::any();
  site.where = expression->where;
  const auto given = visit(expression, site, decision);
  const auto type = declared(expression->type_ref);
  if (type->tag == Tag::Any) return given;
  require(given, type,
          site.at(std::holds_alternative<LiteralText>(expression->body) ? Part::Text : Part::Element));
  return type;
}

TypePtr BoxWalk::visit(const ExpressionPtr& expression, const Site& site, const std::string& decision) {
  return std::visit(
      [&](const auto& box) -> TypePtr {
        using Box = std::decay_t<decltype(box)>;
        if constexpr (std::is_same_v<Box, LiteralText>) return literal(box, site.at(Part::Text));
        if constexpr (std::is_same_v<Box, TableBox>) return table(expression, box, site, decision);
        if constexpr (std::is_same_v<Box, ContextBox>) return context(box, site);
        if constexpr (std::is_same_v<Box, FunctionBox>) return function(box, site);
        if constexpr (std::is_same_v<Box, RelationBox>) return relation(box, site);
        if constexpr (std::is_same_v<Box, ConditionalBox>) return conditional(box, site);
        if constexpr (std::is_same_v<Box, FilterBox>) return filter(box, site);
        if constexpr (std::is_same_v<Box, IterationBox>) return iteration(box, site);
        if constexpr (std::is_same_v<Box, InvocationBox>) {
          const auto function = walk(box.function, site);
          for (const auto& each : box.bindings) (void)walk(each.value, inside(site, each.parameter.name));
          return function->tag == Tag::Function && function->result ? function->result : Type::any();
        }
        if constexpr (std::is_same_v<Box, ListBox>) {
          TypePtr element;
          for (const auto& each : box.items) {
            const auto type = walk(each, site);
            element = element ? feel::unite(element, type) : type;
          }
          return Type::list(element ? element : Type::any());
        }
      },
      expression->body);
}

TypePtr BoxWalk::literal(const LiteralText& text, const Site& site) {
  if (text.text.find_first_not_of(" \t\r\n") == std::string::npos || !is_feel(text.language))
    return Type::any();
  return texts_.expression(text.text, site);
}

TypePtr BoxWalk::column(const TableInput& input, const Site& site) {
  const auto at = site.at(Part::InputExpression);
  const auto given = literal(input.expression, at);
  const auto type = declared(input.type_ref);
  require(given, type, at);
  const auto out = type->tag == Tag::Any ? given : type;
  if (input.allowed && !is_dash(*input.allowed)) {
    texts_.unary_tests(*input.allowed, out, site.at(Part::InputValues));
  }
  return out;
}

void BoxWalk::output(const TableOutput& output, const Site& site) {
  const auto type = declared(output.type_ref);
  if (output.allowed && !is_dash(*output.allowed)) {
    texts_.unary_tests(*output.allowed, type, site.at(Part::OutputValues));
  }
  if (!output.default_entry) return;
  const auto at = site.at(Part::DefaultOutput);
  require(literal(*output.default_entry, at), type, at);
}

TypePtr BoxWalk::table(const ExpressionPtr& expression, const TableBox& box, const Site& site,
                       const std::string& decision) {
  ++report_.tables;
  report_.rules += box.rules.size();
  const auto refused = texts_.refused();
  std::vector<TypePtr> inputs;
  for (std::size_t i = 0; i < box.inputs.size(); ++i) {
    auto at = site;
    at.where = box.inputs[i].where;
    at.column = i + 1;
    inputs.push_back(column(box.inputs[i], at));
  }
  std::vector<TypePtr> outputs;
  for (const auto& each : box.outputs) {
    auto at = site;
    at.where = each.where;
    output(each, at);
    outputs.push_back(declared(each.type_ref));
  }
  // A text that stands in many rules and is good is good in all of them.
  std::vector<std::set<std::string_view>> good(box.inputs.size());
  for (std::size_t rule = 0; rule < box.rules.size(); ++rule) {
    auto at = site;
    at.where = box.rules[rule].where;
    at.rule = rule + 1;
    for (std::size_t i = 0; i < box.inputs.size(); ++i) {
      const auto& text = box.rules[rule].inputs[i];
      if (is_dash(text) || good[i].contains(text)) continue;
      const auto before = findings_.size();
      texts_.unary_tests(text, inputs[i], at.at(Part::InputEntry, i));
      if (findings_.size() == before) good[i].insert(text);
    }
    for (std::size_t i = 0; i < box.outputs.size(); ++i) {
      const auto entry = at.at(Part::OutputEntry, i);
      require(literal(box.rules[rule].outputs[i], entry), outputs[i], entry);
    }
  }
  if (texts_.refused() == refused) {
    check_table({expression, box, scope_, types_, site, decision}, options_, findings_);
  } else {
    findings_.add("D3904", site);
  }
  return type_of_table(box, outputs);
}

TypePtr BoxWalk::context(const ContextBox& box, const Site& site) {
  const auto size = scope_.size();
  std::vector<std::pair<std::string, TypePtr>> fields;
  TypePtr result;
  for (const auto& entry : box.entries) {
    if (!entry.variable || entry.variable->name.empty()) {
      result = walk(entry.value, site);
      break;
    }
    const auto& variable = *entry.variable;
    const auto at = inside(site, variable.name);
    const auto type = declared(variable.type_ref);
    // A function may call itself by the entry's name.
    const bool is_function = entry.value && std::holds_alternative<FunctionBox>(entry.value->body);
    const auto inner = scope_.size();
    if (is_function)
      scope_.push({variable.name, type, nullptr, ScopeVariable::Kind::Function, {}, {}, false});
    const auto given = walk(entry.value, at);
    scope_.pop_to(inner);
    auto place = at;
    if (entry.value) place.where = entry.value->where;
    require(given, type, place.at(Part::Element));
    declare(variable, type->tag == Tag::Any ? given : type, at);
    fields.emplace_back(variable.name, type->tag == Tag::Any ? given : type);
  }
  scope_.pop_to(size);
  return result ? result : Type::context(std::move(fields));
}

TypePtr BoxWalk::function(const FunctionBox& box, const Site& site) {
  const auto size = scope_.size();
  std::vector<TypePtr> parameters;
  for (const auto& each : box.parameters) {
    parameters.push_back(declared(each.type_ref));
    declare(each, parameters.back(), site);
  }
  const auto result = box.kind == FunctionKind::Feel ? walk(box.body, site) : Type::any();
  scope_.pop_to(size);
  return Type::function(std::move(parameters), result);
}

TypePtr BoxWalk::relation(const RelationBox& box, const Site& site) {
  std::vector<std::pair<std::string, TypePtr>> fields;
  for (const auto& each : box.columns) fields.emplace_back(each.name, declared(each.type_ref));
  for (const auto& row : box.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto at = inside(site, box.columns[i].name);
      const auto given = walk(row[i], at);
      auto place = at;
      if (row[i]) place.where = row[i]->where;
      require(given, fields[i].second, place.at(Part::Text));
    }
  }
  return Type::list(Type::context(std::move(fields)));
}

TypePtr BoxWalk::conditional(const ConditionalBox& box, const Site& site) {
  const auto condition = walk(box.condition, site);
  if (box.condition && is_known(*condition) && condition->tag != Tag::Boolean) {
    auto at = site;
    at.where = box.condition->where;
    findings_.add("D3004", at.at(Part::Text), {{"type", to_string(*condition)}});
  }
  const auto then_type = walk(box.then_value, site);
  return feel::unite(then_type, walk(box.else_value, site));
}

TypePtr BoxWalk::filter(const FilterBox& box, const Site& site) {
  const auto list = walk(box.list, site);
  const auto item = feel::element_of(list);
  const auto size = scope_.size();
  scope_.push({"item", item, nullptr, ScopeVariable::Kind::Local, {}, {}, false});
  for (const auto& [name, type] : item->fields) {
    if (name != "item") scope_.push({name, type, nullptr, ScopeVariable::Kind::Local, {}, {}, false});
  }
  (void)walk(box.match, site);
  scope_.pop_to(size);
  return list;
}

TypePtr BoxWalk::iteration(const IterationBox& box, const Site& site) {
  const auto list = walk(box.list, site);
  const auto size = scope_.size();
  declare({box.variable, {}, site.where}, feel::element_of(list), site);
  if (box.kind == IterationKind::For) {
    scope_.push({"partial", Type::list(Type::any()), nullptr, ScopeVariable::Kind::Local, {}, {}, false});
  }
  const auto body = walk(box.body, site);
  scope_.pop_to(size);
  return box.kind == IterationKind::For ? Type::list(body) : Type::simple(Tag::Boolean);
}

}  // namespace gangway::dmn
