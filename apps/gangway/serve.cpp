#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <thread>

#include "access/account.h"
#include "api/api.h"
#include "api/case_rules.h"
#include "api/request_rules.h"
#include "base/log.h"
#include "base/random.h"
#include "cases/cases.h"
#include "commands.h"
#include "data_folder.h"
#include "http/server.h"
#include "network/network.h"
#include "packs_file.h"
#include "plans/plan.h"
#include "requests/requests.h"

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

// Runs `work` every so often, and once more at the end. A database that fails is logged, and tried again.
class Repeated {
 public:
  Repeated(std::chrono::seconds every, std::function<void()> work)
      : every_(every), work_(std::move(work)), thread_([this] { run(); }) {}
  Repeated(const Repeated&) = delete;
  Repeated& operator=(const Repeated&) = delete;
  ~Repeated() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    for (bool stopping = false; !stopping;) {
      std::unique_lock lock(mutex_);
      stopping = wake_.wait_for(lock, every_, [this] { return stopping_; });
      lock.unlock();
      try {
        work_();
      } catch (const store::Failure& failure) {
        log::write(log::Level::Error, "repeated_work", {{"what", failure.what()}});
      }
    }
  }

  std::chrono::seconds every_;
  std::function<void()> work_;
  std::mutex mutex_;  // guards stopping_
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

constexpr std::chrono::seconds kSignEvery{5};
constexpr std::chrono::seconds kSilenceEvery{60};

}  // namespace

int serve(const Common& common, const ServeOptions& options) {
  const auto clock = clock_of(options);
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

  api::Services services{
      *book, api::Settings(*book), &plans, GANGWAY_VERSION, options.region, &accounts, &network, &requests,
      &cases};
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
