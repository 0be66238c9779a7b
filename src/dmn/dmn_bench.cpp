// Claims, as ratios within one run (decisions a second, one thread; the answers are compared before timing):
//   evaluation/20/5   one decision through the public API, inputs converted: 1.5 million a second and more;
//                     from 20 to 2,000 rules its cost grows less than tenfold
//   batch/200/8       20 million a second and more
//   batch/20/5        within a factor of 3 of by_hand/20/5, an if-chain over the same columns
//   …_two_unknown     two inputs that are not known, answered exactly: some tens of microseconds
//   route_model       a route's model with its lists and filters stays in tens of microseconds
#include <benchmark/benchmark.h>

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "dmn/batch.h"
#include "dmn/model.h"
#include "feel/ops.h"
#include "feel/program.h"

namespace {

using gangway::dmn::Answers;
using gangway::dmn::Batch;
using gangway::dmn::Column;
using gangway::dmn::Evaluation;
using gangway::dmn::Model;
using gangway::feel::Value;

std::shared_ptr<const Model> loaded(const std::string& xml) {
  gangway::feel::Diagnostics diagnostics;
  return Model::load(xml, diagnostics).value();
}

// The rules of all tables here: column 0 asks for one of four strings, column 1 for a number from a bound on,
// the others for an interval; a third of the cells asks for nothing, and so does the last rule.
struct Asked {
  bool any;
  int low;
  int high;
};
constexpr Asked asked(int rules, int rule, int column) {
  const bool any = rule == rules - 1 || (rule + column) % 3 == 0;
  const int low = (rule * 7 + column * 3) % 90;
  if (column == 0) return {any, rule % 4, rule % 4};
  return {any, low, column == 1 ? 1'000'000 : low + 30};
}

std::string cell(int rules, int rule, int column) {
  const auto [any, low, high] = asked(rules, rule, column);
  if (any) return "-";
  if (column == 0) return "\"k" + std::to_string(low) + "\"";
  if (column == 1) return "&gt;= " + std::to_string(low);
  return "[" + std::to_string(low) + ".." + std::to_string(high) + "]";
}

std::string table(int rules, int columns) {
  std::string out =
      "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='b' namespace='urn:b'>";
  std::string requirements;
  std::string inputs;
  for (int c = 0; c < columns; ++c) {
    const auto name = "x" + std::to_string(c);
    const auto* const type = c == 0 ? "string" : "number";
    out += "<inputData id='" + name + "' name='" + name + "'><variable name='" + name + "' typeRef='" + type +
           "'/></inputData>";
    requirements += "<informationRequirement><requiredInput href='#" + name + "'/></informationRequirement>";
    inputs += "<input><inputExpression typeRef='" + std::string(type) + "'><text>" + name +
              "</text></inputExpression></input>";
  }
  out += "<decision id='d' name='d'><variable name='d' typeRef='number'/>" + requirements +
         "<decisionTable hitPolicy='FIRST'>" + inputs + "<output/>";
  for (int r = 0; r < rules; ++r) {
    out += "<rule>";
    for (int c = 0; c < columns; ++c)
      out += "<inputEntry><text>" + cell(rules, r, c) + "</text></inputEntry>";
    out += "<outputEntry><text>" + std::to_string(r) + "</text></outputEntry></rule>";
  }
  return out + "</decisionTable></decision></definitions>";
}

// Persons as columns: codes of strings in the first one, numbers in the others.
struct People {
  static constexpr std::size_t kCount = 16'384;

  explicit People(int columns) : numbers(static_cast<std::size_t>(columns)) {
    std::uint32_t seed = 1;
    for (std::size_t n = 0; n < kCount; ++n) {
      for (std::size_t c = 0; c < numbers.size(); ++c) {
        seed = seed * 1664525 + 1013904223;
        const auto drawn = static_cast<std::int64_t>((seed >> 16U) % 120);
        numbers[c].push_back(c == 0 ? drawn % 4 : drawn);
      }
      codes.push_back(static_cast<std::uint32_t>(numbers[0].back()));
    }
    for (int k = 0; k < 4; ++k) dictionary.push_back(Value::string("k" + std::to_string(k)));
  }

