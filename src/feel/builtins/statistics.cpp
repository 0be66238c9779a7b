// Aggregates over lists. Source: DMN 1.5 clause 10.3.4.4.

#include <algorithm>

#include "feel/builtins/families.h"
#include "feel/builtins/twofold.h"
#include "feel/ops.h"

namespace gangway::feel::families {
namespace {

// All numbers of the list; nullopt when an item is none.
std::optional<std::vector<Decimal>> numbers_of(const Call& call) {
  std::vector<Decimal> out;
  const auto& list = call.arguments[0].as_list();
  out.reserve(list.size());
  if (!call.machine.spend(list.size())) return std::nullopt;
  for (const auto& item : list) {
    if (item.kind() != Kind::Number) return std::nullopt;
    out.push_back(item.as_number());
  }
  return out;
}

Value not_numbers(const Call& call) { return call.machine.fault("F2106", call.span); }

std::optional<Decimal> total(const std::vector<Decimal>& numbers) {
  std::optional<Decimal> sum = Decimal(0);
  for (const auto& number : numbers) {
    if (sum) sum = Decimal::add(*sum, number);
  }
  return sum;
}

Value value_of(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

Value extreme(const Call& call, bool smallest) {
  const auto& list = call.arguments[0].as_list();
  if (list.empty()) return {};
  const Value* best = &list.front();
  for (const auto& item : list) {
    const auto ordering = order(item, *best);
    if (!ordering) return call.machine.fault("F2001", call.span);
    if (smallest ? *ordering < 0 : *ordering > 0) best = &item;
  }
  return *best;
}
Value min(const Call& call) { return extreme(call, true); }
Value max(const Call& call) { return extreme(call, false); }

Value sum(const Call& call) {
  const auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  return numbers->empty() ? Value() : value_of(total(*numbers));
}

Value count(const Call& call) {
  return Value::number(static_cast<std::int64_t>(call.arguments[0].as_list().size()));
}

Value mean(const Call& call) {
  const auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  if (numbers->empty()) return {};
  const auto sum = total(*numbers);
  return sum ? value_of(Decimal::divide(*sum, Decimal(static_cast<std::int64_t>(numbers->size())))) : Value();
}

Value product(const Call& call) {
  const auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  if (numbers->empty()) return {};
  std::optional<Decimal> out = Decimal(1);
  for (const auto& number : *numbers) {
    if (out) out = Decimal::multiply(*out, number);
  }
  return value_of(out);
}

Value median(const Call& call) {
  auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  if (numbers->empty()) return {};
  std::ranges::sort(*numbers);
  const auto middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return Value((*numbers)[middle]);
  const auto sum = Decimal::add((*numbers)[middle - 1], (*numbers)[middle]);
  return sum ? value_of(Decimal::divide(*sum, Decimal(2))) : Value();
}

// The sample standard deviation.
Value stddev(const Call& call) {
  const auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  if (numbers->size() < 2) return {};
  const auto size = static_cast<std::int64_t>(numbers->size());
  std::optional<Twofold> sum = Twofold{};
  for (const auto& number : *numbers) {
    if (sum) sum = Twofold::add(*sum, {number, {}});
  }
  const auto average = sum ? Twofold::divide(*sum, size) : std::nullopt;
  if (!average) return {};
  std::optional<Twofold> squares = Twofold{};
  for (const auto& number : *numbers) {
    const auto off = Twofold::add({number, {}}, average->negated());
    const auto square = off ? Twofold::multiply(*off, *off) : std::nullopt;
    squares = squares && square ? Twofold::add(*squares, *square) : std::nullopt;
  }
  const auto variance = squares ? Twofold::divide(*squares, size - 1) : std::nullopt;
  return variance ? value_of(Twofold::sqrt(*variance)) : Value();
}

Value mode(const Call& call) {
  auto numbers = numbers_of(call);
  if (!numbers) return not_numbers(call);
  std::ranges::sort(*numbers);
  List out;
  std::size_t most = 0;
  for (std::size_t i = 0; i < numbers->size();) {
    std::size_t end = i;
    while (end < numbers->size() && (*numbers)[end] == (*numbers)[i]) ++end;
    if (end - i > most) {
      most = end - i;
      out.clear();
    }
    if (end - i == most) out.emplace_back((*numbers)[i]);
    i = end;
  }
  return Value::list(std::move(out));
}

void report_use(Machine& machine, const Value& value) {
  if (machine.on_use && value.is_unknown() && value.as_unknown().origin)
    machine.on_use(*value.as_unknown().origin);
}

// All and any are Kleene's: false or true decides, whatever else is unknown or null.
Value quantified(const Call& call, bool all) {
  const auto& argument = call.arguments[0];
  if (argument.is_unknown()) {
    report_use(call.machine, argument);
    return Value::unknown(argument.as_unknown().inputs);
  }
  Value out(all);
  for (const auto& item : argument.as_list()) {
    report_use(call.machine, item);
    if (!item.is_null() && !item.is_unknown() && item.kind() != Kind::Boolean) {
      return call.machine.fault("F2102", call.span, {{"name", all ? "all" : "any"}});
    }
    out = all ? logical_and(out, item) : logical_or(out, item);
  }
  return out;
}
Value all(const Call& call) { return quantified(call, true); }
Value any(const Call& call) { return quantified(call, false); }

constexpr Param kList[] = {{"list", ParamType::List}};
constexpr Signature kOneList[] = {{kList}};
constexpr Signature kItems[] = {{kList, true}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.4";

constexpr Builtin kTable[] = {
    {"min", kItems, min, OnUnknown::Deep, "最小的一项。", "The smallest item.", "min(3, 1, 2)", "1", kSpec},
    {"max", kItems, max, OnUnknown::Deep, "最大的一项。", "The greatest item.", "max([3, 1, 2])", "3", kSpec},
    {"sum", kItems, sum, OnUnknown::Deep, "各项的总和。", "The sum of the items.", "sum([1, 2, 3])", "6",
     kSpec},
    {"count", kOneList, count, OnUnknown::Shallow, "列表有几项。", "The number of items.",
     "count([1, null, 3])", "3", kSpec},
    {"mean", kItems, mean, OnUnknown::Deep, "各项的平均数。", "The arithmetic mean.", "mean([1, 2, 3])", "2",
     kSpec},
    {"product", kItems, product, OnUnknown::Deep, "各项的乘积。", "The product of the items.",
     "product([2, 3, 4])", "24", kSpec},
    {"median", kItems, median, OnUnknown::Deep, "各项的中位数。", "The median of the items.",
     "median(8, 2, 5, 3, 4)", "4", kSpec},
    {"stddev", kItems, stddev, OnUnknown::Deep, "样本标准差。", "The sample standard deviation.",
     "stddev(2, 4, 6)", "2", kSpec},
    {"mode", kItems, mode, OnUnknown::Deep, "出现次数最多的数，从小到大；空列表得到空列表。",
     "The most frequent numbers, ascending; an empty list gives an empty list.", "mode([6, 1, 9, 6, 1])",
     "[1, 6]", kSpec},
    {"all", kItems, all, OnUnknown::Own, "是不是每一项都为true。", "Whether every item is true.",
     "all([true, false])", "false", kSpec},
    {"any", kItems, any, OnUnknown::Own, "是不是有一项为true。", "Whether some item is true.",
     "any([true, false])", "true", kSpec},
};

}  // namespace

std::span<const Builtin> statistics() { return kTable; }

}  // namespace gangway::feel::families
