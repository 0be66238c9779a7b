// Structs to and from JSON, and their schema, from one description.
//
//   struct Ask { std::string region; std::optional<Day> as_of; json::Value facts; };
//   BOOST_DESCRIBE_STRUCT(Ask, (), (region, as_of, facts))
//
//   std::vector<Error> errors;
//   const auto ask = json::read<Ask>(value, errors);   // nullopt and every fault, each with its pointer
//   json::Value answer = json::write(*ask);
//   json::Schemas schemas; json::Value schema = schemas.of<Ask>();
//
// Shape:   described structs (nested; bases are not supported), std::string, bool, integers, std::vector,
//          std::map<std::string, T>, Decimal, Day, Instant, StrongId (strings all), described enums (Names in
//          snake_case), Bilingual {zh, en}, json::Value (anything). For other types specialise Binding.
// Absence: std::optional may be left out, and is left out when empty. Two refinements that answers need:
//          std::optional<bool> is a third answer, written null when empty and read from null or absence; a
//          Bilingual without any text is left out and may be left out. Every other member must be there, and
//          none may be there that the struct does not have.
// Errors:  Invalid with the pointer in `field`: "json.missing", "json.unknown_member", "json.not_a(n)_…",
//          "day.invalid", "instant.invalid". At most kMaxErrors of one document.
#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/decimal.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"

namespace gangway::json {

inline constexpr std::size_t kMaxErrors = 100;

// Where in the document the reading is, and what was wrong so far.
class Reader {
 public:
  explicit Reader(std::vector<Error>& errors, std::string pointer = {})
      : errors_(errors), pointer_(std::move(pointer)) {}

  // Notes a fault at the current place. Always false, so that a binding can return it.
  bool fail(std::string key, Args args = {});
  bool fail(Error error);  // its `field` becomes the current place

  // Runs `work` one step deeper.
  template <class Work>
  bool inside(std::string_view step, Work&& work) {
    const auto length = pointer_.size();
    pointer_ += pointer_step(step);
    const bool ok = work();
    pointer_.resize(length);
    return ok;
  }

  // Each gives null and notes the fault when `value` is of another kind.
  const Object* object(const Value& value);
  const Array* array(const Value& value);
  std::optional<std::string_view> string(const Value& value);
  std::optional<std::int64_t> integer(const Value& value, std::int64_t min, std::int64_t max);
  bool no_other_members(const Object& object, std::initializer_list<std::string_view> known);

 private:
  std::vector<Error>& errors_;
  std::string pointer_;
};

// JSON Schema 2020-12, as OpenAPI 3.1 uses it. Described structs become named components; references to them
// are "#/components/schemas/<struct's name>".
class Schemas {
 public:
  template <class T>
  [[nodiscard]] Value of();

  // The schema of a struct: `members` on its first visit, afterwards only the reference.
  template <class Members>
  Value named(std::string name, std::type_index type, Members&& members) {
    if (enter(name, type)) {
      Value schema = members();
      components_[name] = std::move(schema);
    }
    return {{"$ref", "#/components/schemas/" + name}};
  }

  [[nodiscard]] Object components() const;  // name -> schema, sorted by name

 private:
  // Whether `name` is new. Two structs of one name would overwrite each other: throws std::logic_error.
  bool enter(const std::string& name, std::type_index type);

