// The operators of FEEL on values: every combination of kinds gives a value, null (with a diagnostic) or
// unknown.
//
// Unknown: strict. An unknown operand makes the result unknown with the union of the inputs; a comparison of
//          an untouched input with a known value reports a cut (Machine::on_cut), every other use reports
//          on_use.
// Source: DMN 1.5 clauses 10.3.2.13 (equality, identity), 10.3.2.15 (ternary logic), tables 50 to 56.
#pragma once

#include "feel/machine.h"
#include "feel/value.h"

namespace gangway::feel {

enum class Arithmetic : std::uint8_t { Add, Subtract, Multiply, Divide, Power };
enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

[[nodiscard]] Value arithmetic(Machine& machine, Arithmetic op, const Value& a, const Value& b,
                               Span span = {});
[[nodiscard]] Value negate(Machine& machine, const Value& a, Span span = {});
// true, false, null (not comparable) or unknown.
[[nodiscard]] Value compare(Machine& machine, Comparison op, const Value& a, const Value& b, Span span = {});
[[nodiscard]] Value between(Machine& machine, const Value& x, const Value& low, const Value& high,
                            Span span = {});
// Is `value` in the range?
[[nodiscard]] Value in_range(Machine& machine, const Value& value, const Range& range, Span span = {});

// Kleene's logic with FEEL's null: anything but true, false and unknown counts as null.
// Where null and unknown meet and neither decides, the result is unknown (an answer could still decide it).
[[nodiscard]] Value logical_and(const Value& a, const Value& b);
[[nodiscard]] Value logical_or(const Value& a, const Value& b);
[[nodiscard]] Value logical_not(const Value& a);

// An answer that cannot be given: unknown for all that is unknown in the values, deep down; untouched inputs
// among them are reported as used. REQUIRES: something in them is unknown.
[[nodiscard]] Value lost(Machine& machine, std::span<const Value> because);

// Semantic equality of two known values; nullopt when they cannot be compared. Lists and contexts go deep.
[[nodiscard]] std::optional<bool> equal(const Value& a, const Value& b);
// Order of two known values of one ordered kind; nullopt otherwise.
[[nodiscard]] std::optional<std::strong_ordering> order(const Value& a, const Value& b);
// FEEL's is(): the same kind and the same value in its domain, zone included.
[[nodiscard]] bool identical(const Value& a, const Value& b);

// A component of a date, time, date and time, duration or range ("year", "time offset", "start included"),
// or an entry of a context; of a list, the list of its items' components. Null where there is none.
[[nodiscard]] Value property(Machine& machine, const Value& value, std::string_view name, std::size_t hint,
                             Span span = {});

}  // namespace gangway::feel
