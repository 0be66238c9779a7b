// Claims: judging all routes of cn-31 for one person, with reasons and without nearest changes, takes at most
// 300 µs (p50) whoever the person is; a person of whom nothing is known is as quick to judge and to ask as
// one who answered everything, within a small factor. Each row gives p50 and p99 in microseconds of CPU time
// over the people of tests/people, and how many facts the search had to leave undecided.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json_bind.h"
#include "policy/interview.h"
#include "policy/judge.h"

namespace {

using namespace gangway;
using namespace gangway::policy;

const std::filesystem::path kRoot = GANGWAY_SOURCE_DIR;

const Setting& shanghai() {
  static const auto setting = [] {
    std::vector<Fault> faults;
    auto book = RuleBook::load((kRoot / "packs").string(), faults).value();
    return Setting::create(std::move(book), "cn-31", parse_day("2026-11-24").value()).value();
  }();
  return *setting;
}

std::vector<Facts> people() {
  std::vector<Facts> out;
  for (const auto& file : std::filesystem::directory_iterator(kRoot / "tests/people")) {
    std::ifstream in(file.path());
    std::ostringstream text;
    text << in.rdbuf();
    const auto document = json::parse(text.str(), {std::size_t{1} << 20, 64}).value();
    std::vector<Error> errors;
    out.push_back(Facts::read(document.at("facts"), shanghai().vocabulary(), errors));
  }
  return out;
}

// Every person with only the first third and the first two thirds of their facts.
std::vector<Facts> unfinished() {
  std::vector<Facts> out;
  for (const auto& whole : people()) {
    for (const std::size_t part : {1U, 2U}) {
      Facts some;
      std::size_t n = 0;
      for (const auto& [name, value] : whole.all()) {
        if (n++ % 3 < part) some.set(name, value);
      }
      out.push_back(std::move(some));
    }
  }
  return out;
}

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Calls `work` for one person after the other and reports the quantiles of its CPU time.
template <class Work>
void quantiles(benchmark::State& state, const std::vector<Facts>& of, Work&& work) {
  std::vector<double> times;
  std::size_t i = 0;
  for ([[maybe_unused]] auto _ : state) {
    const double start = cpu_microseconds();
    work(of[i++ % of.size()]);
    times.push_back(cpu_microseconds() - start);
  }
  std::ranges::sort(times);
  state.counters["p50_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["max_us"] = times.back();
}

void judging(benchmark::State& state, const std::vector<Facts>& of, const JudgeOptions& options) {
  std::size_t undecided = 0;
  std::size_t missing = 0;
  for (const auto& facts : of) {
    for (const auto& route : judge(shanghai(), facts, options).routes) {
      undecided += route.may_matter.size();
      missing += route.missing.size();
    }
  }
  quantiles(state, of,
            [&](const Facts& facts) { benchmark::DoNotOptimize(judge(shanghai(), facts, options)); });
  state.counters["may_matter"] = static_cast<double>(undecided);
  state.counters["missing"] = static_cast<double>(missing);
}

void judge_with_reasons(benchmark::State& state) { judging(state, people(), {}); }
void judge_statuses_only(benchmark::State& state) {
  JudgeOptions options;
  options.reasons = options.opens_on = options.questions = false;
  judging(state, people(), options);
}
void judge_unfinished(benchmark::State& state) { judging(state, unfinished(), {}); }
void judge_nothing_known(benchmark::State& state) { judging(state, {Facts()}, {}); }
void judge_with_nearest(benchmark::State& state) {
  JudgeOptions options;
  options.nearest = true;
  judging(state, people(), options);
}
BENCHMARK(judge_with_reasons);
BENCHMARK(judge_statuses_only);
BENCHMARK(judge_unfinished);
BENCHMARK(judge_nothing_known);
BENCHMARK(judge_with_nearest);

void asking(benchmark::State& state, const std::vector<Facts>& of) {
  quantiles(state, of,
            [](const Facts& facts) { benchmark::DoNotOptimize(next_question(shanghai(), facts, {})); });
}
void question_complete(benchmark::State& state) { asking(state, people()); }
void question_unfinished(benchmark::State& state) { asking(state, unfinished()); }
void question_nothing_known(benchmark::State& state) { asking(state, {Facts()}); }
BENCHMARK(question_complete);
BENCHMARK(question_unfinished);
BENCHMARK(question_nothing_known);

void write_answer(benchmark::State& state) {
  std::vector<Assessment> answers;
  for (const auto& facts : people()) answers.push_back(judge(shanghai(), facts));
  std::size_t i = 0;
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    bytes = json::text_of(answers[i++ % answers.size()]).size();
    benchmark::DoNotOptimize(bytes);
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(write_answer);

void make_setting(benchmark::State& state) {
  (void)shanghai();
  std::vector<Fault> faults;
  const auto book = RuleBook::load((kRoot / "packs").string(), faults).value();
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(Setting::create(book, "cn-31", parse_day("2026-11-24").value()));
  }
}
BENCHMARK(make_setting);

}  // namespace
