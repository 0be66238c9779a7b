#include <algorithm>
#include <iostream>

#include "base/json.h"
#include "commands.h"
#include "dmn/explanation.h"
#include "dmn/model.h"
#include "dmn/tck.h"
#include "feel/json.h"
#include "feel/program.h"
#include "packs_file.h"

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

int complain_no_object(const Common& common, const std::string& file) {
  return complain(common, file, {Error{ErrorCode::Invalid, "json.not_an_object", {}, {}}});
}

Error no_such_input(std::string_view name, std::string field) {
  return {ErrorCode::Invalid, "app.no_such_input", {{"name", std::string(name)}}, std::move(field)};
}

// A value for each input of the model: given, unknown, or null when neither.
Result<std::vector<feel::Value>> inputs_of(const dmn::Model& model, const json::Object& given,
                                           const std::vector<std::string>& unknown) {
  for (const auto& name : unknown) {
    if (!model.find_input(name)) return tl::unexpected<Error>(no_such_input(name, {}));
  }
  for (const auto& [name, value] : given) {
    if (!model.find_input(name)) return tl::unexpected<Error>(no_such_input(name, json::pointer_step(name)));
  }
  std::vector<feel::Value> out;
  for (std::size_t i = 0; i < model.inputs().size(); ++i) {
    const auto& input = model.inputs()[i];
    if (std::ranges::find(unknown, input.name) != unknown.end()) {
      out.push_back(feel::Value::unknown(static_cast<feel::InputId>(i)));
    } else if (const auto* const value = given.if_contains(input.name)) {
      auto read = feel::from_json(*value, *input.type);
      if (!read) {
        read.error().field = json::pointer_step(input.name) + read.error().field;
        return tl::unexpected<Error>(std::move(read).error());
      }
      out.push_back(*std::move(read));
    } else {
      out.emplace_back();
    }
  }
  return out;
}

}  // namespace

int feel(const Common& common, const std::string& expression, const std::string& context_file) {
  feel::Scope scope;
  std::vector<feel::Value> slots;
  if (!context_file.empty()) {
    const auto document = read_json(context_file);
    if (!document) return complain(common, context_file, {document.error()});
    if (!document->is_object()) return complain_no_object(common, context_file);
    for (const auto& [name, value] : document->get_object()) {
      scope.variables.push_back({std::string(name), feel::Type::any()});
      slots.push_back(feel::from_json(value));
    }
  }
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(expression, scope, diagnostics);
  if (!program) {
    const auto at = std::to_string(diagnostics.all().front().span.begin + 1);
    return complain_of(common, text("app.at_character", {{"at", at}}, common.language), diagnostics);
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
  if (!model && !diagnostics.empty()) return complain_of(common, options.model, diagnostics);
  if (!model) return complain(common, options.model, {model.error()});
  const auto decision = (*model)->find_decision(options.decision);
  if (!decision) return complain(text("app.no_such_decision", {{"name", options.decision}}, common.language));

  json::Value document = json::Object{};
  if (!options.input.empty()) {
    auto read = read_json(options.input);
    if (!read) return complain(common, options.input, {read.error()});
    if (!read->is_object()) return complain_no_object(common, options.input);
    document = *std::move(read);
  }
  const auto inputs = inputs_of(**model, document.get_object(), options.unknown);
  if (!inputs) return complain(common, options.input.empty() ? "--unknown" : options.input, {inputs.error()});
  feel::Machine machine(diagnostics);
  machine.now = local_now();
  dmn::Evaluation evaluation(**model, *inputs, machine);
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
  if (!is_folder(common, directory)) return 2;
  auto kit = dmn::run_tck(directory, {local_now()});
  if (!kit) return complain(common, directory, {kit.error()});
  if (!list_failures) kit->failures.clear();
  std::cout << dmn::format_tck(*kit);
  return kit->failed == 0 ? 0 : 1;
}

}  // namespace gangway::app
