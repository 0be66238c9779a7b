// FEEL's types: for `instance of`, for DMN's item definitions and coercions, and for the checker.
//
// Shape:  an immutable tree, shared. `any()` is the type of everything, `null()` of null alone.
// Source: DMN 1.5 clause 10.3.2.9 (type conformance), 10.3.2.9.4 (implicit conversions).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/value.h"

namespace gangway::feel {

struct Type;
using TypePtr = std::shared_ptr<const Type>;

struct Type {
  enum class Tag : std::uint8_t {
    Any,
    Null,
    Boolean,
    Number,
    String,
    Date,
    Time,
    DateTime,
    DaysDuration,
    MonthsDuration,
    List,
    Context,
    Range,
    Function,
  };
  Tag tag = Tag::Any;
  bool open = false;                                    // of Context: may well have more than its fields
  TypePtr element;                                      // of List and Range; nullptr: of anything
  std::vector<std::pair<std::string, TypePtr>> fields;  // of Context; empty: any context
  std::vector<TypePtr> parameters;                      // of Function
  TypePtr result;                                       // of Function; nullptr: any function

  [[nodiscard]] static TypePtr simple(Tag tag);
  [[nodiscard]] static TypePtr any() { return simple(Tag::Any); }
  [[nodiscard]] static TypePtr list(TypePtr element);
  [[nodiscard]] static TypePtr range(TypePtr element);
  [[nodiscard]] static TypePtr context(std::vector<std::pair<std::string, TypePtr>> fields);
  [[nodiscard]] static TypePtr function(std::vector<TypePtr> parameters, TypePtr result);
};

[[nodiscard]] TypePtr type_by_name(std::string_view name);  // "number", "date and time", …; nullptr: none
[[nodiscard]] bool conforms(const Type& type, const Type& to);
// REQUIRES: `value` is not unknown; unknown members of lists and contexts count as conforming.
[[nodiscard]] bool instance_of(const Value& value, const Type& type);
// The value after FEEL's implicit conversions, or null when it still does not conform. Unknown passes.
[[nodiscard]] Value coerce(const Value& value, const Type& type);
// "list<number>", as `instance of` takes it.
[[nodiscard]] std::string to_string(const Type& type);

}  // namespace gangway::feel
