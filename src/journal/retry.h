// Asking twice for what may happen once: a sender who heard no answer sends the same again and gets what the
// first made, instead of a second one.
//
// Shape:   in the transaction that makes something, made_before looks whether the key was used, and note_made
//          writes that it is now. Two at once: the one that commits second finds the first.
// Key:     the sender's own (HTTP's Idempotency-Key). Only its hash is kept, for kKeepRetries; after that the
//          same key makes something new.
// Errors:  Conflict "journal.key_reused" when the key comes with another request.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"
#include "base/result.h"
#include "store/tx.h"

namespace gangway::journal {

inline constexpr std::chrono::hours kKeepRetries{24 * 7};

// `request`: who asks for what, as text, equal for equal requests.
struct Retry {
  std::string key;
  std::string request;
};

// The id of what the first request made; nullopt: this is the first.
[[nodiscard]] Result<std::optional<std::int64_t>> made_before(const store::ReadTx& tx, const Retry& retry);
void note_made(store::Tx& tx, const Retry& retry, std::int64_t id, Instant now);

}  // namespace gangway::journal