  [[nodiscard]] Value value(std::size_t n, std::size_t c) const {
    return c == 0 ? dictionary[codes[n]] : Value::number(numbers[c][n]);
  }

  std::vector<std::vector<std::int64_t>> numbers;
  std::vector<std::uint32_t> codes;
  std::vector<Value> dictionary;
};

// An if-chain with the bounds in the code, as somebody would write the table by hand.
template <int kRules, int kRule, int... kColumns>
bool rule_holds(const std::int64_t* person, std::integer_sequence<int, kColumns...> /*columns*/) {
  return ((asked(kRules, kRule, kColumns).any || (person[kColumns] >= asked(kRules, kRule, kColumns).low &&
                                                  person[kColumns] <= asked(kRules, kRule, kColumns).high)) &&
          ...);
}
template <int kColumns, int... kRules>
int first_rule(const std::int64_t* person, std::integer_sequence<int, kRules...> /*rules*/) {
  int found = -1;
  (void)((rule_holds<sizeof...(kRules), kRules>(person, std::make_integer_sequence<int, kColumns>{}) &&
          (found = kRules, true)) ||
         ...);
  return found;
}

// The same as a loop over rules, for tables that nobody writes as code.
int first_rule(const std::vector<std::vector<Asked>>& rules, const std::int64_t* person) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    bool all = true;
    for (std::size_t c = 0; c < rules[r].size() && all; ++c) {
      const auto& [any, low, high] = rules[r][c];
      all = any || (low <= person[c] && person[c] <= high);
    }
    if (all) return static_cast<int>(r);
  }
  return -1;
}

std::vector<std::vector<Asked>> rules_of(int rules, int columns) {
  std::vector<std::vector<Asked>> out(static_cast<std::size_t>(rules));
  for (int r = 0; r < rules; ++r) {
    for (int c = 0; c < columns; ++c) out[static_cast<std::size_t>(r)].push_back(asked(rules, r, c));
  }
  return out;
}

void per_second(benchmark::State& state, std::size_t each) {
  state.SetItemsProcessed(static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * each));
}

template <class Decide>
void by_hand_over(benchmark::State& state, const People& people, const Decide& decide) {
  std::vector<int> found(People::kCount);
  std::array<std::int64_t, 8> person{};
  for ([[maybe_unused]] auto _ : state) {
    for (std::size_t n = 0; n < People::kCount; ++n) {
      for (std::size_t c = 0; c < people.numbers.size(); ++c) person[c] = people.numbers[c][n];
      found[n] = decide(person.data());
    }
    benchmark::DoNotOptimize(found.data());
    benchmark::ClobberMemory();
  }
  per_second(state, People::kCount);
}

void by_hand(benchmark::State& state) {
  const auto columns = static_cast<int>(state.range(1));
  const People people(columns);
  if (state.range(0) == 20) {
    by_hand_over(state, people, [](const std::int64_t* person) {
      return first_rule<5>(person, std::make_integer_sequence<int, 20>{});
    });
    return;
  }
  const auto rules = rules_of(static_cast<int>(state.range(0)), columns);
  by_hand_over(state, people, [&](const std::int64_t* person) { return first_rule(rules, person); });
}

void evaluate(benchmark::State& state, int unknowns) {
  const auto rules = static_cast<int>(state.range(0));
  const auto columns = static_cast<int>(state.range(1));
  const auto model = loaded(table(rules, columns));
  const People people(columns);
  const auto expected = rules_of(rules, columns);
  gangway::feel::Diagnostics diagnostics;
  gangway::feel::Machine machine(diagnostics);
  Evaluation evaluation(*model, machine);
  const auto decide = [&](std::size_t n) -> const Value& {
    evaluation.reset();
    for (std::size_t c = 0; c < people.numbers.size(); ++c) {
      const auto input = static_cast<gangway::dmn::ElementIndex>(c);
      const bool is_open = c >= 2 && c < 2 + static_cast<std::size_t>(unknowns);
      evaluation.set_input(input, is_open ? Value::unknown(input) : people.value(n, c));
    }
    return evaluation.decision(0);
  };
  for (std::size_t n = 0; unknowns == 0 && n < 256; ++n) {
    std::array<std::int64_t, 8> person{};
    for (std::size_t c = 0; c < people.numbers.size(); ++c) person[c] = people.numbers[c][n];
    if (decide(n).as_number().to_int() != first_rule(expected, person.data()))
      state.SkipWithError("wrong answer");
  }
  std::size_t n = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(decide(n++ % People::kCount));
  per_second(state, 1);
}
void evaluation(benchmark::State& state) { evaluate(state, 0); }
void evaluation_two_unknown(benchmark::State& state) { evaluate(state, 2); }

