// pack.yaml, regions.yaml, sources.yaml, authorities.yaml and papers.yaml.
#include <algorithm>

#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr std::array<std::string_view, 8> kSourceKinds{
    "statute",          "regulation", "notice", "agency-page", "press", "data-set", "commissioning-document",
    "general-knowledge"};
constexpr Words<Confidence, 3> kConfidences{
    {{"high", Confidence::High}, {"medium", Confidence::Medium}, {"low", Confidence::Low}}};

// GB/T 2260: six digits.
bool is_division_code(std::string_view text) {
  return text.size() == 6 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "2019", "2019-08" or a day.
bool is_source_date(std::string_view text) {
  const std::string_view rest = text.size() == 4 ? "-01-01" : text.size() == 7 ? "-01" : "";
  return parse_day(std::string(text) + std::string(rest)).has_value();
}

Source load_source(const YamlEntry& entry, const std::string& pack, const FaultSink& sink) {
  Reader reader(entry.value, sink);
  if (!is_code(entry.key)) sink.add(entry.line, "packs.not_a_code", {{"key", entry.key.substr(0, 80)}});
  Source source;
  source.ref = pack + "/" + entry.key;
  source.title = reader.text("title");
  source.issuer = reader.text("issuer");
  source.kind = reader.word("kind", kSourceKinds);
  source.number = reader.string("number", Need::Optional);
  source.article = reader.string("article", Need::Optional);
  source.date = reader.string("date", Need::Optional);
  if (!source.date.empty() && !is_source_date(source.date)) {
    sink.add(reader.line("date"), "packs.not_a_source_date");
  }
  source.url = reader.string("url", Need::Optional);
  source.checked_on = reader.day("checked_on").value_or(Day{});
  source.confidence = reader.word("confidence", kConfidences).value_or(Confidence::Low);
  source.what = reader.text("what");
  for (const auto& item : reader.map("items", Need::Optional)) {
    source.items.emplace(item.key, read_text(item.value, sink));
  }
  return source;
}

}  // namespace

std::unique_ptr<Pack> load_pack_head(const Library& library, const std::string& folder) {
  const auto sink = library.sink(folder + "/pack.yaml");
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return nullptr;
  auto pack = std::make_unique<Pack>();
  Reader reader(*tree, sink);
  pack->id = reader.string("id");
  if (!is_region_id(pack->id)) sink.add(reader.line("id"), "packs.not_a_region", {{"region", pack->id}});
  if (pack->id != folder) sink.add(reader.line("id"), "packs.other_folder", {{"folder", folder}});
  pack->id = folder;
  pack->parent = reader.string("parent", folder == "cn" ? Need::Optional : Need::Required);
  pack->title = reader.text("title");
  pack->code = reader.string("code", Need::Optional);
  if (!pack->code.empty() && !is_division_code(pack->code)) {
    sink.add(reader.line("code"), "packs.not_a_division_code");
  }
  pack->version = reader.day("version").value_or(Day{});
  pack->known_until = reader.day("known_until").value_or(Day{});
  pack->content_checked_on = reader.day("content_checked_on").value_or(Day{});
  return pack;
}

void load_regions(Library& library) {
  const auto sink = library.sink("cn/regions.yaml");
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  for (const auto& item : reader.list("regions", Need::Required)) {
    Reader region(item, sink);
    Region out{region.string("id"), region.text("title")};
    if (!is_region_id(out.id)) {
      sink.add(item.line, "packs.not_a_region", {{"region", out.id}});
    } else if (library.is_region(out.id)) {
      sink.add(item.line, "packs.twice", {{"id", out.id}});
    } else {
      library.regions.push_back(std::move(out));
    }
  }
}

void load_sources(const Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/sources.yaml");
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  for (const auto& entry : reader.map("sources", Need::Required)) {
    pack.sources.emplace(entry.key, load_source(entry, pack.id, sink));
  }
}

void load_authorities(const Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/authorities.yaml");
  if (!library.exists(sink.file())) return;
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  for (const auto& entry : reader.map("authorities", Need::Required)) {
    if (!is_code(entry.key)) sink.add(entry.line, "packs.not_a_code", {{"key", entry.key.substr(0, 80)}});
    Reader authority(entry.value, sink);
    pack.authorities.emplace(entry.key, Authority{pack.id + "/" + entry.key, authority.text("title"),
                                                  authority.text("note", Need::Optional)});
  }
}

void load_papers(const Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/papers.yaml");
  if (!library.exists(sink.file())) return;
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  Reader reader(*tree, sink);
  for (const auto& entry : reader.map("papers", Need::Required)) {
    if (!is_code(entry.key)) sink.add(entry.line, "packs.not_a_code", {{"key", entry.key.substr(0, 80)}});
    Reader item(entry.value, sink);
    Paper paper;
    paper.code = entry.key;
    paper.m = item.string("m", Need::Optional);
    if (!paper.m.empty() && (paper.m < "M01" || paper.m > "M40" || paper.m.size() != 3)) {
      sink.add(item.line("m"), "packs.not_a_paper_number");
    }
    paper.label = item.text("label");
    paper.issuer = item.text("issuer");
    paper.valid_months = item.whole("valid_months", 1, 600);
    paper.note = item.text("note", Need::Optional);
    pack.papers.emplace(entry.key, std::move(paper));
  }
}

}  // namespace gangway::policy
