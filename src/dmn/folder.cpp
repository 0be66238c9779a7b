#include "dmn/folder.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <vector>

#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

namespace fs = std::filesystem;

using Found = tl::expected<Model::Imported, ImportFault>;

constexpr std::size_t kMaxSearched = 500;  // files that are opened to find a namespace

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const auto lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// RFC 3986 section 2.1.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const auto low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    out += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
    if (low >= 0) i += 2;
  }
  return out;
}

// "https:", "file:" and also "C:". RFC 3986 section 3.1.
bool has_scheme(std::string_view location) {
  const auto colon = location.find(':');
  return colon != std::string_view::npos && colon < location.find('/');
}

// Where it lies in the folder; nullopt: outside.
std::optional<fs::path> inside(std::string_view location, std::string_view from) {
  const auto decoded = percent_decoded(location);
  if (has_scheme(location) || decoded.starts_with('/') || decoded.find('\0') != std::string::npos) {
    return std::nullopt;
  }
  auto path = (fs::path(from).parent_path() / decoded).lexically_normal();
  if (path.empty() || *path.begin() == "..") return std::nullopt;
  return path;
}

class Folder {
 public:
  explicit Folder(const fs::path& folder) {
    std::error_code error;
    root_ = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
    if (error) root_.clear();
  }

  Found find(const Model::Import& import) {
    if (root_.empty()) return tl::unexpected(ImportFault::Missing);
    if (import.location.empty()) return with_namespace(std::string(import.namespace_uri));
    const auto path = inside(import.location, import.from);
    return path ? read(*path) : tl::unexpected(ImportFault::Outside);
  }

 private:
  [[nodiscard]] Found read(const fs::path& path) const {
    std::error_code error;
    const auto real = fs::canonical(root_ / path, error);
    if (error) return tl::unexpected(ImportFault::Missing);
    const auto parts = std::ranges::mismatch(root_, real);
    if (parts.in1 != root_.end()) return tl::unexpected(ImportFault::Outside);
    const auto limit = XmlLimits{}.size;
    if (fs::is_regular_file(real, error) && fs::file_size(real, error) > limit && !error) {
      return tl::unexpected(ImportFault::TooLarge);
    }
    auto text = read_file(real, limit);
    if (!text) return tl::unexpected(ImportFault::Missing);
    return Model::Imported{*std::move(text), path.generic_string()};
  }

  Found with_namespace(const std::string& uri) {
    if (!searched_) search();
    searched_ = true;
    const auto found = by_namespace_.find(uri);
    return found == by_namespace_.end() ? tl::unexpected(ImportFault::Missing) : read(found->second);
  }

  void search() {
    std::vector<fs::path> names;
    std::error_code error;
    for (fs::directory_iterator at(root_, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".dmn") names.push_back(at->path().filename());
    }
    std::ranges::sort(names);
    if (names.size() > kMaxSearched) names.resize(kMaxSearched);
    for (const auto& name : names) {
      const auto file = read(name);
      if (!file) continue;
      feel::Diagnostics ignored;
      if (const auto xml = Xml::parse(file->text, ignored)) {
        by_namespace_.emplace(xml->root().attribute("namespace").value(), name);
      }
    }
  }

  fs::path root_;  // empty: there is no such folder
  bool searched_ = false;
  std::map<std::string, fs::path> by_namespace_;
};

}  // namespace

Model::Importer imports_from(const fs::path& folder) {
  return [shared = std::make_shared<Folder>(folder)](const Model::Import& import) {
    return shared->find(import);
  };
}

std::optional<std::string> read_file(const fs::path& path, std::uintmax_t limit) {
  std::error_code error;
  // Nothing that could wait for ever, such as a pipe.
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > limit || error) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string out(fs::file_size(path, error), '\0');
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  out.resize(static_cast<std::size_t>(in.gcount()));
  return out;
}

}  // namespace gangway::dmn
