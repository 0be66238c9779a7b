// Claims under test: gathering waiting writers into one commit beats a commit each as soon as several write
// at once; a cached read costs microseconds.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "store/db.h"

namespace {

using namespace gangway::store;

constexpr Migration kSteps[] = {
    {"bench", 1, "CREATE TABLE entry (id BIGINT PRIMARY KEY, who BIGINT NOT NULL, note TEXT NOT NULL)"}};

struct Scratch {
  std::filesystem::path folder;
  std::unique_ptr<Db> db;

  explicit Scratch(Gathering gathering) {
    std::string pattern = "bench-XXXXXX";  // the working directory: a real disk, where TMPDIR may be memory
    folder = ::mkdtemp(pattern.data());
    db = std::make_unique<Db>(Db::open(folder / "bench.db", {.gathering = gathering}));
    if (!db->migrate(kSteps)) std::abort();
  }
  ~Scratch() {
    db.reset();
    std::filesystem::remove_all(folder);
  }
};
std::unique_ptr<Scratch> scratch;

void durable_insert(benchmark::State& state) {
  if (state.thread_index() == 0) {
    scratch = std::make_unique<Scratch>(state.range(0) == 1 ? Gathering::Gathered : Gathering::Single);
  }
  const std::string note(200, 'x');
  for ([[maybe_unused]] auto _ : state) {
    if (!scratch->db->in_transaction([&](Tx& tx) -> gangway::Result<void> {
          tx.run("INSERT INTO entry (who, note) VALUES ($1, $2)", state.thread_index(), note);
          return {};
        }))
      std::abort();
  }
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) scratch.reset();
}
BENCHMARK(durable_insert)
    ->ArgName("gathered")
    ->Arg(0)
    ->Arg(1)
    ->Threads(1)
    ->Threads(16)
    ->Threads(64)
    ->UseRealTime();

void read_one_row(benchmark::State& state) {
  Scratch mine(Gathering::Gathered);
  const auto added = mine.db->in_transaction([&](Tx& tx) -> gangway::Result<void> {
    tx.run("INSERT INTO entry (id, who, note) VALUES ($1, $2, $3)", 1, 2, "note");
    return {};
  });
  if (!added) std::abort();
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(mine.db->read([](const ReadTx& tx) {
      return tx.one(
          "SELECT note FROM entry WHERE id = $1", [](const Row& row) { return row.text(0); }, 1);
    }));
  }
}
BENCHMARK(read_one_row);

}  // namespace
