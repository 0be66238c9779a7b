// Invented people, places and work, so that each screen shows something. Everything here says that it is
// invented.
#include <iostream>

#include "base/crockford.h"
#include "base/random.h"
#include "commands.h"
#include "data_folder.h"
#include "demo/world.h"
#include "packs_file.h"

namespace gangway::app {
namespace {

// How much there is of each.
struct Amounts {
  int persons = 0;
  int firms = 0;
  int appointments_a_day = 0;
  int cases = 0;
  int requests = 0;
};
constexpr Amounts kFull{2000, 400, 60, 1500, 3000};
constexpr Amounts kSmall{60, 20, 10, 40, 120};

Result<void> make(Opened& data, demonstration::World& world, const Amounts& amounts,
                  const std::string& password) {
  if (!world.network.places().empty()) return fail(ErrorCode::Conflict, "app.not_empty");
  mark_as_demonstration(data.db, world.chain, world.ids, world.now);
  TRY(demonstration::make_network(world, password));
  TRY(demonstration::make_people(world, amounts.persons, amounts.firms));
  TRY(demonstration::make_halls(world, amounts.appointments_a_day));
  TRY(demonstration::make_cases(world, amounts.cases));
  TRY(demonstration::make_requests(world, amounts.requests));
  return {};
}

}  // namespace

int demo(const Common& common, const DemoOptions& options) {
  auto start = now();
  if (options.clock) {
    const auto given = parse_instant(*options.clock);
    if (!given) return complain(text("app.bad_clock", {}, common.language));
    start = *given;
  }
  const auto book = load_packs(common);
  if (!book) return 2;
  const auto random = secure_random();
  auto data = open_or_create(DataFolder{options.data}, random);
  if (!data) return complain(common, options.data, {data.error()});
  demonstration::World world(*data, *book, random, start);
  const auto password = PublicCode::make(random).grouped();
  auto amounts = options.small ? kSmall : kFull;
  amounts.cases = options.cases.value_or(amounts.cases);
  amounts.requests = options.requests.value_or(amounts.requests);
  if (const auto made = make(*data, world, amounts, password); !made)
    return complain(common, options.data, {made.error()});
  std::cout << "password\t" << password << "\n";
  for (const auto& one : world.staff)
    std::cout << one.login << "\t" << one.name.zh << "\t" << one.name.en << "\n";
  return 0;
}

}  // namespace gangway::app
