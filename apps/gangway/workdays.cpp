#include <charconv>
#include <iostream>

#include "commands.h"
#include "packs_file.h"

namespace gangway::app {

int workdays_add(const Common& common, const std::string& start, const std::string& count) {
  const auto day = parse_day(start);
  if (!day) return complain(common, start, {day.error()});
  int days = 0;
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), days);
  if (error != std::errc{} || end != count.data() + count.size() || days < 0 || days > 4000) {
    return complain(common, count, {Error{ErrorCode::Invalid, "app.bad_count", {}, ""}});
  }
  const auto book = load_packs(common);
  if (!book) return 2;
  const auto due = (*book)->calendar().calendar.add_workdays(*day, days);
  if (!due) return complain(common, start + " + " + count, {due.error()});
  std::cout << to_string(*due) << '\n';
  return 0;
}

}  // namespace gangway::app
