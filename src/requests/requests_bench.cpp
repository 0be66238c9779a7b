// Claims under test: with 100,000 requests, half of them open, a page of a list and its count cost
// milliseconds whatever the reach (p99_us beside the mean); writers at once share a commit, which a commit
// each does not reach.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "requests/requests.h"

namespace {

using namespace gangway;            // NOLINT(google-build-using-namespace)
using namespace gangway::requests;  // NOLINT(google-build-using-namespace)
using access::Reach;
using access::Scope;

constexpr int kRequests = 100'000;
constexpr int kHalls = 20;  // the first has half of all
const Instant kNow = parse_instant("2022-05-30T08:30+08:00").value();
const Rules kRules{5, 3, 2, 4, 3, {"/1/4/", "manager"}};

struct Bench {
  std::filesystem::path folder;
  journal::Key master = journal::Key::make(repeatable_random(1));
  std::unique_ptr<store::Db> db;
  journal::Chain chain{master};
  journal::Vault vault{master, repeatable_random(3)};
  Instant now = kNow;
  IdGenerator ids{[this] { return now; }};
  workdays::Calendar calendar =
      workdays::Calendar::create({std::chrono::year{2022}, std::chrono::year{2022}}, {}).value();
  std::unique_ptr<Requests> requests;

  explicit Bench(store::Gathering gathering) {
    std::string pattern = "bench-XXXXXX";  // the working directory: a real disk
    folder = ::mkdtemp(pattern.data());
    db = std::make_unique<store::Db>(store::Db::open(folder / "bench.db", {.gathering = gathering}));
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    if (!db->migrate(steps)) std::abort();
    requests = std::make_unique<Requests>(*db, chain, vault, ids, secure_random(), calendar,
                                          [](const Request&) { return kRules; });
  }
  ~Bench() {
    requests.reset();
    db.reset();
    std::filesystem::remove_all(folder);
  }
};

Actor clerk(int hall, int n) {
  return {AccountId(1 + hall * 10 + n), {"/1/" + std::to_string(4 + hall) + "/", ""}, "handling"};
}
const NewRequest kAsked{Kind::Question,   Channel::Window, "en", "Where do I renew my permit?",
                        "Invented Asker", "13800000000"};

Bench& full() {
  static Bench made(store::Gathering::Gathered);
  static const bool filled = [] {
    for (int i = 0; i < kRequests; ++i) {
      const int hall = i % 2 == 0 ? 0 : 1 + i / 2 % (kHalls - 1);
      made.now = kNow + std::chrono::hours{i % 2000};
      const auto by = clerk(hall, i % 10);
      const Scope scope{Reach::Mine, by.account, by.unit.place, {}, {}};
      auto detail = made.requests->receive(kAsked, by, made.now).value();
      if (i / 2 % 2 == 0) continue;
      const auto seen = [&] { return Requests::Command{detail.request.id, detail.request.version, "words"}; };
      detail = made.requests->answer(seen(), scope, by, made.now).value();
      detail = made.requests->follow_up(seen(), CallResult::Content, scope, by, made.now).value();
      (void)made.requests->close(seen(), scope, by, made.now).value();
    }
    return true;
  }();
  (void)filled;
  return made;
}

Scope scope_of(std::int64_t reach) {
  switch (reach) {
    case 0:
      return {Reach::Anything, {}, {}, {}, {}};
    case 1:
      return {Reach::Below, {}, "/1/", {}, {}};
    case 2:
      return {Reach::Below, {}, "/1/9/", {}, {}};
    default:
      return {Reach::Mine, AccountId(1), "/1/4/", {}, {}};
  }
}

// Runs `work` once a round and says how long the slowest hundredth took.
template <class Work>
void timed(benchmark::State& state, Work work) {
  std::vector<double> rounds;
  for ([[maybe_unused]] auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    work();
    rounds.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(rounds.begin(), rounds.end());
  state.counters["p99_us"] = rounds[rounds.size() * 99 / 100];
}

// 0 everything, 1 a district, 2 one hall, 3 a clerk of the largest hall.
void page_of_50(benchmark::State& state) {
  auto& all = full();
  const auto scope = scope_of(state.range(0));
  timed(state, [&] { benchmark::DoNotOptimize(all.requests->list(scope, {Stage::Handling, false}, 50)); });
}
BENCHMARK(page_of_50)->DenseRange(0, 3)->Iterations(500);

void count(benchmark::State& state) {
  auto& all = full();
  const auto scope = scope_of(state.range(0));
  timed(state, [&] { benchmark::DoNotOptimize(all.requests->count(scope, {Stage::Handling, false})); });
}
BENCHMARK(count)->DenseRange(0, 3)->Iterations(500);

std::unique_ptr<Bench> shared;

// From receiving to the end, durably: four writes.
void loop(benchmark::State& state) {
  if (state.thread_index() == 0)
    shared =
        std::make_unique<Bench>(state.range(0) == 1 ? store::Gathering::Gathered : store::Gathering::Single);
  const auto by = clerk(0, state.thread_index() % 10);
  const Scope scope{Reach::Mine, by.account, by.unit.place, {}, {}};
  for ([[maybe_unused]] auto _ : state) {
    auto& r = *shared->requests;
    auto detail = r.receive(kAsked, by, kNow).value();
    const auto seen = [&] { return Requests::Command{detail.request.id, detail.request.version, "words"}; };
    detail = r.answer(seen(), scope, by, kNow).value();
    detail = r.follow_up(seen(), CallResult::Content, scope, by, kNow).value();
    benchmark::DoNotOptimize(r.close(seen(), scope, by, kNow).value());
  }
  state.SetItemsProcessed(4 * state.iterations());
  if (state.thread_index() == 0) shared.reset();
}
BENCHMARK(loop)->ArgName("gathered")->Arg(0)->Arg(1)->Threads(1)->Threads(16)->Threads(64)->UseRealTime();

}  // namespace
