// The tables of accounts, posts and sessions. Private to access.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/account.h"
#include "store/tx.h"

namespace gangway::access {

struct AccountRow {
  Account account;
  std::string password_hash;
};

// Wrong passwords for a login in a row, whether or not such an account exists.
struct TriesRow {
  int wrong = 0;
  std::optional<Instant> wait_until;
};

struct SessionRow {
  Session session;  // expires_at is not stored: it follows from the account's kind
  store::Bytes token_hash;
  std::optional<store::Bytes> token_before;
  Instant rotated_at{};
};

void insert(store::Tx& tx, const AccountRow& row, Instant now);
[[nodiscard]] std::optional<AccountRow> find_account(const store::ReadTx& tx, AccountId id);
[[nodiscard]] std::optional<AccountRow> find_account(const store::ReadTx& tx, const std::string& login);
void set_locked(store::Tx& tx, AccountId id, bool locked);
void set_password(store::Tx& tx, AccountId id, const std::string& hash);

[[nodiscard]] TriesRow tries_of(const store::ReadTx& tx, const store::Bytes& login_hash);
void set_tries(store::Tx& tx, const store::Bytes& login_hash, const TriesRow& row, Instant now);
void forget_tries(store::Tx& tx, const store::Bytes& login_hash);
// Those of before `before`, and beyond the `most` latest.
void prune_tries(store::Tx& tx, Instant before, int most);

void insert(store::Tx& tx, const Post& post);
[[nodiscard]] std::optional<Post> find_post(const store::ReadTx& tx, PostId id);
// In force on that day, oldest first.
[[nodiscard]] std::vector<Post> posts_of(const store::ReadTx& tx, AccountId account, Day today);
[[nodiscard]] std::vector<Post> posts_at(const store::ReadTx& tx, Role role, std::string_view place,
                                         Day today);
void end_post(store::Tx& tx, PostId id, Day until);

void insert(store::Tx& tx, const SessionRow& row);
[[nodiscard]] std::optional<SessionRow> find_session(const store::ReadTx& tx, SessionId id);
// By the present token or the one before.
[[nodiscard]] std::optional<SessionRow> find_session(const store::ReadTx& tx, const store::Bytes& token_hash);
// Oldest first.
[[nodiscard]] std::vector<SessionRow> sessions_of(const store::ReadTx& tx, AccountId account);
[[nodiscard]] std::vector<SessionId> sessions_in(const store::ReadTx& tx, PostId post);
void update(store::Tx& tx, const SessionRow& row);
void delete_session(store::Tx& tx, SessionId id);

}  // namespace gangway::access
