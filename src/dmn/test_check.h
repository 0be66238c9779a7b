// Models with one table for the tests of the checks, and what the checks say of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "dmn/check.h"
#include "dmn/test_models.h"

namespace gangway::dmn::testing {

inline CheckReport check(const std::string& xml, const CheckOptions& options = {}) {
  feel::Diagnostics diagnostics;
  auto report = check_model(xml, diagnostics, options);
  EXPECT_TRUE(report.has_value()) << said(diagnostics);
  return report ? *std::move(report) : CheckReport{};
}

inline std::vector<std::string> numbers(const CheckReport& report) {
  std::vector<std::string> out;
  for (const auto& each : report.findings) out.push_back(each.number);
  return out;
}

inline const Finding& one(const CheckReport& report, std::string_view number) {
  static const Finding kNone;
  const auto at = std::ranges::find(report.findings, number, &Finding::number);
  EXPECT_NE(at, report.findings.end()) << number << "\n" << to_text(report, "m", Language::En);
  return at == report.findings.end() ? kNone : *at;
}

using Row = std::vector<std::string>;  // input cells, then the output

// A table over `inputs` (name and type), one output "out" of `output_type`.
inline std::string table(const std::string& attributes,
                         const std::vector<std::pair<std::string, std::string>>& inputs,
                         const std::vector<Row>& rows, const std::string& output = "<output name='out'/>") {
  std::string logic = "<decisionTable " + attributes + ">";
  std::string body;
  std::vector<std::string> names;
  for (const auto& [name, type] : inputs) {
    body += input(name, type);
    names.push_back(name);
    logic += "<input><inputExpression><text>" + name + "</text></inputExpression></input>";
  }
  logic += output;
  for (const auto& row : rows) {
    logic += "<rule>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto* const tag = i + 1 < row.size() ? "inputEntry" : "outputEntry";
      logic += "<" + std::string(tag) + "><text><![CDATA[" + row[i] + "]]></text></" + tag + ">";
    }
    logic += "</rule>";
  }
  return body + decision(names, logic + "</decisionTable>");
}

inline std::string shown_witness(const Finding& finding) {
  std::string out;
  if (!finding.witness) return "none";
  for (const auto& [name, value] : finding.witness->inputs) {
    out += (out.empty() ? "" : ", ") + name + " = " + feel::to_feel(value);
  }
  return out;
}

}  // namespace gangway::dmn::testing
