// Which version holds where and when.
#include <gmock/gmock.h>

#include "policy/check.h"
#include "policy/testing_pack.h"

namespace gangway::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::shown;
using testing::TestPacks;
using testing::write_version;

Day day(const char* text) { return *parse_day(text); }

// The version's folder, "unknown", or "none".
std::string holds(const RuleBook& book, const char* region, const char* on) {
  for (const auto& route : book.routes(region, day(on))) {
    if (route.route == "pr")
      return route.version == nullptr ? "unknown" : route.version->directory.substr(0, 5);
  }
  return "none";
}

class RuleBookTest : public ::testing::Test {
 protected:
  const RuleBook& load() {
    book_ = packs_.load();
    EXPECT_THAT(shown(packs_.faults), IsEmpty());
    return *book_;
  }
  TestPacks packs_;
  std::shared_ptr<const RuleBook> book_;
};

TEST_F(RuleBookTest, TheDeepestRegionWinsOnceItHasBegun) {
  write_version(packs_, {"cn-31", "pr", "2023-05-01", ""});
  const auto& book = load();
  EXPECT_EQ(holds(book, "cn-31", "2022-01-01"), "cn/po");
  EXPECT_EQ(holds(book, "cn-31", "2023-05-01"), "cn-31");
  EXPECT_EQ(holds(book, "cn-310115", "2023-05-01"), "cn-31");
  EXPECT_EQ(holds(book, "cn-32", "2023-05-01"), "cn/po");
  EXPECT_THAT(book.routes("cn-99", day("2023-05-01")), IsEmpty());
}

TEST_F(RuleBookTest, BeforeTheFirstVersionAndAfterKnownUntilIsNotKnown) {
  const auto& book = load();
  EXPECT_EQ(holds(book, "cn", "2019-07-31"), "unknown");
  EXPECT_EQ(holds(book, "cn", "2026-12-31"), "cn/po");
  EXPECT_EQ(holds(book, "cn", "2027-01-01"), "unknown");
}

TEST_F(RuleBookTest, AHoleDoesNotLetTheParentThrough) {
  write_version(packs_, {"cn-31", "pr", "2020-01-01", "effective_to: 2020-12-31\n"});
  write_version(packs_, {"cn-31", "pr", "2021-03-01", "effective_to: 2022-12-31\n"});
  const auto& book = load();
  EXPECT_EQ(holds(book, "cn-31", "2020-12-31"), "cn-31");
  EXPECT_EQ(holds(book, "cn-31", "2021-01-01"), "unknown");
  EXPECT_EQ(holds(book, "cn-31", "2021-03-01"), "cn-31");
  EXPECT_EQ(holds(book, "cn-31", "2023-01-01"), "unknown");
  const auto history = book.history("cn-31", "pr");
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(to_string(history[0]->from), "2021-03-01");
  EXPECT_EQ(history[2]->region, "cn");
}

TEST_F(RuleBookTest, AWithdrawnRouteIsLeftOut) {
  packs_.write(
      "cn-31/policies/pr/2024-01-01/policy.yaml",
      "title: {zh: 停止, en: Ended}\nsummary: {zh: 停止办理, en: No longer offered}\nwithdrawn: true\n"
      "effective_from: {day: 2024-01-01}\nsources: [cn/rule]\n");
  const auto& book = load();
  EXPECT_EQ(holds(book, "cn-31", "2023-12-31"), "cn/po");
  EXPECT_EQ(holds(book, "cn-31", "2024-01-01"), "none");
  EXPECT_EQ(holds(book, "cn-32", "2024-01-01"), "cn/po");
}

TEST_F(RuleBookTest, InForceByADayLeavesOlderDaysUnknown) {
  write_version(packs_, {"cn-31", "pr", "2023-05-01", ""});
  packs_.edit("cn-31/policies/pr/2023-05-01/policy.yaml", "{day: 2023-05-01}",
              "{day: 2023-05-01, precision: by}");
  const auto& book = load();
  EXPECT_EQ(holds(book, "cn-31", "2022-01-01"), "unknown");
  EXPECT_EQ(book.packs()[1]->versions[0]->precision, Precision::By);
}

