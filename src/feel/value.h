// A FEEL value, and the third state beside values and null: unknown.
//
// Shape:  a small immutable value of 24 bytes: numbers, booleans, days, times and durations lie in it and are
//         copied as bytes; strings, lists, contexts, ranges and functions are shared. Safe to share between
//         threads.
//
// Unknown is not null. Null is FEEL's "there is no value" (and the result of every error); Unknown means that
// an input was not given, and carries the set of inputs that the missing answer depends on. Strict operators
// pass it on; `and`, `or`, conditionals, quantifiers, filters and tables give a value where it cannot matter.
// A list or a context may hold unknown members and is itself known.
//
// Source: DMN 1.5 clause 10.3.2 (FEEL semantics).
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  const std::shared_ptr<const InputSet>& inputs;  // of the value that was asked, and lives as long
  std::optional<InputId> origin;
};

class Value;
class Context;
class Range;
class Function;
struct Type;
using List = std::vector<Value>;

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

// What a value of this kind holds is shared with its copies, not copied.
[[nodiscard]] constexpr bool is_shared_kind(Kind kind) {
  switch (kind) {
    case Kind::String:
    case Kind::DateTime:
    case Kind::List:
    case Kind::Context:
    case Kind::Range:
    case Kind::Function:
    case Kind::Unknown:
      return true;
    default:
      return false;
  }
}

class Value {
 public:
  Value() noexcept = default;  // null
  // Implicit: a value is what it holds.
  Value(bool value) noexcept : kind_(Kind::Boolean) { payload_.boolean = value; }
  Value(Decimal value) noexcept : kind_(Kind::Number) { new (&payload_.number) Decimal(value); }
  Value(Date value) noexcept : kind_(Kind::Date) { new (&payload_.date) Date(value); }
  Value(Time value) noexcept : kind_(Kind::Time) { new (&payload_.time) Time(value); }
  Value(DateTime value);
  Value(DaysDuration value) noexcept : kind_(Kind::DaysDuration) { new (&payload_.days) DaysDuration(value); }
  Value(MonthsDuration value) noexcept : kind_(Kind::MonthsDuration) {
    new (&payload_.months) MonthsDuration(value);
  }
  Value(std::shared_ptr<const Context> value) noexcept;
  Value(std::shared_ptr<const Range> value) noexcept;
  Value(std::shared_ptr<const Function> value) noexcept;
  Value(const void*) = delete;  // a pointer is not a boolean

  Value(const Value& other) { copy(other); }
  Value(Value&& other) noexcept { take(other); }
  Value& operator=(const Value& other) {
    Value kept(other);  // which may lie in what this one holds
    clear();
    take(kept);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    Value kept(std::move(other));
    clear();
    take(kept);
    return *this;
  }
  ~Value() { clear(); }

  [[nodiscard]] static Value number(std::int64_t value) { return Value(Decimal(value)); }
  [[nodiscard]] static Value string(std::string text);  // UTF-8
  [[nodiscard]] static Value list(List items);
  [[nodiscard]] static Value unknown(InputId input);  // the untouched input itself
  [[nodiscard]] static Value unknown(std::shared_ptr<const InputSet> inputs);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::Null; }
  [[nodiscard]] bool is_unknown() const { return kind_ == Kind::Unknown; }
  [[nodiscard]] bool is_true() const { return kind_ == Kind::Boolean && payload_.boolean; }
  [[nodiscard]] bool is_false() const { return kind_ == Kind::Boolean && !payload_.boolean; }

  // REQUIRES: kind() is the one that the name says.
  [[nodiscard]] bool as_boolean() const { return payload_.boolean; }
  [[nodiscard]] const Decimal& as_number() const { return payload_.number; }
  [[nodiscard]] const std::string& as_string() const { return shared<std::string>(); }
  [[nodiscard]] const Date& as_date() const { return payload_.date; }
  [[nodiscard]] const Time& as_time() const { return payload_.time; }
  [[nodiscard]] const DateTime& as_date_time() const { return shared<DateTime>(); }
  [[nodiscard]] const DaysDuration& as_days_duration() const { return payload_.days; }
  [[nodiscard]] const MonthsDuration& as_months_duration() const { return payload_.months; }
  [[nodiscard]] const List& as_list() const { return shared<List>(); }
  [[nodiscard]] const Context& as_context() const { return shared<Context>(); }
  [[nodiscard]] const Range& as_range() const { return shared<Range>(); }
  [[nodiscard]] const Function& as_function() const { return *payload_.function; }
  [[nodiscard]] const std::shared_ptr<const Function>& as_shared_function() const {
    return payload_.function;
  }
  [[nodiscard]] Unknown as_unknown() const {
    return {payload_.inputs, has_origin_ ? std::optional(origin_) : std::nullopt};
  }

 private:
  // Which member lives is said by kind_; `shared` is that of all kinds which have none of their own.
  union Payload {
    Payload() noexcept : bytes{} {}
    ~Payload() {}  // clear() ends what lives
    std::uint64_t bytes[2];
    bool boolean;
    Decimal number;
    Date date;
    Time time;
    DaysDuration days;
    MonthsDuration months;
    std::shared_ptr<const void> shared;
    std::shared_ptr<const Function> function;
    std::shared_ptr<const InputSet> inputs;
  };
  Value(Kind kind, std::shared_ptr<const void> shared) noexcept;

  template <class T>
  [[nodiscard]] const T& shared() const {
    return *static_cast<const T*>(payload_.shared.get());
  }
  [[nodiscard]] bool is_shared() const { return is_shared_kind(kind_); }
  void copy_bytes(const Value& other) {
    std::memcpy(static_cast<void*>(&payload_), static_cast<const void*>(&other.payload_), sizeof(Payload));
    kind_ = other.kind_;
  }
  // REQUIRES: nothing shared lives here.
  void copy(const Value& other) {
    if (other.is_shared()) {
      copy_shared(other);
    } else {
      copy_bytes(other);
    }
  }
  void take(Value& other) noexcept {
    if (other.is_shared()) {
      take_shared(other);
    } else {
      copy_bytes(other);
    }
  }
  void clear() noexcept {
    if (is_shared()) clear_shared();
  }
  void copy_shared(const Value& other);
  void take_shared(Value& other) noexcept;
  void clear_shared() noexcept;

  Payload payload_;
  Kind kind_ = Kind::Null;
  bool has_origin_ = false;  // of an unknown
  InputId origin_ = 0;
};
static_assert(sizeof(Value) == 24);

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
