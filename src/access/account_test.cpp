#include "access/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "access/account_store.h"

namespace gangway::access {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kNow = parse_instant("2022-05-28T08:30+08:00").value();
constexpr const char* kPassword = "correct horse battery";

class AccountsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }

  Account made(AccountKind kind = AccountKind::Public, std::string login = "chen.wei") {
    return accounts_.create({kind, std::move(login), "陈伟", kPassword}, "system", kNow).value();
  }
  // A clerk with a post.
  Account clerk() {
    const auto account = made(AccountKind::Staff, "clerk");
    post_ =
        accounts_
            .appoint({{}, account.id, Role::WindowClerk, PlaceId(4), "/1/4/", "", day_in_shanghai(kNow), {}},
                     "system", kNow)
            .value();
    return account;
  }
  SignedIn signed_in(Instant now = kNow, std::string login = "clerk") {
    return accounts_.sign_in(login, kPassword, "Test browser", now).value();
  }
  int events(std::string_view kind) {
    return db_.read([&](const store::ReadTx& tx) {
      int n = 0;
      for (const auto& row : journal::rows_after(tx, 0, 1000)) n += row.event.kind == kind ? 1 : 0;
      return n;
    });
  }

  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  Passwords passwords_{{2, 32, true}};
  IdGenerator ids_{[] { return kNow; }};
  Accounts accounts_{db_, chain_, passwords_, ids_, repeatable_random(2)};
  Post post_;
};

TEST_F(AccountsTest, ThePublicSignsInAsApplicant) {
  const auto account = made();
  const auto in = signed_in(kNow, "Chen.Wei");  // whatever the case
  const auto who = accounts_.identify(in.token, kNow + minutes{5});
  ASSERT_TRUE(who.has_value());
  EXPECT_EQ(who->account.id, account.id);
  EXPECT_EQ(who->post.role, Role::Applicant);
  EXPECT_EQ(who->caller(Purpose::Own).actor(), "account:" + std::to_string(account.id.value()));
  EXPECT_EQ(events("account.signed_in"), 1);
}

TEST_F(AccountsTest, WhatAnAccountMustBe) {
  const auto error = [&](NewAccount account) { return accounts_.create(account, "system", kNow).error(); };
  EXPECT_EQ(error({AccountKind::Public, "ab", "", kPassword}).key, "access.bad_login");
  EXPECT_EQ(error({AccountKind::Public, "with space", "", kPassword}).key, "access.bad_login");
  EXPECT_EQ(error({AccountKind::Public, "someone", "", "short"}).key, "access.password_short");
  EXPECT_EQ(error({AccountKind::Public, "someone", "", "Password123"}).key, "access.password_common");
  EXPECT_EQ(error({AccountKind::Public, "someone", "", "aaaaaaaaaaaa"}).key, "access.password_common");
  EXPECT_EQ(error({AccountKind::Public, "someone", "", "x-Someone-x-1"}).key, "access.password_common");
  EXPECT_EQ(error({AccountKind::Public, "someone", "", std::string(300, 'x') + "y"}).key,
            "access.password_long");
  made();
  EXPECT_EQ(error({AccountKind::Public, "CHEN.WEI", "", kPassword}).code, ErrorCode::Conflict);
}

TEST_F(AccountsTest, NobodyLearnsWhetherAnAccountExists) {
  made();
  auto now = kNow;
  for (int i = 0; i < 3 * kFreeTries; ++i) {
    const auto wrong = accounts_.sign_in("chen.wei", "wrong password", "", now).error();
    const auto nobody = accounts_.sign_in("nobody", "wrong password", "", now).error();
    EXPECT_EQ(wrong, nobody) << i;
    EXPECT_TRUE(i >= kFreeTries || wrong.code == ErrorCode::Unauthorized) << i;
    now += seconds{3};  // some of the later tries come too early
  }
  EXPECT_EQ(accounts_.sign_in("nobody", "wrong password", "", now).error().code, ErrorCode::TooMany);
}

TEST_F(AccountsTest, WrongTriesAreForgottenAfterADay) {
  made();
  for (int i = 0; i < kFreeTries; ++i) (void)accounts_.sign_in("chen.wei", "wrong password", "", kNow);
  const auto next_day = kNow + kForgetTries + seconds{1};
  (void)accounts_.sign_in("somebody", "wrong password", "", next_day);  // forgets on the way
  EXPECT_EQ(accounts_.sign_in("chen.wei", "wrong password", "", next_day).error().code,
            ErrorCode::Unauthorized);
  EXPECT_TRUE(accounts_.sign_in("chen.wei", kPassword, "", next_day).has_value());
}

TEST_F(AccountsTest, TheTriesThatAreKeptAreBounded) {
  const auto hash = [](int i) { return journal::lookup_hash("login" + std::to_string(i)); };
  const auto kept = db_.in_transaction([&](store::Tx& tx) -> Result<int> {
    for (int i = 0; i < 10; ++i) set_tries(tx, hash(i), {1, {}}, kNow + seconds{i});
    prune_tries(tx, kNow, 4);
    int out = 0;
    for (int i = 0; i < 10; ++i) out += tries_of(tx, hash(i)).wrong;
    EXPECT_EQ(tries_of(tx, hash(9)).wrong, 1);  // the latest stay
    return out;
  });
  EXPECT_EQ(kept.value(), 4);
}

