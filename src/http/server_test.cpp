// The server over real connections, mostly with clients that do not behave.
#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/json.h"
#include "base/log.h"
#include "http/client.h"
#include "http/problem.h"

namespace gangway::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    options_.port = 0;
    options_.workers = 4;
    log::set_sink([this](std::string_view line) {
      const std::lock_guard lock(log_mutex_);
      log_ += line;
      log_ += '\n';
    });
    router_.add(Method::Get, "/api/hello/{name}", [](const Request& request) {
      Response response{200, {}, "hello " + request.path_value("name")};
      response.headers.set("Content-Type", "text/plain");
      return response;
    });
    router_.add(Method::Post, "/api/echo", [](const Request& request) {
      const auto value = json_body(request);
      return value ? json_response(201, *value) : problem(value.error(), request.language);
    });
    router_.add(Method::Post, "/api/size", [](const Request& request) {
      return Response{200, {}, std::to_string(request.body.size())};
    });
    router_.add(Method::Get, "/api/throw",
                [](const Request&) -> Response { throw std::runtime_error("broken"); });
  }

  ~ServerTest() override {
    if (server_) {
      server_->stop();
      thread_.join();
    }
    server_.reset();
    log::set_sink(nullptr);
  }

  void serve() {
    dispatcher_.emplace(Dispatcher::Options{[] { return parse_instant("2022-05-28T00:30Z").value(); },
                                            repeatable_random(1), rate_, trusted_},
                        router_);
    server_ = std::make_unique<Server>(options_, *dispatcher_);
    thread_ = std::thread([this] { server_->run(); });
  }

  [[nodiscard]] Client client() const { return Client(server_->port()); }
  [[nodiscard]] Response get(std::string_view target, const Headers& headers = {}) const {
    return client().send(Method::Get, target, headers);
  }
  std::string logged() {
    const std::lock_guard lock(log_mutex_);
    return log_;
  }

  static Headers json_type() {
    Headers headers;
    headers.set("Content-Type", "application/json");
    return headers;
  }

  Server::Options options_;
  Rate rate_;
  std::vector<Network> trusted_;
  Router router_;
  std::optional<Dispatcher> dispatcher_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::mutex log_mutex_;
  std::string log_;
};

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
  serve();
  auto one = client();
  for (int i = 0; i < 3; ++i) {
    const auto response = one.send(Method::Get, "/api/hello/%E6%B8%AF?x=1");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello 港");
    EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.headers.find("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(response.headers.find("Cache-Control"), "no-store");
    EXPECT_THAT(std::string(*response.headers.find("Content-Security-Policy")),
                HasSubstr("frame-ancestors 'none'"));
  }
}

TEST_F(ServerTest, HeadOptionsAndWhatIsNotThere) {
  serve();
  const auto head = client().send(Method::Head, "/api/hello/x");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.find("Content-Length"), "7");
  EXPECT_EQ(head.body, "");
  const auto options = client().send(Method::Options, "/api/echo");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.find("Allow"), "POST, OPTIONS");
  EXPECT_EQ(get("/api/nothing").status, 404);
  const auto wrong = get("/api/echo");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.find("Allow"), "POST, OPTIONS");
  auto strange = client();
  strange.send_raw("BREW /api/echo HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(strange.receive().status, 405);
}

TEST_F(ServerTest, ProblemsSpeakTheCallersLanguage) {
  serve();
  EXPECT_THAT(get("/api/nothing").body, HasSubstr("没有这个地址"));
  EXPECT_THAT(get("/api/nothing?lang=en").body, HasSubstr("There is nothing at this address"));
  Headers english;
  english.set("Accept-Language", "en-GB");
  const auto response = get("/api/nothing", english);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json; charset=utf-8");
  EXPECT_EQ(json::parse(response.body).value().at("status").as_int64(), 404);
}

TEST_F(ServerTest, AnExceptionIsA500WithANumberAndALogLine) {
  serve();
  const auto response = get("/api/throw?lang=en");
  EXPECT_EQ(response.status, 500);
  const std::string id(*response.headers.find("X-Request-Id"));
  EXPECT_THAT(response.body, HasSubstr(id));
  EXPECT_THAT(response.body, Not(HasSubstr("broken")));
  EXPECT_THAT(logged(), HasSubstr("\"what\":\"broken\""));
  EXPECT_EQ(get("/api/hello/x").status, 200);
}

TEST_F(ServerTest, TheLogHoldsNoPathsAndNoQueries) {
  serve();
  EXPECT_EQ(get("/api/hello/Maria?passport=E123").status, 200);
  EXPECT_THAT(logged(), HasSubstr("\"route\":\"/api/hello/{name}\",\"status\":200"));
  EXPECT_THAT(logged(), Not(HasSubstr("Maria")));
  EXPECT_THAT(logged(), Not(HasSubstr("E123")));
  EXPECT_THAT(logged(), Not(HasSubstr("127.0.0.1")));
}

