// The registry's own examples, one test each: what the reference page shows is what the function does.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "feel/builtin.h"
#include "feel/ops.h"
#include "feel/program.h"
#include "feel/reference.h"

namespace gangway::feel {
namespace {

Value evaluate(std::string_view text, Diagnostics& diagnostics) {
  const auto program = Program::compile(text, Scope{}, diagnostics);
  if (!program) return {};
  Machine machine(diagnostics);
  machine.now = parse_date_time("2026-11-24T09:30:00@Asia/Shanghai");
  return program->evaluate({}, machine);
}

class BuiltinExample : public testing::TestWithParam<const Builtin*> {};

TEST_P(BuiltinExample, GivesWhatItSays) {
  const auto& builtin = *GetParam();
  Diagnostics diagnostics;
  const auto actual = evaluate(builtin.example, diagnostics);
  const auto expected = evaluate(builtin.expected, diagnostics);
  EXPECT_EQ(to_feel(actual), to_feel(expected)) << builtin.example;
  EXPECT_TRUE(equal(actual, expected).value_or(false)) << builtin.example;
  EXPECT_TRUE(diagnostics.empty()) << (diagnostics.empty() ? "" : diagnostics.all().front().number);
}

TEST_P(BuiltinExample, IsDocumented) {
  const auto& builtin = *GetParam();
  EXPECT_TRUE(builtin.zh.ends_with("。")) << builtin.name;
  EXPECT_TRUE(builtin.en.ends_with(".")) << builtin.name;
  EXPECT_TRUE(builtin.spec.starts_with("DMN 1.5 clause ")) << builtin.name;
  EXPECT_NE(builtin.example.find(builtin.name), std::string_view::npos) << builtin.name;
  EXPECT_FALSE(builtin.signatures.empty()) << builtin.name;
}

TEST_P(BuiltinExample, GivesNullWhereTheNoteSaysSo) {
  const auto& builtin = *GetParam();
  const auto* const note = find_note(builtin.name);
  ASSERT_NE(note, nullptr) << builtin.name;
  EXPECT_FALSE(note->result.empty());
  EXPECT_EQ(note->zh.empty(), note->en.empty());
  if (note->null_example.empty()) return;
  EXPECT_TRUE(note->null_example.starts_with(builtin.name)) << builtin.name;
  Diagnostics diagnostics;
  const auto program = Program::compile(note->null_example, Scope{}, diagnostics);
  ASSERT_TRUE(program.has_value()) << note->null_example;
  Machine machine(diagnostics);
  EXPECT_TRUE(program->evaluate({}, machine).is_null()) << note->null_example;
}

// What strictness means for all of them: one unknown argument never makes a fault, and no call ever crashes.
TEST_P(BuiltinExample, TakesUnknownsAndNulls) {
  const auto& builtin = *GetParam();
  for (const auto& signature : builtin.signatures) {
    for (std::size_t i = 0; i < signature.params.size(); ++i) {
      List arguments(signature.params.size());
      arguments[i] = Value::unknown(7);
      Diagnostics diagnostics;
      Machine machine(diagnostics);
      const auto out = invoke(builtin, machine, arguments, {});
      if (out.is_unknown()) {
        EXPECT_TRUE(out.as_unknown().inputs->contains(7)) << builtin.name;
      }
      const List nulls(signature.params.size());
      (void)invoke(builtin, machine, nulls, {});
      const List unknowns(signature.params.size(), Value::unknown(7));
      EXPECT_TRUE(invoke(builtin, machine, unknowns, {}).is_unknown()) << builtin.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, BuiltinExample, testing::ValuesIn(builtins().begin(), builtins().end()),
                         [](const auto& test) {
                           std::string name(test.param->name);
                           std::ranges::replace(name, ' ', '_');
                           return name;
                         });

TEST(Builtins, AllOfTheStandardAreThere) {
  for (const auto* const name : {"date",
                                 "date and time",
                                 "time",
                                 "number",
                                 "string",
                                 "duration",
                                 "years and months duration",
                                 "not",
                                 "substring",
                                 "string length",
                                 "upper case",
                                 "lower case",
                                 "substring before",
                                 "substring after",
                                 "replace",
                                 "contains",
                                 "starts with",
                                 "ends with",
                                 "matches",
                                 "split",
                                 "string join",
                                 "list contains",
                                 "count",
                                 "min",
                                 "max",
                                 "sum",
                                 "mean",
                                 "all",
                                 "any",
                                 "sublist",
                                 "append",
                                 "concatenate",
                                 "insert before",
                                 "remove",
                                 "list replace",
                                 "reverse",
                                 "index of",
                                 "union",
                                 "distinct values",
                                 "flatten",
                                 "product",
                                 "median",
                                 "stddev",
                                 "mode",
                                 "decimal",
                                 "floor",
                                 "ceiling",
                                 "round up",
                                 "round down",
                                 "round half up",
                                 "round half down",
                                 "abs",
                                 "modulo",
                                 "sqrt",
                                 "log",
                                 "exp",
                                 "odd",
                                 "even",
                                 "is",
                                 "before",
                                 "after",
                                 "meets",
                                 "met by",
                                 "overlaps",
                                 "overlaps before",
                                 "overlaps after",
                                 "finishes",
                                 "finished by",
                                 "includes",
                                 "during",
                                 "starts",
                                 "started by",
                                 "coincides",
                                 "day of year",
                                 "day of week",
                                 "month of year",
                                 "week of year",
                                 "sort",
                                 "get value",
                                 "get entries",
                                 "context",
                                 "context put",
                                 "context merge",
                                 "now",
                                 "today",
                                 "range"}) {
    const auto* const found = find_builtin(name);
    ASSERT_NE(found, nullptr) << name;
    EXPECT_EQ(found->name, name);
  }
  EXPECT_EQ(find_builtin("no such function"), nullptr);
  EXPECT_EQ(find_builtin(""), nullptr);
}

TEST(Builtins, NamesAreUniqueAndInOrder) {
  const auto all = builtins();
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, [](const Builtin* b) { return b->name; }));
  std::set<std::string_view> names;
  for (const auto* const builtin : all) EXPECT_TRUE(names.insert(builtin->name).second) << builtin->name;
}

}  // namespace
}  // namespace gangway::feel
