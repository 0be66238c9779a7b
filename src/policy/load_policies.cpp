// The folders below policies/: which versions there are, and when each is in force.
#include <algorithm>

#include "policy/load_version.h"

namespace gangway::policy {
namespace {

constexpr std::array<std::string_view, 3> kFiles{"policy.yaml", "eligibility.dmn", "tests.yaml"};

bool share_a_region(const Version& a, const Version& b) {
  return std::ranges::any_of(a.regions, [&](const std::string& one) {
    return std::ranges::any_of(b.regions, [&](const std::string& other) {
      return RuleBook::lies_in(one, other) || RuleBook::lies_in(other, one);
    });
  });
}

// Ends each version where the file says or the next one for the same place begins. `drafts` ascend.
void set_ends(const Library& library, std::vector<VersionDraft>& drafts) {
  for (auto at = drafts.begin(); at != drafts.end(); ++at) {
    auto& version = *at->version;
    if (at->effective_to) version.until = *at->effective_to + std::chrono::days{1};
    const auto next = std::find_if(at + 1, drafts.end(), [&](const VersionDraft& other) {
      return share_a_region(version, *other.version);
    });
    if (next == drafts.end()) continue;
    if (!version.until) {
      version.until = next->version->from;
    } else if (next->version->from < *version.until) {
      library.sink(next->version->directory + "/policy.yaml")
          .add(next->line_from, "packs.versions_overlap", {{"other", version.directory}});
    }
  }
}

void check_files(const Library& library, const std::string& folder, bool withdrawn) {
  for (const auto& file : library.members(folder)) {
    if (std::ranges::find(kFiles, file) == kFiles.end()) {
      library.sink(folder + "/" + file).add(0, "packs.unexpected_file");
    }
  }
  if (!withdrawn && !library.exists(folder + "/tests.yaml")) {
    library.sink(folder + "/tests.yaml").add(0, "packs.no_file");
  }
}

std::string without_slash(const std::string& member) { return member.substr(0, member.size() - 1); }

VersionDraft load_folder(Library& library, const Pack& pack, const std::string& route, const std::string& day,
                         const std::string& folder) {
  Named named;
  auto draft = load_version(library, pack, folder, named);
  if (!draft.version) return draft;
  auto& version = *draft.version;
  version.route = route;
  if (to_string(version.from) != day) {
    library.sink(folder + "/policy.yaml").add(draft.line_from, "packs.other_folder", {{"folder", day}});
  }
  check_files(library, folder, version.withdrawn);
  if (!version.withdrawn) load_model(library, pack, folder, draft, named);
  version.facts.assign(named.facts.begin(), named.facts.end());
  version.parameters.assign(named.parameters.begin(), named.parameters.end());
  library.used_facts.insert(named.facts.begin(), named.facts.end());
  library.used_parameters.insert(named.parameters.begin(), named.parameters.end());
  return draft;
}

void load_route(Library& library, Pack& pack, const std::string& route) {
  const auto folder = pack.id + "/policies/" + route;
  if (!is_code(route)) library.sink(folder).add(0, "packs.not_a_code", {{"key", route}});
  std::vector<VersionDraft> drafts;
  for (const auto& member : library.members(folder)) {
    const auto path = folder + "/" + member;
    if (!member.ends_with('/')) {
      library.sink(path).add(0, "packs.unexpected_file");
      continue;
    }
    const auto day = without_slash(member);
    auto draft = load_folder(library, pack, route, day, folder + "/" + day);
    if (draft.version) drafts.push_back(std::move(draft));
  }
  std::ranges::sort(drafts, {}, [](const VersionDraft& draft) { return draft.version->from; });
  set_ends(library, drafts);
  for (auto& draft : drafts) pack.versions.push_back(std::move(draft.version));
}

}  // namespace

void load_policies(Library& library, Pack& pack) {
  const auto folder = pack.id + "/policies";
  for (const auto& member : library.members(folder)) {
    if (member.ends_with('/')) {
      load_route(library, pack, without_slash(member));
    } else {
      library.sink(folder + "/" + member).add(0, "packs.unexpected_file");
    }
  }
}

}  // namespace gangway::policy
