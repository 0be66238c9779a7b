// Claims: a decision of a 20 x 5 table costs well under a microsecond; a route's model with its lists and
// filters stays in tens of microseconds; unknown inputs cost no more than known ones by an order of
// magnitude.
#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <string>

#include "dmn/model.h"
#include "feel/program.h"

namespace {

using gangway::dmn::Evaluation;
using gangway::dmn::Model;
using gangway::feel::Value;

std::shared_ptr<const Model> loaded(const std::string& xml) {
  gangway::feel::Diagnostics diagnostics;
  return Model::load(xml, diagnostics).value();
}

// `rules` x `columns`: intervals, comparisons and strings, first hit; the last rule takes the rest.
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
    for (int c = 0; c < columns; ++c) {
      const auto low = std::to_string((r * 7 + c * 3) % 90);
      const auto high = std::to_string((r * 7 + c * 3) % 90 + 30);
      const bool any = r == rules - 1 || (r + c) % 3 == 0;
      const auto cell = any      ? std::string("-")
                        : c == 0 ? "\"k" + std::to_string(r % 4) + "\""
                        : c == 1 ? "&gt;= " + low
                                 : "[" + low + ".." + high + "]";
      out += "<inputEntry><text>" + cell + "</text></inputEntry>";
    }
    out += "<outputEntry><text>" + std::to_string(r) + "</text></outputEntry></rule>";
  }
  return out + "</decisionTable></decision></definitions>";
}

std::vector<std::vector<Value>> persons(int columns) {
  std::vector<std::vector<Value>> out;
  std::uint32_t seed = 1;
  for (int i = 0; i < 256; ++i) {
    std::vector<Value> row;
    for (int c = 0; c < columns; ++c) {
      seed = seed * 1664525 + 1013904223;
      const auto drawn = static_cast<std::int64_t>((seed >> 16U) % 120);
      row.push_back(c == 0 ? Value::string("k" + std::to_string(drawn % 4)) : Value::number(drawn));
    }
    out.push_back(std::move(row));
  }
  return out;
}

void decide(benchmark::State& state, bool with_unknown) {
  const auto columns = static_cast<int>(state.range(1));
  const auto model = loaded(table(static_cast<int>(state.range(0)), columns));
  auto people = persons(columns);
  if (with_unknown) {
    for (auto& person : people) person[2] = Value::unknown(1);
  }
  gangway::feel::Diagnostics diagnostics;
  std::size_t i = 0;
  for ([[maybe_unused]] auto _ : state) {
    gangway::feel::Machine machine(diagnostics);
    Evaluation evaluation(*model, people[i++ % people.size()], machine);
    benchmark::DoNotOptimize(evaluation.decision(0));
  }
  state.SetItemsProcessed(state.iterations());
}
void table_decisions(benchmark::State& state) { decide(state, false); }
void table_decisions_one_unknown(benchmark::State& state) { decide(state, true); }
BENCHMARK(table_decisions)->Args({20, 5})->Args({200, 8});
BENCHMARK(table_decisions_one_unknown)->Args({20, 5});

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
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(route_model);

}  // namespace
