#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace gangway {
namespace {

// School arithmetic on strings of digits: slow, exact, and nothing of it shared with the subject.
class School {
 public:
  School(bool negative, std::string digits, long exponent)
      : negative_(negative), digits_(std::move(digits)), exponent_(exponent) {
    const auto first = digits_.find_first_not_of('0');
    digits_ = first == std::string::npos ? "0" : digits_.substr(first);
  }

  [[nodiscard]] bool is_zero() const { return digits_ == "0"; }

  static School add(School a, School b) {
    const long exponent = std::min(a.exponent_, b.exponent_);
    a.stretch(exponent);
    b.stretch(exponent);
    if (a.negative_ == b.negative_) return {a.negative_, sum(a.digits_, b.digits_), exponent};
    if (less(a.digits_, b.digits_)) return {b.negative_, difference(b.digits_, a.digits_), exponent};
    return {a.negative_, difference(a.digits_, b.digits_), exponent};
  }

  static School multiply(const School& a, const School& b) {
    return {a.negative_ != b.negative_, product(a.digits_, b.digits_), a.exponent_ + b.exponent_};
  }

  // `digits` digits of the quotient at least; a last 1 stands for a remainder, so that rounding sees it.
  static School divide(const School& a, const School& b, std::size_t digits = 80) {
    const auto dividend = a.digits_ + std::string(digits, '0');
    std::string quotient;
    std::string rest = "0";
    for (const char c : dividend) {
      rest = trimmed(rest + c);
      char count = '0';
      while (!less(rest, b.digits_)) {
        rest = difference(rest, b.digits_);
        ++count;
      }
      quotient += count;
    }
    quotient += rest == "0" ? '0' : '1';
    return {a.negative_ != b.negative_, quotient, a.exponent_ - b.exponent_ - static_cast<long>(digits) - 1};
  }

  static int compare(const School& a, const School& b) {
    auto minus = b;
    minus.negative_ = !minus.negative_;
    const auto gap = add(a, minus);
    if (gap.is_zero()) return 0;
    return gap.negative_ ? -1 : 1;
  }

  // Half even to 34 digits, as text that parse() takes.
  [[nodiscard]] std::string rounded() const {
    auto digits = digits_;
    long exponent = exponent_;
    if (digits.size() > 34) {
      const auto cut = digits.size() - 34;
      const auto tail = digits.substr(34);
      digits.resize(34);
      exponent += static_cast<long>(cut);
      const auto half = "5" + std::string(cut - 1, '0');
      const bool odd = (digits.back() - '0') % 2 != 0;
      if (tail > half || (tail == half && odd)) digits = sum(digits, "1");
    }
    return (negative_ ? "-" : "") + digits + "e" + std::to_string(exponent);
  }

  // Rounded to `scale` digits after the point.
  [[nodiscard]] School at_scale(int scale, Decimal::Rounding rounding) const {
    const long cut = -scale - exponent_;
    if (cut <= 0) return *this;
    const auto n = static_cast<std::size_t>(cut);
    const auto padded = digits_.size() <= n ? std::string(n + 1 - digits_.size(), '0') + digits_ : digits_;
    auto head = padded.substr(0, padded.size() - n);
    const auto tail = padded.substr(padded.size() - n);
    const auto half = "5" + std::string(n - 1, '0');
    const bool exact = tail.find_first_not_of('0') == std::string::npos;
    bool away = false;
    switch (rounding) {
      case Decimal::Rounding::HalfEven:
        away = tail > half || (tail == half && (head.back() - '0') % 2 != 0);
        break;
      case Decimal::Rounding::HalfUp:
        away = tail >= half;
        break;
      case Decimal::Rounding::HalfDown:
        away = tail > half;
        break;
      case Decimal::Rounding::Up:
        away = !exact;
        break;
      case Decimal::Rounding::Down:
        break;
      case Decimal::Rounding::Floor:
        away = !exact && negative_;
        break;
      case Decimal::Rounding::Ceiling:
        away = !exact && !negative_;
        break;
    }
    if (away) head = sum(head, "1");
    return {negative_, head, -scale};
  }

