#include "policy/search.h"

#include <algorithm>

#include "dmn/model.h"
#include "feel/ops.h"

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

std::vector<Value> model_inputs(const Inputs& inputs, const Version& version, const Frame& frame) {
  const auto& groups = inputs.vocabulary().groups;
  std::vector<Value> out;
  out.reserve(version.model->inputs().size());
  for (const auto& input : version.model->inputs()) {
    if (input.name == "as_of") {
      out.push_back(frame.as_of);
    } else if (input.name == "parameters") {
      out.push_back(frame.parameters);
    } else {
      const auto at = std::ranges::find(groups, input.name);
      out.push_back(at == groups.end() ? Value()
                                       : frame.groups[static_cast<std::size_t>(at - groups.begin())]);
    }
  }
  return out;
}

Value Rule::eligible(const Frame& frame, Cuts* cuts) const {
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  if (cuts != nullptr) {
    machine.on_cut = [&](feel::InputId id, const Value& value) { cuts->at[id].push_back(value); };
    machine.on_use = [&](feel::InputId id) { cuts->used.insert(id); };
  }
  const auto values = model_inputs(*inputs_, *version_, frame);
  dmn::Evaluation evaluation(*version_->model, values, machine);
  return evaluation.decision(version_->eligible);
}

Cells cells_of(const FactPath& path, feel::InputId id, const Rule::Cuts& cuts, Day as_of) {
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

Search::Search(const Rule& rule, const Frame& frame, Day as_of, int budget)
    : rule_(rule), frame_(frame), as_of_(as_of), budget_(budget) {
  (void)rule_.eligible(frame_, &cuts_);
  ++spent_;
}

Value Search::evaluate(const Frame& frame) {
  ++spent_;
  return rule_.eligible(frame);
}

const Cells& Search::cells(const FactPath& path) {
  const auto id = rule_.inputs().id(path);
  const auto at = cells_.find(id);
  if (at != cells_.end()) return at->second;
  return cells_.emplace(id, cells_of(path, id, cuts_, as_of_)).first->second;
}

std::optional<int> Search::outcome(const Value& value) const {
  if (value.is_true()) return 0;
  if (value.is_false()) return 1;
  if (value.is_unknown() && !dependencies(rule_.inputs(), value).facts.empty()) return std::nullopt;
  return 2;
}

// Depth first over the facts that the undecided cells of the target still hang on. A partial answer under
// which all cells of the target agree is left at once: that is what keeps conjunctions linear.
Matters Search::explore(Frame& frame, const FactPath& target, const Cells& target_cells) {
  std::optional<int> seen;
  std::optional<FactPath> open;
  std::size_t fewest = 0;
  for (const auto& cell : target_cells.values) {
    if (spent_ >= budget_) return Matters::Undecided;
    put(frame, rule_.inputs(), target, cell);
    const auto value = evaluate(frame);
    if (const auto known = outcome(value)) {
      if (seen && *seen != *known) return Matters::Yes;
      seen = known;
      continue;
    }
    for (const auto& path : dependencies(rule_.inputs(), value).facts) {
      const auto size = cells(path).values.size();
      if (!open || size < fewest) {
        open = path;
        fewest = size;
      }
    }
  }
  if (!open) return target_cells.complete ? Matters::No : Matters::Undecided;
  auto verdict = cells(*open).complete ? Matters::No : Matters::Undecided;
  for (const auto& cell : cells(*open).values) {
    put(frame, rule_.inputs(), *open, cell);
    const auto deeper = explore(frame, target, target_cells);
    if (deeper == Matters::Yes) return Matters::Yes;
    if (deeper == Matters::Undecided) verdict = Matters::Undecided;
    if (spent_ >= budget_) break;
  }
  put(frame, rule_.inputs(), *open, std::nullopt);
  return spent_ >= budget_ ? Matters::Undecided : verdict;
}

Matters Search::matters(const FactPath& path) {
  Frame frame = frame_;
  return explore(frame, path, cells(path));
}

bool Search::outcomes(Frame& frame, std::set<int>& found) {
  if (spent_ >= budget_) return false;
  const auto value = evaluate(frame);
  if (const auto known = outcome(value)) {
    found.insert(*known);
    return true;
  }
  const auto path = dependencies(rule_.inputs(), value).facts.front();
  bool complete = cells(path).complete;
  for (const auto& cell : cells(path).values) {
    put(frame, rule_.inputs(), path, cell);
    complete = outcomes(frame, found) && complete;
    if (found.size() > 1) break;
  }
  put(frame, rule_.inputs(), path, std::nullopt);
  return complete;
}

std::optional<Value> Search::settled() {
  Frame frame = frame_;
  std::set<int> found;
  if (!outcomes(frame, found) || found.size() != 1) return std::nullopt;
  if (*found.begin() == 0) return Value(true);
  if (*found.begin() == 1) return Value(false);
  return Value::unknown(std::make_shared<const feel::InputSet>());
}

}  // namespace gangway::policy
