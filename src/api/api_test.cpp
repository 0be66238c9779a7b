// What every endpoint answers to good requests, and what all of them say to bad ones.
#include "api/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "api/testing_server.h"

namespace gangway::api {
namespace {

using http::Method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Chinese characters are three bytes of UTF-8 that begin with E4 to E9.
bool is_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
}

// "{name}", which an argument should have filled. JSON in a text, {"name": …, is none.
bool has_placeholder(std::string_view text) {
  for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) continue;
    const auto name = text.substr(at + 1, end - at - 1);
    if (!name.empty() && std::ranges::all_of(name, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); }))
      return true;
  }
  return false;
}

// A problem as docs and portal rely on it: RFC 9457, in one language only, with a pointer for each error.
void expect_problem(const Answer& answer, int status, std::string_view code, Language language,
                    const std::vector<std::string>& pointers) {
  EXPECT_EQ(answer.status, status) << answer.body;
  ASSERT_THAT(answer.header("Content-Type"), testing::StartsWith("application/problem+json")) << answer.body;
  EXPECT_EQ(answer.header("Content-Language"), language == Language::Zh ? "zh-CN" : "en");
  const auto problem = answer.json();
  EXPECT_EQ(problem.at("type").as_string(), "about:blank");
  EXPECT_EQ(problem.at("status").as_int64(), status);
  EXPECT_EQ(problem.at("code").as_string(), code);
  EXPECT_EQ(is_chinese(problem.at("title").as_string()), language == Language::Zh) << answer.body;
  EXPECT_EQ(is_chinese(problem.at("detail").as_string()), language == Language::Zh) << answer.body;
  EXPECT_EQ(answer.pointers(), pointers) << answer.body;
  for (const auto& error : problem.at("errors").as_array()) {
    EXPECT_TRUE(has_text(std::string_view(error.at("code").as_string()))) << answer.body;
    EXPECT_EQ(is_chinese(error.at("detail").as_string()), language == Language::Zh) << answer.body;
    EXPECT_FALSE(has_placeholder(std::string_view(error.at("detail").as_string()))) << answer.body;
  }
}

