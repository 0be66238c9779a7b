// Claims under test: with 100,000 open cases a page of a list, its count and one case cost milliseconds,
// whatever the reach. Each reports the 99th percentile of its rounds (p99_us) beside the mean.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "cases/cases.h"
#include "cases/testing_case.h"

namespace {

using namespace gangway;                       // NOLINT(google-build-using-namespace)
using namespace gangway::cases::testing_case;  // NOLINT(google-build-using-namespace)
using access::Reach;
using access::Scope;

constexpr int kCases = 100'000;
constexpr int kUnits = 20;  // halls; the first has half of all

// 100,000 open cases on disk, made once.
struct Full {
  std::filesystem::path folder;
  journal::Key master = journal::Key::make(repeatable_random(1));
  std::unique_ptr<store::Db> db;
  journal::Chain chain{master};
  journal::Vault vault{master, repeatable_random(3)};
  Instant now = kNow;
  IdGenerator ids{[this] { return now; }};
  std::unique_ptr<cases::Cases> cases;
  std::vector<CaseId> some;

  Full() {
    std::string pattern = "bench-XXXXXX";
    folder = ::mkdtemp(pattern.data());
    db = std::make_unique<store::Db>(store::Db::open(folder / "bench.db"));
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), cases::migrations().begin(), cases::migrations().end());
    if (!db->migrate(steps)) std::abort();
    cases = std::make_unique<cases::Cases>(*db, chain, vault, ids, repeatable_random(2), calendar(),
                                           [](const cases::Case&, const json::Value&) { return rules(); });
    for (int i = 0; i < kCases; ++i) {
      const int unit = i % 2 == 0 ? 0 : 1 + i / 2 % (kUnits - 1);
      cases::NewCase asked;
      asked.route = "single-window";
      asked.region = "cn-31";
      asked.language = "en";
      asked.name = "Invented Applicant";
      now = kNow + std::chrono::hours{i % 2000};
      const cases::Actor by{
          AccountId(1 + unit * 10 + i % 10), {"/1/" + std::to_string(4 + unit) + "/", ""}, "handling"};
      const auto detail = cases->open(asked, by, now).value();
      if (i % 1000 == 0) some.push_back(detail.file.id);
    }
  }
  ~Full() {
    cases.reset();
    db.reset();
    std::filesystem::remove_all(folder);
  }
};

Full& full() {
  static Full made;
  return made;
}

Scope scope_of(int reach) {
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

// 0 everything, 1 a district, 2 one hall, 3 a clerk of the largest hall (half of all cases).
void page_of_50(benchmark::State& state) {
  auto& all = full();
  const auto scope = scope_of(static_cast<int>(state.range(0)));
  timed(state, [&] { benchmark::DoNotOptimize(all.cases->list(scope, {}, 50)); });
}
BENCHMARK(page_of_50)->DenseRange(0, 3)->Iterations(500);

void count(benchmark::State& state) {
  auto& all = full();
  const auto scope = scope_of(static_cast<int>(state.range(0)));
  timed(state, [&] { benchmark::DoNotOptimize(all.cases->count(scope, {})); });
}
BENCHMARK(count)->DenseRange(0, 3)->Iterations(500);

void one_case(benchmark::State& state) {
  auto& all = full();
  std::size_t i = 0;
  timed(state,
        [&] { benchmark::DoNotOptimize(all.cases->find(all.some[i++ % all.some.size()], scope_of(0))); });
}
BENCHMARK(one_case)->Iterations(2000);

// Opening one, durably, alone.
void open_one(benchmark::State& state) {
  auto& all = full();
  cases::NewCase asked;
  asked.route = "single-window";
  asked.region = "cn-31";
  asked.language = "en";
  asked.name = "Invented Applicant";
  timed(state, [&] { benchmark::DoNotOptimize(all.cases->open(asked, {kClerk, kHall, "handling"}, kNow)); });
}
BENCHMARK(open_one)->Iterations(500);

}  // namespace
