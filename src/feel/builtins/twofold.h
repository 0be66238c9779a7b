// Numbers of about 68 digits as the sum of two decimals, for results that must be right to the last of 34.
//
// Shape:  high is the value rounded to 34 digits, low what that leaves out.
// Errors: an operation that leaves the range of decimals gives nullopt.
// Source: T. J. Dekker, A floating-point technique for extending the available precision, Numerische
//         Mathematik 18 (1971); D. E. Knuth, The Art of Computer Programming 2, 4.2.2 (the error of a sum, in
//         any radix).
#pragma once

#include <optional>

#include "base/decimal.h"

namespace gangway::feel::families {

struct Twofold {
  Decimal high;
  Decimal low;

  [[nodiscard]] static std::optional<Twofold> add(const Twofold& a, const Twofold& b);
  [[nodiscard]] static std::optional<Twofold> multiply(const Twofold& a, const Twofold& b);
  [[nodiscard]] static std::optional<Twofold> divide(const Twofold& a, std::int64_t n);  // REQUIRES: n != 0
  [[nodiscard]] static std::optional<Decimal> sqrt(const Twofold& a);  // nullopt for what is negative
  [[nodiscard]] Twofold negated() const { return {high.negated(), low.negated()}; }
};

}  // namespace gangway::feel::families
