// The table checks against brute force: the reference writes random cells, and decides itself, value by
// value, what they take. It shares no code with the checks, nor with FEEL.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "dmn/check.h"
#include "dmn/test_models.h"

namespace gangway::dmn {
namespace {

// A value of a small world: null, a half-integer (doubled), a text or a boolean.
struct Sample {
  bool is_null = false;
  int doubled = 0;
  std::string text;
};

struct ReferenceCell {
  std::string feel;
  std::function<bool(const Sample&)> takes;
};

struct ReferenceColumn {
  std::string name;
  std::string type;
  std::vector<Sample> samples;  // every class of values is among them; null comes last
};

std::string shown(int value) { return std::to_string(value); }

ReferenceCell number_cell() {
  const auto low = *rc::gen::inRange(0, 5);
  const auto high = low + *rc::gen::inRange(0, 3);
  const auto known = [](auto test) {
    return [test](const Sample& s) { return !s.is_null && test(s.doubled); };
  };
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return {"-", [](const Sample&) { return true; }};
    case 1:
      return {"< " + shown(high), known([=](int x) { return x < 2 * high; })};
    case 2:
      return {">= " + shown(low), known([=](int x) { return x >= 2 * low; })};
    case 3:
      return {"[" + shown(low) + ".." + shown(high) + ")",
              known([=](int x) { return x >= 2 * low && x < 2 * high; })};
    case 4:
      return {"(" + shown(low) + ".." + shown(high) + "]",
              known([=](int x) { return x > 2 * low && x <= 2 * high; })};
    case 5:
      return {shown(low) + ", > " + shown(high), known([=](int x) { return x == 2 * low || x > 2 * high; })};
    case 6:
      return {"not(" + shown(low) + ")", [=](const Sample& s) { return s.is_null || s.doubled != 2 * low; }};
    default:
      return {"null", [](const Sample& s) { return s.is_null; }};
  }
}

ReferenceCell text_cell() {
  const std::vector<std::string> names = {"a", "b", "c"};
  const auto first = *rc::gen::elementOf(names);
  const auto second = *rc::gen::elementOf(names);
  const auto is_one = [=](const Sample& s) { return !s.is_null && (s.text == first || s.text == second); };
  const auto list = "\"" + first + "\", \"" + second + "\"";
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return {"-", [](const Sample&) { return true; }};
    case 1:
      return {list, is_one};
    default:
      return {"not(" + list + ")", [=](const Sample& s) { return !is_one(s); }};
  }
}

std::vector<ReferenceColumn> columns(bool whole) {
  ReferenceColumn number{"n", whole ? "tWhole" : "number", {}};
  for (int x = -4; x <= 16; ++x) {
    if (!whole || x % 2 == 0) number.samples.push_back({false, x, {}});
  }
  ReferenceColumn text{"t", "string", {}};
  for (const char* const each : {"a", "b", "c", "zzz"}) text.samples.push_back({false, 0, each});
  number.samples.push_back({true, 0, {}});
  text.samples.push_back({true, 0, {}});
  return {number, text};
}

struct ReferenceTable {
  std::vector<ReferenceColumn> columns;
  std::vector<std::vector<ReferenceCell>> rules;

  [[nodiscard]] bool matches(std::size_t rule, const Sample& number, const Sample& text) const {
    return rules[rule][0].takes(number) && rules[rule][1].takes(text);
  }
  template <class Visit>
  void each_point(const Visit& visit) const {
    for (const auto& number : columns[0].samples) {
      for (const auto& text : columns[1].samples) visit(number, text);
    }
  }
  // The pairs of rules, from 1, that some point matches both of.
  [[nodiscard]] std::set<std::pair<std::string, std::string>> meeting() const {
    std::set<std::pair<std::string, std::string>> out;
    each_point([&](const Sample& number, const Sample& text) {
      for (std::size_t a = 0; a < rules.size(); ++a) {
        for (std::size_t b = a + 1; b < rules.size(); ++b) {
          if (matches(a, number, text) && matches(b, number, text)) {
            out.emplace(std::to_string(a + 1), std::to_string(b + 1));
          }
        }
      }
    });
    return out;
  }
  [[nodiscard]] bool speaks_of_null(std::size_t column) const {
    return std::ranges::any_of(rules, [&](const auto& rule) { return rule[column].feel == "null"; });
  }

  [[nodiscard]] std::string xml(const std::string& hit_policy) const {
    std::string table = "<decisionTable hitPolicy='" + hit_policy + "'>";
    for (const auto& column : columns) {
      table += "<input><inputExpression><text>" + column.name + "</text></inputExpression></input>";
    }
    table += "<output/>";
    for (std::size_t i = 0; i < rules.size(); ++i) {
      table += "<rule>";
      for (const auto& cell : rules[i])
        table += "<inputEntry><text><![CDATA[" + cell.feel + "]]></text></inputEntry>";
      table += "<outputEntry><text>" + std::to_string(i) + "</text></outputEntry></rule>";
    }
    std::string body =
        "<itemDefinition name='tWhole'><typeRef>number</typeRef><typeConstraint><text>? = floor(?)</text>"
        "</typeConstraint></itemDefinition>";
    for (const auto& column : columns) body += testing::input(column.name, column.type);
    return testing::definitions(body + testing::decision({"n", "t"}, table + "</decisionTable>"));
  }
};

ReferenceTable any_table() {
  ReferenceTable out{columns(*rc::gen::arbitrary<bool>()), {}};
  const auto count = *rc::gen::inRange(1, 7);
  for (int i = 0; i < count; ++i) out.rules.push_back({number_cell(), text_cell()});
  return out;
}

