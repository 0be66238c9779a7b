// What can be said of an expression's type before it is evaluated: enough to resolve names after a dot and in
// filters, and to refuse members that a declared type does not have.
//
// Source: DMN 1.5 clause 10.3.2.9 (types), table 53 (properties), tables 50 to 52 (arithmetic).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/ops.h"
#include "feel/type.h"

namespace gangway::feel {

[[nodiscard]] TypePtr arithmetic_type(Arithmetic op, const TypePtr& a, const TypePtr& b);
// The nearest type of both; members of two contexts are united and the result is open.
[[nodiscard]] TypePtr unite(const TypePtr& a, const TypePtr& b);
// What iterating or filtering a value of this type visits.
[[nodiscard]] TypePtr element_of(const TypePtr& type);
// The type of `value.name`; Any when nothing can be said; nullopt when a declared context has no such member.
[[nodiscard]] std::optional<TypePtr> member_type(const TypePtr& type, std::string_view name);
// The names that may stand after a dot, as far as they are known.
[[nodiscard]] std::vector<std::string_view> member_names(const TypePtr& type);
// Where a value of this type keeps the member, as far as it is known; else 0.
[[nodiscard]] std::size_t member_index(const TypePtr& type, std::string_view name);
[[nodiscard]] TypePtr type_of(const Value& value);

}  // namespace gangway::feel
