#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace gangway::log {
namespace {

TEST(Log, OneJsonObjectALine) {
  std::string line;
  set_sink([&](std::string_view written) { line = written; });
  write(Level::Warning, "overload", {{"route", "/a\n\"b\""}, {"status", 503}, {"reason", "\xFF"}});
  set_sink(nullptr);
  EXPECT_THAT(line,
              testing::MatchesRegex(
                  R"x(\{"at":"[-0-9T:.]+Z","level":"warning","event":"overload","route":"/a\\n\\"b\\"",)x"
                  R"x("status":503,"reason":"\(not UTF-8\)"\})x"));
}

}  // namespace
}  // namespace gangway::log
