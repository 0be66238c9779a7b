#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dmn/test_check.h"

namespace gangway::dmn {
namespace {

using testing::check;
using ::testing::Contains;
using testing::definitions;
using ::testing::Not;
using testing::numbers;
using testing::one;
using testing::Row;
using testing::table;

// Where cells are formulas, what is shown was met by trying values that the table names and those beside.
TEST(TableSearch, TriesValuesWhereCellsAreFormulas) {
  using Inputs = std::vector<std::pair<std::string, std::string>>;
  struct Case {
    Inputs inputs;
    std::vector<Row> rows;
    std::string witness;  // empty: nothing overlaps, or is not found
  };
  const std::vector<Case> cases = {
      {{{"n", "number"}, {"m", "number"}}, {{"< m", "-", "1"}, {">= 5", "> 3", "2"}}, "n = 5, m = 6"},
      {{{"n", "number"}, {"m", "number"}}, {{"< m", "-", "1"}, {"> m", "-", "2"}}, ""},
      {{{"s", "string"}}, {{"starts with(?, \"A\")", "1"}, {"ends with(?, \"Z\")", "2"}}, "s = \"AZ\""},
      {{{"s", "string"}}, {{"starts with(?, \"A\")", "1"}, {"starts with(?, \"B\")", "2"}}, ""},
      {{{"n", "number"}}, {{"modulo(?, 7) = 0", "1"}, {"[8..20]", "2"}}, "n = 14"},
      {{{"n", "tSmall"}}, {{"modulo(?, 7) = 0", "1"}, {"> 8", "2"}}, ""},
      {{{"d", "date"}},
       {{"? > date(\"2026-01-01\") + duration(\"P30D\")", "1"}, {"> date(\"2026-01-31\")", "2"}},
       "d = @\"2026-02-01\""},
      {{{"p", "tPerson"}, {"limit", "number"}},
       {{"?.age > limit", "-", "1"}, {"?.age < 60", "18", "2"}},
       "p = {age: 19}, limit = 18"},
      {{{"l", "tList"}}, {{"count(?) > 0", "1"}, {"list contains(?, \"x\")", "2"}}, "l = [\"x\"]"},
  };
  const std::string types =
      "<itemDefinition "
      "name='tSmall'><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues>"
      "</itemDefinition><itemDefinition name='tPerson'><itemComponent name='age'><typeRef>number</typeRef>"
      "</itemComponent></itemDefinition><itemDefinition name='tList' "
      "isCollection='true'><typeRef>string</typeRef>"
      "</itemDefinition>";
  for (const auto& each : cases) {
    const auto report = check(definitions(types + table("", each.inputs, each.rows)));
    if (each.witness.empty()) {
      EXPECT_THAT(numbers(report), Not(Contains("D3402"))) << each.rows[0][0];
      continue;
    }
    const auto& found = one(report, "D3402");
    EXPECT_EQ(testing::shown_witness(found), each.witness) << each.rows[0][0];
    EXPECT_EQ(found.witness->matched, (std::vector<std::size_t>{1, 2}));
    EXPECT_TRUE(found.witness->of_inputs);
  }
}

TEST(TableSearch, TriesForOutputsThatDifferUnderAny) {
  const auto checked = [](const std::string& second) {
    return numbers(check(definitions(table("hitPolicy='ANY'", {{"n", "number"}},
                                           {{"modulo(?, 2) = 0", "n"}, {"modulo(?, 3) = 0", second}}))));
  };
  EXPECT_THAT(checked("n + 1"), Contains("D3403"));
  EXPECT_THAT(checked("n * 1"), Not(Contains("D3403")));
  // Equal for most of the values that both rules take.
  EXPECT_THAT(checked("if n = 6 then 7 else n"), Contains("D3403"));
}

// A formula that takes long is given up, and a budget ends the search.
TEST(TableSearch, EndsInTime) {
  std::vector<Row> rows;
  for (int i = 0; i < 40; ++i) {
    rows.push_back({"count(for i in 1..1000000 return i) = ?", "> " + std::to_string(i), std::to_string(i)});
  }
  const auto report = check(definitions(table("", {{"n", "number"}, {"m", "number"}}, rows)));
  EXPECT_THAT(numbers(report), Contains("D3901"));
  EXPECT_THAT(numbers(report), Not(Contains("D3402")));
}

}  // namespace
}  // namespace gangway::dmn
