// The API over a real connection, on the packs that are shipped.
#include "api/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "base/json.h"
#include "base/log.h"
#include "http/client.h"
#include "http/server.h"
#include "plans/plan.h"

namespace gangway::api {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;

const Instant kNow = parse_instant("2026-11-24T08:30+08:00").value();

std::shared_ptr<const policy::RuleBook> shipped_book() {
  static const auto book = [] {
    std::vector<policy::Fault> faults;
    return policy::RuleBook::load(GANGWAY_SOURCE_DIR "/packs", faults).value();
  }();
  return book;
}

struct Answer {
  int status = 0;
  http::Headers headers;
  std::string body;

  [[nodiscard]] json::Value json() const {
    return json::parse(body, {.max_bytes = std::size_t{8} << 20}).value();
  }
  [[nodiscard]] std::string code() const { return std::string(json().at("code").as_string()); }
  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string(headers.find(name).value_or(""));
  }
  [[nodiscard]] std::vector<std::string> pointers() const {
    std::vector<std::string> out;
    for (const auto& error : json().at("errors").as_array())
      out.emplace_back(error.at("pointer").as_string());
    return out;
  }
};

class ApiTest : public testing::Test {
 protected:
  ApiTest() {
    log::set_sink([](std::string_view) {});
    EXPECT_TRUE(db_.migrate(journal::migrations()).has_value());
    EXPECT_TRUE(db_.migrate(plans::migrations()).has_value());
    add_endpoints(router_, services_);
  }
  ~ApiTest() override {
    if (server_) {
      server_->stop();
      thread_.join();
    }
    server_.reset();
    log::set_sink(nullptr);
  }

  void serve() {
    dispatcher_.emplace(http::Dispatcher::Options{[this] { return now_; }, random_, rate_, {}}, router_);
    http::Server::Options options;
    options.port = 0;
    options.workers = 4;
    server_ = std::make_unique<http::Server>(options, *dispatcher_);
    thread_ = std::thread([this] { server_->run(); });
  }

  Answer send(Method method, std::string_view target, std::string_view body = {},
              http::Headers headers = {}) {
    if (!server_) serve();
    if (!body.empty()) headers.set_default("Content-Type", "application/json");
    auto response = http::Client(server_->port()).send(method, target, headers, body);
    return {response.status, std::move(response.headers), std::move(response.body)};
  }
  Answer get(std::string_view target) { return send(Method::Get, target); }
  Answer post(std::string_view target, std::string_view body, http::Headers headers = {}) {
    return send(Method::Post, target, body, std::move(headers));
  }
  static http::Headers with(std::string_view name, std::string value) {
    http::Headers headers;
    headers.set(name, std::move(value));
    return headers;
  }
  // A plan's code and its answer.
  std::pair<std::string, Answer> saved(http::Headers headers = {}) {
    auto answer = post("/api/v1/plans", kPlan, std::move(headers));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return {std::string(answer.json().at("code").as_string()), answer};
  }

  static constexpr std::string_view kPlan =
      R"({"region":"cn-31","facts":{"person.birth_date":"1990-05-01"},"title":"我的","chosen":["pr-work"]})";

  Instant now_ = kNow;
  RandomBytes random_ = repeatable_random(3);
  store::Db db_ = store::Db::in_memory();
  journal::Key master_ = journal::Key::make(random_);
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, random_};
  IdGenerator ids_{[] { return kNow; }};
  plans::Plans plans_{db_, chain_, vault_, ids_, random_};
  Services services_{shipped_book(), Settings(shipped_book()), &plans_, "0.1.0", "cn-31"};
  http::Rate rate_;
  http::Router router_;
  std::optional<http::Dispatcher> dispatcher_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

TEST_F(ApiTest, SaysWhatItIs) {
  const auto health = get("/api/v1/health");
  EXPECT_EQ(health.status, 200);
  EXPECT_EQ(health.json().at("today").as_string(), "2026-11-24");
  const auto meta = get("/api/v1/meta").json();
  EXPECT_EQ(meta.at("default_region").as_string(), "cn-31");
  EXPECT_EQ(meta.at("stages").as_array().size(), 4U);
  EXPECT_FALSE(meta.at("regions").as_array().empty());
}

TEST_F(ApiTest, ListsFactsAndRoutesOfAPlace) {
  EXPECT_FALSE(get("/api/v1/facts?region=cn-31").json().at("facts").as_array().empty());
  const auto routes = get("/api/v1/routes?region=cn-31&as_of=2026-11-24").json();
  EXPECT_FALSE(routes.at("routes").as_array().empty());
  const auto guide = get("/api/v1/routes/pr-work?region=cn-31");
  EXPECT_EQ(guide.status, 200);
  EXPECT_EQ(guide.json().at("id").as_string(), "pr-work");
  EXPECT_EQ(get("/api/v1/routes/nowhere?region=cn-31").status, 404);
  EXPECT_EQ(get("/api/v1/routes?region=xx").status, 404);
  EXPECT_EQ(get("/api/v1/routes?as_of=2026-02-30").pointers(), std::vector<std::string>{"/as_of"});
}

