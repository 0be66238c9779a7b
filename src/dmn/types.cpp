#include "dmn/types.h"

#include <algorithm>
#include <array>
#include <set>

namespace gangway::dmn {
namespace {

using feel::Type;
using feel::Value;

constexpr int kMaxDepth = 64;  // definitions that refer to definitions

// FEEL's names, and those that older models, XML Schema and Camunda Modeler use.
feel::TypePtr built_in(std::string_view name) {
  struct Alias {
    std::string_view alias;
    std::string_view name;
  };
  constexpr std::array<Alias, 9> kAliases = {{{"integer", "number"},
                                              {"long", "number"},
                                              {"double", "number"},
                                              {"dateTime", "date and time"},
                                              {"dayTimeDuration", "days and time duration"},
                                              {"yearMonthDuration", "years and months duration"},
                                              {"duration", "days and time duration"},
                                              {"any", "Any"},
                                              {"Undefined", "Any"}}};
  constexpr std::string_view kPrefix = "feel:";
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  const auto* const alias = std::ranges::find(kAliases, name, &Alias::alias);
  return feel::type_by_name(alias == kAliases.end() ? name : alias->name);
}

bool tests_hold(const feel::Program& tests, const Value& value, feel::Machine& machine) {
  const auto result = tests.evaluate(std::span(&value, 1), machine);
  return result.is_true() || result.is_unknown();
}

bool allows(const ItemType& type, const Value& value, feel::Machine& machine) {
  if (!type.is_constrained || value.is_null() || value.is_unknown()) return true;
  if (type.is_collection && value.kind() == feel::Kind::List) {
    for (const auto& item : value.as_list()) {
      if (type.base && !allows(*type.base, item, machine)) return false;
      const bool known = !item.is_null() && !item.is_unknown();
      if (known && type.allowed && !tests_hold(*type.allowed, item, machine)) return false;
    }
  } else {
    if (type.base && !allows(*type.base, value, machine)) return false;
    if (type.allowed && !tests_hold(*type.allowed, value, machine)) return false;
  }
  if (value.kind() == feel::Kind::Context) {
    for (const auto& [name, field] : type.fields) {
      const auto* const part = value.as_context().find(name);
      if (part != nullptr && !allows(*field, *part, machine)) return false;
    }
  }
  return !type.constraint || tests_hold(*type.constraint, value, machine);
}

// Resolves definitions in whatever order they stand, each once.
class Resolver {
 public:
  Resolver(const Definitions& definitions, std::map<std::string, ItemTypePtr, std::less<>>& types,
           feel::Diagnostics& diagnostics)
      : types_(types), diagnostics_(diagnostics) {
    for (const auto& item : definitions.items) {
      if (!items_.emplace(item.name, &item).second) {
        report(diagnostics_, "D1203", item.where, {{"name", item.name}});
      }
    }
  }

  void resolve_all() {
    for (const auto& [name, item] : items_) (void)find(name, item->where, 0);
  }

 private:
  ItemTypePtr find(std::string_view ref, const Where& where, int depth) {
    if (ref.empty()) return ItemType::any();
    if (const auto known = types_.find(ref); known != types_.end()) return known->second;
    const auto item = items_.find(ref);
    if (item == items_.end()) {
      if (auto type = built_in(ref)) return ItemType::of(std::move(type), ref);
      report(diagnostics_, "D1201", where, {{"name", std::string(ref.substr(0, 200))}});
      return ItemType::any();
    }
    if (depth > kMaxDepth || !open_.emplace(ref).second) {
      report(diagnostics_, "D1202", where, {{"name", std::string(ref.substr(0, 200))}});
      return ItemType::any();
    }
    auto made = make(*item->second, depth + 1);
    open_.erase(open_.find(ref));
    types_.emplace(std::string(ref), made);
    return made;
  }

