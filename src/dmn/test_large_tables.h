// Large decision tables for tests and benchmarks: a space of numbers cut again and again until there are as
// many parts as rules, so that the rules are disjoint and leave nothing out, while no column alone tells them
// apart.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

namespace gangway::dmn::testing {

inline constexpr std::size_t kTableColumns = 8;

struct CutTable {
  using Side = std::pair<int, int>;  // from, to; the last "to" is open upwards, the first "from" downwards
  using Part = std::array<Side, kTableColumns>;
  static constexpr int kLow = 0;
  static constexpr int kHigh = 1'000'000;
  std::vector<Part> rules;

  explicit CutTable(std::size_t count, unsigned seed = 1) {
    std::mt19937 random(seed);
    Part all;
    all.fill({kLow, kHigh});
    rules.push_back(all);
    while (rules.size() < count) {
      auto& part = rules[random() % rules.size()];
      auto& [from, to] = part[random() % kTableColumns];
      if (to - from < 2) continue;
      const int cut = from + 1 + static_cast<int>(random() % static_cast<unsigned>(to - from - 1));
      auto other = part;
      const auto column = static_cast<std::size_t>(&from - &part[0].first) / 2;
      to = cut;
      other[column].first = cut;
      rules.push_back(other);
    }
  }

  [[nodiscard]] static std::string cell(const Side& side) {
    const auto from = std::to_string(side.first);
    const auto to = std::to_string(side.second);
    if (side.first == kLow && side.second == kHigh) return "-";
    if (side.first == kLow) return "&lt; " + to;
    if (side.second == kHigh) return "&gt;= " + from;
    return "[" + from + ".." + to + ")";
  }

  [[nodiscard]] std::string xml(const std::string& hit_policy = "UNIQUE") const {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"large\" "
        "namespace=\"urn:test:large\">\n";
    std::string required;
    std::string inputs;
    for (std::size_t i = 0; i < kTableColumns; ++i) {
      const auto name = "x" + std::to_string(i);
      out += "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
             "' typeRef='number'/></inputData>\n";
      required += "<informationRequirement><requiredInput href='#" + name + "'/></informationRequirement>\n";
      inputs +=
          "<input><inputExpression typeRef='number'><text>" + name + "</text></inputExpression></input>\n";
    }
    out += "<decision id='d' name='d'><variable name='d' typeRef='number'/>\n" + required +
           "<decisionTable hitPolicy='" + hit_policy + "'>\n" + inputs + "<output typeRef='number'/>\n";
    for (std::size_t i = 0; i < rules.size(); ++i) {
      out += "<rule>";
      for (const auto& side : rules[i]) out += "<inputEntry><text>" + cell(side) + "</text></inputEntry>";
      out += "<outputEntry><text>" + std::to_string(i % 10) + "</text></outputEntry></rule>\n";
    }
    return out + "</decisionTable></decision>\n</definitions>\n";
  }
};

}  // namespace gangway::dmn::testing
