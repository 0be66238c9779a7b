#include <filesystem>
#include <iostream>

#include "api/api.h"
#include "base/log.h"
#include "base/random.h"
#include "commands.h"
#include "http/server.h"
#include "packs_file.h"

namespace gangway::app {
namespace {

// The clock of the server: the machine's, or a demonstration's that starts at a given instant and runs on.
Result<std::function<Instant()>> clock_of(const ServeOptions& options) {
  if (!options.clock) return std::function<Instant()>(now);
  TRY_ASSIGN(const auto start, parse_instant(*options.clock));
  return std::function<Instant()>([offset = start - now()] { return now() + offset; });
}

std::optional<std::vector<http::Network>> networks_of(const std::vector<std::string>& texts) {
  std::vector<http::Network> out;
  for (const auto& one : texts) {
    const auto network = http::Network::parse(one);
    if (!network) return std::nullopt;
    out.push_back(*network);
  }
  return out;
}

}  // namespace

int serve(const Common& common, const ServeOptions& options) {
  const auto clock = clock_of(options);
  if (!clock) return complain(text("app.bad_clock", {}, common.language));
  const auto proxies = networks_of(options.trusted_proxies);
  if (!proxies) return complain(text("app.bad_proxy", {}, common.language));
  const auto book = load_packs(common);
  if (!book) return 2;

  api::Services services{*book, api::Settings(*book), nullptr, GANGWAY_VERSION, options.region};
  http::Router router;
  api::add_endpoints(router, services);

  std::optional<http::StaticFiles> files;
  if (std::filesystem::is_directory(options.web)) {
    files = http::StaticFiles::load(options.web);
  } else {
    log::write(log::Level::Warning, "no_portal", {{"folder", options.web}});
  }
  http::Dispatcher::Options dispatch;
  dispatch.clock = *clock;
  dispatch.random = secure_random();
  dispatch.rate = {options.rate_per_second, options.rate_per_second * 4};
  dispatch.trusted_proxies = *proxies;
  http::Dispatcher dispatcher(std::move(dispatch), std::move(router), std::move(files));

  http::Server::Options listen;
  listen.address = options.address;
  listen.port = static_cast<std::uint16_t>(options.port);
  listen.workers = static_cast<std::size_t>(options.workers);
  listen.signals = http::Server::Signals::StopOnTerminate;
  try {
    http::Server server(listen, dispatcher);
    std::cout << text("app.listening",
                      {{"url", "http://" + options.address + ":" + std::to_string(server.port())},
                       {"version", (*book)->version()},
                       {"day", to_string(day_in_shanghai((*clock)()))}},
                      common.language)
              << std::endl;  // at once, also into a pipe: scripts wait for this line
    server.run();
  } catch (const std::runtime_error& error) {
    return complain(text("app.cannot_serve", {{"why", error.what()}}, common.language));
  }
  return 0;
}

}  // namespace gangway::app
