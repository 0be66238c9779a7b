#include "dmn/table.h"

#include <algorithm>

namespace gangway::dmn {
namespace {

using feel::Comparison;
using feel::Kind;
using feel::Value;

bool fits(Comparison op, std::strong_ordering order) {
  switch (op) {
    case Comparison::Equal:
      return order == 0;
    case Comparison::NotEqual:
      return order != 0;
    case Comparison::Less:
      return order < 0;
    case Comparison::LessEqual:
      return order <= 0;
    case Comparison::Greater:
      return order > 0;
    case Comparison::GreaterEqual:
      return order >= 0;
  }
  return false;
}

// REQUIRES: a known scalar. Values of two kinds never fit.
bool fits(Comparison op, const Value& value, const Value& literal) {
  if (value.kind() != literal.kind()) return false;
  switch (value.kind()) {
    case Kind::Number:
      return fits(op, Decimal::compare(value.as_number(), literal.as_number()));
    case Kind::String:
      return fits(op, value.as_string() <=> literal.as_string());
    case Kind::Boolean:
      return fits(op, value.as_boolean() <=> literal.as_boolean());
    default:
      return false;
  }
}

bool fits(const SimpleTest& test, const Value& value) {
  return fits(test.op, value, test.value) &&
         (!test.second || fits(test.second->first, value, test.second->second));
}

bool is_scalar(Kind kind) {
  return kind == Kind::Number || kind == Kind::String || kind == Kind::Boolean || kind == Kind::Null;
}

enum class Truth : std::uint8_t { False, True, Unknown };

}  // namespace

// One pass over the rules: which are certain, which possible, and what the possible ones depend on.
class Table::Scan {
 public:
  enum class Reach : std::uint8_t { HitPolicy, AllRules };

  Scan(const Table& table, Frame& frame, Reach reach) : table_(table.parts_), frame_(frame) {
    columns_.resize(table_.inputs.size());
    frame_.slots.emplace_back();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (table_.inputs[i].allowed)
        (void)value(i);  // an input outside its values decides, whatever the cells ask
    }
    for (std::size_t rule = 0; rule < table_.rules.size() && !refused_; ++rule) {
      if (!frame_.machine.spend()) refused_ = true;
      switch (match(table_.rules[rule])) {
        case Truth::False:
          break;
        case Truth::Unknown:
          possible.push_back(rule);
          break;
        case Truth::True:
          certain.push_back(rule);
          if (reach == Reach::HitPolicy && table.stops_at_first()) rule = table_.rules.size() - 1;
          break;
      }
    }
    frame_.slots.pop_back();
  }

  // An input is none of those that its column allows, or the machine is out of steps.
  [[nodiscard]] bool refused() const { return refused_; }

  std::vector<std::size_t> certain;
  std::vector<std::size_t> possible;
  std::shared_ptr<const feel::InputSet> deciding;  // of the possible rules

 private:
  struct Column {
    Value value;
    std::optional<std::int64_t> integer;  // the value, when it is one
    bool asked = false;
  };

  const Value& value(std::size_t i) {
    auto& column = columns_[i];
    if (!column.asked) {
      column.asked = true;
      column.value = table_.inputs[i].value->evaluate(frame_);
      if (column.value.kind() == Kind::Number) column.integer = column.value.as_number().to_int();
      check_allowed(i, column.value);
    }
    return column.value;
  }

  void check_allowed(std::size_t i, const Value& value) {
    const auto& allowed = table_.inputs[i].allowed;
    if (!allowed || value.is_null() || value.is_unknown()) return;
    const auto result = run(*allowed, value);
    if (result.is_true() || result.is_unknown()) return;
    refused_ = true;
    fault(frame_.machine, "D2105", table_.inputs[i].where);
  }

  Value run(const feel::Program& tests, const Value& value) {
    frame_.need(tests.used());
    frame_.slots[table_.width] = value;
    return tests.evaluate(std::span(frame_.slots).first(table_.width + 1), frame_.machine);
  }

