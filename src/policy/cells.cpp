#include "policy/cells.h"

#include <algorithm>

#include "feel/ops.h"
#include "policy/frame.h"

namespace gangway::policy {
namespace {

using feel::Value;

constexpr std::size_t kMaxSubsetOptions = 4;  // of a list of choice: 16 subsets
constexpr std::int64_t kMaxSmallDomain = 16;  // integers enumerated one by one

void add(std::vector<Value>& values, Value value) {
  const auto same = [&](const Value& other) { return feel::identical(value, other); };
  if (std::ranges::none_of(values, same)) values.push_back(std::move(value));
}

Cells boolean_cells() { return {{Value(true), Value(false)}, true}; }

// Every option that a comparison names, and one more for all the others.
Cells choice_cells(const std::vector<Option>& options, const std::vector<Value>* cuts, bool used) {
  Cells cells{{}, true};
  bool other = false;
  for (const auto& option : options) {
    auto code = Value::string(option.code);
    const bool named = used || cuts == nullptr || std::ranges::any_of(*cuts, [&](const Value& cut) {
                         return feel::identical(cut, code);
                       });
    if (named) {
      cells.values.push_back(std::move(code));
    } else if (!other) {
      other = true;
      cells.values.push_back(std::move(code));
    }
  }
  return cells;
}

Cells subset_cells(const std::vector<Option>& options) {
  Cells cells{{}, options.size() <= kMaxSubsetOptions};
  const auto add_subset = [&](std::size_t mask) {
    feel::List items;
    for (std::size_t i = 0; i < options.size(); ++i) {
      if ((mask >> i & 1U) != 0) items.push_back(Value::string(options[i].code));
    }
    cells.values.push_back(Value::list(std::move(items)));
  };
  if (cells.complete) {
    for (std::size_t mask = 0; mask < std::size_t{1} << options.size(); ++mask) add_subset(mask);
  } else {
    add_subset(0);
    for (std::size_t i = 0; i < options.size() && i < 32; ++i) add_subset(std::size_t{1} << i);
    add_subset((std::size_t{1} << std::min<std::size_t>(options.size(), 32)) - 1);
  }
  return cells;
}

struct NumberDomain {
  std::optional<Decimal> min;
  std::optional<Decimal> max;
  Decimal step{1};
};

NumberDomain number_domain(const FactPath& path) {
  const int decimals = path.column != nullptr ? path.column->decimals : path.fact->decimals;
  NumberDomain out{path.column != nullptr ? path.column->min : path.fact->min,
                   path.column != nullptr ? path.column->max : path.fact->max, Decimal(1)};
  for (int i = 0; i < decimals; ++i) out.step = *Decimal::divide(out.step, Decimal(10));
  return out;
}

// A cut that is no multiple of the step lies between two neighbours that both are values of the fact.
void add_around(std::vector<Decimal>& points, const Decimal& cut, const NumberDomain& domain) {
  const auto steps = Decimal::divide(cut, domain.step);
  const auto floor = steps ? steps->rounded(0, Decimal::Rounding::Floor) : std::nullopt;
  if (!floor) return;
  for (const int offset : {-1, 0, 1, 2}) {
    const auto count = Decimal::add(*floor, Decimal(offset));
    const auto point = count ? Decimal::multiply(*count, domain.step) : std::nullopt;
    if (!point || (domain.min && *point < *domain.min) || (domain.max && *point > *domain.max)) continue;
    points.push_back(*point);
  }
}

Cells number_cells(const FactPath& path, const std::vector<Value>* cuts, bool used) {
  const auto domain = number_domain(path);
  std::vector<Decimal> points;
  if (used) {
    const auto low = domain.min ? domain.min->to_int() : std::nullopt;
    const auto high = domain.max ? domain.max->to_int() : std::nullopt;
    if (low && high && *high - *low <= kMaxSmallDomain && domain.step == Decimal(1)) {
      Cells cells{{}, true};
      for (auto n = *low; n <= *high; ++n) cells.values.push_back(Value::number(n));
      return cells;
    }
    for (const std::int64_t sample : {0, 1, 2, 5, 10, 20, 50, 100, 1000, 10000, 100000, 1000000, 10000000}) {
      add_around(points, Decimal(sample), domain);
    }
  }
  if (domain.min) points.push_back(*domain.min);
  if (domain.max) points.push_back(*domain.max);
  if (cuts != nullptr) {
    for (const auto& cut : *cuts) {
      if (cut.kind() == feel::Kind::Number) add_around(points, cut.as_number(), domain);
    }
  }
  if (points.empty()) points.emplace_back(0);
  std::ranges::sort(points);
  Cells cells{{}, !used};
  for (const auto& point : points) add(cells.values, Value(point));
  return cells;
}

std::optional<Day> day_of(const Value& value) {
  if (value.kind() != feel::Kind::Date) return std::nullopt;
  return Day{std::chrono::days{feel::days_from_civil(value.as_date())}};
}

Cells date_cells(const std::vector<Value>* cuts, bool used, Day as_of) {
  std::set<Day> days;
  const auto add_around_day = [&](Day day) {
    for (const int offset : {-1, 0, 1}) days.insert(day + std::chrono::days{offset});
  };
  if (used) {
    for (const int years :
         {0, 1, 2, 3, 4, 5, 6, 10, 16, 18, 25, 26, 35, 40, 45, 46, 55, 56, 60, 61, 65, 70, 80}) {
      add_around_day(add_months(as_of, -12 * years));
    }
    for (const int ahead : {7, 15, 30, 60, 90, 180, 365, 1826, 3652})
      add_around_day(as_of + std::chrono::days{ahead});
  }
  if (cuts != nullptr) {
    for (const auto& cut : *cuts) {
      if (const auto day = day_of(cut)) add_around_day(*day);
    }
  }
  if (days.empty()) days.insert(as_of);
  Cells cells{{}, !used};
  for (const auto day : days) cells.values.push_back(date_value(day));
  return cells;
}

}  // namespace

Cells cells_of(const FactPath& path, feel::InputId id, const Cuts& cuts, Day as_of) {
  const auto at = cuts.at.find(id);
  const auto* const points = at == cuts.at.end() ? nullptr : &at->second;
  const bool used = cuts.used.contains(id);
  const auto& options = path.column != nullptr ? path.column->options : path.fact->options;
  Cells cells;
  switch (path.type()) {
    case FactType::Boolean:
      cells = boolean_cells();
      break;
    case FactType::Choice:
      cells = choice_cells(options, points, used);
      break;
    case FactType::Choices:
      cells = subset_cells(options);
      break;
    case FactType::Number:
      cells = number_cells(path, points, used);
      break;
    case FactType::Date:
      cells = date_cells(points, used, as_of);
      break;
    case FactType::String:
    case FactType::Years:
      cells = {{Value::string("")}, false};
      break;
  }
  if (path.column != nullptr ? path.column->nullable : path.fact->nullable) cells.values.emplace_back();
  return cells;
}

}  // namespace gangway::policy
