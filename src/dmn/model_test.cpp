#include "dmn/model.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "dmn/explanation.h"
#include "dmn/test_models.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;
using testing::decision;
using testing::definitions;
using testing::feel_value;
using testing::fixture;
using testing::input;
using testing::literal;
using testing::load;

struct Evaluated {
  std::string value;  // in FEEL; "unknown 0 2" with the inputs it depends on
  std::string said;
};

std::string shown(const Value& value) {
  if (!value.is_unknown()) return to_feel(value);
  std::string out = "unknown";
  for (const auto id : value.as_unknown().inputs->ids()) out += " " + std::to_string(id);
  return out;
}

Evaluated evaluate(const Model& model, const std::string& name, const std::vector<Value>& inputs) {
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(model, inputs, machine);
  const auto index = model.find_decision(name);
  EXPECT_TRUE(index.has_value()) << name;
  return {shown(evaluation.decision(index.value_or(0))), testing::said(diagnostics)};
}

class PermitVersions : public ::testing::TestWithParam<const char*> {};

TEST_P(PermitVersions, LoadAndDecideAlike) {
  const auto model = load(fixture(std::string("permit-") + GetParam() + ".dmn"));
  ASSERT_NE(model, nullptr);
  EXPECT_EQ(model->namespace_uri(), "urn:test:permit");
  ASSERT_EQ(model->inputs().size(), 2U);
  EXPECT_EQ(model->inputs()[1].name, "months in China");
  const auto open = model->find_decision("open");
  ASSERT_TRUE(open);
  EXPECT_EQ(model->decisions()[*open].inputs, (std::vector<ElementIndex>{0, 1}));
  EXPECT_EQ(model->decisions()[*model->find_decision("points")].sources,
            (std::vector<std::string>{"urn:source:rule"}));
  EXPECT_EQ(evaluate(*model, "open", {feel_value(R"({age: 30, level: "B"})"), Value::number(12)}).value,
            "true");
  EXPECT_EQ(evaluate(*model, "open", {feel_value(R"({age: 46, level: "B"})"), Value::number(12)}).value,
            "false");
  EXPECT_EQ(evaluate(*model, "open", {feel_value(R"({age: 30, level: "B"})"), Value::number(11)}).value,
            "false");
}
INSTANTIATE_TEST_SUITE_P(Dmn, PermitVersions, ::testing::Values("1.2", "1.3", "1.4", "1.5"));

TEST(Model, UnknownInputsMatterOnlyWhereTheyCan) {
  const auto model = load(fixture("permit-1.5.dmn"));
  const auto person = [](Value age, const char* level) {
    return Value(std::make_shared<const feel::Context>(std::vector<std::pair<std::string, Value>>{
        {"age", std::move(age)}, {"level", Value::string(level)}}));
  };
  EXPECT_EQ(evaluate(*model, "points", {person(Value::unknown(7), "A"), {}}).value, "30");
  EXPECT_EQ(evaluate(*model, "points", {person(Value::unknown(7), "C"), {}}).value, "0");
  EXPECT_EQ(evaluate(*model, "points", {person(Value::unknown(7), "B"), {}}).value, "unknown 7");
  EXPECT_EQ(evaluate(*model, "open", {person(Value::unknown(7), "C"), Value::unknown(8)}).value, "false");
  EXPECT_EQ(evaluate(*model, "open", {person(Value::unknown(7), "B"), Value::unknown(8)}).value,
            "unknown 7 8");
  EXPECT_EQ(evaluate(*model, "open", {Value::unknown(7), Value::number(1)}).value, "false");
}

TEST(Model, AValueOutsideItsTypeIsNullAndSaysSo) {
  const auto model = load(fixture("permit-1.5.dmn"));
  const auto result = evaluate(*model, "points", {feel_value(R"({age: 30, level: "D"})"), {}});
  EXPECT_EQ(result.value, "0");  // the last rule takes everything, null too
  EXPECT_NE(result.said.find("D2002 The value of “person” is not among those allowed"), std::string::npos)
      << result.said;
}

TEST(Model, DecisionsAreComputedOnceAndOnlyWhenNeeded) {
  // A decision that would exhaust the machine is required but never used.
  const auto model = load(definitions(
      "<decision id='big' name='big'><variable name='big'/>" + literal("count(for i in 1..900000 return i)") +
      "</decision><decision id='d' name='d'><variable name='d'/>"
      "<informationRequirement><requiredDecision href='#big'/></informationRequirement>"
      "<conditional><if>" +
      literal("false") + "</if><then>" + literal("big") + "</then><else>" + literal("1") +
      "</else></conditional></decision>"));
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, {}, machine);
  EXPECT_EQ(shown(evaluation.decision(*model->find_decision("d"))), "1");
  EXPECT_LT(machine.spent(), 100U);
  const auto big = *model->find_decision("big");
  EXPECT_EQ(shown(evaluation.decision(big)), "900000");
  const auto spent = machine.spent();
  EXPECT_EQ(shown(evaluation.decision(big)), "900000");
  EXPECT_EQ(machine.spent(), spent);
}

