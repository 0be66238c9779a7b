// The tables of halls. Private to appointments.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "appointments/hall.h"
#include "store/db.h"

namespace gangway::appointments {

inline constexpr std::string_view kHallSchema = R"(CREATE TABLE hall (
  place BIGINT PRIMARY KEY,
  path TEXT NOT NULL,
  version BIGINT NOT NULL,
  revision BIGINT NOT NULL UNIQUE,
  document TEXT NOT NULL
);
CREATE TABLE hall_window (
  id BIGINT PRIMARY KEY,
  place BIGINT NOT NULL REFERENCES hall(place)
);
)";

// Halls as they were last read. A hall is read in every transaction that books; its document is not. What is
// kept goes by `revision`, which no two writes share, so that a write that was rolled back is never served.
// Threads: any.
class KnownHalls {
 public:
  [[nodiscard]] std::shared_ptr<const Hall> find(const store::ReadTx& tx, PlaceId place);

 private:
  struct Known {
    std::int64_t revision = 0;
    std::shared_ptr<const Hall> hall;
  };
  std::mutex mutex_;  // guards known_
  std::map<PlaceId, Known> known_;
};

// Version 1 inserts. `revision`: an id that was never used for this.
void write_hall(store::Tx& tx, const Hall& hall, std::int64_t revision);
void insert_window(store::Tx& tx, WindowId window, PlaceId place);
[[nodiscard]] std::optional<PlaceId> place_of(const store::ReadTx& tx, WindowId window);

}  // namespace gangway::appointments
