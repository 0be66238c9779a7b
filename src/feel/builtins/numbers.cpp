// Numeric functions. Source: DMN 1.5 clause 10.3.4.5.

#include "feel/builtins/families.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

using Rounding = Decimal::Rounding;

Value number_or_null(const Call& call, const std::optional<Decimal>& value) {
  return value ? Value(*value) : call.machine.fault("F2104", call.span);
}

std::optional<std::int32_t> scale_of(const Value& value) {
  const auto n = truncated(value);
  if (!n || *n < -6111 || *n > 6176) return std::nullopt;
  return static_cast<std::int32_t>(*n);
}

Value rounded(const Call& call, Rounding rounding) {
  std::int32_t scale = 0;
  if (call.given > 1) {
    const auto read = scale_of(call.arguments[1]);
    if (!read) return call.machine.fault("F2105", call.span);
    scale = *read;
  }
  return number_or_null(call, call.arguments[0].as_number().rounded(scale, rounding));
}

Value decimal(const Call& call) { return rounded(call, Rounding::HalfEven); }
Value floor(const Call& call) { return rounded(call, Rounding::Floor); }
Value ceiling(const Call& call) { return rounded(call, Rounding::Ceiling); }
Value round_up(const Call& call) { return rounded(call, Rounding::Up); }
Value round_down(const Call& call) { return rounded(call, Rounding::Down); }
Value round_half_up(const Call& call) { return rounded(call, Rounding::HalfUp); }
Value round_half_down(const Call& call) { return rounded(call, Rounding::HalfDown); }

Value abs(const Call& call) {
  const auto& value = call.arguments[0];
  switch (value.kind()) {
    case Kind::DaysDuration: {
      const auto& duration = value.as_days_duration();
      const bool negative = duration.seconds < 0 || duration.nanos < 0;
      return negative ? negate(call.machine, value, call.span) : value;
    }
    case Kind::MonthsDuration:
      return value.as_months_duration().months < 0 ? negate(call.machine, value, call.span) : value;
    default:
      return Value(value.as_number().abs());
  }
}

Value modulo(const Call& call) {
  return number_or_null(call, Decimal::modulo(call.arguments[0].as_number(), call.arguments[1].as_number()));
}
Value sqrt(const Call& call) { return number_or_null(call, Decimal::sqrt(call.arguments[0].as_number())); }
Value log(const Call& call) { return number_or_null(call, Decimal::log(call.arguments[0].as_number())); }
Value exp(const Call& call) { return number_or_null(call, Decimal::exp(call.arguments[0].as_number())); }

Value parity(const Call& call, bool odd) {
  const auto& n = call.arguments[0].as_number();
  if (!n.is_integer()) return Value(false);
  const auto rest = Decimal::modulo(n, Decimal(2));
  return rest ? Value(rest->is_zero() != odd) : Value();
}
Value odd(const Call& call) { return parity(call, true); }
Value even(const Call& call) { return parity(call, false); }

constexpr Param kNumberN[] = {{"n", ParamType::Number}};
constexpr Param kDaysN[] = {{"n", ParamType::DaysDuration}};
constexpr Param kMonthsN[] = {{"n", ParamType::MonthsDuration}};
constexpr Param kNumber[] = {{"number", ParamType::Number}};
constexpr Param kNScale[] = {{"n", ParamType::Number}, {"scale", ParamType::Number}};
constexpr Param kNMaybeScale[] = {{"n", ParamType::Number}, {"scale", ParamType::Number, true}};
constexpr Param kDividend[] = {{"dividend", ParamType::Number}, {"divisor", ParamType::Number}};
constexpr Signature kAbs[] = {{kNumberN}, {kDaysN}, {kMonthsN}};
constexpr Signature kOneNumber[] = {{kNumber}};
constexpr Signature kScaled[] = {{kNScale}};
constexpr Signature kMaybeScaled[] = {{kNMaybeScale}};
constexpr Signature kModulo[] = {{kDividend}};

constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.5";

constexpr Builtin kTable[] = {
    {"decimal", kScaled, decimal, OnUnknown::Shallow, "保留scale位小数，四舍六入，正好一半时取偶数。",
     "The number rounded to scale decimal places, a half to the even neighbour.", "decimal(2.5, 0)", "2",
     kSpec},
    {"floor", kMaybeScaled, floor, OnUnknown::Shallow, "向负无穷方向取整，或者保留scale位小数。",
     "The number rounded towards minus infinity, to scale decimal places or to an integer.", "floor(-1.5)",
     "-2", kSpec},
    {"ceiling", kMaybeScaled, ceiling, OnUnknown::Shallow, "向正无穷方向取整，或者保留scale位小数。",
     "The number rounded towards plus infinity, to scale decimal places or to an integer.", "ceiling(-1.5)",
     "-1", kSpec},
    {"round up", kScaled, round_up, OnUnknown::Shallow, "保留scale位小数，多余的向远离零的方向进。",
     "The number rounded to scale decimal places, away from zero.", "round up(-5.5, 0)", "-6", kSpec},
    {"round down", kScaled, round_down, OnUnknown::Shallow, "保留scale位小数，多余的舍去。",
     "The number rounded to scale decimal places, towards zero.", "round down(-5.5, 0)", "-5", kSpec},
    {"round half up", kScaled, round_half_up, OnUnknown::Shallow, "四舍五入到scale位小数，正好一半时远离零。",
     "The number rounded to scale decimal places, a half away from zero.", "round half up(5.5, 0)", "6",
     kSpec},
    {"round half down", kScaled, round_half_down, OnUnknown::Shallow,
     "四舍五入到scale位小数，正好一半时向零。",
     "The number rounded to scale decimal places, a half towards zero.", "round half down(5.5, 0)", "5",
     kSpec},
    {"abs", kAbs, abs, OnUnknown::Shallow, "数或者时长的绝对值。",
     "The absolute value of a number or duration.", "abs(-10)", "10", kSpec},
    {"modulo", kModulo, modulo, OnUnknown::Shallow, "相除的余数，正负与除数相同。",
     "The remainder, with the sign of the divisor.", "modulo(-12, 5)", "3", kSpec},
    {"sqrt", kOneNumber, sqrt, OnUnknown::Shallow, "平方根。", "The square root.", "sqrt(16)", "4", kSpec},
    {"log", kOneNumber, log, OnUnknown::Shallow, "自然对数。", "The natural logarithm.",
     "decimal(log(10), 8)", "2.30258509", kSpec},
    {"exp", kOneNumber, exp, OnUnknown::Shallow, "自然常数e的幂。", "Euler's number to that power.",
     "decimal(exp(5), 8)", "148.41315910", kSpec},
    {"odd", kOneNumber, odd, OnUnknown::Shallow, "是不是奇数；带小数的数既不是奇数也不是偶数。",
     "Whether the number is odd; one with a fraction is neither odd nor even.", "odd(5)", "true", kSpec},
    {"even", kOneNumber, even, OnUnknown::Shallow, "是不是偶数；带小数的数既不是奇数也不是偶数。",
     "Whether the number is even; one with a fraction is neither odd nor even.", "even(5)", "false", kSpec},
};

}  // namespace

std::span<const Builtin> numbers() { return kTable; }

}  // namespace gangway::feel::families
