// The folder in which an installation keeps what it knows: the database, the master key, the journal's head.
#pragma once

#include <filesystem>
#include <optional>

#include "base/random.h"
#include "base/result.h"
#include "journal/head.h"
#include "journal/journal.h"
#include "journal/vault.h"
#include "store/db.h"

namespace gangway::app {

struct DataFolder {
  std::filesystem::path folder;

  [[nodiscard]] std::filesystem::path database() const { return folder / "gangway.db"; }
  [[nodiscard]] std::filesystem::path master_key() const { return folder / "master.key"; }
  [[nodiscard]] std::filesystem::path head() const { return folder / "journal.head"; }
  [[nodiscard]] std::filesystem::path exchange() const { return folder / "exchange"; }
};

struct Opened {
  journal::Key master;
  store::Db db;
  std::int64_t highest_id = 0;  // of what is stored
};

// Makes the folder (0700), the master key (0600) and the database where they are missing, and brings the
// schema up to date. A database without its key is not given a new one: nobody could read it any more.
[[nodiscard]] Result<Opened> open_or_create(const DataFolder& data, const RandomBytes& random);

// Errors: NotFound "app.no_database".
[[nodiscard]] Result<Opened> open_existing(const DataFolder& data);

// Marks the installation as one whose people and firms are all invented. For good: real people do not come in
// later.
void mark_as_demonstration(store::Db& db, const journal::Chain& chain, IdGenerator& ids, Instant now);
[[nodiscard]] bool is_demonstration(store::Db& db);

}  // namespace gangway::app
