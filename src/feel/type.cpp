#include "feel/type.h"

#include <algorithm>
#include <array>

#include "feel/builtin.h"

namespace gangway::feel {

namespace {

using Tag = Type::Tag;

constexpr std::array kNames{
    std::pair{std::string_view("Any"), Tag::Any},
    std::pair{std::string_view("Null"), Tag::Null},
    std::pair{std::string_view("boolean"), Tag::Boolean},
    std::pair{std::string_view("number"), Tag::Number},
    std::pair{std::string_view("string"), Tag::String},
    std::pair{std::string_view("date"), Tag::Date},
    std::pair{std::string_view("time"), Tag::Time},
    std::pair{std::string_view("date and time"), Tag::DateTime},
    std::pair{std::string_view("days and time duration"), Tag::DaysDuration},
    std::pair{std::string_view("years and months duration"), Tag::MonthsDuration},
    std::pair{std::string_view("list"), Tag::List},
    std::pair{std::string_view("context"), Tag::Context},
    std::pair{std::string_view("range"), Tag::Range},
    std::pair{std::string_view("function"), Tag::Function},
};

// Names that DMN's older name spaces use for the same types.
constexpr std::array kOtherNames{
    std::pair{std::string_view("dateTime"), Tag::DateTime},
    std::pair{std::string_view("dayTimeDuration"), Tag::DaysDuration},
    std::pair{std::string_view("yearMonthDuration"), Tag::MonthsDuration},
};

constexpr int kMaxDepth = 64;  // of a type tree; parsers refuse deeper ones

const TypePtr& nearest(const TypePtr& type) {
  static const TypePtr any = Type::any();
  return type ? type : any;
}

bool conforms_at(const Type& type, const Type& to, int depth);

bool function_conforms(const Type& type, const Type& to, int depth) {
  if (!to.result) return true;
  if (type.parameters.size() != to.parameters.size()) return false;
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    // Contravariant: what `to` passes must be something `type` takes.
    if (!conforms_at(*nearest(to.parameters[i]), *nearest(type.parameters[i]), depth + 1)) return false;
  }
  // A function that does not say what it gives may be passed on; its result is checked where it is used.
  const auto& gives = *nearest(type.result);
  return gives.tag == Tag::Any || conforms_at(gives, *to.result, depth + 1);
}

bool conforms_at(const Type& type, const Type& to, int depth) {
  if (depth > kMaxDepth) return false;
  if (to.tag == Tag::Any || type.tag == Tag::Null) return true;
  if (type.tag != to.tag) return false;
  switch (to.tag) {
    case Tag::List:
    case Tag::Range:
      return conforms_at(*nearest(type.element), *nearest(to.element), depth + 1);
    case Tag::Context:
      return std::all_of(to.fields.begin(), to.fields.end(), [&](const auto& wanted) {
        return std::any_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
          return field.first == wanted.first &&
                 conforms_at(*nearest(field.second), *nearest(wanted.second), depth + 1);
        });
      });
    case Tag::Function:
      return function_conforms(type, to, depth);
    default:
      return true;
  }
}

std::optional<Tag> tag_of(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return Tag::Null;
    case Kind::Boolean:
      return Tag::Boolean;
    case Kind::Number:
      return Tag::Number;
    case Kind::String:
      return Tag::String;
    case Kind::Date:
      return Tag::Date;
    case Kind::Time:
      return Tag::Time;
    case Kind::DateTime:
      return Tag::DateTime;
    case Kind::DaysDuration:
      return Tag::DaysDuration;
    case Kind::MonthsDuration:
      return Tag::MonthsDuration;
    case Kind::List:
      return Tag::List;
    case Kind::Context:
      return Tag::Context;
    case Kind::Range:
      return Tag::Range;
    case Kind::Function:
      return Tag::Function;
    case Kind::Unknown:
      return std::nullopt;
  }
  return std::nullopt;
}

// Null and unknown members conform to everything.
bool member_conforms(const Value& value, const TypePtr& type, int depth);

bool function_is(const Function& function, const Type& type) {
  if (!type.result) return true;
  if (function.builtin() != nullptr) return takes(*function.builtin(), type.parameters.size());
  if (function.type() != nullptr) return conforms_at(*function.type(), type, 0);
  return function.parameters().size() == type.parameters.size();
}

bool range_is(const Range& range, const Type& type, int depth) {
  if (!type.element) return true;
  const auto fits = [&](const std::optional<Value>& bound) {
    return !bound || member_conforms(*bound, type.element, depth + 1);
  };
  return fits(range.low) && fits(range.high);
}

