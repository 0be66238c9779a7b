// The registry of built-in functions: data that makes the calls, the reference page and a test per example.
//
// Each family is one file in feel/builtins/ with one table. A function has one or more signatures; a call is
// matched by the number of arguments, or by the parameter names of a named call.
#pragma once

#include <span>
#include <string_view>

#include "feel/machine.h"
#include "feel/value.h"

namespace gangway::feel {

// What a parameter takes. An argument of another kind makes the call null, after FEEL's implicit conversions
// (a list of one item to its item, an item to a list of one, a date to a date and time at midnight UTC).
enum class ParamType : std::uint8_t {
  Any,
  Boolean,
  Number,
  String,
  Date,
  Time,
  DateTime,
  DateOrDateTime,
  DaysDuration,
  MonthsDuration,
  Temporal,
  List,
  Context,
  Range,
  Function,
};

struct Param {
  std::string_view name;
  ParamType type = ParamType::Any;
  bool optional = false;
  bool nullable = false;  // null is an argument like others; else null gives null
};

struct Signature {
  std::span<const Param> params;
  // The last parameter repeats and arrives as one list. Of type List: a single list argument stands for its
  // items (min), else every argument is an item (concatenate).
  bool variadic = false;
};

// What happens when an argument is unknown.
enum class OnUnknown : std::uint8_t {
  Shallow,  // an unknown argument makes the result unknown; unknown list items are passed on (count, append)
  Carried,  // the same, but unknown arguments for parameters of type Any are passed on too (context put)
  Deep,     // so does an unknown anywhere inside a list or context argument (sum, sort, string join)
  Own,      // the function decides itself (all, any, list contains)
};

// One call. `arguments` are in the order of signature->params; an absent optional one is null with given =
// false.
struct Call {
  Machine& machine;
  const Signature* signature;  // the one that matched; builtins[i].signatures' address tells which
  std::span<const Value> arguments;
  std::size_t given;
  Span span;
};

struct Builtin {
  std::string_view name;  // "string length"
  std::span<const Signature> signatures;
  Value (*call)(const Call& call);
  OnUnknown on_unknown = OnUnknown::Shallow;
  std::string_view zh;  // what it gives, one sentence
  std::string_view en;
  std::string_view example;   // a FEEL expression; a test evaluates it …
  std::string_view expected;  // … and compares it with this FEEL expression
  std::string_view spec;      // "DMN 1.5 table 73"
};

[[nodiscard]] std::span<const Builtin* const> builtins();  // all, by name
[[nodiscard]] const Builtin* find_builtin(std::string_view name);
[[nodiscard]] bool takes(const Builtin& builtin, std::size_t count);  // so many arguments, by position
// Invokes by position; checks and converts arguments, handles unknown, then calls. Null with a diagnostic
// when no signature matches.
[[nodiscard]] Value invoke(const Builtin& builtin, Machine& machine, std::span<const Value> arguments,
                           Span span);
// Invokes by names, which may be in any order.
[[nodiscard]] Value invoke(const Builtin& builtin, Machine& machine, std::span<const std::string_view> names,
                           std::span<const Value> arguments, Span span);
[[nodiscard]] Value function_value(const Builtin& builtin);

}  // namespace gangway::feel
