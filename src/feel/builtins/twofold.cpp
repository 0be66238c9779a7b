#include "feel/builtins/twofold.h"

namespace gangway::feel::families {
namespace {

// A row of operations that all must stay in range: the first that does not makes the rest nothing.
class Row {
 public:
  Decimal add(const Decimal& a, const Decimal& b) { return keep(Decimal::add(a, b)); }
  Decimal subtract(const Decimal& a, const Decimal& b) { return keep(Decimal::subtract(a, b)); }
  Decimal multiply(const Decimal& a, const Decimal& b) { return keep(Decimal::multiply(a, b)); }
  Decimal divide(const Decimal& a, const Decimal& b) { return keep(Decimal::divide(a, b)); }

  // a + b, and what rounding took from it.
  Twofold sum(const Decimal& a, const Decimal& b) {
    const auto high = add(a, b);
    const auto from_b = subtract(high, a);
    const auto from_a = subtract(high, from_b);
    return {high, add(subtract(a, from_a), subtract(b, from_b))};
  }

  // a × b, and what rounding took from it: the products of halves of 17 digits are exact.
  Twofold product(const Decimal& a, const Decimal& b) {
    const auto high = multiply(a, b);
    const auto [a_high, a_low] = halves(a);
    const auto [b_high, b_low] = halves(b);
    auto left = subtract(multiply(a_high, b_high), high);
    left = add(add(left, multiply(a_high, b_low)), multiply(a_low, b_high));
    return {high, add(left, multiply(a_low, b_low))};
  }

  template <class T>
  std::optional<T> result(const T& value) const {
    return ok_ ? std::optional(value) : std::nullopt;
  }

 private:
  Twofold halves(const Decimal& a) {
    static const Decimal kSplitter(100'000'000'000'000'001);  // 10^17 + 1
    const auto large = multiply(kSplitter, a);
    const auto high = subtract(large, subtract(large, a));
    return {high, subtract(a, high)};
  }
  Decimal keep(const std::optional<Decimal>& value) {
    ok_ = ok_ && value.has_value();
    return value.value_or(Decimal());
  }

  bool ok_ = true;
};

}  // namespace

std::optional<Twofold> Twofold::add(const Twofold& a, const Twofold& b) {
  Row row;
  const auto high = row.sum(a.high, b.high);
  return row.result(row.sum(high.high, row.add(high.low, row.add(a.low, b.low))));
}

std::optional<Twofold> Twofold::multiply(const Twofold& a, const Twofold& b) {
  Row row;
  const auto high = row.product(a.high, b.high);
  const auto cross = row.add(row.multiply(a.high, b.low), row.multiply(a.low, b.high));
  return row.result(row.sum(high.high, row.add(high.low, cross)));
}

std::optional<Twofold> Twofold::divide(const Twofold& a, std::int64_t n) {
  Row row;
  const Decimal divisor(n);
  const auto high = row.divide(a.high, divisor);
  const auto back = row.product(high, divisor);
  const auto left = row.add(row.subtract(row.subtract(a.high, back.high), back.low), a.low);
  return row.result(row.sum(high, row.divide(left, divisor)));
}

std::optional<Decimal> Twofold::sqrt(const Twofold& a) {
  const auto root = Decimal::sqrt(a.high);
  if (!root || root->is_zero()) return root;
  Row row;
  const auto back = row.product(*root, *root);
  const auto left = row.add(row.subtract(row.subtract(a.high, back.high), back.low), a.low);
  return row.result(row.add(*root, row.divide(left, row.add(*root, *root))));
}

}  // namespace gangway::feel::families