 private:
  void stretch(long exponent) {
    digits_ += std::string(static_cast<std::size_t>(exponent_ - exponent), '0');
    exponent_ = exponent;
    digits_ = trimmed(digits_);
  }
  static std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of('0');
    return first == std::string::npos ? "0" : text.substr(first);
  }
  static bool less(const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
  static std::string sum(const std::string& a, const std::string& b) {
    std::string out;
    int carry = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
      int digit = carry;
      if (i < a.size()) digit += a[a.size() - 1 - i] - '0';
      if (i < b.size()) digit += b[b.size() - 1 - i] - '0';
      out += static_cast<char>('0' + digit % 10);
      carry = digit / 10;
    }
    std::ranges::reverse(out);
    return trimmed(out);
  }
  static std::string difference(const std::string& a, const std::string& b) {  // a >= b
    std::string out;
    int borrow = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      int digit = a[a.size() - 1 - i] - '0' - borrow - (i < b.size() ? b[b.size() - 1 - i] - '0' : 0);
      borrow = digit < 0 ? 1 : 0;
      if (digit < 0) digit += 10;
      out += static_cast<char>('0' + digit);
    }
    std::ranges::reverse(out);
    return trimmed(out);
  }
  static std::string product(const std::string& a, const std::string& b) {
    std::vector<int> cells(a.size() + b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size(); ++j) {
        cells[i + j] += (a[a.size() - 1 - i] - '0') * (b[b.size() - 1 - j] - '0');
      }
    }
    std::string out;
    int carry = 0;
    for (const int cell : cells) {
      out += static_cast<char>('0' + (cell + carry) % 10);
      carry = (cell + carry) / 10;
    }
    std::ranges::reverse(out);
    return trimmed(out);
  }

  bool negative_;
  std::string digits_;
  long exponent_;
};

struct Operand {
  bool negative;
  std::string digits;
  int exponent;

  [[nodiscard]] School school() const { return {negative, digits, exponent}; }
  [[nodiscard]] Decimal decimal() const {
    return Decimal::parse((negative ? "-" : "") + digits + "e" + std::to_string(exponent)).value();
  }
};

// Digits of every length, many nines and zeros; exponents that meet and that do not.
rc::Gen<Operand> operands() {
  return rc::gen::exec([] {
    Operand out;
    out.negative = *rc::gen::arbitrary<bool>();
    const auto length = *rc::gen::inRange<std::size_t>(1, 35);
    const auto plain = *rc::gen::inRange(0, 3);
    for (std::size_t i = 0; i < length; ++i) {
      out.digits +=
          plain == 0 ? *rc::gen::element('0', '9', '5') : *rc::gen::inRange('0', static_cast<char>('9' + 1));
    }
    out.exponent = *rc::gen::inRange(-40, 40);
    return out;
  });
}

Decimal expected(const School& value) { return Decimal::parse(value.rounded()).value(); }

RC_GTEST_PROP(DecimalProperty, Sums, ()) {
  const auto a = *operands();
  const auto b = *operands();
  RC_ASSERT(Decimal::add(a.decimal(), b.decimal()) == expected(School::add(a.school(), b.school())));
}

RC_GTEST_PROP(DecimalProperty, Products, ()) {
  const auto a = *operands();
  const auto b = *operands();
  RC_ASSERT(Decimal::multiply(a.decimal(), b.decimal()) ==
            expected(School::multiply(a.school(), b.school())));
}

RC_GTEST_PROP(DecimalProperty, Quotients, ()) {
  const auto a = *operands();
  const auto b = *operands();
  RC_PRE(!b.school().is_zero());
  RC_ASSERT(Decimal::divide(a.decimal(), b.decimal()) == expected(School::divide(a.school(), b.school())));
}

