// A FEEL value, and the third state beside values and null: unknown.
//
// Shape:  a small immutable value (32 bytes at most), cheap to copy; lists, contexts, strings and functions
//         are shared. Safe to share between threads.
//
// Unknown is not null. Null is FEEL's "there is no value" (and the result of every error); Unknown means that
// an input was not given, and carries the set of inputs that the missing answer depends on. Strict operators
// pass it on; `and`, `or`, conditionals, quantifiers, filters and tables give a value where it cannot matter.
// A list or a context may hold unknown members and is itself known.
//
// Source: DMN 1.5 clause 10.3.2 (FEEL semantics).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.h"
#include "feel/temporal.h"

namespace gangway::feel {

// An input of an evaluation that may be unknown: a number that the host chose. The engine only unites sets.
using InputId = std::uint32_t;

// An ascending set of inputs, without duplicates.
class InputSet {
 public:
  InputSet() = default;
  explicit InputSet(InputId one) : ids_{one} {}

  [[nodiscard]] const std::vector<InputId>& ids() const { return ids_; }
  [[nodiscard]] bool contains(InputId id) const;
  [[nodiscard]] bool empty() const { return ids_.empty(); }
  void unite(const InputSet& other);
  friend bool operator==(const InputSet&, const InputSet&) = default;

 private:
  std::vector<InputId> ids_;
};

// What is not known. `origin` is set while the value is the untouched input itself: a comparison of such a
// value with a known one is a cut of that input's domain (see Machine::on_cut).
struct Unknown {
  std::shared_ptr<const InputSet> inputs;
  std::optional<InputId> origin;
};

class Value;
class Context;
class Range;
class Function;
struct Type;
using List = std::vector<Value>;

// In the order of Value's alternatives.
enum class Kind : std::uint8_t {
  Null,
  Boolean,
  Number,
  String,
  Date,
  Time,
  DateTime,
  DaysDuration,    // days and time duration
  MonthsDuration,  // years and months duration
  List,
  Context,
  Range,
  Function,
  Unknown,
};

class Value {
 public:
  Value() = default;                      // null
  Value(bool value) : data_(value) {}     // NOLINT(google-explicit-constructor): a value is what it holds
  Value(Decimal value) : data_(value) {}  // NOLINT(google-explicit-constructor)
  Value(Date value) : data_(value) {}     // NOLINT(google-explicit-constructor)
  Value(Time value) : data_(value) {}     // NOLINT(google-explicit-constructor)
  Value(DateTime value)
      : data_(std::make_shared<const DateTime>(value)) {}  // NOLINT(google-explicit-constructor)
  Value(DaysDuration value) : data_(value) {}              // NOLINT(google-explicit-constructor)
  Value(MonthsDuration value) : data_(value) {}            // NOLINT(google-explicit-constructor)
  Value(std::shared_ptr<const Context> value)
      : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Value(std::shared_ptr<const Range> value)
      : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Value(std::shared_ptr<const Function> value)
      : data_(std::move(value)) {}                   // NOLINT(google-explicit-constructor)
  Value(Unknown value) : data_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Value(const void*) = delete;                       // a pointer is not a boolean

  [[nodiscard]] static Value number(std::int64_t value) { return Value(Decimal(value)); }
  [[nodiscard]] static Value string(std::string text);  // UTF-8
  [[nodiscard]] static Value list(List items);
  [[nodiscard]] static Value unknown(InputId input);  // the untouched input itself
  [[nodiscard]] static Value unknown(std::shared_ptr<const InputSet> inputs);

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(data_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::Null; }
  [[nodiscard]] bool is_unknown() const { return kind() == Kind::Unknown; }
  [[nodiscard]] bool is_true() const { return kind() == Kind::Boolean && as_boolean(); }
  [[nodiscard]] bool is_false() const { return kind() == Kind::Boolean && !as_boolean(); }

