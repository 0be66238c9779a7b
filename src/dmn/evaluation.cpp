#include <algorithm>

#include "dmn/boxed_nodes.h"
#include "dmn/explanation.h"
#include "dmn/functions.h"
#include "dmn/run.h"

namespace gangway::dmn {
namespace {

using feel::Value;

class DecisionRequirements final : public Requirements {
 public:
  DecisionRequirements(Run& run, const Logic& logic) : run_(run), logic_(logic) {}
  [[nodiscard]] Value value(std::uint32_t slot) override { return run_.slot(logic_.slots[slot]); }

 private:
  Run& run_;
  const Logic& logic_;
};

}  // namespace

// A frame for one decision, in memory that the run keeps.
class Run::OwnFrame {
 public:
  OwnFrame(Run& run, const Logic& logic)
      : run_(run),
        requirements_(run, logic),
        frame_(run.machine_, &requirements_, logic.slots.size(), take(run)) {}
  ~OwnFrame() { run_.storage_.push_back(frame_.release()); }
  OwnFrame(const OwnFrame&) = delete;
  OwnFrame& operator=(const OwnFrame&) = delete;

  [[nodiscard]] Frame& frame() { return frame_; }

 private:
  static Frame::Storage take(Run& run) {
    if (run.storage_.empty()) return {};
    auto out = std::move(run.storage_.back());
    run.storage_.pop_back();
    return out;
  }

  Run& run_;
  DecisionRequirements requirements_;
  Frame frame_;
};

Run::Run(const Model::Parts& parts, feel::Machine& machine)
    : parts_(parts),
      machine_(machine),
      inputs_(parts.inputs.size()),
      input_states_(parts.inputs.size(), State::Open),
      decisions_(parts.decisions.size()),
      decision_states_(parts.decisions.size(), State::Open),
      computed_(parts.decisions.size(), 0) {}

void Run::reset() {
  std::ranges::fill(inputs_, Value());
  std::ranges::fill(input_states_, State::Open);
  std::ranges::fill(decision_states_, State::Open);
}

void Run::set_input(ElementIndex index, Value value) {
  inputs_[index] = std::move(value);
  input_states_[index] = State::Open;
  ++change_;
}

void Run::set_decision(ElementIndex index, Value value) {
  decisions_[index] = std::move(value);
  decision_states_[index] = State::Given;
  ++change_;
}

const Value& Run::input(ElementIndex index) {
  if (input_states_[index] == State::Open) {
    input_states_[index] = State::Done;
    auto& value = inputs_[index];
    const auto& type = *parts_.input_types[index];
    if (!fits_as_it_is(value, type)) value = fit(value, type, machine_, parts_.inputs[index].name);
  }
  return inputs_[index];
}

const Value& Run::decision(ElementIndex index) {
  if (is_done(index)) return decisions_[index];
  auto& state = decision_states_[index];
  const auto& logic = parts_.logic[index];
  const Deeper deeper(machine_);
  if (state == State::Running || !deeper.ok()) {
    static const Value kNull;
    fault(machine_, "D2004", logic.where);
    return kNull;
  }
  state = State::Running;
  OwnFrame own(*this, logic);
  auto value = logic.node->evaluate(own.frame());
  if (!fits_as_it_is(value, *logic.type))
    value = fit(value, *logic.type, machine_, parts_.decisions[index].name);
  decisions_[index] = std::move(value);
  state = State::Done;
  computed_[index] = change_;
  return decisions_[index];
}

Value Run::slot(const Slot& slot) {
  switch (slot.kind) {
    case Slot::Kind::Input:
      return input(slot.index);
    case Slot::Kind::Decision:
      return decision(slot.index);
    case Slot::Kind::Function:
      return parts_.functions[slot.index];
    case Slot::Kind::Group:
      break;
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [name, member] : slot.members) entries.emplace_back(name, this->slot(member));
  return std::make_shared<const feel::Context>(std::move(entries));
}

Explanation Run::explain(ElementIndex index) {
  const auto& logic = parts_.logic[index];
  const auto& about = parts_.decisions[index];
  Explanation out;
  out.decision = index;
  out.name = about.name;
  out.value = decision(index);
  const Quiet quiet(machine_);
  if (logic.table != nullptr) {
    OwnFrame own(*this, logic);
    dmn::explain(*logic.table, own.frame(), out);
  }
  const auto add_input = [&](const Slot& slot) {
    if (slot.kind == Slot::Kind::Input)
      out.inputs.push_back({parts_.inputs[slot.index].name, input(slot.index)});
  };
  for (const auto& each : logic.slots) {
    add_input(each);
    for (const auto& [name, member] : each.members) add_input(member);
  }
  for (const auto each : about.decisions) out.decisions.push_back(parts_.decisions[each].name);
  out.sources = about.sources;
  return out;
}

struct Evaluation::State {
  State(const Model& model_, feel::Machine& machine_)
      : model(model_), parts(model_.parts()), machine(machine_), run(parts, machine_) {}
  const Model& model;
  const Model::Parts& parts;
  feel::Machine& machine;
  Run run;
};

Evaluation::Evaluation(const Model& model, std::span<const Value> inputs, feel::Machine& machine)
    : Evaluation(model, machine) {
  const auto count = std::min(inputs.size(), model.inputs().size());
  for (std::size_t i = 0; i < count; ++i) set_input(static_cast<ElementIndex>(i), inputs[i]);
}
Evaluation::Evaluation(const Model& model, feel::Machine& machine)
    : state_(std::make_unique<State>(model, machine)) {}
Evaluation::~Evaluation() = default;

void Evaluation::set_input(ElementIndex index, Value value) {
  state_->run.set_input(index, std::move(value));
}

void Evaluation::reset() {
  state_->machine.restart();
  state_->run.reset();
}

const Value& Evaluation::decision(ElementIndex index) { return state_->run.decision(index); }

void Evaluation::set_decision(ElementIndex index, Value value) {
  state_->run.set_decision(index, fit(value, *state_->parts.logic[index].type, state_->machine,
                                      state_->parts.decisions[index].name));
}

Value Evaluation::invoke(std::string_view name, std::span<const std::pair<std::string, Value>> arguments) {
  const auto& parts = state_->parts;
  const auto found = parts.function_index.find(name);
  if (found == parts.function_index.end()) {
    return state_->machine.fault("D2012", {}, {{"name", std::string(name.substr(0, 200))}});
  }
  const auto& function = *parts.functions[found->second];
  // From outside, an argument that is not of its type is null, as an input would be; a call in FEEL is an
  // error.
  std::vector<std::pair<std::string, Value>> fitted(arguments.begin(), arguments.end());
  const auto names = function.parameters();
  for (auto& [parameter, value] : fitted) {
    const auto at = std::ranges::find(names, parameter) - names.begin();
    const auto i = static_cast<std::size_t>(at);
    if (i < names.size()) value = feel::coerce(value, *function.type()->parameters[i]);
  }
  return call_by_name(function, state_->machine, fitted, {std::string(name), 0, 0, {}});
}

Explanation Evaluation::explain_one(ElementIndex decision) { return state_->run.explain(decision); }
const Model& Evaluation::model() const { return state_->model; }

}  // namespace gangway::dmn
