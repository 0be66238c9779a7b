// What the handlers need, made by apps/gangway. No handler reads a clock, a file or a random number by
// itself.
//
// Threads: handlers run on many workers; everything here may be used from any of them.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "policy/judge.h"
#include "policy/pack.h"

namespace gangway::plans {
class Plans;
class PersonPlans;
}  // namespace gangway::plans
namespace gangway::access {
class Accounts;
}
namespace gangway::network {
class Network;
}
namespace gangway::requests {
class Requests;
}
namespace gangway::people {
class People;
class Employers;
}  // namespace gangway::people
namespace gangway::appointments {
class Appointments;
class Halls;
class Queues;
}  // namespace gangway::appointments
namespace gangway::exchange {
class Receiver;
class Sender;
}  // namespace gangway::exchange
namespace gangway::store {
class Db;
}
namespace gangway::cases {
class Cases;
}

namespace gangway::api {

// The last used pairs of region and day, made once: judging them again costs no preparation.
class Settings {
 public:
  explicit Settings(std::shared_ptr<const policy::RuleBook> book) : book_(std::move(book)) {}

  // Errors: as policy::Setting::create.
  [[nodiscard]] Result<std::shared_ptr<const policy::Setting>> get(const std::string& region, Day day);

 private:
  static constexpr std::size_t kCapacity = 64;
  using Key = std::pair<std::string, Day>;
  struct Entry {
    std::shared_ptr<const policy::Setting> setting;
    std::list<Key>::iterator used;
  };

  std::shared_ptr<const policy::RuleBook> book_;
  std::mutex mutex_;
  std::list<Key> order_;  // most recently used first
  std::map<Key, Entry> entries_;
};

struct Services {
  std::shared_ptr<const policy::RuleBook> book;
  Settings settings;
  plans::Plans* plans = nullptr;
  std::string version;         // of the program
  std::string default_region;  // of this installation
  bool demonstration = false;  // its people and firms are invented: the screens say so
  access::Accounts* accounts = nullptr;
  network::Network* network = nullptr;
  requests::Requests* requests = nullptr;
  plans::PersonPlans* person_plans = nullptr;
  people::People* people = nullptr;
  people::Employers* employers = nullptr;
  cases::Cases* cases = nullptr;
  appointments::Halls* halls = nullptr;
  appointments::Appointments* appointments = nullptr;
  appointments::Queues* queues = nullptr;
  exchange::Receiver* receiver = nullptr;             // of the departments' answers; none without partners
  std::vector<const exchange::Sender*> senders = {};  // one for each partner
  store::Db* db = nullptr;                            // for what reads the journal alone
};

}  // namespace gangway::api