  // REQUIRES: kind() is the one that the name says.
  [[nodiscard]] bool as_boolean() const { return *std::get_if<bool>(&data_); }
  [[nodiscard]] const Decimal& as_number() const { return *std::get_if<Decimal>(&data_); }
  [[nodiscard]] const std::string& as_string() const { return **std::get_if<Shared<std::string>>(&data_); }
  [[nodiscard]] const Date& as_date() const { return *std::get_if<Date>(&data_); }
  [[nodiscard]] const Time& as_time() const { return *std::get_if<Time>(&data_); }
  [[nodiscard]] const DateTime& as_date_time() const { return **std::get_if<Shared<DateTime>>(&data_); }
  [[nodiscard]] const DaysDuration& as_days_duration() const { return *std::get_if<DaysDuration>(&data_); }
  [[nodiscard]] const MonthsDuration& as_months_duration() const {
    return *std::get_if<MonthsDuration>(&data_);
  }
  [[nodiscard]] const List& as_list() const { return **std::get_if<Shared<List>>(&data_); }
  [[nodiscard]] const Context& as_context() const { return **std::get_if<Shared<Context>>(&data_); }
  [[nodiscard]] const Range& as_range() const { return **std::get_if<Shared<Range>>(&data_); }
  [[nodiscard]] const Function& as_function() const { return **std::get_if<Shared<Function>>(&data_); }
  [[nodiscard]] const std::shared_ptr<const Function>& as_shared_function() const {
    return *std::get_if<Shared<Function>>(&data_);
  }
  [[nodiscard]] const Unknown& as_unknown() const { return *std::get_if<Unknown>(&data_); }

 private:
  template <class T>
  using Shared = std::shared_ptr<const T>;

  std::variant<std::monostate, bool, Decimal, Shared<std::string>, Date, Time, Shared<DateTime>, DaysDuration,
               MonthsDuration, Shared<List>, Shared<Context>, Shared<Range>, Shared<Function>, Unknown>
      data_;
};

// Named entries in the order of their definition; names are unique.
class Context {
 public:
  Context() = default;
  explicit Context(
      std::vector<std::pair<std::string, Value>> entries);  // a later entry replaces an equal name

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::string& name(std::size_t i) const { return entries_[i].first; }
  [[nodiscard]] const Value& at(std::size_t i) const { return entries_[i].second; }
  [[nodiscard]] const Value* find(std::string_view name) const;  // nullptr: no such entry
  // Looks at `hint` first: callers that know the shape pass the index where they expect the name.
  [[nodiscard]] const Value* find(std::string_view name, std::size_t hint) const;
  [[nodiscard]] const std::vector<std::pair<std::string, Value>>& entries() const { return entries_; }
  void put(std::string name, Value value);  // only while building, before the context is shared
  // For its one owner, while nobody evaluates over it. REQUIRES: i < size().
  void set(std::size_t i, Value value) { entries_[i].second = std::move(value); }

 private:
  std::vector<std::pair<std::string, Value>> entries_;
};

// An interval of comparable values, as a value. An absent end (nullopt) is unbounded: `(<10)` has no start,
// while `(null..10)` has the start null.
class Range {
 public:
  enum class End : std::uint8_t { Open, Closed };
  // `(=10)` and `(!=10)` hold the value as both bounds, and are not equal to `[10..10]`.
  enum class Form : std::uint8_t { Interval, Equal, NotEqual };
  std::optional<Value> low;
  std::optional<Value> high;
  End low_end = End::Open;
  End high_end = End::Open;
  Form form = Form::Interval;
};

class Machine;
struct Builtin;

// Something that can be invoked: a lambda (program.cpp), a built-in, a DMN knowledge model or service.
class Function {
 public:
  Function() = default;
  Function(const Function&) = delete;
  Function& operator=(const Function&) = delete;
  virtual ~Function() = default;

  [[nodiscard]] virtual std::span<const std::string> parameters() const = 0;
  // Positional call. `arguments` has as many values as there are parameters, or fewer for optional ones.
  [[nodiscard]] virtual Value call(Machine& machine, std::span<const Value> arguments) const = 0;
  [[nodiscard]] virtual const Builtin* builtin() const { return nullptr; }
  // Its declared signature (feel/type.h), for `instance of` and coercions; nullptr: it declares none.
  [[nodiscard]] virtual const Type* type() const { return nullptr; }
};

// FEEL's literal notation where there is one ("date("2026-01-01")" is written @"2026-01-01"); for people and
// tests.
[[nodiscard]] std::string to_feel(const Value& value);
// The text that string() gives for it.
[[nodiscard]] std::string to_text(const Value& value);

// Unites the inputs of all unknown values among `values` (nullptr when there is none); Deep looks into lists,
// contexts and ranges.
enum class Depth { Shallow, Deep };
[[nodiscard]] std::shared_ptr<const InputSet> unknown_inputs(std::span<const Value> values, Depth depth);

}  // namespace gangway::feel
