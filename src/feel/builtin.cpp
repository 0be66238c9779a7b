#include "feel/builtin.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel {
namespace {

constexpr std::size_t kMaxArguments = 10'000;
constexpr std::size_t kMaxParams = 4;  // of any signature; make_registry() checks

std::vector<const Builtin*> make_registry() {
  std::vector<const Builtin*> all;
  for (const auto family :
       {families::conversion(), families::strings(), families::lists(), families::numbers(),
        families::statistics(), families::temporal(), families::contexts(), families::ranges()}) {
    for (const auto& builtin : family) all.push_back(&builtin);
  }
  std::ranges::sort(all, {}, [](const Builtin* b) { return b->name; });
  assert(std::ranges::all_of(all, [](const Builtin* b) {
    return std::ranges::all_of(b->signatures,
                               [](const Signature& s) { return s.params.size() <= kMaxParams; });
  }));
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
std::optional<Value> converted(const Value& value, ParamType type) {
  if (type == ParamType::List) return Value::list({value});
  if (value.kind() == Kind::List && value.as_list().size() == 1 && is_of(value.as_list().front(), type)) {
    return value.as_list().front();
  }
  if (type == ParamType::DateTime && value.kind() == Kind::Date) {
    return Value(DateTime{value.as_date(), Time{0, Zone{Zone::Kind::Offset, 0, 0}}});
  }
  return std::nullopt;
}

// The call of one signature while its arguments are put in order: on the stack, since most calls are small.
struct Frame {
  std::array<Value, kMaxParams> values;
  std::array<bool, kMaxParams> given{};
  std::size_t count = 0;  // up to and with the last one given
};

std::size_t required(const Signature& signature) {
  return static_cast<std::size_t>(
      std::ranges::count_if(signature.params, [](const Param& param) { return !param.optional; }));
}

bool takes(const Signature& signature, std::size_t count) {
  return count >= required(signature) && (signature.variadic || count <= signature.params.size());
}

// The repeated last parameter arrives as one list.
Value gathered(const Param& param, std::span<const Value> arguments) {
  const bool stands_for_items = param.type == ParamType::List && arguments.size() == 1 &&
                                (arguments.front().kind() == Kind::List || arguments.front().is_unknown());
  return stands_for_items ? arguments.front() : Value::list(List(arguments.begin(), arguments.end()));
}

Frame by_position(const Signature& signature, std::span<const Value> arguments) {
  Frame frame;
  const auto size = signature.params.size();
  frame.count = std::min(arguments.size(), size);
  for (std::size_t i = 0; i < frame.count; ++i) {
    const bool repeats = signature.variadic && i + 1 == size;
    frame.values[i] = repeats ? gathered(signature.params[i], arguments.subspan(i)) : arguments[i];
    frame.given[i] = true;
  }
  return frame;
}

// nullopt when a name is not the signature's, or one that it needs is missing.
std::optional<Frame> by_name(const Signature& signature, std::span<const std::string_view> names,
                             std::span<const Value> arguments) {
  Frame frame;
  const auto& params = signature.params;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto at =
        static_cast<std::size_t>(std::ranges::find(params, names[i], &Param::name) - params.begin());
    if (at == params.size()) return std::nullopt;
    const bool repeats = signature.variadic && at + 1 == params.size() && params[at].type != ParamType::List;
    frame.values[at] = repeats ? Value::list({arguments[i]}) : arguments[i];
    frame.given[at] = true;
    frame.count = std::max(frame.count, at + 1);
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (!frame.given[i] && !params[i].optional) return std::nullopt;
  }
  return frame;
}

// Does the signature begin with these names?
bool stand_in_order(const Signature& signature, std::span<const std::string_view> names) {
  return std::ranges::mismatch(names, signature.params, {}, {}, &Param::name).in1 == names.end();
}

enum class Fit : std::uint8_t { Yes, Null, Unknown, No };

// Converts the frame's values where that is needed and allowed. Null: a null stands where none may; strict
// functions give null then without a finding, since what made the null has reported it.
Fit fit(const Builtin& builtin, const Signature& signature, bool convert, Frame& frame) {
  Fit result = Fit::Yes;
  for (std::size_t i = 0; i < frame.count; ++i) {
    if (!frame.given[i]) continue;
    const auto& param = signature.params[i];
    auto& value = frame.values[i];
    if (value.is_unknown()) {
      const bool carried = builtin.on_unknown == OnUnknown::Own ||
                           (builtin.on_unknown == OnUnknown::Carried && param.type == ParamType::Any);
      if (!carried) result = Fit::Unknown;
    } else if (value.is_null()) {
      if (!param.nullable && result == Fit::Yes) result = Fit::Null;
    } else if (!is_of(value, param.type)) {
      auto other = convert ? converted(value, param.type) : std::nullopt;
      if (!other) return Fit::No;
      value = *std::move(other);
    }
  }
  return result;
}

// Whether something unknown among or in the arguments keeps the function from answering.
bool waits(const Builtin& builtin, std::span<const Value> arguments) {
  // One step below the surface: a repeated parameter was gathered into a list of ours.
  const bool looks_inside = builtin.on_unknown == OnUnknown::Deep;
  const bool looks = looks_inside || builtin.on_unknown == OnUnknown::Shallow;
  return looks && unknown_inputs(arguments, looks_inside ? Depth::Deep : Depth::Shallow) != nullptr;
}

std::optional<Value> try_call(const Builtin& builtin, const Signature& signature, bool convert,
                              Machine& machine, std::span<const Value> arguments, Frame& frame, Span span) {
  switch (fit(builtin, signature, convert, frame)) {
    case Fit::No:
      return std::nullopt;
    case Fit::Unknown:
      return lost(machine, arguments);
    case Fit::Null:
      return Value();
    case Fit::Yes:
      break;
  }
  if (waits(builtin, arguments)) return lost(machine, arguments);
  if (!machine.spend(1 + arguments.size())) return Value();
  return builtin.call(
      Call{machine, &signature, {frame.values.data(), signature.params.size()}, frame.count, span});
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

bool takes(const Builtin& builtin, std::size_t count) {
  return std::ranges::any_of(builtin.signatures, [&](const Signature& each) { return takes(each, count); });
}

namespace {

// The usual call: of a signature that takes exactly these arguments, known and of its kinds. nullptr: the
// long way, which converts, completes and gathers.
const Signature* direct(const Builtin& builtin, std::span<const Value> arguments) {
  for (const auto& argument : arguments) {
    if (argument.is_null() || argument.is_unknown()) return nullptr;
  }
  for (const auto& signature : builtin.signatures) {
    if (!takes(signature, arguments.size())) continue;
    if (signature.variadic || signature.params.size() != arguments.size()) return nullptr;
    bool fits = true;
    for (std::size_t i = 0; fits && i < arguments.size(); ++i) {
      fits = is_of(arguments[i], signature.params[i].type);
    }
    if (fits) return &signature;
  }
  return nullptr;
}

}  // namespace

// Signatures that take the arguments as they are come before those that must convert one.
Value invoke(const Builtin& builtin, Machine& machine, std::span<const Value> arguments, Span span) {
  if (arguments.size() > kMaxArguments) return machine.fault("F1903", span);
  if (const auto* const signature = direct(builtin, arguments)) {
    if (waits(builtin, arguments)) return lost(machine, arguments);
    if (!machine.spend(1 + arguments.size())) return {};
    return builtin.call(Call{machine, signature, arguments, arguments.size(), span});
  }
  bool counted = false;
  for (const bool convert : {false, true}) {
    for (const auto& signature : builtin.signatures) {
      if (!takes(signature, arguments.size())) continue;
      counted = true;
      auto frame = by_position(signature, arguments);
      if (auto out = try_call(builtin, signature, convert, machine, arguments, frame, span))
        return *std::move(out);
    }
    if (!counted) break;
  }
  return machine.fault(counted ? "F2102" : "F2101", span, {{"name", std::string(builtin.name)}});
}

Value invoke(const Builtin& builtin, Machine& machine, std::span<const std::string_view> names,
             std::span<const Value> arguments, Span span) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::find(names.subspan(i + 1), names[i]) != names.end()) {
      return machine.fault("F2103", span, {{"name", std::string(names[i])}});
    }
  }
  bool named = false;
  for (const bool convert : {false, true}) {
    // Two forms may have the same names, as before(point, range) and before(range, point): the one whose
    // order it is comes first.
    for (const bool in_order : {true, false}) {
      for (const auto& signature : builtin.signatures) {
        if (stand_in_order(signature, names) != in_order) continue;
        auto frame = by_name(signature, names, arguments);
        if (!frame) continue;
        named = true;
        if (auto out = try_call(builtin, signature, convert, machine, arguments, *frame, span))
          return *std::move(out);
      }
    }
    if (!named) break;
  }
  return machine.fault(named ? "F2102" : "F2113", span, {{"name", std::string(builtin.name)}});
}

Value function_value(const Builtin& builtin) {
  return Value(std::shared_ptr<const Function>(std::make_shared<BuiltinFunction>(builtin)));
}

namespace families {

Value lost(const Call& call) { return feel::lost(call.machine, call.arguments); }

std::optional<std::int64_t> whole(const Value& value) {
  return value.kind() == Kind::Number ? value.as_number().to_int() : std::nullopt;
}

std::optional<std::int64_t> truncated(const Value& value) {
  const auto towards_zero = value.as_number().rounded(0, Decimal::Rounding::Down);
  return towards_zero ? towards_zero->to_int() : std::nullopt;
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
