// Persons, employers and plans for persons over HTTP.
#include <gmock/gmock.h>

#include "api/endpoint.h"
#include "api/testing_server.h"

namespace gangway::api {
namespace {

using access::Role;

constexpr std::string_view kCamille = R"({"names": {"surname": "LAURENT", "given": "CAMILLE MARIE"},
  "birth_date": "1989-03-14", "nationality": "FRA", "languages": ["fr", "en"],
  "documents": [{"kind": "passport", "number": "19AB48213", "country": "FRA", "until": "2031-06-02"}]})";

class PeopleApiTest : public ApiTest {
 protected:
  std::string id_of(const Answer& answer) { return std::string(answer.json().at("id").as_string()); }
  http::Headers at(http::Headers headers, const Answer& seen) {
    headers.set("If-Match", seen.header("ETag"));
    return headers;
  }
  const Places places_ = make_places();
};

TEST_F(PeopleApiTest, APersonIsRegisteredFoundAndRead) {
  const auto clerk = as(Role::WindowClerk, places_.centre);
  const auto added = post("/api/v1/people", kCamille, clerk);
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.header("Location"), "/api/v1/people/" + id_of(added));
  const auto found = get("/api/v1/people?search=camille%20lau", clerk).json();
  ASSERT_EQ(found.at("people").as_array().size(), 1U);
  const auto& hit = found.at("people").as_array()[0];
  EXPECT_EQ(hit.at("name").at("reading").as_string(), "Camille Marie Laurent");
  EXPECT_EQ(hit.at("number_ends").as_string(), "8213");
  EXPECT_EQ(get("/api/v1/people/" + id_of(added), clerk).status, 200);
  const auto timeline = get("/api/v1/people/" + id_of(added) + "/timeline", clerk).json();
  EXPECT_EQ(timeline.at("entries").as_array().back().at("kind").as_string(), "person.read");
  EXPECT_EQ(timeline.at("entries").as_array().back().at("text").at("en").as_string(), "Looked at");
}

TEST_F(PeopleApiTest, WhoeverIsLikeSomebodyIsShownWithTheReason) {
  const auto clerk = as(Role::WindowClerk, places_.centre);
  post("/api/v1/people", kCamille, clerk);
  const auto alike = post(
      "/api/v1/people-alike",
      R"({"names": {"surname": "Marie Laurent", "given": "Camille"}, "birth_date": "1989-03-14"})", clerk);
  ASSERT_EQ(alike.status, 200) << alike.body;
  EXPECT_EQ(alike.json().at("duplicates").as_array()[0].at("why").as_array()[0].as_string(),
            "same_name_and_birth");
}

TEST_F(PeopleApiTest, FactsKeepTheirSourcesAndAConflictIsDecided) {
  const auto clerk = as(Role::WindowClerk, places_.centre);
  auto person = post("/api/v1/people", kCamille, clerk);
  const auto path = "/api/v1/people/" + id_of(person);
  person = post(path + "/facts",
                R"({"facts": [{"fact": "person.birth_date", "value": "1989-03-14", "kind": "self_stated"},
                              {"fact": "person.birth_date", "value": "1989-03-15", "kind": "paper", "paper": "passport"}]})",
                at(clerk, person));
  ASSERT_EQ(person.status, 200) << person.body;
  EXPECT_EQ(person.json().at("facts").as_array()[0].at("agreement").as_string(), "conflict");
  const auto decided = post(path + "/facts/person.birth_date/decision",
                            R"({"value": "1989-03-15", "reason": "as in the passport"})", at(clerk, person));
  ASSERT_EQ(decided.status, 200) << decided.body;
  const auto fact = decided.json().at("facts").as_array()[0];
  EXPECT_EQ(fact.at("agreement").as_string(), "decided");
  EXPECT_EQ(fact.at("value").as_string(), "1989-03-15");
  EXPECT_TRUE(fact.at("verified").as_bool());
  // A version that is not the last one is refused, and so is a fact that no pack knows.
  EXPECT_EQ(post(path + "/facts", R"({"facts": []})", at(clerk, person)).status, 412);
  const auto wrong =
      post(path + "/facts",
           R"({"facts": [{"fact": "person.birth_date", "value": "yesterday", "kind": "self_stated"}]})",
           at(clerk, decided));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.pointers(), testing::ElementsAre("/facts/0/value"));
}

