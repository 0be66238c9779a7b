#include "exchange/receiver.h"

#include "base/json_bind.h"

namespace gangway::exchange {
namespace {

constexpr store::Migration kMigrations[] = {{"exchange", 1, R"(CREATE TABLE exchange_answer (
  system TEXT NOT NULL,
  id TEXT NOT NULL,
  content_hash BYTEA NOT NULL,
  effect TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (system, id)
);
)"}};

struct Before {
  store::Bytes hash;
  std::string effect;
};

std::optional<Before> find_answer(const store::ReadTx& tx, const std::string& system, const std::string& id) {
  return tx.one(
      "SELECT content_hash, effect FROM exchange_answer WHERE system = $1 AND id = $2",
      [](const store::Row& row) {
        return Before{row.bytes(0), row.text(1)};
      },
      system, id);
}

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

Result<std::string> Receiver::take(std::string_view bytes, std::string_view signature, Instant now) {
  TRY_ASSIGN(const auto envelope, read_envelope(bytes));
  const auto* const partner = config_.find(envelope.from);
  if (partner == nullptr) return fail(ErrorCode::Unauthorized, "exchange.unknown_key");
  TRY(verify(bytes, signature, partner->keys));
  if (envelope.to != kGangway || envelope.kind != "answer")
    return fail(ErrorCode::Invalid, "exchange.not_for_us");
  const auto hash = journal::lookup_hash(json::canonical(envelope.body));
  const auto before =
      db_.read([&](const store::ReadTx& tx) { return find_answer(tx, envelope.from, envelope.id); });
  if (before) {
    if (before->hash != hash) return fail(ErrorCode::Conflict, "exchange.id_reused");
    return before->effect;
  }
  const auto answer = json::read<Answer>(envelope.body);
  if (!answer) return fail(ErrorCode::Invalid, "exchange.bad_envelope", "/body" + answer.error().field);
  TRY_ASSIGN(const auto effect, sink_(envelope.from, envelope.id, *answer, now));
  const journal::Event event{
      ids_.next<EventId>(),      now, "exchange.answered", {}, {"exchange:" + envelope.from},
      "system:" + envelope.from, {}};
  return db_.in_transaction([&](store::Tx& tx) -> Result<std::string> {
    if (const auto meanwhile = find_answer(tx, envelope.from, envelope.id)) return meanwhile->effect;
    tx.run(
        "INSERT INTO exchange_answer (system, id, content_hash, effect, received_at) VALUES ($1, $2, $3, $4, "
        "$5)",
        envelope.from, envelope.id, hash, effect, now);
    chain_.append(tx, event);
    return effect;
  });
}

}  // namespace gangway::exchange
