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

constexpr int kRequests = 3000;
constexpr int kPersons = 2000;
constexpr int kFirms = 400;

Result<void> make(Opened& data, demonstration::World& world, const std::string& password) {
  if (!world.network.places().empty()) return fail(ErrorCode::Conflict, "app.not_empty");
  mark_as_demonstration(data.db, world.chain, world.ids, world.now);
  TRY(demonstration::make_network(world, password));
  TRY(demonstration::make_people(world, kPersons, kFirms));
  TRY(demonstration::make_requests(world, kRequests));
  return {};
}

}  // namespace

int demo(const Common& common, const std::string& data_folder, const std::optional<std::string>& clock) {
  auto start = now();
  if (clock) {
    const auto given = parse_instant(*clock);
    if (!given) return complain(text("app.bad_clock", {}, common.language));
    start = *given;
  }
  const auto book = load_packs(common);
  if (!book) return 2;
  const auto random = secure_random();
  auto data = open_or_create(DataFolder{data_folder}, random);
  if (!data) return complain(common, data_folder, {data.error()});
  demonstration::World world(*data, *book, random, start);
  const auto password = PublicCode::make(random).grouped();
  if (const auto made = make(*data, world, password); !made)
    return complain(common, data_folder, {made.error()});
  std::cout << "password\t" << password << "\n";
  for (const auto& one : world.staff)
    std::cout << one.login << "\t" << one.name.zh << "\t" << one.name.en << "\n";
  return 0;
}

}  // namespace gangway::app
