// Cases over HTTP: the whole way at the counter and online, who may do what, and one list of work.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "api/testing_server.h"
#include "cases/cases.h"

namespace gangway::api {
namespace {

using access::Role;
using network::PlaceKind;
using testing::HasSubstr;

class CasesApiTest : public ApiTest {
 protected:
  void SetUp() override {
    const auto place = [&](PlaceKind kind, std::optional<PlaceId> parent) {
      return network()
          .add({{}, parent, {}, kind, {"地方（虚构）", "Place, invented"}, "cn-310115"}, "test", now_)
          .value();
    };
    const auto city = place(PlaceKind::Municipal, std::nullopt);
    const auto district = place(PlaceKind::District, city.id);
    centre_ = place(PlaceKind::Centre, district.id);
    other_ = place(PlaceKind::Centre, district.id);
    for (const auto* const code : {"labour", "exit-entry", "tax", "health"})
      ASSERT_TRUE(network().add(network::Department{centre_.id, code, {code, code}}, "test", now_));
    appoint("clerk", Role::WindowClerk, centre_, "");
    appoint("helper", Role::Helper, centre_, "");
    appoint("labour", Role::Officer, centre_, "labour");
    appoint("tax", Role::Officer, centre_, "tax");
    appoint("health", Role::Officer, centre_, "health");
    appoint("hotline", Role::HotlineAgent, centre_, "hotline");
    appoint("manager", Role::CentreManager, centre_, "");
    appoint("supervisor", Role::Supervisor, district, "");
    appoint("auditor", Role::Auditor, city, "");
    appoint("editor", Role::PolicyEditor, city, "");
    appoint("admin", Role::Administrator, city, "");
    appoint("stranger", Role::WindowClerk, other_, "");
  }

  void appoint(const std::string& login, Role role, const network::Place& place,
               const std::string& department) {
    const auto account =
        accounts()
            .create({access::AccountKind::Staff, login, login, "an invented password 17"}, "test", now_)
            .value();
    const auto since = day_in_shanghai(now_) - std::chrono::days{10};
    ASSERT_TRUE(accounts().appoint(
        {{}, account.id, role, place.id, place.path, department, since, std::nullopt}, "test", now_));
  }

  // Headers of a caller who signed in and states the purpose.
  http::Headers as(const std::string& login, const std::string& purpose = "handling") {
    auto& cookie = cookies_[login];
    if (cookie.empty()) {
      const auto answer =
          post("/api/v1/session", R"({"login":")" + login + R"(","password":"an invented password 17"})");
      EXPECT_EQ(answer.status, 201) << answer.body;
      const auto set = answer.header("Set-Cookie");
      cookie = set.substr(0, set.find(';'));
    }
    http::Headers headers;
    headers.set("Cookie", cookie);
    headers.set("Gangway-Purpose", purpose);
    return headers;
  }
  static http::Headers seen(http::Headers headers, const std::string& version) {
    headers.set("If-Match", version);
    return headers;
  }