RC_GTEST_PROP(DecimalProperty, Order, ()) {
  const auto a = *operands();
  const auto b = *rc::gen::element(*operands(), a);
  const auto order = Decimal::compare(a.decimal(), b.decimal());
  const auto school = School::compare(a.school(), b.school());
  RC_ASSERT((order < 0) == (school < 0));
  RC_ASSERT((order > 0) == (school > 0));
  if (order == 0) {
    RC_ASSERT(a.decimal().hash() == b.decimal().hash());
  }
}

RC_GTEST_PROP(DecimalProperty, Rounding, ()) {
  const auto a = *operands();
  const auto scale = *rc::gen::inRange(-45, 45);
  const auto mode = *rc::gen::element(
      Decimal::Rounding::HalfEven, Decimal::Rounding::HalfUp, Decimal::Rounding::HalfDown,
      Decimal::Rounding::Up, Decimal::Rounding::Down, Decimal::Rounding::Floor, Decimal::Rounding::Ceiling);
  RC_ASSERT(a.decimal().rounded(scale, mode) == expected(a.school().at_scale(scale, mode)));
}

RC_GTEST_PROP(DecimalProperty, IntegerPowersToTheLastDigit, ()) {
  const auto a = *operands();
  const auto count = *rc::gen::inRange(0, 12);
  auto exact = School(false, "1", 0);
  for (int i = 0; i < count; ++i) exact = School::multiply(exact, a.school());
  RC_ASSERT(Decimal::power(a.decimal(), Decimal(count)) == expected(exact));
}

RC_GTEST_PROP(DecimalProperty, TextComesBack, ()) {
  const auto a = *operands();
  const auto value = a.decimal();
  RC_ASSERT(Decimal::parse(value.to_string()) == value);
  RC_ASSERT(value.to_string() == Decimal::parse(value.to_string())->to_string());
}

RC_GTEST_PROP(DecimalProperty, IntegersKeepTheirText, (std::int64_t value)) {
  RC_ASSERT(Decimal(value).to_string() == std::to_string(value));
  RC_ASSERT(Decimal(value).is_integer());
  if (value != std::numeric_limits<std::int64_t>::min()) {
    RC_ASSERT(Decimal(value).to_int() == value);
  }
}

RC_GTEST_PROP(DecimalProperty, ModuloTakesTheSignOfTheDivisor, ()) {
  const auto a = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
  const auto b = *rc::gen::distinctFrom(rc::gen::inRange<std::int64_t>(-300, 300), 0);
  const auto floored = ((a % b) + b) % b;
  RC_ASSERT(Decimal::modulo(Decimal(a), Decimal(b)) == Decimal(floored));
}

struct Text {
  const char* in;
  const char* out;  // nullptr: not a number
};

TEST(Decimal, Literals) {
  for (const auto& [in, out] :
       std::vector<Text>{{"0", "0"},
                         {"-0", "0"},
                         {"007", "7"},
                         {".5", "0.5"},
                         {"-.5", "-0.5"},
                         {"1.50", "1.5"},
                         {"1.2e3", "1200"},
                         {"1.23E-4", "0.000123"},
                         {"1e+2", "100"},
                         {"1.5e300", "1.5E+300"},
                         {"1e-300", "1E-300"},
                         {"1e6144", "1E+6144"},
                         {"1e6145", nullptr},
                         {"1e-7000", "0"},
                         {"12345678901234567890123456789012345", "12345678901234567890123456789012340"},
                         {"", nullptr},
                         {"-", nullptr},
                         {".", nullptr},
                         {"1.", nullptr},
                         {"1e", nullptr},
                         {"+1", nullptr},
                         {" 1", nullptr},
                         {"1_000", nullptr},
                         {"Infinity", nullptr},
                         {"NaN", nullptr}}) {
    const auto value = Decimal::parse(in);
    ASSERT_EQ(value.has_value(), out != nullptr) << in;
    if (value) {
      EXPECT_EQ(value->to_string(), out) << in;
    }
  }
}

