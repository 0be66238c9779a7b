#include "base/decimal.h"

#include <bid_conf.h>
#include <bid_functions.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace gangway {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr int kBias = 6176;
constexpr int kMaxBiased = 12287;  // 6111 + 6176
constexpr int kMaxDigits = 34;
constexpr int kPlainLength = 40;
constexpr std::uint64_t kSignBit = 1ULL << 63;
constexpr std::uint64_t kCoefficientMask = (1ULL << 49) - 1;
constexpr std::uint64_t kSpecialBits = 3ULL << 61;  // infinities, NaNs and non-canonical coefficients
constexpr std::uint64_t kNotFinite = 0x78ULL << 56;

struct Unpacked {
  Wide coefficient;
  int exponent;  // biased
  bool negative;
};

Unpacked unpack(std::uint64_t low, std::uint64_t high) {
  if ((high & kSpecialBits) == kSpecialBits) return {0, kBias, (high & kSignBit) != 0};
  return {Wide{high & kCoefficientMask} << 64 | low, static_cast<int>(high >> 49 & 0x3FFF),
          (high & kSignBit) != 0};
}

BID_UINT128 bid(std::uint64_t low, std::uint64_t high) {
  BID_UINT128 out;
  out.w[0] = low;
  out.w[1] = high;
  return out;
}

bool is_finite(const BID_UINT128& value) { return (value.w[1] & kNotFinite) != kNotFinite; }

constexpr std::array<std::uint64_t, 20> kPowersOfTen = [] {
  std::array<std::uint64_t, 20> powers{};
  std::uint64_t power = 1;
  for (auto& entry : powers) {
    entry = power;
    power *= 10;
  }
  return powers;
}();

// Coefficients below 10^18 can be scaled by 10^15 and still fit 34 digits and the integer arithmetic here.
constexpr Wide kSmall = 1'000'000'000'000'000'000ULL;
constexpr int kMaxShift = 15;

// Multiplies in limbs of nine digits and keeps 63 of them: enough guard digits for every integer power.
class PowerDigits {
 public:
  static constexpr std::size_t kLimbs = 7;
  static constexpr std::uint64_t kBase = 1'000'000'000;

  explicit PowerDigits(Wide coefficient) {
    for (auto& limb : limbs_) {
      limb = static_cast<std::uint64_t>(coefficient % kBase);
      coefficient /= kBase;
    }
  }

  // Both operands have at most kLimbs limbs; the product is cut back to that, `dropped` limbs of nine digits
  // lost.
  [[nodiscard]] PowerDigits times(const PowerDigits& other, int& dropped) const {
    std::array<std::uint64_t, 2 * kLimbs> product{};
    for (std::size_t i = 0; i < kLimbs; ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < kLimbs; ++j) {
        const auto sum = product[i + j] + limbs_[i] * other.limbs_[j] + carry;
        product[i + j] = sum % kBase;
        carry = sum / kBase;
      }
      product[i + kLimbs] = carry;
    }
    std::size_t used = product.size();
    while (used > kLimbs && product[used - 1] == 0) --used;
    const auto cut = used > kLimbs ? used - kLimbs : 0;
    PowerDigits out(0);
    for (std::size_t i = 0; i < kLimbs; ++i) out.limbs_[i] = product[i + cut];
    dropped = static_cast<int>(cut);
    return out;
  }

  [[nodiscard]] std::string digits() const {
    std::string out;
    for (auto limb = limbs_.rbegin(); limb != limbs_.rend(); ++limb) {
      const auto part = std::to_string(*limb);
      out += std::string(9 - part.size(), '0') + part;
    }
    return out;
  }

  // The digits of 1 / value after the point, some 40 of them significant; a last 1 stands for what is left,
  // so that rounding sees it. REQUIRES: not zero.
  [[nodiscard]] std::string inverse_digits() const {
    constexpr std::size_t kSignificant = 40;
    std::string out;
    PowerDigits rest(1);
    std::size_t significant = 0;
    while (significant < kSignificant && !rest.is_zero()) {
      rest.take_digit();
      char digit = '0';
      for (; !rest.is_less(*this); ++digit) rest.subtract(*this);
      out += digit;
      if (significant > 0 || digit != '0') ++significant;
    }
    return rest.is_zero() ? out : out + '1';
  }

 private:
  [[nodiscard]] bool is_zero() const {
    return std::ranges::all_of(limbs_, [](std::uint64_t limb) { return limb == 0; });
  }
  [[nodiscard]] bool is_less(const PowerDigits& other) const {
    return std::lexicographical_compare(limbs_.rbegin(), limbs_.rend(), other.limbs_.rbegin(),
                                        other.limbs_.rend());
  }
  // Times ten. The highest limb may grow beyond its nine digits, as it does below ten times a value.
  void take_digit() {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < kLimbs; ++i) {
      const auto sum = limbs_[i] * 10 + carry;
      limbs_[i] = i + 1 < kLimbs ? sum % kBase : sum;
      carry = sum / kBase;
    }
  }
  void subtract(const PowerDigits& other) {  // at most this
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < kLimbs; ++i) {
      const auto less = other.limbs_[i] + borrow;
      borrow = limbs_[i] < less ? 1 : 0;
      limbs_[i] += borrow * kBase;
      limbs_[i] -= less;
    }
  }

  std::array<std::uint64_t, kLimbs> limbs_{};  // least significant first
};

}  // namespace

