// What is still to be sent: written in the transaction of the event that causes it, sent afterwards by a
// worker.
//
// Shape:  at least once: a worker claims what is due for a while, sends it, and says so; if it dies
//         meanwhile, the claim lapses and another one sends again. Receivers tell repetitions by the event's
//         id.
// Units:   due_at is the earliest moment to try (again).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "journal/journal.h"

namespace gangway::journal {

using OutboxId = StrongId<struct OutboxTag>;

struct Letter {
  OutboxId id;
  EventId event;
  std::string channel;       // "email", "sms", …
  std::optional<Body> body;  // sealed as the event's own (seal_body with that event)
  Instant due_at{};
  int attempts = 0;  // how often it was claimed
};

void post(store::Tx& tx, const Letter& letter);

// Up to `limit` letters that are due; nobody else gets them before `now + lease`.
[[nodiscard]] std::vector<Letter> claim(store::Tx& tx, Instant now, std::chrono::milliseconds lease,
                                        int limit);

void mark_sent(store::Tx& tx, OutboxId id, Instant now);
void try_again(store::Tx& tx, OutboxId id, Instant at);

}  // namespace gangway::journal
