#include "access/account_store.h"

namespace gangway::access {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  kind BIGINT NOT NULL,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  locked BIGINT NOT NULL,
  wrong_tries BIGINT NOT NULL,
  wait_until BIGINT,
  created_at BIGINT NOT NULL
);
CREATE TABLE post (
  id BIGINT PRIMARY KEY,
  account BIGINT NOT NULL REFERENCES account(id),
  role BIGINT NOT NULL,
  place BIGINT,
  place_path TEXT NOT NULL,
  department TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT
);
CREATE INDEX post_account ON post(account);
CREATE INDEX post_place ON post(place_path, role);
CREATE TABLE session (
  id BIGINT PRIMARY KEY,
  account BIGINT NOT NULL REFERENCES account(id),
  post BIGINT NOT NULL REFERENCES post(id),
  token_hash BYTEA NOT NULL UNIQUE,
  token_before BYTEA UNIQUE,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  rotated_at BIGINT NOT NULL,
  device TEXT NOT NULL
);
CREATE INDEX session_account ON session(account);
CREATE INDEX session_post ON session(post);
)";

// By the hash of the login: what somebody types into the wrong field is nobody's to read.
constexpr std::string_view kTries = R"(CREATE TABLE sign_in_tries (
  login_hash BYTEA PRIMARY KEY,
  wrong BIGINT NOT NULL,
  wait_until BIGINT,
  last_at BIGINT NOT NULL
);
CREATE INDEX sign_in_tries_last ON sign_in_tries(last_at);
ALTER TABLE account DROP COLUMN wrong_tries;
ALTER TABLE account DROP COLUMN wait_until;
)";

constexpr store::Migration kMigrations[] = {{"access", 1, kSchema}, {"access", 2, kTries}};

constexpr std::string_view kAccount =
    "SELECT id, kind, login, name, password_hash, locked FROM account WHERE ";
constexpr std::string_view kPost =
    "SELECT id, account, role, place, place_path, department, from_day, until_day FROM post WHERE ";
constexpr std::string_view kSession =
    "SELECT id, account, post, token_hash, token_before, created_at, seen_at, rotated_at, device FROM session"
    " WHERE ";

AccountRow read_account(const store::Row& row) {
  return {{row.id<AccountId>(0), static_cast<AccountKind>(row.get<int>(1)), row.text(2), row.text(3),
           row.boolean(5)},
          row.text(4)};
}

Post read_post(const store::Row& row) {
  return {row.id<PostId>(0),
          row.id<AccountId>(1),
          static_cast<Role>(row.get<int>(2)),
          row.get<std::optional<PlaceId>>(3),
          row.text(4),
          row.text(5),
          row.day(6),
          row.get<std::optional<Day>>(7)};
}

SessionRow read_session(const store::Row& row) {
  return {{row.id<SessionId>(0),
           row.id<AccountId>(1),
           row.id<PostId>(2),
           row.instant(5),
           row.instant(6),
           {},
           row.text(8)},
          row.bytes(3),
          row.get<std::optional<store::Bytes>>(4),
          row.instant(7)};
}

std::string with(std::string_view select, std::string_view condition) {
  return std::string(select) + std::string(condition);
}

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

void insert(store::Tx& tx, const AccountRow& row, Instant now) {
  tx.run(
      "INSERT INTO account (id, kind, login, name, password_hash, locked, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      row.account.id, static_cast<int>(row.account.kind), row.account.login, row.account.name,
      row.password_hash, row.account.locked, now);
}

std::optional<AccountRow> find_account(const store::ReadTx& tx, AccountId id) {
  return tx.one(with(kAccount, "id = $1"), read_account, id);
}

std::optional<AccountRow> find_account(const store::ReadTx& tx, const std::string& login) {
  return tx.one(with(kAccount, "login = $1"), read_account, login);
}

TriesRow tries_of(const store::ReadTx& tx, const store::Bytes& login_hash) {
  const auto read = [](const store::Row& row) {
    return TriesRow{row.get<int>(0), row.get<std::optional<Instant>>(1)};
  };
  return tx.one("SELECT wrong, wait_until FROM sign_in_tries WHERE login_hash = $1", read, login_hash)
      .value_or(TriesRow{});
}

