#include "dmn/files.h"

#include <algorithm>
#include <set>

#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

constexpr std::size_t kMaxFiles = 64;
constexpr std::size_t kMaxDepth = 16;

const char* number_of(ImportFault fault) {
  switch (fault) {
    case ImportFault::Missing:
      return "D1104";
    case ImportFault::Outside:
      return "D1109";
    case ImportFault::TooLarge:
      break;
  }
  return "D1113";
}

// PMML and XML Schema are named by their own import types.
bool is_dmn(const ImportNode& import) {
  return import.type.empty() || import.type.find("/DMN/") != std::string::npos;
}

class FileReader {
 public:
  FileReader(const Model::Importer& importer, feel::Diagnostics& diagnostics)
      : importer_(importer), diagnostics_(diagnostics) {}

  // What was read of `name`, and what it imports.
  Result<std::size_t> add(Definitions definitions, const std::string& name) {
    File file;
    open_.insert(definitions.namespace_uri);
    for (const auto& import : definitions.imports) {
      if (!is_dmn(import)) {
        say("D1111", import, {{"type", import.type.substr(0, 200)}});
        continue;
      }
      TRY_ASSIGN(const auto index, imported(import, name));
      file.imports.emplace_back(import.name, index);
    }
    open_.erase(definitions.namespace_uri);
    TypeTable::Imports types;
    for (const auto& [prefix, index] : file.imports) types.emplace_back(prefix, &files_[index].types);
    file.types = TypeTable::create(definitions, types, diagnostics_);
    file.definitions = std::move(definitions);
    files_.push_back(std::move(file));
    return files_.size() - 1;
  }

  std::vector<File> take() { return std::move(files_); }

 private:
  Result<std::size_t> imported(const ImportNode& import, const std::string& from) {
    const auto& uri = import.namespace_uri;
    const auto known =
        std::ranges::find_if(files_, [&](const File& each) { return each.definitions.namespace_uri == uri; });
    if (known != files_.end()) return static_cast<std::size_t>(known - files_.begin());
    if (open_.contains(uri)) return refuse("D1105", import);
    if (open_.size() > kMaxDepth) return refuse("D1112", import);
    if (open_.size() + files_.size() >= kMaxFiles) return refuse("D1106", import);
    if (!importer_) return refuse("D1104", import);
    const auto found = importer_({uri, import.location, from});
    if (!found) return refuse(number_of(found.error()), import);
    size_ += found->text.size();
    if (size_ > XmlLimits{}.size) return refuse("D1113", import);
    return read(*found, import);
  }

  Result<std::size_t> read(const Model::Imported& found, const ImportNode& import) {
    feel::Diagnostics inside;
    auto definitions = read_definitions(found.text, inside, found.file);
    if (!definitions) {
      say("D1114", import);
      for (const auto& each : inside.all()) diagnostics_.add(each.number, each.span, each.args);
      return fail(ErrorCode::Invalid, "dmn.faulty");
    }
    if (definitions->namespace_uri != import.namespace_uri) {
      return refuse("D1110", import, {{"other", definitions->namespace_uri.substr(0, 200)}});
    }
    return add(*std::move(definitions), found.file);
  }

  // {model}: its location, where it has one: that is what to correct.
  void say(const char* number, const ImportNode& import, Args args = {}) {
    const auto& uri = import.namespace_uri;
    args.emplace_back("namespace", uri.substr(0, 200));
    args.emplace_back("model", (import.location.empty() ? uri : import.location).substr(0, 200));
    report(diagnostics_, number, import.where, std::move(args));
  }

  tl::unexpected<Error> refuse(const char* number, const ImportNode& import, Args args = {}) {
    say(number, import, std::move(args));
    return fail(ErrorCode::Invalid, "dmn.faulty");
  }

  const Model::Importer& importer_;
  feel::Diagnostics& diagnostics_;
  std::vector<File> files_;
  std::set<std::string> open_;  // namespaces whose imports are being read
  std::size_t size_ = 0;        // bytes that were imported
};

}  // namespace

Result<std::vector<File>> read_files(std::string_view xml, const Model::Importer& importer,
                                     feel::Diagnostics& diagnostics) {
  FileReader reader(importer, diagnostics);
  TRY_ASSIGN(auto definitions, read_definitions(xml, diagnostics));
  TRY(reader.add(std::move(definitions), {}));
  return reader.take();
}

}  // namespace gangway::dmn
