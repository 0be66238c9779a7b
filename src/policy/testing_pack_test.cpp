#include "policy/testing_pack.h"

#include <atomic>
#include <sstream>

#include "policy/check.h"

namespace gangway::policy::testing {
namespace {

constexpr const char* kSources = R"(sources:
  rule:
    title: {zh: "规定", en: "Rule"}
    issuer: {zh: "机关", en: "Agency"}
    kind: notice
    checked_on: 2026-11-22
    confidence: high
    what: {zh: "说明", en: "What it says"}
    items:
      "2": {zh: "第2条", en: "Article 2"}
)";

constexpr const char* kFacts = R"(groups:
  person: {zh: "本人", en: "You"}
  work: {zh: "工作", en: "Work"}
facts:
  - id: person.adult
    type: boolean
    label: {zh: "成年", en: "Adult"}
    ask: {zh: "您成年了吗？", en: "Are you an adult?"}
    why: {zh: "条件之一", en: "A condition"}
    proof: [passport]
    changes: nobody
  - id: work.years
    type: table by year
    label: {zh: "历年工作", en: "Work by year"}
    ask: {zh: "{year}年的工作？", en: "Your work in {year}?"}
    why: {zh: "条件之一", en: "A condition"}
    changes: employer
    relevant_if: person.adult = true
    columns:
      - name: salary_cny
        type: number
        label: {zh: "工资", en: "Wage"}
        ask: {zh: "{year}年的工资？", en: "Your wage in {year}?"}
        min: 0
        nullable: true
        null_label: {zh: "没有工资", en: "No wage"}
)";

constexpr const char* kModel = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
  <itemDefinition id="t1" name="tPerson">
    <itemComponent id="t1a" name="adult"><typeRef>boolean</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition id="t2" name="tYear" isCollection="true">
    <itemComponent id="t2a" name="year"><typeRef>number</typeRef></itemComponent>
    <itemComponent id="t2b" name="salary_cny"><typeRef>number</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition id="t3" name="tWork">
    <itemComponent id="t3a" name="years"><typeRef>tYear</typeRef></itemComponent>
  </itemDefinition>
  <itemDefinition id="t4" name="tParameters">
    <itemComponent id="t4a" name="floor"><typeRef>number</typeRef></itemComponent>
  </itemDefinition>
  <inputData id="as_of" name="as_of"><variable id="v1" name="as_of" typeRef="date"/></inputData>
  <inputData id="person" name="person"><variable id="v2" name="person" typeRef="tPerson"/></inputData>
  <inputData id="work" name="work"><variable id="v3" name="work" typeRef="tWork"/></inputData>
  <inputData id="parameters" name="parameters"><variable id="v4" name="parameters" typeRef="tParameters"/></inputData>
  <knowledgeSource id="s1" name="s" locationURI="cn/rule#2"/>
  <decision id="d1" name="adult">
    <variable id="d1v" name="adult" typeRef="boolean"/>
    <informationRequirement id="r1"><requiredInput href="#person"/></informationRequirement>
    <authorityRequirement id="r2"><requiredAuthority href="#s1"/></authorityRequirement>
    <literalExpression id="e1"><text>person.adult = true</text></literalExpression>
  </decision>
  <decision id="d2" name="paid">
    <variable id="d2v" name="paid" typeRef="boolean"/>
    <informationRequirement id="r3"><requiredInput href="#work"/></informationRequirement>
    <informationRequirement id="r4"><requiredInput href="#parameters"/></informationRequirement>
    <informationRequirement id="r5"><requiredInput href="#as_of"/></informationRequirement>
    <authorityRequirement id="r6"><requiredAuthority href="#s1"/></authorityRequirement>
    <literalExpression id="e2"><text>some y in work.years[year = as_of.year - 1] satisfies
      y.salary_cny != null and y.salary_cny &gt;= parameters.floor</text></literalExpression>
  </decision>
  <decision id="d3" name="eligible">
    <variable id="d3v" name="eligible" typeRef="boolean"/>
    <informationRequirement id="r7"><requiredDecision href="#d1"/></informationRequirement>
    <informationRequirement id="r8"><requiredDecision href="#d2"/></informationRequirement>
    <literalExpression id="e3"><text>adult and paid</text></literalExpression>
  </decision>
</definitions>
)";

std::string policy_text(const TinyVersion& version) {
  return "title: {zh: \"" + version.pack + "\", en: \"" + version.pack + "\"}\n" +
         R"(summary: {zh: "一句话", en: "One sentence"}
stage: life
kind: permanent-residence
audience: foreigner
confidence: high
effective_from: {day: )" +
         version.from + R"(}
conditions:
  adult: {zh: "成年", en: "Adult", source: "cn/rule#2"}
  paid: {zh: "工资达到", en: "Paid enough", source: cn/rule}
papers:
  - {code: passport}
  - {code: letter, waived_if: "person.adult = false"}
fee:
  - {item: card, label: {zh: "证件费", en: "Card"}, cny: 300, source: cn/rule}
clocks:
  - {id: decision, label: {zh: "审批", en: "Decision"}, who: agency, unit: working_days, limit: 10, starts: accepted, source: cn/rule}
authority: [cn/police]
sources: [cn/rule]
)" + version.extra;
}

