#include "workdays/words.h"

#include <array>
#include <cstdio>

namespace gangway::workdays {
namespace {

using namespace std::chrono;

constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};

struct Parts {
  std::string year;
  std::string month;       // as a number
  std::string month_name;  // in English
  std::string day;
};

Parts parts_of(Day day) {
  const year_month_day date{day};
  const auto month = static_cast<unsigned>(date.month());
  return {std::to_string(static_cast<int>(date.year())), std::to_string(month), kMonths.at(month - 1U),
          std::to_string(static_cast<unsigned>(date.day()))};
}

}  // namespace

Bilingual say_day(Day day) {
  const auto at = parts_of(day);
  return {at.year + "年" + at.month + "月" + at.day + "日", at.day + " " + at.month_name + " " + at.year};
}

Bilingual say_days(Day from, Day to) {
  if (from == to) return say_day(from);
  const auto first = parts_of(from);
  const auto last = parts_of(to);
  auto out = say_day(to);
  const bool same_year = first.year == last.year;
  const bool same_month = same_year && first.month == last.month;
  out.zh = say_day(from).zh + "至" + (same_year ? "" : last.year + "年") +
           (same_month ? "" : last.month + "月") + last.day + "日";
  out.en = first.day + (same_month ? "" : " " + first.month_name) + (same_year ? "" : " " + first.year) +
           " to " + out.en;
  return out;
}

Bilingual say_instant(Instant instant) {
  const auto day = day_in_shanghai(instant);
  const hh_mm_ss time{instant - start_of_day_in_shanghai(day)};
  std::array<char, 16> clock{};
  std::snprintf(clock.data(), clock.size(), "%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  const auto words = say_day(day);
  return {words.zh + clock.data(), words.en + " at " + clock.data()};
}

Bilingual say_list(const std::vector<Bilingual>& parts) {
  Bilingual out;
  for (const auto& part : parts) {
    out.zh += (out.zh.empty() ? "" : "、") + part.zh;
    out.en += (out.en.empty() ? "" : ", ") + part.en;
  }
  return out;
}

}  // namespace gangway::workdays
