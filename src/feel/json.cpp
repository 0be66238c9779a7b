#include "feel/json.h"

#include <array>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/json.h"

namespace gangway::feel {
namespace {

using Json = boost::json::value;

Decimal from_double(double number) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return Decimal::parse({text.data(), static_cast<std::size_t>(end - text.data())}).value_or(Decimal());
}

Value number_of(const Json& json) {
  if (json.is_int64()) return Value::number(json.as_int64());
  if (json.is_uint64()) return Decimal::parse(std::to_string(json.as_uint64())).value_or(Decimal());
  return from_double(json.as_double());
}

template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

// Null: the text is not one of the type.
Value from_text(const std::string& text, Type::Tag tag) {
  switch (tag) {
    case Type::Tag::Number:
      return or_null(Decimal::parse(text));
    case Type::Tag::Date:
      return or_null(parse_date(text));
    case Type::Tag::Time:
      return or_null(parse_time(text));
    case Type::Tag::DateTime:
      return or_null(parse_date_time(text));
    case Type::Tag::DaysDuration:
      return or_null(parse_days_duration(text));
    case Type::Tag::MonthsDuration:
      return or_null(parse_months_duration(text));
    case Type::Tag::Any:
    case Type::Tag::String:
      return Value::string(text);
    default:
      return {};
  }
}

class Reader {
 public:
  Result<Value> read(const Json& json, const Type& type) {
    if (json.is_null()) return Value();
    if (json.is_object()) return object(json.get_object(), type);
    if (json.is_array()) return array(json.get_array(), type);
    Value out;
    if (json.is_string()) {
      out = from_text(std::string(json.get_string()), type.tag);
    } else if (json.is_bool()) {
      if (fits(type, Type::Tag::Boolean)) out = Value(json.get_bool());
    } else if (fits(type, Type::Tag::Number)) {
      out = number_of(json);
    }
    if (out.is_null()) return refuse(type);
    return out;
  }

 private:
  static bool fits(const Type& type, Type::Tag tag) { return type.tag == tag || type.tag == Type::Tag::Any; }

  tl::unexpected<Error> refuse(const Type& type) const {
    // A context type may be large: its kind says enough.
    const bool is_simple = !type.element && type.fields.empty() && type.parameters.empty();
    const auto name = is_simple ? to_string(type) : type.tag == Type::Tag::List ? "list" : "context";
    return fail(ErrorCode::Invalid, "feel.json_type", {{"type", name}}, pointer_);
  }

  Result<Value> object(const json::Object& members, const Type& type) {
    if (!fits(type, Type::Tag::Context)) return refuse(type);
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(members.size());
    for (const auto& member : members) {
      const std::string name(member.key());
      TypePtr field = Type::any();
      for (const auto& [field_name, field_type] : type.fields) {
        if (field_name == name) field = field_type;
      }
      TRY_ASSIGN(auto value, below(json::pointer_step(name), member.value(), *field));
      entries.emplace_back(name, std::move(value));
    }
    return Value(std::make_shared<const Context>(std::move(entries)));
  }

  Result<Value> array(const json::Array& items, const Type& type) {
    if (!fits(type, Type::Tag::List)) return refuse(type);
    List out;
    out.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto step = json::pointer_step(std::to_string(i));
      TRY_ASSIGN(auto value, below(step, items[i], type.element ? *type.element : *Type::any()));
      out.push_back(std::move(value));
    }
    return Value::list(std::move(out));
  }

  Result<Value> below(const std::string& step, const Json& json, const Type& type) {
    const auto length = pointer_.size();
    pointer_ += step;
    auto out = read(json, type);
    pointer_.resize(length);
    return out;
  }

  std::string pointer_;
};

}  // namespace

Value from_json(const Json& json) { return Reader().read(json, *Type::any()).value_or(Value()); }

Result<Value> from_json(const Json& json, const Type& type) { return Reader().read(json, type); }

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Kind::Null:
      return nullptr;
    case Kind::Boolean:
      return value.as_boolean();
    case Kind::Number: {
      const auto integer = value.as_number().to_int();
      return integer ? Json(*integer) : Json(value.as_number().to_string());
    }
    case Kind::List: {
      json::Array out;
      for (const auto& item : value.as_list()) out.push_back(to_json(item));
      return out;
    }
    case Kind::Context: {
      json::Object out;
      for (const auto& [name, entry] : value.as_context().entries()) out[name] = to_json(entry);
      return out;
    }
    case Kind::Unknown: {
      json::Array ids;
      for (const auto id : value.as_unknown().inputs->ids()) ids.push_back(std::uint64_t{id});
      return json::Object{{"unknown", std::move(ids)}};
    }
    case Kind::Range:
    case Kind::Function:
      return Json(to_feel(value));
    default:
      return Json(to_text(value));
  }
}

}  // namespace gangway::feel
