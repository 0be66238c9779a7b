// A report for people and for programs.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "dmn/check.h"
#include "feel/json.h"

namespace gangway::dmn {
namespace {

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return {};
}

// "person.age = 17, person.level = "A"": contexts by their members.
void flatten(const std::string& name, const feel::Value& value, std::string& out) {
  if (value.kind() == feel::Kind::Context) {
    for (const auto& [member, each] : value.as_context().entries()) flatten(name + "." + member, each, out);
    return;
  }
  if (!out.empty()) out += ", ";
  out += name + " = " + feel::to_feel(value);
}

std::string joined(const std::vector<std::size_t>& rules) {
  constexpr std::size_t kMost = 10;
  std::string out;
  for (std::size_t i = 0; i < rules.size() && i < kMost; ++i) {
    out += (i == 0 ? "" : ", ") + std::to_string(rules[i]);
  }
  return rules.size() > kMost ? out + ", …" : out;
}

std::string place_of(const Place& place, Language language) {
  auto out = place.path.empty() ? place.element : place.path;
  const auto add = [&](const char* key, std::size_t number) {
    if (number != 0) out += text(key, {{"number", std::to_string(number)}}, language);
  };
  add("dmn.check.rule", place.rule);
  add("dmn.check.input", place.input);
  add("dmn.check.output", place.output);
  return out;
}

std::string witness_lines(const Witness& witness, Language language) {
  std::string inputs;
  for (const auto& [name, value] : witness.inputs) flatten(name, value, inputs);
  std::string region;
  for (const auto& [name, tests] : witness.region)
    region += (region.empty() ? "" : "; ") + name + ": " + tests;
  std::string out;
  const auto add = [&](const char* key, std::string_view what) {
    if (!what.empty()) out += "    " + text(key, {{"what", std::string(what)}}, language) + "\n";
  };
  add("dmn.check.example", inputs);
  add("dmn.check.region", region);
  add("dmn.check.matched", joined(witness.matched));
  return out;
}

json::Value to_json(const Bilingual& text) { return json::Object{{"zh", text.zh}, {"en", text.en}}; }

json::Value to_json(const Place& place) {
  json::Object out{{"element", place.element}, {"path", place.path}, {"line", place.line}};
  const auto add = [&](const char* name, std::uint64_t value) {
    if (value != 0) out[name] = value;
  };
  add("column", place.column);
  add("rule", place.rule);
  add("input", place.input);
  add("output", place.output);
  if (!place.file.empty()) out["file"] = place.file;
  if (place.span) out["span"] = json::Array{place.span->begin, place.span->end};
  return out;
}

json::Value to_json(const Witness& witness) {
  json::Object inputs;
  for (const auto& [name, value] : witness.inputs) inputs[name] = feel::to_json(value);
  json::Object region;
  for (const auto& [name, tests] : witness.region) region[name] = tests;
  json::Array matched;
  for (const auto rule : witness.matched) matched.emplace_back(rule);
  return json::Object{{"inputs", std::move(inputs)},
                      {"region", std::move(region)},
                      {"matched", std::move(matched)},
                      {"of_inputs", witness.of_inputs}};
}

}  // namespace

std::string to_text(const Finding& finding, Language language) {
  auto out = text(finding.number, finding.args, language);
  if (finding.because) {
    out +=
        " " + finding.because->number + " " + text(finding.because->number, finding.because->args, language);
  }
  return out;
}

std::string to_text(const CheckReport& report, std::string_view file, Language language) {
  const auto folder = std::filesystem::path(file).parent_path();
  std::string out;
  for (const auto& finding : report.findings) {
    const auto& place = finding.place;
    const auto source =
        place.file.empty() ? std::string(file) : (folder / std::filesystem::path(place.file)).string();
    out += source + ":" + std::to_string(place.line);
    if (place.column != 0) out += ":" + std::to_string(place.column);
    out += ": " + text("dmn.check." + std::string(word(finding.severity)), {}, language) + " " +
           finding.number + " " + place_of(place, language) + text("dmn.check.colon", {}, language) +
           to_text(finding, language) + "\n";
    if (finding.witness) out += witness_lines(*finding.witness, language);
  }
  const auto count = [&](Severity severity) { return std::to_string(report.count(severity)); };
  return out +
         text("dmn.check.summary",
              {{"tables", std::to_string(report.tables)},
               {"rules", std::to_string(report.rules)},
               {"errors", count(Severity::Error)},
               {"warnings", count(Severity::Warning)},
               {"notes", count(Severity::Note)}},
              language) +
         "\n";
}

json::Value to_json(const CheckReport& report) {
  json::Array findings;
  for (const auto& each : report.findings) {
    const auto zh = to_text(each, Language::Zh);
    json::Object out{{"number", each.number},
                     {"severity", word(each.severity)},
                     {"text", to_json(Bilingual{zh, to_text(each, Language::En)})},
                     {"place", to_json(each.place)}};
    if (!each.decision.empty()) out["decision"] = each.decision;
    if (each.witness) out["witness"] = to_json(*each.witness);
    findings.push_back(std::move(out));
  }
  return json::Object{{"tables", report.tables},
                      {"rules", report.rules},
                      {"errors", report.count(Severity::Error)},
                      {"warnings", report.count(Severity::Warning)},
                      {"notes", report.count(Severity::Note)},
                      {"findings", std::move(findings)}};
}

}  // namespace gangway::dmn
