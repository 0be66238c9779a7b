#include <algorithm>

#include "demo/names.h"
#include "demo/world.h"

namespace gangway::app::demonstration {
namespace {

using appointments::Opening;
using appointments::TimeOfDay;

TimeOfDay at(int hour, int minute = 0) { return {hour * 60 + minute}; }

const std::vector<appointments::Service>& services() {
  static const std::vector<appointments::Service> all{
      {"permit", "R", {"居留许可", "Residence permit"}, 30, true},
      {"work", "W", {"工作许可，单一窗口", "Work permit, single window"}, 40, true},
      {"passport", "P", {"普通护照", "Ordinary passport"}, 20, true},
      {"collect", "C", {"领证", "Collecting a certificate"}, 10, true},
      {"advice", "A", {"当面咨询", "Advice in person"}, 20, true},
      {"urgent", "U", {"加急", "Urgent matters"}, 20, false}};
  return all;
}

// A hall that opens on weekdays, and this week on the day of the demonstration, too.
Opening opening(Day today, int windows) {
  Opening out;
  out.settings = {10, 5, 3, 10, 15, 30, 4, at(15)};
  out.services = services();
  const std::vector<std::vector<std::string>> languages{{"zh", "en"}, {"zh", "es"}, {"zh", "en", "ja"},
                                                        {"zh"},       {"zh", "fr"}, {"zh", "en", "de"}};
  for (int i = 0; i < windows; ++i) {
    const auto number = std::to_string(i + 1);
    std::vector<std::string> done{"permit", "work", "collect", "advice", "urgent"};
    if (i % 2 == 1 || windows < 3) done = {"passport", "collect", "advice", "permit"};
    out.windows.push_back({{},
                           {number + "号窗口", "Window " + number},
                           i < 4 ? "1" : "2",
                           std::move(done),
                           languages[static_cast<std::size_t>(i) % languages.size()],
                           i == 0 ? 3 : 0});
  }
  for (int weekday = 1; weekday <= 5; ++weekday) {
    out.weekly.push_back({weekday, {at(9), at(11, 30)}});
    out.weekly.push_back({weekday, {at(13, 30), at(17)}});
  }
  out.makeup_days = {{at(9), at(17)}};
  out.exceptions = {
      {today, {}, {{at(9), at(17, 30)}}, {"当天延长开放（演示）", "Open longer that day (demonstration)"}}};
  return out;
}

}  // namespace

Result<void> make_halls(World& world, int a_day) {
  const access::Scope all{access::Reach::Anything, {}, {}, {}, access::Purpose::None};
  const auto today = day_in_shanghai(world.now);
  const appointments::Actor by{kBy, {}};
  for (const auto& [key, windows] : {std::pair{"centre", 8}, {"lake", 2}, {"harbour", 2}})
    TRY(world.halls.change(world.places.at(key).id, opening(today, windows), 0, all, by, world.now));
  struct Wish {
    appointments::Wanted wanted;
    appointments::Visitor visitor;
    appointments::Links links;
  };
  std::vector<Wish> wishes;
  auto& chance = world.chance;
  for (int day = 0; day < 8; ++day) {
    for (int i = 0; i < a_day; ++i) {
      const auto& person = chance.pick(world.persons);
      Wish wish;
      wish.wanted = {world.places.at("centre").id,
                     chance.pick(services()).code,
                     today + std::chrono::days{day},
                     at(9 + chance.below(8), 10 * chance.below(6)),
                     1,
                     std::nullopt};
      wish.visitor.name = person.name;
      wish.visitor.contact = "000-0000（演示）";
      if (chance.percent(5)) wish.visitor.needs = "轮椅（演示）";
      wish.links.person = person.id;
      wishes.push_back(std::move(wish));
    }
  }
  // What is taken or closed by then stays out: demonstrations do not push.
  return in_parallel(static_cast<int>(wishes.size()), [&](int i) -> Result<void> {
    const auto& one = wishes[static_cast<std::size_t>(i)];
    (void)world.appointments.book(one.wanted, one.visitor, one.links, all, by, world.now);
    return {};
  });
}

}  // namespace gangway::app::demonstration