  std::map<std::string, std::type_index> types_;
  std::map<std::string, Value> components_;
};

// What one type looks like in JSON. `kMayBeAbsent`: the member need not be there.
//   static bool read(Reader& reader, const Value& value, T& out);
//   static Value write(const T& value);
//   static Value schema(Schemas& schemas);
//   static void append(std::string& out, const T& value);   optional: the text of write() at once
template <class T>
struct Binding;

// All faults into `errors`, pointers below `pointer`; nullopt if there was any.
template <class T>
[[nodiscard]] std::optional<T> read(const Value& value, std::vector<Error>& errors,
                                    std::string pointer = {}) {
  Reader reader(errors, std::move(pointer));
  T out{};
  return Binding<T>::read(reader, value, out) ? std::optional<T>(std::move(out)) : std::nullopt;
}

// The first fault only: for what no person wrote.
template <class T>
[[nodiscard]] Result<T> read(const Value& value) {
  std::vector<Error> errors;
  auto out = read<T>(value, errors);
  if (!out) return tl::unexpected<Error>(std::move(errors.front()));
  return *std::move(out);
}

template <class T>
[[nodiscard]] Value write(const T& value) {
  return Binding<T>::write(value);
}

// The text of write(value), without the values between where the binding can append to a text itself.
template <class T>
void append(std::string& out, const T& value) {
  if constexpr (requires { Binding<T>::append(out, value); }) {
    Binding<T>::append(out, value);
  } else {
    out += serialize(Binding<T>::write(value));
  }
}

template <class T>
[[nodiscard]] std::string text_of(const T& value) {
  std::string out;
  append(out, value);
  return out;
}

template <class T>
Value Schemas::of() {
  return Binding<T>::schema(*this);
}

// An enumerator's name as it stands in JSON: "HalfEven" is "half_even".
[[nodiscard]] std::string snake_case(std::string_view pascal_case);

namespace detail {

template <class T>
concept Described =
    boost::describe::has_describe_members<T>::value && !std::is_enum_v<T> && !std::is_union_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

// The unqualified name of T, from the compiler's own description of this function.
template <class T>
std::string type_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  name.remove_prefix(name.find("T = ") + 4);
  name = name.substr(0, name.find_first_of(";]"));
  return std::string(name.substr(name.rfind(':') + 1));  // npos + 1 is 0
}

template <class T>
consteval bool may_be_absent() {
  if constexpr (requires { Binding<T>::kMayBeAbsent; }) return Binding<T>::kMayBeAbsent;
  return false;
}

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

Value string_schema(std::string_view format);  // format may be empty
std::optional<std::int64_t> read_id(Reader& reader, const Value& value);

}  // namespace detail

template <>
struct Binding<bool> {
  static bool read(Reader& reader, const Value& value, bool& out);
  static Value write(bool value) { return value; }
  static void append(std::string& out, bool value) { out += value ? "true" : "false"; }
  static Value schema(Schemas&) { return {{"type", "boolean"}}; }
};

template <>
struct Binding<std::string> {
  static bool read(Reader& reader, const Value& value, std::string& out);
  static Value write(const std::string& value) { return Value(value); }
  static void append(std::string& out, const std::string& value) { append_string(out, value); }
  static Value schema(Schemas&) { return detail::string_schema({}); }
};

// At most ±(2^53 - 1), which every client reads exactly.
template <std::integral T>
struct Binding<T> {
  static constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
  static constexpr std::int64_t kMax = std::cmp_less(std::numeric_limits<T>::max(), kMost)
                                           ? static_cast<std::int64_t>(std::numeric_limits<T>::max())
                                           : kMost;
  static constexpr std::int64_t kMin = std::cmp_greater(std::numeric_limits<T>::min(), -kMost)
                                           ? static_cast<std::int64_t>(std::numeric_limits<T>::min())
                                           : -kMost;

  static bool read(Reader& reader, const Value& value, T& out) {
    const auto integer = reader.integer(value, kMin, kMax);
    if (integer) out = static_cast<T>(*integer);
    return integer.has_value();
  }
  static Value write(T value) { return static_cast<std::int64_t>(value); }
  static void append(std::string& out, T value) { out += std::to_string(value); }
  static Value schema(Schemas&) { return {{"type", "integer"}}; }
};

template <>
struct Binding<Day> {
  static bool read(Reader& reader, const Value& value, Day& out);
  static Value write(Day value) { return Value(to_string(value)); }
  static void append(std::string& out, Day value) { append_string(out, to_string(value)); }
  static Value schema(Schemas&) { return detail::string_schema("date"); }
};

template <>
struct Binding<Instant> {
  static bool read(Reader& reader, const Value& value, Instant& out);
  static Value write(Instant value) { return Value(to_string(value)); }
  static Value schema(Schemas&) { return detail::string_schema("date-time"); }
};

