#include "access/account.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "access/account_store.h"
#include "base/utf8.h"

namespace gangway::access {
namespace {

constexpr std::size_t kMinLogin = 3;
constexpr std::size_t kMaxLogin = 64;
constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxDevice = 120;
constexpr std::size_t kTokenBytes = 32;
// Being seen is written down at most this often: a write a request would be too dear.
constexpr std::chrono::minutes kSeenEvery{1};

std::string subject(AccountId id) { return "account:" + std::to_string(id.value()); }
std::string subject(SessionId id) { return "session:" + std::to_string(id.value()); }
std::string subject(PostId id) { return "post:" + std::to_string(id.value()); }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return out;
}

Result<void> check_login(std::string_view login) {
  const bool visible =
      std::ranges::all_of(login, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 127; });
  if (login.size() < kMinLogin || login.size() > kMaxLogin || !visible) {
    return fail(ErrorCode::Invalid, "access.bad_login",
                Args{{"least", std::to_string(kMinLogin)}, {"most", std::to_string(kMaxLogin)}}, "/login");
  }
  return {};
}

std::chrono::seconds wait_after(int wrong_tries) {
  const int doublings = std::clamp(wrong_tries - kFreeTries, 0, 20);
  return std::min(std::chrono::seconds{1LL << doublings}, kLongestWait);
}

Instant expiry_of(const SessionRow& row, AccountKind kind) {
  const auto lifetime = lifetime_of(kind);
  return std::min(row.session.seen_at + lifetime.idle, row.session.created_at + lifetime.age);
}

bool in_force(const Post& post, Day today) {
  return post.from <= today && (!post.until || *post.until >= today);
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return std::string(text.substr(0, bytes));
}

}  // namespace

journal::Event Accounts::event_of(std::string kind, std::vector<std::string> subjects, std::string actor,
                                  Instant now) {
  return {ids_.next<EventId>(), now, std::move(kind), {}, std::move(subjects), std::move(actor), {}};
}

std::string Accounts::new_token() {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  random_(bytes);
  std::array<char, kTokenBytes * 2 + 1> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return {text.data()};
}

Result<Account> Accounts::create(const NewAccount& account, const std::string& by, Instant now) {
  const auto login = lower(account.login);
  TRY(check_login(login));
  if (utf8::count_characters(account.name) > kMaxName) {
    return fail(ErrorCode::Invalid, "access.name_long", Args{{"characters", std::to_string(kMaxName)}},
                "/name");
  }
  TRY(check_password(account.password, login));
  TRY_ASSIGN(auto hash, passwords_.hash(account.password));
  const auto& name = account.kind == AccountKind::Public || account.name.empty() ? login : account.name;
  const AccountRow row{{ids_.next<AccountId>(), account.kind, login, name, false}, std::move(hash)};
  return db_.in_transaction([&](store::Tx& tx) -> Result<Account> {
    if (find_account(tx, login))
      return fail(ErrorCode::Conflict, "access.login_taken", std::string("/login"));
    insert(tx, row, now);
    std::vector<std::string> subjects{subject(row.account.id)};
    if (account.kind == AccountKind::Public) {
      const Post post{ids_.next<PostId>(),  row.account.id, Role::Applicant, std::nullopt, {}, {},
                      day_in_shanghai(now), std::nullopt};
      insert(tx, post);
      subjects.push_back(subject(post.id));
    }
    chain_.append(tx, event_of("account.created", std::move(subjects), by, now));
    return row.account;
  });
}

Result<Post> Accounts::appoint(Post post, const std::string& by, Instant now) {
  post.id = ids_.next<PostId>();
  return db_.in_transaction([&](store::Tx& tx) -> Result<Post> {
    if (!find_account(tx, post.account)) return fail(ErrorCode::NotFound, "access.no_account");
    insert(tx, post);
    chain_.append(tx, event_of("post.given", {subject(post.id), subject(post.account)}, by, now));
    return post;
  });
}

Result<void> Accounts::dismiss(PostId id, const std::string& by, Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const auto post = find_post(tx, id);
    if (!post) return fail(ErrorCode::NotFound, "access.no_post");
    end_post(tx, id, day_in_shanghai(now) - std::chrono::days{1});
    std::vector<std::string> subjects{subject(id), subject(post->account)};
    for (const auto session : sessions_in(tx, id)) {
      delete_session(tx, session);
      subjects.push_back(subject(session));
    }
    chain_.append(tx, event_of("post.ended", std::move(subjects), by, now));
    return {};
  });
}