TEST_F(PeopleApiTest, APersonIsJudgedFromWhatIsStored) {
  const auto officer = as(Role::Officer, places_.centre, "handling", "exit-entry");
  const auto person = post("/api/v1/people", kCamille, officer);
  const auto assessment = get("/api/v1/people/" + id_of(person) + "/assessment", officer);
  ASSERT_EQ(assessment.status, 200) << assessment.body;
  EXPECT_GT(assessment.json().at("routes").as_array().size(), 5U);
  EXPECT_EQ(assessment.json().at("region").as_string(), "cn-310115-lingang");
}

TEST_F(PeopleApiTest, APlanGoesFromComparisonToAnotherPersonsApproval) {
  const auto officer = as(Role::Officer, places_.centre, "handling", "exit-entry");
  const auto manager = as(Role::CentreManager, places_.centre, "supervision");
  const auto person = post("/api/v1/people", kCamille, officer);
  auto plan = post("/api/v1/people/" + id_of(person) + "/plans", "{}", officer);
  ASSERT_EQ(plan.status, 201) << plan.body;
  const auto path = "/api/v1/person-plans/" + id_of(plan);
  EXPECT_EQ(get(path + "/comparison", officer).status, 200);
  json::Array options;
  bool chosen = false;
  const auto drafted = plan.json();
  for (const auto& option : drafted.at("options").as_array()) {
    if (option.at("status").as_string() == "ineligible") continue;
    options.push_back(json::Object{{"route", option.at("route")},
                                   {"choice", chosen ? "set_aside" : "chosen"},
                                   {"reason", "compared"},
                                   {"judgements", json::Array{}}});
    chosen = true;
  }
  const auto body = json::serialize(json::Object{{"options", options}, {"solution", "The first of them."}});
  EXPECT_EQ(post(path + "/propose", "", at(officer, plan)).status, 409);
  plan = send(http::Method::Patch, path, body, at(officer, plan));
  ASSERT_EQ(plan.status, 200) << plan.body;
  plan = post(path + "/propose", "", at(officer, plan));
  ASSERT_EQ(plan.status, 200) << plan.body;
  EXPECT_EQ(post(path + "/approve", "", at(officer, plan)).status, 403);
  plan = post(path + "/approve", "", at(manager, plan));
  ASSERT_EQ(plan.status, 200) << plan.body;
  EXPECT_EQ(plan.json().at("stage").as_string(), "approved");
  EXPECT_EQ(get("/api/v1/person-plans?stage=approved", manager).json().at("plans").as_array().size(), 1U);
}