template <>
struct Binding<Decimal> {
  static bool read(Reader& reader, const Value& value, Decimal& out) {
    const auto text = reader.string(value);
    if (!text) return false;
    const auto number = Decimal::parse(*text);
    if (number) out = *number;
    return number.has_value() || reader.fail("json.not_a_decimal");
  }
  static Value write(const Decimal& value) { return Value(value.to_string()); }
  static Value schema(Schemas&) { return detail::string_schema("decimal"); }
};

template <class Tag>
struct Binding<StrongId<Tag>> {
  static bool read(Reader& reader, const Value& value, StrongId<Tag>& out) {
    const auto id = detail::read_id(reader, value);
    if (id) out = StrongId<Tag>(*id);
    return id.has_value();
  }
  static Value write(StrongId<Tag> value) { return Value(std::to_string(value.value())); }
  static Value schema(Schemas&) { return detail::string_schema("id"); }
};

template <>
struct Binding<Bilingual> {
  static constexpr bool kMayBeAbsent = true;
  static bool read(Reader& reader, const Value& value, Bilingual& out);
  static Value write(const Bilingual& value) { return {{"zh", value.zh}, {"en", value.en}}; }
  static void append(std::string& out, const Bilingual& value) {
    append_string(out += "{\"zh\":", value.zh);
    append_string(out += ",\"en\":", value.en);
    out += '}';
  }
  static bool is_absent(const Bilingual& value) { return value.zh.empty() && value.en.empty(); }
  static Value schema(Schemas& schemas);
};

template <>
struct Binding<Value> {
  static bool read(Reader&, const Value& value, Value& out) {
    out = value;
    return true;
  }
  static Value write(const Value& value) { return value; }
  static Value schema(Schemas&) { return Object(); }
};

template <class T>
struct Binding<std::optional<T>> {
  static constexpr bool kMayBeAbsent = true;
  static bool read(Reader& reader, const Value& value, std::optional<T>& out) {
    return Binding<T>::read(reader, value, out.emplace());
  }
  static Value write(const std::optional<T>& value) { return value ? Binding<T>::write(*value) : Value(); }
  static void append(std::string& out, const std::optional<T>& value) {
    value ? json::append(out, *value) : (void)(out += "null");
  }
  static bool is_absent(const std::optional<T>& value) { return !value.has_value(); }
  static Value schema(Schemas& schemas) { return Binding<T>::schema(schemas); }
};

// A third answer beside yes and no; see "Absence" above.
template <>
struct Binding<std::optional<bool>> {
  static constexpr bool kMayBeAbsent = true;
  static bool read(Reader& reader, const Value& value, std::optional<bool>& out) {
    if (!value.is_null()) return Binding<bool>::read(reader, value, out.emplace());
    out.reset();
    return true;
  }
  static Value write(const std::optional<bool>& value) { return value ? Value(*value) : Value(); }
  static void append(std::string& out, const std::optional<bool>& value) {
    out += value ? (*value ? "true" : "false") : "null";
  }
  static bool is_absent(const std::optional<bool>&) { return false; }
  static Value schema(Schemas&) { return {{"type", {"boolean", "null"}}}; }
};

template <class T>
struct Binding<std::vector<T>> {
  static bool read(Reader& reader, const Value& value, std::vector<T>& out) {
    const auto* const items = reader.array(value);
    if (items == nullptr) return false;
    bool ok = true;
    out.reserve(items->size());
    for (const auto& item : *items) {
      T element{};
      ok &=
          reader.inside(std::to_string(out.size()), [&] { return Binding<T>::read(reader, item, element); });
      out.push_back(std::move(element));
    }
    return ok;
  }
  static Value write(const std::vector<T>& value) {
    Array items;
    items.reserve(value.size());
    for (const T& element : value) items.push_back(Binding<T>::write(element));
    return items;
  }
  static void append(std::string& out, const std::vector<T>& value) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i != 0) out += ',';
      json::append(out, static_cast<const T&>(value[i]));
    }
    out += ']';
  }
  static Value schema(Schemas& schemas) {
    return {{"type", "array"}, {"items", Binding<T>::schema(schemas)}};
  }
};

