#include "dmn/batch.h"

#include <gtest/gtest.h>

#include "dmn/test_tables.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;

const std::shared_ptr<const Model>& mixed() {
  static const auto kModel = testing::load(
      testing::definitions(testing::input("n", "number") + testing::input("on", "date") +
                           testing::input("b", "boolean") + testing::input("s", "string") +
                           testing::decision({"n", "on", "b", "s"}, testing::literal("[n, on, b, s]"))));
  return kModel;
}

TEST(Batch, EveryFormOfColumnGivesItsValue) {
  const std::vector<std::int64_t> numbers{150, -25, 0};
  const std::vector<std::int32_t> days{0, 19828, -1};
  const std::vector<std::uint8_t> booleans{1, 0, 1};
  const std::vector<std::uint32_t> codes{1, 0, 1};
  const std::vector<Value> dictionary{Value::string("a"), Value::string("b")};
  const std::vector<std::uint64_t> nulls{0b001};
  const std::vector<std::uint64_t> unknowns{0b100};
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Batch batch(*mixed(), machine);
  batch.set_input(0, Column::of_numbers(numbers, 2));
  batch.set_input(1, Column::of_days(days));
  batch.set_input(2, Column::of_booleans(booleans).with_nulls(nulls));
  batch.set_input(3, Column::of_codes(codes, dictionary).with_unknowns(unknowns));
  Answers answers;
  batch.decide(0, 3, answers);
  EXPECT_EQ(to_feel(answers.of(0)), R"([1.5, @"1970-01-01", null, "b"])");
  EXPECT_EQ(to_feel(answers.of(1)), R"([-0.25, @"2024-04-15", false, "a"])");
  EXPECT_EQ(to_feel(answers.of(2)), R"([0, @"1969-12-31", true, unknown(3)])");
}

TEST(Evaluation, IsUsedAgainWithOtherInputs) {
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*mixed(), machine);
  EXPECT_EQ(to_feel(evaluation.decision(0)), "[null, null, null, null]");
  evaluation.set_input(0, Value::number(1));
  EXPECT_EQ(to_feel(evaluation.decision(0)), "[1, null, null, null]");
  evaluation.set_decision(0, Value::number(7));
  evaluation.set_input(0, Value::number(2));
  EXPECT_EQ(to_feel(evaluation.decision(0)), "7");
  evaluation.reset();
  EXPECT_EQ(machine.spent(), 0U);
  EXPECT_EQ(to_feel(evaluation.decision(0)), "[null, null, null, null]");
}

// One input of a batch in the form that its type and a draw suggest, and the memory that it borrows.
class OwnColumn {
 public:
  OwnColumn(testing::TableMaker& maker, int type, std::size_t count) {
    const auto all = testing::domain(type);
    const bool with_unknowns = maker.one_in(3);
    nulls_.assign((count + 63) / 64, 0);
    unknowns_.assign((count + 63) / 64, 0);
    const auto form = maker.below(4);
    // The last place of a number does not fit 64 bits.
    const auto places = static_cast<int>(type == 0 && form < 2 ? all.size() - 1 : all.size());
    for (std::size_t n = 0; n < count; ++n) {
      const auto& place = all[static_cast<std::size_t>(maker.below(places))];
      const auto bit = std::uint64_t{1} << (n % 64);
      if (!place) nulls_[n / 64] |= bit;
      const bool is_unknown = with_unknowns && maker.one_in(8);
      if (is_unknown) unknowns_[n / 64] |= bit;
      values_.push_back(testing::value_at(place));
      add(values_.back(), type);
    }
    column_ = make(type, form);
    if (column_.form != Column::Form::Values) column_.with_nulls(nulls_);
    if (with_unknowns) column_.with_unknowns(unknowns_);
  }
  [[nodiscard]] const Column& column() const { return column_; }

 private:
  static constexpr std::int32_t kScale = 8;

  void add(const Value& value, int type) {
    codes_.push_back(static_cast<std::uint32_t>(codes_.size()));
    booleans_.push_back(value.is_true() ? 1 : 0);
    days_.push_back(
        type == 3 && !value.is_null() ? static_cast<std::int32_t>(days_from_civil(value.as_date())) : 0);
    const bool is_number = type == 0 && !value.is_null();
    const auto scaled = is_number ? Decimal::multiply(value.as_number(), Decimal(100'000'000)) : std::nullopt;
    numbers_.push_back(scaled ? scaled->to_int().value_or(0) : 0);
  }

