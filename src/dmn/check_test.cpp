#include "dmn/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "dmn/tck.h"
#include "dmn/test_check.h"
#include "dmn/test_large_tables.h"

namespace gangway::dmn {
namespace {

using testing::check;
using ::testing::Contains;
using testing::decision;
using testing::definitions;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::input;
using ::testing::IsEmpty;
using testing::literal;
using ::testing::Not;
using testing::numbers;
using testing::one;
using testing::Row;
using testing::shown_witness;
using testing::table;

// ---- texts

std::vector<std::string> of_text(const std::string& text) {
  return numbers(check(definitions(input("n", "number") + input("s", "string") + input("b", "boolean") +
                                   decision({"n", "s", "b"}, literal(text + " = [n, s, b]")))));
}

TEST(Check, FindsWhatTheTypesForbid) {
  EXPECT_THAT(of_text("n + s"), ElementsAre("D3002"));
  EXPECT_THAT(of_text("[n < s]"), ElementsAre("D3003"));
  EXPECT_THAT(of_text("[if n then 1 else 2]"), ElementsAre("D3004"));
  EXPECT_THAT(of_text("[upper case(n)]"), ElementsAre("D3005"));
  EXPECT_THAT(of_text("[n / 0]"), ElementsAre("D3101"));
  EXPECT_THAT(of_text("[n / (1 - 1)]"), ElementsAre("D3101"));
  EXPECT_THAT(of_text("[date(\"2026-02-30\")]"), ElementsAre("D3104"));
  EXPECT_THAT(of_text("[date(\"2026-02-28\") + duration(\"P1D\"), n + 1, s + \"x\", if b then 1 else 2]"),
              IsEmpty());
}

TEST(Check, FindsConditionsThatNeverVary) {
  EXPECT_THAT(of_text("[n < 5 or n >= 5]"), ElementsAre("D3102"));
  EXPECT_THAT(of_text("[n < 5 and n > 7]"), ElementsAre("D3103"));
  EXPECT_THAT(of_text("[s = \"a\" and s = \"b\"]"), ElementsAre("D3103"));
  EXPECT_THAT(of_text("[(1 + 1) * 2 = 4]"), ElementsAre("D3102"));
  EXPECT_THAT(of_text("[n < 5 or n > 5, n != null, (n in [1..9]), s = \"a\" or s = \"b\"]"), IsEmpty());
}

TEST(Check, AllowedValuesDecideWhatNeverVaries) {
  const std::string type =
      "<itemDefinition "
      "name='tAge'><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues>"
      "</itemDefinition>";
  EXPECT_THAT(
      numbers(check(definitions(type + input("age", "tAge") + decision({"age"}, literal("age >= 0"))))),
      ElementsAre("D3102"));
  EXPECT_THAT(
      numbers(check(definitions(type + input("age", "tAge") + decision({"age"}, literal("age > 0"))))),
      IsEmpty());
}

TEST(Check, SaysWhereATextIsWrong) {
  const auto report = check(definitions(
      input("n", "number") + "<decision id='d' name='d'>\n" +
      "<informationRequirement><requiredInput href='#n'/></informationRequirement>\n" +
      "  <literalExpression><text>n &gt; 1 and\n  国 &lt; 3</text></literalExpression>\n" + "</decision>"));
  const auto& finding = one(report, "D3001");
  EXPECT_EQ(finding.place.line, 7U);  // the second line of the text
  EXPECT_EQ(finding.place.column, 3U);
  ASSERT_TRUE(finding.because.has_value());
  EXPECT_EQ(finding.because->number, "F1201");
  EXPECT_EQ(finding.place.path, "d");
}

TEST(Check, PositionsCountReferencesAsOneCharacter) {
  const std::string before = "<decision id='d' name='d'><literalExpression><text>1 &lt; 2 or ";
  const auto report = check(definitions(before + "x</text></literalExpression></decision>"));
  const auto& finding = one(report, "D3001");
  ASSERT_TRUE(finding.place.span.has_value());
  EXPECT_EQ(finding.place.span->begin, 9U);
  EXPECT_EQ(finding.place.column, before.size() + 1);
}

TEST(Check, NamesRuleAndCellOfAType) {
  const auto report =
      check(definitions(table("", {{"n", "number"}}, {{"< 3", "1"}, {"\"x\"", "2"}, {">= 3", "3"}})));
  const auto& finding = one(report, "D3008");
  EXPECT_EQ(finding.place.rule, 2U);
  EXPECT_EQ(finding.place.input, 1U);
  EXPECT_THAT(to_text(report, "m.dmn", Language::En), HasSubstr("rule 2, input column 1: "));
}

TEST(Check, DeclaredTypesBind) {
  EXPECT_THAT(numbers(check(definitions("<decision id='d' name='d'><variable name='d' typeRef='number'/>" +
                                        literal("\"x\"") + "</decision>"))),
              ElementsAre("D3006"));
  EXPECT_THAT(numbers(check(definitions(
                  table("", {{"n", "number"}}, {{"-", "\"x\""}}, "<output name='out' typeRef='number'/>")))),
              ElementsAre("D3006"));
}

TEST(Check, UsedButNotRequired) {
  const auto report = check(definitions(input("monthly pay", "number") + input("n", "number") +
                                        decision({"n"}, literal("n + monthly pay"))));
  const auto& finding = one(report, "D3007");
  EXPECT_THAT(finding.args, Contains(std::pair<std::string, std::string>("name", "monthly pay")));
}

TEST(Check, LoaderFaultsAreFindings) {
  EXPECT_THAT(numbers(check(definitions(decision({"gone"}, literal("1"))))), Contains("D1101"));
  const std::string circle =
      "<decision id='a' name='a'><informationRequirement><requiredDecision "
      "href='#b'/></informationRequirement>" +
      literal("b") +
      "</decision><decision id='b' name='b'><informationRequirement><requiredDecision href='#a'/>"
      "</informationRequirement>" +
      literal("a") + "</decision>";
  EXPECT_THAT(numbers(check(definitions(circle))), Contains("D1102"));
  EXPECT_THAT(numbers(check(definitions(input("n", "tGone") + decision({"n"}, literal("n"))))),
              Contains("D1201"));
}

TEST(Check, RefusesWhatIsNoModel) {
  feel::Diagnostics diagnostics;
  EXPECT_FALSE(check_model("<x/>", diagnostics).has_value());
  EXPECT_FALSE(diagnostics.empty());
}

// ---- names and use

TEST(Check, FindsHiddenNames) {
  EXPECT_THAT(of_text("[for n in [1, 2] return n]"), ElementsAre("D3201"));
  EXPECT_THAT(of_text("[some s in [1, 2], n in [3] satisfies n > s]"), ElementsAre("D3201", "D3201"));
  EXPECT_THAT(of_text("[{n: 1}]"), ElementsAre("D3201"));
  EXPECT_THAT(of_text("[[{n: 1}][n = 1]]"), ElementsAre("D3201", "D3205"));
  const std::string entry = "<context><contextEntry><variable name='n'/>" + literal("1") +
                            "</contextEntry><contextEntry>" + literal("n") + "</contextEntry></context>";
  EXPECT_THAT(numbers(check(definitions(input("n", "number") + decision({"n"}, entry)))), Contains("D3201"));
}

TEST(Check, FindsNamesOfFeelItself) {
  EXPECT_THAT(numbers(check(definitions(input("then", "number") + decision({"then"}, literal("1"))))),
              Contains("D3202"));
  EXPECT_THAT(numbers(check(definitions(input("count", "number") + decision({"count"}, literal("count"))))),
              Contains("D3203"));
  EXPECT_THAT(numbers(check(definitions(input("d", "number") + decision({"d"}, literal("d"))))),
              Contains("D3204"));
}

TEST(Check, FindsWhatNothingUses) {
  const std::string model =
      "<itemDefinition name='tGone'><typeRef>string</typeRef></itemDefinition>" + input("n", "number") +
      input("s", "string") + input("unused", "string") +
      "<businessKnowledgeModel id='k' name='k'><variable name='k'/><encapsulatedLogic>" + literal("1") +
      "</encapsulatedLogic></businessKnowledgeModel><decision id='lone' name='lone'>" + literal("7") +
      "</decision>" + decision({"n", "s"}, literal("n"));
  EXPECT_THAT(numbers(check(definitions(model))),
              ::testing::UnorderedElementsAre("D3301", "D3302", "D3303", "D3304", "D3305"));
}

// ---- tables

TEST(Check, ShowsAGapByAnInputAndARegion) {
  const auto report =
      check(definitions(table("", {{"age", "number"}, {"local", "boolean"}},
                              {{"< 18", "-", "1"}, {"[18..65)", "true", "2"}, {">= 65", "-", "3"}})));
  EXPECT_THAT(numbers(report), ElementsAre("D3401"));
  const auto& finding = report.findings.front();
  EXPECT_EQ(shown_witness(finding), "age = 18, local = false");
  EXPECT_THAT(finding.witness->region, ElementsAre(std::pair<std::string, std::string>("age", "[18..65)"),
                                                   std::pair<std::string, std::string>("local", "false")));
  EXPECT_TRUE(finding.witness->of_inputs);
}

TEST(Check, ADefaultOrAListLeavesNoGap) {
  EXPECT_THAT(numbers(check(definitions(table("", {{"n", "number"}}, {{"< 3", "1"}},
                                              "<output name='out'><defaultOutputEntry><text>0</text>"
                                              "</defaultOutputEntry></output>")))),
              IsEmpty());
  EXPECT_THAT(numbers(check(definitions(table("hitPolicy='COLLECT'", {{"n", "number"}}, {{"< 3", "1"}})))),
              IsEmpty());
}

TEST(Check, WholeNumbersHaveNothingBetween) {
  const std::vector<Row> rows = {{"<= 17", "1"}, {">= 18", "2"}};
  EXPECT_THAT(numbers(check(definitions(table("", {{"n", "number"}}, rows)))), ElementsAre("D3401"));
  const std::string whole =
      "<itemDefinition name='tWhole'><typeRef>number</typeRef><typeConstraint><text>? = floor(?)</text>"
      "</typeConstraint></itemDefinition>";
  EXPECT_THAT(numbers(check(definitions(whole + table("", {{"n", "tWhole"}}, rows)))), IsEmpty());
  const std::vector<Row> days = {{"<= date(\"2026-01-01\")", "1"}, {">= date(\"2026-01-02\")", "2"}};
  EXPECT_THAT(numbers(check(definitions(table("", {{"n", "date"}}, days)))), IsEmpty());
}

TEST(Check, DecisionsThatComputeWholeNumbersHaveNothingBetween) {
  const auto model = [](const std::string& age) {
    return definitions(
        input("born", "date") + input("day", "date") +
        "<decision id='age' name='age'><variable name='age' typeRef='number'/><informationRequirement>"
        "<requiredInput href='#born'/></informationRequirement><informationRequirement>"
        "<requiredInput href='#day'/></informationRequirement>" +
        literal(age) +
        "</decision><decision id='d' name='d'><informationRequirement><requiredDecision href='#age'/>"
        "</informationRequirement><decisionTable><input><inputExpression><text>age</text>"
        "</inputExpression></input><output/><rule><inputEntry><text>&lt;= 17</text></inputEntry>"
        "<outputEntry><text>1</text></outputEntry></rule><rule><inputEntry><text>&gt;= 18</text>"
        "</inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>");
  };
  EXPECT_THAT(numbers(check(model("if born = null then 0 else years and months duration(born, day).years"))),
              IsEmpty());
  EXPECT_THAT(numbers(check(model("years and months duration(born, day).months / 12"))),
              ElementsAre("D3401"));
}

TEST(Check, ComputedColumnsAreSolvedForTheirInput) {
  const auto column = [](const std::string& expression) {
    return definitions(
        input("n", "number") +
        decision({"n"}, "<decisionTable><input><inputExpression typeRef='number'><text>" + expression +
                            "</text></inputExpression></input><output name='o'/><rule><inputEntry>"
                            "<text>[0..10]</text></inputEntry><outputEntry><text>1</text></outputEntry>"
                            "</rule></decisionTable>"));
  };
  const auto report = check(column("2 * n + 1"));
  const auto& finding = one(report, "D3401");
  EXPECT_TRUE(finding.witness->through_variables);
  const auto value = finding.witness->inputs.front().second.as_number();
  EXPECT_TRUE(value < Decimal(0) || value > Decimal(4));
  const auto other = check(column("n * n"));
  EXPECT_FALSE(one(other, "D3401").witness->through_variables);
}

TEST(Check, OverlapsViolateUnique) {
  const auto report = check(definitions(table("", {{"n", "number"}}, {{"<= 5", "1"}, {">= 5", "2"}})));
  const auto& finding = one(report, "D3402");
  EXPECT_EQ(shown_witness(finding), "n = 5");
  EXPECT_THAT(finding.witness->matched, ElementsAre(1U, 2U));
  EXPECT_EQ(finding.place.rule, 2U);
}

TEST(Check, AnyMayOverlapOnlyWithEqualOutputs) {
  EXPECT_THAT(numbers(check(
                  definitions(table("hitPolicy='ANY'", {{"n", "number"}}, {{"<= 5", "1"}, {">= 5", "1"}})))),
              IsEmpty());
  EXPECT_THAT(numbers(check(
                  definitions(table("hitPolicy='ANY'", {{"n", "number"}}, {{"<= 5", "1"}, {">= 5", "2"}})))),
              ElementsAre("D3403"));
  // Computed outputs: the table itself says whether they differ there.
  EXPECT_THAT(numbers(check(
                  definitions(table("hitPolicy='ANY'", {{"n", "number"}}, {{"<= 5", "n"}, {">= 5", "5"}})))),
              IsEmpty());
}

TEST(Check, FirstHidesRules) {
  const auto report = check(definitions(table("hitPolicy='FIRST'", {{"n", "number"}},
                                              {{"< 5", "1"}, {">= 5", "2"}, {"[3..7]", "3"}, {"-", "4"}})));
  EXPECT_THAT(numbers(report), ElementsAre("D3405"));  // the last rule still takes null
  EXPECT_EQ(report.findings.front().place.rule, 3U);
}

TEST(Check, PriorityNeedsItsOrder) {
  const std::vector<Row> rows = {{"< 5", "\"low\""}, {"-", "\"high\""}};
  const std::string ordered =
      "<output name='out'><outputValues><text>\"high\", \"low\"</text></outputValues></output>";
  EXPECT_THAT(numbers(check(definitions(table("hitPolicy='PRIORITY'", {{"n", "number"}}, rows)))),
              ElementsAre("D3407"));
  EXPECT_THAT(numbers(check(definitions(table("hitPolicy='PRIORITY'", {{"n", "number"}}, rows, ordered)))),
              ElementsAre("D3406"));
}

TEST(Check, CellsAndOutputsOutsideOfWhatIsAllowed) {
  const std::string type =
      "<itemDefinition name='tLevel'><typeRef>string</typeRef><allowedValues><text>\"A\", \"B\"</text>"
      "</allowedValues></itemDefinition>";
  const auto report = check(definitions(
      type + table("", {{"level", "tLevel"}}, {{"\"A\"", "\"x\""}, {"\"B\"", "\"y\""}, {"\"C\"", "\"z\""}},
                   "<output name='out'><outputValues><text>\"x\", \"y\"</text></outputValues></output>")));
  EXPECT_THAT(numbers(report), ElementsAre("D3404", "D3408"));
}

TEST(Check, DecisionsGiveOnlyWhatTheirTablesSay) {
  const std::string risk =
      input("n", "number") +
      "<decision id='risk' name='risk'><variable name='risk' typeRef='string'/><informationRequirement>"
      "<requiredInput "
      "href='#n'/></informationRequirement><decisionTable><input><inputExpression><text>n</text>"
      "</inputExpression></input><output/><rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry>"
      "<text>\"LOW\"</text></outputEntry></rule><rule><inputEntry><text>&gt;= "
      "5</text></inputEntry><outputEntry>"
      "<text>\"HIGH\"</text></outputEntry></rule></decisionTable></decision>"
      "<decision id='d' name='d'><informationRequirement><requiredDecision "
      "href='#risk'/></informationRequirement>"
      "<decisionTable><input><inputExpression><text>risk</text></inputExpression></input><output/"
      "><rule><inputEntry>"
      "<text>\"LOW\"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>";
  const std::string second =
      "<rule><inputEntry><text>\"HIGH\"</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>";
  const std::string end = "</decisionTable></decision>";
  EXPECT_THAT(numbers(check(definitions(risk + second + end))), IsEmpty());
  const auto report = check(definitions(risk + end));
  EXPECT_EQ(shown_witness(one(report, "D3401")), "risk = \"HIGH\"");
  EXPECT_FALSE(one(report, "D3401").witness->of_inputs);
}

TEST(Check, SaysWhatItCouldNotCheck) {
  const auto report = check(
      definitions(table("", {{"n", "number"}, {"m", "number"}}, {{"< m", "-", "1"}, {">= m", "> 3", "2"}})));
  EXPECT_THAT(numbers(report), Contains("D3901"));
  EXPECT_EQ(one(report, "D3901").severity, Severity::Note);
  // The rule with such a cell takes whatever it may, so that nothing wrong is said: only the null of m is
  // left.
  EXPECT_THAT(numbers(report), Not(Contains("D3402")));
}

TEST(Check, SaysWhenTheBudgetIsSpent) {
  CheckOptions options;
  options.budget = 1;
  const auto report =
      check(definitions(table("", {{"n", "number"}}, {{"< 5", "1"}, {">= 5", "2"}})), options);
  EXPECT_THAT(numbers(report), ElementsAre("D3902"));
}

TEST(Check, TablesInsideOtherLogicAreChecked) {
  const std::string inner = "<context><contextEntry><variable name='x' typeRef='number'/>" +
                            literal("n * 2") +
                            "</contextEntry><contextEntry><decisionTable><input><inputExpression><text>x</"
                            "text></inputExpression></input>"
                            "<output/><rule><inputEntry><text>&lt; "
                            "5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
                            "</decisionTable></contextEntry></context>";
  const auto report = check(definitions(input("n", "number") + decision({"n"}, inner)));
  EXPECT_EQ(shown_witness(one(report, "D3401")), "x = 5");
  EXPECT_FALSE(one(report, "D3401").witness->of_inputs);
}

TEST(Check, WitnessesBecomeTestCases) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "check-cases" / "m";
  std::filesystem::create_directories(folder);
  const auto xml = definitions(table("", {{"n", "number"}, {"on", "date"}},
                                     {{"<= 5", "-", "1"}, {">= 5", "> date(\"2026-01-01\")", "2"}}));
  const auto report = check(xml);
  std::ofstream(folder / "m.dmn") << xml;
  std::ofstream(folder / "m-test-01.xml") << test_cases(report, xml, "m.dmn");
  const auto kit = run_tck(folder.parent_path());
  ASSERT_TRUE(kit.has_value());
  EXPECT_EQ(kit->passed, 2U) << format_tck(*kit);  // a gap and an overlap
  EXPECT_EQ(kit->failed, 0U);
  std::filesystem::remove_all(folder.parent_path());
}

// ---- large tables

TEST(Check, LargeTablesToTheEnd) {
  testing::CutTable table(2000);
  EXPECT_THAT(numbers(check(table.xml())), IsEmpty());
  // One rule less is one gap, whose input lies in that rule.
  const auto removed = table.rules[1234];
  table.rules.erase(table.rules.begin() + 1234);
  const auto report = check(table.xml());
  ASSERT_THAT(numbers(report), ElementsAre("D3401"));
  for (std::size_t i = 0; i < testing::kTableColumns; ++i) {
    const auto value = *report.findings.front().witness->inputs[i].second.as_number().to_int();
    EXPECT_TRUE(removed[i].first == testing::CutTable::kLow || removed[i].first <= value);
    EXPECT_TRUE(removed[i].second == testing::CutTable::kHigh || value < removed[i].second);
  }
}

// ---- the reference page

TEST(Check, EveryFindingIsDocumentedOnce) {
  std::ifstream in(std::string(GANGWAY_SOURCE_DIR) + "/docs/dmn-check.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  for (const auto& kind : finding_kinds()) {
    const auto number = std::string(kind.number);
    EXPECT_TRUE(has_text(number)) << number;
    const auto heading = "\n### " + number + " ";
    const auto at = page.find(heading);
    ASSERT_NE(at, std::string::npos) << number << " is not in docs/dmn-check.md";
    EXPECT_EQ(page.find(heading, at + 1), std::string::npos) << number << " stands twice";
    const auto* const word = kind.severity == Severity::Error     ? "(error)"
                             : kind.severity == Severity::Warning ? "(warning)"
                                                                  : "(note)";
    EXPECT_THAT(page.substr(at, page.find('\n', at + 1) - at), HasSubstr(word)) << number;
  }
}

}  // namespace
}  // namespace gangway::dmn