Result<void> Accounts::set_locked(AccountId id, bool locked, const std::string& by, Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    if (!find_account(tx, id)) return fail(ErrorCode::NotFound, "access.no_account");
    access::set_locked(tx, id, locked);
    std::vector<std::string> subjects{subject(id)};
    if (locked) {
      for (const auto& row : sessions_of(tx, id)) {
        delete_session(tx, row.session.id);
        subjects.push_back(subject(row.session.id));
      }
    }
    chain_.append(tx, event_of(locked ? "account.locked" : "account.unlocked", std::move(subjects), by, now));
    return {};
  });
}

Result<void> Accounts::change_password(AccountId id, std::string_view old_password,
                                       std::string_view new_password, SessionId keep, Instant now) {
  const auto row = db_.read([&](const store::ReadTx& tx) { return find_account(tx, id); });
  if (!row) return fail(ErrorCode::NotFound, "access.no_account");
  TRY(check_password(new_password, row->account.login));
  TRY_ASSIGN(const bool right, passwords_.verify(row->password_hash, old_password));
  if (!right) return fail(ErrorCode::Invalid, "access.old_password_wrong", std::string("/old_password"));
  TRY_ASSIGN(const auto hash, passwords_.hash(new_password));
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    set_password(tx, id, hash);
    std::vector<std::string> subjects{subject(id)};
    for (const auto& other : sessions_of(tx, id)) {
      if (other.session.id == keep) continue;
      delete_session(tx, other.session.id);
      subjects.push_back(subject(other.session.id));
    }
    chain_.append(tx, event_of("account.password_changed", std::move(subjects), subject(id), now));
    return {};
  });
}

Result<SignedIn> Accounts::sign_in(std::string_view login, std::string_view password, std::string_view device,
                                   Instant now) {
  const auto name = lower(login);
  const auto login_hash = journal::lookup_hash(name);
  const auto [row, tries] = db_.read(
      [&](const store::ReadTx& tx) { return std::pair(find_account(tx, name), tries_of(tx, login_hash)); });
  if (tries.wait_until && now < *tries.wait_until) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*tries.wait_until - now);
    return fail(ErrorCode::TooMany, "access.wait", Args{{"seconds", std::to_string(seconds.count())}});
  }
  TRY_ASSIGN(const bool right, passwords_.verify(row ? std::string_view(row->password_hash) : "", password));
  if (!row || !right || row->account.locked) {
    // Written even though the answer is an error: this is what happened.
    TRY(note_wrong_try(login_hash, row ? std::optional(row->account.id) : std::nullopt, now));
    return fail(ErrorCode::Unauthorized, "access.wrong_password");
  }
  const auto id = row->account.id;
  const auto token = new_token();
  return db_.in_transaction([&](store::Tx& tx) -> Result<SignedIn> {
    const auto posts = posts_of(tx, id, day_in_shanghai(now));
    if (posts.empty()) return fail(ErrorCode::Forbidden, "access.no_post_now");
    forget_tries(tx, login_hash);
    const auto before = sessions_of(tx, id);
    for (std::size_t i = 0; i + kMostSessions <= before.size(); ++i) delete_session(tx, before[i].session.id);
    SessionRow session{
        {ids_.next<SessionId>(), id, posts.front().id, now, now, {}, shortened(device, kMaxDevice)},
        journal::lookup_hash(token),
        std::nullopt,
        now};
    insert(tx, session);
    chain_.append(
        tx, event_of("account.signed_in", {subject(id), subject(session.session.id)}, subject(id), now));
    session.session.expires_at = expiry_of(session, row->account.kind);
    return SignedIn{token, session.session};
  });
}

Result<void> Accounts::note_wrong_try(const store::Bytes& login_hash, std::optional<AccountId> account,
                                      Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const int wrong = tries_of(tx, login_hash).wrong + 1;
    set_tries(tx, login_hash,
              {wrong, wrong >= kFreeTries ? std::optional(now + wait_after(wrong)) : std::nullopt}, now);
    prune_tries(tx, now - kForgetTries, kMostTries);
    std::vector<std::string> subjects;
    if (account) subjects.push_back(subject(*account));
    chain_.append(tx, event_of("account.sign_in_refused", std::move(subjects), "public", now));
    return {};
  });
}

