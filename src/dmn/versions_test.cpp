// The same model in each version of DMN, with every construct that the version has: it loads and answers
// alike.
#include <gtest/gtest.h>

#include "dmn/test_models.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;

struct Answer {
  const char* since;  // the first version that has the construct
  const char* decision;
  const char* value;  // in FEEL
};

constexpr Answer kAnswers[] = {
    {"1.2", "points", "20"},
    {"1.2", "summary", R"([@"2027-02-28", 40, "Wuxi", "Wang Fang"])"},
    {"1.2", "fees", R"([{code: "first", amount: 400}, {code: "again", amount: 160.5}])"},
    {"1.2", "total", "560.5"},
    {"1.2", "listed", R"(["A", "C"])"},
    {"1.2", "collected", "3"},
    {"1.2", "graded", R"({grade: "high", open: true})"},
    {"1.2", "imported", "3.5"},
    {"1.2", "served", R"("low")"},
    {"1.3", "applied", "5"},
    {"1.4", "chosen", R"("yes")"},
    {"1.4", "filtered", R"([{code: "first", amount: 400}])"},
    {"1.4", "doubled", "[800, 321]"},
    {"1.4", "any dear", "true"},
    {"1.4", "all dear", "false"},
    {"1.5", "few", "[1, 2]"},
    {"1.5", "many", "null"},
};

class Versions : public ::testing::TestWithParam<const char*> {};

TEST_P(Versions, EveryConstructAnswersAlike) {
  const std::string version = GetParam();
  const auto importer =
      testing::importing({{"urn:test:permit", testing::fixture("permit-" + version + ".dmn")}});
  const auto model = testing::load(testing::fixture("constructs-" + version + ".dmn"), importer);
  ASSERT_NE(model, nullptr);
  std::vector<Value> inputs(model->inputs().size());
  inputs[*model->find_input("person")] =
      testing::feel_value(R"({full name: "Wang Fang", age: 30, levels: ["B", "A"], home: {city: "Wuxi"}})");
  inputs[*model->find_input("as of")] = testing::feel_value(R"(@"2026-02-28")");
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, inputs, machine);
  std::size_t own = 0;
  for (const auto& [since, decision, value] : kAnswers) {
    const auto index = model->find_decision(decision);
    EXPECT_EQ(index.has_value(), version >= since) << decision;
    if (!index) continue;
    EXPECT_EQ(to_feel(evaluation.decision(*index)), value) << decision;
    ++own;
  }
  const auto imported = testing::load(testing::fixture("permit-" + version + ".dmn"))->decisions().size();
  EXPECT_EQ(model->decisions().size(), own + imported) << "a decision of the model has no answer here";
}
INSTANTIATE_TEST_SUITE_P(Dmn, Versions, ::testing::Values("1.2", "1.3", "1.4", "1.5"));

}  // namespace
}  // namespace gangway::dmn
