// Loading: good packs, and each kind of fault with its line.
#include "policy/pack.h"

#include <gmock/gmock.h>

#include "policy/check.h"
#include "policy/testing_pack.h"

namespace gangway::policy {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::shown;
using testing::TestPacks;

const std::string kVersion = "cn/policies/pr/2019-08-01/";

TEST(PackLoad, LoadsGoodPacks) {
  TestPacks packs;
  const auto book = packs.load();
  ASSERT_THAT(shown(packs.faults), IsEmpty());
  ASSERT_NE(book, nullptr);
  EXPECT_EQ(book->version(), "2026-11-24");
  EXPECT_EQ(book->calendar().first_year, 2026);
  EXPECT_EQ(book->calendar().names.size(), 7U);
  const auto& version = *book->packs().front()->versions.front();
  EXPECT_THAT(version.facts, ElementsAre("person.adult", "work.years"));
  EXPECT_THAT(version.parameters, ElementsAre("floor"));
  EXPECT_EQ(version.conditions[0].source.item, "2");
  EXPECT_EQ(version.papers[1].paper->valid_months, 6);
  EXPECT_EQ(version.directory, "cn/policies/pr/2019-08-01");
}

TEST(PackLoad, RunsTheTestsOfItsPacks) {
  TestPacks packs;
  const auto book = packs.load();
  ASSERT_NE(book, nullptr);
  const auto report = check_packs(book, packs.directory());
  EXPECT_THAT(shown(report.faults), IsEmpty());
  EXPECT_EQ(report.cases, 4);
  EXPECT_EQ(report.passed, 4);
  EXPECT_EQ(report.covered, 2);
}

// What one change to the good packs makes of them.
struct Slip {
  std::string name;
  std::string file;
  std::string from;  // empty: `to` is the whole file
  std::string to;
  std::string fault;  // "file:line key"
};

class PackSlip : public ::testing::TestWithParam<Slip> {};

TEST_P(PackSlip, IsRefusedWithItsLine) {
  const auto& slip = GetParam();
  TestPacks packs;
  if (slip.from.empty()) {
    packs.write(slip.file, slip.to);
  } else {
    packs.edit(slip.file, slip.from, slip.to);
  }
  EXPECT_EQ(packs.load(), nullptr);
  EXPECT_THAT(shown(packs.faults), Contains(slip.fault));
  for (const auto& fault : packs.faults) {
    EXPECT_TRUE(has_text(fault.key)) << fault.key;
    EXPECT_NE(to_text(fault, Language::Zh), to_text(fault, Language::En));
  }
}

const std::string kPolicy = kVersion + "policy.yaml";
const std::string kDmn = kVersion + "eligibility.dmn";

INSTANTIATE_TEST_SUITE_P(
    Places, PackSlip,
    ::testing::Values(
        Slip{"UnknownKey", "cn/pack.yaml", "id: cn\n", "id: cn\ncolour: red\n",
             "cn/pack.yaml:2 packs.unknown_key"},
        Slip{"OtherFolder", "cn-31/pack.yaml", "id: cn-31", "id: cn-32",
             "cn-31/pack.yaml:1 packs.other_folder"},
        Slip{"OtherParent", "cn-31/pack.yaml", "parent: cn", "parent: cn-32",
             "cn-31/pack.yaml:0 packs.other_parent"},
        Slip{"DayNotReal", "cn/pack.yaml", "2026-12-31", "2026-13-31", "cn/pack.yaml:4 day.invalid"},
        Slip{"NoSuchRegion", "cn-44/pack.yaml", "", "id: cn-44\n", "cn-44/pack.yaml:0 packs.no_such_region"},
        Slip{"StrayFile", "cn/paper.yaml", "", "papers: {}\n", "cn/paper.yaml:0 packs.unexpected_file"},
        Slip{"OneLanguage", "cn/authorities.yaml", ", en: \"Police\"", "",
             "cn/authorities.yaml:2 packs.missing_key"},
        Slip{"OtherNumbers", "cn/sources.yaml", "Article 2", "Article 3",
             "cn/sources.yaml:10 packs.other_numbers"},
        Slip{"SourceKind", "cn/sources.yaml", "notice", "rumour", "cn/sources.yaml:5 packs.no_such_word"},
        Slip{"BadUtf8", "cn/papers.yaml", "Letter", "Let\xC3ter", "cn/papers.yaml:3 packs.not_utf8"},
        Slip{"Alias", "cn/papers.yaml", "", "papers: &p {a: *p}\n", "cn/papers.yaml:1 packs.yaml_anchor"},
        Slip{"InLieu", "cn/calendar.yaml", "[2026-10-07]", "[2026-10-08]",
             "cn/calendar.yaml:9 packs.in_lieu_not_off"},
        Slip{"CalendarEnd", "cn/calendar.yaml", "2026-12-31", "2026-06-30",
             "cn/calendar.yaml:2 packs.calendar_end"}),
    [](const auto& at) { return at.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Facts, PackSlip,
    ::testing::Values(
        Slip{"FactTwice", "cn/facts.yaml", "id: work.years", "id: person.adult",
             "cn/facts.yaml:12 packs.twice"},
        Slip{"NoGroup", "cn/facts.yaml", "  work: {zh: \"工作\", en: \"Work\"}\n", "",
             "cn/facts.yaml:11 packs.no_such_group"},
        Slip{"NoPaper", "cn/facts.yaml", "[passport]", "[passprt]", "cn/facts.yaml:10 packs.no_such_paper"},
        Slip{"Misspelt", "cn/facts.yaml", "person.adult = true", "person.adlut = true",
             "cn/facts.yaml:18 packs.expression"},
        Slip{"NoYear", "cn/facts.yaml", "Your wage in {year}?", "Your wage?",
             "cn/facts.yaml:23 packs.ask_without_year"},
        Slip{"NoNullLabel", "cn/facts.yaml", "        null_label: {zh: \"没有工资\", en: \"No wage\"}\n", "",
             "cn/facts.yaml:20 packs.missing_key"},
        Slip{"Unused", "cn-31/facts.yaml", "",
             "facts:\n  - {id: person.tall, type: boolean, label: {zh: 高, en: Tall}, ask: {zh: 高吗, en: "
             "Is tall}, "
             "why: {zh: 无, en: None}, changes: nobody}\n",
             "cn-31/facts.yaml:2 packs.fact_unused"},
        Slip{"ParameterUnused", "cn-31/parameters/tax.yaml", "", "id: tax\nlabel: {zh: 税, en: Tax}\n",
             "cn-31/parameters/tax.yaml:1 packs.parameter_unused"},
        Slip{"ParameterName", "cn-31/parameters/floor.yaml", "", "id: flor\nlabel: {zh: 下限, en: Floor}\n",
             "cn-31/parameters/floor.yaml:1 packs.other_file_name"},
        Slip{"YearTwice", "cn-31/parameters/floor.yaml", "",
             "id: floor\nlabel: {zh: 下限, en: Floor}\nby: year\ncolumn: cny\nvalues:\n  - {year: 2020, cny: "
             "1, source: "
             "cn/rule}\n  - {year: 2020, cny: 2, source: cn/rule}\n",
             "cn-31/parameters/floor.yaml:7 packs.year_twice"},
        Slip{"ValuesOverlap", "cn/parameters/floor.yaml", "values:\n",
             "values:\n  - {from: 2014-01-01, to: 2015-06-01, value: 1, source: cn/rule}\n",
             "cn/parameters/floor.yaml:5 packs.values_overlap"}),
    [](const auto& at) { return at.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Policies, PackSlip,
    ::testing::Values(
        Slip{"NoSource", kPolicy, "sources: [cn/rule]", "sources: [cn/rul]",
             kPolicy + ":19 packs.no_such_source"},
        Slip{"NoItem", kPolicy, "cn/rule#2", "cn/rule#7", kPolicy + ":9 packs.no_such_item"},
        Slip{"NoAuthority", kPolicy, "cn/police", "cn/polis", kPolicy + ":18 packs.no_such_authority"},
        Slip{"NoPaper", kPolicy, "code: letter", "code: lettr", kPolicy + ":13 packs.no_such_paper"},
        Slip{"NoFact", kPolicy, "person.adult = false", "person.adlt = false",
             kPolicy + ":13 packs.expression"},
        Slip{"NotACondition", kPolicy, "person.adult = false", "1 + 1",
             kPolicy + ":13 packs.not_a_condition"},
        Slip{"NoParameter", kPolicy, "person.adult = false", "parameters.flor = 1",
             kPolicy + ":13 packs.no_such_parameter"},
        Slip{"NoResult", kPolicy, "person.adult = false", "results.class = \\\"A\\\"",
             kPolicy + ":13 packs.no_such_result"},
        Slip{"ClockStart", kPolicy, ", starts: accepted", "", kPolicy + ":17 packs.clock_start"},
        Slip{"DayFact", kPolicy, "starts: accepted", "before: person.adult",
             kPolicy + ":17 packs.no_such_day_fact"},
        Slip{"Final", kPolicy, "sources: [cn/rule]",
             "sources: [cn/rule]\nfinal: {zh: 最终, en: Final, source: cn/rule}\nremedies:\n  - {kind: "
             "litigation, zh: 诉讼, "
             "en: Suit, source: cn/rule}",
             kPolicy + ":22 packs.remedy_beside_final"},
        Slip{"OtherDay", kPolicy, "day: 2019-08-01", "day: 2019-08-02", kPolicy + ":7 packs.other_folder"},
        Slip{"ConditionOnly", kPolicy, "  paid: {", "  rich: {", kPolicy + ":10 packs.no_decision"},
        Slip{"DecisionOnly", kPolicy, "  paid: {zh: \"工资达到\", en: \"Paid enough\", source: cn/rule}\n",
             "", kDmn + ":36 packs.eligible_requires_other"},
        Slip{"Outside", kPolicy, "stage: life", "stage: life\nregions: [cn-99]",
             kPolicy + ":4 packs.no_such_region"}),
    [](const auto& at) { return at.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Models, PackSlip,
    ::testing::Values(
        Slip{"LeavesOut", kDmn,
             "<informationRequirement id=\"r8\"><requiredDecision href=\"#d2\"/></informationRequirement>\n"
             "    <literalExpression id=\"e3\"><text>adult and paid",
             "<literalExpression id=\"e3\"><text>adult", kDmn + ":36 packs.eligible_leaves_out"},
        Slip{"OtherType", kDmn, "name=\"adult\"><typeRef>boolean", "name=\"adult\"><typeRef>number",
             kDmn + ":4 packs.other_type"},
        Slip{"NoFact", kDmn, "<itemComponent id=\"t1a\"",
             "<itemComponent id=\"t1b\" name=\"tall\"><typeRef>boolean</typeRef></itemComponent>\n    "
             "<itemComponent id=\"t1a\"",
             kDmn + ":4 packs.no_such_fact"},
        Slip{"ComponentUnused", kDmn, " and y.salary_cny &gt;= parameters.floor", "",
             kDmn + ":14 packs.component_unused"},
        Slip{"SourceMissing", kDmn, "cn/rule#2", "cn/rule#9", kDmn + ":20 packs.no_such_item"},
        Slip{"WithoutSource", kDmn,
             "    <authorityRequirement id=\"r6\"><requiredAuthority href=\"#s1\"/></authorityRequirement>\n",
             "", kDmn + ":27 packs.decision_without_source"},
        Slip{"NotBoolean", kDmn, "name=\"paid\" typeRef=\"boolean\"", "name=\"paid\" typeRef=\"number\"",
             kDmn + ":27 packs.decision_not_boolean"},
        Slip{"NotFeel", kDmn, "person.adult = true", "person.adult = ", kDmn + ":25 D1301"},
        Slip{"UnknownInput", kDmn, "  <knowledgeSource",
             "  <inputData id=\"x\" name=\"extra\"><variable id=\"xv\" name=\"extra\" "
             "typeRef=\"tPerson\"/></inputData>\n  <knowledgeSource",
             kDmn + ":20 packs.no_such_input"}),
    [](const auto& at) { return at.param.name; });

TEST(PackLoad, ReportsFaultsOfAllFilesAtOnce) {
  TestPacks packs;
  packs.edit("cn/pack.yaml", "2026-12-31", "soon");
  packs.edit(kPolicy, "cn/police", "cn/polis");
  packs.remove("cn-31/sources.yaml");
  EXPECT_EQ(packs.load(), nullptr);
  EXPECT_THAT(shown(packs.faults), ::testing::IsSupersetOf(std::vector<std::string>{
                                       "cn/pack.yaml:4 day.invalid", kPolicy + ":18 packs.no_such_authority",
                                       std::string("cn-31/sources.yaml:0 packs.no_file")}));
}

TEST(PackLoad, RefusesOverlappingVersions) {
  TestPacks packs;
  testing::write_version(packs, {"cn", "pr", "2020-01-01", ""});
  packs.edit(kPolicy, "stage: life", "stage: life\neffective_to: 2020-01-01");
  EXPECT_EQ(packs.load(), nullptr);
  EXPECT_THAT(shown(packs.faults),
              ElementsAre("cn/policies/pr/2020-01-01/policy.yaml:7 packs.versions_overlap"));
}

TEST(PackCheck, SaysWhatWasExpectedAndObtained) {
  TestPacks packs;
  packs.edit(kVersion + "tests.yaml", "failing: [paid]", "failing: [adult]");
  packs.edit(kVersion + "tests.yaml", "missing: [work.years]", "missing: []");
  const auto book = packs.load();
  ASSERT_NE(book, nullptr);
  const auto report = check_packs(book, packs.directory());
  EXPECT_EQ(report.passed, 2);
  ASSERT_EQ(report.faults.size(), 2U);
  EXPECT_EQ(to_text(report.faults[0], Language::En),
            kVersion + "tests.yaml:7: Case “poor”, failing: expected adult, obtained paid.");
  EXPECT_EQ(to_text(report.faults[1], Language::Zh),
            kVersion + "tests.yaml:11: 用例“open”的missing：期望[]，得到work.years.2018.salary_cny。");
}

TEST(PackCheck, WantsEachConditionTrueAndFalseAndNamesThatExist) {
  TestPacks packs;
  packs.write(kVersion + "tests.yaml",
              "- {name: a, as_of: 2019-07-31, expect: not_known}\n"
              "- {name: b, as_of: 2019-07-31, expect: eligible}\n"
              "- {name: c, as_of: 2020-01-01, facts: {person.adult: 3}, expect: eligible}\n"
              "- {name: d, as_of: 2020-01-01, expect: {status: undetermined, fees: {crad: true}}}\n"
              "- {name: e, like: z, as_of: 2020-01-01, expect: perhaps}\n");
  const auto book = packs.load();
  ASSERT_NE(book, nullptr);
  const auto report = check_packs(book, packs.directory());
  const auto file = kVersion + "tests.yaml:";
  EXPECT_THAT(shown(report.faults),
              ::testing::IsSupersetOf(std::vector<std::string>{
                  file + "2 packs.test_outside", file + "3 packs.test_fact", file + "3 facts.not_a_boolean",
                  file + "4 packs.no_such_name", file + "5 packs.no_such_case", file + "5 packs.no_such_word",
                  file + "0 packs.never_true", file + "0 packs.never_false"}));
  EXPECT_FALSE(report.good());
}

}  // namespace
}  // namespace gangway::policy