template <class T>
struct Binding<std::map<std::string, T>> {
  static bool read(Reader& reader, const Value& value, std::map<std::string, T>& out) {
    const auto* const members = reader.object(value);
    if (members == nullptr) return false;
    bool ok = true;
    for (const auto& [key, member] : *members) {
      ok &= reader.inside(key, [&, &name = key, &element = member] {
        return Binding<T>::read(reader, element, out[std::string(name)]);
      });
    }
    return ok;
  }
  static Value write(const std::map<std::string, T>& value) {
    Object members;
    for (const auto& [key, element] : value) members.emplace(key, Binding<T>::write(element));
    return members;
  }
  static Value schema(Schemas& schemas) {
    return {{"type", "object"}, {"additionalProperties", Binding<T>::schema(schemas)}};
  }
};

template <detail::DescribedEnum T>
struct Binding<T> {
  using Enumerators = boost::describe::describe_enumerators<T>;

  static bool read(Reader& reader, const Value& value, T& out) {
    const auto text = reader.string(value);
    if (!text) return false;
    bool found = false;
    std::string choices;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
      const auto name = snake_case(enumerator.name);
      if (name == *text) {
        out = enumerator.value;
        found = true;
      }
      choices += (choices.empty() ? "" : ", ") + name;
    });
    return found || reader.fail("json.not_a_choice", {{"choices", choices}});
  }
  static Value write(T value) {
    Value out;  // stays null only for a value that is no enumerator
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
      if (enumerator.value == value) out = snake_case(enumerator.name);
    });
    return out;
  }
  static Value schema(Schemas&) {
    Array names;
    boost::mp11::mp_for_each<Enumerators>(
        [&](auto enumerator) { names.push_back(Value(snake_case(enumerator.name))); });
    return {{"type", "string"}, {"enum", std::move(names)}};
  }
};

template <detail::Described T>
struct Binding<T> {
  static bool read(Reader& reader, const Value& value, T& out) {
    const auto* const object = reader.object(value);
    if (object == nullptr) return false;
    bool ok = true;
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(out.*member.pointer)>;
      const Value* const found = object->if_contains(member.name);
      if (found == nullptr && detail::may_be_absent<Member>()) return;
      ok &= reader.inside(member.name, [&] {
        return found != nullptr ? Binding<Member>::read(reader, *found, out.*member.pointer)
                                : reader.fail("json.missing");
      });
    });
    return no_others(reader, *object, detail::Members<T>()) && ok;
  }

  static Value write(const T& value) {
    Object out;
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(value.*member.pointer)>;
      if constexpr (detail::may_be_absent<Member>()) {
        if (Binding<Member>::is_absent(value.*member.pointer)) return;
      }
      out.emplace(member.name, Binding<Member>::write(value.*member.pointer));
    });
    return out;
  }

  static void append(std::string& out, const T& value) {
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(value.*member.pointer)>;
      if constexpr (detail::may_be_absent<Member>()) {
        if (Binding<Member>::is_absent(value.*member.pointer)) return;
      }
      out += first ? "\"" : ",\"";
      first = false;
      out += member.name;  // an identifier of C++: nothing to escape
      out += "\":";
      json::append(out, value.*member.pointer);
    });
    out += '}';
  }

  static Value schema(Schemas& schemas) {
    return schemas.named(detail::type_name<T>(), typeid(T), [&]() -> Value {
      Object properties;
      Array required;
      boost::mp11::mp_for_each<detail::Members<T>>([&](auto member) {
        using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
        properties.emplace(member.name, Binding<Member>::schema(schemas));
        if (!detail::may_be_absent<Member>()) required.push_back(member.name);
      });
      return {{"type", "object"},
              {"properties", std::move(properties)},
              {"required", std::move(required)},
              {"additionalProperties", false}};
    });
  }

 private:
  template <template <class...> class List, class... Member>
  static bool no_others(Reader& reader, const Object& object, List<Member...>) {
    return reader.no_other_members(object, {Member::name...});
  }
};

}  // namespace gangway::json
