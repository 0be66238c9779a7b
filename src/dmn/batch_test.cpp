#include "dmn/batch.h"

#include <gtest/gtest.h>

#include "dmn/test_models.h"
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

}  // namespace
}  // namespace gangway::dmn
