#include <filesystem>
#include <iostream>

#include "access/account.h"
#include "api/api.h"
#include "api/request_rules.h"
#include "base/log.h"
#include "base/random.h"
#include "commands.h"
#include "data_folder.h"
#include "http/server.h"
#include "network/network.h"
#include "packs_file.h"
#include "people/employers.h"
#include "people/people.h"
#include "plans/person_plans.h"
#include "plans/plan.h"
#include "repeated.h"
#include "requests/requests.h"

namespace gangway::app {
namespace {

std::optional<std::vector<http::Network>> networks_of(const std::vector<std::string>& texts) {
  std::vector<http::Network> out;
  for (const auto& one : texts) {
    const auto network = http::Network::parse(one);
    if (!network) return std::nullopt;
    out.push_back(*network);
  }
  return out;
}

constexpr std::chrono::seconds kSignEvery{5};
constexpr std::chrono::seconds kSilenceEvery{60};

}  // namespace

int serve(const Common& common, const ServeOptions& options) {
  const auto clock = clock_of(options.clock);
  if (!clock) return complain(text("app.bad_clock", {}, common.language));
  const auto proxies = networks_of(options.trusted_proxies);
  if (!proxies) return complain(text("app.bad_proxy", {}, common.language));
  const auto book = load_packs(common);
  if (!book) return 2;
  if ((*book)->find_region(options.region) == nullptr) {
    return complain(common, "--region",
                    {Error{ErrorCode::NotFound, "policy.no_such_region", {{"region", options.region}}, {}}});
  }

  const auto random = secure_random();
  const DataFolder folder{options.data};
  auto data = open_or_create(folder, random);
  if (!data) return complain(common, options.data, {data.error()});
  IdGenerator ids(*clock, data->highest_id);
  const journal::Chain chain(data->master);
  const journal::Vault vault(data->master, random);
  plans::Plans plans(data->db, chain, vault, ids, random);
  access::Passwords passwords;
  access::Accounts accounts(data->db, chain, passwords, ids, random);
  network::Network network(data->db, chain, ids);
  requests::Requests requests(data->db, chain, vault, ids, random, (*book)->calendar().calendar,
                              api::rules_by_place(*book, network, options.region));

  journal::Head signed_head;
  const Repeated sign(kSignEvery, [&] {  // the journal's end, while it grows
    const auto head = data->db.read([](const store::ReadTx& tx) { return journal::Chain::head(tx); });
    if (head == signed_head) return;
    journal::write_head(folder.head(), head, data->master);
    signed_head = head;
  });
  const Repeated silences(kSilenceEvery, [&] { (void)requests.note_silences((*clock)()); });

  people::People people(data->db, chain, vault, data->master, ids, random);
  people::Employers employers(data->db, chain, ids);
  plans::PersonPlans person_plans(data->db, chain, vault, ids, random);
  api::Services services{.book = *book,
                         .settings = api::Settings(*book),
                         .plans = &plans,
                         .version = GANGWAY_VERSION,
                         .default_region = options.region,
                         .demonstration = is_demonstration(data->db),
                         .accounts = &accounts,
                         .network = &network,
                         .requests = &requests,
                         .person_plans = &person_plans,
                         .people = &people,
                         .employers = &employers,
                         .db = &data->db};
  http::Router router;
  api::add_endpoints(router, services);

  std::optional<http::StaticFiles> files;
  if (std::filesystem::is_directory(options.web)) {
    files = http::StaticFiles::load(options.web);
  } else {
    log::write(log::Level::Warning, "no_portal", {{"folder", options.web}});
  }
  const auto desk = options.desk.empty() ? std::filesystem::path(options.web).parent_path() / "desk"
                                         : std::filesystem::path(options.desk);
  if (files && std::filesystem::is_directory(desk)) {
    files->add(desk, "desk");
  } else {
    log::write(log::Level::Warning, "no_desk", {{"folder", desk.string()}});
  }
  http::Dispatcher::Options dispatch;
  dispatch.clock = *clock;
  dispatch.random = random;
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