struct Case {
  Method method;
  std::string target;
  std::string body;
  int status;
  std::string code;
  std::vector<std::string> pointers;
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::vector<Case> bad_addresses() {
  constexpr auto kGet = Method::Get;
  const std::string routes = "/api/v1/routes";
  const std::string workdays = "/api/v1/workdays";
  return {
      {kGet, "/api/v1/nothing", "", 404, "http.not_found", {""}},
      {kGet, "/api", "", 404, "http.not_found", {""}},
      {kGet, "/api/v1/routes/%C3%28", "", 400, "http.bad_target", {""}},
      {kGet, "/api/v1/routes/%zz", "", 400, "http.bad_target", {""}},
      {kGet, routes + "?region=xx-99", "", 404, "policy.no_such_region", {"/region"}},
      {kGet, routes + "?region=", "", 404, "policy.no_such_region", {"/region"}},
      {kGet, routes + "?region=" + repeated("x", 5000), "", 404, "policy.no_such_region", {"/region"}},
      {kGet, routes + "?as_of=2026-02-30", "", 422, "day.invalid", {"/as_of"}},
      {kGet, routes + "?as_of=yesterday", "", 422, "day.invalid", {"/as_of"}},
      {kGet, routes + "?as_of=1950-01-01", "", 422, "policy.day_out_of_range", {"/as_of"}},
      {kGet, routes + "/no-such-route?region=cn-31", "", 404, "policy.no_such_route", {""}},
      {kGet, routes + "/pr-work?region=xx", "", 404, "policy.no_such_region", {"/region"}},
      {kGet, "/api/v1/facts?region=xx", "", 404, "policy.no_such_region", {"/region"}},
      {kGet, workdays, "", 422, "day.invalid", {"/from"}},
      {kGet, workdays + "?from=2026-02-30&count=1", "", 422, "day.invalid", {"/from"}},
      {kGet, workdays + "?from=2026-09-28", "", 422, "api.bad_count", {"/count"}},
      {kGet, workdays + "?from=2026-09-28&count=-1", "", 422, "api.bad_count", {"/count"}},
      {kGet, workdays + "?from=2026-09-28&count=1.5", "", 422, "api.bad_count", {"/count"}},
      {kGet, workdays + "?from=2026-09-28&count=99999999999", "", 422, "api.bad_count", {"/count"}},
      {Method::Delete, "/api/v1/health", "", 405, "http.method_not_allowed", {""}},
      {Method::Get, "/api/v1/assessments", "", 405, "http.method_not_allowed", {""}},
      {Method::Post, "/api/v1/plans/7K4M92TXP0QW3HJ8Q", "{}", 405, "http.method_not_allowed", {""}},
      {Method::Patch, "/api/v1/plans/7K4M92TXP0QW3HJ8Q", "{}", 412, "plans.version_required", {""}},
  };
}

// What assessments, questions and plans refuse in the same words: all three take a person.
std::vector<Case> bad_people(const std::string& target, const std::string& rest) {
  const auto body = [&](std::string_view facts) {
    return R"({"region":"cn-31","facts":)" + std::string(facts) + rest + "}";
  };
  const auto post = [&](std::string text, int status, std::string code, std::vector<std::string> pointers) {
    return Case{Method::Post, target, std::move(text), status, std::move(code), std::move(pointers)};
  };
  const std::string person = "/facts/person.";
  return {
      post(" ", 400, "json.empty", {""}),
      post("{\"region\":", 400, "json.unfinished", {""}),
      post("{'region':'cn-31'}", 400, "json.syntax", {""}),
      post(body("{}") + "x", 400, "json.syntax", {""}),
      post("{\"region\":\"\xC3\x28\"}", 400, "json.bad_utf8", {""}),
      post("{\"region\":\"\xED\xA0\x80\"}", 400, "json.bad_utf8", {""}),
      post(body(R"({"person.healthy":true,"person.healthy":false})"), 400, "json.duplicate_member", {""}),
      post(body(R"({"work.offer_salary_cny":1e999})"), 400, "json.number_too_large", {""}),
      post(body(R"({"work.offer_salary_cny":NaN})"), 400, "json.syntax", {""}),
      post(body(repeated("[", 200'000) + repeated("]", 200'000)), 413, "json.too_deep", {""}),
      post("[]", 422, "json.not_an_object", {""}),
      post("null", 422, "json.not_an_object", {""}),
      post(R"({"facts":{})" + rest + "}", 422, "json.missing", {"/region"}),
      post(R"({"region":7,"facts":{})" + rest + "}", 422, "json.not_a_string", {"/region"}),
      post(R"({"region":"cn-31","facts":{},"more":1)" + rest + "}", 422, "json.unknown_member", {"/more"}),
      post(R"({"region":"xx-99","facts":{})" + rest + "}", 422, "policy.no_such_region", {"/region"}),
      post(R"({"region":"cn-31","as_of":"2026-02-30","facts":{})" + rest + "}", 422, "day.invalid",
           {"/as_of"}),
      post(R"({"region":"cn-31","as_of":"1950-01-01","facts":{})" + rest + "}", 422,
           "policy.day_out_of_range", {"/as_of"}),
      post(body("[]"), 422, "facts.not_an_object", {"/facts"}),
      post(body("null"), 422, "facts.not_an_object", {"/facts"}),
      post(body(R"({"no.such":1})"), 422, "facts.unknown_fact", {"/facts/no.such"}),
      post(body(R"({"a/b~c":1})"), 422, "facts.unknown_fact", {"/facts/a~1b~0c"}),
      post(body(R"({"person.healthy":"yes"})"), 422, "facts.not_a_boolean", {person + "healthy"}),
      post(body(R"({"person.birth_date":"1990-02-30"})"), 422, "day.invalid", {person + "birth_date"}),
      post(body(R"({"person.birth_date":19900501})"), 422, "facts.not_a_text", {person + "birth_date"}),
      post(body(R"({"person.birth_date":null})"), 422, "facts.not_nullable", {person + "birth_date"}),
      post(body(R"({"education.highest":"guru"})"), 422, "facts.no_such_option",
           {"/facts/education.highest"}),
      post(body(R"({"talent.extras":"patent"})"), 422, "facts.not_a_list", {"/facts/talent.extras"}),
      post(body(R"({"language.hsk_level":2.5})"), 422, "facts.not_whole", {"/facts/language.hsk_level"}),
      post(body(R"({"language.hsk_level":-1})"), 422, "facts.too_small", {"/facts/language.hsk_level"}),
      post(body(R"({"work.offer_salary_cny":1e47})"), 422, "facts.too_large",
           {"/facts/work.offer_salary_cny"}),
      post(body(R"({"work.offer_salary_cny":"a lot"})"), 422, "facts.not_a_number",
           {"/facts/work.offer_salary_cny"}),
      post(body(R"({"work.years":[]})"), 422, "facts.not_a_table", {"/facts/work.years"}),
      post(body(R"({"work.years":{"22":{}}})"), 422, "facts.bad_year", {"/facts/work.years/22"}),
      post(body(R"({"work.years":{"2022":7}})"), 422, "facts.not_a_row", {"/facts/work.years/2022"}),
      post(body(R"({"work.years":{"2022":{"wage":7}}})"), 422, "facts.unknown_column",
           {"/facts/work.years/2022/wage"}),
      post(body(R"({"work.years":{"2022":{"months_in_china":13}}})"), 422, "facts.too_large",
           {"/facts/work.years/2022/months_in_china"}),
      post(body(R"({"no.such":1,"person.healthy":3,"nor.this":2})"), 422, "facts.unknown_fact",
           {"/facts/no.such", person + "healthy", "/facts/nor.this"}),
  };
}

std::vector<Case> bad_choices() {
  const auto post = [](std::string path, std::string rest, int status, std::string code,
                       std::vector<std::string> pointers) {
    return Case{Method::Post,
                "/api/v1/" + std::move(path),
                R"({"region":"cn-31","facts":{},)" + std::move(rest) + "}",
                status,
                std::move(code),
                std::move(pointers)};
  };
  std::string many = "\"pr-work\"";
  for (int i = 0; i < 200; ++i) many += ",\"pr-work\"";
  const auto long_title = repeated("长", 201);
  return {
      post("assessments", R"("nearest":"yes")", 422, "json.not_a_boolean", {"/nearest"}),
      post("assessments", R"("routes":["pr-work","x"])", 422, "policy.unknown_route", {"/routes/1"}),
      post("assessments", R"("routes":[7])", 422, "json.not_a_string", {"/routes/0"}),
      post("assessments", R"("routes":"pr-work")", 422, "json.not_an_array", {"/routes"}),
      post("assessments", R"("routes":[)" + many + "]", 413, "api.too_many_items", {"/routes"}),
      post("questions", R"("routes":["x"])", 422, "policy.unknown_route", {"/routes/0"}),
      post("questions", R"("stages":["entry","afterlife"])", 422, "api.no_such_stage", {"/stages/1"}),
      post("questions", R"("skipped":[)" + many + "]", 413, "api.too_many_items", {"/skipped"}),
      post("plans", R"("chosen":["pr-work","x"])", 422, "plans.route_not_listed", {"/chosen/1"}),
      post("plans", R"("chosen":[)" + many + "]", 413, "api.too_many_items", {"/chosen"}),
      post("plans", R"("chosen":[],"title":")" + long_title + "\"", 422, "plans.title_too_long", {"/title"}),
      post("plans", R"("chosen":[],"starts":{"pr-work":"2026-12-01"})", 422, "plans.start_not_chosen",
           {"/starts/pr-work"}),
      post("plans", R"("chosen":["pr-work"],"starts":{"pr-work":"2026-02-30"})", 422, "day.invalid",
           {"/starts/pr-work"}),
  };
}