TEST_F(AccountsTest, WrongPasswordsMakeOneWaitLongerAndLonger) {
  made();
  auto now = kNow;
  for (int i = 0; i < kFreeTries; ++i) {
    EXPECT_EQ(accounts_.sign_in("chen.wei", "wrong password", "", now).error().code, ErrorCode::Unauthorized)
        << i;
  }
  const auto waits = [&] {
    const auto answer = accounts_.sign_in("chen.wei", kPassword, "", now);  // even with the right one
    return answer ? 0 : std::stoi(answer.error().args.at(0).second);
  };
  EXPECT_EQ(waits(), 1);
  now += seconds{1};
  EXPECT_EQ(accounts_.sign_in("chen.wei", "wrong password", "", now).error().code, ErrorCode::Unauthorized);
  EXPECT_EQ(waits(), 2);
  for (int i = 0; i < 20; ++i) {
    now += kLongestWait;
    (void)accounts_.sign_in("chen.wei", "wrong password", "", now);
  }
  EXPECT_EQ(waits(), kLongestWait.count());
  now += kLongestWait;
  EXPECT_TRUE(accounts_.sign_in("chen.wei", kPassword, "", now).has_value());
  EXPECT_EQ(accounts_.sign_in("chen.wei", "wrong password", "", now).error().code, ErrorCode::Unauthorized);
}

TEST_F(AccountsTest, ASessionEndsWhenIdleAndAtItsAge) {
  clerk();
  const auto in = signed_in();
  EXPECT_EQ(in.session.expires_at, kNow + minutes{30});
  EXPECT_TRUE(accounts_.identify(in.token, kNow + minutes{29}).has_value());

  auto token = signed_in().token;
  EXPECT_FALSE(accounts_.identify(token, kNow + minutes{30}).has_value());
  auto now = kNow;
  std::optional<Identified> who;
  while ((who = accounts_.identify(token, now)) && now < kNow + hours{20}) {
    if (who->token) token = *who->token;
    now += minutes{10};
  }
  EXPECT_EQ(now, kNow + hours{12});
}

TEST_F(AccountsTest, WhatAPageAsksByItselfDoesNotProlongASession) {
  clerk();
  const auto in = signed_in();
  for (int minute = 1; minute < 30; ++minute) {
    const auto who = accounts_.identify(in.token, kNow + minutes{minute}, true);
    ASSERT_TRUE(who.has_value()) << minute;
    EXPECT_FALSE(who->token.has_value());
    EXPECT_EQ(who->session.expires_at, kNow + minutes{30});
  }
  EXPECT_FALSE(accounts_.identify(in.token, kNow + minutes{30}, true).has_value());
}

TEST_F(AccountsTest, ATokenIsReplacedAndTheOneBeforeWorksAMinuteMore) {
  clerk();
  const auto in = signed_in();
  EXPECT_FALSE(accounts_.identify(in.token, kNow + minutes{14})->token.has_value());
  const auto at = kNow + minutes{15};
  const auto rotated = accounts_.identify(in.token, at);
  ASSERT_TRUE(rotated->token.has_value());
  EXPECT_NE(*rotated->token, in.token);
  EXPECT_TRUE(accounts_.identify(in.token, at + seconds{59}).has_value());
  EXPECT_FALSE(
      accounts_.identify(in.token, at + seconds{59})->token.has_value());  // it is not replaced again
  EXPECT_FALSE(accounts_.identify(in.token, at + seconds{60}).has_value());
  EXPECT_TRUE(accounts_.identify(*rotated->token, at + minutes{5}).has_value());
}

TEST_F(AccountsTest, OldestSessionsGiveWay) {
  const auto account = clerk();
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < kMostSessions + 2; ++i) tokens.push_back(signed_in().token);
  EXPECT_EQ(accounts_.sessions(account.id, kNow).size(), kMostSessions);
  EXPECT_FALSE(accounts_.identify(tokens[1], kNow).has_value());
  EXPECT_TRUE(accounts_.identify(tokens[2], kNow).has_value());
}

TEST_F(AccountsTest, OnesOwnSessionsAreEndedOthersAreNot) {
  const auto account = clerk();
  made();
  const auto in = signed_in();
  const auto other = signed_in(kNow, "chen.wei");
  EXPECT_EQ(accounts_.end_session(account.id, other.session.id, kNow).error().code, ErrorCode::NotFound);
  EXPECT_TRUE(accounts_.end_session(account.id, in.session.id, kNow).has_value());
  EXPECT_FALSE(accounts_.identify(in.token, kNow).has_value());
  EXPECT_TRUE(accounts_.identify(other.token, kNow).has_value());
}

