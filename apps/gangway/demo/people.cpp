#include <algorithm>
#include <chrono>

#include "demo/names.h"
#include "demo/world.h"

namespace gangway::app::demonstration {
namespace {

using people::Kinship;
using people::SourceKind;

// Where somebody is registered: mostly at the centre, the others at the stations and points.
const std::vector<std::string>& registrars() {
  static const std::vector<std::string> all{"window1", "window2", "window3", "window4", "window5",
                                            "exit1",   "exit2",   "labour1", "window9", "window10",
                                            "helper1", "helper2", "helper4", "helper5", "helper6"};
  return all;
}

struct Invented {
  std::string by;  // login
  people::Contents contents;
  int firm = -1;     // index; -1: none
  int partner = -1;  // index of somebody registered before
  Kinship kinship = Kinship::Spouse;
  bool grants = false;
};

std::string number(Random& chance, int digits) {
  std::string out;
  for (int i = 0; i < digits; ++i) out += static_cast<char>('0' + chance.below(10));
  return out;
}

Day day_between(Random& chance, Day first, Day last) {
  return first + std::chrono::days{chance.below(static_cast<int>((last - first).count()) + 1)};
}

people::FactValue fact(std::string id, const std::string& value, SourceKind kind, std::string paper,
                       AccountId by, Instant at) {
  return {std::move(id), json::Value(value), {kind, std::move(paper), {}}, std::nullopt, by, at};
}

Invented invent(World& world, int index, int firms) {
  auto& chance = world.chance;
  const auto today = day_in_shanghai(world.now);
  Invented out;
  out.by = chance.pick(registrars());
  const auto by = world.actors.at(out.by).account;
  const auto name = invented_person(chance);
  auto& c = out.contents;
  c.names = {name.surname, name.given, name.chinese, ""};
  const bool child = chance.percent(12);
  c.birth_date =
      child ? day_between(chance, today - std::chrono::days{17 * 365}, today - std::chrono::days{200})
            : day_between(chance, today - std::chrono::days{62 * 365}, today - std::chrono::days{19 * 365});
  c.nationality = name.nationality;
  c.languages = {name.language};
  if (name.language != "en" && chance.percent(60)) c.languages.push_back("en");
  c.telephone = "000-" + number(chance, 4) + "（演示）";
  const bool citizen = name.nationality == "CHN";
  c.documents.push_back(
      {"passport", "DEMO" + number(chance, 6), name.nationality,
       day_between(chance, today - std::chrono::days{9 * 365}, today - std::chrono::days{30}),
       day_between(chance, today + std::chrono::days{20}, today + std::chrono::days{9 * 365})});
  if (!citizen && !child && chance.percent(75)) {
    const auto until = day_between(chance, today - std::chrono::days{10}, today + std::chrono::days{700});
    c.permits.push_back(
        {"residence-permit", "DEMO-R" + number(chance, 6), "", "", until - std::chrono::days{365}, until});
    if (chance.percent(70))
      c.permits.push_back(
          {"work-permit", "DEMO-W" + number(chance, 6), "", "", until - std::chrono::days{365}, until});
  }
  const Instant at = world.now - std::chrono::hours{24 * (1 + chance.below(60))};
  c.facts.push_back(fact("person.birth_date", to_string(*c.birth_date), SourceKind::Paper, "护照", by, at));
  // A slip of the pen now and then: two sources that disagree wait for somebody to decide.
  if (chance.percent(3))
    c.facts.push_back(fact("person.birth_date", to_string(*c.birth_date + std::chrono::days{1}),
                           SourceKind::SelfStated, "", by, at + std::chrono::minutes{5}));
  if (!child && chance.percent(65)) out.firm = chance.below(firms);
  out.grants = chance.percent(60);
  if (index > 20 && chance.percent(25)) {
    out.partner = chance.below(index);
    out.kinship = child ? Kinship::Parent : Kinship::Spouse;
  }
  return out;
}

// 18 characters with a right check character; the authority part says that it is invented.
std::string credit_code(int index) {
  auto digits = std::to_string(index);
  digits.insert(0, 5 - std::min<std::size_t>(digits.size(), 5), '0');
  auto code = "91310115DEM" + digits + "X";
  return code + people::check_character_of(code);
}

people::Actor as(const World& world, const std::string& login) {
  const auto& actor = world.actors.at(login);
  return {actor.account, actor.unit.place, "handling"};
}

}  // namespace

Result<void> make_people(World& world, int persons, int firms) {
  const access::Scope all{access::Reach::Anything, {}, {}, {}, access::Purpose::None};
  const auto names = invented_firms(firms);
  world.firms.resize(names.size());
  TRY(in_parallel(static_cast<int>(names.size()), [&](int i) -> Result<void> {
    const auto at = static_cast<std::size_t>(i);
    TRY_ASSIGN(const auto made,
               world.employers.add({credit_code(i), names[at], {}}, as(world, "window1"), world.now));
    world.firms[at] = made.id;
    return {};
  }));
  std::vector<Invented> invented;
  for (int i = 0; i < persons; ++i) invented.push_back(invent(world, i, static_cast<int>(names.size())));
  world.persons.resize(invented.size());
  TRY(in_parallel(persons, [&](int i) -> Result<void> {
    const auto& one = invented[static_cast<std::size_t>(i)];
    TRY_ASSIGN(const auto made, world.people.add(one.contents, as(world, one.by), world.now));
    world.persons[static_cast<std::size_t>(i)] = {made.id, one.contents.names.reading(), one.by,
                                                  one.contents.documents.front().number};
    return {};
  }));
  return in_parallel(persons, [&](int i) -> Result<void> {
    const auto& one = invented[static_cast<std::size_t>(i)];
    const auto id = world.persons[static_cast<std::size_t>(i)].id;
    const auto today = day_in_shanghai(world.now);
    if (one.firm >= 0) {
      TRY(world.employers.employ(
          {id, world.firms[static_cast<std::size_t>(one.firm)], today - std::chrono::days{30 + i % 700},
           std::nullopt, one.grants ? std::optional(today + std::chrono::days{200}) : std::nullopt},
          all, as(world, one.by), world.now));
    }
    if (one.partner >= 0) {
      TRY(world.people.relate(
          id, {world.persons[static_cast<std::size_t>(one.partner)].id, one.kinship, std::nullopt}, all,
          as(world, one.by), world.now));
    }
    return {};
  });
}

}  // namespace gangway::app::demonstration
