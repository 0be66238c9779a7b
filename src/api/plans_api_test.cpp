// Plans over HTTP: saved, opened with a code, changed by whoever saw the last version, erased for good.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "api/testing_server.h"

namespace gangway::api {
namespace {

using http::Method;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// Somebody who has answered everything: judging costs little.
json::Value facts() {
  std::ostringstream text;
  text << std::ifstream(GANGWAY_SOURCE_DIR "/tests/people/engineer.json").rdbuf();
  return json::parse(text.str()).value().at("facts");
}

std::string plan(std::string_view region = "cn-31", json::Array chosen = {"pr-work"}) {
  return json::serialize(json::Object{
      {"region", region}, {"facts", facts()}, {"title", "我的方案"}, {"chosen", std::move(chosen)}});
}

const std::string kPlan = plan();

class PlansApiTest : public ApiTest {
 protected:
  // A plan's code and its answer.
  std::pair<std::string, Answer> saved(http::Headers headers = {}) {
    auto answer = post("/api/v1/plans", kPlan, std::move(headers));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return {std::string(answer.json().at("code").as_string()), answer};
  }
  static std::string path(const std::string& code) { return "/api/v1/plans/" + code; }

  std::int64_t events() {
    return db_.read([](const store::ReadTx& tx) { return journal::Chain::head(tx).position; });
  }
};

TEST_F(PlansApiTest, APlanIsSavedReadChangedAndErased) {
  const auto [code, answer] = saved();
  EXPECT_EQ(answer.header("Location"), path(code));
  EXPECT_EQ(answer.header("ETag"), "\"1\"");
  const auto read = get(path(code));
  EXPECT_EQ(read.body, answer.body);
  EXPECT_EQ(read.header("Cache-Control"), "no-store");
  EXPECT_EQ(read.json().at("title").as_string(), "我的方案");
  EXPECT_EQ(read.json().at("facts"), facts());
  EXPECT_THAT(read.json().at("changes").as_array(), IsEmpty());
  EXPECT_FALSE(read.json().at("rules_changed").as_bool());

  const auto changed = put(path(code), plan("cn-3202", {"pr-yrd-tech"}), with("If-Match", "\"1\""));
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.header("ETag"), "\"2\"");
  EXPECT_EQ(get(path(code)).json().at("region").as_string(), "cn-3202");

  EXPECT_EQ(erase(path(code)).status, 204);
  EXPECT_EQ(get(path(code)).code(), "plans.not_found");
  EXPECT_EQ(erase(path(code)).status, 404);
  EXPECT_EQ(put(path(code), kPlan, with("If-Match", "\"2\"")).status, 404);
  EXPECT_EQ(get(path(code) + "/calendar.ics").status, 404);
  EXPECT_EQ(get(path(code) + "/qr.svg").status, 404);
  EXPECT_EQ(events(), 3);
}

TEST_F(PlansApiTest, NobodyOverwritesWhatTheyHaveNotSeen) {
  const auto code = saved().first;
  for (const auto* seen : {"", "1", "*", "\"\"", "\"one\"", "\"1", "W/\"1\"", "\"99999999999999999999\""}) {
    const auto answer = put(path(code), kPlan, with("If-Match", seen));
    EXPECT_EQ(answer.status, 412) << seen;
    EXPECT_EQ(answer.code(), "plans.version_required") << seen;
  }
  EXPECT_EQ(put(path(code), kPlan).code(), "plans.version_required");
  for (const auto* seen : {"\"0\"", "\"2\"", "\"-1\""}) {
    const auto answer = put(path(code), kPlan, with("If-Match", seen));
    EXPECT_EQ(answer.status, 412) << seen;
    EXPECT_EQ(answer.code(), "plans.stale") << seen;
  }
  EXPECT_EQ(put(path(code), kPlan, with("If-Match", "\"1\"")).status, 200);
  EXPECT_EQ(put(path(code), kPlan, with("If-Match", "\"1\"")).code(), "plans.stale");
}

TEST_F(PlansApiTest, OfTwoChangesAtOnceOneWins) {
  const auto code = saved().first;
  std::vector<int> statuses(4);
  std::vector<std::thread> callers;
  for (auto& status : statuses) {
    callers.emplace_back([&] { status = put(path(code), kPlan, with("If-Match", "\"1\"")).status; });
  }
  for (auto& caller : callers) caller.join();
  std::ranges::sort(statuses);
  EXPECT_THAT(statuses, ElementsAre(200, 412, 412, 412));
}

TEST_F(PlansApiTest, CodesMayBeWrittenByHand) {
  const auto code = saved().first;
  std::string loose;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) loose += '-';
    loose += static_cast<char>(std::tolower(static_cast<unsigned char>(code[i])));
  }
  EXPECT_EQ(get(path(loose)).status, 200);
  EXPECT_EQ(get(path("%20" + code + "%20")).status, 200);
}

