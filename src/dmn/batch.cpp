#include "dmn/batch.h"

#include <algorithm>

#include "dmn/batch_table.h"

namespace gangway::dmn {

using feel::Value;

namespace {

Decimal scaled(std::int64_t number, std::int32_t scale) {
  if (scale == 0) return Decimal(number);
  return *Decimal::divide(Decimal(number), *Decimal::power(Decimal(10), Decimal(scale)));
}

}  // namespace

Column Column::of_numbers(std::span<const std::int64_t> numbers, std::int32_t scale) {
  Column out;
  out.form = Form::Numbers;
  out.numbers = numbers;
  out.scale = scale;
  return out;
}

Column Column::of_days(std::span<const std::int32_t> days) {
  Column out;
  out.form = Form::Days;
  out.days = days;
  return out;
}

Column Column::of_booleans(std::span<const std::uint8_t> booleans) {
  Column out;
  out.form = Form::Booleans;
  out.booleans = booleans;
  return out;
}

Column Column::of_codes(std::span<const std::uint32_t> codes, std::span<const Value> dictionary) {
  Column out;
  out.form = Form::Codes;
  out.codes = codes;
  out.values = dictionary;
  return out;
}

Column Column::of_values(std::span<const Value> values) {
  Column out;
  out.form = Form::Values;
  out.values = values;
  return out;
}

Column& Column::with_nulls(std::span<const std::uint64_t> mask) {
  nulls = mask;
  return *this;
}

Column& Column::with_unknowns(std::span<const std::uint64_t> mask) {
  unknowns = mask;
  return *this;
}

std::size_t Column::size() const {
  switch (form) {
    case Form::Numbers:
      return numbers.size();
    case Form::Days:
      return days.size();
    case Form::Booleans:
      return booleans.size();
    case Form::Codes:
      return codes.size();
    case Form::Values:
      return values.size();
    case Form::Null:
      break;
  }
  return 0;
}

Value Column::value(std::size_t n, ElementIndex input) const {
  if (is_unknown(n)) return Value::unknown(input);
  if (is_null(n)) return {};
  switch (form) {
    case Form::Numbers:
      return scaled(numbers[n], scale);
    case Form::Days:
      if (const auto date = feel::civil_from_days(days[n])) return *date;
      return {};
    case Form::Booleans:
      return booleans[n] != 0;
    case Form::Codes:
      return values[codes[n]];
    case Form::Values:
      return values[n];
    case Form::Null:
      break;
  }
  return {};
}

struct Batch::State {
  State(const Model& of, feel::Machine& with)
      : model(of), machine(with), evaluation(of, with), plans(of.decisions().size()) {
    const auto& parts = model.parts();
    std::vector<std::vector<const Axis*>> axes(parts.inputs.size());
    for (const auto& logic : parts.logic) each_input_axis(logic, axes);
    for (std::size_t i = 0; i < parts.inputs.size(); ++i) {
      coders.emplace_back(parts.input_types[i], std::move(axes[i]));
      coders.back().set({}, parts.inputs[i].name);
    }
  }

  // Where column `i` of the table gets its value from; nullptr: not from one variable.
  static const Slot* slot_of(const Logic& logic, std::size_t i) {
    const auto& slot = logic.table->parts().inputs[i].slot;
    return slot && *slot < logic.slots.size() ? &logic.slots[*slot] : nullptr;
  }

  static void each_input_axis(const Logic& logic, std::vector<std::vector<const Axis*>>& axes) {
    if (logic.table == nullptr) return;
    const auto& index = logic.table->index();
    for (std::size_t i = 0; i < index.coded(); ++i) {
      const auto* const slot = slot_of(logic, i);
      if (slot != nullptr && slot->kind == Slot::Kind::Input && index.axis(i) != nullptr) {
        axes[slot->index].push_back(index.axis(i));
      }
    }
  }

  // nullptr: the decision is evaluated person by person.
  TablePlan* plan(ElementIndex decision) {
    auto& entry = plans[decision];
    if (!entry.is_made) {
      entry.is_made = true;
      entry.plan = make_plan(decision);
    }
    return entry.plan.get();
  }

  std::unique_ptr<TablePlan> make_plan(ElementIndex decision) {
    const auto& logic = model.parts().logic[decision];
    if (logic.table == nullptr) return nullptr;
    const auto& index = logic.table->index();
    std::vector<TablePlan::Source> sources;
    for (std::size_t i = 0; i < index.coded(); ++i) {
      const auto* const slot = slot_of(logic, i);
      if (slot == nullptr) return nullptr;
      TablePlan::Source source{index.axis(i), nullptr, nullptr};
      if (slot->kind == Slot::Kind::Input) source.input = &coders[slot->index];
      if (slot->kind == Slot::Kind::Decision) source.decision = plan(slot->index);
      if (source.input == nullptr && source.decision == nullptr) return nullptr;
      sources.push_back(source);
    }
    return TablePlan::create(logic, model.decisions()[decision].name, sources);
  }

  // Are all columns that the decision needs coded?
  [[nodiscard]] bool is_coded(ElementIndex decision) const {
    return std::ranges::all_of(model.decisions()[decision].inputs,
                               [this](ElementIndex input) { return coders[input].is_coded(); });
  }

  // One person the general way.
  const Value& evaluate(ElementIndex decision, std::size_t person) {
    evaluation.reset();
    for (const auto input : model.decisions()[decision].inputs) {
      evaluation.set_input(input, coders[input].column().value(person, input));
    }
    return evaluation.decision(decision);
  }

  static std::uint32_t add(Answers& out, Value value) {
    out.values.push_back(std::move(value));
    return static_cast<std::uint32_t>(out.values.size() - 1);
  }

  void block(ElementIndex decision, TablePlan& plan, std::size_t begin, std::size_t count, Answers& out) {
    plan.compute(begin, count);
    const auto& codes = plan.codes();
    std::copy_n(codes.begin(), count, out.codes.begin() + static_cast<std::ptrdiff_t>(begin));
    const auto known = static_cast<std::uint32_t>(plan.values().size());
    for (std::size_t n = 0; n < count; ++n) {
      if (codes[n] < known) continue;
      const bool is_several = codes[n] == plan.several() && plan.takes_several();
      out.codes[begin + n] =
          add(out, is_several ? plan.several_of(n, machine) : evaluate(decision, begin + n));
    }
  }

  struct Planned {
    bool is_made = false;
    std::unique_ptr<TablePlan> plan;
  };

  const Model& model;
  feel::Machine& machine;
  std::vector<ColumnCoder> coders;
  Evaluation evaluation;
  std::vector<Planned> plans;
};

Batch::Batch(const Model& model, feel::Machine& machine) : state_(std::make_unique<State>(model, machine)) {}
Batch::~Batch() = default;

void Batch::set_input(ElementIndex index, const Column& column) {
  state_->coders[index].set(column, state_->model.inputs()[index].name);
}

void Batch::decide(ElementIndex decision, std::size_t count, Answers& out) {
  out.codes.resize(count);
  out.values.clear();
  auto* const plan = state_->is_coded(decision) ? state_->plan(decision) : nullptr;
  if (plan == nullptr) {
    for (std::size_t n = 0; n < count; ++n) out.codes[n] = State::add(out, state_->evaluate(decision, n));
    return;
  }
  out.values = plan->values();
  for (auto& each : state_->coders) each.forget();
  for (auto& each : state_->plans) {
    if (each.plan) each.plan->forget();
  }
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    state_->block(decision, *plan, begin, std::min(kBlock, count - begin), out);
  }
}

}  // namespace gangway::dmn
