// Evaluates generated models: reads one JSON object a line, { "model": XML, "rows": [{ input: JSON }] }, and
// writes one, { "rows": [{ decision: coded value }], "batch": "" } or { "refused": [diagnostics] }. Values
// are coded as differential/values.mjs says.
//
// Every row is decided by an Evaluation of its own, by one Evaluation that is used again, and by a Batch of
// all rows through columns; "batch" says where these differ, and is empty when they do not. Further rows that
// only this program sees leave one input after the other unknown: there, too, the three must give the same,
// unknown inputs included.
#include <iostream>

#include "base/json.h"
#include "dmn/batch.h"
#include "dmn/model.h"
#include "feel/json.h"

namespace gangway::bench {
namespace {

using feel::Kind;
using feel::Value;
using Row = std::vector<Value>;

json::Value coded(const Value& value) {
  switch (value.kind()) {
    case Kind::Number:
      return json::Object{{"n", value.as_number().to_string()}};
    case Kind::Date:
      return json::Object{{"d", to_string(value.as_date())}};
    case Kind::DaysDuration:
      return json::Object{{"dd", to_string(value.as_days_duration())}};
    case Kind::MonthsDuration:
      return json::Object{{"md", to_string(value.as_months_duration())}};
    case Kind::List: {
      json::Array out;
      for (const auto& each : value.as_list()) out.push_back(coded(each));
      return out;
    }
    case Kind::Context: {
      json::Object out;
      for (const auto& [name, each] : value.as_context().entries()) out[name] = coded(each);
      return json::Object{{"c", out}};
    }
    case Kind::Range:
      return json::Object{{"r", feel::to_feel(value)}};
    default:
      return feel::to_json(value);
  }
}

// The rows as columns of the narrowest form, so that every form is met.
class Columns {
 public:
  Columns(const std::vector<Row>& rows, std::size_t input) {
    const auto words = rows.size() / 64 + 1;
    nulls_.assign(words, 0);
    unknowns_.assign(words, 0);
    auto kind = Kind::Null;
    for (const auto& row : rows) {
      if (!row[input].is_null() && !row[input].is_unknown()) kind = row[input].kind();
    }
    for (std::size_t n = 0; n < rows.size(); ++n) add(rows[n][input], kind, n);
    column_ = made(kind);
    column_.with_nulls(nulls_).with_unknowns(unknowns_);
  }
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;

  [[nodiscard]] const dmn::Column& column() const { return column_; }

 private:
  void add(const Value& value, Kind kind, std::size_t n) {
    const auto bit = std::uint64_t{1} << (n % 64);
    if (value.is_null()) nulls_[n / 64] |= bit;
    if (value.is_unknown()) unknowns_[n / 64] |= bit;
    const bool is_known = value.kind() == kind;
    // Hundredths: generated numbers have two digits after the point at most.
    numbers_.push_back(is_known && kind == Kind::Number
                           ? Decimal::multiply(value.as_number(), Decimal(100))->to_int().value()
                           : 0);
    days_.push_back(
        is_known && kind == Kind::Date ? static_cast<std::int32_t>(days_from_civil(value.as_date())) : 0);
    booleans_.push_back(is_known && kind == Kind::Boolean && value.as_boolean() ? 1 : 0);
    codes_.push_back(static_cast<std::uint32_t>(values_.size()));
    values_.push_back(value.is_unknown() ? Value() : value);
  }

  [[nodiscard]] dmn::Column made(Kind kind) const {
    switch (kind) {
      case Kind::Number:
        return dmn::Column::of_numbers(numbers_, 2);
      case Kind::Date:
        return dmn::Column::of_days(days_);
      case Kind::Boolean:
        return dmn::Column::of_booleans(booleans_);
      case Kind::String:
        return dmn::Column::of_codes(codes_, values_);
      default:
        return dmn::Column::of_values(values_);
    }
  }