CheckReport checked(const std::string& xml) {
  feel::Diagnostics diagnostics;
  CheckOptions options;
  options.per_table = 10'000;
  auto report = check_model(xml, diagnostics, options);
  RC_ASSERT(report.has_value());
  for (const auto& each : report->findings) RC_ASSERT(each.severity != Severity::Note);
  return *std::move(report);
}

std::string argument(const Finding& finding, std::string_view name) {
  const auto at =
      std::ranges::find(finding.args, name, [](const auto& each) { return std::string_view(each.first); });
  return at == finding.args.end() ? std::string() : at->second;
}

Sample sample(const feel::Value& value) {
  Sample out;
  out.is_null = value.is_null();
  if (value.kind() == feel::Kind::String) out.text = value.as_string();
  if (value.kind() == feel::Kind::Number) {
    const auto doubled = Decimal::multiply(value.as_number(), Decimal(2));
    RC_ASSERT(doubled && doubled->to_int().has_value());
    out.doubled = static_cast<int>(*doubled->to_int());
  }
  return out;
}

// The witness as a point of the reference's world.
std::pair<Sample, Sample> point(const Witness& witness) {
  RC_ASSERT(witness.inputs.size() == 2U);
  return {sample(witness.inputs[0].second), sample(witness.inputs[1].second)};
}

RC_GTEST_PROP(TableCheckProperty, GapsAreExactlyWhatNoRuleTakes, ()) {
  const auto table = any_table();
  const auto report = checked(table.xml("FIRST"));
  const auto missed = [&](const Sample& number, const Sample& text) {
    for (std::size_t i = 0; i < table.rules.size(); ++i) {
      if (table.matches(i, number, text)) return false;
    }
    return true;
  };
  bool expected = false;
  table.each_point([&](const Sample& number, const Sample& text) {
    if (number.is_null && !table.speaks_of_null(0)) return;
    if (text.is_null && !table.speaks_of_null(1)) return;
    expected = expected || missed(number, text);
  });
  bool found = false;
  for (const auto& each : report.findings) {
    if (each.number != "D3401") continue;
    found = true;
    const auto [number, text] = point(*each.witness);
    RC_ASSERT(missed(number, text));
  }
  RC_ASSERT(found == expected);
}

RC_GTEST_PROP(TableCheckProperty, OverlapsAreExactlyThePairsThatMeet, ()) {
  const auto table = any_table();
  const auto report = checked(table.xml("UNIQUE"));
  std::set<std::pair<std::string, std::string>> found;
  for (const auto& each : report.findings) {
    if (each.number != "D3402") continue;
    const auto [number, text] = point(*each.witness);
    const auto first = std::stoul(argument(each, "first"));
    const auto second = std::stoul(argument(each, "second"));
    RC_ASSERT(table.matches(first - 1, number, text) && table.matches(second - 1, number, text));
    found.emplace(argument(each, "first"), argument(each, "second"));
  }
  RC_ASSERT(found == table.meeting());
}

// Asks of whole numbers what a simple cell could ask as well, by a formula.
ReferenceCell formula_cell() {
  const auto low = *rc::gen::inRange(0, 5);
  const auto high = low + *rc::gen::inRange(0, 3);
  const auto known = [](auto test) {
    return [test](const Sample& s) { return !s.is_null && test(s.doubled); };
  };
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return {"floor(?) < " + shown(high), known([=](int x) { return x < 2 * high; })};
    case 1:
      return {"? + 0 >= " + shown(low), known([=](int x) { return x >= 2 * low; })};
    default:
      return {"floor(?) > " + shown(low) + " and floor(?) <= " + shown(high),
              known([=](int x) { return x > 2 * low && x <= 2 * high; })};
  }
}

// The values that are tried hold one of each class here, so that all pairs must be found; and nothing else.
RC_GTEST_PROP(TableCheckProperty, OverlapsOfFormulasAreFoundByTrying, ()) {
  ReferenceTable table{columns(true), {}};
  const auto count = *rc::gen::inRange(2, 6);
  for (int i = 0; i < count; ++i) {
    table.rules.push_back({*rc::gen::arbitrary<bool>() ? formula_cell() : number_cell(), text_cell()});
  }
  feel::Diagnostics diagnostics;
  CheckOptions options;
  options.per_table = 10'000;
  const auto report = check_model(table.xml("UNIQUE"), diagnostics, options);
  RC_ASSERT(report.has_value());
  std::set<std::pair<std::string, std::string>> found;
  for (const auto& each : report->findings) {
    if (each.number == "D3402") found.emplace(argument(each, "first"), argument(each, "second"));
  }
  RC_ASSERT(found == table.meeting());
}

RC_GTEST_PROP(TableCheckProperty, HiddenRulesAreExactlyThoseThatNeverComeFirst, ()) {
  const auto table = any_table();
  const auto report = checked(table.xml("FIRST"));
  std::set<std::string> reached;
  table.each_point([&](const Sample& number, const Sample& text) {
    for (std::size_t i = 0; i < table.rules.size(); ++i) {
      if (!table.matches(i, number, text)) continue;
      reached.insert(std::to_string(i + 1));
      return;
    }
  });
  std::set<std::string> hidden;
  for (const auto& each : report.findings) {
    if (each.number == "D3404" || each.number == "D3405") hidden.insert(argument(each, "rule"));
  }
  for (std::size_t i = 1; i <= table.rules.size(); ++i) {
    RC_ASSERT(hidden.contains(std::to_string(i)) != reached.contains(std::to_string(i)));
  }
}

}  // namespace
}  // namespace gangway::dmn
