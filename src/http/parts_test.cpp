// The parts that need no connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "http/address.h"
#include "http/problem.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/static_files.h"
#include "http/target.h"

namespace gangway::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

Address address(std::string_view text) { return Address::parse(text).value(); }

TEST(Target, DecodesSegmentsAndQuery) {
  const auto target = parse_target("/api/a%2Fb/%E6%B8%AF?q=a+b%26&x&&y=1=2").value();
  EXPECT_THAT(target.segments, ElementsAre("api", "a/b", "港"));
  EXPECT_THAT(target.query, ElementsAre(Pair("q", "a b&"), Pair("x", ""), Pair("y", "1=2")));
  EXPECT_THAT(parse_target("/").value().segments, ElementsAre(""));
  EXPECT_THAT(parse_target("/../a//").value().segments, ElementsAre("..", "a", "", ""));
}

TEST(Target, RefusesWhatCannotBeRead) {
  for (const auto* text : {"", "x", "*", "http://a/b", "/%", "/%4", "/%zz", "/%C3%28", "/a%00b", "/?a=%FF"}) {
    EXPECT_FALSE(parse_target(text).has_value()) << text;
  }
  EXPECT_FALSE(parse_target("/" + std::string(10'000, '/')).has_value());
  std::string many = "/?";
  for (int i = 0; i < 1000; ++i) many += "a=1&";
  EXPECT_FALSE(parse_target(many).has_value());
}

TEST(Language, AskedForBeforeAccepted) {
  EXPECT_EQ(language_of({}, ""), Language::Zh);
  EXPECT_EQ(language_of({}, "en-GB,en;q=0.9"), Language::En);
  EXPECT_EQ(language_of({}, "zh-CN,zh;q=0.9,en;q=0.8"), Language::Zh);
  EXPECT_EQ(language_of({}, "fr, EN;q=0.3, zh;q=0.2"), Language::En);
  EXPECT_EQ(language_of({}, "fr"), Language::Zh);
  EXPECT_EQ(language_of({}, "en;q=0"), Language::Zh);
  EXPECT_EQ(language_of({{"lang", "en"}}, "zh"), Language::En);
  EXPECT_EQ(language_of({{"lang", "fr"}}, "en"), Language::En);
}

TEST(Address, ReadsBothFamiliesAsOne) {
  EXPECT_EQ(address("1.2.3.4"), address("::ffff:1.2.3.4"));
  EXPECT_TRUE(address("1.2.3.4").is_ipv4());
  EXPECT_EQ(address("2001:db8::1").subscriber(), address("2001:db8::2").subscriber());
  EXPECT_NE(address("1.2.3.4").subscriber(), address("1.2.3.5").subscriber());
  for (const auto* text : {"", "1.2.3", "1.2.3.256", "x", "1.2.3.4 ", "::g"})
    EXPECT_FALSE(Address::parse(text)) << text;
}

TEST(Network, Contains) {
  EXPECT_TRUE(Network::parse("10.0.0.0/8")->contains(address("10.9.8.7")));
  EXPECT_FALSE(Network::parse("10.0.0.0/8")->contains(address("11.0.0.0")));
  EXPECT_TRUE(Network::parse("127.0.0.1")->contains(address("127.0.0.1")));
  EXPECT_FALSE(Network::parse("127.0.0.1")->contains(address("127.0.0.2")));
  EXPECT_TRUE(Network::parse("fd00::/7")->contains(address("fc00::1")));
  EXPECT_TRUE(Network::parse("0.0.0.0/0")->contains(address("8.8.8.8")));
  EXPECT_FALSE(Network::parse("0.0.0.0/0")->contains(address("::1")));
  for (const auto* text : {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "/8"})
    EXPECT_FALSE(Network::parse(text));
}

TEST(ClientOf, BelievesTrustedProxiesOnly) {
  const std::vector<Network> trusted{*Network::parse("10.0.0.0/8")};
  EXPECT_EQ(client_of(address("9.9.9.9"), "1.1.1.1", trusted), address("9.9.9.9"));
  EXPECT_EQ(client_of(address("10.0.0.1"), "1.1.1.1", trusted), address("1.1.1.1"));
  EXPECT_EQ(client_of(address("10.0.0.1"), "6.6.6.6, 1.1.1.1, 10.0.0.2", trusted), address("1.1.1.1"));
  EXPECT_EQ(client_of(address("10.0.0.1"), "6.6.6.6, garbage", trusted), address("10.0.0.1"));
  EXPECT_EQ(client_of(address("10.0.0.1"), "", trusted), address("10.0.0.1"));
}

TEST(Router, LiteralBeforeNameAndMethodsOfTheSamePath) {
  Router router;
  const auto answer = [](int status) {
    return [status](const Request&) { return Response{status, {}, {}}; };
  };
  router.add(Method::Get, "/api/routes/{id}", answer(1));
  router.add(Method::Get, "/api/routes/all", answer(2));
  router.add(Method::Put, "/api/routes/{id}", answer(3));
  router.add(Method::Get, "/", answer(4));
  const auto status = [&](Method method, const std::vector<std::string>& segments) {
    const auto match = router.find(method, segments);
    return match.route == nullptr ? 0 : match.route->handler({}).status;
  };
  EXPECT_EQ(status(Method::Get, {"api", "routes", "x"}), 1);
  EXPECT_EQ(status(Method::Head, {"api", "routes", "x"}), 1);
  EXPECT_EQ(status(Method::Get, {"api", "routes", "all"}), 2);
  EXPECT_EQ(status(Method::Put, {"api", "routes", "x"}), 3);
  EXPECT_EQ(status(Method::Get, {""}), 4);
  EXPECT_EQ(status(Method::Get, {"api", "routes", ""}), 0);
  EXPECT_EQ(status(Method::Get, {"api", "routes", "x", "y"}), 0);
  const auto match = router.find(Method::Delete, {"api", "routes", "a b"});
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, PUT, OPTIONS");
  EXPECT_THAT(match.path_values, ElementsAre(Pair("id", "a b")));
  EXPECT_TRUE(router.find(Method::Get, {"nothing"}).allow.empty());
  EXPECT_THROW(router.add(Method::Get, "/", answer(5)), std::logic_error);
}

TEST(Problem, SpeaksTheCallersLanguageAndPointsAtTheField) {
  const std::vector<Error> errors{{ErrorCode::Invalid, "json.missing", {}, "/region"},
                                  {ErrorCode::Invalid, "json.unknown_member", {}, "/regoin"}};
  const auto response = problem(errors, Language::En);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(
      response.body,
      R"({"type":"about:blank","title":"Not valid","status":422,"code":"json.missing","detail":"This is missing.",)"
      R"("errors":[{"pointer":"/region","detail":"This is missing.","code":"json.missing"},)"
      R"({"pointer":"/regoin","detail":"There is no such member. Check how its name is spelled.",)"
      R"("code":"json.unknown_member"}]})");
  EXPECT_THAT(problem(errors, Language::Zh).body, testing::HasSubstr("缺少这一项。"));
}

TEST(Problem, EveryStatusHasATitle) {
  for (const int status : {400, 401, 403, 404, 405, 409, 412, 413, 422, 429, 431, 500, 503}) {
    EXPECT_TRUE(has_text("http.status_" + std::to_string(status)));
  }
}

TEST(JsonBody, IsReadOnlyWhenItSaysSo) {
  Request request;
  request.body = "{}";
  EXPECT_EQ(json_body(request).error().key, "http.not_json");
  request.headers.set("content-type", "text/plain");
  EXPECT_EQ(json_body(request).error().key, "http.not_json");
  request.headers.set("Content-Type", "application/json; charset=utf-8");
  EXPECT_TRUE(json_body(request).has_value());
}

TEST(Headers, CannotBeSplit) {
  Headers headers;
  EXPECT_THROW(headers.set("Location", "/a\r\nSet-Cookie: x"), std::logic_error);
}

TEST(RateLimiter, RefillsWithTime) {
  using std::chrono::milliseconds;
  RateLimiter limiter({.per_second = 2, .burst = 3});
  auto now = RateLimiter::Time{} + std::chrono::hours{1};
  const auto caller = address("1.2.3.4");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.refuse(caller, now));
  EXPECT_EQ(limiter.refuse(caller, now), std::chrono::seconds{1});
  EXPECT_FALSE(limiter.refuse(address("1.2.3.5"), now));
  now += milliseconds{499};
  EXPECT_TRUE(limiter.refuse(caller, now));
  now += milliseconds{1};
  EXPECT_FALSE(limiter.refuse(caller, now));
  EXPECT_TRUE(limiter.refuse(caller, now));
  now += std::chrono::hours{1000};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.refuse(caller, now));
  EXPECT_TRUE(limiter.refuse(caller, now));
}

TEST(RateLimiter, ForgetsTheLongestSilent) {
  RateLimiter limiter({.per_second = 1, .burst = 1}, 2);
  const auto now = RateLimiter::Time{} + std::chrono::hours{1};
  EXPECT_FALSE(limiter.refuse(address("1.1.1.1"), now));
  EXPECT_FALSE(limiter.refuse(address("1.1.1.2"), now));
  EXPECT_TRUE(limiter.refuse(address("1.1.1.1"), now));
  EXPECT_FALSE(limiter.refuse(address("1.1.1.3"), now));  // 1.1.1.2 goes
  EXPECT_TRUE(limiter.refuse(address("1.1.1.1"), now));
  EXPECT_FALSE(limiter.refuse(address("1.1.1.2"), now));
}

// Whatever the pauses, never more than burst + rate * time.
RC_GTEST_PROP(RateLimiterProperty, NeverLetsMoreThrough, (std::vector<std::uint8_t> pauses)) {
  const Rate rate{.per_second = *rc::gen::inRange(1, 50), .burst = *rc::gen::inRange(1, 20)};
  RateLimiter limiter(rate);
  auto now = RateLimiter::Time{} + std::chrono::hours{1};
  std::int64_t passed = 0;
  std::int64_t allowed = 0;
  for (const auto pause : pauses) {
    now += std::chrono::milliseconds{pause};
    passed += pause;
    if (!limiter.refuse(address("1.2.3.4"), now)) ++allowed;
    RC_ASSERT(allowed * 1000 <= rate.burst * 1000 + passed * rate.per_second);
  }
}

class StaticFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gangway-files-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    write("secret.txt", "secret");
    write("portal/index.html", "<home>");
    write("portal/index.html.gz", "gz");
    write("portal/assets/app-1a2b.js", "code");
    write("portal/assets/app-1a2b.js.gz", "gz");
    write("portal/assets/app-1a2b.js.br", "br");
    write("desk/index.html", "<desk>");
    write("desk/assets/desk-3c4d.js", "desk code");
    std::filesystem::create_symlink("../secret.txt", folder_ / "portal/link.txt");
    files_ = StaticFiles::load(folder_ / "portal");
    files_->add(folder_ / "desk", "desk");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const char* name, std::string_view content) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << content;
  }

  // "status body"
  [[nodiscard]] std::string get(std::string_view path, const Headers& headers = {}) const {
    Request request;
    request.segments = parse_target(path).value().segments;
    request.headers = headers;
    const auto response = files_->find(request);
    return response ? std::to_string(response->status) + " " + response->body : "none";
  }
  [[nodiscard]] Response response(std::string_view path, const Headers& headers = {}) const {
    Request request;
    request.segments = parse_target(path).value().segments;
    request.headers = headers;
    return files_->find(request).value();
  }

  std::filesystem::path folder_;
  std::optional<StaticFiles> files_;
};