TEST_F(PlansApiTest, AWrongCodeIsNoPlanAndSaysWhatIsWrongWithIt) {
  const auto code = saved().first;
  auto slip = code;
  slip[3] = slip[3] == '7' ? '8' : '7';
  EXPECT_EQ(get(path(slip)).code(), "code.wrong_check");
  EXPECT_EQ(get(path("ABC")).code(), "code.wrong_length");
  EXPECT_EQ(get(path("7K4M92TXP0QW3HJ8U")).code(), "code.wrong_character");
  EXPECT_EQ(get(path("%E6%B8%AF")).status, 404);
  for (const auto& wrong : {slip, std::string("ABC")}) {
    EXPECT_EQ(get(path(wrong)).status, 404);
    EXPECT_EQ(put(path(wrong), kPlan, with("If-Match", "\"1\"")).status, 404);
    EXPECT_EQ(erase(path(wrong)).status, 404);
    EXPECT_EQ(get(path(wrong) + "/calendar.ics").status, 404);
    EXPECT_EQ(get(path(wrong) + "/qr.svg").status, 404);
  }
}

TEST_F(PlansApiTest, CodesCannotBeTriedFastOrReadInTheLog) {
  rate_ = {1, 20};
  const auto code = saved().first;
  int refused = 0;
  for (int i = 0; i < 40; ++i) {
    const auto answer = get(path(PublicCode::make(repeatable_random(static_cast<std::uint64_t>(i))).text()));
    EXPECT_TRUE(answer.status == 404 || answer.status == 429) << answer.status;
    refused += static_cast<int>(answer.status == 429);
  }
  EXPECT_GE(refused, 18);
  EXPECT_THAT(log(), HasSubstr("/api/v1/plans/{code}"));
  EXPECT_THAT(log(), Not(HasSubstr(code)));
  EXPECT_THAT(log(), Not(HasSubstr("1990")));
}

TEST_F(PlansApiTest, TheSameKeyGivesTheSameAnswer) {
  const auto [code, first] = saved(with("Idempotency-Key", "abc"));
  // The same body, its members in another order and a day later.
  now_ += std::chrono::hours{24};
  const auto other_order = json::canonical(json::parse(kPlan).value());
  ASSERT_NE(other_order, kPlan);
  const auto second = post("/api/v1/plans", other_order, with("Idempotency-Key", "abc"));
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.json().at("code").as_string(), code);
  EXPECT_EQ(second.json().at("as_of"), first.json().at("as_of"));
  EXPECT_EQ(second.header("ETag"), first.header("ETag"));
  EXPECT_EQ(events(), 1);
  const auto other = post("/api/v1/plans", plan("cn-31", {}), with("Idempotency-Key", "abc"));
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.code(), "journal.key_reused");
  for (const std::string& key : {std::string("a b"), std::string("\xE6\xB8\xAF"), std::string(256, 'k')}) {
    EXPECT_EQ(post("/api/v1/plans", kPlan, with("Idempotency-Key", key)).code(), "http.bad_key");
  }
  EXPECT_EQ(post("/api/v1/plans", kPlan, with("Idempotency-Key", std::string(255, 'k'))).status, 201);
  // The first answer, though the plan was changed meanwhile.
  EXPECT_EQ(put(path(code), plan("cn"), with("If-Match", "\"1\"")).status, 200);
  EXPECT_EQ(post("/api/v1/plans", kPlan, with("Idempotency-Key", "abc")).json().at("region").as_string(),
            "cn-31");
  // What is erased is not there for a second asking either.
  EXPECT_EQ(erase(path(code)).status, 204);
  EXPECT_NE(post("/api/v1/plans", kPlan, with("Idempotency-Key", "abc")).json().at("code").as_string(), code);
}

