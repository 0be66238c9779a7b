// gangway exchange: our key and the partners. gangway simulate: a department's system as a process of its
// own.

#include <iostream>

#include "base/json_bind.h"
#include "base/random.h"
#include "commands.h"
#include "data_folder.h"
#include "exchange/simulator.h"
#include "http/problem.h"
#include "http/server.h"
#include "repeated.h"

namespace gangway::app {
namespace {

constexpr std::chrono::milliseconds kRoundEvery{200};

struct Counts {
  int messages = 0;
  int undelivered = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (messages, undelivered))

http::Response taken(const Result<void>& result, const http::Request& request) {
  if (!result) return http::problem(result.error(), request.language);
  return http::json_response(200, json::Object{});
}

http::Router router_of(exchange::Simulator& simulator) {
  http::Router router;
  router.add(http::Method::Post, "/messages", [&](const http::Request& request) {
    const auto signature = request.headers.find(exchange::kSignatureHeader).value_or("");
    return taken(simulator.take(request.body, signature, request.now), request);
  });
  router.add(http::Method::Post, "/control", [&](const http::Request& request) {
    std::vector<Error> errors;
    const auto control = http::read_body<exchange::Control>(request, errors);
    if (!control) return http::problem(errors, request.language);
    return taken(simulator.control(*control), request);
  });
  router.add(http::Method::Get, "/control", [&](const http::Request&) {
    return http::json_response(200, json::write(Counts{simulator.messages(), simulator.undelivered()}));
  });
  return router;
}

}  // namespace

int exchange_keys(const Common& common, const std::string& data) {
  const auto key = exchange::own_key(DataFolder{data}.exchange(), secure_random());
  if (!key) return complain(common, data, {key.error()});
  std::cout << exchange::to_hex(key->public_key()) << '\n';
  return 0;
}

int exchange_partner(const Common& common, const PartnerOptions& options) {
  const auto folder = DataFolder{options.data}.exchange();
  if (const auto key = exchange::own_key(folder, secure_random()); !key)
    return complain(common, options.data, {key.error()});
  const auto added = exchange::add_partner(folder, {options.system, options.url, {options.key}});
  if (!added) return complain(common, options.url, {added.error()});
  return 0;
}

int simulate(const Common& common, const SimulateOptions& options) {
  const auto clock = clock_of(options.clock);
  if (!clock) return complain(text("app.bad_clock", {}, common.language));
  const auto folder = DataFolder{options.data}.exchange();
  const auto key = exchange::own_key(folder, secure_random());
  if (!key) return complain(common, options.data, {key.error()});
  if (!options.gangway_key.empty()) {
    const auto added = exchange::add_partner(
        folder, {std::string(exchange::kGangway), options.answer_to, {options.gangway_key}});
    if (!added) return complain(common, options.answer_to, {added.error()});
  }
  const auto config = exchange::load_config(folder);
  if (!config) return complain(common, options.data, {config.error()});

  auto db = store::Db::open(std::filesystem::path(options.data) / "simulator.db");
  const auto steps = exchange::simulator_migrations();
  if (const auto done = db.migrate(steps); !done) return complain(common, options.data, {done.error()});
  exchange::Simulator simulator(options.system, db, **config, std::chrono::milliseconds{options.delay_ms},
                                exchange::post_over_http);

  http::Dispatcher::Options dispatch;
  dispatch.clock = *clock;
  dispatch.random = secure_random();
  http::Dispatcher dispatcher(std::move(dispatch), router_of(simulator));
  http::Server::Options listen;
  listen.port = static_cast<std::uint16_t>(options.port);
  listen.workers = 4;
  listen.signals = http::Server::Signals::StopOnTerminate;
  try {
    http::Server server(listen, dispatcher);
    const Repeated rounds(kRoundEvery, [&] { (void)simulator.round((*clock)()); });
    std::cout << text("app.simulating",
                      {{"system", options.system},
                       {"url", "http://127.0.0.1:" + std::to_string(server.port())},
                       {"key", exchange::to_hex(key->public_key())}},
                      common.language)
              << std::endl;  // at once, also into a pipe: scripts wait for this line
    server.run();
  } catch (const std::runtime_error& error) {
    return complain(text("app.cannot_serve", {{"why", error.what()}}, common.language));
  }
  return 0;
}

}  // namespace gangway::app