TEST_F(ApiTest, WhatIsKnownIsNotSentAgain) {
  for (const std::string_view path :
       {"/api/v1/meta", "/api/v1/facts", "/api/v1/routes", "/api/v1/routes/pr-work"}) {
    const auto first = get(path);
    const auto tag = first.header("ETag");
    ASSERT_FALSE(tag.empty()) << path;
    const auto again = send(Method::Get, path, {}, with("If-None-Match", tag));
    EXPECT_EQ(again.status, 304) << path;
    EXPECT_TRUE(again.body.empty());
  }
  const auto tag = get("/api/v1/routes").header("ETag");
  now_ += std::chrono::hours{24};
  EXPECT_EQ(send(Method::Get, "/api/v1/routes", {}, with("If-None-Match", tag)).status, 200);
}

TEST_F(ApiTest, JudgesAndAsks) {
  const auto assessment =
      post("/api/v1/assessments", R"({"region":"cn-31","facts":{"person.birth_date":"1990-05-01"}})");
  EXPECT_EQ(assessment.status, 200);
  EXPECT_FALSE(assessment.json().at("routes").as_array().empty());
  const auto next = post("/api/v1/questions", R"({"region":"cn-31","facts":{},"skipped":[]})").json();
  EXPECT_TRUE(next.as_object().contains("question"));
  EXPECT_GT(next.at("at_most").as_int64(), 0);
}

TEST_F(ApiTest, CountsWorkingDays) {
  EXPECT_EQ(get("/api/v1/workdays?from=2026-09-28&count=15").json().at("due").as_string(), "2026-10-23");
  EXPECT_TRUE(get("/api/v1/workdays?from=2027-01-04&count=3").json().at("not_known").as_bool());
  EXPECT_EQ(get("/api/v1/workdays?from=2026-09-28&count=x").status, 422);
}

TEST_F(ApiTest, BadBodiesAreRefusedWhereTheyAreBad) {
  struct Case {
    std::string_view body;
    int status;
    std::string_view code;
    std::string_view pointer;
  };
  const Case cases[] = {
      {R"({"region":)", 400, "json.unfinished", ""},
      {"{\"region\":\"\xff\"}", 400, "json.bad_utf8", ""},
      {R"([])", 422, "json.not_an_object", ""},
      {R"({"facts":{}})", 422, "json.missing", "/region"},
      {R"({"region":7,"facts":{}})", 422, "json.not_a_string", "/region"},
      {R"({"region":"cn-31","facts":{},"more":1})", 422, "json.unknown_member", "/more"},
      {R"({"region":"xx","facts":{}})", 422, "policy.no_such_region", "/region"},
      {R"({"region":"cn-31","as_of":"2026-02-30","facts":{}})", 422, "day.invalid", "/as_of"},
      {R"({"region":"cn-31","facts":{"no.such":1}})", 422, "facts.unknown_fact", "/facts/no.such"},
      {R"({"region":"cn-31","facts":{"person.birth_date":"1990-02-30"}})", 422, "",
       "/facts/person.birth_date"},
      {R"({"region":"cn-31","facts":{"person.healthy":"yes"}})", 422, "facts.not_a_boolean",
       "/facts/person.healthy"},
      {R"({"region":"cn-31","facts":{"a/b":1}})", 422, "facts.unknown_fact", "/facts/a~1b"},
  };
  for (const auto& one : cases) {
    const auto answer = post("/api/v1/assessments", one.body);
    EXPECT_EQ(answer.status, one.status) << one.body;
    if (!one.code.empty()) {
      EXPECT_EQ(answer.code(), one.code) << one.body;
    }
    EXPECT_EQ(answer.pointers().at(0), one.pointer) << one.body;
    EXPECT_THAT(answer.header("Content-Type"), HasSubstr("application/problem+json"));
  }
}