TEST(Model, ADecisionCanBeReplaced) {
  const auto model = load(fixture("permit-1.5.dmn"));
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, std::vector<Value>{{}, Value::number(12)}, machine);
  evaluation.set_decision(*model->find_decision("points"), Value::number(20));
  EXPECT_EQ(shown(evaluation.decision(*model->find_decision("open"))), "true");
}

TEST(Model, ExplainsRulesInputsAndWhatItRestsOn) {
  const auto model = load(fixture("permit-1.5.dmn"));
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, std::vector<Value>{feel_value(R"({age: 30, level: "B"})")}, machine);
  const auto found = explain(evaluation, *model->find_decision("open"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name, "open");
  EXPECT_FALSE(found[0].hit_policy);
  EXPECT_EQ(found[0].decisions, (std::vector<std::string>{"points"}));
  EXPECT_EQ(found[1].name, "points");
  std::string verdicts;
  for (const auto& rule : found[1].rules) verdicts += "MOF"[static_cast<std::size_t>(rule.verdict)];
  EXPECT_EQ(verdicts, "FMM");
  EXPECT_EQ(json::serialize(to_json({found[1]})),
            R"([{"decision":"points","value":20,"hit_policy":"FIRST","rules":[)"
            R"({"rule":1,"verdict":"fails","input":"person.level","cell":"\"A\"","value":"B"},)"
            R"({"rule":2,"verdict":"matches"},{"rule":3,"verdict":"matches"}],)"
            R"("inputs":[{"name":"person","value":{"age":30,"level":"B"}}],"sources":["urn:source:rule"]}])");
  EXPECT_EQ(to_text({found[1]}, Language::En),
            "The decision “points” gives: 20\n"
            "Rule 1 does not match: it asks of “person.level”: \"A\", and the value is \"B\".\n"
            "Rule 2 matches.\nRule 3 matches.\nInput “person”: {age: 30, level: \"B\"}\n"
            "Source: urn:source:rule\n");
}

TEST(Model, ExplainsWhatIsNotKnownAndWhatIsNotAllowed) {
  const auto entry = [](const std::string& tag, const std::string& text) {
    return "<" + tag + "><text>" + text + "</text></" + tag + ">";
  };
  const auto model =
      load(definitions(input("x", "number") + input("y", "number") +
                       decision({"x", "y"}, "<decisionTable><input>" + entry("inputExpression", "x") +
                                                entry("inputValues", "[0..9]") + "</input><input>" +
                                                entry("inputExpression", "y") + "</input><output/><rule>" +
                                                entry("inputEntry", "5") + entry("inputEntry", "&lt; 3") +
                                                entry("outputEntry", "1") + "</rule></decisionTable>")));
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, std::vector<Value>{Value::unknown(0), Value::number(2)}, machine);
  const auto open = explain(evaluation, 0).front();
  EXPECT_EQ(open.rules[0].verdict, Explanation::Verdict::Open);
  EXPECT_EQ(open.rules[0].cell->input, "x");
  evaluation.set_input(1, Value::number(4));
  const auto fails = explain(evaluation, 0).front();
  EXPECT_EQ(fails.rules[0].verdict, Explanation::Verdict::Fails);
  EXPECT_EQ(fails.rules[0].cell->input, "y");
  EXPECT_FALSE(fails.refused);
  evaluation.set_input(0, Value::number(12));
  const auto refused = explain(evaluation, 0).front();
  ASSERT_TRUE(refused.refused);
  EXPECT_EQ(refused.refused->text, "[0..9]");
  EXPECT_EQ(diagnostics.count(), 1U);  // D2105 by the evaluation; the explanation adds none
}

