#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "feel/ops.h"
#include "feel/program.h"

namespace gangway::feel {
namespace {

Program cell(std::string_view text) {
  Diagnostics diagnostics;
  Scope scope;
  scope.variables.push_back({"limit", Type::any()});
  return Program::compile_unary_tests(text, scope, Type::any(), diagnostics).value();
}

TEST(SimpleTest, KnowsWhatACellAsks) {
  EXPECT_TRUE(cell("-").simple_test()->is_any);
  EXPECT_EQ(cell("1, 2, [5..7[").simple_test()->ranges.size(), 3U);
  EXPECT_TRUE(cell("not(\"a\", \"b\")").simple_test()->is_negated);
  EXPECT_EQ(cell("[1, 2]").simple_test()->ranges.size(), 2U);
  EXPECT_EQ(cell("> 1 + 2").simple_test()->ranges.front().low->as_number(), Decimal(3));
}

TEST(SimpleTest, LeavesWhatDependsOnOtherThings) {
  EXPECT_FALSE(cell("> limit").simple_test());
  EXPECT_FALSE(cell("? > 3").simple_test());
  EXPECT_FALSE(cell("5, limit").simple_test());
  EXPECT_FALSE(cell("not(limit)").simple_test());
  EXPECT_FALSE(cell("[[1], [2]]").simple_test());
}

// Reading the ranges instead of running the cell gives the same answer.
RC_GTEST_PROP(SimpleTestProperty, AgreesWithTheCell, ()) {
  static const std::vector<std::string> kAlternatives{"3",      "< 2",  "<= 2", "> 4", ">= 4",  "[1..3]",
                                                      "]1..3[", "(=5)", "!= 5", "= 1", "[0, 6]"};
  const auto alternatives =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kAlternatives)));
  std::string text;
  for (const auto& each : alternatives) text += (text.empty() ? "" : ", ") + each;
  if (*rc::gen::arbitrary<bool>()) text = "not(" + text + ")";
  const Program program = cell(text);
  const auto simple = program.simple_test();
  RC_ASSERT(simple.has_value());
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  for (int n = 0; n < 8; ++n) {
    const Value input = Value::number(n);
    bool found = simple->is_any;
    for (const Range& range : simple->ranges) found = found || in_range(machine, input, range).is_true();
    const std::vector<Value> slots{Value(), input};
    RC_ASSERT(program.evaluate(slots, machine).is_true() == (found != simple->is_negated));
  }
}

}  // namespace
}  // namespace gangway::feel