TEST_F(AccountsTest, APostThatEndsTakesItsSessionsAlong) {
  const auto account = clerk();
  const auto in = signed_in();
  ASSERT_TRUE(accounts_.dismiss(post_.id, "account:1", kNow).has_value());
  EXPECT_FALSE(accounts_.identify(in.token, kNow).has_value());
  EXPECT_TRUE(accounts_.posts(account.id, day_in_shanghai(kNow)).empty());
  EXPECT_EQ(accounts_.sign_in("clerk", kPassword, "", kNow).error().key, "access.no_post_now");
}

TEST_F(AccountsTest, APostIsOverWhenItsLastDayIs) {
  const auto account = made(AccountKind::Staff, "temp");
  const auto today = day_in_shanghai(kNow);
  (void)accounts_.appoint({{}, account.id, Role::Helper, PlaceId(4), "/1/4/", "", today, today}, "system",
                          kNow);
  const auto in = signed_in(kNow + hours{15}, "temp");
  EXPECT_TRUE(accounts_.identify(in.token, kNow + hours{15} + minutes{29}).has_value());
  EXPECT_FALSE(
      accounts_.identify(in.token, kNow + hours{15} + minutes{31}).has_value());  // midnight has passed
}

TEST_F(AccountsTest, SwitchingPostsReplacesTheToken) {
  const auto account = clerk();
  const auto second =
      accounts_
          .appoint({{}, account.id, Role::Supervisor, PlaceId(1), "/1/", "", day_in_shanghai(kNow), {}},
                   "system", kNow)
          .value();
  const auto in = signed_in();
  const auto switched = accounts_.switch_post(in.session.id, second.id, kNow).value();
  EXPECT_EQ(accounts_.identify(switched.token, kNow)->post.role, Role::Supervisor);
  made();
  const auto foreign = accounts_.posts(
      accounts_.identify(signed_in(kNow, "chen.wei").token, kNow)->account.id, day_in_shanghai(kNow));
  EXPECT_EQ(accounts_.switch_post(in.session.id, foreign.at(0).id, kNow).error().code, ErrorCode::NotFound);
}

TEST_F(AccountsTest, ALockedAccountIsOutAtOnce) {
  const auto account = clerk();
  const auto in = signed_in();
  ASSERT_TRUE(accounts_.set_locked(account.id, true, "account:1", kNow).has_value());
  EXPECT_FALSE(accounts_.identify(in.token, kNow).has_value());
  EXPECT_EQ(accounts_.sign_in("clerk", kPassword, "", kNow).error().key, "access.wrong_password");
  ASSERT_TRUE(accounts_.set_locked(account.id, false, "account:1", kNow).has_value());
  EXPECT_TRUE(accounts_.sign_in("clerk", kPassword, "", kNow).has_value());
}

TEST_F(AccountsTest, ANewPasswordEndsTheOtherSessions) {
  const auto account = clerk();
  const auto here = signed_in();
  const auto there = signed_in();
  EXPECT_EQ(
      accounts_.change_password(account.id, "wrong", "another long one", here.session.id, kNow).error().field,
      "/old_password");
  ASSERT_TRUE(accounts_.change_password(account.id, kPassword, "another long one", here.session.id, kNow)
                  .has_value());
  EXPECT_TRUE(accounts_.identify(here.token, kNow).has_value());
  EXPECT_FALSE(accounts_.identify(there.token, kNow).has_value());
  EXPECT_FALSE(accounts_.sign_in("clerk", kPassword, "", kNow).has_value());
}

TEST_F(AccountsTest, NoTokenAndNoPasswordStandsInTheDatabase) {
  clerk();
  const auto in = signed_in();
  const auto stored = db_.read([](const store::ReadTx& tx) {
    return tx.all("SELECT token_hash FROM session", [](const store::Row& row) { return row.bytes(0); });
  });
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_EQ(stored[0].size(), 32U);
  EXPECT_NE(std::string(stored[0].begin(), stored[0].end()), in.token);
}

TEST_F(AccountsTest, WhateverFailsNothingIsHalfWritten) {
  const auto account = clerk();
  for (int n = 1;; ++n) {
    db_.fail_after(n);
    bool done = false;
    try {
      done = accounts_.sign_in("clerk", kPassword, "", kNow).has_value();
    } catch (const store::Failure&) {
    }
    db_.fail_after(0);
    const auto sessions = static_cast<int>(accounts_.sessions(account.id, kNow).size());
    EXPECT_EQ(sessions, done ? 1 : 0) << "statement " << n;
    EXPECT_EQ(events("account.signed_in"), sessions) << "statement " << n;
    if (done) break;
    ASSERT_LT(n, 50);
  }
}

TEST_F(AccountsTest, ManyAtOnceWaitForATurnAndTooManyAreTurnedAway) {
  Passwords full({0, 0, true});
  EXPECT_EQ(full.hash("some password").error().code, ErrorCode::Unavailable);
  EXPECT_EQ(full.verify("", "some password").error().code, ErrorCode::Unavailable);

  Passwords one_by_one({1, 32, true});
  std::atomic<int> hashed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { hashed += one_by_one.hash("some password").has_value() ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(hashed, 8);
}

}  // namespace
}  // namespace gangway::access
