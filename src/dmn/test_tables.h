// Random decision tables with an evaluator of their own, for the tests: it walks the rules and knows nothing
// of the engine's cells, bitmaps and hit policies. Everything is drawn from small domains, so that brute
// force can walk all completions of unknown inputs.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dmn/test_models.h"
#include "feel/ops.h"

namespace gangway::dmn::testing {

enum class Answer { No, Yes, Null };

// One alternative of a cell: an interval of places in the domain of its type, or a single place.
struct Alternative {
  std::string text;
  int type = 0;
  double low = -1e9;  // in units of places, both included; halves lie between the places
  double high = 1e9;
  bool is_null = false;       // the literal null
  bool is_different = false;  // "!= …"
  bool is_order = false;      // an interval or a comparison: null does not compare
};

struct RandomCell {
  bool is_any = false;
  bool is_negated = false;
  bool is_formula = false;
  std::vector<Alternative> alternatives;
  [[nodiscard]] std::string text() const {
    if (is_any) return "-";
    std::string out;
    for (const auto& each : alternatives) out += (out.empty() ? "" : ", ") + each.text;
    return is_negated ? "not(" + out + ")" : out;
  }
};

// A value of a test: its type, and its place on the axis of that type; nullopt: null.
struct Place {
  int type = 0;
  double at = 0;
};
using MaybePlace = std::optional<Place>;

constexpr int kTypes = 4;  // number, string, boolean, date
inline const std::array<const char*, kTypes> kTypeNames{"number", "string", "boolean", "date"};

// Places 0 to 3 are literals; the halves between them, below and above are values that no cell names.
inline std::string literal_text(int type, int place) {
  switch (type) {
    case 0:
      return std::array{"-1", "0", "1.5", "2"}[static_cast<std::size_t>(place)];
    case 1:
      return std::array{"\"a\"", "\"b\"", "\"b-long-enough-for-no-short-form\"",
                        "\"港\""}[static_cast<std::size_t>(place)];
    case 2:
      return place % 2 == 0 ? "false" : "true";
    default:
      return std::array{"@\"2024-01-01\"", "@\"2024-02-28\"", "@\"2024-02-29\"",
                        "@\"2024-03-31\""}[static_cast<std::size_t>(place)];
  }
}

inline feel::Value value_at(const MaybePlace& place) {
  if (!place) return {};
  static const auto kNumbers =
      std::array{"-7", "-1", "-0.5", "0", "1.25", "1.5", "1.50000001", "2", "9999999999999999999999"};
  static const auto kTexts =
      std::array{"\"\"",  "\"a\"",  "\"aa\"",  "\"b\"", "\"b-long\"", "\"b-long-enough-for-no-short-form\"",
                 "\"c\"", "\"港\"", "\"港湾\""};
  static const auto kDays =
      std::array{"@\"2023-12-31\"", "@\"2024-01-01\"", "@\"2024-01-02\"", "@\"2024-02-28\"", "",
                 "@\"2024-02-29\"", "@\"2024-03-01\"", "@\"2024-03-31\"", "@\"2025-01-01\""};
  const auto i = static_cast<std::size_t>(2 * place->at + 1);
  switch (place->type) {
    case 0:
      return feel_value(kNumbers[i]);
    case 1:
      return feel_value(kTexts[i]);
    case 2:
      return place->at == 1;
    default:
      return feel_value(kDays[i]);
  }
}

// All values of a type that cells can tell apart, null among them.
inline std::vector<MaybePlace> domain(int type) {
  std::vector<MaybePlace> out{std::nullopt};
  if (type == 2) {
    out.push_back(Place{2, 0});
    out.push_back(Place{2, 1});
    return out;
  }
  for (double at = -0.5; at <= 3.5; at += 0.5) {
    if (type == 3 && at == 1.5) continue;  // no day lies between the 28th and the 29th
    out.push_back(Place{type, at});
  }
  return out;
}

inline Answer answer(const Alternative& test, const MaybePlace& value) {
  if (test.is_null) return (!value.has_value()) != test.is_different ? Answer::Yes : Answer::No;
  if (!value) return test.is_order ? Answer::Null : test.is_different ? Answer::Yes : Answer::No;
  if (value->type != test.type) return Answer::Null;
  const bool inside = test.low <= value->at && value->at <= test.high;
  return inside != test.is_different ? Answer::Yes : Answer::No;
}

inline bool holds(const RandomCell& cell, const MaybePlace& value) {
  if (cell.is_any) return true;
  auto out = answer(cell.alternatives.front(), value);
  if (cell.alternatives.size() > 1) {
    out = std::ranges::any_of(cell.alternatives,
                              [&](const Alternative& each) { return answer(each, value) == Answer::Yes; })
              ? Answer::Yes
              : Answer::No;
  }
  if (cell.is_negated && out != Answer::Null) out = out == Answer::Yes ? Answer::No : Answer::Yes;
  return out == Answer::Yes;
}

struct RandomTable {
  struct Policy {
    std::string attributes;
    char letter;  // U A P F R O C, and + # < >
  };
  std::vector<int> input_types;      // of inputs x0, x1, …
  std::vector<std::size_t> columns;  // the input that each reads
  std::vector<std::optional<RandomCell>> allowed;
  Policy policy;
  struct Rule {
    std::vector<RandomCell> cells;
    int output = 1;
    std::string text;  // how the output is written
  };
  std::vector<Rule> rules;
  std::optional<int> otherwise;
  bool has_formulas = false;