TEST(Decimal, NothingThatIsNotFinite) {
  EXPECT_FALSE(Decimal::divide(Decimal(1), Decimal(0)).has_value());
  EXPECT_FALSE(Decimal::divide(Decimal(0), Decimal(0)).has_value());
  EXPECT_FALSE(Decimal::modulo(Decimal(1), Decimal(0)).has_value());
  EXPECT_FALSE(Decimal::sqrt(Decimal(-1)).has_value());
  EXPECT_FALSE(Decimal::log(Decimal(0)).has_value());
  EXPECT_FALSE(Decimal::log(Decimal(-1)).has_value());
  EXPECT_FALSE(Decimal::exp(Decimal(1'000'000)).has_value());
  EXPECT_FALSE(Decimal::power(Decimal(10), Decimal(7000)).has_value());
  EXPECT_FALSE(Decimal::power(Decimal(0), Decimal(-1)).has_value());
  EXPECT_FALSE(Decimal::power(Decimal(-8), Decimal::parse("0.5").value()).has_value());
  const auto most = Decimal::parse("9.999999999999999999999999999999999e6144").value();
  EXPECT_FALSE(Decimal::add(most, most).has_value());
  EXPECT_FALSE(Decimal::multiply(most, Decimal(2)).has_value());
}

TEST(Decimal, Functions) {
  EXPECT_EQ(Decimal::sqrt(Decimal(16)), Decimal(4));
  EXPECT_EQ(Decimal::sqrt(Decimal(2))->to_string(), "1.414213562373095048801688724209698");
  EXPECT_EQ(Decimal::exp(Decimal(0)), Decimal(1));
  EXPECT_EQ(Decimal::exp(Decimal(1))->to_string(), "2.718281828459045235360287471352662");
  EXPECT_EQ(Decimal::log(Decimal(10))->to_string(), "2.302585092994045684017991454684364");
  EXPECT_EQ(Decimal::power(Decimal(2), Decimal(-3))->to_string(), "0.125");
  EXPECT_EQ(Decimal::power(Decimal(3), Decimal(-1))->to_string(), "0.3333333333333333333333333333333333");
  EXPECT_EQ(Decimal::power(Decimal::parse("1.00008697").value(), Decimal(-7))->to_string(),
            "0.9993914217306201618764462404812861");
  // 10 ** 7000 has no finite value, one by it is closest to zero.
  EXPECT_EQ(Decimal::power(Decimal(10), Decimal(-7000)), Decimal(0));
  EXPECT_EQ(Decimal::power(Decimal(4), Decimal::parse("0.5").value()), Decimal(2));
  EXPECT_EQ(Decimal::power(Decimal(0), Decimal(0)), Decimal(1));
  EXPECT_EQ(Decimal::power(Decimal::parse("1.0001").value(), Decimal(10'000))->to_string(),
            "2.718145926825224864037664674913147");
}

TEST(Decimal, Integers) {
  EXPECT_EQ(Decimal::parse("120e-1")->to_int(), 12);
  EXPECT_EQ(Decimal::parse("1.5")->to_int(), std::nullopt);
  EXPECT_EQ(Decimal::parse("9223372036854775807")->to_int(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(Decimal::parse("9223372036854775808")->to_int(), std::nullopt);
  EXPECT_EQ(Decimal::parse("1e6000")->to_int(), std::nullopt);
  EXPECT_TRUE(Decimal::parse("1e6000")->is_integer());
  EXPECT_FALSE(Decimal::parse("1e-1")->is_integer());
  EXPECT_TRUE(Decimal().is_zero());
  EXPECT_FALSE(Decimal().negated().is_negative());
  EXPECT_FALSE(Decimal(1).rounded(7000, Decimal::Rounding::Down).has_value());
}

}  // namespace
}  // namespace gangway
