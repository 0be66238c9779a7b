#include "base/day.h"

#include <charconv>
#include <cstdio>
#include <optional>

namespace gangway {
namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool has(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

}  // namespace

Result<Day> parse_day(std::string_view text) {
  const auto y = digits(text, 0, 4);
  const auto m = digits(text, 5, 2);
  const auto d = digits(text, 8, 2);
  if (text.size() == 10 && y && m && d && has(text, 4, '-') && has(text, 7, '-')) {
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    if (date.ok() && *y >= 1900 && *y <= 2199) return sys_days{date};
  }
  return fail(ErrorCode::Invalid, "day.invalid");
}

std::string to_string(Day day) {
  const year_month_day date{day};
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

Result<Instant> parse_instant(std::string_view text) {
  const auto invalid = [] { return fail(ErrorCode::Invalid, "instant.invalid"); };
  if (text.size() < 17) return invalid();
  const auto date = parse_day(text.substr(0, 10));
  const auto h = digits(text, 11, 2);
  const auto m = digits(text, 14, 2);
  if (!date || !has(text, 10, 'T') || !h || !has(text, 13, ':') || !m || *h > 23 || *m > 59) return invalid();
  std::size_t at = 16;
  int s = 0;
  int ms = 0;
  if (has(text, at, ':')) {
    const auto seconds = digits(text, at + 1, 2);
    if (!seconds || *seconds > 59) return invalid();
    s = *seconds;
    at += 3;
    if (has(text, at, '.')) {
      const auto fraction = digits(text, at + 1, 3);
      if (!fraction) return invalid();
      ms = *fraction;
      at += 4;
    }
  }
  int offset = 0;  // minutes
  if (has(text, at, 'Z')) {
    ++at;
  } else if (has(text, at, '+') || has(text, at, '-')) {
    const auto oh = digits(text, at + 1, 2);
    const auto om = digits(text, at + 4, 2);
    if (!oh || !om || !has(text, at + 3, ':') || *oh > 14 || *om > 59) return invalid();
    offset = (*oh * 60 + *om) * (text[at] == '-' ? -1 : 1);
    at += 6;
  } else {
    return invalid();
  }
  if (at != text.size()) return invalid();
  return Instant{*date} + hours{*h} + minutes{*m - offset} + seconds{s} + milliseconds{ms};
}

std::string to_string(Instant instant) {
  const auto date = floor<days>(instant);
  const hh_mm_ss time{instant - date};
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d.%03dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return to_string(date) + buffer;
}

Day day_in_shanghai(Instant instant) { return floor<days>(instant + hours{8}); }
Instant start_of_day_in_shanghai(Day day) { return Instant{day} - hours{8}; }

Day add_months(Day day, int count) {
  const year_month_day date{day};
  const auto moved = date.year() / date.month() + months{count};
  const auto last = (moved / std::chrono::last).day();
  return sys_days{moved / (date.day() < last ? date.day() : last)};
}

int year_of(Day day) { return static_cast<int>(year_month_day{day}.year()); }

}  // namespace gangway
