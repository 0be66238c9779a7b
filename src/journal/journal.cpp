#include "journal/journal.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace gangway::journal {
namespace {

constexpr store::Migration kMigrations[] = {{"journal", 1, R"(
CREATE TABLE person_key (
  id BIGINT PRIMARY KEY,
  wrapped BYTEA,             -- NULL: destroyed
  erased_at BIGINT
);
CREATE TABLE event (
  position BIGINT PRIMARY KEY,
  id BIGINT NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  subjects TEXT NOT NULL,    -- one a line
  actor TEXT NOT NULL,
  purpose TEXT NOT NULL,
  person_key BIGINT,         -- NULL: no body
  body BYTEA,
  hash BYTEA NOT NULL
);
CREATE TABLE event_subject (
  subject TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (subject, position)
);
CREATE INDEX event_subject_position ON event_subject (position);
CREATE TABLE outbox (
  id BIGINT PRIMARY KEY,
  event BIGINT NOT NULL,
  channel TEXT NOT NULL,
  person_key BIGINT,
  body BYTEA,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL;
)"},
                                            {"journal", 2, R"(
CREATE TABLE retry (
  key_hash BYTEA PRIMARY KEY,
  request_hash BYTEA NOT NULL,
  made BIGINT NOT NULL,      -- the id of what was made
  made_at BIGINT NOT NULL
);
CREATE INDEX retry_made_at ON retry (made_at);
)"}};

constexpr std::string_view kColumns =
    "position, id, at, kind, place, subjects, actor, purpose, person_key, body, hash";

std::string joined(const std::vector<std::string>& subjects) {
  std::string out;
  for (const auto& subject : subjects) out += (out.empty() ? "" : "\n") + subject;
  return out;
}

std::vector<std::string> split(std::string_view lines) {
  std::vector<std::string> out;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    out.emplace_back(lines.substr(0, end));
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
  }
  return out;
}

Row read_row(const store::Row& row) {
  Row out{row.integer(0),
          {row.id<EventId>(1), row.instant(2), row.text(3), row.text(4), split(row.text(5)), row.text(6),
           row.text(7)},
          std::nullopt};
  if (!row.is_null(8)) out.body = Body{row.id<KeyId>(8), row.bytes(9)};
  return out;
}

Hash read_hash(const store::Row& row, int column) {
  const auto bytes = row.bytes(column);
  Hash out{};
  if (bytes.size() == out.size()) std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;  // all zero where the length is wrong: no row hashes to that
}

void check(const Event& event) {
  const bool one_line = std::ranges::none_of(
      event.subjects, [](const std::string& s) { return s.empty() || s.find('\n') != std::string::npos; });
  if (!event.id.is_stored() || event.kind.empty() || !one_line) throw std::logic_error("not an event");
}

// Every field with its length before it: no two different rows give the same bytes.
class Digest {
 public:
  explicit Digest(const Key& key) {
    crypto_generichash_init(&state_, key.secret().data(), key.secret().size(), Hash().size());
  }
  void add(std::span<const std::uint8_t> bytes) {
    add(static_cast<std::int64_t>(bytes.size()));
    crypto_generichash_update(&state_, bytes.data(), bytes.size());
  }
  void add(std::string_view text) {
    add(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  }
  void add(std::int64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<std::uint8_t>(number & 0xFF);
      number >>= 8;
    }
    crypto_generichash_update(&state_, bytes.data(), bytes.size());
  }
  Hash finish() {
    Hash out{};
    crypto_generichash_final(&state_, out.data(), out.size());
    return out;
  }

 private:
  crypto_generichash_state state_{};
};

std::vector<std::string> indexed_subjects(const store::ReadTx& tx, std::int64_t position) {
  return tx.all(
      "SELECT subject FROM event_subject WHERE position = $1 ORDER BY subject",
      [](const store::Row& row) { return row.text(0); }, position);
}

std::vector<std::string> sorted_once(std::vector<std::string> subjects) {
  std::ranges::sort(subjects);
  subjects.erase(std::ranges::unique(subjects).begin(), subjects.end());
  return subjects;
}

std::string belongs_to(EventId event) { return "event:" + std::to_string(event.value()); }

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

Body seal_body(const PersonKey& key, EventId event, std::string_view text, const RandomBytes& random) {
  return {key.id, seal(key.key, text, belongs_to(event), random)};
}

Result<std::string> open_body(const store::ReadTx& tx, const Vault& vault, const Row& row) {
  if (!row.body) return std::string();
  TRY_ASSIGN(const auto key, vault.load(tx, row.body->key));
  return open_sealed(key.key, row.body->sealed, belongs_to(row.event.id));
}

std::vector<Row> timeline(const store::ReadTx& tx, std::string_view subject) {
  return tx.all("SELECT " + std::string(kColumns) +
                    " FROM event WHERE position IN (SELECT position FROM event_subject WHERE subject = $1) "
                    "ORDER BY position",
                read_row, subject);
}

std::vector<Row> rows_after(const store::ReadTx& tx, std::int64_t position, int limit) {
  return tx.all(
      "SELECT " + std::string(kColumns) + " FROM event WHERE position > $1 ORDER BY position LIMIT $2",
      read_row, position, limit);
}

Head Chain::head(const store::ReadTx& tx) {
  return tx
      .one("SELECT position, hash FROM event ORDER BY position DESC LIMIT 1",
           [](const store::Row& row) {
             return Head{row.integer(0), read_hash(row, 1)};
           })
      .value_or(Head());
}

Hash Chain::link(const Hash& previous, std::int64_t position, const Event& event,
                 const std::optional<Body>& body) const {
  Digest digest(key_);
  digest.add(previous);
  digest.add(position);
  digest.add(event.id.value());
  digest.add(std::int64_t{event.at.time_since_epoch().count()});
  digest.add(event.kind);
  digest.add(event.place);
  digest.add(joined(event.subjects));
  digest.add(event.actor);
  digest.add(event.purpose);
  digest.add(std::int64_t{body.has_value()});
  if (body) {
    digest.add(body->key.value());
    digest.add(std::span<const std::uint8_t>(body->sealed));
  }
  return digest.finish();
}

void Chain::append(store::Tx& tx, const Event& event, const std::optional<Body>& body) const {
  check(event);
  const auto last = head(tx);
  const auto position = last.position + 1;
  const auto hash = link(last.hash, position, event, body);
  tx.run("INSERT INTO event (" + std::string(kColumns) +
             ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
         position, event.id, event.at, event.kind, event.place, joined(event.subjects), event.actor,
         event.purpose, body ? std::optional(body->key) : std::nullopt,
         body ? store::Param(body->sealed) : store::Param(std::nullopt), std::span<const std::uint8_t>(hash));
  for (const auto& subject : sorted_once(event.subjects)) {
    tx.run("INSERT INTO event_subject (subject, position) VALUES ($1, $2)", subject, position);
  }
}

std::optional<Finding> Chain::verify(const store::ReadTx& tx, const std::optional<Head>& known) const {
  std::optional<Finding> finding;
  Head reached;
  std::int64_t subjects = 0;
  const auto check_row = [&](const store::Row& stored) {
    if (finding) return;
    const auto expected = reached.position + 1;
    const auto note = [&](Fault fault) { finding = Finding{expected, fault}; };
    if (stored.integer(0) != expected)
      return note(stored.integer(0) > expected ? Fault::Missing : Fault::Changed);
    Row row;
    try {
      row = read_row(stored);
    } catch (const store::Failure&) {
      return note(Fault::Changed);  // a column holds another type than was written
    }
    const auto hash = link(reached.hash, expected, row.event, row.body);
    if (hash != read_hash(stored, 10)) return note(Fault::Changed);
    if (sorted_once(row.event.subjects) != indexed_subjects(tx, expected)) return note(Fault::Subjects);
    if (known && known->position == expected && known->hash != hash) return note(Fault::RolledBack);
    subjects += static_cast<std::int64_t>(sorted_once(row.event.subjects).size());
    reached = {expected, hash};
  };
  tx.each("SELECT " + std::string(kColumns) + " FROM event ORDER BY position", check_row);
  if (finding) return finding;
  if (known && known->position > reached.position) return Finding{reached.position + 1, Fault::RolledBack};
  const auto indexed =
      tx.one("SELECT COUNT(*) FROM event_subject", [](const store::Row& row) { return row.integer(0); });
  if (indexed != subjects) return Finding{reached.position + 1, Fault::Subjects};
  return std::nullopt;
}

}  // namespace gangway::journal
