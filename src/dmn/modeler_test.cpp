// Models as dmn-js and Camunda Modeler write them: their own attributes, their names of types, empty cells.
#include <gtest/gtest.h>

#include "dmn/check.h"
#include "dmn/test_models.h"

namespace gangway::dmn {
namespace {

feel::Value points(const Model& model, int years, const char* degree, bool local) {
  std::vector<feel::Value> inputs(model.inputs().size());
  inputs[*model.find_input("years of work")] = feel::Value::number(years);
  inputs[*model.find_input("degree")] = feel::Value::string(degree);
  inputs[*model.find_input("local")] = local;
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(model, inputs, machine);
  const auto value = evaluation.decision(*model.find_decision("points"));
  EXPECT_TRUE(diagnostics.empty()) << testing::said(diagnostics);
  return value;
}

TEST(Modeler, ItsModelsRun) {
  const auto model = testing::load(testing::fixture("modeler-1.3.dmn"));
  ASSERT_NE(model, nullptr);
  EXPECT_EQ(feel::to_feel(points(*model, 6, "master", true)), "25");
  EXPECT_EQ(feel::to_feel(points(*model, 3, "doctorate", true)), "17");
  EXPECT_EQ(feel::to_feel(points(*model, 1, "bachelor", false)), "null");
}

TEST(Modeler, ItsModelsAreChecked) {
  feel::Diagnostics diagnostics;
  const auto report = check_model(testing::fixture("modeler-1.3.dmn"), diagnostics);
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(report->findings.empty()) << to_text(*report, "modeler-1.3.dmn", Language::En);
}

}  // namespace
}  // namespace gangway::dmn