TEST_F(RuleBookTest, RegionsOfAVersionAndElsewhere) {
  write_version(packs_, {"cn", "delta", "2024-01-01", "regions: [cn-31, cn-32]\n"});
  write_version(packs_, {"cn-31", "local", "2024-01-01", ""});
  const auto& book = load();
  const auto names = [&](const char* region) {
    std::vector<std::string> out;
    for (const auto& route : book.routes(region, day("2025-01-01"))) out.push_back(route.route);
    return out;
  };
  EXPECT_THAT(names("cn-310115"), ElementsAre("delta", "pr", "local"));
  EXPECT_THAT(names("cn"), ElementsAre("pr"));
  const auto elsewhere = book.elsewhere("cn-32", day("2025-01-01"));
  ASSERT_EQ(elsewhere.size(), 1U);
  EXPECT_EQ(elsewhere[0]->route, "local");
  EXPECT_THAT(book.elsewhere("cn-32", day("2023-12-31")), IsEmpty());
}

TEST_F(RuleBookTest, TheNearestParameterSuppliesAllValues) {
  packs_.write("cn-31/parameters/floor.yaml", R"(id: floor
label: {zh: "下限", en: "Floor"}
values:
  - {from: 2020-01-01, to: 2020-12-31, value: 200, source: cn/rule}
  - {from: 2022-01-01, value: 300.5, source: cn/rule, unverified: true}
not_published:
  - {from: 2021-01-01, to: 2021-12-31, why: not-found, note: {zh: "没有查到", en: "Not found"}}
)");
  const auto& book = load();
  const auto* const floor = book.parameter("cn-310115", "floor");
  ASSERT_NE(floor, nullptr);
  EXPECT_EQ(floor->region, "cn-31");
  EXPECT_EQ(floor->on(day("2019-12-31")), nullptr);
  EXPECT_EQ(floor->on(day("2020-12-31"))->value.as_number(), Decimal(200));
  EXPECT_EQ(floor->on(day("2021-06-01")), nullptr);
  EXPECT_TRUE(floor->gap_on(day("2021-06-01"))->searched);
  EXPECT_EQ(floor->gap_on(day("2019-06-01")), nullptr);
  EXPECT_EQ(floor->on(day("2030-01-01"))->value.as_number().to_string(), "300.5");
  EXPECT_EQ(book.parameter("cn-32", "floor")->region, "cn");
  EXPECT_EQ(book.parameter("cn", "ceiling"), nullptr);
  EXPECT_EQ(book.paper("cn-31", "passport")->m, "M01");
}

TEST(RuleBook, RegionsLieInThoseTheirIdsBeginWith) {
  EXPECT_TRUE(RuleBook::lies_in("cn-310115-lingang", "cn-31"));
  EXPECT_TRUE(RuleBook::lies_in("cn", "cn"));
  EXPECT_FALSE(RuleBook::lies_in("cn", "cn-31"));
  EXPECT_FALSE(RuleBook::lies_in("cn-32", "cn-31"));
}

// The packs of the product load, and each of their cases is decided as its author says.
TEST(RuleBook, TheRealPacksAreGood) {
  const std::string directory = GANGWAY_SOURCE_DIR "/packs";
  std::vector<Fault> faults;
  const auto book = RuleBook::load(directory, faults);
  for (const auto& fault : faults) ADD_FAILURE() << to_text(fault, Language::En);
  ASSERT_TRUE(book);
  const auto report = check_packs(*book, directory);
  for (const auto& fault : report.faults) ADD_FAILURE() << to_text(fault, Language::En);
  EXPECT_EQ(report.covered + report.open, report.conditions);
  std::cout << summary(report, Language::En) << '\n';
}

TEST_F(RuleBookTest, TheNearestRegionSaysHowSoonARequestIsAnswered) {
  packs_.write("cn-31/service.yaml", "limits:\n  - {kind: help, workdays: 4, source: cn/rule}\n");
  const auto& book = load();
  EXPECT_EQ(book.service_limit("cn-31", "help")->workdays, 4);
  EXPECT_EQ(book.service_limit("cn-31", "question")->workdays, 1);
  EXPECT_EQ(book.service_limit("cn", "help")->workdays, 5);
  EXPECT_EQ(book.service_limit("cn", "praise"), nullptr);
  EXPECT_EQ(book.relay("cn-31")->fallback, "duty");
}

TEST_F(RuleBookTest, ServiceRulesAreWholeOrRefused) {
  packs_.write("cn/service.yaml",
               "limits:\n  - {kind: help, workdays: 0}\n  - {kind: help, workdays: 5}\n"
               "relay: {most_refusals: 3, silence_hours: 4, fallback: Duty}\n");
  EXPECT_EQ(packs_.load(), nullptr);
  EXPECT_THAT(shown(packs_.faults),
              ::testing::IsSupersetOf(std::vector<std::string>{"cn/service.yaml:3 packs.twice",
                                                               "cn/service.yaml:2 packs.no_service_limit"}));
}

}  // namespace
}  // namespace gangway::policy
