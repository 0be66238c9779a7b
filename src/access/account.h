// Accounts, their posts, and the sessions in which they act.
//
// Shape:   Accounts holds the use cases; each is one transaction that also writes its event to the journal
//          ("account.created", "account.signed_in", "session.ended", …). Passwords are hashed before it.
// Login:  a name of one's own choice, 3 to 64 characters without spaces, compared without regard to ASCII
//         case. It is not a place for personal data; the screens say so.
// Post:   what an account may do where: a role, a place, for officers a department, from a day until a day. A
//         session acts in one post at a time.
// Session: a token of 32 random bytes that only the browser has; the database holds its hash. A token is
//          replaced every kRotateAfter of use and when the post changes; the one before works for kGrace
//          more, for what was already on its way. It ends when idle, at its age, when signed out or revoked,
//          and when the account has more than kMostSessions.
// Wrong:  after kFreeTries wrong passwords in a row for one login each further try must wait, twice as long
//         each time up to kLongestWait; kForgetTries after the last they are forgotten. Counted for every
//         login that is tried, so neither the answer nor the wait says whether the account exists.
// Errors:  Unauthorized "access.wrong_password", "access.sign_in"; TooMany "access.wait" {seconds}; Conflict
//          "access.login_taken"; NotFound "access.no_account", "access.no_post", "access.no_session".
// Threads: any.
// Source:  OWASP ASVS 4.0 chapters 2 and 3.
#pragma once

#include <boost/describe/class.hpp>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/password.h"
#include "access/permissions.h"
#include "base/day.h"
#include "base/random.h"
#include "journal/journal.h"
#include "store/db.h"

namespace gangway::access {

[[nodiscard]] std::span<const store::Migration> migrations();

inline constexpr int kFreeTries = 5;
inline constexpr std::chrono::seconds kLongestWait{15 * 60};
inline constexpr std::chrono::hours kForgetTries{24};
inline constexpr int kMostTries = 100'000;  // logins whose tries are kept
inline constexpr std::chrono::minutes kRotateAfter{15};
inline constexpr std::chrono::minutes kGrace{1};
inline constexpr std::size_t kMostSessions = 5;

enum class AccountKind { Staff, Public };
BOOST_DESCRIBE_ENUM(AccountKind, Staff, Public)

// How long a session lives.
struct Lifetime {
  std::chrono::minutes idle;
  std::chrono::minutes age;
};
[[nodiscard]] constexpr Lifetime lifetime_of(AccountKind kind) {
  using std::chrono::hours;
  return kind == AccountKind::Staff ? Lifetime{std::chrono::minutes{30}, hours{12}}
                                    : Lifetime{hours{24}, hours{24 * 30}};
}

struct Account {
  AccountId id;
  AccountKind kind = AccountKind::Public;
  std::string login;
  std::string name;  // as shown to colleagues; of the public the login
  bool locked = false;
};

struct NewAccount {
  AccountKind kind = AccountKind::Public;
  std::string login;
  std::string name;
  std::string password;
};

struct Post {
  PostId id;
  AccountId account;
  Role role = Role::Applicant;
  std::optional<PlaceId> place;
  std::string place_path;  // empty: no place
  std::string department;
  Day from{};
  std::optional<Day> until;  // included
};

struct Session {
  SessionId id;
  AccountId account;
  PostId post;
  Instant created_at{};
  Instant seen_at{};
  Instant expires_at{};  // if nothing more is done
  std::string device;    // what the browser says of itself, shortened
};

// A session as its browser comes to know it.
struct SignedIn {
  std::string token;
  Session session;
};

// Who a token stands for. `token` is set when the browser must keep a new one from now on.
struct Identified {
  Account account;
  Post post;
  Session session;
  std::optional<std::string> token;

  [[nodiscard]] Caller caller(Purpose purpose) const {
    return {account.id, session.id, post.id, post.role, post.place_path, post.department, purpose};
  }
};

class Accounts {
 public:
  // The arguments outlive the object.
  Accounts(store::Db& db, const journal::Chain& chain, Passwords& passwords, IdGenerator& ids,
           RandomBytes random)
      : db_(db), chain_(chain), passwords_(passwords), ids_(ids), random_(std::move(random)) {}

  // `by`: who makes it. An account of the public comes with its post as applicant.
  [[nodiscard]] Result<Account> create(const NewAccount& account, const std::string& by, Instant now);
  [[nodiscard]] Result<Post> appoint(Post post, const std::string& by, Instant now);
  // From now on; sessions in that post end.
  [[nodiscard]] Result<void> dismiss(PostId post, const std::string& by, Instant now);
  [[nodiscard]] Result<void> set_locked(AccountId account, bool locked, const std::string& by, Instant now);
  [[nodiscard]] Result<void> change_password(AccountId account, std::string_view old_password,
                                             std::string_view new_password, SessionId keep, Instant now);

  [[nodiscard]] Result<SignedIn> sign_in(std::string_view login, std::string_view password,
                                         std::string_view device, Instant now);
  // nullopt: no such session, or it has ended. `quiet`: the program asks by itself, so the session does not
  // live longer for it.
  [[nodiscard]] std::optional<Identified> identify(std::string_view token, Instant now, bool quiet = false);
  [[nodiscard]] Result<SignedIn> switch_post(SessionId session, PostId post, Instant now);
  [[nodiscard]] Result<void> end_session(AccountId account, SessionId session, Instant now);

  [[nodiscard]] std::vector<Session> sessions(AccountId account, Instant now);
  [[nodiscard]] std::vector<Post> posts(AccountId account, Day today);
  [[nodiscard]] std::optional<Account> find(AccountId account);
  // Who holds that role at exactly that place today, the longest-serving first.
  [[nodiscard]] std::vector<Post> holders(Role role, std::string_view place, Day today);

  // That a caller asked for what the table refuses: it stands in the journal.
  void note_refusal(const Caller& caller, std::string_view what, Instant now);

 private:
  [[nodiscard]] journal::Event event_of(std::string kind, std::vector<std::string> subjects,
                                        std::string actor, Instant now);
  [[nodiscard]] std::string new_token();
  // `account` is nullopt when no account has that login; the same is written then, so it takes as long.
  [[nodiscard]] Result<void> note_wrong_try(const store::Bytes& login_hash, std::optional<AccountId> account,
                                            Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  Passwords& passwords_;
  IdGenerator& ids_;
  RandomBytes random_;
};

}  // namespace gangway::access
