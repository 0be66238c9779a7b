#include "feel/check.h"

#include <algorithm>
#include <array>

namespace gangway::feel {

namespace {

using Tag = Type::Tag;

struct Property {
  std::string_view name;
  Tag of;
  Tag type;
};

constexpr std::array kProperties{
    Property{"year", Tag::Date, Tag::Number},
    Property{"month", Tag::Date, Tag::Number},
    Property{"day", Tag::Date, Tag::Number},
    Property{"weekday", Tag::Date, Tag::Number},
    Property{"year", Tag::DateTime, Tag::Number},
    Property{"month", Tag::DateTime, Tag::Number},
    Property{"day", Tag::DateTime, Tag::Number},
    Property{"weekday", Tag::DateTime, Tag::Number},
    Property{"hour", Tag::DateTime, Tag::Number},
    Property{"minute", Tag::DateTime, Tag::Number},
    Property{"second", Tag::DateTime, Tag::Number},
    Property{"time offset", Tag::DateTime, Tag::DaysDuration},
    Property{"timezone", Tag::DateTime, Tag::String},
    Property{"hour", Tag::Time, Tag::Number},
    Property{"minute", Tag::Time, Tag::Number},
    Property{"second", Tag::Time, Tag::Number},
    Property{"time offset", Tag::Time, Tag::DaysDuration},
    Property{"timezone", Tag::Time, Tag::String},
    Property{"years", Tag::MonthsDuration, Tag::Number},
    Property{"months", Tag::MonthsDuration, Tag::Number},
    Property{"days", Tag::DaysDuration, Tag::Number},
    Property{"hours", Tag::DaysDuration, Tag::Number},
    Property{"minutes", Tag::DaysDuration, Tag::Number},
    Property{"seconds", Tag::DaysDuration, Tag::Number},
    Property{"start", Tag::Range, Tag::Any},
    Property{"end", Tag::Range, Tag::Any},
    Property{"start included", Tag::Range, Tag::Boolean},
    Property{"end included", Tag::Range, Tag::Boolean},
};

const std::pair<std::string, TypePtr>* field(const Type& type, std::string_view name) {
  const auto found = std::find_if(type.fields.begin(), type.fields.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == type.fields.end() ? nullptr : &*found;
}

TypePtr united_contexts(const Type& a, const Type& b) {
  auto fields = a.fields;
  for (const auto& field : b.fields) {
    const auto same = std::find_if(fields.begin(), fields.end(),
                                   [&](const auto& each) { return each.first == field.first; });
    if (same == fields.end()) {
      fields.push_back(field);
    } else {
      same->second = unite(same->second, field.second);
    }
  }
  auto both = std::make_shared<Type>();
  both->tag = Tag::Context;
  both->fields = std::move(fields);
  both->open = true;
  return both;
}

}  // namespace

TypePtr arithmetic_type(Arithmetic op, const TypePtr& a, const TypePtr& b) {
  if (a->tag == Tag::Number && b->tag == Tag::Number) return a;
  if (op == Arithmetic::Add && a->tag == Tag::String && b->tag == Tag::String) return a;
  const bool sum = op == Arithmetic::Add || op == Arithmetic::Subtract;
  if (sum && a->tag == b->tag && (a->tag == Tag::DaysDuration || a->tag == Tag::MonthsDuration)) return a;
  const bool moment = a->tag == Tag::Date || a->tag == Tag::DateTime || a->tag == Tag::Time;
  if (sum && moment && (b->tag == Tag::DaysDuration || b->tag == Tag::MonthsDuration)) return a;
  return Type::any();
}

TypePtr unite(const TypePtr& a, const TypePtr& b) {
  if (a == b || b->tag == Tag::Null) return a;
  if (a->tag == Tag::Null) return b;
  if (a->tag != b->tag) return Type::any();
  switch (a->tag) {
    case Tag::List:
    case Tag::Range: {
      if (!a->element || !b->element) return Type::simple(a->tag);
      auto element = unite(a->element, b->element);
      return a->tag == Tag::List ? Type::list(std::move(element)) : Type::range(std::move(element));
    }
    case Tag::Context:
      return united_contexts(*a, *b);
    case Tag::Function:
      return Type::simple(Tag::Function);
    default:
      return a;
  }
}

TypePtr element_of(const TypePtr& type) {
  if (type->tag == Tag::List || type->tag == Tag::Range) return type->element ? type->element : Type::any();
  return type->tag == Tag::Null ? Type::any() : type;
}

std::optional<TypePtr> member_type(const TypePtr& type, std::string_view name) {
  if (type->tag == Tag::Context) {
    if (const auto* known = field(*type, name)) return known->second;
    if (!type->fields.empty() && !type->open) return std::nullopt;
    return Type::any();
  }
  if (type->tag == Tag::List) {
    auto member = member_type(element_of(type), name);
    if (!member) return std::nullopt;
    return Type::list(std::move(*member));
  }
  for (const Property& property : kProperties) {
    if (property.of != type->tag || property.name != name) continue;
    return property.of == Tag::Range && property.type == Tag::Any ? element_of(type)
                                                                  : Type::simple(property.type);
  }
  return Type::any();
}

std::vector<std::string_view> member_names(const TypePtr& type) {
  std::vector<std::string_view> names;
  if (type->tag == Tag::Context) {
    for (const auto& each : type->fields) names.emplace_back(each.first);
  } else if (type->tag == Tag::List && type->element) {
    return member_names(type->element);
  } else {
    for (const Property& property : kProperties) {
      if (property.of == type->tag || type->tag == Tag::Any) names.push_back(property.name);
    }
  }
  return names;
}

std::size_t member_index(const TypePtr& type, std::string_view name) {
  if (type->tag == Tag::List && type->element) return member_index(type->element, name);
  if (type->tag != Tag::Context) return 0;
  const auto* known = field(*type, name);
  return known == nullptr ? 0 : static_cast<std::size_t>(known - type->fields.data());
}

TypePtr type_of(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return Type::simple(Tag::Null);
    case Kind::Boolean:
      return Type::simple(Tag::Boolean);
    case Kind::Number:
      return Type::simple(Tag::Number);
    case Kind::String:
      return Type::simple(Tag::String);
    case Kind::Date:
      return Type::simple(Tag::Date);
    case Kind::Time:
      return Type::simple(Tag::Time);
    case Kind::DateTime:
      return Type::simple(Tag::DateTime);
    case Kind::DaysDuration:
      return Type::simple(Tag::DaysDuration);
    case Kind::MonthsDuration:
      return Type::simple(Tag::MonthsDuration);
    default:
      return Type::any();
  }
}

}  // namespace gangway::feel
