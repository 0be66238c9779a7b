#include <algorithm>
#include <iostream>

#include "base/json.h"
#include "commands.h"
#include "dmn/explanation.h"
#include "dmn/model.h"
#include "dmn/tck.h"
#include "feel/json.h"
#include "feel/program.h"

namespace gangway::app {
namespace {

// What now() and today() give on the command line.
feel::DateTime local_now() {
  const auto instant = now();
  const auto day = day_in_shanghai(instant);
  const auto date = feel::parse_date(to_string(day));
  const auto since_midnight = instant - start_of_day_in_shanghai(day);
  const feel::Zone shanghai{feel::Zone::Kind::Offset, 0, 8 * 3600};
  return {*date, {std::chrono::nanoseconds(since_midnight).count(), shanghai}};
}

// Every diagnostic on its own line, with its number and its place in the text.
void report(const Common& common, const feel::Diagnostics& diagnostics) {
  for (const auto& found : diagnostics.all()) {
    std::cerr << found.number << " " << found.span.begin + 1 << "-" << found.span.end << ": "
              << text(found.number, found.args, common.language) << '\n';
  }
}

Result<json::Value> read_json(const std::string& path) {
  TRY_ASSIGN(const auto document, read_file(path));
  return json::parse(document);
}

}  // namespace

int feel(const Common& common, const std::string& expression, const std::string& context_file) {
  feel::Scope scope;
  std::vector<feel::Value> slots;
  if (!context_file.empty()) {
    const auto document = read_json(context_file);
    if (!document) return complain(common, context_file, {document.error()});
    if (!document->is_object()) {
      return complain(common, context_file, {Error{ErrorCode::Invalid, "facts.not_an_object", {}, ""}});
    }
    for (const auto& [name, value] : document->get_object()) {
      scope.variables.push_back({std::string(name), feel::Type::any()});
      slots.push_back(feel::from_json(value));
    }
  }
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(expression, scope, diagnostics);
  if (!program) {
    report(common, diagnostics);
    return complain(text("app.bad_expression", {}, common.language));
  }
  feel::Machine machine(diagnostics);
  machine.now = local_now();
  std::cout << feel::to_feel(program->evaluate(slots, machine)) << '\n';
  report(common, diagnostics);
  return 0;
}

int dmn_eval(const Common& common, const DmnEvalOptions& options) {
  const auto xml = read_file(options.model);
  if (!xml) return complain(common, options.model, {xml.error()});
  feel::Diagnostics diagnostics;
  const auto model = dmn::Model::load(*xml, diagnostics);
  if (!model) {
    report(common, diagnostics);
    return complain(options.model + ": " + text("app.bad_model", {}, common.language));
  }
  const auto decision = (*model)->find_decision(options.decision);
  if (!decision) return complain(text("app.no_such_decision", {{"name", options.decision}}, common.language));

  json::Value document = json::Object{};
  if (!options.input.empty()) {
    auto read = read_json(options.input);
    if (!read) return complain(common, options.input, {read.error()});
    document = *std::move(read);
  }
  std::vector<feel::Value> inputs;
  for (std::size_t i = 0; i < (*model)->inputs().size(); ++i) {
    const auto& input = (*model)->inputs()[i];
    if (std::ranges::find(options.unknown, input.name) != options.unknown.end()) {
      inputs.push_back(feel::Value::unknown(static_cast<feel::InputId>(i)));
      continue;
    }
    const auto* const given = document.is_object() ? document.get_object().if_contains(input.name) : nullptr;
    if (given == nullptr) {
      inputs.emplace_back();
      continue;
    }
    auto value = feel::from_json(*given, *input.type);
    if (!value) return complain(common, options.input + ": " + input.name, {value.error()});
    inputs.push_back(*std::move(value));
  }
  for (const auto& name : options.unknown) {
    if (!(*model)->find_input(name))
      return complain(text("app.no_such_input", {{"name", name}}, common.language));
  }
  feel::Machine machine(diagnostics);
  machine.now = local_now();
  dmn::Evaluation evaluation(**model, inputs, machine);
  std::cout << json::serialize(feel::to_json(evaluation.decision(*decision))) << '\n';
  if (options.explain) {
    const auto found = dmn::explain(evaluation, *decision);
    std::cout << (options.json ? json::serialize(dmn::to_json(found)) + "\n"
                               : dmn::to_text(found, common.language));
  }
  report(common, diagnostics);
  return 0;
}

int dmn_tck(const Common& common, const std::string& directory, bool list_failures) {
  auto kit = dmn::run_tck(directory, {local_now()});
  if (!kit) return complain(common, directory, {kit.error()});
  if (!list_failures) kit->failures.clear();
  std::cout << dmn::format_tck(*kit);
  return kit->failed == 0 ? 0 : 1;
}

}  // namespace gangway::app
