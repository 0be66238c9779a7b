#include "dmn/table.h"

#include <algorithm>

#include "dmn/table_scan.h"

namespace gangway::dmn {
namespace {

using feel::Kind;
using feel::Value;

std::vector<const std::vector<Cell>*> cells_of(const Table::Parts& parts) {
  std::vector<const std::vector<Cell>*> out;
  for (const auto& rule : parts.rules) out.push_back(&rule.cells);
  return out;
}

std::vector<const Cell*> allowed_of(const Table::Parts& parts) {
  std::vector<const Cell*> out;
  for (const auto& input : parts.inputs) out.push_back(input.allowed ? &*input.allowed : nullptr);
  return out;
}

// The value of a constant after its conversion; nullopt: it is none, or converting it is a fault.
std::optional<Value> fitted(const NodePtr& node, const Table::Output& clause) {
  const auto* const value = node->constant();
  if (value == nullptr) return std::nullopt;
  feel::Diagnostics found;
  feel::Machine machine(found);
  auto out = fit(*value, *clause.type, machine, clause.where.element);
  return found.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

Table::Table(Parts parts) : parts_(std::move(parts)), index_(cells_of(parts_), allowed_of(parts_)) {
  for (const auto& rule : parts_.rules) constants_.push_back(constant_output(rule));
  default_ = constant_no_match();
  ordered_ = std::ranges::any_of(parts_.outputs, [](const Output& each) { return !each.order.empty(); });
}

feel::TypePtr Table::type() const {
  auto one = parts_.outputs.front().type->type;
  if (parts_.outputs.size() > 1) {
    std::vector<std::pair<std::string, feel::TypePtr>> fields;
    for (const auto& output : parts_.outputs) fields.emplace_back(output.name, output.type->type);
    one = feel::Type::context(std::move(fields));
  }
  switch (parts_.hit_policy) {
    case HitPolicy::RuleOrder:
    case HitPolicy::OutputOrder:
      return feel::Type::list(one);
    case HitPolicy::Collect:
      return parts_.aggregation == Aggregation::None ? feel::Type::list(one) : feel::Type::any();
    default:
      return one;
  }
}

Value Table::evaluate(Frame& frame) const {
  const TableScan scan(*this, frame);
  const auto& matches = scan.matches();
  if (matches.is_refused) return {};
  return decide(frame, matches);
}

Value Table::shaped(std::vector<Value> values) const {
  if (values.size() == 1) return std::move(values.front());
  feel::Context out;
  for (std::size_t i = 0; i < values.size(); ++i) out.put(parts_.outputs[i].name, std::move(values[i]));
  return std::make_shared<const feel::Context>(std::move(out));
}

std::optional<Value> Table::constant_output(const Rule& rule) const {
  std::vector<Value> values;
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    auto value = fitted(rule.outputs[i], parts_.outputs[i]);
    if (!value) return std::nullopt;
    values.push_back(*std::move(value));
  }
  return shaped(std::move(values));
}

std::optional<Value> Table::constant_no_match() const {
  bool any = false;
  std::vector<Value> values;
  for (const auto& clause : parts_.outputs) {
    auto value = clause.default_entry ? fitted(clause.default_entry, clause) : Value();
    if (!value) return std::nullopt;
    any = any || clause.default_entry;
    values.push_back(*std::move(value));
  }
  return any ? shaped(std::move(values)) : Value();
}

Value Table::output(Frame& frame, std::size_t rule) const {
  if (const auto* const known = constant_of(rule)) return *known;
  std::vector<Value> values;
  values.reserve(parts_.outputs.size());
  for (std::size_t i = 0; i < parts_.outputs.size(); ++i) {
    const auto& clause = parts_.outputs[i];
    values.push_back(fit(parts_.rules[rule].outputs[i]->evaluate(frame), *clause.type, frame.machine,
                         clause.where.element));
  }
  return shaped(std::move(values));
}

Value Table::no_match(Frame& frame) const {
  if (default_) return *default_;
  bool any = false;
  std::vector<Value> values;
  for (const auto& clause : parts_.outputs) {
    any = any || clause.default_entry;
    values.push_back(clause.default_entry ? fit(clause.default_entry->evaluate(frame), *clause.type,
                                                frame.machine, clause.where.element)
                                          : Value());
  }
  if (!any) return {};
  return shaped(std::move(values));
}

Value Table::decide(Frame& frame, const Matches& matches) const {
  switch (parts_.hit_policy) {
    case HitPolicy::Unique:
    case HitPolicy::Any:
    case HitPolicy::First:
      return decide_single(frame, matches);
    case HitPolicy::Priority:
      return decide_best(frame, matches);
    case HitPolicy::RuleOrder:
    case HitPolicy::OutputOrder:
      return decide_list(frame, matches);
    case HitPolicy::Collect:
      break;
  }
  const bool extreme = parts_.aggregation == Aggregation::Min || parts_.aggregation == Aggregation::Max;
  return extreme ? decide_extreme(frame, matches) : decide_list(frame, matches);
}

Value Table::decide_single(Frame& frame, const Matches& matches) const {
  const bool is_unique = parts_.hit_policy == HitPolicy::Unique;
  if (is_unique && matches.certain.size() > 1) {
    return fault(frame.machine, "D2101", parts_.where,
                 {{"first", std::to_string(matches.certain.all()[0] + 1)},
                  {"second", std::to_string(matches.certain.all()[1] + 1)}});
  }
  if (matches.possible.empty() && matches.certain.size() == 1) return output(frame, matches.certain.all()[0]);
  if (matches.possible.empty() && matches.certain.empty()) return no_match(frame);
  std::vector<Value> outcomes;
  for (const auto rule : matches.certain.all()) outcomes.push_back(output(frame, rule));
  if (parts_.hit_policy == HitPolicy::Any) {
    for (std::size_t i = 1; i < outcomes.size(); ++i) {
      if (feel::equal(outcomes[0], outcomes[i]) != false) continue;
      return fault(frame.machine, "D2102", parts_.where,
                   {{"first", std::to_string(matches.certain.all()[0] + 1)},
                    {"second", std::to_string(matches.certain.all()[i] + 1)}});
    }
  }
  if (matches.possible.empty()) return outcomes.front();
  const Quiet quiet(frame.machine);
  if (auto exact = complete(frame, matches)) return *exact;
  // UNIQUE: a second match makes the answer null, whatever the rules say.
  if (is_unique && (!outcomes.empty() || matches.possible.size() > 1)) outcomes.emplace_back();
  if (!(is_unique && !matches.certain.empty())) {
    for (const auto rule : matches.possible.all()) outcomes.push_back(output(frame, rule));
  }
  if (matches.certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, matches.deciding);
}

// For each output clause, how far down its list of values the output stands.
std::vector<std::size_t> Table::priority(const Value& output) const {
  std::vector<std::size_t> ranks;
  for (const auto& clause : parts_.outputs) {
    const auto* value = &output;
    if (parts_.outputs.size() > 1) {
      value = output.kind() == Kind::Context ? output.as_context().find(clause.name) : nullptr;
    }
    const auto at = std::ranges::find_if(clause.order, [&](const Value& each) {
      return value != nullptr && feel::equal(*value, each) == true;
    });
    ranks.push_back(static_cast<std::size_t>(at - clause.order.begin()));
  }
  return ranks;
}

Value Table::decide_best(Frame& frame, const Matches& matches) const {
  if (matches.certain.empty() && matches.possible.empty()) return no_match(frame);
  std::vector<Value> certain;
  for (const auto rule : matches.certain.all()) certain.push_back(output(frame, rule));
  if (feel::unknown_inputs(certain, feel::Depth::Deep) && certain.size() + matches.possible.size() > 1) {
    return one_of(certain, matches.deciding);  // which one is best is not known either
  }
  const auto best =
      std::ranges::min_element(certain, {}, [this](const Value& each) { return priority(each); });
  std::vector<Value> outcomes;
  if (best != certain.end()) outcomes.push_back(*best);
  if (matches.possible.empty()) return outcomes.front();
  const Quiet quiet(frame.machine);
  if (auto exact = complete(frame, matches)) return *exact;
  for (const auto rule : matches.possible.all()) {
    auto value = output(frame, rule);
    const bool is_known = !feel::unknown_inputs(std::span(&value, 1), feel::Depth::Deep);
    if (best != certain.end() && is_known && priority(*best) < priority(value)) continue;
    outcomes.push_back(std::move(value));
  }
  if (certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, matches.deciding);
}

Value Table::decide_list(Frame& frame, const Matches& matches) const {
  if (matches.certain.empty() && matches.possible.empty()) return no_match(frame);
  std::vector<Value> values;
  for (const auto rule : matches.certain.all()) values.push_back(output(frame, rule));
  const auto inside = feel::unknown_inputs(values, feel::Depth::Deep);
  if (!matches.possible.empty()) {
    const Quiet quiet(frame.machine);
    if (auto exact = complete(frame, matches)) return *exact;
    std::vector<Value> maybe;
    for (const auto rule : matches.possible.all()) maybe.push_back(output(frame, rule));
    return Value::unknown(
        unite(matches.deciding, unite(inside, feel::unknown_inputs(maybe, feel::Depth::Deep))));
  }
  if (parts_.aggregation != Aggregation::None) return aggregate(frame, std::move(values));
  if (parts_.hit_policy == HitPolicy::OutputOrder && ordered_ && values.size() > 1) {
    if (inside) return Value::unknown(inside);
    std::ranges::stable_sort(values, {}, [this](const Value& each) { return priority(each); });
  }
  return Value::list(std::move(values));
}

Value Table::aggregate(Frame& frame, std::vector<Value> values) const {
  if (parts_.aggregation == Aggregation::Count) {
    return Value::number(static_cast<std::int64_t>(values.size()));
  }
  auto sum = values.front();
  if (!sum.is_unknown() && sum.kind() != Kind::Number) return fault(frame.machine, "D2103", parts_.where);
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (!values[i].is_unknown() && values[i].kind() != Kind::Number) {
      return fault(frame.machine, "D2103", parts_.where);
    }
    sum = feel::arithmetic(frame.machine, feel::Arithmetic::Add, sum, values[i]);
  }
  return sum;
}

// The smallest or largest output; a possible rule matters only if its output would take that place.
Value Table::decide_extreme(Frame& frame, const Matches& matches) const {
  if (matches.certain.empty() && matches.possible.empty()) return no_match(frame);
  const bool wants_less = parts_.aggregation == Aggregation::Min;
  std::vector<Value> values;
  for (const auto rule : matches.certain.all()) values.push_back(output(frame, rule));
  if (auto inside = feel::unknown_inputs(values, feel::Depth::Deep)) {
    return Value::unknown(unite(matches.deciding, inside));
  }
  std::optional<Value> best;
  for (const auto& value : values) {
    const auto order = feel::order(value, best ? *best : value);
    if (!order) return fault(frame.machine, "D2103", parts_.where);
    if (!best || (wants_less ? *order < 0 : *order > 0)) best = value;
  }
  if (matches.possible.empty()) return *best;
  const Quiet quiet(frame.machine);
  if (auto exact = complete(frame, matches)) return *exact;
  std::vector<Value> outcomes;
  if (best) outcomes.push_back(*best);
  for (const auto rule : matches.possible.all()) {
    auto value = output(frame, rule);
    if (value.is_null()) value = Value();
    const auto order = best && !value.is_unknown() ? feel::order(value, *best) : std::nullopt;
    if (order && (wants_less ? *order >= 0 : *order <= 0)) continue;
    outcomes.push_back(std::move(value));
  }
  if (matches.certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, matches.deciding);
}

}  // namespace gangway::dmn
