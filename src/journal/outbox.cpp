#include "journal/outbox.h"

namespace gangway::journal {
namespace {

Letter read_letter(const store::Row& row) {
  Letter out{row.id<OutboxId>(0), row.id<EventId>(1), row.text(2),
             std::nullopt,        row.instant(5),     row.get<int>(6)};
  if (!row.is_null(3)) out.body = Body{row.id<KeyId>(3), row.bytes(4)};
  return out;
}

}  // namespace

void post(store::Tx& tx, const Letter& letter) {
  tx.run(
      "INSERT INTO outbox (id, event, channel, person_key, body, due_at, attempts)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      letter.id, letter.event, letter.channel, letter.body ? std::optional(letter.body->key) : std::nullopt,
      letter.body ? store::Param(letter.body->sealed) : store::Param(std::nullopt), letter.due_at,
      letter.attempts);
}

std::vector<Letter> claim(store::Tx& tx, Instant now, std::chrono::milliseconds lease, int limit) {
  auto letters = tx.all(
      "SELECT id, event, channel, person_key, body, due_at, attempts FROM outbox"
      " WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2",
      read_letter, now, limit);
  for (auto& letter : letters) {
    letter.due_at = now + lease;
    ++letter.attempts;
    tx.run("UPDATE outbox SET due_at = $1, attempts = $2 WHERE id = $3", letter.due_at, letter.attempts,
           letter.id);
  }
  return letters;
}

void mark_sent(store::Tx& tx, OutboxId id, Instant now) {
  tx.run("UPDATE outbox SET done_at = $1 WHERE id = $2", now, id);
}

void try_again(store::Tx& tx, OutboxId id, Instant at) {
  tx.run("UPDATE outbox SET due_at = $1 WHERE id = $2 AND done_at IS NULL", at, id);
}

}  // namespace gangway::journal
