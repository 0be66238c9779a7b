// gangway through its public API: one decision from values to a value ("single"), one from JSON text to JSON
// text
// ("json"), and all rows by columns ("batch").
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "dmn/batch.h"
#include "dmn/model.h"
#include "feel/json.h"
#include "worker.h"

namespace gangway::bench {
namespace {

using feel::Kind;
using feel::Value;

// One input's values as a column: what repeats as codes, numbers of at most two digits after the point as
// integers.
class ColumnData {
 public:
  explicit ColumnData(std::vector<Value> values) : values_(std::move(values)) {
    const auto kind = values_.front().kind();
    if (kind == Kind::Date) {
      for (const auto& each : values_)
        days_.push_back(static_cast<std::int32_t>(days_from_civil(each.as_date())));
      column_ = dmn::Column::of_days(days_);
    } else if (kind == Kind::Boolean) {
      for (const auto& each : values_) booleans_.push_back(each.as_boolean() ? 1 : 0);
      column_ = dmn::Column::of_booleans(booleans_);
    } else if (kind == Kind::String) {
      for (const auto& each : values_) codes_.push_back(code(each));
      column_ = dmn::Column::of_codes(codes_, dictionary_);
    } else if (kind == Kind::Number) {
      const auto scale = scaled(0) ? 0 : 2;
      if (scale == 2 && !scaled(2)) throw std::runtime_error("a number with more than two digits");
      column_ = dmn::Column::of_numbers(numbers_, scale);
    } else {
      column_ = dmn::Column::of_values(values_);
    }
  }

  [[nodiscard]] const dmn::Column& column() const { return column_; }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }

 private:
  bool scaled(int scale) {
    numbers_.clear();
    const Decimal factor(scale == 0 ? 1 : 100);
    for (const auto& each : values_) {
      const auto number = Decimal::multiply(each.as_number(), factor)->to_int();
      if (!number) return false;
      numbers_.push_back(*number);
    }
    return true;
  }

  std::uint32_t code(const Value& value) {
    const auto [at, is_new] = known_.emplace(value.as_string(), dictionary_.size());
    if (is_new) dictionary_.push_back(value);
    return at->second;
  }

  std::vector<Value> values_;
  std::vector<std::int32_t> days_;
  std::vector<std::uint8_t> booleans_;
  std::vector<std::uint32_t> codes_;
  std::map<std::string, std::uint32_t> known_;
  std::vector<Value> dictionary_;
  std::vector<std::int64_t> numbers_;
  dmn::Column column_;
};

class Gangway final : public Peer {
 public:
  Gangway() {
    modes_["single"] = {[this](std::size_t first) { return block(first, &Gangway::decide); },
                        [this](std::size_t n) { decide(n); }};
    modes_["json"] = {[this](std::size_t first) { return block(first, &Gangway::decide_text); },
                      [this](std::size_t n) { decide_text(n); }};
    modes_["batch"] = {[this](std::size_t) { return decide_all(); }, {}};
  }

  void prepare(const std::string& folder) override {
    workload_ = read_json(folder + "/workload.json").as_object();
    xml_ = read_text(folder + "/model.dmn");
  }

  void load() override {
    model_ = dmn::Model::load(xml_, diagnostics_).value();
    evaluation_ = std::make_unique<dmn::Evaluation>(*model_, machine_);
    decision_ = model_->find_decision(std::string(workload_.at("answer").as_string())).value();
  }

  // Rows as values, texts and columns.
  void read_rows() {
    columns_.clear();
    texts_.clear();
    const auto& rows = workload_.at("rows").as_array();
    for (const auto& row : rows) texts_.push_back(json::serialize(row));
    for (const auto& input : model_->inputs()) {
      std::vector<Value> values;
      for (const auto& row : rows) {
        values.push_back(feel::from_json(row.as_object().at(input.name), *input.type).value());
      }
      columns_.push_back(std::make_unique<ColumnData>(std::move(values)));
    }
    batch_ = std::make_unique<dmn::Batch>(*model_, machine_);
    for (dmn::ElementIndex i = 0; i < columns_.size(); ++i) batch_->set_input(i, columns_[i]->column());
  }

  [[nodiscard]] std::size_t rows() const override { return texts_.size(); }
  [[nodiscard]] const std::map<std::string, Mode>& modes() const override { return modes_; }

  [[nodiscard]] json::Array answers(const std::string& mode) override {
    if (texts_.empty()) read_rows();
    json::Array out;
    if (mode == "batch") decide_all();
    for (std::size_t n = 0; n < rows(); ++n) {
      if (mode == "batch") out.push_back(feel::to_json(batch_answers_.of(n)));
      if (mode == "single") out.push_back(feel::to_json(decide(n)));
      if (mode == "json") out.push_back(json::parse(decide_text(n)).value());
    }
    return out;
  }

 private:
  template <class Decide>
  std::size_t block(std::size_t first, Decide decide) {
    const auto end = std::min(first + 32, rows());
    for (auto n = first; n < end; ++n) (this->*decide)(n);
    return end - first;
  }

  const Value& decide(std::size_t n) {
    evaluation_->reset();
    for (dmn::ElementIndex i = 0; i < columns_.size(); ++i) {
      evaluation_->set_input(i, columns_[i]->values()[n]);
    }
    return evaluation_->decision(decision_);
  }

  std::string decide_text(std::size_t n) {
    const auto row = json::parse(texts_[n]).value();
    evaluation_->reset();
    for (dmn::ElementIndex i = 0; i < columns_.size(); ++i) {
      const auto& input = model_->inputs()[i];
      evaluation_->set_input(i, feel::from_json(row.as_object().at(input.name), *input.type).value());
    }
    return json::serialize(feel::to_json(evaluation_->decision(decision_)));
  }

  std::size_t decide_all() {
    batch_->decide(decision_, rows(), batch_answers_);
    return rows();
  }

  feel::Diagnostics diagnostics_;
  feel::Machine machine_{diagnostics_};
  std::map<std::string, Mode> modes_;
  json::Object workload_;
  std::string xml_;
  std::shared_ptr<const dmn::Model> model_;
  std::unique_ptr<dmn::Evaluation> evaluation_;
  std::unique_ptr<dmn::Batch> batch_;
  dmn::ElementIndex decision_ = 0;
  std::vector<std::unique_ptr<ColumnData>> columns_;
  std::vector<std::string> texts_;
  dmn::Answers batch_answers_;
};

}  // namespace
}  // namespace gangway::bench

int main() {
  gangway::bench::Gangway peer;
  return gangway::bench::serve(peer);
}