void set_tries(store::Tx& tx, const store::Bytes& login_hash, const TriesRow& row, Instant now) {
  tx.run(
      "INSERT INTO sign_in_tries (login_hash, wrong, wait_until, last_at) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (login_hash) DO UPDATE SET wrong = $2, wait_until = $3, last_at = $4",
      login_hash, row.wrong, row.wait_until, now);
}

void forget_tries(store::Tx& tx, const store::Bytes& login_hash) {
  tx.run("DELETE FROM sign_in_tries WHERE login_hash = $1", login_hash);
}

void prune_tries(store::Tx& tx, Instant before, int most) {
  tx.run("DELETE FROM sign_in_tries WHERE last_at < $1", before);
  tx.run(
      "DELETE FROM sign_in_tries WHERE login_hash IN"
      " (SELECT login_hash FROM sign_in_tries ORDER BY last_at DESC LIMIT 1000 OFFSET $1)",
      most);
}

void set_locked(store::Tx& tx, AccountId id, bool locked) {
  tx.run("UPDATE account SET locked = $1 WHERE id = $2", locked, id);
}

void set_password(store::Tx& tx, AccountId id, const std::string& hash) {
  tx.run("UPDATE account SET password_hash = $1 WHERE id = $2", hash, id);
}

void insert(store::Tx& tx, const Post& post) {
  tx.run(
      "INSERT INTO post (id, account, role, place, place_path, department, from_day, until_day)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      post.id, post.account, static_cast<int>(post.role), post.place, post.place_path, post.department,
      post.from, post.until);
}

std::optional<Post> find_post(const store::ReadTx& tx, PostId id) {
  return tx.one(with(kPost, "id = $1"), read_post, id);
}

std::vector<Post> posts_of(const store::ReadTx& tx, AccountId account, Day today) {
  return tx.all(
      with(kPost, "account = $1 AND from_day <= $2 AND (until_day IS NULL OR until_day >= $2) ORDER BY id"),
      read_post, account, today);
}

std::vector<Post> posts_at(const store::ReadTx& tx, Role role, std::string_view place, Day today) {
  return tx.all(
      with(kPost,
           "place_path = $1 AND role = $2 AND from_day <= $3 AND (until_day IS NULL OR until_day >= $3)"
           " ORDER BY id"),
      read_post, place, static_cast<int>(role), today);
}

void end_post(store::Tx& tx, PostId id, Day until) {
  tx.run("UPDATE post SET until_day = $1 WHERE id = $2", until, id);
}

void insert(store::Tx& tx, const SessionRow& row) {
  tx.run(
      "INSERT INTO session (id, account, post, token_hash, token_before, created_at, seen_at, rotated_at, "
      "device)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      row.session.id, row.session.account, row.session.post, row.token_hash, row.token_before,
      row.session.created_at, row.session.seen_at, row.rotated_at, row.session.device);
}

std::optional<SessionRow> find_session(const store::ReadTx& tx, SessionId id) {
  return tx.one(with(kSession, "id = $1"), read_session, id);
}

std::optional<SessionRow> find_session(const store::ReadTx& tx, const store::Bytes& token_hash) {
  return tx.one(with(kSession, "token_hash = $1 OR token_before = $1"), read_session, token_hash);
}

std::vector<SessionRow> sessions_of(const store::ReadTx& tx, AccountId account) {
  return tx.all(with(kSession, "account = $1 ORDER BY id"), read_session, account);
}

std::vector<SessionId> sessions_in(const store::ReadTx& tx, PostId post) {
  return tx.all(
      "SELECT id FROM session WHERE post = $1 ORDER BY id",
      [](const store::Row& row) { return row.id<SessionId>(0); }, post);
}

void update(store::Tx& tx, const SessionRow& row) {
  tx.run(
      "UPDATE session SET post = $1, token_hash = $2, token_before = $3, seen_at = $4, rotated_at = $5 WHERE "
      "id = $6",
      row.session.post, row.token_hash, row.token_before, row.session.seen_at, row.rotated_at,
      row.session.id);
}

void delete_session(store::Tx& tx, SessionId id) { tx.run("DELETE FROM session WHERE id = $1", id); }

}  // namespace gangway::access
