#include <algorithm>

#include "feel/closure.h"
#include "feel/eval.h"

namespace gangway::feel {

namespace {

// Bounds how deep functions call each other.
class CallDepth {
 public:
  CallDepth(Machine& machine, std::uint32_t weight) : machine_(machine), weight_(weight) {
    machine_.depth += weight_;
  }
  ~CallDepth() { machine_.depth -= weight_; }
  CallDepth(const CallDepth&) = delete;
  CallDepth& operator=(const CallDepth&) = delete;
  [[nodiscard]] bool exceeded() const { return machine_.depth > machine_.limits().depth; }

 private:
  Machine& machine_;
  std::uint32_t weight_;
};

Value lost_call(const Value& callee, std::span<const Value> arguments) {
  std::vector<Value> all{callee};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return Value::unknown(unknown_inputs(all, Depth::Deep));
}

}  // namespace

Value Closure::call(Machine& machine, std::span<const Value> arguments) const {
  const LambdaCode& code = lambda();
  if (arguments.size() != code.parameters.size()) {
    return machine.fault(
        "F1711", {},
        {{"wanted", std::to_string(code.parameters.size())}, {"given", std::to_string(arguments.size())}});
  }
  const CallDepth depth(machine, code.weight);
  if (depth.exceeded()) return machine.fault("F1902");
  if (!machine.spend()) return {};
  std::vector<Value> frame(code.frame_size);
  InputSet
      unsure;  // whether what comes out will be of the parameter's type; of an input itself the host knows
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    frame[i] = coerce(arguments[i], *code.type->parameters[i]);
    const bool is_typed = code.type->parameters[i]->tag != Type::Tag::Any;
    const bool is_input = arguments[i].is_unknown() && arguments[i].as_unknown().origin;
    if (is_typed && frame[i].is_unknown() && !is_input) unsure.unite(*frame[i].as_unknown().inputs);
    if (frame[i].is_null() && !arguments[i].is_null()) {
      return machine.fault("F1712", {},
                           {{"name", code.parameters[i]}, {"type", to_string(*code.type->parameters[i])}});
    }
  }
  for (std::size_t i = 0; i < captured_.size(); ++i) frame[code.captures[i].place] = captured_[i];
  Value given = Evaluator(*code_, machine, {}, frame.data()).eval(code.body);
  if (unsure.empty() || given.is_null()) return given;
  if (const auto held = unknown_inputs(std::span(&given, 1), Depth::Deep)) unsure.unite(*held);
  return Value::unknown(std::make_shared<const InputSet>(std::move(unsure)));
}

Value call_value(Machine& machine, const Value& callee, std::span<const Value> arguments, Span span) {
  if (callee.is_unknown()) return lost_call(callee, arguments);
  if (callee.kind() != Kind::Function) return machine.fault("F1710", span);
  const Function& function = callee.as_function();
  if (const Builtin* builtin = function.builtin()) return invoke(*builtin, machine, arguments, span);
  return function.call(machine, arguments);
}

Value call_value(Machine& machine, const Value& callee, std::span<const std::string_view> names,
                 std::span<const Value> arguments, Span span) {
  if (callee.is_unknown()) return lost_call(callee, arguments);
  if (callee.kind() != Kind::Function) return machine.fault("F1710", span);
  const Function& function = callee.as_function();
  if (const Builtin* builtin = function.builtin()) return invoke(*builtin, machine, names, arguments, span);
  const auto parameters = function.parameters();
  std::vector<Value> ordered(parameters.size());
  std::vector<bool> given(parameters.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = std::find(parameters.begin(), parameters.end(), names[i]);
    const auto at = static_cast<std::size_t>(found - parameters.begin());
    if (found == parameters.end() || given[at])
      return machine.fault("F1713", span, {{"name", std::string(names[i])}});
    given[at] = true;
    ordered[at] = arguments[i];
  }
  if (const auto missing = std::find(given.begin(), given.end(), false); missing != given.end()) {
    const auto at = static_cast<std::size_t>(missing - given.begin());
    return machine.fault("F1714", span, {{"name", parameters[at]}});
  }
  return function.call(machine, ordered);
}

Value Evaluator::call_builtin(const Op& op) {
  const auto row = code_.row(op.b);
  const Builtin& builtin = *code_.builtins[op.a];
  constexpr std::size_t kFew = 3;
  if (op.c == kNone && row.size() <= kFew) {
    std::array<Value, kFew> arguments;
    for (std::size_t i = 0; i < row.size(); ++i) arguments[i] = eval(row[i]);
    return invoke(builtin, machine_, std::span(arguments).first(row.size()), op.span);
  }
  std::vector<Value> arguments;
  arguments.reserve(row.size());
  for (const std::uint32_t each : row) arguments.push_back(eval(each));
  if (op.c == kNone) return invoke(builtin, machine_, arguments, op.span);
  std::vector<std::string_view> names;
  for (const std::uint32_t each : code_.row(op.c)) names.emplace_back(code_.names[each]);
  return invoke(builtin, machine_, names, arguments, op.span);
}

Value Evaluator::call(const Op& op) {
  Value scratch;
  const Value& callee = ref(op.a, scratch);
  const auto row = code_.row(op.b);
  std::vector<Value> arguments;
  arguments.reserve(row.size());
  for (const std::uint32_t each : row) arguments.push_back(eval(each));
  if (op.c == kNone) return call_value(machine_, callee, arguments, op.span);
  std::vector<std::string_view> names;
  for (const std::uint32_t each : code_.row(op.c)) names.emplace_back(code_.names[each]);
  return call_value(machine_, callee, names, arguments, op.span);
}

}  // namespace gangway::feel