  // Known columns first: a rule that they rule out does not depend on the unknown ones.
  Truth match(const Rule& rule) {
    auto truth = Truth::True;
    std::shared_ptr<const feel::InputSet> depends;
    bool deferred = false;
    for (std::size_t i = 0; i < rule.cells.size(); ++i) {
      if (rule.cells[i].any) continue;
      if (value(i).is_unknown()) {
        deferred = true;
        continue;
      }
      if (!test(rule.cells[i], columns_[i], truth, depends)) return Truth::False;
    }
    for (std::size_t i = 0; deferred && i < rule.cells.size(); ++i) {
      if (rule.cells[i].any || !columns_[i].value.is_unknown()) continue;
      if (!test(rule.cells[i], columns_[i], truth, depends)) return Truth::False;
    }
    if (truth == Truth::Unknown) deciding = unite(deciding, depends);
    return truth;
  }

  // False: the cell rules the rule out.
  bool test(const Cell& cell, const Column& column, Truth& truth,
            std::shared_ptr<const feel::InputSet>& depends) {
    const auto& value = column.value;
    if (column.integer && !cell.spans.empty()) {
      return std::ranges::any_of(cell.spans, [key = *column.integer](const IntegerSpan& span) {
        return span.low <= key && key <= span.high;
      });
    }
    if (!cell.simple.empty() && is_scalar(value.kind())) {
      return std::ranges::any_of(cell.simple, [&](const SimpleTest& each) { return fits(each, value); });
    }
    if (!cell.program) return false;
    const auto result = run(*cell.program, value);
    if (result.is_unknown()) {
      truth = Truth::Unknown;
      depends = unite(depends, use(frame_.machine, result));
      return true;
    }
    return result.is_true();
  }

  const Parts& table_;
  Frame& frame_;
  std::vector<Column> columns_;
  bool refused_ = false;
};

Table::Table(Parts parts) : parts_(std::move(parts)) {
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
  const Scan scan(*this, frame, Scan::Reach::HitPolicy);
  if (scan.refused()) return {};
  return decide(frame, scan);
}

std::vector<std::size_t> Table::matched(Frame& frame) const {
  return Scan(*this, frame, Scan::Reach::AllRules).certain;
}

Value Table::shaped(std::vector<Value> values) const {
  if (values.size() == 1) return std::move(values.front());
  feel::Context out;
  for (std::size_t i = 0; i < values.size(); ++i) out.put(parts_.outputs[i].name, std::move(values[i]));
  return std::make_shared<const feel::Context>(std::move(out));
}

