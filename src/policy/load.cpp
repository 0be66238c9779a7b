// RuleBook::load: the passes over all packs, and what can only be said when everything is read.
#include <algorithm>
#include <iterator>

#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr std::array<std::string_view, 8> kPackMembers{"pack.yaml",    "sources.yaml", "authorities.yaml",
                                                       "papers.yaml",  "facts.yaml",   "parameters/",
                                                       "opening.yaml", "service.yaml"};
constexpr std::array<std::string_view, 2> kRootMembers{"regions.yaml", "calendar.yaml"};

bool is_expected(const std::string& member, bool root) {
  return member == "policies/" || std::ranges::find(kPackMembers, member) != kPackMembers.end() ||
         (root && std::ranges::find(kRootMembers, member) != kRootMembers.end());
}

void load_heads(Library& library) {
  for (const auto& member : library.members(".")) {
    if (!member.ends_with('/')) {
      library.sink(member).add(0, "packs.unexpected_file");
      continue;
    }
    const auto folder = member.substr(0, member.size() - 1);
    if (auto pack = load_pack_head(library, folder)) library.packs.push_back(std::move(pack));
    for (const auto& file : library.members(folder)) {
      if (!is_expected(file, folder == "cn")) {
        library.sink(folder + "/" + file).add(0, "packs.unexpected_file");
      }
    }
  }
  std::ranges::sort(library.packs, [](const auto& a, const auto& b) {
    return std::pair(a->id.size(), a->id) < std::pair(b->id.size(), b->id);
  });
}

void check_heads(const Library& library) {
  if (library.find_pack("cn") == nullptr) library.sink("cn/pack.yaml").add(0, "packs.no_root");
  for (const auto& pack : library.packs) {
    const auto sink = library.sink(pack->id + "/pack.yaml");
    if (!library.is_region(pack->id)) sink.add(0, "packs.no_such_region", {{"region", pack->id}});
    const auto chain = library.chain(pack->id);
    const std::string parent = chain.size() > 1 ? chain[1]->id : "";
    if (pack->parent != parent)
      sink.add(0, "packs.other_parent", {{"parent", parent.empty() ? "–" : parent}});
  }
}

void find_unused(const Library& library) {
  for (const auto& pack : library.packs) {
    const auto sink = library.sink(pack->id + "/facts.yaml");
    for (const auto& fact : pack->facts) {
      if (library.used_facts.contains(fact.id)) continue;
      sink.add(library.fact_lines.at(pack->id + "/" + fact.id), "packs.fact_unused", {{"id", fact.id}});
    }
    for (const auto& [id, parameter] : pack->parameters) {
      if (library.used_parameters.contains(id)) continue;
      library.sink(pack->id + "/parameters/" + id + ".yaml").add(1, "packs.parameter_unused", {{"id", id}});
    }
  }
}

void load_all(Library& library) {
  const auto before = library.fault_count();
  load_heads(library);
  load_regions(library);
  check_heads(library);
  if (library.find_pack("cn") == nullptr) return;
  for (auto& pack : library.packs) {
    load_sources(library, *pack);
    load_authorities(library, *pack);
  }
  load_calendar(library);
  for (auto& pack : library.packs) {
    load_papers(library, *pack);
    load_opening(library, *pack);
    load_service(library, *pack);
    load_facts(library, *pack);
    load_parameters(library, *pack);
  }
  for (auto& pack : library.packs) load_policies(library, *pack);
  // What a faulty file would have used is not known, so this only speaks when there is nothing else.
  if (library.fault_count() == before) find_unused(library);
}

}  // namespace

Result<std::shared_ptr<const RuleBook>> RuleBook::load(const std::string& directory,
                                                       std::vector<Fault>& faults) {
  Library library(directory, faults);
  const auto before = faults.size();
  load_all(library);
  if (faults.size() != before || !library.calendar) {
    const auto count = std::to_string(faults.size() - before);
    return fail(ErrorCode::Invalid, "packs.faulty", Args{{"directory", directory}, {"count", count}});
  }
  const std::shared_ptr<RuleBook> book(new RuleBook);
  auto& parts = *book->parts_;
  for (const auto& pack : library.packs) parts.version = std::max(parts.version, to_string(pack->version));
  parts.regions = std::move(library.regions);
  parts.calendar = std::move(library.calendar);
  parts.vocabularies = std::move(library.vocabularies);
  std::ranges::move(library.packs, std::back_inserter(parts.packs));
  return book;
}

}  // namespace gangway::policy