  [[nodiscard]] Column make(int type, int form) const {
    if (form == 2) return Column::of_codes(codes_, values_);
    if (form == 3) return Column::of_values(values_);
    switch (type) {
      case 0:
        return Column::of_numbers(numbers_, kScale);
      case 2:
        return Column::of_booleans(booleans_);
      case 3:
        return Column::of_days(days_);
      default:
        return Column::of_codes(codes_, values_);
    }
  }

  std::vector<Value> values_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::uint8_t> booleans_;
  std::vector<std::int32_t> days_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::uint64_t> nulls_;
  std::vector<std::uint64_t> unknowns_;
  Column column_;
};

void agree_with_evaluation(testing::TableMaker& maker, int max_rules, std::size_t count) {
  const auto table = maker.table(max_rules, maker.one_in(3));
  const auto model = testing::load(table.xml());
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Batch batch(*model, machine);
  Evaluation evaluation(*model, machine);
  Answers answers;
  std::vector<std::unique_ptr<OwnColumn>> columns;
  for (std::size_t i = 0; i < table.input_types.size(); ++i) {
    columns.push_back(std::make_unique<OwnColumn>(maker, table.input_types[i], count));
    batch.set_input(static_cast<ElementIndex>(i), columns.back()->column());
  }
  batch.decide(0, count / 2, answers);  // a shorter run before leaves nothing behind
  batch.decide(0, count, answers);
  for (std::size_t n = 0; n < count; ++n) {
    evaluation.reset();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto input = static_cast<ElementIndex>(i);
      evaluation.set_input(input, columns[i]->column().value(n, input));
    }
    ASSERT_EQ(to_feel(answers.of(n)), to_feel(evaluation.decision(0))) << n << " of " << table.xml();
  }
}

#ifdef NDEBUG
constexpr int kTables = 400;
#else
constexpr int kTables = 40;
#endif

TEST(BatchProperty, AgreesWithAnEvaluationPerPerson) {
  testing::TableMaker maker(5);
  for (int i = 0; i < kTables && !HasFatalFailure(); ++i) agree_with_evaluation(maker, 6, 600);
  for (int i = 0; i < kTables && !HasFatalFailure(); ++i) agree_with_evaluation(maker, 300, 300);
}

TEST(Batch, ADecisionIsAColumnOfTheNext) {
  const auto cell = [](const std::string& text) {
    return "<inputEntry><text>" + text + "</text></inputEntry>";
  };
  const auto out = [](const std::string& text) {
    return "<outputEntry><text>" + text + "</text></outputEntry>";
  };
  const auto column = [](const std::string& text) {
    return "<input><inputExpression><text>" + text + "</text></inputExpression></input>";
  };
  const auto model = testing::load(testing::definitions(
      testing::input("n", "number") +
      testing::decision({"n"}, "<decisionTable>" + column("n") + "<output/><rule>" + cell("&lt; 10") +
                                   out("\"low\"") + "</rule><rule>" + cell("[10..20]") + out("\"mid\"") +
                                   "</rule><rule>" + cell("[20..30]") + out("\"high\"") +
                                   "</rule></decisionTable>") +
      "<decision id='e' name='e'><variable name='e'/><informationRequirement><requiredDecision href='#d'/>"
      "</informationRequirement><decisionTable>" +
      column("d") + "<output/><rule>" + cell("\"low\"") + out("1") + "</rule><rule>" + cell("not(\"low\")") +
      out("2") + "</rule></decisionTable></decision>"));
  const std::vector<std::int64_t> numbers{5, 15, 20, 25, 40};
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Batch batch(*model, machine);
  batch.set_input(0, Column::of_numbers(numbers));
  Answers answers;
  batch.decide(*model->find_decision("e"), numbers.size(), answers);
  std::string all;
  for (std::size_t n = 0; n < numbers.size(); ++n) all += to_feel(answers.of(n)) + " ";
  EXPECT_EQ(all, "1 2 2 2 2 ");  // the third breaks UNIQUE below: null, which is not "low"
  EXPECT_EQ(diagnostics.count(), 1U);
}

}  // namespace
}  // namespace gangway::dmn
