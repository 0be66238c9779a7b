#include "dmn/explanation.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "dmn/run.h"
#include "dmn/table.h"
#include "feel/json.h"

namespace gangway::dmn {

using feel::Value;

namespace {

// Asks every cell from the left, each column's input once.
class TableExplainer {
 public:
  TableExplainer(const Table::Parts& parts, Frame& frame)
      : parts_(parts), frame_(frame), values_(parts.inputs.size()) {
    frame_.slots.resize(parts_.width + 1);
  }
  ~TableExplainer() { frame_.slots.resize(parts_.width); }
  TableExplainer(const TableExplainer&) = delete;
  TableExplainer& operator=(const TableExplainer&) = delete;

  [[nodiscard]] std::optional<Explanation::Cell> refused() {
    for (std::size_t column = 0; column < parts_.inputs.size(); ++column) {
      const auto& allowed = parts_.inputs[column].allowed;
      if (!allowed || value(column).is_null() || value(column).is_unknown()) continue;
      const auto holds = ask(*allowed, column);
      if (!holds.is_true() && !holds.is_unknown()) return cell(*allowed, column);
    }
    return std::nullopt;
  }

  [[nodiscard]] Explanation::Rule explain(const Table::Rule& rule) {
    Explanation::Rule out;
    for (std::size_t column = 0; column < rule.cells.size(); ++column) {
      const auto& asked = rule.cells[column];
      if (asked.is_any) continue;
      const auto holds = ask(asked, column);
      if (holds.is_true()) continue;
      if (!holds.is_unknown()) return {Explanation::Verdict::Fails, cell(asked, column)};
      if (!out.cell) out = {Explanation::Verdict::Open, cell(asked, column)};
    }
    return out;
  }

 private:
  const Value& value(std::size_t column) {
    auto& found = values_[column];
    if (!found) found = parts_.inputs[column].value->evaluate(frame_);
    return *found;
  }

  [[nodiscard]] Value ask(const Cell& asked, std::size_t column) {
    if (!asked.program) return {};
    const auto& input = value(column);
    frame_.need(asked.program->used());
    frame_.slots[parts_.width] = input;
    return asked.program->evaluate(std::span(frame_.slots).first(parts_.width + 1), frame_.machine);
  }

  [[nodiscard]] Explanation::Cell cell(const Cell& asked, std::size_t column) {
    return {parts_.inputs[column].text, asked.program ? asked.program->text() : std::string(), value(column)};
  }

  const Table::Parts& parts_;
  Frame& frame_;
  std::vector<std::optional<Value>> values_;
};

constexpr std::array<const char*, 7> kHitPolicies{"UNIQUE",     "ANY",          "PRIORITY", "FIRST",
                                                  "RULE ORDER", "OUTPUT ORDER", "COLLECT"};
constexpr std::array<const char*, 3> kVerdicts{"matches", "open", "fails"};

void add(json::Object& out, const Explanation::Cell& cell) {
  out["input"] = cell.input;
  out["cell"] = cell.text;
  out["value"] = feel::to_json(cell.value);
}

json::Array names(const std::vector<std::string>& all) {
  json::Array out;
  for (const auto& each : all) out.emplace_back(each);
  return out;
}

json::Object one(const Explanation& explanation) {
  json::Object out{{"decision", explanation.name}, {"value", feel::to_json(explanation.value)}};
  if (explanation.hit_policy) {
    out["hit_policy"] = kHitPolicies[static_cast<std::size_t>(*explanation.hit_policy)];
    json::Array rules;
    for (const auto& rule : explanation.rules) {
      json::Object made{{"rule", rules.size() + 1},
                        {"verdict", kVerdicts[static_cast<std::size_t>(rule.verdict)]}};
      if (rule.cell) add(made, *rule.cell);
      rules.push_back(std::move(made));
    }
    out["rules"] = std::move(rules);
  }
  if (explanation.refused) {
    json::Object refused;
    add(refused, *explanation.refused);
    out["refused"] = std::move(refused);
  }
  json::Array inputs;
  for (const auto& [name, value] : explanation.inputs) {
    inputs.push_back(json::Object{{"name", name}, {"value", feel::to_json(value)}});
  }
  out["inputs"] = std::move(inputs);
  if (!explanation.decisions.empty()) out["decisions"] = names(explanation.decisions);
  if (!explanation.sources.empty()) out["sources"] = names(explanation.sources);
  return out;
}

class Writer {
 public:
  explicit Writer(Language language) : language_(language) {}

  void write(const Explanation& explanation) {
    line("dmn.explain.decision", {{"name", explanation.name}, {"value", shown(explanation.value)}});
    if (explanation.refused) line("dmn.explain.refused", args(*explanation.refused));
    bool any = false;
    for (std::size_t i = 0; i < explanation.rules.size(); ++i) {
      const auto& rule = explanation.rules[i];
      any = any || rule.verdict != Explanation::Verdict::Fails;
      auto filled = rule.cell ? args(*rule.cell) : Args{};
      filled.emplace_back("rule", std::to_string(i + 1));
      constexpr std::array<const char*, 3> kKeys{"dmn.explain.matches", "dmn.explain.open",
                                                 "dmn.explain.fails"};
      line(kKeys[static_cast<std::size_t>(rule.verdict)], filled);
    }
    if (explanation.hit_policy && !any) line("dmn.explain.no_match", {});
    for (const auto& [name, value] : explanation.inputs) {
      line("dmn.explain.input", {{"name", name}, {"value", shown(value)}});
    }
    for (const auto& each : explanation.decisions) line("dmn.explain.required", {{"name", each}});
    for (const auto& each : explanation.sources) line("dmn.explain.source", {{"source", each}});
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string shown(const Value& value) const {
    return value.is_unknown() ? text("dmn.explain.unknown", {}, language_) : to_feel(value);
  }
  [[nodiscard]] Args args(const Explanation::Cell& cell) const {
    return {{"input", cell.input}, {"cell", cell.text}, {"value", shown(cell.value)}};
  }
  void line(const char* key, const Args& args) { out_ += text(key, args, language_) + "\n"; }

  Language language_;
  std::string out_;
};

}  // namespace

void explain(const Table& table, Frame& frame, Explanation& out) {
  TableExplainer explainer(table.parts(), frame);
  out.hit_policy = table.parts().hit_policy;
  out.refused = explainer.refused();
  for (const auto& rule : table.parts().rules) out.rules.push_back(explainer.explain(rule));
}

std::vector<Explanation> explain(Evaluation& evaluation, ElementIndex decision) {
  std::vector<Explanation> out;
  std::vector<ElementIndex> open{decision};
  for (std::size_t next = 0; next < open.size(); ++next) {
    out.push_back(evaluation.explain_one(open[next]));
    for (const auto each : evaluation.model().decisions()[open[next]].decisions) {
      if (std::ranges::find(open, each) == open.end()) open.push_back(each);
    }
  }
  return out;
}

json::Value to_json(const std::vector<Explanation>& explanations) {
  json::Array out;
  for (const auto& each : explanations) out.push_back(one(each));
  return out;
}

std::string to_text(const std::vector<Explanation>& explanations, Language language) {
  Writer writer(language);
  for (const auto& each : explanations) writer.write(each);
  return writer.take();
}

}  // namespace gangway::dmn
