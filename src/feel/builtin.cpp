#include "feel/builtin.h"

#include <algorithm>
#include <array>

#include "feel/builtins/families.h"

namespace gangway::feel {
namespace {

constexpr std::size_t kMaxArguments = 10'000;

std::vector<const Builtin*> make_registry() {
  std::vector<const Builtin*> all;
  for (const auto family :
       {families::conversion(), families::strings(), families::lists(), families::numbers(),
        families::statistics(), families::temporal(), families::contexts(), families::ranges()}) {
    for (const auto& builtin : family) all.push_back(&builtin);
  }
  std::ranges::sort(all, {}, [](const Builtin* b) { return b->name; });
  return all;
}

const std::vector<const Builtin*>& registry() {
  static const auto all = make_registry();
  return all;
}

bool is_of(const Value& value, ParamType type) {
  switch (type) {
    case ParamType::Any:
      return true;
    case ParamType::Boolean:
      return value.kind() == Kind::Boolean;
    case ParamType::Number:
      return value.kind() == Kind::Number;
    case ParamType::String:
      return value.kind() == Kind::String;
    case ParamType::Date:
      return value.kind() == Kind::Date;
    case ParamType::Time:
      return value.kind() == Kind::Time;
    case ParamType::DateTime:
      return value.kind() == Kind::DateTime;
    case ParamType::DateOrDateTime:
      return value.kind() == Kind::Date || value.kind() == Kind::DateTime;
    case ParamType::DaysDuration:
      return value.kind() == Kind::DaysDuration;
    case ParamType::MonthsDuration:
      return value.kind() == Kind::MonthsDuration;
    case ParamType::Temporal:
      return value.kind() == Kind::Date || value.kind() == Kind::DateTime || value.kind() == Kind::Time;
    case ParamType::List:
      return value.kind() == Kind::List;
    case ParamType::Context:
      return value.kind() == Kind::Context;
    case ParamType::Range:
      return value.kind() == Kind::Range;
    case ParamType::Function:
      return value.kind() == Kind::Function;
  }
  return false;
}

// FEEL's implicit conversions of an argument (DMN 1.5 clause 10.3.2.9.4).
std::optional<Value> converted(const Value& value, const Param& param) {
  if (value.is_unknown() || is_of(value, param.type)) return value;
  if (value.is_null()) return param.nullable ? std::optional(value) : std::nullopt;
  if (param.type == ParamType::List) return Value::list({value});
  if (value.kind() == Kind::List && value.as_list().size() == 1 &&
      is_of(value.as_list().front(), param.type)) {
    return value.as_list().front();
  }
  if (param.type == ParamType::DateTime && value.kind() == Kind::Date) {
    return Value(DateTime{value.as_date(), Time{0, Zone{Zone::Kind::Offset, 0, 0}}});
  }
  return std::nullopt;
}

void report_use(Machine& machine, std::span<const Value> arguments) {
  if (!machine.on_use) return;
  for (const auto& argument : arguments) {
    if (argument.is_unknown() && argument.as_unknown().origin) {
      machine.on_use(*argument.as_unknown().origin);
    } else if (argument.kind() == Kind::List) {
      report_use(machine, argument.as_list());
    }
  }
}

std::size_t required(const Signature& signature) {
  return static_cast<std::size_t>(
      std::ranges::count_if(signature.params, [](const Param& param) { return !param.optional; }));
}

bool takes(const Signature& signature, std::size_t count) {
  if (signature.variadic) return count >= required(signature);
  return count >= required(signature) && count <= signature.params.size();
}

// The arguments in the order of the signature, converted; nullopt when one does not fit.
std::optional<std::vector<Value>> arranged(const Signature& signature, std::span<const Value> arguments) {
  std::vector<Value> out;
  out.reserve(signature.params.size());
  const auto last = signature.params.size() - 1;
  for (std::size_t i = 0; i < signature.params.size(); ++i) {
    const auto& param = signature.params[i];
    if (signature.variadic && i == last) {
      const bool one_list = arguments.size() == i + 1 && arguments[i].kind() == Kind::List && i == 0;
      if (one_list || (arguments.size() == i + 1 && arguments[i].is_unknown() && i == 0)) {
        out.push_back(arguments[i]);
      } else {
        out.push_back(Value::list(List(arguments.begin() + static_cast<std::ptrdiff_t>(i), arguments.end())));
      }
      continue;
    }
    if (i >= arguments.size()) {
      out.emplace_back();
      continue;
    }
    auto value = converted(arguments[i], param);
    if (!value) return std::nullopt;
    out.push_back(*std::move(value));
  }
  return out;
}

Value run(const Builtin& builtin, const Signature& signature, Machine& machine, std::vector<Value> arguments,
          std::size_t given, Span span) {
  if (builtin.on_unknown != OnUnknown::Own) {
    const auto depth =
        builtin.on_unknown == OnUnknown::Deep || signature.variadic ? Depth::Deep : Depth::Shallow;
    if (auto inputs =
            unknown_inputs(arguments, builtin.on_unknown == OnUnknown::Deep ? Depth::Deep : depth)) {
      report_use(machine, arguments);
      return Value::unknown(std::move(inputs));
    }
  }
  if (!machine.spend(1 + arguments.size())) return {};
  return builtin.call(Call{machine, &signature, arguments, given, span});
}

// A built-in as a value.
class BuiltinFunction final : public Function {
 public:
  explicit BuiltinFunction(const Builtin& builtin) : builtin_(&builtin) {
    for (const auto& param : builtin.signatures.front().params) names_.emplace_back(param.name);
  }
  [[nodiscard]] std::span<const std::string> parameters() const override { return names_; }
  [[nodiscard]] Value call(Machine& machine, std::span<const Value> arguments) const override {
    return invoke(*builtin_, machine, arguments, {});
  }
  [[nodiscard]] const Builtin* builtin() const override { return builtin_; }

