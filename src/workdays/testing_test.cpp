#include "workdays/testing.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace gangway::workdays::testing {
namespace {

int month_length(int year, int month) {
  static constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kLengths.at(static_cast<std::size_t>(month - 1));
}

std::string iso(int year, int month, int day) {
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
  return out.data();
}

// Each day that the words "MM-DD" and "MM-DD..MM-DD" name.
std::vector<std::string> named(int year, const char* words) {
  std::vector<std::string> out;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    int month = std::stoi(word.substr(0, 2));
    int date = std::stoi(word.substr(3, 2));
    const auto last = word.size() > 5 ? word.substr(7) : word;
    for (;;) {
      out.push_back(iso(year, month, date));
      if (out.back().substr(5) == last) break;
      if (++date > month_length(year, month)) {
        date = 1;
        ++month;
      }
    }
  }
  return out;
}

// Zeller: 0 is Saturday, 1 Sunday.
int zeller(int year, int month, int date) {
  if (month < 3) {
    month += 12;
    --year;
  }
  return (date + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
}

Calendar make_calendar() {
  Calendar::Exceptions exceptions;
  for (const auto& notice : kNotices) {
    for (const auto& text : named(notice.year, notice.days_off)) exceptions.holidays.push_back(day(text));
    for (const auto& text : named(notice.year, notice.makeup))
      exceptions.makeup_workdays.push_back(day(text));
  }
  return Calendar::create({std::chrono::year{2022}, std::chrono::year{2026}}, exceptions).value();
}

}  // namespace

Day day(std::string_view text) { return parse_day(text).value(); }
Instant at(std::string_view text) { return parse_instant(text).value(); }

const Calendar& calendar() {
  static const Calendar kCalendar = make_calendar();
  return kCalendar;
}

SlowCalendar::SlowCalendar() {
  for (const auto& notice : kNotices) {
    for (auto& text : named(notice.year, notice.days_off)) off_.insert(std::move(text));
    for (auto& text : named(notice.year, notice.makeup)) makeup_.insert(std::move(text));
  }
}

bool SlowCalendar::covers(Day day) const {
  const auto year = std::stoi(to_string(day).substr(0, 4));
  return year >= 2022 && year <= 2026;
}

bool SlowCalendar::is_workday(Day day) const {
  const auto text = to_string(day);
  if (makeup_.contains(text)) return true;
  if (off_.contains(text)) return false;
  return zeller(std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2)), std::stoi(text.substr(8, 2))) > 1;
}

const SlowCalendar& slow() {
  static const SlowCalendar kSlow;
  return kSlow;
}

// The reference itself, on days whose weekday is common knowledge.
TEST(SlowCalendar, KnowsWeekdays) {
  EXPECT_FALSE(slow().is_workday(day("2022-05-28")));  // Saturday
  EXPECT_FALSE(slow().is_workday(day("2022-05-29")));  // Sunday
  EXPECT_TRUE(slow().is_workday(day("2022-05-30")));   // Monday
  EXPECT_TRUE(slow().is_workday(day("2024-02-29")));   // Thursday
  EXPECT_FALSE(slow().is_workday(day("2026-10-07")));  // Wednesday, National Day
  EXPECT_TRUE(slow().is_workday(day("2026-10-10")));   // Saturday, worked
}

}  // namespace gangway::workdays::testing
