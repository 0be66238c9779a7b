// Claims under test: the cost of a working-day limit does not grow with its length, forwards, backwards or
// between two days; a due day with its whole derivation for an ordinary limit costs microseconds.
#include <benchmark/benchmark.h>

#include "workdays/calendar.h"
#include "workdays/clock.h"

namespace {

using namespace gangway;
using workdays::Calendar;

// Length is what is measured, so plain weeks will do.
const Calendar& calendar() {
  static const auto kCalendar =
      Calendar::create({std::chrono::year{2022}, std::chrono::year{2030}}, {}).value();
  return kCalendar;
}

void add_workdays(benchmark::State& state) {
  const auto start = parse_day("2026-03-03").value();
  const auto count = static_cast<int>(state.range(0));
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(calendar().add_workdays(start, count));
}
BENCHMARK(add_workdays)->Arg(-500)->Arg(1)->Arg(20)->Arg(500);

void workdays_between(benchmark::State& state) {
  const auto start = parse_day("2026-03-03").value();
  const auto end = start + std::chrono::days{state.range(0)};
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(calendar().workdays_between(start, end));
}
BENCHMARK(workdays_between)->Arg(1)->Arg(30)->Arg(700);

void due_with_derivation(benchmark::State& state) {
  const auto start = start_of_day_in_shanghai(parse_day("2026-03-03").value());
  const workdays::ClockInput input{workdays::Unit::WorkingDays, static_cast<int>(state.range(0)), start, {}};
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(workdays::due(calendar(), input));
}
BENCHMARK(due_with_derivation)->Arg(5)->Arg(20)->Arg(180);

}  // namespace
