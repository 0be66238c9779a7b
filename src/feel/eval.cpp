#include "feel/eval.h"

#include <array>

#include "feel/closure.h"
#include "feel/external.h"

namespace gangway::feel {

namespace {

// Marks a place of Once that holds nothing yet: no real unknown is without a set.
const Value& nothing_yet() {
  static const Value value = Value::unknown(std::shared_ptr<const InputSet>());
  return value;
}
bool is_nothing_yet(const Value& value) { return value.is_unknown() && value.as_unknown().inputs == nullptr; }

bool is_known(const Value& value) { return unknown_inputs(std::span(&value, 1), Depth::Deep) == nullptr; }

}  // namespace

std::uint8_t range_variant(Range::End low, Range::End high, Range::Form form) {
  return static_cast<std::uint8_t>((low == Range::End::Closed ? 1U : 0U) |
                                   (high == Range::End::Closed ? 2U : 0U) |
                                   (static_cast<unsigned>(form) << 2U));
}

// `item.name` and `value.name`. A filter's items need not have the member: then it is null without a fault.
const Value& Evaluator::member_of(const Value& base, const Op& op, Value& scratch) {
  static const Value null;
  const std::string& name = code_.names[op.b];
  if (base.kind() == Kind::Context) {
    if (const Value* member = base.as_context().find(name, op.c)) return *member;
    if (op.code == OpCode::Member) return null;
  } else if (op.code == OpCode::Member && base.is_null()) {
    return null;
  }
  Value found = property(machine_, base, name, op.c, op.span);
  scratch = std::move(found);
  return scratch;
}

// A name in a filter: the item's member if the item has it, else what the name means outside.
const Value& Evaluator::member_or_ref(const Op& op, Value& scratch) {
  const Value& item = ref(op.a, scratch);
  if (item.kind() == Kind::Context) {
    if (const Value* member = item.as_context().find(code_.names[op.b])) return *member;
  } else if (item.is_unknown()) {
    ++machine_.quiet;
    const std::array<Value, 2> either{item, eval(op.c)};  // it may have the member or not
    --machine_.quiet;
    scratch = lost(either);
    return scratch;
  }
  return ref(op.c, scratch);
}

Value Evaluator::negated(const Op& op) {
  Value scratch;
  return negate(machine_, ref(op.a, scratch), op.span);
}

Value Evaluator::negation(const Op& op) {
  Value scratch;
  const Value& value = ref(op.a, scratch);
  if (value.kind() != Kind::Boolean && !value.is_null() && !value.is_unknown()) {
    return machine_.fault("F1701", op.span);
  }
  return logical_not(value);
}

Value Evaluator::between_op(const Op& op) {
  const auto row = code_.row(op.a);
  Value scratch_x;
  Value scratch_low;
  Value scratch_high;
  const Value& x = ref(row[0], scratch_x);
  const Value& low = ref(row[1], scratch_low);
  const Value& high = ref(row[2], scratch_high);
  return between(machine_, x, low, high, op.span);
}

// Anything but true leads to the other branch, as DMN has it.
const Value& Evaluator::conditional(const Op& op, Value& scratch) {
  const Value& condition = ref(op.a, scratch);
  if (condition.is_true()) return ref(op.b, scratch);
  if (condition.is_unknown()) {
    scratch = either_branch(condition, op);
    return scratch;
  }
  if (!condition.is_false() && !condition.is_null()) (void)machine_.fault("F1702", op.span);
  return ref(op.c, scratch);
}

// Known all the same when both branches agree.
Value Evaluator::either_branch(const Value& condition, const Op& op) {
  ++machine_.quiet;
  std::array<Value, 3> all{condition, eval(op.b), eval(op.c)};
  --machine_.quiet;
  const bool agree = identical(all[1], all[2]) && is_known(all[1]) && is_known(all[2]);
  if (agree) return all[1];
  report_use(all[1]);
  report_use(all[2]);
  return Value::unknown(unknown_inputs(all, Depth::Deep));
}

Value Evaluator::list(const Op& op) {
  const auto row = code_.row(op.a);
  List items;
  items.reserve(row.size());
  for (const std::uint32_t each : row) items.push_back(eval(each));
  return Value::list(std::move(items));
}

Value Evaluator::context(const Op& op) {
  const auto ops = code_.row(op.a);
  const auto names = code_.row(op.b);
  const auto places = code_.row(op.c);
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(ops.size());
  for (std::size_t i = 0; i < ops.size(); ++i) {
    Value value = eval(ops[i]);
    if (places[i] != kNone) frame_[places[i]] = value;
    entries.emplace_back(code_.names[names[i]], std::move(value));
  }
  return std::make_shared<const Context>(std::move(entries));
}

// A range whose ends are known but cannot be compared, or stand the wrong way round, is no range.
Value Evaluator::range(const Op& op) {
  auto made = std::make_shared<Range>();
  if (op.a != kNone) made->low = eval(op.a);
  if (op.b != kNone) made->high = op.b == op.a ? *made->low : eval(op.b);
  made->low_end = (op.variant & 1U) != 0 ? Range::End::Closed : Range::End::Open;
  made->high_end = (op.variant & 2U) != 0 ? Range::End::Closed : Range::End::Open;
  made->form = static_cast<Range::Form>(op.variant >> 2U);
  if (made->form == Range::Form::Interval && made->low && made->high) {
    const Value& low = *made->low;
    const Value& high = *made->high;
    if (!low.is_null() && !high.is_null() && !low.is_unknown() && !high.is_unknown()) {
      const auto ordered = order(low, high);
      if (!ordered || *ordered > 0) return machine_.fault("F1703", op.span);
    }
  }
  return std::shared_ptr<const Range>(std::move(made));
}

const Value& Evaluator::once(const Op& op, Value& scratch) {
  Value& kept = frame_[op.b];
  if (!is_nothing_yet(kept)) return kept;
  scratch = eval(op.a);
  // What was evaluated quietly has not reported its faults: the next round that counts must do so.
  if (machine_.quiet > 0) return scratch;
  kept = std::move(scratch);
  return kept;
}

const Value& Evaluator::fresh(const Op& op, Value& scratch) {
  forget(op.b);
  return ref(op.a, scratch);
}

void Evaluator::forget(std::uint32_t places) {
  for (const std::uint32_t each : code_.row(places)) frame_[each] = nothing_yet();
}

Value Evaluator::instance(const Op& op) {
  Value scratch;
  const Value& value = ref(op.a, scratch);
  if (value.is_unknown()) return lost(std::span(&value, 1));
  return instance_of(value, *code_.types[op.b]);
}

Value Evaluator::lambda(const Op& op) {
  const LambdaCode& made = code_.lambdas[op.a];
  std::vector<Value> captured;
  captured.reserve(made.captures.size());
  for (const Capture& each : made.captures)
    captured.push_back(each.is_slot ? slots_[each.index] : frame_[each.index]);
  return std::shared_ptr<const Function>(
      std::make_shared<Closure>(code_.shared_from_this(), op.a, std::move(captured)));
}

Value Evaluator::external(const Op& op) {
  Value scratch;
  const Value& description = ref(op.b, scratch);
  const auto member = [](const Value* context, std::string_view name) -> const Value* {
    return context != nullptr && context->kind() == Kind::Context ? context->as_context().find(name)
                                                                  : nullptr;
  };
  const Value* java = member(&description, "java");
  const Value* class_name = member(java, "class");
  const Value* signature = member(java, "method signature");
  if (class_name == nullptr || class_name->kind() != Kind::String || signature == nullptr ||
      signature->kind() != Kind::String) {
    return machine_.fault("F1715", op.span);
  }
  auto function =
      external_java(class_name->as_string(), signature->as_string(), code_.lambdas[op.a].parameters);
  if (!function) return machine_.fault("F1715", op.span);
  return function;
}

Value Evaluator::lost(std::span<const Value> because) {
  for (const Value& each : because) report_use(each);
  return Value::unknown(unknown_inputs(because, Depth::Deep));
}

void Evaluator::report_use(const Value& value) {
  if (!machine_.on_use) return;
  switch (value.kind()) {
    case Kind::Unknown:
      if (value.as_unknown().origin) machine_.on_use(*value.as_unknown().origin);
      return;
    case Kind::List:
      for (const Value& item : value.as_list()) report_use(item);
      return;
    case Kind::Context:
      for (const auto& [name, member] : value.as_context().entries()) report_use(member);
      return;
    case Kind::Range:
      if (value.as_range().low) report_use(*value.as_range().low);
      if (value.as_range().high) report_use(*value.as_range().high);
      return;
    default:
      return;
  }
}

}  // namespace gangway::feel
