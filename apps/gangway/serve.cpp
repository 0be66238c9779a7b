#include <filesystem>
#include <iostream>
#include <list>

#include "access/account.h"
#include "api/api.h"
#include "api/case_rules.h"
#include "api/exchange_seam.h"
#include "api/request_rules.h"
#include "appointments/queues.h"
#include "base/log.h"
#include "base/random.h"
#include "cases/cases.h"
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
constexpr std::chrono::seconds kHoldsEvery{30};
constexpr std::chrono::milliseconds kSendEvery{500};

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
  cases::Cases cases(data->db, chain, vault, ids, random, (*book)->calendar().calendar,
                     api::case_rules_by_region(*book));

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
  appointments::Halls halls(data->db, chain, ids, network, (*book)->calendar().calendar);
  appointments::Appointments appointments(data->db, chain, vault, ids, random, halls, api::urgency_of(cases));
  appointments::Queues queues(data->db, chain, ids, appointments);
  const Repeated holds(kHoldsEvery, [&] { (void)appointments.expire_holds((*clock)()); });
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
                         .cases = &cases,
                         .halls = &halls,
                         .appointments = &appointments,
                         .queues = &queues,
                         .db = &data->db};
  // The departments' systems, where the folder names partners. One worker each: none waits for another.
  const auto partners = exchange::load_config(folder.exchange());
  if (!partners) return complain(common, folder.exchange().string(), {partners.error()});
  std::optional<exchange::Receiver> receiver;
  std::list<exchange::Sender> senders;
  std::list<Repeated> sending;
  if (*partners) {
    receiver.emplace(data->db, chain, ids, **partners, api::sink_of(cases));
    services.receiver = &*receiver;
    for (const auto& partner : (*partners)->partners) {
      auto& sender = senders.emplace_back(partner, (*partners)->own, api::source_of(cases), random,
                                          exchange::post_over_http);
      services.senders.push_back(&sender);
      sending.emplace_back(kSendEvery, [&sender, now = *clock] { (void)sender.round(now()); });
    }
  }
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
  listen.max_body_bytes = cases::kMaxPaperBytes + (1U << 16U);  // a paper and what belongs to it
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