TEST_F(ServerTest, BadJsonIsA400ThatSaysWhere) {
  serve();
  const auto post = [&](std::string_view body) {
    return client().send(Method::Post, "/api/echo?lang=en", json_type(), body);
  };
  EXPECT_EQ(post("{\"a\":1}").status, 201);
  const auto broken = post("{\"a\":\n1,}");
  EXPECT_EQ(broken.status, 400);
  EXPECT_THAT(broken.body, HasSubstr("line 2, column 3"));
  EXPECT_EQ(post("{\"a\":\"\xFF\"}").status, 400);
  EXPECT_EQ(post("{\"a\":1,\"a\":2}").status, 400);
  EXPECT_EQ(post(std::string(500'000, '[')).status, 413);
}

TEST_F(ServerTest, ABodyOverTheLimitIsRefusedBeforeItIsRead) {
  serve();
  const auto at_limit = client().send(Method::Post, "/api/size", {}, std::string(1024 * 1024, 'x'));
  EXPECT_EQ(at_limit.body, "1048576");
  auto announced = client();
  announced.send_raw("POST /api/size?lang=en HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n");
  const auto refused = announced.receive();
  EXPECT_EQ(refused.status, 413);
  EXPECT_THAT(refused.body, HasSubstr("1048576 bytes at most"));
  EXPECT_TRUE(announced.is_closed());
  // A client that sends all of it nevertheless still gets to read why.
  EXPECT_EQ(client().send(Method::Post, "/api/size", {}, std::string(3 * 1024 * 1024, 'x')).status, 413);
  auto chunked = client();
  chunked.send_raw("POST /api/size HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  try {
    for (int i = 0; i < 20; ++i) chunked.send_raw(chunk);
  } catch (const std::runtime_error&) {
    // The server may have closed by now.
  }
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST_F(ServerTest, AHeaderOverTheLimitIsRefused) {
  serve();
  auto large = client();
  large.send_raw("GET /api/hello/x HTTP/1.1\r\nHost: x\r\nX-Large: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(large.receive().status, 431);
  auto many = client();
  std::string fields;
  for (int i = 0; i < 5'000; ++i) fields += "A: b\r\n";
  many.send_raw("GET /api/hello/x HTTP/1.1\r\n" + fields + "\r\n");
  EXPECT_EQ(many.receive().status, 431);
  auto target = client();
  target.send_raw("GET /" + std::string(30'000, 'x') + " HTTP/1.1\r\n\r\n");
  EXPECT_EQ(target.receive().status, 431);
}

TEST_F(ServerTest, WhatIsNoHttpIsRefused) {
  serve();
  for (const auto* bytes :
       {"\x16\x03\x01\x02 hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/3.0\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nbad header\r\n\r\n",
        "POST /api/size HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        "POST /api/size HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /api/size HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "GET /api/hello/%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"}) {
    auto hostile = client();
    hostile.send_raw(bytes);
    EXPECT_EQ(hostile.receive().status, 400) << bytes;
    EXPECT_TRUE(hostile.is_closed()) << bytes;
  }
  EXPECT_EQ(get("/api/hello/x").status, 200);
}

TEST_F(ServerTest, ASlowHeaderOrBodyLosesItsConnection) {
  options_.header_time = 300ms;
  options_.body_time = 300ms;
  serve();
  const auto drips = [&](std::string_view beginning) {
    auto slow = client();
    slow.send_raw(beginning);
    const auto start = std::chrono::steady_clock::now();
    try {
      while (std::chrono::steady_clock::now() - start < 5s) {
        slow.send_raw("a");
        std::this_thread::sleep_for(20ms);
      }
    } catch (const std::runtime_error&) {
      return std::chrono::steady_clock::now() - start < 3s;
    }
    return false;
  };
  EXPECT_TRUE(drips("GET /api/hello/x HTTP/1.1\r\nX-Slow: "));
  EXPECT_TRUE(drips("POST /api/size HTTP/1.1\r\nContent-Length: 100000\r\n\r\n"));
  auto idle = client();
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  serve();
  auto pipeline = client();
  std::string bytes;
  for (int i = 0; i < 50; ++i)
    bytes += "GET /api/hello/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  pipeline.send_raw(bytes);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(pipeline.receive().body, "hello " + std::to_string(i));
}

TEST_F(ServerTest, Http10AndConnectionCloseEndTheConnection) {
  serve();
  auto old = client();
  old.send_raw("GET /api/hello/x HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive().body, "hello x");
  EXPECT_TRUE(old.is_closed());
  auto closing = client();
  closing.send_raw("GET /api/hello/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(closing.receive().headers.find("Connection"), "close");
  EXPECT_TRUE(closing.is_closed());
}

TEST_F(ServerTest, ContinueIsSentWhereItIsExpected) {
  serve();
  auto careful = client();
  careful.send_raw(
      "POST /api/size HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc");
  EXPECT_EQ(careful.receive().body, "3");
}

TEST_F(ServerTest, ACallerWhoAsksTooOftenIsToldWhenToComeBack) {
  rate_ = {.per_second = 1, .burst = 2};
  trusted_ = {*Network::parse("127.0.0.1")};
  serve();
  const auto as = [&](const char* who) {
    Headers headers;
    headers.set("X-Forwarded-For", who);
    return get("/api/hello/x", headers);
  };
  EXPECT_EQ(as("1.1.1.1").status, 200);
  EXPECT_EQ(as("1.1.1.1").status, 200);
  const auto refused = as("1.1.1.1");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.find("Retry-After"), "1");
  EXPECT_EQ(as("1.1.1.2").status, 200);
}

TEST_F(ServerTest, WhenAllWorkersAreBusyTheNextIsTurnedAway) {
  options_.workers = 1;
  options_.max_waiting = 1;
  std::latch busy(1);
  std::latch release(1);
  router_.add(Method::Get, "/api/wait", [&](const Request&) {
    busy.count_down();
    release.wait();
    return Response{200, {}, "done"};
  });
  serve();
  auto first = client();
  first.send_raw("GET /api/wait HTTP/1.1\r\nHost: x\r\n\r\n");
  busy.wait();
  auto second = client();
  second.send_raw("GET /api/hello/x HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(200ms);  // until it waits for the worker
  const auto third = get("/api/hello/y");
  EXPECT_EQ(third.status, 503);
  EXPECT_EQ(third.headers.find("Retry-After"), "1");
  release.count_down();
  EXPECT_EQ(first.receive().body, "done");
  EXPECT_EQ(second.receive().body, "hello x");
}

TEST_F(ServerTest, MoreConnectionsThanAllowedAreClosed) {
  options_.max_connections = 2;
  serve();
  auto one = client();
  auto two = client();
  EXPECT_EQ(one.send(Method::Get, "/api/hello/1").status, 200);
  EXPECT_EQ(two.send(Method::Get, "/api/hello/2").status, 200);
  auto three = client();
  EXPECT_TRUE(three.is_closed());
  EXPECT_EQ(one.send(Method::Get, "/api/hello/1").status, 200);
}

TEST_F(ServerTest, StoppingLetsRequestsUnderWayFinish) {
  std::latch started(1);
  std::latch release(1);
  router_.add(Method::Get, "/api/slow", [&](const Request&) {
    started.count_down();
    release.wait();
    return Response{200, {}, "finished"};
  });
  options_.io_threads = 2;
  options_.signals = Server::Signals::StopOnTerminate;
  serve();
  const auto port = server_->port();
  auto idle = client();
  EXPECT_EQ(idle.send(Method::Get, "/api/hello/x").status, 200);
  auto busy = client();
  busy.send_raw("GET /api/slow HTTP/1.1\r\nHost: x\r\n\r\n");
  started.wait();
  ::raise(SIGTERM);
  EXPECT_TRUE(idle.is_closed());
  release.count_down();
  const auto response = busy.receive();
  EXPECT_EQ(response.body, "finished");
  EXPECT_EQ(response.headers.find("Connection"), "close");
  thread_.join();
  EXPECT_THROW(Client{port}, std::runtime_error);
  server_.reset();
}

TEST_F(ServerTest, StoppingDoesNotWaitForeverForAClient) {
  options_.grace = 200ms;
  options_.body_time = 60s;
  serve();
  auto stuck = client();
  stuck.send_raw("POST /api/size HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
  std::this_thread::sleep_for(50ms);
  const auto start = std::chrono::steady_clock::now();
  server_->stop();
  thread_.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  server_.reset();
}

TEST_F(ServerTest, AnAddressInUseIsSaid) {
  serve();
  options_.port = server_->port();
  EXPECT_THROW(Server(options_, *dispatcher_), std::runtime_error);
}

TEST_F(ServerTest, ManyClientsAtOnce) {
  options_.io_threads = 2;
  serve();
  std::vector<std::jthread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      auto mine = client();
      for (int i = 0; i < 50; ++i) {
        const auto name = std::to_string(t) + "-" + std::to_string(i);
        EXPECT_EQ(mine.send(Method::Get, "/api/hello/" + name).body, "hello " + name);
      }
    });
  }
}

}  // namespace
}  // namespace gangway::http