// Conversions between the two 16-byte forms, next to the members that use them.
#define GANGWAY_BID(d) bid((d).low_, (d).high_)
#define GANGWAY_FINITE(value) \
  (is_finite(value) ? std::optional(Decimal((value).w[0], (value).w[1])) : std::nullopt)

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t digits = 0;
  bool point = false;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
    } else {
      ++digits;
    }
  }
  if (digits == 0 || text[at - 1] == '.') return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == from || at - from > 9) return std::nullopt;
  }
  if (at != text.size() || text.size() > 20'000) return std::nullopt;
  std::string copy(text);
  unsigned flags = 0;
  const auto value = bid128_from_string(copy.data(), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(value);
}

std::string Decimal::to_string() const {
  auto [coefficient, biased, negative] = unpack(low_, high_);
  if (coefficient == 0) return "0";
  int exponent = biased - kBias;
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  std::string digits;
  for (; coefficient != 0; coefficient /= 10)
    digits += static_cast<char>('0' + static_cast<int>(coefficient % 10));
  std::ranges::reverse(digits);
  const int length = static_cast<int>(digits.size());
  std::string out = negative ? "-" : "";
  if (exponent >= 0 && length + exponent <= kPlainLength) {
    return out + digits + std::string(static_cast<std::size_t>(exponent), '0');
  }
  if (exponent < 0 && -exponent <= kPlainLength) {
    if (length > -exponent) {
      const auto whole = static_cast<std::size_t>(length + exponent);
      return out + digits.substr(0, whole) + "." + digits.substr(whole);
    }
    return out + "0." + std::string(static_cast<std::size_t>(-exponent - length), '0') + digits;
  }
  const int scientific = exponent + length - 1;
  out += digits.substr(0, 1);
  if (length > 1) out += "." + digits.substr(1);
  return out + (scientific < 0 ? "E-" : "E+") + std::to_string(scientific < 0 ? -scientific : scientific);
}

std::optional<std::int64_t> Decimal::to_int() const {
  auto [coefficient, biased, negative] = unpack(low_, high_);
  for (; biased < kBias && coefficient != 0; ++biased) {
    if (coefficient % 10 != 0) return std::nullopt;
    coefficient /= 10;
  }
  constexpr Wide kLimit = std::numeric_limits<std::int64_t>::max();
  for (; biased > kBias && coefficient != 0; --biased) {
    coefficient *= 10;
    if (coefficient > kLimit) return std::nullopt;
  }
  if (coefficient > kLimit) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(coefficient);
  return negative ? -magnitude : magnitude;
}

bool Decimal::is_integer() const {
  auto [coefficient, biased, negative] = unpack(low_, high_);
  for (; biased < kBias && coefficient != 0; ++biased) {
    if (coefficient % 10 != 0) return false;
    coefficient /= 10;
  }
  return true;
}

bool Decimal::is_zero() const { return unpack(low_, high_).coefficient == 0; }
bool Decimal::is_negative() const { return (high_ & kSignBit) != 0 && !is_zero(); }

double Decimal::to_double() const {
  unsigned flags = 0;
  return bid128_to_binary64(GANGWAY_BID(*this), BID_ROUNDING_TO_NEAREST, &flags);
}

std::optional<Decimal> Decimal::add_any(const Decimal& a, const Decimal& b) {
  const auto x = unpack(a.low_, a.high_);
  const auto y = unpack(b.low_, b.high_);
  const int shift = x.exponent - y.exponent;
  if (x.coefficient < kSmall && y.coefficient < kSmall && shift <= kMaxShift && shift >= -kMaxShift) {
    const auto p = shift > 0 ? x.coefficient * kPowersOfTen[static_cast<std::size_t>(shift)] : x.coefficient;
    const auto q = shift < 0 ? y.coefficient * kPowersOfTen[static_cast<std::size_t>(-shift)] : y.coefficient;
    const bool same = x.negative == y.negative;
    const Wide sum = same ? p + q : (p >= q ? p - q : q - p);
    const bool negative = same ? x.negative : (sum != 0 && (p >= q ? x.negative : y.negative));
    const auto exponent = static_cast<std::uint64_t>(std::min(x.exponent, y.exponent));
    return Decimal(static_cast<std::uint64_t>(sum),
                   static_cast<std::uint64_t>(sum >> 64) | exponent << 49 | (negative ? kSignBit : 0));
  }
  unsigned flags = 0;
  const auto sum = bid128_add(GANGWAY_BID(a), GANGWAY_BID(b), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(sum);
}

std::optional<Decimal> Decimal::multiply_any(const Decimal& a, const Decimal& b) {
  const auto x = unpack(a.low_, a.high_);
  const auto y = unpack(b.low_, b.high_);
  constexpr Wide kFactor = Wide{1} << 56;  // the product stays below 2^112 < 10^34
  const int exponent = x.exponent + y.exponent - kBias;
  if (x.coefficient < kFactor && y.coefficient < kFactor && exponent >= 0 && exponent <= kMaxBiased) {
    const Wide product = x.coefficient * y.coefficient;
    const bool negative = x.negative != y.negative && product != 0;
    return Decimal(static_cast<std::uint64_t>(product), static_cast<std::uint64_t>(product >> 64) |
                                                            static_cast<std::uint64_t>(exponent) << 49 |
                                                            (negative ? kSignBit : 0));
  }
  unsigned flags = 0;
  const auto product = bid128_mul(GANGWAY_BID(a), GANGWAY_BID(b), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(product);
}

std::optional<Decimal> Decimal::divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  unsigned flags = 0;
  const auto quotient = bid128_div(GANGWAY_BID(a), GANGWAY_BID(b), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(quotient);
}

// Integer exponents by squaring in 63 digits: Intel's pow errs by up to 16 units in the last place.
std::optional<Decimal> Decimal::power(const Decimal& base, const Decimal& exponent) {
  const auto count = exponent.to_int();
  constexpr std::int64_t kMaxExact = 1'000'000;
  if (!count || *count > kMaxExact || *count < -kMaxExact) {
    unsigned flags = 0;
    const auto value = bid128_pow(GANGWAY_BID(base), GANGWAY_BID(exponent), BID_ROUNDING_TO_NEAREST, &flags);
    return GANGWAY_FINITE(value);
  }
  if (*count == 0) return Decimal(1);
  if (base.is_zero()) return *count > 0 ? std::optional(Decimal(0)) : std::nullopt;
  const auto [coefficient, biased, negative] = unpack(base.low_, base.high_);
  PowerDigits result(1);
  PowerDigits square(coefficient);
  std::int64_t result_exponent = 0;
  std::int64_t square_exponent = biased - kBias;
  constexpr std::int64_t kFarOut = 100'000;
  for (auto left = static_cast<std::uint64_t>(*count < 0 ? -*count : *count); left != 0; left >>= 1U) {
    int dropped = 0;
    if ((left & 1U) != 0) {
      result = result.times(square, dropped);
      result_exponent += square_exponent + 9 * dropped;
    }
    square = square.times(square, dropped);
    square_exponent = 2 * square_exponent + 9 * dropped;
    square_exponent = std::clamp(square_exponent, -kFarOut * kFarOut, kFarOut * kFarOut);
  }
  result_exponent = std::clamp(result_exponent, -kFarOut, kFarOut);
  const auto sign = negative && (*count & 1) != 0 ? "-" : "";
  if (*count > 0) return parse(sign + result.digits() + "e" + std::to_string(result_exponent));
  return parse(std::string(sign) + "." + result.inverse_digits() + "e" + std::to_string(-result_exponent));
}

std::optional<Decimal> Decimal::modulo(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  unsigned flags = 0;
  const auto remainder = bid128_fmod(GANGWAY_BID(a), GANGWAY_BID(b), &flags);
  const auto out = GANGWAY_FINITE(remainder);
  if (!out || out->is_zero() || out->is_negative() == b.is_negative()) return out;
  return add(*out, b);
}

std::optional<Decimal> Decimal::sqrt(const Decimal& a) {
  if (a.is_negative()) return std::nullopt;
  unsigned flags = 0;
  const auto root = bid128_sqrt(GANGWAY_BID(a), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(root);
}

std::optional<Decimal> Decimal::exp(const Decimal& a) {
  unsigned flags = 0;
  const auto value = bid128_exp(GANGWAY_BID(a), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(value);
}

std::optional<Decimal> Decimal::log(const Decimal& a) {
  if (a.is_negative() || a.is_zero()) return std::nullopt;
  unsigned flags = 0;
  const auto value = bid128_log(GANGWAY_BID(a), BID_ROUNDING_TO_NEAREST, &flags);
  return GANGWAY_FINITE(value);
}

Decimal Decimal::negated() const { return is_zero() ? *this : Decimal(low_, high_ ^ kSignBit); }
Decimal Decimal::abs() const { return Decimal(low_, high_ & ~kSignBit); }

std::optional<Decimal> Decimal::rounded(std::int32_t scale, Rounding rounding) const {
  if (scale < -6111 || scale > 6176) return std::nullopt;
  const auto [coefficient, biased, negative] = unpack(low_, high_);
  if (biased - kBias >= -scale) return *this;  // nothing beyond the scale
  const auto unit = bid(1, static_cast<std::uint64_t>(kBias - scale) << 49);
  unsigned flags = 0;
  const auto to = [&](unsigned mode) {
    const auto value = bid128_quantize(GANGWAY_BID(*this), unit, mode, &flags);
    return GANGWAY_FINITE(value);
  };
  switch (rounding) {
    case Rounding::HalfEven:
      return to(BID_ROUNDING_TO_NEAREST);
    case Rounding::HalfUp:
      return to(BID_ROUNDING_TIES_AWAY);
    case Rounding::Up:
      return to(negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP);
    case Rounding::Down:
      return to(BID_ROUNDING_TO_ZERO);
    case Rounding::Floor:
      return to(BID_ROUNDING_DOWN);
    case Rounding::Ceiling:
      return to(BID_ROUNDING_UP);
    case Rounding::HalfDown:
      break;
  }
  // No mode of the standard: away from zero only past the half.
  const auto down = to(BID_ROUNDING_TO_ZERO);
  const auto away = to(negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP);
  if (!down || !away) return std::nullopt;
  const auto below = subtract(*this, *down);
  const auto above = subtract(*away, *this);
  return below && above && compare(below->abs(), above->abs()) > 0 ? away : down;
}

std::strong_ordering Decimal::compare_any(const Decimal& a, const Decimal& b) {
  const auto x = unpack(a.low_, a.high_);
  const auto y = unpack(b.low_, b.high_);
  if (x.coefficient == 0 && y.coefficient == 0) return std::strong_ordering::equal;
  if (x.coefficient == 0) return y.negative ? std::strong_ordering::greater : std::strong_ordering::less;
  if (y.coefficient == 0) return x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  if (x.negative != y.negative)
    return x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  const int shift = x.exponent - y.exponent;
  if (shift == 0 ||
      (x.coefficient < kSmall && y.coefficient < kSmall && shift <= kMaxShift && shift >= -kMaxShift)) {
    const auto p = shift > 0 ? x.coefficient * kPowersOfTen[static_cast<std::size_t>(shift)] : x.coefficient;
    const auto q = shift < 0 ? y.coefficient * kPowersOfTen[static_cast<std::size_t>(-shift)] : y.coefficient;
    if (p == q) return std::strong_ordering::equal;
    return (p < q) != x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  unsigned flags = 0;
  if (bid128_quiet_less(GANGWAY_BID(a), GANGWAY_BID(b), &flags) != 0) return std::strong_ordering::less;
  if (bid128_quiet_greater(GANGWAY_BID(a), GANGWAY_BID(b), &flags) != 0) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::size_t Decimal::hash() const {
  auto [coefficient, exponent, negative] = unpack(low_, high_);
  if (coefficient == 0) return 0;
  for (; coefficient % 10 == 0; ++exponent) coefficient /= 10;
  const auto mixed = static_cast<std::uint64_t>(coefficient) ^
                     std::rotl(static_cast<std::uint64_t>(coefficient >> 64), 31) ^
                     static_cast<std::uint64_t>(exponent) << 50U ^ (negative ? kSignBit : 0);
  return std::hash<std::uint64_t>{}(mixed);
}

#undef GANGWAY_BID
#undef GANGWAY_FINITE

}  // namespace gangway
