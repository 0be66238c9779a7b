// What is loaded so far, and how the loaders find each other's things. Internal to policy.
//
// Shape:  packs are read in passes (names, sources, papers and facts, parameters, policies), so that whatever
//         a file refers to has been read before it, and a fault of reference stands at the line that refers.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/pack.h"
#include "policy/reader.h"

namespace gangway::policy {

struct RuleBook::Parts {
  std::string version;
  std::vector<Region> regions;
  std::optional<CalendarBook> calendar;
  std::vector<std::unique_ptr<const Pack>> packs;               // parents first
  std::map<std::string, Vocabulary, std::less<>> vocabularies;  // by pack
};

class Library {
 public:
  Library(std::string directory, std::vector<Fault>& faults)
      : directory_(std::move(directory)), faults_(&faults) {}

  std::vector<std::unique_ptr<Pack>> packs;  // parents first
  std::vector<Region> regions;
  std::optional<CalendarBook> calendar;
  std::map<std::string, Vocabulary, std::less<>> vocabularies;
  // What some version or expression names, for finding what nothing uses.
  std::set<std::string> used_facts;
  std::set<std::string> used_parameters;
  std::map<std::string, int> fact_lines;  // by "pack/fact id"

  [[nodiscard]] std::string path(const std::string& file) const { return directory_ + "/" + file; }
  [[nodiscard]] FaultSink sink(const std::string& file) const { return {file, *faults_}; }
  [[nodiscard]] bool exists(const std::string& file) const;
  [[nodiscard]] std::size_t fault_count() const { return faults_->size(); }
  // Names of the folder's members but hidden ones, sorted; folders end in '/'. No such folder: none.
  [[nodiscard]] std::vector<std::string> members(const std::string& folder) const;

  [[nodiscard]] Pack* find_pack(std::string_view id) const;
  // The packs of a region, deepest first.
  [[nodiscard]] std::vector<const Pack*> chain(std::string_view region) const;
  [[nodiscard]] bool is_region(std::string_view id) const;
  [[nodiscard]] const Paper* paper(std::string_view region, std::string_view code) const;
  [[nodiscard]] const Parameter* parameter(std::string_view region, std::string_view id) const;

  // The source that a ref names; nullopt: none, which is a fault at `line`.
  std::optional<SourceRef> source(std::string_view ref, int line, const FaultSink& faults) const;
  // Of the key's value. A missing or wrong one reads as an empty reference, which never leaves the loader.
  SourceRef source(Reader& reader, std::string_view key = "source") const;
  std::optional<SourceRef> source_if(Reader& reader, std::string_view key = "source") const;
  const Authority* authority(std::string_view ref, int line, const FaultSink& faults) const;

 private:
  std::string directory_;
  std::vector<Fault>* faults_;
};

// The passes, in this order. Each reads its files of one pack and adds their faults.
[[nodiscard]] std::unique_ptr<Pack> load_pack_head(const Library& library, const std::string& folder);
void load_regions(Library& library);
void load_sources(const Library& library, Pack& pack);
void load_authorities(const Library& library, Pack& pack);
void load_papers(const Library& library, Pack& pack);
void load_calendar(Library& library);
void load_opening(const Library& library, Pack& pack);
void load_service(const Library& library, Pack& pack);
// Also makes the pack's vocabulary and compiles `relevant_if` over it.
void load_facts(Library& library, Pack& pack);
void load_parameters(const Library& library, Pack& pack);
void load_policies(Library& library, Pack& pack);

// The vocabulary of a pack: its own facts below those of the packs above.
[[nodiscard]] Vocabulary make_vocabulary(const std::vector<const Pack*>& chain);

}  // namespace gangway::policy
