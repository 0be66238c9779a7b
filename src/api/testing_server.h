// The API over a real connection, on the packs that are shipped and a database in memory: for tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "access/account.h"
#include "api/api.h"
#include "api/case_rules.h"
#include "api/request_rules.h"
#include "appointments/queues.h"
#include "base/json.h"
#include "base/log.h"
#include "cases/cases.h"
#include "http/client.h"
#include "http/server.h"
#include "network/network.h"
#include "people/employers.h"
#include "people/people.h"
#include "plans/person_plans.h"
#include "plans/plan.h"
#include "requests/requests.h"

namespace gangway::api {

inline std::shared_ptr<const policy::RuleBook> shipped_book() {
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
  // Of all errors, in their order.
  [[nodiscard]] std::vector<std::string> pointers() const {
    std::vector<std::string> out;
    const auto problem = json();
    for (const auto& error : problem.at("errors").as_array())
      out.emplace_back(error.at("pointer").as_string());
    return out;
  }
};

class ApiTest : public testing::Test {
 protected:
  ApiTest() {
    log::set_sink([this](std::string_view line) {
      const std::scoped_lock lock(log_mutex_);
      log_ += std::string(line) + "\n";
    });
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    for (const auto& part :
         {access::migrations(), network::migrations(), plans::migrations(), requests::migrations(),
          people::migrations(), appointments::migrations(), cases::migrations()}) {
      steps.insert(steps.end(), part.begin(), part.end());
    }
    EXPECT_TRUE(db_.migrate(steps).has_value());
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

  // Starts the server on the first call: what it starts with, rate_ and now_, is set before.
  Answer send(http::Method method, std::string_view target, std::string_view body = {},
              http::Headers headers = {}) {
    if (!server_) serve();
    if (!body.empty()) headers.set_default("Content-Type", "application/json");
    auto response = http::Client(server_->port()).send(method, target, headers, body);
    return {response.status, std::move(response.headers), std::move(response.body)};
  }
  Answer get(std::string_view target, http::Headers headers = {}) {
    return send(http::Method::Get, target, {}, std::move(headers));
  }
  Answer post(std::string_view target, std::string_view body, http::Headers headers = {}) {
    return send(http::Method::Post, target, body, std::move(headers));
  }
  Answer put(std::string_view target, std::string_view body, http::Headers headers = {}) {
    return send(http::Method::Put, target, body, std::move(headers));
  }
  Answer erase(std::string_view target) { return send(http::Method::Delete, target); }

  // The answer to bytes as they are.
  Answer send_raw(std::string_view bytes) {
    if (!server_) serve();
    http::Client client(server_->port());
    client.send_raw(bytes);
    auto response = client.receive();
    return {response.status, std::move(response.headers), std::move(response.body)};
  }

  // A signed-in caller of that role at the place with that path, as the headers of a request.
  http::Headers as(access::Role role, const std::string& path, std::string_view purpose = "handling",
                   const std::string& department = {}) {
    const auto kind = role == access::Role::Applicant || role == access::Role::EmployerAgent
                          ? access::AccountKind::Public
                          : access::AccountKind::Staff;
    const auto login = "caller" + std::to_string(++callers_);
    const auto account = accounts_.create({kind, login, "Caller", kPassword}, "test", now_).value();
    const auto place = network_.find(path);
    if (role != access::Role::Applicant) {
      const auto id = place ? std::optional(place->id) : std::nullopt;
      const auto from = day_in_shanghai(now_);
      EXPECT_TRUE(
          accounts_.appoint({{}, account.id, role, id, path, department, from, std::nullopt}, "test", now_));
    }
    auto headers = with("Cookie", "gangway_session=" + token_of(account.id, login, role));
    headers.set("Gangway-Purpose", std::string(purpose));
    return headers;
  }
  // A municipal office and a centre under it, with another centre beside: their paths.
  struct Places {
    std::string centre;
    std::string point;
    std::string other;
  };
  Places make_places() {
    using network::PlaceKind;
    const auto add = [&](PlaceKind kind, std::optional<PlaceId> parent, const char* region) {
      return network_.add({{}, parent, {}, kind, {"演示", "demonstration"}, region}, "test", now_).value();
    };
    const auto city = add(PlaceKind::Municipal, std::nullopt, "cn-31");
    const auto centre = add(PlaceKind::Centre, city.id, "cn-310115-lingang");
    const auto other = add(PlaceKind::Centre, city.id, "cn-31");
    return {centre.path, add(PlaceKind::Point, centre.id, "cn-310115-lingang").path, other.path};
  }

  static http::Headers with(std::string_view name, std::string value) {
    http::Headers headers;
    headers.set(name, std::move(value));
    return headers;
  }

  std::string log() {
    const std::scoped_lock lock(log_mutex_);
    return log_;
  }

  Instant now_ = parse_instant("2026-11-24T08:30+08:00").value();
  http::Rate rate_;  // no limit
  store::Db db_ = store::Db::in_memory();
  journal::Key master_ = journal::Key::make(repeatable_random(7));
  journal::Chain chain_{master_};

 protected:
  access::Accounts& accounts() { return accounts_; }
  network::Network& network() { return network_; }
  cases::Cases& cases() { return cases_; }

 private:
  static constexpr const char* kPassword = "a long enough pass phrase";

  // Signs in and takes the post of that role.
  std::string token_of(AccountId account, const std::string& login, access::Role role) {
    auto signed_in = accounts_.sign_in(login, kPassword, "test", now_).value();
    for (const auto& post : accounts_.posts(account, day_in_shanghai(now_))) {
      if (post.role == role && post.id != signed_in.session.post)
        signed_in = accounts_.switch_post(signed_in.session.id, post.id, now_).value();
    }
    return signed_in.token;
  }

  void serve() {
    dispatcher_.emplace(http::Dispatcher::Options{[this] { return now_; }, random_, rate_, {}}, router_);
    http::Server::Options options;
    options.port = 0;
    options.workers = 4;
    options.max_body_bytes = cases::kMaxPaperBytes + (1U << 16U);
    server_ = std::make_unique<http::Server>(options, *dispatcher_);
    thread_ = std::thread([this] { server_->run(); });
  }

  RandomBytes random_ = repeatable_random(3);
  journal::Vault vault_{master_, random_};
  IdGenerator ids_{[this] { return now_; }};
  plans::Plans plans_{db_, chain_, vault_, ids_, random_};
  access::Passwords passwords_{{2, 32, true}};
  access::Accounts accounts_{db_, chain_, passwords_, ids_, random_};
  network::Network network_{db_, chain_, ids_};
  requests::Requests requests_{db_,
                               chain_,
                               vault_,
                               ids_,
                               random_,
                               shipped_book()->calendar().calendar,
                               rules_by_place(shipped_book(), network_, "cn-31")};
  people::People people_{db_, chain_, vault_, master_, ids_, random_};
  people::Employers employers_{db_, chain_, ids_};
  cases::Cases cases_{db_,
                      chain_,
                      vault_,
                      ids_,
                      random_,
                      shipped_book()->calendar().calendar,
                      case_rules_by_region(shipped_book())};
  appointments::Halls halls_{db_, chain_, ids_, network_, shipped_book()->calendar().calendar};
  appointments::Appointments appointments_{
      db_, chain_, vault_, ids_, random_, halls_, [](CaseId) { return false; }};
  appointments::Queues queues_{db_, chain_, ids_, appointments_};
  plans::PersonPlans person_plans_{db_, chain_, vault_, ids_, random_};
  Services services_{.book = shipped_book(),
                     .settings = Settings(shipped_book()),
                     .plans = &plans_,
                     .version = "0.1.0",
                     .default_region = "cn-31",
                     .accounts = &accounts_,
                     .network = &network_,
                     .requests = &requests_,
                     .person_plans = &person_plans_,
                     .people = &people_,
                     .employers = &employers_,
                     .cases = &cases_,
                     .halls = &halls_,
                     .appointments = &appointments_,
                     .queues = &queues_,
                     .db = &db_};
  http::Router router_;
  std::optional<http::Dispatcher> dispatcher_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
  std::mutex log_mutex_;  // guards log_
  std::string log_;
  int callers_ = 0;
};

}  // namespace gangway::api