  ItemTypePtr make(const ItemDefinition& item, int depth) {
    auto out = std::make_shared<ItemType>();
    out->name = item.name;
    out->is_collection = item.is_collection;
    if (item.function) {
      std::vector<feel::TypePtr> parameters;
      for (const auto& each : item.function->parameters) {
        parameters.push_back(find(each.type_ref, each.where, depth)->type);
      }
      out->type = Type::function(std::move(parameters),
                                 find(item.function->output_type_ref, item.where, depth)->type);
    } else if (!item.components.empty()) {
      std::vector<std::pair<std::string, feel::TypePtr>> fields;
      auto whole = std::make_shared<ItemType>();
      for (const auto& component : item.components) {
        auto field = make(component, depth);
        fields.emplace_back(component.name, field->type);
        whole->is_constrained = whole->is_constrained || field->is_constrained;
        whole->fields.emplace_back(component.name, std::move(field));
      }
      whole->type = Type::context(std::move(fields));
      out->type = whole->type;
      out->base = std::move(whole);
    } else {
      out->base = find(item.type_ref, item.where, depth);
      out->type = out->base->type;
    }
    const auto item_type = out->type;
    if (item.is_collection) out->type = Type::list(out->type);
    out->allowed = tests(item.allowed, item_type, item.where);
    out->constraint = tests(item.constraint, out->type, item.where);
    out->is_constrained = out->allowed || out->constraint || (out->base && out->base->is_constrained);
    return out;
  }

  std::optional<feel::Program> tests(const std::optional<std::string>& text, const feel::TypePtr& type,
                                     const Where& where) {
    if (!text) return std::nullopt;
    auto program = feel::Program::compile_unary_tests(*text, {}, type, diagnostics_);
    if (program) return *std::move(program);
    report(diagnostics_, "D1301", where);
    return std::nullopt;
  }

  std::map<std::string, const ItemDefinition*, std::less<>> items_;
  std::map<std::string, ItemTypePtr, std::less<>>& types_;
  std::set<std::string, std::less<>> open_;
  feel::Diagnostics& diagnostics_;
};

}  // namespace

ItemTypePtr ItemType::any() {
  static const auto kAny = std::make_shared<const ItemType>();
  return kAny;
}

ItemTypePtr ItemType::of(feel::TypePtr type, std::string_view name) {
  auto out = std::make_shared<ItemType>();
  out->name = name;
  out->type = std::move(type);
  return out;
}

bool fits_as_it_is(const Value& value, const ItemType& type) {
  const auto tag = type.type->tag;
  if (value.is_null() || value.is_unknown() || tag == Type::Tag::Any) return true;
  if (type.is_constrained) return false;
  switch (value.kind()) {
    case feel::Kind::Boolean:
      return tag == Type::Tag::Boolean;
    case feel::Kind::Number:
      return tag == Type::Tag::Number;
    case feel::Kind::String:
      return tag == Type::Tag::String;
    case feel::Kind::Date:
      return tag == Type::Tag::Date;
    default:
      return false;
  }
}

Value fit(const Value& value, const ItemType& type, feel::Machine& machine, std::string_view element) {
  if (fits_as_it_is(value, type)) return value;
  auto out = feel::coerce(value, *type.type);
  if (out.is_null()) {
    return machine.fault("D2001", {}, {{"element", std::string(element)}, {"type", type.name}});
  }
  if (!allows(type, out, machine)) return machine.fault("D2002", {}, {{"element", std::string(element)}});
  return out;
}

TypeTable TypeTable::create(const Definitions& definitions, const Imports& imports,
                            feel::Diagnostics& diagnostics) {
  TypeTable out;
  for (const auto& [prefix, table] : imports) {
    for (const auto& [name, type] : table->types_) {
      out.types_.emplace(prefix.empty() ? name : prefix + "." + name, type);
    }
  }
  Resolver(definitions, out.types_, diagnostics).resolve_all();
  for (const auto& [name, type] : out.types_) out.named_.push_back({name, type->type});
  return out;
}

ItemTypePtr TypeTable::find(std::string_view type_ref) const {
  if (type_ref.empty()) return ItemType::any();
  if (const auto found = types_.find(type_ref); found != types_.end()) return found->second;
  if (auto type = built_in(type_ref)) return ItemType::of(std::move(type), type_ref);
  return nullptr;
}

}  // namespace gangway::dmn
