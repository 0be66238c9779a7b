#include "dmn/table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "dmn/test_models.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;

// A table as the tests write it. Inputs are x, y, z in this order, all numbers.
struct Written {
  std::string attributes;  // "hitPolicy='FIRST'"
  std::vector<std::string> outputs{"<output/>"};
  struct Rule {
    std::vector<std::string> cells;
    std::vector<std::string> outputs;
  };
  std::vector<Rule> rules;
};

const std::vector<std::string> kInputs{"x", "y", "z"};

std::string entry(const std::string& tag, const std::string& text) {
  return "<" + tag + "><text><![CDATA[" + text + "]]></text></" + tag + ">";
}

std::string output(const std::string& values, const std::string& otherwise = {},
                   const std::string& name = {}) {
  return "<output name='" + name + "'>" + (values.empty() ? "" : entry("outputValues", values)) +
         (otherwise.empty() ? "" : entry("defaultOutputEntry", otherwise)) + "</output>";
}

std::shared_ptr<const Model> model_of(const Written& table) {
  const auto width = table.rules.empty() ? std::size_t{1} : table.rules.front().cells.size();
  std::string body = "<decisionTable " + table.attributes + ">";
  std::string inputs;
  for (std::size_t i = 0; i < width; ++i) {
    inputs += testing::input(kInputs[i], "number");
    body += "<input>" + entry("inputExpression", kInputs[i]) + "</input>";
  }
  for (const auto& each : table.outputs) body += each;
  for (const auto& rule : table.rules) {
    body += "<rule>";
    for (const auto& cell : rule.cells) body += entry("inputEntry", cell);
    for (const auto& each : rule.outputs) body += entry("outputEntry", each);
    body += "</rule>";
  }
  const std::vector<std::string> required(kInputs.begin(),
                                          kInputs.begin() + static_cast<std::ptrdiff_t>(width));
  return testing::load(testing::definitions(inputs + testing::decision(required, body + "</decisionTable>")));
}

Value evaluate(const Model& model, const std::vector<Value>& inputs, std::string* said = nullptr) {
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(model, inputs, machine);
  auto out = evaluation.decision(*model.find_decision("d"));
  if (said != nullptr) *said = testing::said(diagnostics);
  return out;
}

std::string shown(const Written& table, const std::vector<Value>& inputs) {
  const auto value = evaluate(*model_of(table), inputs);
  return value.is_unknown() ? "unknown" : to_feel(value);
}

Value n(std::int64_t value) { return Value::number(value); }
const Value kUnknown = Value::unknown(0);

TEST(Table, Unique) {
  const Written table{
      "", {"<output/>"}, {{{"< 5"}, {"\"low\""}}, {{"[5..9]"}, {"\"mid\""}}, {{"> 8"}, {"\"high\""}}}};
  EXPECT_EQ(shown(table, {n(1)}), "\"low\"");
  EXPECT_EQ(shown(table, {n(10)}), "\"high\"");
  EXPECT_EQ(shown(table, {kUnknown}), "unknown");
  std::string said;
  EXPECT_TRUE(evaluate(*model_of(table), {n(9)}, &said).is_null());
  EXPECT_EQ(
      said,
      "D2101 Line 4, decisionTable: the hit policy is unique, and rules 2 and 3 both match; the result is "
      "null.\n");
}

TEST(Table, UniqueWithoutMatchGivesTheDefault) {
  const Written plain{"", {output("")}, {{{"< 5"}, {"1"}}}};
  EXPECT_EQ(shown(plain, {n(5)}), "null");
  const Written fallback{"", {output("", "7")}, {{{"< 5"}, {"1"}}}};
  EXPECT_EQ(shown(fallback, {n(5)}), "7");
  const Written same{"", {output("", "1")}, {{{"< 5"}, {"1"}}}};
  EXPECT_EQ(shown(same, {kUnknown}), "1");
}

TEST(Table, Any) {
  const Written table{
      "hitPolicy='ANY'", {"<output/>"}, {{{"< 5"}, {"1"}}, {{"< 9"}, {"1"}}, {{"< 2"}, {"2"}}}};
  EXPECT_EQ(shown(table, {n(3)}), "1");
  std::string said;
  EXPECT_TRUE(evaluate(*model_of(table), {n(1)}, &said).is_null());
  EXPECT_NE(said.find("D2102"), std::string::npos);
}

TEST(Table, AnyAgreesWhateverTheUnknownIs) {
  const Written table{"hitPolicy='ANY'", {"<output/>"}, {{{"-", "1"}, {"\"a\""}}, {{"5", "1"}, {"\"a\""}}}};
  EXPECT_EQ(shown(table, {kUnknown, n(1)}), "\"a\"");
  EXPECT_EQ(shown(table, {kUnknown, n(2)}), "null");
}

