#include "dmn/boxed_nodes.h"

#include <algorithm>
#include <array>
#include <limits>

#include "feel/builtin.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Kind;
using feel::Value;

// The items that an iteration or a filter goes over: of a list, of a range of integers, or the value itself.
std::optional<feel::List> items_of(feel::Machine& machine, const Value& value) {
  if (value.kind() == Kind::List) return value.as_list();
  if (value.is_null()) return std::nullopt;
  if (value.kind() != Kind::Range) return feel::List{value};
  const auto bound = [](const std::optional<Value>& end) -> std::optional<std::int64_t> {
    if (!end || end->kind() != Kind::Number) return std::nullopt;
    return end->as_number().to_int();
  };
  const auto& range = value.as_range();
  auto low = bound(range.low);
  auto high = bound(range.high);
  constexpr auto kLargest = std::numeric_limits<std::int64_t>::max() / 4;
  if (!low || !high || *low < -kLargest || *low > kLargest || *high < -kLargest || *high > kLargest) {
    return std::nullopt;
  }
  if (range.low_end == feel::Range::End::Open) ++*low;
  if (range.high_end == feel::Range::End::Open) --*high;
  const auto count = *high < *low ? std::uint64_t{0} : static_cast<std::uint64_t>(*high - *low) + 1;
  if (count > machine.limits().list_size || !machine.spend(count)) return std::nullopt;
  feel::List out;
  for (auto i = *low; i <= *high; ++i) out.push_back(Value::number(i));
  return out;
}

class Closure final : public feel::Function, public std::enable_shared_from_this<Closure> {
 public:
  Closure(std::shared_ptr<const FunctionNode::Definition> definition, std::vector<Value> captured)
      : definition_(std::move(definition)), captured_(std::move(captured)) {}

  [[nodiscard]] std::span<const std::string> parameters() const override { return definition_->names; }
  [[nodiscard]] const feel::Type* type() const override { return definition_->type.get(); }

  [[nodiscard]] Value call(feel::Machine& machine, std::span<const Value> arguments) const override {
    const Deeper deeper(machine);
    if (!deeper.ok()) return fault(machine, "D2004", definition_->where);
    Frame frame(machine, nullptr, 0);
    frame.slots = captured_;
    if (definition_->is_recursive)
      frame.slots.emplace_back(std::shared_ptr<const feel::Function>(shared_from_this()));
    if (!push_arguments(frame, definition_->parameters, arguments, definition_->where)) return {};
    return definition_->body->evaluate(frame);
  }

 private:
  std::shared_ptr<const FunctionNode::Definition> definition_;
  std::vector<Value> captured_;
};

}  // namespace

Value ContextNode::evaluate(Frame& frame) const {
  const auto width = frame.slots.size();
  for (const auto& entry : entries_) {
    auto value = entry.value->evaluate(frame);
    frame.slots.push_back(fit(value, *entry.type, frame.machine, entry.name));
  }
  Value out;
  if (result_) {
    out = result_->evaluate(frame);
  } else {
    std::vector<std::pair<std::string, Value>> entries;
    entries.reserve(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      entries.emplace_back(entries_[i].name, std::move(frame.slots[width + i]));
    }
    out = std::make_shared<const feel::Context>(std::move(entries));
  }
  frame.slots.resize(width);
  return out;
}

feel::TypePtr ContextNode::type() const {
  if (result_) return result_->type();
  std::vector<std::pair<std::string, feel::TypePtr>> fields;
  for (const auto& entry : entries_) {
    const bool is_declared = entry.type->type->tag != feel::Type::Tag::Any;
    fields.emplace_back(entry.name, is_declared ? entry.type->type : entry.value->type());
  }
  return feel::Type::context(std::move(fields));
}

Value ListNode::evaluate(Frame& frame) const {
  feel::List out;
  out.reserve(items_.size());
  for (const auto& item : items_) out.push_back(item->evaluate(frame));
  return Value::list(std::move(out));
}