std::string tests_text(const TinyVersion& version) {
  const auto year = std::to_string(std::stoi(version.from.substr(0, 4)) - 1);
  return "- name: good\n  as_of: " + version.from + "\n  facts:\n    person.adult: true\n    work.years." +
         year + ".salary_cny: 100\n" +
         R"(  expect: {status: eligible, failing: [], papers: [passport, letter], papers_waived: [], fees: {card: true}}
- name: poor
  like: good
  facts: {work.years: {)" +
         year + R"(: {salary_cny: null}}}
  expect: {status: ineligible, failing: [paid]}
- name: open
  like: good
  unknown: [work.years]
  expect: {status: undetermined, missing: [work.years]}
- name: young
  like: good
  facts: {person.adult: false}
  expect: {status: ineligible, failing: [adult], papers_waived: [letter]}
)";
}

}  // namespace

TestPacks::TestPacks() {
  static std::atomic<int> count = 0;
  const auto* const info = ::testing::UnitTest::GetInstance()->current_test_info();
  directory_ =
      std::filesystem::path(::testing::TempDir()) /
      ("packs_" + std::string(info->test_suite_name()) + "_" + info->name() + "_" + std::to_string(++count));
  std::filesystem::remove_all(directory_);
  write("cn/pack.yaml", R"(id: cn
title: {zh: "全国", en: "China"}
version: 2026-11-22
known_until: 2026-12-31
content_checked_on: 2026-11-22
)");
  write("cn/regions.yaml", R"(regions:
  - {id: cn, title: {zh: "全国", en: "China"}}
  - {id: cn-31, title: {zh: "上海市", en: "Shanghai"}}
  - {id: cn-310115, title: {zh: "浦东", en: "Pudong"}}
  - {id: cn-32, title: {zh: "江苏省", en: "Jiangsu"}}
)");
  write("cn/calendar.yaml", R"(time_zone: Asia/Shanghai
known_until: 2026-12-31
years:
  - year: 2026
    source: cn/rule
    days_off:
      - {from: 2026-10-01, to: 2026-10-07, name: {zh: "国庆节", en: "National Day"}}
    workdays: [2026-10-10]
    in_lieu: [2026-10-07]
)");
  write("cn/sources.yaml", kSources);
  write("cn/service.yaml", R"(limits:
  - {kind: question, workdays: 1, source: cn/rule}
  - {kind: help, workdays: 5}
  - {kind: complaint, workdays: 5, unverified: true}
  - {kind: reopened, workdays: 3}
relay: {most_refusals: 3, silence_hours: 4, calls_not_reached: 3, fallback: duty}
)");
  write("cn/authorities.yaml", "authorities:\n  police: {title: {zh: \"公安\", en: \"Police\"}}\n");
  write("cn/papers.yaml", R"(papers:
  passport: {m: M01, label: {zh: "护照", en: "Passport"}, issuer: {zh: "本国", en: "Your country"}}
  letter: {label: {zh: "信", en: "Letter"}, issuer: {zh: "单位", en: "Employer"}, valid_months: 6}
)");
  write("cn/facts.yaml", kFacts);
  write("cn/parameters/floor.yaml", R"(id: floor
label: {zh: "下限", en: "Floor"}
values:
  - {from: 2015-01-01, value: 100, source: cn/rule}
)");
  write_version(*this, {});
  write("cn-31/pack.yaml", R"(id: cn-31
parent: cn
title: {zh: "上海", en: "Shanghai"}
code: "310000"
version: 2026-11-24
known_until: 2026-12-31
content_checked_on: 2026-11-22
)");
  write("cn-31/sources.yaml", "sources: {}\n");
}

TestPacks::~TestPacks() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void TestPacks::write(const std::string& file, const std::string& text) const {
  const auto path = directory_ / file;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string TestPacks::read(const std::string& file) const {
  std::ostringstream out;
  out << std::ifstream(directory_ / file, std::ios::binary).rdbuf();
  return out.str();
}

void TestPacks::edit(const std::string& file, const std::string& from, const std::string& to) const {
  auto text = read(file);
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  write(file, text.replace(at, from.size(), to));
}

void TestPacks::remove(const std::string& file) const { std::filesystem::remove_all(directory_ / file); }

std::shared_ptr<const RuleBook> TestPacks::load() {
  faults.clear();
  auto book = RuleBook::load(directory(), faults);
  return book ? *book : nullptr;
}

std::vector<std::string> shown(const std::vector<Fault>& faults) {
  std::vector<std::string> out;
  for (const auto& fault : faults) {
    out.push_back(fault.file + ":" + std::to_string(fault.line) + " " + fault.key);
  }
  return out;
}

void write_version(const TestPacks& packs, const TinyVersion& version) {
  const auto folder = version.pack + "/policies/" + version.route + "/" + version.from + "/";
  packs.write(folder + "policy.yaml", policy_text(version));
  packs.write(folder + "eligibility.dmn", kModel);
  packs.write(folder + "tests.yaml", tests_text(version));
}

}  // namespace gangway::policy::testing
