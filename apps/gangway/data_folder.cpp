#include "data_folder.h"

#include "access/account.h"
#include "appointments/appointments.h"
#include "cases/cases.h"
#include "exchange/receiver.h"
#include "network/network.h"
#include "people/people.h"
#include "plans/plan.h"
#include "requests/requests.h"

namespace gangway::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDemonstration = "installation:demonstration";

std::vector<store::Migration> all_migrations() {
  std::vector<store::Migration> out;
  for (const auto& part : {journal::migrations(), access::migrations(), network::migrations(),
                           plans::migrations(), requests::migrations(), people::migrations(),
                           appointments::migrations(), exchange::migrations(), cases::migrations()})
    out.insert(out.end(), part.begin(), part.end());
  return out;
}

Result<Opened> open_with(const DataFolder& data, const journal::Key& master) {
  Opened out{master, store::Db::open(data.database()), 0};
  TRY(out.db.migrate(all_migrations()));
  out.highest_id = out.db.read([](const store::ReadTx& tx) {
    // Every id is made before the id of the event that tells of it.
    const auto last = journal::rows_after(tx, journal::Chain::head(tx).position - 1, 1);
    return last.empty() ? std::int64_t{0} : last.front().event.id.value();
  });
  return out;
}

}  // namespace

Result<Opened> open_or_create(const DataFolder& data, const RandomBytes& random) {
  if (fs::create_directories(data.folder))
    fs::permissions(data.folder, fs::perms::owner_all, fs::perm_options::replace);
  const bool is_new = !fs::exists(data.database()) && !fs::exists(data.master_key());
  TRY_ASSIGN(const auto master, is_new ? journal::create_master_key(data.master_key(), random)
                                       : journal::load_master_key(data.master_key()));
  return open_with(data, master);
}

void mark_as_demonstration(store::Db& db, const journal::Chain& chain, IdGenerator& ids, Instant now) {
  const journal::Event event{
      ids.next<EventId>(), now, "installation.demonstration", {}, {kDemonstration}, "system", {}};
  (void)db.in_transaction([&](store::Tx& tx) -> Result<void> {
    chain.append(tx, event);
    return {};
  });
}

bool is_demonstration(store::Db& db) {
  return db.read([](const store::ReadTx& tx) { return !journal::timeline(tx, kDemonstration).empty(); });
}

Result<Opened> open_existing(const DataFolder& data) {
  if (!fs::exists(data.database())) return fail(ErrorCode::NotFound, "app.no_database");
  TRY_ASSIGN(const auto master, journal::load_master_key(data.master_key()));
  return open_with(data, master);
}

}  // namespace gangway::app