TEST_F(ApiTest, TenMegabytesOfNestingAreRefused) {
  const std::string nested(std::size_t{10} << 20, '[');
  EXPECT_EQ(post("/api/v1/assessments", nested).status, 413);
  EXPECT_EQ(post("/api/v1/assessments", nested.substr(0, 500'000)).code(), "json.too_deep");
}

TEST_F(ApiTest, AllFaultsAreNamedAtOnce) {
  const auto answer = post("/api/v1/assessments",
                           R"({"region":"cn-31","facts":{"no.such":1,"person.healthy":3,"nor.this":2}})");
  EXPECT_EQ(answer.pointers().size(), 3U);
}

TEST_F(ApiTest, ProblemsSpeakTheCallersLanguage) {
  const std::string_view bad = R"({"facts":{}})";
  const auto zh = post("/api/v1/assessments", bad);
  const auto en = post("/api/v1/assessments", bad, with("Accept-Language", "en-GB,en;q=0.9"));
  const auto asked = post("/api/v1/assessments?lang=en", bad);
  EXPECT_EQ(zh.header("Content-Language"), "zh-CN");
  EXPECT_EQ(en.header("Content-Language"), "en");
  EXPECT_EQ(asked.body, en.body);
  EXPECT_NE(zh.json().at("detail"), en.json().at("detail"));
}

TEST_F(ApiTest, UnknownPathsAndMethods) {
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  const auto wrong = send(Method::Delete, "/api/v1/meta");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_THAT(wrong.header("Allow"), HasSubstr("GET"));
  EXPECT_EQ(send(Method::Options, "/api/v1/plans").status, 204);
  EXPECT_EQ(post("/api/v1/assessments", "{}", with("Content-Type", "text/plain")).code(), "http.not_json");
}

TEST_F(ApiTest, WhoAsksTooOftenWaits) {
  rate_ = {1, 2};
  EXPECT_EQ(get("/api/v1/health").status, 200);
  EXPECT_EQ(get("/api/v1/health").status, 200);
  const auto refused = get("/api/v1/health");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "1");
}

TEST_F(ApiTest, APlanIsSavedReadChangedAndErased) {
  const auto [code, answer] = saved();
  const auto path = "/api/v1/plans/" + code;
  EXPECT_EQ(answer.header("Location"), path);
  EXPECT_EQ(answer.header("ETag"), "\"1\"");
  const auto read = get(path).json();
  EXPECT_EQ(read.at("title").as_string(), "我的");
  EXPECT_TRUE(read.at("changes").as_array().empty());
  EXPECT_FALSE(read.at("rules_changed").as_bool());

  EXPECT_EQ(send(Method::Put, path, kPlan).code(), "plans.version_required");
  EXPECT_EQ(send(Method::Put, path, kPlan, with("If-Match", "\"7\"")).status, 412);
  const auto changed = send(Method::Put, path, kPlan, with("If-Match", "\"1\""));
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.header("ETag"), "\"2\"");

  EXPECT_EQ(send(Method::Delete, path).status, 204);
  EXPECT_EQ(get(path).status, 404);
  EXPECT_EQ(send(Method::Delete, path).status, 404);
}

TEST_F(ApiTest, CodesMayBeWrittenByHand) {
  const auto code = saved().first;
  std::string loose;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) loose += '-';
    loose += static_cast<char>(std::tolower(static_cast<unsigned char>(code[i])));
  }
  EXPECT_EQ(get("/api/v1/plans/" + loose).status, 200);
  EXPECT_EQ(get("/api/v1/plans/ABC").status, 404);
}

TEST_F(ApiTest, TheSameKeyGivesTheSameAnswer) {
  const auto [code, first] = saved(with("Idempotency-Key", "abc"));
  const auto [again, second] = saved(with("Idempotency-Key", "abc"));
  EXPECT_EQ(code, again);
  EXPECT_EQ(first.body, second.body);
  const auto other =
      post("/api/v1/plans", R"({"region":"cn-31","facts":{},"chosen":[]})", with("Idempotency-Key", "abc"));
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(post("/api/v1/plans", kPlan, with("Idempotency-Key", "a b")).status, 400);
}

TEST_F(ApiTest, PlansNameOnlyRoutesThatAreThere) {
  const auto answer = post("/api/v1/plans", R"({"region":"cn-31","facts":{},"chosen":["pr-work","x"]})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.pointers(), std::vector<std::string>{"/chosen/1"});
}

TEST_F(ApiTest, APlanSaysWhatChangedWithTheRule) {
  const auto body =
      R"({"region":"cn-31","as_of":"2023-04-30","facts":{"person.birth_date":"1990-05-01"},"chosen":["pr-work"]})";
  const auto answer = post("/api/v1/plans", body);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("2023-05-01"));  // the rule in force since
  EXPECT_FALSE(answer.json().at("changes").as_array().empty());
}

TEST_F(ApiTest, APlanIsACalendarAndAPicture) {
  const auto path = "/api/v1/plans/" + saved().first;
  const auto calendar = get(path + "/calendar.ics?lang=en");
  EXPECT_THAT(calendar.header("Content-Type"), HasSubstr("text/calendar"));
  EXPECT_THAT(calendar.body, testing::StartsWith("BEGIN:VCALENDAR\r\n"));
  const auto code = path.substr(path.rfind('/') + 1);
  EXPECT_THAT(calendar.body, Not(HasSubstr(code)));
  const auto qr = get(path + "/qr.svg");
  EXPECT_EQ(qr.header("Content-Type"), "image/svg+xml");
  EXPECT_THAT(qr.body, testing::StartsWith("<svg"));
}

TEST(OpenApi, IsWhatTheRepositoryHolds) {
  std::ostringstream stored;
  stored << std::ifstream(GANGWAY_SOURCE_DIR "/api/openapi.json", std::ios::binary).rdbuf();
  EXPECT_TRUE(stored.str() == openapi_document())
      << "write it anew: gangway openapi --output api/openapi.json";
}

}  // namespace
}  // namespace gangway::api