  // A case and the version of it that was last seen.
  struct Open {
    std::string id;
    std::string etag;
    json::Value view;
  };
  Open read(const Answer& answer) {
    EXPECT_LT(answer.status, 300) << answer.body;
    if (answer.status >= 300) return {};
    const auto view = answer.json();
    return {std::string(view.at("id").as_string()), answer.header("ETag"), view};
  }
  Open opened(const std::string& by = "clerk") {
    return read(post("/api/v1/cases",
                     R"({"route":"single-window","language":"en","name":"Camille Laurent, invented"})",
                     as(by)));
  }
  Answer act(const Open& file, const std::string& command, const std::string& body = "{}",
             const std::string& by = "clerk", const std::string& purpose = "handling") {
    return post("/api/v1/cases/" + file.id + "/" + command, body, seen(as(by, purpose), file.etag));
  }
  Open with_papers(Open file) {
    const auto required = file.view.at("required").as_array();
    for (const auto& paper : required) {
      auto headers = seen(as("clerk"), file.etag);
      headers.set("Content-Type", "application/pdf");
      file =
          read(post("/api/v1/cases/" + file.id + "/papers?code=" + std::string(paper.at("code").as_string()) +
                        "&title=scan&pages=2",
                    "%PDF-1.7 invented", headers));
    }
    return file;
  }
  Open accepted() {
    auto file = with_papers(opened());
    file = read(act(file, "identity", R"({"document":"passport"})"));
    return read(act(file, "accept"));
  }
  cases::Answer approval(const Open& file, std::size_t branch, const std::string& number) {
    const auto& view = file.view.at("branches").as_array().at(branch);
    cases::Answer out;
    out.system = std::string(view.at("system").as_string());
    out.id = number;
    out.case_id = CaseId(std::stoll(file.id));
    out.branch = BranchId(std::stoll(std::string(view.at("id").as_string())));
    out.verdict = cases::Verdict::Approved;
    out.issued = {number, "LAURENT, CAMILLE", "19AB48213", parse_day("2026-12-10").value(), std::nullopt};
    out.decided_at = now_;
    return out;
  }

  network::Place centre_;
  network::Place other_;
  std::map<std::string, std::string> cookies_;
};

TEST_F(CasesApiTest, FromTheCounterToTheEnd) {
  auto file = opened();
  EXPECT_EQ(file.view.at("stage").as_string(), "submitted");
  EXPECT_EQ(file.view.at("branches").as_array().size(), 2U);
  EXPECT_EQ(act(file, "accept").code(), "cases.identity_missing");
  file = accepted();
  const auto& receipt = file.view.at("receipt");
  EXPECT_EQ(receipt.at("number").as_string(), "2026-000001");
  EXPECT_TRUE(receipt.as_object().contains("due")) << json::serialize(receipt);
  EXPECT_GT(receipt.at("papers").as_array().size(), 5U);
  for (const auto& message : cases().to_send("", 10)) ASSERT_TRUE(cases().mark_sent(message.id, now_));
  ASSERT_TRUE(cases().receive(approval(file, 0, "W-1"), now_));
  ASSERT_TRUE(cases().receive(approval(file, 1, "R-1"), now_));
  file = read(get("/api/v1/cases/" + file.id, as("clerk")));
  EXPECT_EQ(file.view.at("stage").as_string(), "ready_for_hand_over");
  EXPECT_EQ(act(file, "handover").code(), "cases.identity_missing");
  file = read(act(file, "identity", R"({"document":"passport"})"));
  file = read(act(file, "handover"));
  file = read(act(file, "close"));
  EXPECT_EQ(file.view.at("stage").as_string(), "closed");
  EXPECT_EQ(act(file, "note", R"({"text":"still readable"})").status, 200);
  const auto status = get("/api/v1/case-status/" + std::string(file.view.at("code").as_string()));
  EXPECT_EQ(status.status, 200);
  EXPECT_THAT(status.body, testing::Not(HasSubstr("19AB48213")));
}

TEST_F(CasesApiTest, WhatAChangeMustName) {
  const auto file = opened();
  EXPECT_EQ(post("/api/v1/cases/" + file.id + "/note", R"({"text":"x"})", as("clerk")).status, 412);
  EXPECT_EQ(post("/api/v1/cases/" + file.id + "/note", R"({"text":"x"})", seen(as("clerk"), "\"9\"")).code(),
            "cases.stale");
  EXPECT_EQ(get("/api/v1/cases/17", as("clerk")).code(), "cases.not_found");
  EXPECT_EQ(get("/api/v1/cases/" + file.id, as("stranger")).code(), "cases.not_found");
  EXPECT_EQ(act(file, "note", R"({"text":"x"})", "stranger").code(), "cases.not_found");
  EXPECT_EQ(act(file, "withdraw", "{}", "labour").code(), "cases.not_your_unit");
  EXPECT_EQ(post("/api/v1/cases", R"({"route":"no-such","language":"en","name":"x"})", as("clerk")).code(),
            "cases.no_branches");
}

TEST_F(CasesApiTest, TheOneNoticeIsComplete) {
  auto file = opened();
  EXPECT_EQ(act(file, "notice", R"({"defects":[{"code":"form","text":"missing"}]})").code(),
            "cases.notice_incomplete");
  std::string defects;
  for (const auto& paper : file.view.at("required").as_array())
    defects += std::string(defects.empty() ? "" : ",") + R"({"code":")" +
               std::string(paper.at("code").as_string()) + R"(","text":"missing"})";
  file = read(act(file, "notice", R"({"defects":[)" + defects + "]}"));
  EXPECT_EQ(file.view.at("stage").as_string(), "notice_given");
  const auto status = get("/api/v1/case-status/" + std::string(file.view.at("code").as_string())).json();
  EXPECT_EQ(status.at("notice").as_array().size(), file.view.at("required").as_array().size());
  EXPECT_TRUE(status.at("paused").as_bool());
}

