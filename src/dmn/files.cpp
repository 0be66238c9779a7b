#include "dmn/files.h"

#include <algorithm>
#include <set>

namespace gangway::dmn {
namespace {

constexpr std::size_t kMaxFiles = 64;

class FileReader {
 public:
  FileReader(const Model::Importer& importer, feel::Diagnostics& diagnostics)
      : importer_(importer), diagnostics_(diagnostics) {}

  Result<std::size_t> read(std::string_view xml, std::string_view expected_namespace, const Where& where) {
    TRY_ASSIGN(auto definitions, read_definitions(xml, diagnostics_));
    if (!expected_namespace.empty() && definitions.namespace_uri != expected_namespace) {
      return refuse("D1104", where, std::string(expected_namespace));
    }
    File file;
    open_.insert(definitions.namespace_uri);
    for (const auto& import : definitions.imports) {
      // Other languages (PMML, XML Schema) are named by their own import types.
      if (import.type.find("/DMN/") == std::string::npos && !import.type.empty()) continue;
      TRY_ASSIGN(const auto index, imported(import));
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
  Result<std::size_t> imported(const ImportNode& import) {
    const auto& uri = import.namespace_uri;
    const auto known =
        std::ranges::find_if(files_, [&](const File& each) { return each.definitions.namespace_uri == uri; });
    if (known != files_.end()) return static_cast<std::size_t>(known - files_.begin());
    if (open_.contains(uri)) return refuse("D1105", import.where, uri);
    if (open_.size() + files_.size() >= kMaxFiles) return refuse("D1106", import.where, uri);
    const auto text = importer_ ? importer_(uri, import.location) : std::nullopt;
    if (!text) return refuse("D1104", import.where, uri);
    return read(*text, uri, import.where);
  }

  tl::unexpected<Error> refuse(const char* number, const Where& where, const std::string& uri) {
    report(diagnostics_, number, where, {{"namespace", uri.substr(0, 200)}});
    return fail(ErrorCode::Invalid, "dmn.faulty");
  }

  const Model::Importer& importer_;
  feel::Diagnostics& diagnostics_;
  std::vector<File> files_;
  std::set<std::string> open_;  // namespaces whose imports are being read
};

}  // namespace

Result<std::vector<File>> read_files(std::string_view xml, const Model::Importer& importer,
                                     feel::Diagnostics& diagnostics) {
  FileReader reader(importer, diagnostics);
  TRY(reader.read(xml, {}, {}));
  return reader.take();
}

}  // namespace gangway::dmn