std::optional<Identified> Accounts::identify(std::string_view token, Instant now, bool quiet) {
  if (token.size() != kTokenBytes * 2) return std::nullopt;
  const auto hash = journal::lookup_hash(token);
  struct Known {
    SessionRow session;
    AccountRow account;
    Post post;
  };
  auto known = db_.read([&](const store::ReadTx& tx) -> std::optional<Known> {
    auto session = find_session(tx, hash);
    if (!session) return std::nullopt;
    auto account = find_account(tx, session->session.account);
    auto post = find_post(tx, session->session.post);
    if (!account || !post) return std::nullopt;
    return Known{*std::move(session), *std::move(account), *std::move(post)};
  });
  if (!known || known->account.account.locked) return std::nullopt;
  auto& row = known->session;
  const auto kind = known->account.account.kind;
  const bool present = row.token_hash == hash;
  if (now >= expiry_of(row, kind) || !in_force(known->post, day_in_shanghai(now))) return std::nullopt;
  if (!present && now >= row.rotated_at + kGrace) return std::nullopt;

  Identified out{known->account.account, known->post, row.session, std::nullopt};
  const bool rotate = present && now >= row.rotated_at + kRotateAfter;
  if (!quiet && (rotate || now >= row.session.seen_at + kSeenEvery)) {
    const auto fresh_token = rotate ? new_token() : std::string();
    const auto written = db_.in_transaction([&](store::Tx& tx) -> Result<bool> {
      auto fresh = find_session(tx, row.session.id);
      if (!fresh) return fail(ErrorCode::NotFound, "access.no_session");
      fresh->session.seen_at = std::max(fresh->session.seen_at, now);
      const bool first =
          rotate && fresh->token_hash == hash;  // of two requests at once one replaces the token
      if (first) {
        fresh->token_before = hash;
        fresh->token_hash = journal::lookup_hash(fresh_token);
        fresh->rotated_at = now;
      }
      update(tx, *fresh);
      return first;
    });
    if (!written) return std::nullopt;
    if (*written) out.token = fresh_token;
    row.session.seen_at = out.session.seen_at = now;
  }
  out.session.expires_at = expiry_of(row, kind);
  return out;
}

Result<SignedIn> Accounts::switch_post(SessionId id, PostId post_id, Instant now) {
  const auto token = new_token();
  return db_.in_transaction([&](store::Tx& tx) -> Result<SignedIn> {
    auto row = find_session(tx, id);
    const auto post = find_post(tx, post_id);
    if (!row) return fail(ErrorCode::NotFound, "access.no_session");
    if (!post || post->account != row->session.account || !in_force(*post, day_in_shanghai(now)))
      return fail(ErrorCode::NotFound, "access.no_post");
    row->session.post = post_id;
    row->session.seen_at = now;
    row->token_before = row->token_hash;
    row->token_hash = journal::lookup_hash(token);
    row->rotated_at = now;
    update(tx, *row);
    chain_.append(
        tx, event_of("session.post_switched", {subject(id), subject(post_id)}, subject(post->account), now));
    row->session.expires_at = expiry_of(*row, find_account(tx, post->account)->account.kind);
    return SignedIn{token, row->session};
  });
}

Result<void> Accounts::end_session(AccountId account, SessionId id, Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const auto row = find_session(tx, id);
    if (!row || row->session.account != account) return fail(ErrorCode::NotFound, "access.no_session");
    delete_session(tx, id);
    chain_.append(tx, event_of("session.ended", {subject(id), subject(account)}, subject(account), now));
    return {};
  });
}

std::vector<Session> Accounts::sessions(AccountId account, Instant now) {
  return db_.read([&](const store::ReadTx& tx) {
    std::vector<Session> out;
    const auto owner = find_account(tx, account);
    if (!owner) return out;
    for (auto& row : sessions_of(tx, account)) {
      row.session.expires_at = expiry_of(row, owner->account.kind);
      if (row.session.expires_at > now) out.push_back(std::move(row.session));
    }
    return out;
  });
}

std::vector<Post> Accounts::posts(AccountId account, Day today) {
  return db_.read([&](const store::ReadTx& tx) { return posts_of(tx, account, today); });
}

std::optional<Account> Accounts::find(AccountId account) {
  return db_.read([&](const store::ReadTx& tx) -> std::optional<Account> {
    auto row = find_account(tx, account);
    if (!row) return std::nullopt;
    return std::move(row->account);
  });
}

std::vector<Post> Accounts::holders(Role role, std::string_view place, Day today) {
  return db_.read([&](const store::ReadTx& tx) { return posts_at(tx, role, place, today); });
}

void Accounts::note_refusal(const Caller& caller, std::string_view what, Instant now) {
  std::vector<std::string> subjects{std::string(what)};
  if (caller.signed_in()) subjects.push_back(subject(caller.account));
  const auto written = db_.in_transaction([&](store::Tx& tx) -> Result<bool> {
    chain_.append(tx, event_of("access.refused", subjects, caller.actor(), now));
    return true;
  });
  (void)written;
}

}  // namespace gangway::access
