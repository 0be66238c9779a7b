// Claims: a chain of 30 decisions over a list of ten years and two dates takes at most 30 µs with a reused
// evaluation, and the evaluation itself allocates nothing: what remains are the lists that the expressions
// make.
#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "dmn/model.h"
#include "feel/program.h"

namespace {

using gangway::dmn::Evaluation;
using gangway::dmn::Model;
using gangway::feel::Value;

constexpr std::array kForms = {
    "count(years[pay &gt; 1000 * PREVIOUS])",
    "if PREVIOUS &gt; 3 then sum(for y in years return y.pay) / count(years) else 0",
    "years and months duration(born, as_of).years + PREVIOUS",
    "if every y in years satisfies y.months &gt;= 6 then PREVIOUS + 1 else PREVIOUS",
    "max(for y in years[year &gt;= as_of.year - 4] return y.pay) - PREVIOUS",
    "if as_of + duration(\"P30D\") &gt; born + duration(\"P60Y\") then 0 else PREVIOUS",
};

std::string chain(int length) {
  std::string out =
      "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='b' namespace='urn:b'>"
      "<itemDefinition name='Year'><itemComponent name='year'><typeRef>number</typeRef></itemComponent>"
      "<itemComponent name='pay'><typeRef>number</typeRef></itemComponent>"
      "<itemComponent name='months'><typeRef>number</typeRef></itemComponent></itemDefinition>"
      "<itemDefinition name='Years' isCollection='true'><typeRef>Year</typeRef></itemDefinition>";
  std::string inputs;
  for (const auto& [name, type] : std::array<std::pair<const char*, const char*>, 3>{
           {{"as_of", "date"}, {"born", "date"}, {"years", "Years"}}}) {
    out += std::string("<inputData id='") + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='" + type + "'/></inputData>";
    inputs +=
        std::string("<informationRequirement><requiredInput href='#") + name + "'/></informationRequirement>";
  }
  for (int i = 0; i < length; ++i) {
    const auto name = "d" + std::to_string(i);
    std::string text = kForms[static_cast<std::size_t>(i) % kForms.size()];
    const auto previous = i == 0 ? std::string("5") : "d" + std::to_string(i - 1);
    for (auto at = text.find("PREVIOUS"); at != std::string::npos; at = text.find("PREVIOUS")) {
      text.replace(at, 8, previous);
    }
    out += "<decision id='" + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='number'/>" + inputs;
    if (i > 0) {
      out += "<informationRequirement><requiredDecision href='#" + previous + "'/></informationRequirement>";
    }
    out += "<literalExpression><text>" + text + "</text></literalExpression></decision>";
  }
  return out + "</definitions>";
}

void chain_of_30(benchmark::State& state) {
  gangway::feel::Diagnostics diagnostics;
  const auto model = Model::load(chain(30), diagnostics).value();
  gangway::feel::Machine machine(diagnostics, gangway::feel::Limits{.steps = ~0ULL});
  const auto value = [&](const char* expression) {
    return gangway::feel::Program::compile(expression, {}, diagnostics).value().evaluate({}, machine);
  };
  Evaluation evaluation(*model, machine);
  const auto as_of = value("@\"2024-04-15\"");
  const auto born = value("@\"1988-02-29\"");
  const auto years = value("for y in 2014..2023 return {year: y, pay: 9000 + y, months: 11}");
  for ([[maybe_unused]] auto _ : state) {
    evaluation.set_input(0, as_of);
    evaluation.set_input(1, born);
    evaluation.set_input(2, years);
    const auto& last = evaluation.decision(29);
    if (last.kind() != gangway::feel::Kind::Number) state.SkipWithError("wrong answer");
    benchmark::DoNotOptimize(last);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(chain_of_30);

}  // namespace
