#include <sodium.h>

#include <array>
#include <map>
#include <set>
#include <string>

#include "store/db.h"

namespace gangway::store {
namespace {

using Key = std::pair<std::string, int>;  // module, number

std::string checksum(std::string_view sql) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(sql.data()), sql.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
}

// SQLite's own row id is an INTEGER PRIMARY KEY; under any other type the key would need a second tree.
std::string for_sqlite(std::string_view sql) {
  static constexpr std::string_view kFrom = "BIGINT PRIMARY KEY";
  std::string out(sql);
  for (std::size_t at = 0; (at = out.find(kFrom, at)) != std::string::npos;) {
    out.replace(at, kFrom.size(), "INTEGER PRIMARY KEY");
  }
  return out;
}

tl::unexpected<Error> refuse(const char* key, const Key& step) {
  return fail(ErrorCode::Conflict, key,
              Args{{"module", step.first}, {"number", std::to_string(step.second)}});
}

std::map<Key, std::string> applied_steps(const ReadTx& tx) {
  std::map<Key, std::string> out;
  tx.each("SELECT module, number, checksum FROM schema_migration", [&](const Row& row) {
    out.emplace(Key{row.text(0), row.get<int>(1)}, row.text(2));
  });
  return out;
}

Result<void> apply(Tx& tx, const Migration& migration, const std::map<Key, std::string>& applied) {
  const Key step{migration.module, migration.number};
  const auto sum = checksum(migration.sql);
  if (const auto found = applied.find(step); found != applied.end()) {
    if (found->second != sum) return refuse("store.migration_changed", step);
    return {};
  }
  tx.script(for_sqlite(migration.sql));
  tx.run("INSERT INTO schema_migration (module, number, checksum) VALUES ($1, $2, $3)", migration.module,
         migration.number, sum);
  return {};
}

// A mistake in the program, not in the database.
void check_numbers(std::span<const Migration> migrations) {
  std::map<std::string_view, int> last;
  for (const auto& migration : migrations) {
    if (migration.number != ++last[migration.module]) {
      throw std::logic_error("migrations of " + std::string(migration.module) +
                             " are not numbered 1, 2, 3, …");
    }
  }
}

}  // namespace

Result<void> Db::migrate(std::span<const Migration> migrations) {
  check_numbers(migrations);
  return in_transaction([&](Tx& tx) -> Result<void> {
    tx.run(
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        " module TEXT NOT NULL, number BIGINT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (module, "
        "number))");
    const auto applied = applied_steps(tx);
    std::set<Key> known;
    for (const auto& migration : migrations) {
      known.emplace(migration.module, migration.number);
      TRY(apply(tx, migration, applied));
    }
    for (const auto& [step, sum] : applied) {
      if (!known.contains(step)) return refuse("store.database_newer", step);
    }
    return {};
  });
}

}  // namespace gangway::store