TEST_F(PeopleApiTest, AnAgentSeesTheFirmsOwnPeopleUntilRevoked) {
  const auto clerk = as(Role::WindowClerk, places_.centre);
  const auto person = post("/api/v1/people", kCamille, clerk);
  std::string code = "91310115DEMA0001T";
  code += people::check_character_of(code);
  const auto firm =
      post("/api/v1/employers",
           R"({"credit_code": ")" + code + R"(", "name": {"zh": "衡舟（演示）", "en": "Hengzhou"}})", clerk);
  ASSERT_EQ(firm.status, 201) << firm.body;
  const auto path = "/api/v1/employers/" + id_of(firm);
  const auto agent = as(Role::EmployerAgent, places_.centre, "own");
  const auto account = get("/api/v1/session", agent).json().at("account").at("id").as_string();
  ASSERT_EQ(post(path + "/agents", R"({"account": ")" + std::string(account) + R"(", "since": "2026-01-01"})",
                 clerk)
                .status,
            200);
  ASSERT_EQ(
      post(path + "/people",
           R"({"person": ")" + id_of(person) + R"(", "since": "2026-01-01", "granted_until": "2026-12-31"})",
           clerk)
          .status,
      200);
  const auto seen = get("/api/v1/me/staff", agent);
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.json().at("firms").as_array()[0].at("people").as_array().size(), 1U);
  EXPECT_THAT(seen.body, testing::Not(testing::HasSubstr("1989-03-14")));
  EXPECT_EQ(get("/api/v1/people/" + id_of(person), agent).status, 403);
  ASSERT_EQ(post(path + "/agents/" + std::string(account) + "/revoke", "", clerk).status, 200);
  EXPECT_TRUE(get("/api/v1/me/staff", agent).json().at("firms").as_array().empty());
}

// Every endpoint of persons, employers and plans, for every role, at the place, at another one, and without a
// purpose.
TEST_F(PeopleApiTest, NothingLeaksToWhomTheTableDoesNotName) {
  const auto clerk = as(Role::WindowClerk, places_.centre);
  const auto officer = as(Role::Officer, places_.centre, "handling", "exit-entry");
  const auto person = id_of(post("/api/v1/people", kCamille, clerk));
  const auto plan = id_of(post("/api/v1/people/" + person + "/plans", "{}", officer));
  std::string code = "91310115DEMA0003T";
  code += people::check_character_of(code);
  const auto firm = id_of(
      post("/api/v1/employers",
           R"({"credit_code": ")" + code + R"(", "name": {"zh": "澜桥（演示）", "en": "Lanqiao"}})", clerk));
  const std::string replacements[][2] = {
      {"{id}", ""}, {"{person}", person}, {"{fact}", "person.birth_date"}, {"{account}", "5"}};
  int checks = 0;
  int leaks = 0;
  std::vector<Endpoint> endpoints = people_endpoints();
  for (const auto& part : {employer_endpoints(), person_plan_endpoints()})
    endpoints.insert(endpoints.end(), part.begin(), part.end());
  const auto callers = [&](Role role) {
    return std::pair(
        as(role, places_.centre, "none"),
        as(role, places_.other,
           role == Role::CentreManager || role == Role::Supervisor ? "supervision" : "handling"));
  };
  for (const auto role : {Role::Applicant, Role::EmployerAgent, Role::HotlineAgent, Role::WindowClerk,
                          Role::Helper, Role::Officer, Role::CentreManager, Role::Supervisor,
                          Role::PolicyEditor, Role::Auditor, Role::Administrator}) {
    const auto [without_purpose, elsewhere] = callers(role);
    for (const auto& endpoint : endpoints) {
      std::string path(endpoint.pattern);
      for (const auto& [from, to] : replacements) {
        const auto id = path.find("person-plans") != std::string::npos ? plan
                        : path.find("employers") != std::string::npos  ? firm
                                                                       : person;
        if (const auto i = path.find(from); i != std::string::npos)
          path.replace(i, from.size(), from == "{id}" ? id : to);
      }
      for (const auto* const caller : {&without_purpose, &elsewhere}) {
        auto headers = *caller;
        headers.set("If-Match", "\"1\"");
        const auto answer =
            send(endpoint.method, path, endpoint.method == http::Method::Get ? "" : "{}", headers);
        ++checks;
        if (answer.status == 500 || answer.body.find("LAURENT") != std::string::npos ||
            answer.body.find("19AB") != std::string::npos || answer.body.find("澜桥") != std::string::npos) {
          ++leaks;
          ADD_FAILURE() << path << ": " << answer.status << " " << answer.body.substr(0, 200);
        }
      }
    }
  }
  std::cout << checks << " requests, " << leaks << " leaks\n";
}

}  // namespace
}  // namespace gangway::api
