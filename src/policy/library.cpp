#include "policy/library.h"

#include <algorithm>
#include <filesystem>

namespace gangway::policy {

namespace fs = std::filesystem;

bool Library::exists(const std::string& file) const {
  std::error_code ignored;
  return fs::exists(path(file), ignored);
}

std::vector<std::string> Library::members(const std::string& folder) const {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator at(path(folder), error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    auto name = at->path().filename().string();
    if (name.front() != '.') out.push_back(std::move(name) + (at->is_directory(ignored) ? "/" : ""));
  }
  std::ranges::sort(out);
  return out;
}

Pack* Library::find_pack(std::string_view id) const {
  const auto at = std::ranges::find_if(packs, [&](const auto& pack) { return pack->id == id; });
  return at == packs.end() ? nullptr : at->get();
}

std::vector<const Pack*> Library::chain(std::string_view region) const {
  std::vector<const Pack*> out;
  for (const auto& pack : packs) {
    if (RuleBook::lies_in(region, pack->id)) out.push_back(pack.get());
  }
  std::ranges::stable_sort(out, [](const auto* a, const auto* b) { return a->id.size() > b->id.size(); });
  return out;
}

bool Library::is_region(std::string_view id) const {
  return std::ranges::any_of(regions, [&](const Region& region) { return region.id == id; });
}

const Paper* Library::paper(std::string_view region, std::string_view code) const {
  for (const auto* const pack : chain(region)) {
    if (const auto at = pack->papers.find(std::string(code)); at != pack->papers.end()) return &at->second;
  }
  return nullptr;
}

const Parameter* Library::parameter(std::string_view region, std::string_view id) const {
  for (const auto* const pack : chain(region)) {
    const auto at = pack->parameters.find(std::string(id));
    if (at != pack->parameters.end()) return &at->second;
  }
  return nullptr;
}

std::optional<SourceRef> Library::source(std::string_view ref, int line, const FaultSink& faults) const {
  const auto hash = ref.find('#');
  const auto whole = ref.substr(0, hash);
  const std::string item(hash == std::string_view::npos ? std::string_view{} : ref.substr(hash + 1));
  const auto slash = whole.find('/');
  const auto* const pack = slash == std::string_view::npos ? nullptr : find_pack(whole.substr(0, slash));
  const auto* found = static_cast<const Source*>(nullptr);
  if (pack != nullptr) {
    const auto at = pack->sources.find(std::string(whole.substr(slash + 1)));
    if (at != pack->sources.end()) found = &at->second;
  }
  if (found == nullptr) {
    faults.add(line, "packs.no_such_source", {{"ref", std::string(ref.substr(0, 200))}});
    return std::nullopt;
  }
  if (hash != std::string_view::npos && !found->items.contains(item)) {
    faults.add(line, "packs.no_such_item", {{"ref", std::string(ref.substr(0, 200))}});
    return std::nullopt;
  }
  return SourceRef{found, item};
}

SourceRef Library::source(Reader& reader, std::string_view key) const {
  const auto ref = reader.string(key);
  return ref.empty() ? SourceRef{} : source(ref, reader.line(key), reader.sink()).value_or(SourceRef{});
}

std::optional<SourceRef> Library::source_if(Reader& reader, std::string_view key) const {
  const auto ref = reader.string(key, Need::Optional);
  return ref.empty() ? std::nullopt : source(ref, reader.line(key), reader.sink());
}

const Authority* Library::authority(std::string_view ref, int line, const FaultSink& faults) const {
  const auto slash = ref.find('/');
  if (slash != std::string_view::npos) {
    if (const auto* const pack = find_pack(ref.substr(0, slash)); pack != nullptr) {
      const auto at = pack->authorities.find(std::string(ref.substr(slash + 1)));
      if (at != pack->authorities.end()) return &at->second;
    }
  }
  faults.add(line, "packs.no_such_authority", {{"ref", std::string(ref.substr(0, 200))}});
  return nullptr;
}

}  // namespace gangway::policy
