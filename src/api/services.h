// What the handlers need, made by apps/gangway. No handler reads a clock, a file or a random number by
// itself.
//
// Threads: handlers run on many workers; everything here may be used from any of them.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "policy/judge.h"
#include "policy/pack.h"

namespace gangway::plans {
class Plans;
}
namespace gangway::access {
class Accounts;
}
namespace gangway::network {
class Network;
}
namespace gangway::requests {
class Requests;
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
  access::Accounts* accounts = nullptr;
  network::Network* network = nullptr;
  requests::Requests* requests = nullptr;
  cases::Cases* cases = nullptr;
};

}  // namespace gangway::api
