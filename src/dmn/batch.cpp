#include "dmn/batch.h"

#include <algorithm>

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
  State(const Model& model_, feel::Machine& machine_)
      : model(model_), columns(model_.inputs().size()), evaluation(model_, machine_) {}

  // One person the general way.
  const Value& evaluate(ElementIndex decision, std::size_t person) {
    evaluation.reset();
    for (const auto input : model.decisions()[decision].inputs) {
      evaluation.set_input(input, columns[input].value(person, input));
    }
    return evaluation.decision(decision);
  }

  const Model& model;
  std::vector<Column> columns;
  Evaluation evaluation;
};

Batch::Batch(const Model& model, feel::Machine& machine) : state_(std::make_unique<State>(model, machine)) {}
Batch::~Batch() = default;

void Batch::set_input(ElementIndex index, const Column& column) { state_->columns[index] = column; }

void Batch::decide(ElementIndex decision, std::size_t count, Answers& out) {
  out.codes.resize(count);
  out.values.clear();
  for (std::size_t person = 0; person < count; ++person) {
    out.codes[person] = static_cast<std::uint32_t>(out.values.size());
    out.values.push_back(state_->evaluate(decision, person));
  }
}

}  // namespace gangway::dmn