TEST(Table, First) {
  const Written table{"hitPolicy='FIRST'",
                      {"<output/>"},
                      {{{"> 9", "-"}, {"\"a\""}}, {{"-", "1"}, {"\"a\""}}, {{"-", "-"}, {"\"b\""}}}};
  EXPECT_EQ(shown(table, {n(10), n(0)}), "\"a\"");
  EXPECT_EQ(shown(table, {n(0), n(0)}), "\"b\"");
  EXPECT_EQ(shown(table, {kUnknown, n(1)}), "\"a\"");
  EXPECT_EQ(shown(table, {kUnknown, n(0)}), "unknown");
}

TEST(Table, Priority) {
  const Written table{"hitPolicy='PRIORITY'",
                      {output(R"("high", "mid", "low")")},
                      {{{"-", "-"}, {"\"low\""}}, {{"> 5", "-"}, {"\"mid\""}}, {{"-", "1"}, {"\"high\""}}}};
  EXPECT_EQ(shown(table, {n(9), n(0)}), "\"mid\"");
  EXPECT_EQ(shown(table, {n(9), n(1)}), "\"high\"");
  EXPECT_EQ(shown(table, {kUnknown, n(1)}), "\"high\"");  // a lower one cannot matter
  EXPECT_EQ(shown(table, {kUnknown, n(0)}), "unknown");
}

TEST(Table, PriorityOfSeveralOutputs) {
  const Written table{"hitPolicy='PRIORITY'",
                      {output("1, 2", "", "a"), output("\"x\", \"y\"", "", "b")},
                      {{{"-"}, {"2", "\"x\""}}, {{"-"}, {"1", "\"y\""}}, {{"> 5"}, {"1", "\"x\""}}}};
  EXPECT_EQ(shown(table, {n(0)}), "{a: 1, b: \"y\"}");
  EXPECT_EQ(shown(table, {n(6)}), "{a: 1, b: \"x\"}");
}

TEST(Table, RuleOrderOutputOrderAndCollect) {
  const std::vector<Written::Rule> rules{{{"> 0"}, {"1"}}, {{"> 1"}, {"3"}}, {{"> 2"}, {"2"}}};
  EXPECT_EQ(shown({"hitPolicy='RULE ORDER'", {output("3, 2, 1")}, rules}, {n(3)}), "[1, 3, 2]");
  EXPECT_EQ(shown({"hitPolicy='OUTPUT ORDER'", {output("3, 2, 1")}, rules}, {n(3)}), "[3, 2, 1]");
  EXPECT_EQ(shown({"hitPolicy='COLLECT'", {"<output/>"}, rules}, {n(2)}), "[1, 3]");
  EXPECT_EQ(shown({"hitPolicy='COLLECT'", {"<output/>"}, rules}, {n(0)}), "null");
  EXPECT_EQ(shown({"hitPolicy='COLLECT'", {"<output/>"}, rules}, {kUnknown}), "unknown");
}

TEST(Table, Aggregations) {
  const std::vector<Written::Rule> rules{{{"> 0", "-"}, {"4"}}, {{"> 1", "-"}, {"6"}}, {{"-", "1"}, {"5"}}};
  const auto with = [&](const char* aggregation) {
    return Written{
        std::string("hitPolicy='COLLECT' aggregation='") + aggregation + "'", {"<output/>"}, rules};
  };
  EXPECT_EQ(shown(with("SUM"), {n(2), n(1)}), "15");
  EXPECT_EQ(shown(with("COUNT"), {n(2), n(1)}), "3");
  EXPECT_EQ(shown(with("MIN"), {n(2), n(1)}), "4");
  EXPECT_EQ(shown(with("MAX"), {n(2), n(1)}), "6");
  EXPECT_EQ(shown(with("MAX"), {n(2), kUnknown}), "6");  // 5 cannot be the largest
  EXPECT_EQ(shown(with("MIN"), {n(2), kUnknown}), "4");
  EXPECT_EQ(shown(with("MIN"), {kUnknown, n(1)}), "unknown");
  EXPECT_EQ(shown(with("SUM"), {n(2), kUnknown}), "unknown");
  const Written texts{"hitPolicy='COLLECT' aggregation='SUM'", {"<output/>"}, {{{"-"}, {"\"a\""}}}};
  std::string said;
  EXPECT_TRUE(evaluate(*model_of(texts), {n(1)}, &said).is_null());
  EXPECT_NE(said.find("D2103"), std::string::npos);
}