Value RelationNode::evaluate(Frame& frame) const {
  feel::List out;
  out.reserve(rows_.size());
  for (const auto& row : rows_) {
    std::vector<std::pair<std::string, Value>> entries;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      entries.emplace_back(columns_[i].name,
                           fit(row[i]->evaluate(frame), *columns_[i].type, frame.machine, columns_[i].name));
    }
    out.emplace_back(std::make_shared<const feel::Context>(std::move(entries)));
  }
  return Value::list(std::move(out));
}

feel::TypePtr RelationNode::type() const {
  std::vector<std::pair<std::string, feel::TypePtr>> fields;
  for (const auto& column : columns_) fields.emplace_back(column.name, column.type->type);
  return feel::Type::list(feel::Type::context(std::move(fields)));
}

Value ConditionalNode::evaluate(Frame& frame) const {
  const auto condition = condition_->evaluate(frame);
  const bool is_condition = condition.kind() == Kind::Boolean || condition.is_null();
  if (!is_condition && !condition.is_unknown()) return fault(frame.machine, "D2006", where_);
  if (is_condition) return (condition.is_true() ? then_ : else_)->evaluate(frame);
  const Quiet quiet(frame.machine);
  const std::vector<Value> outcomes{then_->evaluate(frame), else_->evaluate(frame)};
  return one_of(outcomes, use(frame.machine, condition));
}

namespace {

// Which items there are is not known: what `body` says of an unknown one, in all of its slots, tells what
// else the answer hangs on.
Value of_some_item(Frame& frame, const Node& body, const Value& items, std::size_t slots) {
  const auto some = feel::lost(frame.machine, std::span(&items, 1));
  const auto width = frame.slots.size();
  frame.slots.insert(frame.slots.end(), slots, some);
  const Quiet quiet(frame.machine);
  const std::array<Value, 2> because{some, body.evaluate(frame)};
  frame.slots.resize(width);
  return feel::lost(frame.machine, because);
}

}  // namespace

Value FilterNode::evaluate(Frame& frame) const {
  const auto list = list_->evaluate(frame);
  if (list.is_unknown()) return of_some_item(frame, *match_, list, 1 + fields_.size());
  if (list.is_null()) return {};
  const auto items = items_of(frame.machine, list);
  if (!items) return fault(frame.machine, "D2005", where_);
  const auto width = frame.slots.size();
  feel::List out;
  bool is_fault = false;
  std::shared_ptr<const feel::InputSet> deciding;
  for (const auto& item : *items) {
    if (!frame.machine.spend()) break;
    frame.slots.push_back(item);
    for (const auto& field : fields_) {
      const auto* const value = item.kind() == Kind::Context ? item.as_context().find(field) : nullptr;
      frame.slots.push_back(value == nullptr ? Value() : *value);
    }
    const auto match = match_->evaluate(frame);
    frame.slots.resize(width);
    if (match.is_unknown()) {
      deciding = unite(deciding, use(frame.machine, match));
    } else if (match.kind() != Kind::Boolean && !match.is_null()) {
      is_fault = true;
      break;
    }
    if (match.is_true() || match.is_unknown()) out.push_back(item);
  }
  if (is_fault) return fault(frame.machine, "D2006", where_);
  if (deciding) return Value::unknown(unite(deciding, feel::unknown_inputs(out, feel::Depth::Deep)));
  return Value::list(std::move(out));
}

Value IterationNode::evaluate(Frame& frame) const {
  const auto list = list_->evaluate(frame);
  if (list.is_unknown()) return of_some_item(frame, *body_, list, kind_ == IterationKind::For ? 2 : 1);
  const auto items = items_of(frame.machine, list);
  if (!items) return fault(frame.machine, "D2005", where_);
  return kind_ == IterationKind::For ? all_results(frame, *items) : quantified(frame, *items);
}

