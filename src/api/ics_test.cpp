#include "api/ics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/qr.h"
#include "base/utf8.h"

namespace gangway::api {
namespace {

using testing::HasSubstr;

plans::Task task(std::string title) {
  plans::Task out;
  out.date = parse_day("2026-12-31").value();
  out.title = {title, title};
  out.route = "pr-work";
  return out;
}

const Instant kMade = parse_instant("2026-11-24T08:00Z").value();

TEST(Ics, OneDayEndsOnTheNext) {
  const auto file = calendar_file({task("Apply")}, "Plan", "17", kMade, Language::En);
  EXPECT_THAT(file, HasSubstr("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
  EXPECT_THAT(file, HasSubstr("DTSTAMP:20261124T080000Z\r\n"));
  EXPECT_THAT(file, HasSubstr("UID:17-pr-work-1@gangway\r\n"));
}

TEST(Ics, TextsAreEscaped) {
  EXPECT_THAT(calendar_file({task("a,b;c\\d\ne")}, "", "1", kMade, Language::En),
              HasSubstr("SUMMARY:a\\,b\\;c\\\\d\\ne\r\n"));
}

TEST(Ics, LinesAreFoldedBetweenCharacters) {
  std::string title;
  for (int i = 0; i < 100; ++i) title += "港";
  const auto file = calendar_file({task(title)}, "", "1", kMade, Language::Zh);
  std::size_t start = 0;
  for (std::size_t end = 0; (end = file.find("\r\n", start)) != std::string::npos; start = end + 2) {
    EXPECT_LE(end - start, 75U);
    EXPECT_TRUE(utf8::is_valid(file.substr(start, end - start)));
  }
  std::string unfolded = file;
  for (std::size_t at = 0; (at = unfolded.find("\r\n ", at)) != std::string::npos;) unfolded.erase(at, 3);
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:" + title + "\r\n"));
}

TEST(Ics, TasksWithoutADayAreLeftOut) {
  auto undated = task("Some day");
  undated.date.reset();
  EXPECT_THAT(calendar_file({undated}, "", "1", kMade, Language::En), testing::Not(HasSubstr("VEVENT")));
}

TEST(Qr, IsSvgAndHasItsLimits) {
  EXPECT_THAT(qr_svg("http://localhost/plan/7K4M92TXP0QW3HJ8Q").value(), testing::StartsWith("<svg"));
  EXPECT_EQ(qr_svg(std::string(5000, 'x')).error().key, "api.qr_too_long");
}

}  // namespace
}  // namespace gangway::api
