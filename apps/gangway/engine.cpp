#include <algorithm>
#include <filesystem>
#include <iostream>

#include "base/json.h"
#include "base/utf8.h"
#include "commands.h"
#include "dmn/explanation.h"
#include "dmn/folder.h"
#include "dmn/model.h"
#include "dmn/tck.h"
#include "feel/json.h"
#include "feel/program.h"
#include "feel/reference.h"
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

// A place in a text, for people: both count from 1, the column in characters.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
  std::string_view whole_line;
  std::string_view before;  // in that line
  std::string_view marked;
};

Place place_of(std::string_view text, const feel::Span& span) {
  const auto begin = std::min<std::size_t>(span.begin, text.size());
  const auto start = text.substr(0, begin).rfind('\n') + 1;  // 0 where there is none
  const auto end = std::min(text.find('\n', begin), text.size());
  Place out;
  out.line = 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, begin), '\n'));
  out.whole_line = text.substr(start, end - start);
  out.before = text.substr(start, begin - start);
  out.column = 1 + utf8::count_characters(out.before);
  out.marked = text.substr(begin, std::min<std::size_t>(span.end, end) - begin);
  return out;
}

// How many columns of a terminal the text takes: Chinese characters take two.
std::size_t width_of(std::string_view text) {
  constexpr unsigned char kFirstWideLead =
      0xE2;  // of three bytes, from U+2E80 on; Latin and the like lie below
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = std::max<std::size_t>(1, utf8::sequence_length(text.substr(at)));
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    width += lead > kFirstWideLead || (lead == kFirstWideLead && next >= 0xBA) ? 2 : 1;
    at += length;
  }
  return width;
}

// Every diagnostic on its own line, with its number; where it has a place in `source`, also the line there
// (unless it is longer than a screen shows) and carets below it.
void report(const Common& common, const feel::Diagnostics& diagnostics, std::string_view source = {}) {
  for (const auto& found : diagnostics.all()) {
    const auto what = text(found.number, found.args, common.language);
    if (source.empty() || found.span.end == 0) {
      std::cerr << found.number << " " << what << '\n';
      continue;
    }
    constexpr std::size_t kShown = 200;
    const auto place = place_of(source, found.span);
    const Args where{{"line", std::to_string(place.line)}, {"column", std::to_string(place.column)}};
    std::cerr << found.number << " " << text("app.at", where, common.language) << what << '\n';
    if (place.whole_line.size() > kShown) continue;
    std::cerr << "  " << place.whole_line << "\n  " << std::string(width_of(place.before), ' ')
              << std::string(std::max<std::size_t>(1, width_of(place.marked)), '^') << '\n';
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
  std::vector<feel::Value> out(model.inputs().size());
  for (const auto& [name, value] : given) {
    const auto index = model.find_input(name);
    if (!index) return tl::unexpected<Error>(no_such_input(name, json::pointer_step(name)));
    auto read = feel::from_json(value, *model.inputs()[*index].type);
    if (!read) {
      read.error().field = json::pointer_step(name) + read.error().field;
      return tl::unexpected<Error>(std::move(read).error());
    }
    out[*index] = *std::move(read);
  }
  for (const auto& name : unknown) {
    const auto index = model.find_input(name);
    if (!index) return tl::unexpected<Error>(no_such_input(name, {}));
    out[*index] = feel::Value::unknown(*index);
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
    const auto before = std::string_view(expression).substr(0, diagnostics.all().front().span.begin);
    const auto at = std::to_string(1 + utf8::count_characters(before));
    return complain_of(common, text("app.at_character", {{"at", at}}, common.language), diagnostics);
  }
  feel::Machine machine(diagnostics);
  machine.now = local_now();
  std::cout << feel::to_feel(program->evaluate(slots, machine)) << '\n';
  report(common, diagnostics, expression);
  return 0;
}

int feel_reference(const Common& common) {
  std::cout << feel::function_reference(common.language);
  return 0;
}

int dmn_eval(const Common& common, const DmnEvalOptions& options) {
  const auto xml = read_file(options.model);
  if (!xml) return complain(common, options.model, {xml.error()});
  feel::Diagnostics diagnostics;
  const auto importer = dmn::imports_from(std::filesystem::path(options.model).parent_path());
  const auto model = dmn::Model::load(*xml, diagnostics, importer);
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