  [[nodiscard]] std::string xml() const {
    const auto entry = [](const std::string& tag, const std::string& text) {
      return "<" + tag + "><text><![CDATA[" + text + "]]></text></" + tag + ">";
    };
    std::string inputs;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < input_types.size(); ++i) {
      names.push_back("x" + std::to_string(i));
      inputs += input(names.back(), kTypeNames[static_cast<std::size_t>(input_types[i])]);
    }
    std::string body = "<decisionTable " + policy.attributes + ">";
    for (std::size_t c = 0; c < columns.size(); ++c) {
      body += "<input>" + entry("inputExpression", names[columns[c]]);
      if (allowed[c]) body += entry("inputValues", allowed[c]->text());
      body += "</input>";
    }
    body += "<output>" + entry("outputValues", "3, 2, 1");
    if (otherwise) body += entry("defaultOutputEntry", std::to_string(*otherwise));
    body += "</output>";
    for (const auto& rule : rules) {
      body += "<rule>";
      for (const auto& cell : rule.cells) body += entry("inputEntry", cell.text());
      body += entry("outputEntry", rule.text) + "</rule>";
    }
    return definitions(inputs + decision(names, body + "</decisionTable>"));
  }

  [[nodiscard]] bool admits(std::size_t column, const MaybePlace& value) const {
    return !value || !allowed[column] || holds(*allowed[column], value);
  }
  [[nodiscard]] bool admits(std::size_t input, const MaybePlace& value, bool /*all columns*/) const {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c] == input && !admits(c, value)) return false;
    }
    return true;
  }

  // What the table gives, as FEEL writes it.
  [[nodiscard]] std::string evaluate(const std::vector<MaybePlace>& values) const {
    for (std::size_t i = 0; i < input_types.size(); ++i) {
      if (!admits(i, values[i], true)) return "null";
    }
    std::vector<int> found;
    for (const auto& rule : rules) {
      bool all = true;
      for (std::size_t c = 0; c < columns.size() && all; ++c) all = holds(rule.cells[c], values[columns[c]]);
      if (all) found.push_back(rule.output);
    }
    if (found.empty()) return otherwise ? std::to_string(*otherwise) : "null";
    return by_policy(std::move(found));
  }

  [[nodiscard]] std::string by_policy(std::vector<int> found) const {
    const auto list = [](const std::vector<int>& all) {
      std::string out = "[";
      for (const auto each : all) out += (out.size() > 1 ? ", " : "") + std::to_string(each);
      return out + "]";
    };
    switch (policy.letter) {
      case 'U':
        return found.size() == 1 ? std::to_string(found[0]) : "null";
      case 'A':
        return std::set<int>(found.begin(), found.end()).size() == 1 ? std::to_string(found[0]) : "null";
      case 'F':
        return std::to_string(found[0]);
      case 'P':
      case '>':
        return std::to_string(*std::ranges::max_element(found));
      case '<':
        return std::to_string(*std::ranges::min_element(found));
      case 'O':
        std::ranges::sort(found, std::greater{});
        return list(found);
      case '#':
        return std::to_string(found.size());
      case '+': {
        int sum = 0;
        for (const auto each : found) sum += each;
        return std::to_string(sum);
      }
      default:
        return list(found);
    }
  }
};

class TableMaker {
 public:
  explicit TableMaker(std::uint64_t seed) : random_(seed) {}