 private:
  const Builtin* builtin_;
  std::vector<std::string> names_;
};

}  // namespace

std::span<const Builtin* const> builtins() { return registry(); }

const Builtin* find_builtin(std::string_view name) {
  const auto at = std::ranges::lower_bound(registry(), name, {}, [](const Builtin* b) { return b->name; });
  return at != registry().end() && (*at)->name == name ? *at : nullptr;
}

Value invoke(const Builtin& builtin, Machine& machine, std::span<const Value> arguments, Span span) {
  if (arguments.size() > kMaxArguments) return machine.fault("F1903", span);
  const Signature* counted = nullptr;
  for (const auto& signature : builtin.signatures) {
    if (!takes(signature, arguments.size())) continue;
    counted = &signature;
    if (auto values = arranged(signature, arguments)) {
      return run(builtin, signature, machine, *std::move(values), arguments.size(), span);
    }
  }
  const Args name{{"name", std::string(builtin.name)}};
  return machine.fault(counted == nullptr ? "F2101" : "F2102", span, name);
}

Value invoke(const Builtin& builtin, Machine& machine, std::span<const std::string_view> names,
             std::span<const Value> arguments, Span span) {
  for (const auto& signature : builtin.signatures) {
    const auto find = [&](std::string_view name) {
      return std::ranges::find(signature.params, name, &Param::name) - signature.params.begin();
    };
    const auto size = static_cast<std::ptrdiff_t>(signature.params.size());
    if (!std::ranges::all_of(names, [&](std::string_view name) { return find(name) < size; })) continue;
    std::vector<Value> ordered(signature.params.size());
    std::vector<bool> given(signature.params.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto at = static_cast<std::size_t>(find(names[i]));
      if (given[at]) return machine.fault("F2103", span, {{"name", std::string(names[i])}});
      ordered[at] = arguments[i];
      given[at] = true;
    }
    bool complete = true;
    std::size_t last = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
      complete = complete && (given[i] || signature.params[i].optional);
      if (given[i]) last = i + 1;
    }
    if (!complete) continue;
    bool fits = true;
    for (std::size_t i = 0; i < ordered.size() && fits; ++i) {
      if (!given[i]) continue;
      auto value = converted(ordered[i], signature.params[i]);
      fits = value.has_value();
      if (fits) ordered[i] = *std::move(value);
    }
    if (fits) return run(builtin, signature, machine, std::move(ordered), last, span);
  }
  return machine.fault("F2102", span, {{"name", std::string(builtin.name)}});
}

Value function_value(const Builtin& builtin) {
  return Value(std::shared_ptr<const Function>(std::make_shared<BuiltinFunction>(builtin)));
}

namespace families {

std::optional<std::int64_t> whole(const Value& value) {
  return value.kind() == Kind::Number ? value.as_number().to_int() : std::nullopt;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t byte_of(std::string_view text, std::size_t n) {
  std::size_t at = 0;
  while (at < text.size() && n > 0) {
    ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
    --n;
  }
  return at;
}

}  // namespace families
}  // namespace gangway::feel
