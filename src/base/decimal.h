// IEEE 754-2008 decimal128, the number of FEEL and of money.
//
// Shape:  a 16-byte value (binary integer decimal encoding), always finite: 34 digits, exponents -6176 to
//         6111. Small coefficients take an inline path, the rest Intel's library behind it.
// Errors: an operation whose result is not finite (overflow, division by zero) gives nullopt.
// Source: IEEE 754-2008 clause 5; DMN 1.5 clause 10.3.2.3.1 (numbers). Rounding is half even. Never mix with
//         _Decimal128 or std::decimal in one binary: their run-time symbols coincide.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gangway {

class Decimal {
 public:
  enum class Rounding { HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling };

  constexpr Decimal() : Decimal(std::int64_t{0}) {}
  constexpr explicit Decimal(std::int64_t value)
      : low_(value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value)),
        high_(kExponentZero | (value < 0 ? kSign : 0)) {}

  // The FEEL numeric literal ("-12.50", ".5", "1.2e3"); whole text or nothing. More than 34 digits are
  // rounded.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  // Plain notation without superfluous zeros where it stays under 40 digits ("0.1", "120"), else "1.5E+300".
  [[nodiscard]] std::string to_string() const;

  // The value as an integer, if it is one and fits.
  [[nodiscard]] std::optional<std::int64_t> to_int() const;
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool is_zero() const;
  [[nodiscard]] bool is_negative() const;  // false for zero of either sign
  [[nodiscard]] double to_double() const;  // for functions that have no decimal form; nearest

  [[nodiscard]] static std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
    std::uint64_t sum = 0;
    if (are_short_alike(a, b) && !__builtin_add_overflow(a.low_, b.low_, &sum)) return Decimal(sum, a.high_);
    return add_any(a, b);
  }
  [[nodiscard]] static std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
    if (are_short_alike(a, b)) {
      if (a.low_ > b.low_) return Decimal(a.low_ - b.low_, a.high_);
      if (a.low_ == b.low_) return Decimal(0, a.high_ & ~kSign);
      return Decimal(b.low_ - a.low_, a.high_ ^ kSign);
    }
    return add_any(a, b.negated());
  }
  [[nodiscard]] static std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
    std::uint64_t product = 0;
    if (a.high_ == kExponentZero && b.high_ == kExponentZero &&
        !__builtin_mul_overflow(a.low_, b.low_, &product)) {
      return Decimal(product, kExponentZero);
    }
    return multiply_any(a, b);
  }
  [[nodiscard]] static std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  [[nodiscard]] static std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
  // FEEL's modulo: a - b * floor(a / b); the sign of the divisor.
  [[nodiscard]] static std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
  [[nodiscard]] static std::optional<Decimal> sqrt(const Decimal& a);
  [[nodiscard]] static std::optional<Decimal> exp(const Decimal& a);
  [[nodiscard]] static std::optional<Decimal> log(const Decimal& a);

  [[nodiscard]] Decimal negated() const;
  [[nodiscard]] Decimal abs() const;
  // Rounded to `scale` digits after the point (negative: before it). nullopt when the scale is out of range.
  [[nodiscard]] std::optional<Decimal> rounded(std::int32_t scale, Rounding rounding) const;

  [[nodiscard]] static std::strong_ordering compare(const Decimal& a, const Decimal& b) {
    if (!are_short_alike(a, b)) return compare_any(a, b);
    return (a.high_ & kSign) != 0 ? b.low_ <=> a.low_ : a.low_ <=> b.low_;
  }
  friend bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) { return compare(a, b); }
  [[nodiscard]] std::size_t hash() const;  // equal values have equal hashes, whatever their exponents

 private:
  static constexpr std::uint64_t kSign = 1ULL << 63;
  static constexpr std::uint64_t kExponentZero = 6176ULL << 49;
  static constexpr std::uint64_t kHighCoefficient = (1ULL << 49) - 1;
  static constexpr std::uint64_t kSpecial = 3ULL << 61;
  constexpr Decimal(std::uint64_t low, std::uint64_t high) : low_(low), high_(high) {}

  // Of one sign and exponent, with coefficients that lie in low_: what most of FEEL's numbers are.
  [[nodiscard]] static bool are_short_alike(const Decimal& a, const Decimal& b) {
    return a.high_ == b.high_ && (a.high_ & kHighCoefficient) == 0 && (a.high_ & kSpecial) != kSpecial;
  }
  [[nodiscard]] static std::optional<Decimal> add_any(const Decimal& a, const Decimal& b);
  [[nodiscard]] static std::optional<Decimal> multiply_any(const Decimal& a, const Decimal& b);
  [[nodiscard]] static std::strong_ordering compare_any(const Decimal& a, const Decimal& b);

  std::uint64_t low_;
  std::uint64_t high_;
};

}  // namespace gangway
