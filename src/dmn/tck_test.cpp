#include "dmn/tck.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace gangway::dmn {
namespace {

namespace fs = std::filesystem;

TckOptions at_noon() { return {feel::parse_date_time("2026-11-24T12:00:00Z")}; }

TEST(Tck, CountsOurOwnCases) {
  const auto report = run_tck(fs::path(GANGWAY_SOURCE_DIR) / "tests/dmn", at_noon());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->passed, 5U) << format_tck(*report);
  EXPECT_EQ(report->failed, 1U);
  EXPECT_EQ(format_tck(*report),
            "permit-cases.xml fails on purpose points: expected 2, got 1\n"
            "dmn: 5 passed, 1 failed\n"
            "5 passed, 1 failed\n");
}

TEST(Tck, AFolderWithoutCasesIsNotFound) {
  const auto report = run_tck(fs::path(GANGWAY_SOURCE_DIR) / "src/dmn", at_noon());
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().key, "dmn.no_test_cases");
}

// The kit of OMG stands beside the source, or where GANGWAY_TCK says.
TEST(Tck, ConformanceKit) {
  const char* const named = std::getenv("GANGWAY_TCK");
  const auto kit = named != nullptr ? fs::path(named) : fs::path(GANGWAY_SOURCE_DIR) / "../shared/dmn-tck";
  if (!fs::exists(kit)) {
    GTEST_SKIP() << "the DMN conformance kit is not at " << kit
                 << "; set GANGWAY_TCK to its folder to run it";
  }
  const auto report = run_tck(kit, at_noon());
  ASSERT_TRUE(report);
  std::cout << report->passed << " passed, " << report->failed << " failed\n";
  EXPECT_EQ(report->failed, 0U) << format_tck(*report);
}

}  // namespace
}  // namespace gangway::dmn
