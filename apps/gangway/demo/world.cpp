#include "demo/world.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "api/case_rules.h"
#include "api/request_rules.h"

namespace gangway::app::demonstration {
namespace {

constexpr std::uint64_t kSeed = 20220222;
constexpr int kThreads = 16;  // most of them wait for the writer

}  // namespace

World::World(Opened& data, std::shared_ptr<const policy::RuleBook> book, const RandomBytes& random,
             Instant now)
    : now(now),
      chance(kSeed),
      chain(data.master),
      vault(data.master, random),
      ids([now] { return now; }, data.highest_id),
      passwords({2, 32, true}),
      accounts(data.db, chain, passwords, ids, random),
      network(data.db, chain, ids),
      requests(data.db, chain, vault, ids, random, book->calendar().calendar,
               api::rules_by_place(book, network, "cn-31")),
      people(data.db, chain, vault, data.master, ids, random),
      employers(data.db, chain, ids),
      cases(data.db, chain, vault, ids, random, book->calendar().calendar, api::case_rules_by_region(book)),
      halls(data.db, chain, ids, network, book->calendar().calendar),
      appointments(data.db, chain, vault, ids, random, halls, [](CaseId) { return false; }),
      book_(book) {}

std::vector<std::string> World::logins_of(access::Role role) const {
  std::vector<std::string> out;
  for (const auto& one : staff) {
    if (one.role == role) out.push_back(one.login);
  }
  return out;
}

std::vector<std::string> World::officers_of(const std::string& department) const {
  std::vector<std::string> out;
  for (const auto& one : staff) {
    if (one.role == access::Role::Officer && one.place == "centre" && one.department == department)
      out.push_back(one.login);
  }
  return out;
}

Result<void> in_parallel(int count, const std::function<Result<void>(int)>& work) {
  std::atomic<int> next = 0;
  std::mutex mutex;  // guards failure
  std::optional<Error> failure;
  const auto run = [&] {
    for (int i = next++; i < count; i = next++) {
      const auto done = work(i);
      if (done) continue;
      const std::scoped_lock lock(mutex);
      if (!failure) failure = done.error();
      next = count;
    }
  };
  std::vector<std::jthread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(run);
  threads.clear();
  if (failure) return tl::unexpected<Error>(*failure);
  return {};
}

}  // namespace gangway::app::demonstration