TEST(Model, ServicesOverrideInsideOnlyAndImportsStandUnderTheirPrefix) {
  const auto importer = testing::importing({{"urn:test:permit", fixture("permit-1.5.dmn")}});
  const auto model = load(fixture("service-1.5.dmn"), importer);
  ASSERT_NE(model, nullptr);
  std::vector<Value> inputs(model->inputs().size());
  inputs[*model->find_input("base")] = Value::number(10);
  inputs[*model->find_input("permit.person")] = feel_value(R"({age: 20, level: "A"})");
  EXPECT_EQ(evaluate(*model, "both", inputs).value, "[20, 300]");
  EXPECT_EQ(evaluate(*model, "from import", inputs).value, "32");
  EXPECT_EQ(evaluate(*model, "passed on", inputs).value, "[3, 11, null, 28]");
  EXPECT_EQ(model->find_decision("permit.points"), model->find_decision("points"));

  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, inputs, machine);
  const std::vector<std::pair<std::string, Value>> arguments{{"rate", Value::number(5)},
                                                             {"base", Value::number(3)}};
  EXPECT_EQ(shown(evaluation.invoke("fee service", arguments)), "15");
  EXPECT_EQ(shown(evaluation.invoke(
                "permit.years of", std::vector<std::pair<std::string, Value>>{{"months", Value::number(6)}})),
            "0.5");
  EXPECT_TRUE(evaluation.invoke("no such", {}).is_null());
  EXPECT_NE(testing::said(diagnostics).find("D2012"), std::string::npos);
}

TEST(Model, BoxedExpressions) {
  const auto model = load(fixture("boxed-1.4.dmn"));
  ASSERT_NE(model, nullptr);
  const std::vector<Value> inputs{feel_value("[{year: 2022, salary: 10}, {year: 2023, salary: 20}]"),
                                  Value::number(15)};
  EXPECT_EQ(evaluate(*model, "good", inputs).value, "[{year: 2023, salary: 20}]");
  EXPECT_EQ(evaluate(*model, "all good", inputs).value, "false");
  EXPECT_EQ(evaluate(*model, "some good", inputs).value, "true");
  EXPECT_EQ(evaluate(*model, "running", inputs).value, "[10, 30]");
  EXPECT_EQ(evaluate(*model, "branch", inputs).value, "\"high\"");
  EXPECT_EQ(evaluate(*model, "factorial", {{}, Value::number(5)}).value, "120");
  EXPECT_EQ(evaluate(*model, "table of", inputs).value,
            R"([{code: "a", amount: 15}, {code: "b", amount: 30}])");
}

TEST(Model, BoxedExpressionsWithUnknownInputs) {
  const auto model = load(fixture("boxed-1.4.dmn"));
  const auto years = feel_value("[{year: 2022, salary: 10}, {year: 2023, salary: 20}]");
  EXPECT_EQ(evaluate(*model, "branch", {years, Value::unknown(3)}).value, "unknown 3");
  EXPECT_EQ(evaluate(*model, "same branch", {years, Value::unknown(3)}).value, "\"either\"");
  EXPECT_EQ(evaluate(*model, "good", {years, Value::unknown(3)}).value, "unknown 3");
  EXPECT_EQ(evaluate(*model, "all good", {feel_value("[]"), Value::unknown(3)}).value, "true");
  // Which years there are is not known, and for any of them the limit matters too.
  EXPECT_EQ(evaluate(*model, "some good", {Value::unknown(2), Value::unknown(3)}).value, "unknown 2 3");
  EXPECT_EQ(evaluate(*model, "good", {Value::unknown(2), Value::unknown(3)}).value, "unknown 2 3");
  EXPECT_EQ(evaluate(*model, "running", {Value::unknown(2), Value::unknown(3)}).value, "unknown 2");
}

TEST(Model, FaultyExpressionsAreRefusedOrGiveNull) {
  const auto xml =
      definitions(decision({}, literal("1 +")) + "<decision id='e' name='e'><variable name='e'/>" +
                  literal("2") + "</decision>");
  EXPECT_NE(testing::refusal(xml).find("D1301 Line 3, literalExpression"), std::string::npos)
      << testing::refusal(xml);
  feel::Diagnostics diagnostics;
  const auto lenient = Model::load(xml, diagnostics, {}, Model::Faulty::GivesNull);
  ASSERT_TRUE(lenient);
  EXPECT_EQ(evaluate(**lenient, "e", {}).value, "2");
  const auto faulty = evaluate(**lenient, "d", {});
  EXPECT_EQ(faulty.value, "null");
  EXPECT_NE(faulty.said.find("D2003"), std::string::npos);
}

TEST(Model, RecursionWithoutEndIsNull) {
  const auto model =
      load(definitions("<businessKnowledgeModel id='k' name='k'><variable name='k'/>"
                       "<knowledgeRequirement><requiredKnowledge href='#k'/></knowledgeRequirement>"
                       "<encapsulatedLogic><formalParameter name='n'/>" +
                       literal("k(n)") +
                       "</encapsulatedLogic></businessKnowledgeModel>"
                       "<decision id='d' name='d'><variable name='d'/>"
                       "<knowledgeRequirement><requiredKnowledge href='#k'/></knowledgeRequirement>" +
                       literal("k(1)") + "</decision>"));
  EXPECT_EQ(evaluate(*model, "d", {}).value, "null");
}

}  // namespace
}  // namespace gangway::dmn