  std::vector<std::int64_t> numbers_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint8_t> booleans_;
  std::vector<std::uint32_t> codes_;
  std::vector<Value> values_;
  std::vector<std::uint64_t> nulls_;
  std::vector<std::uint64_t> unknowns_;
  dmn::Column column_;
};

class Comparison {
 public:
  explicit Comparison(std::shared_ptr<const dmn::Model> model) : model_(std::move(model)) {}

  json::Object run(const json::Array& given) {
    for (const auto& row : given) read(row.as_object());
    const auto known = rows_.size();
    // The first row again, one input after the other unknown.
    for (std::size_t i = 0; i < model_->inputs().size(); ++i) {
      auto row = rows_.front();
      row[i] = Value::unknown(static_cast<feel::InputId>(i));
      rows_.push_back(std::move(row));
    }
    json::Array out;
    for (std::size_t n = 0; n < rows_.size(); ++n) {
      auto answers = alone(n);
      if (n < known) out.push_back(answers);
      alone_.push_back(std::move(answers));
    }
    again();
    by_columns();
    return {{"rows", out}, {"batch", difference_}};
  }

 private:
  void read(const json::Object& given) {
    Row row;
    for (const auto& input : model_->inputs()) {
      row.push_back(feel::from_json(given.at(input.name), *input.type).value());
    }
    rows_.push_back(std::move(row));
  }

  json::Object alone(std::size_t n) {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    dmn::Evaluation evaluation(*model_, rows_[n], machine);
    json::Object out;
    for (dmn::ElementIndex i = 0; i < model_->decisions().size(); ++i) {
      out[model_->decisions()[i].name] = coded(evaluation.decision(i));
    }
    return out;
  }

  void compare(const char* how, std::size_t n, dmn::ElementIndex decision, const Value& value) {
    const auto& name = model_->decisions()[decision].name;
    const auto text = json::serialize(coded(value));
    const auto expected = json::serialize(alone_[n].at(name));
    if (text == expected || !difference_.empty()) return;
    difference_ = std::string(how) + ": " + name + ", row " + std::to_string(n) + ": " + text +
                  " instead of " + expected;
  }

  void again() {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    dmn::Evaluation evaluation(*model_, machine);
    for (std::size_t n = 0; n < rows_.size(); ++n) {
      evaluation.reset();
      for (dmn::ElementIndex i = 0; i < rows_[n].size(); ++i) evaluation.set_input(i, rows_[n][i]);
      for (auto i = static_cast<dmn::ElementIndex>(model_->decisions().size()); i-- > 0;) {
        compare("used again", n, i, evaluation.decision(i));
      }
    }
  }

  void by_columns() {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    dmn::Batch batch(*model_, machine);
    std::vector<std::unique_ptr<Columns>> columns;
    for (dmn::ElementIndex i = 0; i < model_->inputs().size(); ++i) {
      columns.push_back(std::make_unique<Columns>(rows_, i));
      batch.set_input(i, columns.back()->column());
    }
    dmn::Answers answers;
    for (dmn::ElementIndex i = 0; i < model_->decisions().size(); ++i) {
      batch.decide(i, rows_.size(), answers);
      for (std::size_t n = 0; n < rows_.size(); ++n) compare("batch", n, i, answers.of(n));
    }
  }

  std::shared_ptr<const dmn::Model> model_;
  std::vector<Row> rows_;
  std::vector<json::Object> alone_;
  std::string difference_;
};

json::Object answer(const std::string& line) {
  const auto request = json::parse(line).value();
  const auto& object = request.as_object();
  feel::Diagnostics diagnostics;
  auto model = dmn::Model::load(object.at("model").as_string(), diagnostics);
  if (model) return Comparison(*std::move(model)).run(object.at("rows").as_array());
  json::Array refused;
  for (const auto& each : diagnostics.all()) {
    std::string text = each.number;
    for (const auto& [name, value] : each.args) text += " " + name + "=" + value;
    refused.emplace_back(text);
  }
  return {{"refused", refused}};
}

}  // namespace
}  // namespace gangway::bench

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::cout << gangway::json::serialize(gangway::bench::answer(line)) << std::endl;
  }
}