TEST(Table, AnInputOutsideItsValuesIsNull) {
  const auto model = testing::load(testing::definitions(
      testing::input("x", "number") +
      testing::decision({"x"}, "<decisionTable hitPolicy='FIRST'><input id='in'>" +
                                   entry("inputExpression", "x") + entry("inputValues", "[0..9]") +
                                   "</input><output/><rule>" + entry("inputEntry", "-") +
                                   entry("outputEntry", "1") + "</rule><rule>" + entry("inputEntry", "3") +
                                   entry("outputEntry", "2") + "</rule></decisionTable>")));
  EXPECT_EQ(to_feel(evaluate(*model, {n(3)})), "1");
  EXPECT_EQ(to_feel(evaluate(*model, {kUnknown})), "1");
  std::string said;
  EXPECT_TRUE(evaluate(*model, {n(12)}, &said).is_null());
  EXPECT_NE(said.find("D2105 Line 4, in:"), std::string::npos) << said;
}

// A cell that is coded answers as its FEEL text does.
RC_GTEST_PROP(TableProperty, CodedCellsAnswerAsFeelDoes, ()) {
  const auto number = [] { return std::to_string(*rc::gen::inRange(-3, 4)); };
  const auto low = *rc::gen::inRange(-3, 4);
  const auto high = *rc::gen::inRange(low, 5);
  const auto cell = *rc::gen::element<std::string>(
      "< " + number(), "<= " + number(), "> " + number(), ">=" + number(), number(),
      "[" + std::to_string(low) + ".." + std::to_string(high) + ")",
      "(" + std::to_string(low) + ".." + std::to_string(high) + "]", number() + ", " + number());
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile_unary_tests(cell, {}, feel::Type::any(), diagnostics);
  RC_ASSERT(program.has_value() && program->simple_test().has_value());
  feel::Machine machine(diagnostics);
  const auto model = model_of({"", {output("", "false")}, {{{cell}, {"true"}}}});
  for (std::int64_t halves = -8; halves < 12; ++halves) {  // between the bounds too
    const Value value(*Decimal::divide(Decimal(halves), Decimal(2)));
    RC_ASSERT(evaluate(*model, {value}).is_true() ==
              program->evaluate(std::span(&value, 1), machine).is_true());
  }
}

const std::vector<std::string> kPolicies{"hitPolicy='UNIQUE'",
                                         "hitPolicy='ANY'",
                                         "hitPolicy='PRIORITY'",
                                         "hitPolicy='FIRST'",
                                         "hitPolicy='RULE ORDER'",
                                         "hitPolicy='OUTPUT ORDER'",
                                         "hitPolicy='COLLECT'",
                                         "hitPolicy='COLLECT' aggregation='SUM'",
                                         "hitPolicy='COLLECT' aggregation='COUNT'",
                                         "hitPolicy='COLLECT' aggregation='MIN'",
                                         "hitPolicy='COLLECT' aggregation='MAX'"};

Written any_table() {
  Written out;
  out.attributes = *rc::gen::elementOf(kPolicies);
  out.outputs = {output("3, 2, 1", *rc::gen::element<std::string>("", "1", "2"))};
  const auto rules = *rc::gen::inRange(1, 6);
  const auto cell = [] {
    return *rc::gen::element<std::string>("-", "-", "0", "1", "2", "< 1", ">= 1", "not(2)", "0, 2", "null");
  };
  for (int i = 0; i < rules; ++i) {
    out.rules.push_back({{cell(), cell(), cell()}, {*rc::gen::element<std::string>("1", "2", "3", "x")}});
  }
  return out;
}

// Whatever the unknown inputs turn out to be, a value given before stays, and an unknown answer depends on no
// other inputs. By brute force over all completions, null among them.
RC_GTEST_PROP(TableProperty, AValueGivenWithUnknownInputsHoldsInAllCompletions, ()) {
  const auto table = any_table();
  const auto model = model_of(table);
  const std::vector<Value> domain{n(0), n(1), n(2), {}};
  std::vector<Value> inputs;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < kInputs.size(); ++i) {
    if (*rc::gen::inRange(0, 2) == 0) {
      open.push_back(i);
      inputs.push_back(Value::unknown(static_cast<feel::InputId>(i)));
    } else {
      inputs.push_back(*rc::gen::elementOf(domain));
    }
  }
  const auto answer = evaluate(*model, inputs);
  if (answer.is_unknown()) {
    for (const auto id : answer.as_unknown().inputs->ids()) {
      RC_ASSERT(std::ranges::find(open, std::size_t{id}) != open.end());
    }
  }
  const auto answer_inside = feel::unknown_inputs(std::span(&answer, 1), feel::Depth::Deep);
  if (answer_inside) return;
  auto completed = inputs;
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < open.size(); ++i) combinations *= domain.size();
  for (std::size_t code = 0; code < combinations; ++code) {
    auto rest = code;
    for (const auto i : open) {
      completed[i] = domain[rest % domain.size()];
      rest /= domain.size();
    }
    RC_ASSERT(feel::identical(evaluate(*model, completed), answer));
  }
}

}  // namespace
}  // namespace gangway::dmn
