// Models that want to harm: each is refused in short time with a line that says why.
#include <gtest/gtest.h>

#include "dmn/test_models.h"

namespace gangway::dmn {
namespace {

using testing::decision;
using testing::definitions;
using testing::literal;
using testing::refusal;

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string requiring(const std::string& id, const std::string& required) {
  return "<decision id='" + id + "' name='" + id + "'><informationRequirement><requiredDecision href='#" +
         required + "'/></informationRequirement>" + literal(required) + "</decision>\n";
}

TEST(Hostile, EntitiesAreNotExpanded) {
  const std::string laughs = "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'ha'>\n<!ENTITY b '" +
                             repeated("&a;", 1000) + "'>]>\n<definitions>&b;</definitions>";
  EXPECT_EQ(
      refusal(laughs),
      "D1003 Line 2, : document type declarations (DOCTYPE) and entities are not accepted. Remove them.\n");
}

TEST(Hostile, DeepNesting) {
  const auto deep = definitions(repeated("<context><contextEntry>", 100'000) +
                                repeated("</contextEntry></context>", 100'000));
  EXPECT_EQ(refusal(deep), "D1004 Line 3, contextEntry: elements are nested too deeply.\n");
  const auto formula =
      definitions(decision({}, literal(repeated("(", 100'000) + "1" + repeated(")", 100'000))));
  EXPECT_NE(refusal(formula).find("D1301"), std::string::npos);
}

TEST(Hostile, NotWellFormed) {
  EXPECT_EQ(refusal("<definitions>\n<decision>"), "D1001 Near line 2: this is not well-formed XML.\n");
  EXPECT_EQ(refusal(""), "D1001 Near line 1: this is not well-formed XML.\n");
  EXPECT_EQ(refusal("{}"), "D1001 Near line 1: this is not well-formed XML.\n");
}

TEST(Hostile, BrokenText) {
  for (const auto* const broken : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe6\xb8"}) {
    EXPECT_NE(refusal(definitions(std::string("<decision name='") + broken + "'/>")).find("D1002"),
              std::string::npos);
  }
  EXPECT_NE(refusal(definitions("<decision name='&#xD800;'/>")).find("D1002"), std::string::npos);
  EXPECT_NE(refusal(definitions(std::string("<decision name='a\0b'/>", 22))).find("D1002"),
            std::string::npos);
}

TEST(Hostile, HugeAttribute) {
  EXPECT_EQ(refusal(definitions("<decision name='" + std::string(2U << 20U, 'x') + "'/>")).substr(0, 13),
            "D1005 Line 3,");
}

TEST(Hostile, HugeFile) {
  EXPECT_EQ(refusal(std::string(33U << 20U, ' ')), "D1006 The file is larger than 32 megabytes.\n");
}

TEST(Hostile, OtherXml) {
  EXPECT_EQ(refusal("<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "D1010 Line 1, svg: the root is not the definitions element of DMN 1.2 to 1.5 (namespace "
            "“http://www.w3.org/2000/svg”).\n");
  EXPECT_NE(refusal("<definitions xmlns='http://www.omg.org/spec/DMN/20151101/dmn.xsd'/>").find("D1010"),
            std::string::npos);
}

TEST(Hostile, RequirementsThatGoInACircle) {
  EXPECT_EQ(refusal(definitions(requiring("a", "b") + requiring("b", "c") + requiring("c", "a"))),
            "D1102 Line 3, a: the requirements of this decision lead back to itself.\n"
            "D1102 Line 4, b: the requirements of this decision lead back to itself.\n"
            "D1102 Line 5, c: the requirements of this decision lead back to itself.\n");
}

TEST(Hostile, AChainWithoutEnd) {
  std::string chain;
  for (int i = 0; i < 20'000; ++i) chain += requiring("d" + std::to_string(i), "d" + std::to_string(i + 1));
  chain += "<decision id='d20000' name='d20000'>" + literal("1") + "</decision>";
  EXPECT_NE(refusal(definitions(chain))
                .find("D1108 Line 3, d0: decisions require each other in a chain of more "
                      "than 100."),
            std::string::npos);
}

TEST(Hostile, MissingAndWrongRequirements) {
  EXPECT_EQ(refusal(definitions(decision({"nothing"}, literal("1")))),
            "D1101 Line 3, d: the required element “#nothing” does not exist or is of another kind.\n");
  EXPECT_EQ(refusal(definitions(decision({"d"}, literal("1")))),
            "D1101 Line 3, d: the required element “#d” does not exist or is of another kind.\n");
}

TEST(Hostile, TypesThatGoInACircleOrAreMissing) {
  EXPECT_EQ(
      refusal(definitions(
          "<itemDefinition name='tA'><typeRef>tB</typeRef></itemDefinition>"
          "<itemDefinition name='tB' isCollection='true'><typeRef>tA</typeRef></itemDefinition>")),
      "D1202 Line 3, tB: the definition of the type “tA” leads back to itself or has too many levels.\n");
  EXPECT_EQ(refusal(definitions("<itemDefinition name='tA'><typeRef>tNone</typeRef></itemDefinition>")),
            "D1201 Line 3, tA: there is no type named “tNone”.\n");
}

// Each type names the one before twice: the whole would have 2^60 leaves.
TEST(Hostile, TypesThatDouble) {
  std::string types = "<itemDefinition name='t0'><typeRef>number</typeRef></itemDefinition>";
  for (int i = 1; i <= 60; ++i) {
    const auto before = "<typeRef>t" + std::to_string(i - 1) + "</typeRef></itemComponent>";
    types += "<itemDefinition name='t" + std::to_string(i) + "'><itemComponent name='a'>" + before +
             "<itemComponent name='b'>" + before + "</itemDefinition>";
  }
  const auto model =
      testing::load(definitions(types + testing::input("x", "t60") + decision({"x"}, literal("x = 1"))));
  ASSERT_NE(model, nullptr);
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, std::vector<feel::Value>{feel::Value::number(1)}, machine);
  EXPECT_FALSE(evaluation.decision(0).is_true());
}

TEST(Hostile, ImportsThatGoInACircleOrAreMissing) {
  const auto importing = [](const std::string& self, const std::string& other) {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='m' namespace='" + self +
           "'><import name='o' namespace='" + other +
           "' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/></definitions>";
  };
  const auto importer =
      testing::importing({{"urn:a", importing("urn:a", "urn:b")}, {"urn:b", importing("urn:b", "urn:a")}});
  EXPECT_EQ(refusal(importing("urn:a", "urn:b"), importer),
            "D1105 Line 1, urn:b#o: the model “urn:a” imports itself by way of others.\n");
  EXPECT_EQ(refusal(importing("urn:x", "urn:y"), importer),
            "D1104 Line 1, o: the imported model “urn:y” was not found.\n");
  // Models without end: each imports the next.
  const auto endless = [&](const Model::Import& import) -> tl::expected<Model::Imported, ImportFault> {
    const std::string uri(import.namespace_uri);
    return Model::Imported{importing(uri, uri + "x"), uri};
  };
  EXPECT_NE(refusal(importing("urn:n", "urn:nx"), endless).find("D1112"), std::string::npos);
}

TEST(Hostile, TablesOfAnotherShape) {
  const auto table = [](const std::string& attributes, const std::string& body) {
    return definitions(decision({}, "<decisionTable " + attributes + ">" + body + "</decisionTable>"));
  };
  EXPECT_EQ(refusal(table("hitPolicy='SOMETIMES'", "<output/>")),
            "D1013 Line 3, decisionTable: “SOMETIMES” is not a hit policy or an aggregation.\n");
  EXPECT_EQ(refusal(table("", "")), "D1014 Line 3, decisionTable: the decision table has no output.\n");
  EXPECT_EQ(refusal(table("", "<output/><rule id='r'><outputEntry/><outputEntry/></rule>")),
            "D1015 Line 3, r: the rule has another number of cells than the table has columns.\n");
}

// Cut anywhere, a model is refused or loads: nothing else happens.
TEST(Hostile, CutShort) {
  const auto whole = testing::fixture("permit-1.5.dmn");
  for (std::size_t length = 0; length < whole.size(); length += 37) {
    feel::Diagnostics diagnostics;
    EXPECT_FALSE(Model::load(whole.substr(0, length), diagnostics).has_value());
    EXPECT_FALSE(diagnostics.empty());
  }
}

}  // namespace
}  // namespace gangway::dmn