Value Table::output(Frame& frame, std::size_t rule) const {
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

Value Table::decide(Frame& frame, const Scan& scan) const {
  switch (parts_.hit_policy) {
    case HitPolicy::Unique:
    case HitPolicy::Any:
    case HitPolicy::First:
      return decide_single(frame, scan);
    case HitPolicy::Priority:
      return decide_best(frame, scan);
    case HitPolicy::RuleOrder:
    case HitPolicy::OutputOrder:
      return decide_list(frame, scan);
    case HitPolicy::Collect:
      break;
  }
  const bool extreme = parts_.aggregation == Aggregation::Min || parts_.aggregation == Aggregation::Max;
  return extreme ? decide_extreme(frame, scan) : decide_list(frame, scan);
}

Value Table::decide_single(Frame& frame, const Scan& scan) const {
  const bool is_unique = parts_.hit_policy == HitPolicy::Unique;
  if (is_unique && scan.certain.size() > 1) {
    return fault(
        frame.machine, "D2101", parts_.where,
        {{"first", std::to_string(scan.certain[0] + 1)}, {"second", std::to_string(scan.certain[1] + 1)}});
  }
  std::vector<Value> outcomes;
  for (const auto rule : scan.certain) outcomes.push_back(output(frame, rule));
  if (parts_.hit_policy == HitPolicy::Any) {
    for (std::size_t i = 1; i < outcomes.size(); ++i) {
      if (feel::equal(outcomes[0], outcomes[i]) != false) continue;
      return fault(
          frame.machine, "D2102", parts_.where,
          {{"first", std::to_string(scan.certain[0] + 1)}, {"second", std::to_string(scan.certain[i] + 1)}});
    }
  }
  if (scan.possible.empty()) return outcomes.empty() ? no_match(frame) : outcomes.front();
  const Quiet quiet(frame.machine);
  // UNIQUE: a second match makes the answer null, whatever the rules say.
  if (is_unique && (!outcomes.empty() || scan.possible.size() > 1)) outcomes.emplace_back();
  if (!(is_unique && !scan.certain.empty())) {
    for (const auto rule : scan.possible) outcomes.push_back(output(frame, rule));
  }
  if (scan.certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, scan.deciding);
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

Value Table::decide_best(Frame& frame, const Scan& scan) const {
  if (scan.certain.empty() && scan.possible.empty()) return no_match(frame);
  std::vector<Value> certain;
  for (const auto rule : scan.certain) certain.push_back(output(frame, rule));
  if (feel::unknown_inputs(certain, feel::Depth::Deep) && certain.size() + scan.possible.size() > 1) {
    return one_of(certain, scan.deciding);  // which one is best is not known either
  }
  const auto best =
      std::ranges::min_element(certain, {}, [this](const Value& each) { return priority(each); });
  std::vector<Value> outcomes;
  if (best != certain.end()) outcomes.push_back(*best);
  if (scan.possible.empty()) return outcomes.front();
  const Quiet quiet(frame.machine);
  for (const auto rule : scan.possible) {
    auto value = output(frame, rule);
    const bool is_known = !feel::unknown_inputs(std::span(&value, 1), feel::Depth::Deep);
    if (best != certain.end() && is_known && priority(*best) < priority(value)) continue;
    outcomes.push_back(std::move(value));
  }
  if (certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, scan.deciding);
}

Value Table::decide_list(Frame& frame, const Scan& scan) const {
  if (scan.certain.empty() && scan.possible.empty()) return no_match(frame);
  std::vector<Value> values;
  for (const auto rule : scan.certain) values.push_back(output(frame, rule));
  const auto inside = feel::unknown_inputs(values, feel::Depth::Deep);
  if (!scan.possible.empty()) {
    const Quiet quiet(frame.machine);
    std::vector<Value> maybe;
    for (const auto rule : scan.possible) maybe.push_back(output(frame, rule));
    return Value::unknown(
        unite(scan.deciding, unite(inside, feel::unknown_inputs(maybe, feel::Depth::Deep))));
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
Value Table::decide_extreme(Frame& frame, const Scan& scan) const {
  if (scan.certain.empty() && scan.possible.empty()) return no_match(frame);
  const bool wants_less = parts_.aggregation == Aggregation::Min;
  std::vector<Value> values;
  for (const auto rule : scan.certain) values.push_back(output(frame, rule));
  if (auto inside = feel::unknown_inputs(values, feel::Depth::Deep)) {
    return Value::unknown(unite(scan.deciding, inside));
  }
  std::optional<Value> best;
  for (const auto& value : values) {
    const auto order = feel::order(value, best ? *best : value);
    if (!order) return fault(frame.machine, "D2103", parts_.where);
    if (!best || (wants_less ? *order < 0 : *order > 0)) best = value;
  }
  if (scan.possible.empty()) return *best;
  const Quiet quiet(frame.machine);
  std::vector<Value> outcomes;
  if (best) outcomes.push_back(*best);
  for (const auto rule : scan.possible) {
    auto value = output(frame, rule);
    if (value.is_null()) value = Value();
    const auto order = best && !value.is_unknown() ? feel::order(value, *best) : std::nullopt;
    if (order && (wants_less ? *order >= 0 : *order <= 0)) continue;
    outcomes.push_back(std::move(value));
  }
  if (scan.certain.empty()) outcomes.push_back(no_match(frame));
  return one_of(outcomes, scan.deciding);
}

}  // namespace gangway::dmn