TEST_F(StaticFilesTest, ServesFilesAndFallsBackToTheIndex) {
  EXPECT_EQ(get("/"), "200 <home>");
  EXPECT_EQ(get("/index.html"), "200 <home>");
  EXPECT_EQ(get("/plan/7K4M"), "200 <home>");
  EXPECT_EQ(get("/assets/app-1a2b.js"), "200 code");
  EXPECT_EQ(get("/assets/gone"), "none");
  EXPECT_EQ(get("/gone.js"), "none");
  EXPECT_EQ(get("/index.html.gz"), "none");
}

TEST_F(StaticFilesTest, AnotherApplicationStandsUnderItsName) {
  for (const auto* page : {"/desk", "/desk/", "/desk/zh/work", "/desk/en/requests/12"})
    EXPECT_EQ(get(page), "200 <desk>") << page;
  EXPECT_EQ(get("/desk/assets/desk-3c4d.js"), "200 desk code");
  EXPECT_EQ(get("/desk/assets/gone"), "none");
  EXPECT_EQ(get("/desks"), "200 <home>");
  EXPECT_EQ(response("/desk/assets/desk-3c4d.js").headers.find("Cache-Control"),
            "public, max-age=31536000, immutable");
}

TEST_F(StaticFilesTest, NothingOutsideTheFolderIsReachable) {
  for (const auto* path : {"/../secret.txt", "/..%2Fsecret.txt", "/%2e%2e/secret.txt",
                           "/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt", "//secret.txt",
                           "/link.txt", "/..\\secret.txt", "/portal/../../secret.txt", "/%2Fsecret.txt"}) {
    EXPECT_THAT(get(path), testing::Not(testing::HasSubstr("secret"))) << path;
  }
  EXPECT_EQ(get("/../secret.txt"), "none");
}