TEST_F(CasesApiTest, AnApplicationIsFilledInFieldByFieldWithItsCode) {
  const auto begun =
      post("/api/v1/applications", R"({"region":"cn-310115","route":"single-window","language":"en"})");
  ASSERT_EQ(begun.status, 201) << begun.body;
  const auto code = std::string(begun.json().at("code").as_string());
  const auto patch = [&](const std::string& body, const std::string& etag) {
    return send(http::Method::Patch, "/api/v1/applications/" + code, body, with("If-Match", etag));
  };
  auto answer = patch(R"({"facts":{"stay.permit":"visa-z"}})", begun.header("ETag"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("facts").at("stay.permit").as_string(), "visa-z");
  EXPECT_EQ(patch("{}", begun.header("ETag")).status, 412);
  const auto submit = [&](const std::string& etag) {
    return send(http::Method::Post, "/api/v1/applications/" + code + "/submit", {}, with("If-Match", etag));
  };
  EXPECT_EQ(submit(answer.header("ETag")).code(), "cases.name_missing");
  answer = patch(R"({"name":"Camille Laurent, invented"
})",
                 answer.header("ETag"));
  auto headers = with("If-Match", answer.header("ETag"));
  headers.set("Content-Type", "image/png");
  answer = post("/api/v1/applications/" + code + "/papers?code=passport&pages=1", "png", headers);
  ASSERT_EQ(answer.status, 200) << answer.body;
  answer = submit(answer.header("ETag"));
  EXPECT_EQ(answer.json().at("stage").as_string(), "submitted");
  EXPECT_FALSE(answer.json().as_object().contains("facts"))
      << "the code shows facts only while they can be changed";
  EXPECT_EQ(get("/api/v1/cases", as("clerk")).json().at("count").as_int64(), 1)
      << "the clerk on duty owns it";
  EXPECT_EQ(get("/api/v1/case-status/0000").status, 404);
}

TEST_F(CasesApiTest, PapersUpToFourMebibytesAndJsonUpToOne) {
  const auto file = opened();
  auto headers = seen(as("clerk"), file.etag);
  headers.set("Content-Type", "application/pdf");
  const auto target = "/api/v1/cases/" + file.id + "/papers?code=form&pages=1";
  EXPECT_EQ(post(target, std::string(cases::kMaxPaperBytes + 1, 'x'), headers).status, 413);
  const auto kept = read(post(target, std::string(cases::kMaxPaperBytes, 'x'), headers));
  const auto paper = std::string(kept.view.at("papers").as_array().at(0).at("id").as_string());
  const auto back = get("/api/v1/cases/" + file.id + "/papers/" + paper, as("clerk"));
  EXPECT_EQ(back.body.size(), cases::kMaxPaperBytes);
  EXPECT_EQ(back.header("Content-Type"), "application/pdf");
  EXPECT_EQ(get("/api/v1/cases/" + file.id + "/papers/" + paper, as("stranger")).status, 404);
  EXPECT_EQ(post("/api/v1/cases", R"({"name":")" + std::string(2U << 20U, 'x') + R"("})", as("clerk")).status,
            413);
}

