#include "dmn/tck.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "dmn/folder.h"
#include "dmn/model.h"
#include "dmn/xml.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

namespace fs = std::filesystem;
using feel::Kind;
using feel::Value;

constexpr std::uintmax_t kMaxFileBytes = XmlLimits{}.size;

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const auto each : node.attributes()) {
    const std::string_view full = each.name();
    const auto colon = full.find(':');
    if (full.substr(colon == std::string_view::npos ? 0 : colon + 1) == name) return each.value();
  }
  return {};
}

template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_number(std::string_view type) {
  constexpr std::string_view kTypes[] = {"decimal", "double", "float", "integer", "int", "long", "short"};
  return std::ranges::find(kTypes, type) != std::end(kTypes);
}

bool is_duration(std::string_view type) {
  return type == "duration" || type == "dayTimeDuration" || type == "yearMonthDuration";
}

// XML Schema takes white space away around everything but strings.
Value simple_value(pugi::xml_node node) {
  if (attribute(node, "nil") == "true" || attribute(node, "nil") == "1") return {};
  const auto raw = text_of(node);
  auto type = attribute(node, "type");
  type.remove_prefix(std::min(type.size(), type.find(':') + 1));
  auto text = trimmed(raw);
  if (type == "boolean") return text == "true" || text == "1";
  if (is_number(type)) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return or_null(Decimal::parse(text));
  }
  if (type == "date") return or_null(feel::parse_date(text));
  if (type == "time") return or_null(feel::parse_time(text));
  if (type == "dateTime") return or_null(feel::parse_date_time(text));
  if (is_duration(type)) {
    if (const auto months = feel::parse_months_duration(text)) return *months;
    return or_null(feel::parse_days_duration(text));
  }
  return Value::string(raw);
}

// A node holds a value, a list of items, or the components of a context.
Value value_of(pugi::xml_node node) {
  std::vector<std::pair<std::string, Value>> components;
  for (const auto part : node.children()) {
    const auto name = local_name(part);
    if (name == "value") return simple_value(part);
    if (name == "component") components.emplace_back(attribute(part, "name"), value_of(part));
    if (name != "list" || attribute(part, "nil") == "true") continue;
    feel::List items;
    for (const auto item : part.children()) {
      if (local_name(item) == "item") items.push_back(value_of(item));
    }
    return Value::list(std::move(items));
  }
  if (components.empty()) return {};
  return std::make_shared<const feel::Context>(std::move(components));
}

bool matches(const Value& expected, const Value& actual);

bool numbers_match(const Decimal& a, const Decimal& b) {
  static const auto kTolerance = *Decimal::parse("0.00000001");
  const auto difference = Decimal::subtract(a, b);
  return difference && difference->abs() <= kTolerance;
}

bool contexts_match(const feel::Context& a, const feel::Context& b) {
  return a.size() == b.size() && std::ranges::all_of(a.entries(), [&](const auto& entry) {
           const auto* const other = b.find(entry.first);
           return other != nullptr && matches(entry.second, *other);
         });
}

bool matches(const Value& expected, const Value& actual) {
  if (expected.kind() != actual.kind()) return false;
  switch (expected.kind()) {
    case Kind::Null:
      return true;
    case Kind::Number:
      return numbers_match(expected.as_number(), actual.as_number());
    case Kind::List:
      return std::ranges::equal(expected.as_list(), actual.as_list(), matches);
    case Kind::Context:
      return contexts_match(expected.as_context(), actual.as_context());
    default:
      return feel::equal(expected, actual) == true || feel::identical(expected, actual);
  }
}

class Runner {
 public:
  Runner(fs::path root, const TckOptions& options) : root_(std::move(root)), options_(options) {}

  void run_file(const fs::path& path) {
    path_ = path;
    const auto folder = path.parent_path().filename().string();
    if (report_.folders.empty() || report_.folders.back().name != folder)
      report_.folders.push_back({folder, 0, 0});
    feel::Diagnostics diagnostics;
    const auto text = read_file(path, kMaxFileBytes);
    const auto xml =
        text ? Xml::parse(*text, diagnostics) : Result<Xml>(fail(ErrorCode::Invalid, "dmn.not_xml"));
    if (!xml) return fail_case("", "", "a readable file", to_string(diagnostics));
    const auto root = xml->root();
    if (local_name(root) != "testCases") return;
    const auto model = load(path.parent_path() / text_of(child(root, "modelName")));
    for (const auto node : root.children()) {
      if (local_name(node) == "testCase") run_case(model.get(), node);
    }
  }