  // [0, n)
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }

  RandomTable table(int max_rules, bool with_formulas) {
    static const std::vector<RandomTable::Policy> kPolicies{{"hitPolicy='UNIQUE'", 'U'},
                                                            {"hitPolicy='ANY'", 'A'},
                                                            {"hitPolicy='PRIORITY'", 'P'},
                                                            {"hitPolicy='FIRST'", 'F'},
                                                            {"hitPolicy='RULE ORDER'", 'R'},
                                                            {"hitPolicy='OUTPUT ORDER'", 'O'},
                                                            {"hitPolicy='COLLECT'", 'C'},
                                                            {"hitPolicy='COLLECT' aggregation='SUM'", '+'},
                                                            {"hitPolicy='COLLECT' aggregation='COUNT'", '#'},
                                                            {"hitPolicy='COLLECT' aggregation='MIN'", '<'},
                                                            {"hitPolicy='COLLECT' aggregation='MAX'", '>'}};
    RandomTable out;
    out.policy = kPolicies[static_cast<std::size_t>(below(static_cast<int>(kPolicies.size())))];
    const auto inputs = 1 + below(3);
    for (int i = 0; i < inputs; ++i) out.input_types.push_back(below(kTypes));
    for (std::size_t i = 0; i < out.input_types.size(); ++i) out.columns.push_back(i);
    if (one_in(4)) out.columns.push_back(static_cast<std::size_t>(below(inputs)));
    for (const auto input : out.columns) {
      out.allowed.emplace_back();
      if (one_in(6)) out.allowed.back() = cell(out.input_types[input], false);
      if (out.allowed.back() && out.allowed.back()->is_any) out.allowed.back().reset();
    }
    if (one_in(3)) out.otherwise = 1 + below(3);
    const auto rules = 1 + below(max_rules);
    const auto outputs = 1 + below(3);
    for (int r = 0; r < rules; ++r) {
      RandomTable::Rule rule;
      for (const auto input : out.columns) {
        rule.cells.push_back(one_in(3) ? RandomCell{true, false, false, {}}
                                       : cell(out.input_types[input], with_formulas && one_in(8)));
        out.has_formulas = out.has_formulas || rule.cells.back().is_formula;
      }
      rule.output = 1 + below(outputs);
      rule.text = std::to_string(rule.output);
      if (with_formulas && one_in(8)) rule.text = "if x0 = x0 then " + rule.text + " else " + rule.text;
      out.rules.push_back(std::move(rule));
    }
    return out;
  }

  std::vector<MaybePlace> values(const RandomTable& table) {
    std::vector<MaybePlace> out;
    for (const auto type : table.input_types) {
      const auto all = domain(type);
      out.push_back(all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]);
    }
    return out;
  }

 private:
  RandomCell cell(int type, bool is_formula) {
    RandomCell out;
    if (is_formula && type != 2) {  // a test of `?` itself
      const auto place = below(4);
      out.is_formula = true;
      out.alternatives.push_back(
          {"? >= " + literal_text(type, place), type, static_cast<double>(place), 1e9, false, false, true});
      return out;
    }
    out.is_negated = one_in(4);
    const auto count = one_in(3) ? 2 : 1;
    for (int i = 0; i < count; ++i) out.alternatives.push_back(alternative(type));
    return out;
  }

  Alternative alternative(int type) {
    Alternative out;
    out.type = type;
    const auto place = below(type == 2 ? 2 : 4);
    const auto text = literal_text(type, place);
    out.low = out.high = place;
    out.text = text;
    if (one_in(8)) {
      out.is_null = true;
      out.text = "null";
      return out;
    }
    if (type == 2 || one_in(3)) {
      return out;
    }
    out.is_order = true;
    switch (below(5)) {
      case 0:
        out.text = "< " + text, out.low = -1e9, out.high = place - 0.5;
        break;
      case 1:
        out.text = "<= " + text, out.low = -1e9;
        break;
      case 2:
        out.text = "> " + text, out.high = 1e9, out.low = place + 0.5;
        break;
      case 3:
        out.text = ">=" + text, out.high = 1e9;
        break;
      default: {
        const auto other = place + below(4 - place);
        const bool open_low = one_in(2);
        const bool open_high = one_in(2);
        out.text = (open_low ? "(" : "[") + text + ".." + literal_text(type, other) + (open_high ? ")" : "]");
        out.low = place + (open_low ? 0.5 : 0);
        out.high = other - (open_high ? 0.5 : 0);
        break;
      }
    }
    return out;
  }

  std::mt19937_64 random_;
};

}  // namespace gangway::dmn::testing