TEST_F(CasesApiTest, AClaimIsDecidedWithItsEffectsInView) {
  (void)accepted();
  auto file = accepted();
  const auto proof = std::string(file.view.at("papers").as_array().at(0).at("id").as_string());
  const auto claim = R"({"words":"the ship leaves","proof":")" + proof + R"(","latest_safe":"2026-11-25"})";
  file = read(act(file, "urgency", claim));
  EXPECT_TRUE(file.view.at("claims").as_array().at(0).at("free_text").as_bool());
  const auto effects = "/api/v1/cases/" + file.id + "/urgency-effects?claim=1";
  EXPECT_EQ(get(effects, as("manager", "supervision")).code(), "cases.no_capacity");
  EXPECT_EQ(put("/api/v1/green-channel/capacity",
                R"({"place":")" + centre_.path + R"(","department":"","per_day":1})",
                as("manager", "administration"))
                .status,
            200);
  const auto shown = get(effects, as("manager", "supervision")).json();
  EXPECT_EQ(shown.at("count").as_int64(), 1) << json::serialize(shown);
  EXPECT_EQ(get("/api/v1/green-channel", as("manager", "supervision")).json().at("count").as_int64(), 1);
  EXPECT_EQ(get("/api/v1/green-channel", as("stranger")).json().at("count").as_int64(), 0);
  const auto decide = [&](const std::string& version) {
    return act(file, "urgency-decision",
               R"({"claim":1,"granted":true,"shown":")" + version + R"(","text":"the proof is good"})",
               "manager", "supervision");
  };
  EXPECT_EQ(decide("").code(), "cases.effects_not_shown");
  EXPECT_EQ(decide("1").code(), "cases.effects_changed");
  EXPECT_EQ(decide(std::string(shown.at("version").as_string())).status, 200);
  EXPECT_EQ(get("/api/v1/work", as("clerk")).json().at("items").as_array().at(0).at("id").as_string(),
            file.id);
}

TEST_F(CasesApiTest, ExpertsAdviseAndTheConvenorDecides) {
  auto file = opened();
  std::string units;
  for (const auto* const one : {"labour", "tax", "health"})
    units += std::string(units.empty() ? "" : ",") + R"({"place":")" + centre_.path + R"(","department":")" +
             one + R"("})";
  file = read(
      act(file, "experts", R"({"text":"Which class?","units":[)" + units + "]}", "manager", "supervision"));
  EXPECT_EQ(get("/api/v1/work", as("tax")).json().at("count").as_int64(), 2) << "the case and the opinion";
  for (const auto* const one : {"labour", "tax", "health"})
    file = read(act(file, "opinion", R"({"group":1,"verdict":"disagree","text":"B"})", one));
  const auto decision = R"({"group":1,"verdict":"agree","text":"A"})";
  file = read(act(file, "experts-decision", decision, "manager", "supervision"));
  const auto& group = file.view.at("groups").as_array().at(0);
  EXPECT_EQ(group.at("minutes").as_array().size(), 5U);
  EXPECT_EQ(group.at("seats").as_array().at(0).at("verdict").as_string(), "disagree");
  EXPECT_EQ(get("/api/v1/expert-groups", as("manager", "supervision")).json().at("count").as_int64(), 0);
}

