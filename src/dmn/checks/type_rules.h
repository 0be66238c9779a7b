// Which operands and arguments can give something else than null, as far as their types are known.
#pragma once

#include <optional>
#include <string_view>

#include "feel/ast.h"

namespace gangway::dmn {

[[nodiscard]] bool is_known(const feel::Type& type);
[[nodiscard]] bool can_calculate(feel::Arithmetic op, const feel::Type& a, const feel::Type& b);
[[nodiscard]] bool can_compare(feel::Comparison op, const feel::Type& a, const feel::Type& b);
// The first argument of a call by position that no signature of the function takes, from 0.
[[nodiscard]] std::optional<std::size_t> bad_argument(const feel::Node& call);
[[nodiscard]] std::string_view symbol(feel::Arithmetic op);
[[nodiscard]] std::string_view symbol(feel::Comparison op);

}  // namespace gangway::dmn