TEST_F(PlansApiTest, TheSameKeyAtOnceMakesOnePlan) {
  std::vector<std::string> codes(6);
  std::vector<std::thread> callers;
  saved();  // starts the server
  for (auto& code : codes) {
    callers.emplace_back([&] { code = saved(with("Idempotency-Key", "at-once")).first; });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_THAT(codes, testing::Each(codes.front()));
  EXPECT_EQ(events(), 2);
}

TEST_F(PlansApiTest, APlanSaysWhatChangedWithTheRule) {
  now_ = parse_instant("2023-04-30T08:30+08:00").value();
  auto body = json::parse(kPlan).value();
  body.as_object()["as_of"] = "2023-04-30";
  const auto answer = post("/api/v1/plans", json::serialize(body));
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(json::serialize(answer.json().at("changes")), "[]");  // nothing on the day itself

  now_ += std::chrono::days{1};
  const auto later = get("/api/v1/plans/" + std::string(answer.json().at("code").as_string()));
  const auto changes = json::serialize(later.json().at("changes"));
  EXPECT_THAT(changes, HasSubstr("pr-work"));
  EXPECT_THAT(changes, HasSubstr("since 1 May 2023"));
}

TEST_F(PlansApiTest, NothingOfAPersonCanBeReadInTheDatabase) {
  const auto code = saved().first;
  const auto text = db_.read([](const store::ReadTx& tx) {
    std::string out;
    for (const auto* sql : {"SELECT sealed FROM plan", "SELECT code_hash FROM plan"}) {
      const auto bytes = tx.one(sql, [](const store::Row& row) { return row.bytes(0); });
      out.append(bytes->begin(), bytes->end());
    }
    return out;
  });
  EXPECT_THAT(text, Not(HasSubstr("1990-03-14")));
  EXPECT_THAT(text, Not(HasSubstr(code)));
  EXPECT_THAT(text, Not(HasSubstr("我的方案")));
}

TEST_F(PlansApiTest, APlanIsACalendarAndAPicture) {
  const auto code = saved().first;
  const auto calendar = get(path(code) + "/calendar.ics?lang=en");
  EXPECT_THAT(calendar.header("Content-Type"), HasSubstr("text/calendar"));
  EXPECT_THAT(calendar.body, StartsWith("BEGIN:VCALENDAR\r\n"));
  EXPECT_THAT(calendar.body, Not(HasSubstr(code)));
  const auto qr = get(path(code) + "/qr.svg");
  EXPECT_EQ(qr.header("Content-Type"), "image/svg+xml");
  EXPECT_THAT(qr.body, StartsWith("<svg"));
}

TEST_F(PlansApiTest, AFullDiskSavesNothingAndSaysSo) {
  const auto code = saved().first;
  const auto before = events();
  for (int n = 1; n < 40; ++n) {
    db_.fail_after(n);
    const auto answer = post("/api/v1/plans", kPlan);
    db_.fail_after(0);
    if (answer.status == 201) {
      EXPECT_GT(n, 3);
      EXPECT_EQ(events(), before + 1);
      break;
    }
    EXPECT_EQ(answer.status, 500) << n;
    EXPECT_EQ(answer.code(), "http.internal");
    EXPECT_EQ(events(), before) << "something of plan " << n << " stayed";
  }
  EXPECT_EQ(get(path(code)).status, 200);
  EXPECT_FALSE(db_.read([&](const store::ReadTx& tx) { return chain_.verify(tx, std::nullopt); }));
}

}  // namespace
}  // namespace gangway::api