bool is_at(const Value& value, const Type& type, int depth) {
  if (depth > kMaxDepth) return false;
  const auto tag = tag_of(value.kind());
  if (!tag) return true;
  if (*tag == Tag::Null) return type.tag == Tag::Null;
  if (type.tag == Tag::Any) return true;
  if (*tag != type.tag) return false;
  switch (type.tag) {
    case Tag::List:
      return !type.element ||
             std::all_of(value.as_list().begin(), value.as_list().end(),
                         [&](const Value& item) { return member_conforms(item, type.element, depth + 1); });
    case Tag::Context:
      return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
        const Value* member = value.as_context().find(field.first);
        return member != nullptr && member_conforms(*member, field.second, depth + 1);
      });
    case Tag::Range:
      return range_is(value.as_range(), type, depth);
    case Tag::Function:
      return function_is(value.as_function(), type);
    default:
      return true;
  }
}

bool member_conforms(const Value& value, const TypePtr& type, int depth) {
  return value.is_null() || value.is_unknown() || !type || is_at(value, *type, depth);
}

Value midnight_utc(const Date& date) {
  Zone utc;
  utc.kind = Zone::Kind::Offset;
  return DateTime{date, Time{0, utc}};
}

}  // namespace

TypePtr Type::simple(Tag tag) {
  static const auto all = [] {
    std::array<TypePtr, kNames.size()> types;
    for (const auto& [name, each] : kNames) {
      auto type = std::make_shared<Type>();
      type->tag = each;
      types[static_cast<std::size_t>(each)] = std::move(type);
    }
    return types;
  }();
  return all[static_cast<std::size_t>(tag)];
}

TypePtr Type::list(TypePtr element) {
  auto type = std::make_shared<Type>();
  type->tag = Tag::List;
  type->element = std::move(element);
  return type;
}

TypePtr Type::range(TypePtr element) {
  auto type = std::make_shared<Type>();
  type->tag = Tag::Range;
  type->element = std::move(element);
  return type;
}

TypePtr Type::context(std::vector<std::pair<std::string, TypePtr>> fields) {
  auto type = std::make_shared<Type>();
  type->tag = Tag::Context;
  type->fields = std::move(fields);
  return type;
}

TypePtr Type::function(std::vector<TypePtr> parameters, TypePtr result) {
  auto type = std::make_shared<Type>();
  type->tag = Tag::Function;
  type->parameters = std::move(parameters);
  type->result = std::move(result);
  return type;
}

TypePtr type_by_name(std::string_view name) {
  for (const auto& [known, tag] : kNames) {
    if (known == name) return Type::simple(tag);
  }
  for (const auto& [known, tag] : kOtherNames) {
    if (known == name) return Type::simple(tag);
  }
  return nullptr;
}

bool conforms(const Type& type, const Type& to) { return conforms_at(type, to, 0); }

bool instance_of(const Value& value, const Type& type) { return is_at(value, type, 0); }

Value coerce(const Value& value, const Type& type) {
  if (value.is_unknown() || value.is_null() || instance_of(value, type)) return value;
  if (type.tag == Tag::List) {
    if (value.kind() == Kind::List || !member_conforms(value, type.element, 0)) return {};
    return Value::list({value});
  }
  if (value.kind() == Kind::List && value.as_list().size() == 1) {
    const Value& item = value.as_list().front();
    return item.is_unknown() || instance_of(item, type) ? item : Value();
  }
  if (type.tag == Tag::DateTime && value.kind() == Kind::Date) return midnight_utc(value.as_date());
  return {};
}

std::string to_string(const Type& type) {
  std::string text(kNames[static_cast<std::size_t>(type.tag)].first);
  switch (type.tag) {
    case Tag::List:
    case Tag::Range:
      return text + '<' + to_string(*nearest(type.element)) + '>';
    case Tag::Context: {
      if (type.fields.empty()) return text;
      text += '<';
      for (std::size_t i = 0; i < type.fields.size(); ++i) {
        text +=
            (i == 0 ? "" : ", ") + type.fields[i].first + ": " + to_string(*nearest(type.fields[i].second));
      }
      return text + '>';
    }
    case Tag::Function: {
      if (!type.result) return text;
      text += '<';
      for (std::size_t i = 0; i < type.parameters.size(); ++i) {
        text += (i == 0 ? "" : ", ") + to_string(*nearest(type.parameters[i]));
      }
      return text + ">->" + to_string(*type.result);
    }
    default:
      return text;
  }
}

}  // namespace gangway::feel
