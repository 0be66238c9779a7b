#include "policy/pack.h"

#include <algorithm>

namespace gangway::policy {
namespace {

using feel::Type;
using feel::TypePtr;

TypePtr type_of(const Column& column) {
  switch (column.type) {
    case FactType::Boolean:
      return Type::simple(Type::Tag::Boolean);
    case FactType::Number:
      return Type::simple(Type::Tag::Number);
    default:
      return Type::simple(Type::Tag::String);
  }
}

// Group by group, in the vocabulary's order.
void append_groups(const Vocabulary& vocabulary, feel::Scope& scope) {
  for (const auto& group : vocabulary.groups) {
    std::vector<std::pair<std::string, TypePtr>> fields;
    for (const auto* const fact : vocabulary.facts) {
      if (fact->group == group) fields.emplace_back(fact->name, feel_type(*fact));
    }
    scope.variables.push_back({group, Type::context(std::move(fields))});
  }
}

template <class T>
bool covers(const std::optional<T>& from, const std::optional<T>& to, const T& at) {
  return (!from || *from <= at) && (!to || at <= *to);
}

}  // namespace

feel::TypePtr feel_type(const Fact& fact) {
  switch (fact.type) {
    case FactType::Boolean:
      return Type::simple(Type::Tag::Boolean);
    case FactType::Number:
      return Type::simple(Type::Tag::Number);
    case FactType::Date:
      return Type::simple(Type::Tag::Date);
    case FactType::String:
    case FactType::Choice:
      return Type::simple(Type::Tag::String);
    case FactType::Choices:
      return Type::list(Type::simple(Type::Tag::String));
    case FactType::Years:
      break;
  }
  std::vector<std::pair<std::string, TypePtr>> cells{{"year", Type::simple(Type::Tag::Number)}};
  for (const auto& column : fact.columns) cells.emplace_back(column.name, type_of(column));
  return Type::list(Type::context(std::move(cells)));
}

feel::TypePtr feel_type(const Parameter& parameter) {
  const auto single = [&] {
    switch (parameter.type) {
      case FactType::Boolean:
        return Type::simple(Type::Tag::Boolean);
      case FactType::Date:
        return Type::simple(Type::Tag::Date);
      case FactType::String:
        return Type::simple(Type::Tag::String);
      default:
        return Type::simple(Type::Tag::Number);
    }
  }();
  if (!parameter.by_year) return single;
  return Type::list(Type::context({{"year", Type::simple(Type::Tag::Number)}, {parameter.column, single}}));
}

const Fact* Vocabulary::find(std::string_view id) const {
  const auto at = std::ranges::find_if(facts, [&](const Fact* fact) { return fact->id == id; });
  return at == facts.end() ? nullptr : *at;
}

const ParameterValue* Parameter::on(Day day) const {
  // Values ascend, so the last that has begun is the one; it ends at `to` or where the next begins.
  const ParameterValue* found = nullptr;
  for (const auto& value : values) {
    if (value.from && *value.from <= day) found = &value;
  }
  return found != nullptr && covers(found->from, found->to, day) ? found : nullptr;
}

const ParameterValue* Parameter::of(int year) const {
  const auto at = std::ranges::find(values, std::optional(year), &ParameterValue::year);
  return at == values.end() ? nullptr : &*at;
}

const NotPublished* Parameter::gap_on(Day day) const {
  const auto at = std::ranges::find_if(
      not_published, [&](const NotPublished& gap) { return covers(gap.from, gap.to, day); });
  return at == not_published.end() ? nullptr : &*at;
}

const NotPublished* Parameter::gap_of(int year) const {
  const auto at = std::ranges::find_if(
      not_published, [&](const NotPublished& gap) { return covers(gap.from_year, gap.to_year, year); });
  return at == not_published.end() ? nullptr : &*at;
}

feel::Scope fact_scope(const Vocabulary& vocabulary) {
  feel::Scope scope{{{"as_of", Type::simple(Type::Tag::Date)}}, {}};
  append_groups(vocabulary, scope);
  return scope;
}

feel::Scope version_scope(const Vocabulary& vocabulary) {
  // The names in `parameters` and `results` are checked by the loader, which knows the version's own.
  feel::Scope scope{{{"as_of", Type::simple(Type::Tag::Date)},
                     {"parameters", Type::context({})},
                     {"results", Type::context({})}},
                    {}};
  append_groups(vocabulary, scope);
  return scope;
}

}  // namespace gangway::policy
