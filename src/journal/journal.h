// What happened: one row for each change, written in the transaction that makes the change, never altered.
//
// Shape:  a clear header without personal data (which event, when, what kind, where, about which objects, by
//         whom, for what purpose) and a sealed body that only the person's key opens (vault.h). Timelines,
//         audit, notices and indicators are read from here.
// Chain:  each row carries a hash over its header, its sealed body and the row before, keyed from the master
//         key: nobody without that key can change, drop, add or reorder rows unnoticed, not even with the
//         database in hand. Erasing a person does not touch the chain. Rows cut off the end are noticed with
//         a signed head (head.h) that is newer than the cut.
// Errors:  append throws std::logic_error for an event without id or kind.
//
//   const auto body = journal::seal_body(key, event.id, json, random);        // before the transaction
//   db.in_transaction([&](store::Tx& tx) { … chain.append(tx, event, body); … });
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "journal/vault.h"
#include "store/db.h"

namespace gangway::journal {

[[nodiscard]] std::span<const store::Migration> migrations();

// A header holds ids, codes and kinds only. Never a name, an address, a document number.
struct Event {
  EventId id;
  Instant at{};
  std::string kind;                   // "plan.created"
  std::string place;                  // region or unit, "cn-31"; may be empty
  std::vector<std::string> subjects;  // "plan:123", "person:456": what the event is about; no line ends
  std::string actor;                  // "public", "staff:78", "system"
  std::string purpose;                // why personal data was touched, "advice"; may be empty
};

struct Body {
  KeyId key;
  store::Bytes sealed;
};
[[nodiscard]] Body seal_body(const PersonKey& key, EventId event, std::string_view text,
                             const RandomBytes& random);

using Hash = std::array<std::uint8_t, 32>;

struct Row {
  std::int64_t position = 0;  // 1, 2, 3, … without gaps, in the order of commits
  Event event;
  std::optional<Body> body;
};
// The text in a row's body. Errors: NotFound "journal.erased".
[[nodiscard]] Result<std::string> open_body(const store::ReadTx& tx, const Vault& vault, const Row& row);

// What is about `subject`, oldest first.
[[nodiscard]] std::vector<Row> timeline(const store::ReadTx& tx, std::string_view subject);
// The `limit` rows after `position`: how readers of the whole journal follow it.
[[nodiscard]] std::vector<Row> rows_after(const store::ReadTx& tx, std::int64_t position, int limit);

// Where the chain ends.
struct Head {
  std::int64_t position = 0;  // 0: the journal is empty
  Hash hash{};
  friend bool operator==(const Head&, const Head&) = default;
};

enum class Fault {
  Missing,     // this position is not there although later ones are, or although the head knows it
  Changed,     // header, body, hash or order is not what was written
  Subjects,    // the row stands, but its index by subject does not agree with it
  RolledBack,  // the rows are consistent, but older than the head or from another journal
};
struct Finding {
  std::int64_t position = 0;  // of the first bad row
  Fault fault = Fault::Changed;
  friend bool operator==(const Finding&, const Finding&) = default;
};

class Chain {
 public:
  explicit Chain(const Key& master) : key_(master.derived(Key::Purpose::Chain)) {}

  void append(store::Tx& tx, const Event& event, const std::optional<Body>& body = std::nullopt) const;

  [[nodiscard]] static Head head(const store::ReadTx& tx);

  // nullopt: every row is as it was written, and the journal reaches at least to `known`. Cost: reads all of
  // it.
  [[nodiscard]] std::optional<Finding> verify(const store::ReadTx& tx,
                                              const std::optional<Head>& known) const;

 private:
  [[nodiscard]] Hash link(const Hash& previous, std::int64_t position, const Event& event,
                          const std::optional<Body>& body) const;

  Key key_;
};

}  // namespace gangway::journal