TEST_F(StaticFilesTest, TakesTheBestAcceptedForm) {
  const auto with = [](std::string encodings) {
    Headers headers;
    headers.set("Accept-Encoding", std::move(encodings));
    return headers;
  };
  EXPECT_EQ(get("/assets/app-1a2b.js", with("gzip, deflate, br")), "200 br");
  EXPECT_EQ(get("/assets/app-1a2b.js", with("gzip, br;q=0")), "200 gz");
  EXPECT_EQ(get("/assets/app-1a2b.js", with("identity")), "200 code");
  EXPECT_EQ(get("/", with("br, GZIP")), "200 gz");
  const auto compressed = response("/", with("gzip"));
  EXPECT_EQ(compressed.headers.find("Content-Encoding"), "gzip");
  EXPECT_EQ(compressed.headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(compressed.headers.find("Vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, CachesHashedNamesForeverAndAsksForTheRest) {
  EXPECT_EQ(response("/assets/app-1a2b.js").headers.find("Cache-Control"),
            "public, max-age=31536000, immutable");
  const auto index = response("/");
  EXPECT_EQ(index.headers.find("Cache-Control"), "no-cache");
  Headers known;
  known.set("If-None-Match", "\"other\", W/" + std::string(*index.headers.find("ETag")));
  EXPECT_EQ(get("/", known), "304 ");
  known.set("If-None-Match", "\"other\"");
  EXPECT_EQ(get("/", known), "200 <home>");
}

}  // namespace
}  // namespace gangway::http
