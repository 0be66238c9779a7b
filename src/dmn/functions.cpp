#include "dmn/functions.h"

#include "dmn/boxed_nodes.h"
#include "dmn/run.h"

namespace gangway::dmn {
namespace {

using feel::Value;

Value function_slot(const Model::Parts& parts, const Slot& slot) {
  if (slot.kind == Slot::Kind::Function) return parts.functions[slot.index];
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [name, member] : slot.members) entries.emplace_back(name, function_slot(parts, member));
  return std::make_shared<const feel::Context>(std::move(entries));
}

class FunctionRequirements final : public Requirements {
 public:
  FunctionRequirements(const Model::Parts& parts, const std::vector<Slot>& slots)
      : parts_(parts), slots_(slots) {}
  [[nodiscard]] Value value(std::uint32_t slot) override { return function_slot(parts_, slots_[slot]); }

 private:
  const Model::Parts& parts_;
  const std::vector<Slot>& slots_;
};

// The variable of a knowledge model or service declares the type of the function, or of what it gives.
const feel::TypePtr& result_of(const ItemType& type) {
  const bool is_function = type.type->tag == feel::Type::Tag::Function;
  return is_function ? type.type->result : type.type;
}

ItemTypePtr result_type(const ItemTypePtr& declared) {
  if (declared->type->tag != feel::Type::Tag::Function) return declared;
  const auto& result = result_of(*declared);
  return result ? ItemType::of(result, declared->name) : ItemType::any();
}

}  // namespace

KnowledgeFunction::KnowledgeFunction(const Model::Parts& parts, Where where,
                                     std::vector<Parameter> parameters, ItemTypePtr result)
    : parts_(parts),
      where_(std::move(where)),
      parameters_(std::move(parameters)),
      names_(names_of(parameters_)),
      result_(result_type(result)),
      type_(function_type(parameters_, result_->type)) {}

void KnowledgeFunction::define(std::vector<Slot> slots, NodePtr body) {
  slots_ = std::move(slots);
  body_ = std::move(body);
  const bool is_declared = result_->type->tag != feel::Type::Tag::Any;
  if (!is_declared) type_ = function_type(parameters_, body_->type());
}

Value KnowledgeFunction::call(feel::Machine& machine, std::span<const Value> arguments) const {
  const Deeper deeper(machine);
  if (!deeper.ok()) return fault(machine, "D2004", where_);
  FunctionRequirements requirements(parts_, slots_);
  Frame frame(machine, &requirements, slots_.size());
  if (!push_arguments(frame, parameters_, arguments, where_)) return {};
  return fit(body_->evaluate(frame), *result_, machine, where_.element);
}

ServiceFunction::ServiceFunction(const Model::Parts& parts, Where where, std::vector<Input> inputs,
                                 std::vector<Output> outputs, ItemTypePtr result)
    : parts_(parts),
      where_(std::move(where)),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)),
      result_(result_type(result)) {
  std::vector<Parameter> parameters;
  for (const auto& input : inputs_) parameters.push_back(input.parameter);
  names_ = names_of(parameters);
  auto given = result_->type;
  if (given->tag == feel::Type::Tag::Any && outputs_.size() == 1) given = outputs_.front().type;
  if (given->tag == feel::Type::Tag::Any && outputs_.size() > 1) {
    std::vector<std::pair<std::string, feel::TypePtr>> fields;
    for (const auto& output : outputs_) fields.emplace_back(output.name, output.type);
    given = feel::Type::context(std::move(fields));
  }
  type_ = function_type(parameters, std::move(given));
}

Value ServiceFunction::call(feel::Machine& machine, std::span<const Value> arguments) const {
  const Deeper deeper(machine);
  if (!deeper.ok()) return fault(machine, "D2004", where_);
  if (arguments.size() != inputs_.size()) {
    return fault(machine, "D2008", where_, {{"count", std::to_string(inputs_.size())}});
  }
  Run run(parts_, machine);
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const auto& input = inputs_[i];
    auto value = fit(arguments[i], *input.parameter.type, machine, input.parameter.name);
    if (value.is_null() && !arguments[i].is_null()) return {};
    if (input.kind == Slot::Kind::Input) {
      run.set_input(input.index, std::move(value));
    } else {
      run.set_decision(input.index, std::move(value));
    }
  }
  if (outputs_.size() == 1) {
    return fit(run.decision(outputs_.front().decision), *result_, machine, where_.element);
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& output : outputs_) entries.emplace_back(output.name, run.decision(output.decision));
  return fit(std::make_shared<const feel::Context>(std::move(entries)), *result_, machine, where_.element);
}

}  // namespace gangway::dmn
