#include "appointments/hall_store.h"

namespace gangway::appointments {
namespace {

constexpr std::size_t kMaxDocument = std::size_t{4} << 20;

Opening read_document(const std::string& document) {
  const auto value = json::parse(document, {.max_bytes = kMaxDocument});
  auto opening = value ? json::read<Opening>(*value) : tl::unexpected<Error>(value.error());
  if (!opening) throw store::Failure("hall: the document does not read: " + opening.error().key);
  return *std::move(opening);
}

}  // namespace

std::shared_ptr<const Hall> KnownHalls::find(const store::ReadTx& tx, PlaceId place) {
  const auto revision = tx.one(
      "SELECT revision FROM hall WHERE place = $1", [](const store::Row& row) { return row.integer(0); },
      place);
  if (!revision) return nullptr;
  {
    const std::scoped_lock lock(mutex_);
    const auto known = known_.find(place);
    if (known != known_.end() && known->second.revision == *revision) return known->second.hall;
  }
  const auto hall = tx.one(
      "SELECT path, version, document FROM hall WHERE place = $1",
      [&](const store::Row& row) {
        return std::make_shared<const Hall>(
            Hall{place, row.text(0), row.get<int>(1), read_document(row.text(2))});
      },
      place);
  const std::scoped_lock lock(mutex_);
  known_[place] = {*revision, *hall};
  return *hall;
}

void write_hall(store::Tx& tx, const Hall& hall, std::int64_t revision) {
  const auto document = json::serialize(json::write(hall.opening));
  if (hall.version == 1) {
    tx.run("INSERT INTO hall (place, path, version, revision, document) VALUES ($1, $2, $3, $4, $5)",
           hall.place, hall.path, hall.version, revision, document);
  } else {
    tx.run("UPDATE hall SET version = $1, revision = $2, document = $3 WHERE place = $4", hall.version,
           revision, document, hall.place);
  }
}

void insert_window(store::Tx& tx, WindowId window, PlaceId place) {
  tx.run("INSERT INTO hall_window (id, place) VALUES ($1, $2)", window, place);
}

std::optional<PlaceId> place_of(const store::ReadTx& tx, WindowId window) {
  return tx.one(
      "SELECT place FROM hall_window WHERE id = $1", [](const store::Row& row) { return row.id<PlaceId>(0); },
      window);
}

}  // namespace gangway::appointments