void decide_batch(benchmark::State& state, int unknowns) {
  const auto rules = static_cast<int>(state.range(0));
  const auto columns = static_cast<int>(state.range(1));
  const auto model = loaded(table(rules, columns));
  const People people(columns);
  const std::vector<std::uint64_t> all(People::kCount / 64, ~std::uint64_t{0});
  gangway::feel::Diagnostics diagnostics;
  gangway::feel::Machine machine(diagnostics);
  Batch batch(*model, machine);
  batch.set_input(0, Column::of_codes(people.codes, people.dictionary));
  for (std::size_t c = 1; c < people.numbers.size(); ++c) {
    auto column = Column::of_numbers(people.numbers[c]);
    if (c >= 2 && c < 2 + static_cast<std::size_t>(unknowns)) column.with_unknowns(all);
    batch.set_input(static_cast<gangway::dmn::ElementIndex>(c), column);
  }
  Answers answers;
  batch.decide(0, People::kCount, answers);
  const auto expected = rules_of(rules, columns);
  for (std::size_t n = 0; unknowns == 0 && n < People::kCount; ++n) {
    std::array<std::int64_t, 8> person{};
    for (std::size_t c = 0; c < people.numbers.size(); ++c) person[c] = people.numbers[c][n];
    if (answers.of(n).as_number().to_int() != first_rule(expected, person.data()))
      state.SkipWithError("wrong answer");
  }
  for ([[maybe_unused]] auto _ : state) {
    batch.decide(0, People::kCount, answers);
    benchmark::DoNotOptimize(answers.codes.data());
  }
  per_second(state, People::kCount);
}
void batch(benchmark::State& state) { decide_batch(state, 0); }
void batch_two_unknown(benchmark::State& state) { decide_batch(state, 2); }

void load(benchmark::State& state) {
  const auto xml = table(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(loaded(xml));
}

BENCHMARK(by_hand)->Args({20, 5})->Args({200, 8})->Args({2000, 8});
BENCHMARK(batch)->Args({20, 5})->Args({200, 8})->Args({2000, 8});
BENCHMARK(evaluation)->Args({20, 5})->Args({200, 8})->Args({2000, 8});
BENCHMARK(evaluation_two_unknown)->Args({20, 5})->Args({200, 8})->Args({2000, 8});
BENCHMARK(batch_two_unknown)->Args({20, 5});
BENCHMARK(load)->Args({20, 5})->Args({2000, 8})->Unit(benchmark::kMillisecond);

void route_model(benchmark::State& state) {
  std::ifstream in(std::string(GANGWAY_SOURCE_DIR) + "/tests/dmn/residence-1.3.dmn", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const auto model = loaded(text.str());
  gangway::feel::Diagnostics diagnostics;
  gangway::feel::Machine setup(diagnostics);
  const auto value = [&](const char* expression) {
    return gangway::feel::Program::compile(expression, {}, diagnostics).value().evaluate({}, setup);
  };
  const std::vector<Value> inputs{
      value("@\"2024-04-15\""),
      value("for y in 2020..2023 return {year: y, region: \"31\", pay: 900000, months: 11}"),
      value("for y in 2019..2023 return {year: y, monthly: 11000 + y}"), value("true")};
  const auto eligible = *model->find_decision("eligible");
  for ([[maybe_unused]] auto _ : state) {
    gangway::feel::Machine machine(diagnostics);
    Evaluation evaluation(*model, inputs, machine);
    benchmark::DoNotOptimize(evaluation.decision(eligible));
  }
  per_second(state, 1);
}
BENCHMARK(route_model);

}  // namespace
