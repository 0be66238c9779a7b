// Whether anything happened: cheap to ask, and a session does not live longer for it.
#include <gmock/gmock.h>

#include "api/testing_server.h"

namespace gangway::api {
namespace {

using std::chrono::minutes;

class ChangesApiTest : public ApiTest {
 protected:
  http::Headers signed_in() {
    EXPECT_EQ(
        post("/api/v1/accounts", R"({"login":"asker@example.com","password":"a long one indeed"})").status,
        201);
    const auto in =
        post("/api/v1/session", R"({"login":"asker@example.com","password":"a long one indeed"})");
    EXPECT_EQ(in.status, 201);
    const auto cookie = in.header("Set-Cookie");
    return with("Cookie", cookie.substr(0, cookie.find(';')));
  }
};

TEST_F(ChangesApiTest, OnlyWhoIsSignedInIsTold) { EXPECT_EQ(get("/api/v1/changes").status, 401); }

TEST_F(ChangesApiTest, AnUnchangedAnswerIsEmptyAndAnEventChangesIt) {
  auto headers = signed_in();
  const auto first = get("/api/v1/changes", headers);
  ASSERT_EQ(first.status, 200);
  EXPECT_GT(first.json().at("position").as_int64(), 0);
  headers.set("If-None-Match", first.header("ETag"));
  const auto same = get("/api/v1/changes", headers);
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  EXPECT_EQ(
      post("/api/v1/accounts", R"({"login":"other@example.com","password":"a long one indeed"})").status,
      201);
  const auto later = get("/api/v1/changes", headers);
  ASSERT_EQ(later.status, 200);
  EXPECT_GT(later.json().at("position").as_int64(), first.json().at("position").as_int64());
}

TEST_F(ChangesApiTest, AskingDoesNotMakeTheSessionLiveLonger) {
  const auto headers = signed_in();
  const auto ends = get("/api/v1/changes", headers).json().at("expires_at").as_string();
  const std::string first(ends);
  now_ += minutes{20};
  EXPECT_EQ(get("/api/v1/changes", headers).json().at("expires_at").as_string(), first);
  EXPECT_EQ(get("/api/v1/session", headers).status, 200);
  EXPECT_NE(get("/api/v1/changes", headers).json().at("expires_at").as_string(), first);
}

}  // namespace
}  // namespace gangway::api