  TckReport take() { return std::move(report_); }

 private:
  static std::string to_string(const feel::Diagnostics& diagnostics) {
    std::string out;
    for (const auto& each : diagnostics.all()) {
      if (out.size() > 300) break;
      out += " " + each.number;
      for (const auto& [name, value] : each.args) out += " " + value;
    }
    return out;
  }

  std::shared_ptr<const Model> load(const fs::path& path) {
    load_faults_.clear();
    const auto text = read_file(path, kMaxFileBytes);
    if (!text) return nullptr;
    feel::Diagnostics diagnostics;
    auto model = Model::load(*text, diagnostics, imports_from(path.parent_path()), Model::Faulty::GivesNull);
    load_faults_ = to_string(diagnostics);
    return model ? *model : nullptr;
  }

  void fail_case(std::string test_case, std::string result, std::string expected, std::string actual) {
    report_.failures.push_back({fs::relative(path_, root_).string(), std::move(test_case), std::move(result),
                                std::move(expected), std::move(actual)});
    ++report_.failed;
    ++report_.folders.back().failed;
  }

  void run_case(const Model* model, pugi::xml_node node) {
    const std::string id(attribute(node, "id"));
    if (model == nullptr) return fail_case(id, "", "a model", load_faults_);
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    machine.now = options_.now;
    const std::string invocable(attribute(node, "invocableName"));
    for (const auto part : node.children()) {
      if (local_name(part) != "resultNode") continue;
      const std::string name(attribute(part, "name"));
      const auto expected = value_of(child(part, "expected"));
      const auto actual = invocable.empty() ? decision(*model, node, name, machine)
                                            : invoke(*model, node, invocable, machine);
      if (matches(expected, actual)) continue;
      // A service of several decisions gives a context of them.
      const auto* const entry = actual.kind() == Kind::Context ? actual.as_context().find(name) : nullptr;
      if (!invocable.empty() && entry != nullptr && matches(expected, *entry)) continue;
      return fail_case(id, name, to_feel(expected), to_feel(actual) + to_string(diagnostics));
    }
    ++report_.passed;
    ++report_.folders.back().passed;
  }

  static Value decision(const Model& model, pugi::xml_node test_case, const std::string& name,
                        feel::Machine& machine) {
    std::vector<Value> inputs(model.inputs().size());
    std::vector<std::pair<ElementIndex, Value>> overrides;
    for (const auto part : test_case.children()) {
      if (local_name(part) != "inputNode") continue;
      const auto given = attribute(part, "name");
      if (const auto input = model.find_input(given)) {
        inputs[*input] = value_of(part);
      } else if (const auto replaced = model.find_decision(given)) {
        overrides.emplace_back(*replaced, value_of(part));
      }
    }
    Evaluation evaluation(model, inputs, machine);
    for (auto& [index, value] : overrides) evaluation.set_decision(index, std::move(value));
    const auto index = model.find_decision(name);
    return index ? evaluation.decision(*index) : Value::string("no such decision");
  }

  static Value invoke(const Model& model, pugi::xml_node test_case, const std::string& name,
                      feel::Machine& machine) {
    std::vector<std::pair<std::string, Value>> arguments;
    for (const auto part : test_case.children()) {
      if (local_name(part) == "inputNode") arguments.emplace_back(attribute(part, "name"), value_of(part));
    }
    return Evaluation(model, {}, machine).invoke(name, arguments);
  }

  fs::path root_;
  fs::path path_;
  const TckOptions& options_;
  TckReport report_;
  std::string load_faults_;
};

}  // namespace

Result<TckReport> run_tck(const fs::path& folder, const TckOptions& options) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".xml") files.push_back(at->path());
  }
  if (files.empty()) return fail(ErrorCode::NotFound, "dmn.no_test_cases", {{"folder", folder.string()}});
  std::ranges::sort(files);
  Runner runner(folder, options);
  for (const auto& file : files) runner.run_file(file);
  return runner.take();
}

std::string format_tck(const TckReport& report) {
  std::ostringstream out;
  for (const auto& each : report.failures) {
    out << each.file << " " << each.test_case << (each.result.empty() ? "" : " " + each.result)
        << ": expected " << each.expected << ", got " << each.actual << "\n";
  }
  for (const auto& folder : report.folders) {
    if (folder.failed == 0) continue;
    out << folder.name << ": " << folder.passed << " passed, " << folder.failed << " failed\n";
  }
  out << report.passed << " passed, " << report.failed << " failed\n";
  return std::move(out).str();
}

}  // namespace gangway::dmn