TEST_F(CasesApiTest, WorkIsOneListBySlack) {
  (void)accepted();
  (void)opened();
  (void)post("/api/v1/requests",
             R"({"kind":"question","channel":"window","language":"en","question":"Where?"})", as("clerk"));
  const auto work = get("/api/v1/work", as("clerk")).json();
  EXPECT_EQ(work.at("count").as_int64(), 3) << json::serialize(work);
  ASSERT_EQ(work.at("items").as_array().size(), 3U);
  std::int64_t before = -1000;
  for (const auto& item : work.at("items").as_array()) {
    const auto slack = item.at("slack").as_int64();
    EXPECT_LE(before, slack);
    before = slack;
    EXPECT_FALSE(item.at("why").at("zh").as_string().empty());
  }
  EXPECT_EQ(get("/api/v1/work", as("stranger")).json().at("count").as_int64(), 0);
}

TEST_F(CasesApiTest, WhoMayDoWhat) {
  const auto file = opened();
  struct Line {
    http::Method method;
    std::string target;
    std::vector<std::string> allowed;  // 401 for nobody, 403 for the others
  };
  const std::vector<std::string> window{"clerk", "helper", "labour"};
  const auto command = [&](const char* name) {
    return Line{http::Method::Post, "/api/v1/cases/" + file.id + "/" + name, window};
  };
  const std::vector<std::string> seers{"clerk",   "helper",     "labour", "hotline",
                                       "manager", "supervisor", "auditor"};
  std::vector<Line> lines{
      {http::Method::Post, "/api/v1/cases", window},
      {http::Method::Get, "/api/v1/cases", seers},
      {http::Method::Get, "/api/v1/cases/" + file.id, seers},
      {http::Method::Get, "/api/v1/cases/" + file.id + "/papers/1", seers},
      {http::Method::Get, "/api/v1/work", seers},
      {http::Method::Get, "/api/v1/green-channel", seers},
      {http::Method::Get, "/api/v1/expert-groups", seers},
      {http::Method::Put, "/api/v1/green-channel/capacity", {"manager", "admin"}},
      {http::Method::Get, "/api/v1/cases/" + file.id + "/urgency-effects", {"manager"}},
      {http::Method::Post, "/api/v1/cases/" + file.id + "/urgency-decision", {"manager"}},
      {http::Method::Post, "/api/v1/cases/" + file.id + "/urgency", window},
      {http::Method::Post, "/api/v1/cases/" + file.id + "/experts", {"labour", "manager"}},
      {http::Method::Post, "/api/v1/cases/" + file.id + "/experts-decision", {"labour", "manager"}},
      {http::Method::Post, "/api/v1/cases/" + file.id + "/opinion", {"labour"}},
  };
  for (const auto* const name :
       {"note", "take", "fields", "submit", "notice", "accept", "supplement", "withdraw", "refuse", "tell",
        "identity", "handover", "close", "task-resolve", "papers"})
    lines.push_back(command(name));
  const std::vector<std::string> everybody{"clerk",      "helper",  "labour", "hotline", "manager",
                                           "supervisor", "auditor", "editor", "admin"};
  int cells = 0;
  for (const auto& line : lines) {
    EXPECT_EQ(send(line.method, line.target, line.method == http::Method::Get ? "" : "{}").status, 401)
        << line.target;
    ++cells;
    for (const auto& who : everybody) {
      bool reached = false;
      for (const auto* const purpose : {"handling", "supervision", "audit", "administration"}) {
        // No If-Match: who is let through changes nothing.
        const auto answer =
            send(line.method, line.target, line.method == http::Method::Get ? "" : "{}", as(who, purpose));
        reached = reached || (answer.status != 403 && answer.status != 401);
      }
      const bool allowed = std::ranges::find(line.allowed, who) != line.allowed.end();
      EXPECT_EQ(reached, allowed) << http::name_of(line.method) << " " << line.target << " as " << who;
      // Without a purpose nobody.
      EXPECT_EQ(send(line.method, line.target, line.method == http::Method::Get ? "" : "{}", as(who, "none"))
                    .status,
                403)
          << line.target << " as " << who;
      ++cells;
    }
  }
  std::cout << cells << " pairs of role and endpoint\n";
}

}  // namespace
}  // namespace gangway::api
