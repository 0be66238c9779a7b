#include <benchmark/benchmark.h>

#include "dmn/check.h"
#include "dmn/test_large_tables.h"

namespace {

using gangway::dmn::testing::CutTable;

// Claim under test: a complete UNIQUE table of 2,000 rules and 8 columns is checked to the end within
// seconds.
void check_complete(benchmark::State& state) {
  const auto xml = CutTable(static_cast<std::size_t>(state.range(0))).xml();
  for ([[maybe_unused]] auto _ : state) {
    gangway::feel::Diagnostics diagnostics;
    const auto report = gangway::dmn::check_model(xml, diagnostics);
    if (!report || !report->findings.empty()) state.SkipWithError("the table is complete and unique");
  }
}
BENCHMARK(check_complete)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

// Loading the same models is what a check costs at least.
void load_complete(benchmark::State& state) {
  const auto xml = CutTable(static_cast<std::size_t>(state.range(0))).xml();
  for ([[maybe_unused]] auto _ : state) {
    gangway::feel::Diagnostics diagnostics;
    benchmark::DoNotOptimize(gangway::dmn::Model::load(xml, diagnostics));
  }
}
BENCHMARK(load_complete)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

// Claim under test: what FIRST hides is found as fast.
void check_first(benchmark::State& state) {
  const auto xml = CutTable(static_cast<std::size_t>(state.range(0))).xml("FIRST");
  for ([[maybe_unused]] auto _ : state) {
    gangway::feel::Diagnostics diagnostics;
    const auto report = gangway::dmn::check_model(xml, diagnostics);
    if (!report || !report->findings.empty()) state.SkipWithError("no rule hides another");
  }
}
BENCHMARK(check_first)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

}  // namespace
