// Arithmetic against Python's decimal module, which shares nothing with it: tools/decimal_cases.py works the
// cases out, ties, subnormal results and overflow among them.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <map>
#include <sstream>

#include "base/decimal.h"

namespace gangway {
namespace {

// As many as take seconds: the sanitizers make each some twenty times slower.
#ifdef NDEBUG
constexpr int kCases = 200'000;
#else
constexpr int kCases = 20'000;
#endif

struct Case {
  std::string operation;
  std::string a;
  std::string b;
  std::string expected;
};

// The lines that the script writes.
class Cases {
 public:
  explicit Cases(int count)
      : pipe_(
            popen(("/usr/bin/python3 " GANGWAY_SOURCE_DIR "/tools/decimal_cases.py " + std::to_string(count))
                      .c_str(),
                  "r")) {}
  ~Cases() {
    if (pipe_ != nullptr) pclose(pipe_);
  }
  Cases(const Cases&) = delete;
  Cases& operator=(const Cases&) = delete;

  bool next(Case& out) {
    std::array<char, 512> line{};
    if (pipe_ == nullptr || std::fgets(line.data(), line.size(), pipe_) == nullptr) return false;
    std::istringstream words(line.data());
    words >> out.operation >> out.a >> out.b >> out.expected;
    return !out.expected.empty();
  }

 private:
  std::FILE* pipe_;
};

// Python writes "1.50E+3"; a literal of FEEL has an "e" as well.
std::optional<Decimal> number(const std::string& text) {
  return text == "-" ? std::nullopt : Decimal::parse(text);
}

const std::map<std::string, Decimal::Rounding>& roundings() {
  using Rounding = Decimal::Rounding;
  static const std::map<std::string, Rounding> all{
      {"half_even", Rounding::HalfEven}, {"half_up", Rounding::HalfUp},
      {"half_down", Rounding::HalfDown}, {"up", Rounding::Up},
      {"down", Rounding::Down},          {"floor", Rounding::Floor},
      {"ceiling", Rounding::Ceiling}};
  return all;
}

std::optional<Decimal> rounded(const Decimal& a, const std::string& how) {
  const auto colon = how.find(':');
  return a.rounded(std::stoi(how.substr(colon + 1)), roundings().at(how.substr(0, colon)));
}

std::optional<Decimal> calculate(const Case& each) {
  const auto a = number(each.a).value_or(Decimal());
  if (each.operation == "parse") return Decimal::parse(each.a);
  if (each.operation == "rounded") return rounded(a, each.b);
  const auto b = number(each.b).value_or(Decimal());
  if (each.operation == "add") return Decimal::add(a, b);
  if (each.operation == "subtract") return Decimal::subtract(a, b);
  if (each.operation == "multiply") return Decimal::multiply(a, b);
  if (each.operation == "divide") return Decimal::divide(a, b);
  if (each.operation == "modulo") return Decimal::modulo(a, b);
  if (each.operation == "power") return Decimal::power(a, b);
  if (each.operation == "sqrt") return Decimal::sqrt(a);
  if (each.operation == "exp") return Decimal::exp(a);
  if (each.operation == "log") return Decimal::log(a);
  const auto order = Decimal::compare(a, b);
  return Decimal(order < 0 ? -1 : order > 0 ? 1 : 0);
}

// Functions that no standard asks to be rounded correctly may miss the last of 34 digits by one.
bool is_near(const Decimal& a, const Decimal& b) {
  static const auto kLastDigit = *Decimal::parse("1e-33");
  const auto difference = Decimal::subtract(a, b);
  const auto unit = Decimal::multiply(b.abs(), kLastDigit);
  return difference && unit && difference->abs() <= *unit;
}

TEST(Decimal, AgreesWithAnotherLibrary) {
  std::map<std::string, int> counts;
  std::map<std::string, int> near;
  int wrong = 0;
  Cases cases(kCases);
  for (Case each; cases.next(each) && wrong < 20;) {
    ++counts[each.operation];
    const auto expected = number(each.expected);
    const auto actual = calculate(each);
    if (actual == expected) continue;
    const bool may_be_near = each.operation == "exp" || each.operation == "log";
    if (may_be_near && actual && expected && is_near(*actual, *expected)) {
      ++near[each.operation];
      continue;
    }
    ++wrong;
    ADD_FAILURE() << each.operation << " " << each.a << " " << each.b << ": expected " << each.expected
                  << ", got " << (actual ? actual->to_string() : "-");
  }
  int total = 0;
  for (const auto& [operation, count] : counts) {
    total += count;
    std::cout << operation << ": " << count << " cases, " << near[operation]
              << " off by one in the last digit\n";
  }
  EXPECT_EQ(total, kCases);
}

}  // namespace
}  // namespace gangway
