#include "journal/retry.h"

#include "journal/vault.h"

namespace gangway::journal {
namespace {

// The key takes part, so that nobody finds out by trying what was asked.
store::Bytes request_hash(const Retry& retry) {
  return lookup_hash(std::to_string(retry.key.size()) + ":" + retry.key + retry.request);
}

}  // namespace

Result<std::optional<std::int64_t>> made_before(const store::ReadTx& tx, const Retry& retry) {
  struct Made {
    store::Bytes request_hash;
    std::int64_t id = 0;
  };
  const auto made = tx.one(
      "SELECT request_hash, made FROM retry WHERE key_hash = $1",
      [](const store::Row& row) {
        return Made{row.bytes(0), row.integer(1)};
      },
      lookup_hash(retry.key));
  if (!made) return std::nullopt;
  if (made->request_hash != request_hash(retry)) return fail(ErrorCode::Conflict, "journal.key_reused");
  return made->id;
}

void note_made(store::Tx& tx, const Retry& retry, std::int64_t id, Instant now) {
  tx.run("DELETE FROM retry WHERE made_at < $1", now - kKeepRetries);
  tx.run("INSERT INTO retry (key_hash, request_hash, made, made_at) VALUES ($1, $2, $3, $4)",
         lookup_hash(retry.key), request_hash(retry), id, now);
}

}  // namespace gangway::journal
