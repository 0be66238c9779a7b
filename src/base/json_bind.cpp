#include "base/json_bind.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace gangway::json {

bool Reader::fail(std::string key, Args args) {
  return fail(Error{ErrorCode::Invalid, std::move(key), std::move(args), {}});
}

bool Reader::fail(Error error) {
  error.field = pointer_;
  if (errors_.size() < kMaxErrors) errors_.push_back(std::move(error));
  return false;
}

const Object* Reader::object(const Value& value) {
  if (!value.is_object()) fail("json.not_an_object");
  return value.if_object();
}

const Array* Reader::array(const Value& value) {
  if (!value.is_array()) fail("json.not_an_array");
  return value.if_array();
}

std::optional<std::string_view> Reader::string(const Value& value) {
  if (value.is_string()) return std::string_view(value.get_string());
  fail("json.not_a_string");
  return std::nullopt;
}

std::optional<std::int64_t> Reader::integer(const Value& value, std::int64_t min, std::int64_t max) {
  boost::json::error_code error;
  const auto number = value.is_number() ? value.to_number<std::int64_t>(error) : 0;
  if (value.is_number() && !error && min <= number && number <= max) return number;
  fail("json.not_an_integer", {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
  return std::nullopt;
}

bool Reader::no_other_members(const Object& object, std::initializer_list<std::string_view> known) {
  bool ok = true;
  for (const auto& member : object) {
    if (std::ranges::find(known, std::string_view(member.key())) == known.end()) {
      ok = inside(member.key(), [&] { return fail("json.unknown_member"); });
    }
  }
  return ok;
}

std::optional<std::int64_t> detail::read_id(Reader& reader, const Value& value) {
  const auto text = reader.string(value);
  if (!text) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), id);
  if (error == std::errc{} && end == text->data() + text->size() && id > 0) return id;
  reader.fail("json.not_an_id");
  return std::nullopt;
}

bool Schemas::enter(const std::string& name, std::type_index type) {
  const auto [known, is_new] = types_.emplace(name, type);
  if (known->second != type) throw std::logic_error("two structs are named " + name);
  return is_new;
}

Object Schemas::components() const {
  Object out;
  for (const auto& [name, schema] : components_) out.emplace(name, schema);
  return out;
}

std::string snake_case(std::string_view pascal_case) {
  std::string out;
  for (const char c : pascal_case) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !out.empty()) out += '_';
    out += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

Value detail::string_schema(std::string_view format) {
  Object out{{"type", "string"}};
  if (!format.empty()) out.emplace("format", format);
  return out;
}

bool Binding<bool>::read(Reader& reader, const Value& value, bool& out) {
  if (!value.is_bool()) return reader.fail("json.not_a_boolean");
  out = value.get_bool();
  return true;
}

bool Binding<std::string>::read(Reader& reader, const Value& value, std::string& out) {
  const auto text = reader.string(value);
  if (text) out = *text;
  return text.has_value();
}

bool Binding<Day>::read(Reader& reader, const Value& value, Day& out) {
  const auto text = reader.string(value);
  if (!text) return false;
  auto day = parse_day(*text);
  if (!day) return reader.fail(std::move(day).error());
  out = *day;
  return true;
}

bool Binding<Instant>::read(Reader& reader, const Value& value, Instant& out) {
  const auto text = reader.string(value);
  if (!text) return false;
  auto instant = parse_instant(*text);
  if (!instant) return reader.fail(std::move(instant).error());
  out = *instant;
  return true;
}

bool Binding<Bilingual>::read(Reader& reader, const Value& value, Bilingual& out) {
  const auto* const object = reader.object(value);
  if (object == nullptr) return false;
  const auto language = [&](std::string_view name, std::string& text) {
    const auto* const found = object->if_contains(name);
    return reader.inside(name, [&] {
      return found != nullptr ? Binding<std::string>::read(reader, *found, text)
                              : reader.fail("json.missing");
    });
  };
  const bool zh = language("zh", out.zh);
  const bool en = language("en", out.en);
  return reader.no_other_members(*object, {"zh", "en"}) && zh && en;
}

Value Binding<Bilingual>::schema(Schemas& schemas) {
  return schemas.named("Bilingual", typeid(Bilingual), []() -> Value {
    return {{"type", "object"},
            {"properties", {{"zh", {{"type", "string"}}}, {"en", {{"type", "string"}}}}},
            {"required", Array{"zh", "en"}},
            {"additionalProperties", false}};
  });
}

}  // namespace gangway::json