TEST_F(ApiTest, WhatIsBadIsSaidInTheCallersLanguageAndWhere) {
  auto cases = bad_addresses();
  const auto add = [&](const std::vector<Case>& more) {
    cases.insert(cases.end(), more.begin(), more.end());
  };
  add(bad_people("/api/v1/assessments", ""));
  add(bad_people("/api/v1/questions", ""));
  add(bad_people("/api/v1/plans", R"(,"chosen":[])"));
  add(bad_choices());
  for (const auto& one : cases) {
    for (const auto language : {Language::Zh, Language::En}) {
      SCOPED_TRACE(std::string(http::name_of(one.method)) + " " + one.target.substr(0, 80) + " " +
                   one.body.substr(0, 120));
      const auto answer =
          send(one.method, one.target, one.body,
               with("Accept-Language", language == Language::Zh ? "zh-CN" : "en-GB,en;q=0.9"));
      expect_problem(answer, one.status, one.code, language, one.pointers);
    }
  }
}

TEST_F(ApiTest, TooLargeIsRefusedAndTheServerGoesOn) {
  expect_problem(post("/api/v1/assessments", repeated("[", std::size_t{1} << 20)), 413, "json.too_deep",
                 Language::Zh, {""});
  // Ten megabytes are refused by their announced length, before the body is sent.
  expect_problem(send_raw("POST /api/v1/assessments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                          "Content-Length: 10485760\r\n\r\n"),
                 413, "http.body_too_large", Language::Zh, {""});
  expect_problem(send_raw("GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Padding: " + repeated("x", 16'400)),
                 431, "http.header_too_large", Language::Zh, {""});
  expect_problem(send_raw("no HTTP\r\n\r\n"), 400, "http.bad_request", Language::Zh, {""});
  EXPECT_EQ(get("/api/v1/health").status, 200);
}

TEST_F(ApiTest, LanguageIsAskedForOrNegotiated) {
  const std::string_view bad = R"({"facts":{}})";
  const auto language = [&](std::string_view target, http::Headers headers) {
    return post(target, bad, std::move(headers)).header("Content-Language");
  };
  const std::string path = "/api/v1/assessments";
  EXPECT_EQ(language(path, {}), "zh-CN");
  EXPECT_EQ(language(path, with("Accept-Language", "en-GB,en;q=0.9")), "en");
  EXPECT_EQ(language(path, with("Accept-Language", "en;q=0.1,zh;q=0.8")), "zh-CN");
  EXPECT_EQ(language(path, with("Accept-Language", "fr")), "zh-CN");
  EXPECT_EQ(language(path, with("Accept-Language", ";;q=,,\x01")), "zh-CN");
  EXPECT_EQ(language(path + "?lang=en", with("Accept-Language", "zh")), "en");
}

TEST_F(ApiTest, OnlyJsonIsRead) {
  for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""}) {
    expect_problem(post("/api/v1/assessments", "{}", with("Content-Type", type)), 400, "http.not_json",
                   Language::Zh, {""});
  }
  const std::string_view good = R"({"region":"cn-31","facts":{}})";
  EXPECT_EQ(post("/api/v1/assessments", good, with("Content-Type", "application/json; charset=utf-8")).status,
            200);
}

TEST_F(ApiTest, MethodsAreNamed) {
  const auto wrong = erase("/api/v1/meta");
  EXPECT_THAT(wrong.header("Allow"), HasSubstr("GET"));
  const auto options = send(Method::Options, "/api/v1/plans");
  EXPECT_EQ(options.status, 204);
  EXPECT_THAT(options.header("Allow"), HasSubstr("POST"));
}

TEST_F(ApiTest, WhoAsksTooOftenWaits) {
  rate_ = {1, 3};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(get("/api/v1/health").status, 200);
  const auto refused = get("/api/v1/health");
  expect_problem(refused, 429, "http.too_many", Language::Zh, {""});
  EXPECT_EQ(refused.header("Retry-After"), "1");
}

TEST_F(ApiTest, SaysWhatItIs) {
  const auto health = get("/api/v1/health");
  EXPECT_EQ(health.json().at("status").as_string(), "ok");
  EXPECT_EQ(health.json().at("today").as_string(), "2026-11-24");
  EXPECT_EQ(health.header("Cache-Control"), "no-store");
  EXPECT_EQ(health.header("X-Content-Type-Options"), "nosniff");
  const auto meta = get("/api/v1/meta").json();
  EXPECT_EQ(meta.at("default_region").as_string(), "cn-31");
  EXPECT_EQ(meta.at("stages").as_array().size(), 4U);
  EXPECT_EQ(meta.at("calendar").at("last_year").as_int64(), 2026);
  EXPECT_GT(meta.at("sources_count").as_int64(), meta.at("unconfirmed_sources").as_int64());
  bool wuxi = false;
  for (const auto& region : meta.at("regions").as_array()) {
    if (region.at("id").as_string() != "cn-3202") continue;
    wuxi = true;
    EXPECT_EQ(region.at("parent").as_string(), "cn-32");
    EXPECT_TRUE(region.at("has_pack").as_bool());
  }
  EXPECT_TRUE(wuxi);
}

TEST_F(ApiTest, ListsFactsAndRoutesOfAPlace) {
  EXPECT_FALSE(get("/api/v1/facts?region=cn-31").json().at("facts").as_array().empty());
  const auto ids = [&](const std::string& target) {
    std::vector<std::string> out;
    const auto list = get(target).json();
    for (const auto& route : list.at("routes").as_array()) out.emplace_back(route.at("id").as_string());
    return out;
  };
  EXPECT_THAT(ids("/api/v1/routes?region=cn-310115"), testing::Contains("single-window"));
  EXPECT_THAT(ids("/api/v1/routes?region=cn-3202"), Not(testing::Contains("single-window")));
  EXPECT_EQ(ids("/api/v1/routes"), ids("/api/v1/routes?region=cn-31&as_of=2026-11-24"));
  const auto guide = get("/api/v1/routes/pr-work?region=cn-31&as_of=2023-04-30").json();
  EXPECT_EQ(guide.at("id").as_string(), "pr-work");
  EXPECT_THAT(json::serialize(guide), HasSubstr("600,000"));
  EXPECT_THAT(json::serialize(get("/api/v1/routes/pr-work?region=cn-31").json().at("conditions")),
              Not(HasSubstr("600,000")));
}

TEST_F(ApiTest, WhatIsKnownIsNotSentAgain) {
  for (const std::string path :
       {"/api/v1/meta", "/api/v1/facts", "/api/v1/routes", "/api/v1/routes/pr-work"}) {
    const auto tag = get(path).header("ETag");
    ASSERT_FALSE(tag.empty()) << path;
    const auto again = get(path, with("If-None-Match", tag));
    EXPECT_EQ(again.status, 304) << path;
    EXPECT_EQ(again.header("ETag"), tag) << path;
    EXPECT_THAT(again.body, IsEmpty());
    EXPECT_EQ(get(path, with("If-None-Match", "\"old\", " + tag)).status, 304) << path;
    EXPECT_EQ(get(path, with("If-None-Match", "\"old\"")).status, 200) << path;
  }
  const auto tag = get("/api/v1/routes").header("ETag");
  EXPECT_NE(get("/api/v1/routes?region=cn-3202").header("ETag"), tag);
  EXPECT_NE(get("/api/v1/routes?as_of=2023-04-30").header("ETag"), tag);
  EXPECT_EQ(get("/api/v1/routes/none", with("If-None-Match", tag)).status, 404)
      << "a tag does not make a route";
  now_ += std::chrono::hours{24};
  EXPECT_EQ(get("/api/v1/routes", with("If-None-Match", tag)).status, 200);
}

TEST_F(ApiTest, JudgesAndAsks) {
  const auto person = R"({"region":"cn-31","facts":{"person.birth_date":"1990-05-01"})";
  const auto all = post("/api/v1/assessments", std::string(person) + "}").json();
  EXPECT_GT(all.at("routes").as_array().size(), 5U);
  EXPECT_EQ(all.at("as_of").as_string(), "2026-11-24");
  const auto one =
      post("/api/v1/assessments", std::string(person) + R"(,"routes":["pr-phd"],"nearest":true})");
  ASSERT_EQ(one.json().at("routes").as_array().size(), 1U) << one.body;
  EXPECT_EQ(one.json().at("routes").at(0).at("id").as_string(), "pr-phd");
  const auto next =
      post("/api/v1/questions", R"({"region":"cn-31","facts":{},"skipped":[],"stages":["life"]})").json();
  EXPECT_TRUE(next.as_object().contains("question"));
  EXPECT_GT(next.at("at_most").as_int64(), 0);
  // A question that is put off is not the next one.
  const auto fact = std::string(next.at("question").at("fact").at("id").as_string());
  const auto other = post("/api/v1/questions",
                          R"({"region":"cn-31","facts":{},"stages":["life"],"skipped":[")" + fact + "\"]}");
  EXPECT_NE(other.json().at("question").at("fact").at("id").as_string(), fact);
}

TEST_F(ApiTest, CountsWorkingDays) {
  EXPECT_EQ(get("/api/v1/workdays?from=2026-09-28&count=15").json().at("due").as_string(), "2026-10-23");
  EXPECT_EQ(get("/api/v1/workdays?from=2026-09-28&count=0").json().at("due").as_string(), "2026-09-28");
  const auto beyond = get("/api/v1/workdays?from=2026-12-30&count=3").json();
  EXPECT_TRUE(beyond.at("not_known").as_bool());
  EXPECT_FALSE(beyond.as_object().contains("due"));
}

TEST_F(ApiTest, TheContractIsWhatTheRepositoryHolds) {
  std::ostringstream stored;
  stored << std::ifstream(GANGWAY_SOURCE_DIR "/api/openapi.json", std::ios::binary).rdbuf();
  EXPECT_TRUE(stored.str() == openapi_document())
      << "write it anew: gangway openapi --output api/openapi.json";
  EXPECT_EQ(get("/api/openapi.json").body, openapi_document());
}

}  // namespace
}  // namespace gangway::api