Value IterationNode::all_results(Frame& frame, const feel::List& items) const {
  feel::List out;
  out.reserve(items.size());
  const auto width = frame.slots.size();
  for (const auto& item : items) {
    if (!frame.machine.spend(needs_partial_ ? out.size() + 1 : 1)) return {};
    frame.slots.push_back(item);
    frame.slots.push_back(needs_partial_ ? Value::list(out) : Value());
    out.push_back(body_->evaluate(frame));
    frame.slots.resize(width);
  }
  return Value::list(std::move(out));
}

Value IterationNode::quantified(Frame& frame, const feel::List& items) const {
  const bool is_some = kind_ == IterationKind::Some;
  Value out(!is_some);
  for (const auto& item : items) {
    if (!frame.machine.spend()) return {};
    frame.slots.push_back(item);
    const auto one = body_->evaluate(frame);
    frame.slots.pop_back();
    out = is_some ? feel::logical_or(out, one) : feel::logical_and(out, one);
    if (out.kind() == Kind::Boolean && out.as_boolean() == is_some) return out;
  }
  return out;
}

Value InvocationNode::evaluate(Frame& frame) const {
  const auto function = function_->evaluate(frame);
  if (function.kind() != Kind::Function && !function.is_unknown())
    return fault(frame.machine, "D2007", where_);
  std::vector<std::pair<std::string, Value>> arguments;
  arguments.reserve(arguments_.size());
  for (const auto& argument : arguments_)
    arguments.emplace_back(argument.name, argument.value->evaluate(frame));
  if (function.is_unknown()) {
    std::vector<Value> because{function};
    for (const auto& each : arguments) because.push_back(each.second);
    return feel::lost(frame.machine, because);
  }
  return call_by_name(function.as_function(), frame.machine, arguments, where_);
}

Value FunctionNode::evaluate(Frame& frame) const {
  frame.need(definition_->used);
  const auto begin = frame.slots.begin();
  std::vector<Value> captured(begin, begin + static_cast<std::ptrdiff_t>(definition_->width));
  return std::shared_ptr<const feel::Function>(
      std::make_shared<const Closure>(definition_, std::move(captured)));
}

bool push_arguments(Frame& frame, const std::vector<Parameter>& parameters, std::span<const Value> arguments,
                    const Where& where) {
  if (arguments.size() != parameters.size()) {
    fault(frame.machine, "D2008", where, {{"count", std::to_string(parameters.size())}});
    return false;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    auto value = fit(arguments[i], *parameters[i].type, frame.machine, parameters[i].name);
    if (value.is_null() && !arguments[i].is_null()) return false;
    frame.slots.push_back(std::move(value));
  }
  return true;
}

std::vector<std::string> names_of(const std::vector<Parameter>& parameters) {
  std::vector<std::string> out;
  for (const auto& each : parameters) out.push_back(each.name);
  return out;
}

feel::TypePtr function_type(const std::vector<Parameter>& parameters, feel::TypePtr result) {
  std::vector<feel::TypePtr> types;
  for (const auto& each : parameters) types.push_back(each.type->type);
  return feel::Type::function(std::move(types), std::move(result));
}

Value call_by_name(const feel::Function& function, feel::Machine& machine,
                   std::span<const std::pair<std::string, Value>> arguments, const Where& where) {
  if (const auto* const builtin = function.builtin()) {
    std::vector<std::string_view> names;
    std::vector<Value> values;
    for (const auto& [name, value] : arguments) {
      names.push_back(name);
      values.push_back(value);
    }
    return feel::invoke(*builtin, machine, names, values, {});
  }
  const auto parameters = function.parameters();
  std::vector<Value> values(parameters.size());
  for (const auto& [name, value] : arguments) {
    const auto at = std::ranges::find(parameters, name);
    if (at == parameters.end()) return fault(machine, "D2009", where, {{"name", name.substr(0, 200)}});
    values[static_cast<std::size_t>(at - parameters.begin())] = value;
  }
  return function.call(machine, values);
}

}  // namespace gangway::dmn
