// facts.yaml: the vocabulary of a region.
#include <algorithm>

#include "policy/expression.h"
#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr Words<FactType, 7> kFactTypes{{{"boolean", FactType::Boolean},
                                         {"number", FactType::Number},
                                         {"date", FactType::Date},
                                         {"string", FactType::String},
                                         {"choice", FactType::Choice},
                                         {"list of choice", FactType::Choices},
                                         {"table by year", FactType::Years}}};
constexpr Words<FactType, 3> kColumnTypes{
    {{"number", FactType::Number}, {"boolean", FactType::Boolean}, {"choice", FactType::Choice}}};
constexpr Words<Changes, 3> kChanges{
    {{"nobody", Changes::Nobody}, {"person", Changes::Person}, {"employer", Changes::Employer}}};
constexpr Words<bool, 2> kPrivacies{{{"personal", true}, {"ordinary", false}}};
constexpr std::array<std::string_view, 1> kOf{"regions"};
constexpr std::array<std::string_view, 3> kReserved{"as_of", "parameters", "results"};
constexpr int kMostDecimals = 6;

// Reads the facts of one pack; `relevant_if` waits until they are all known.
class FactLoader {
 public:
  FactLoader(Library& library, Pack& pack, const FaultSink& sink)
      : library_(library), pack_(pack), sink_(sink), above_(make_vocabulary(library.chain(pack.id))) {}

  void read(Reader& file) {
    for (const auto& entry : file.map("groups", Need::Optional)) group(entry);
    for (const auto& item : file.list("facts", Need::Required)) fact(item);
  }
  // One entry a fact, as pack.facts.
  [[nodiscard]] const std::vector<std::optional<ExpressionText>>& relevance() const { return relevance_; }

 private:
  void group(const YamlEntry& entry) {
    const bool reserved = std::ranges::find(kReserved, entry.key) != kReserved.end();
    if (!is_identifier(entry.key) || reserved) {
      sink_.add(entry.line, "packs.not_an_identifier", {{"key", entry.key.substr(0, 80)}});
    }
    pack_.groups.emplace(entry.key, read_text(entry.value, sink_));
  }

  void fact(const YamlNode& node) {
    Reader reader(node, sink_);
    Fact out;
    out.id = reader.string("id");
    name(reader, out);
    out.type = reader.word("type", kFactTypes).value_or(FactType::Boolean);
    out.label = reader.text("label");
    out.ask = reader.text("ask");
    out.why = reader.text("why");
    out.hint = reader.text("hint", Need::Optional);
    out.personal = reader.word("privacy", kPrivacies, Need::Optional).value_or(false);
    out.changes = reader.word("changes", kChanges).value_or(Changes::Nobody);
    out.proof = proofs(reader);
    answers(reader, out);
    if (out.type == FactType::Years) {
      needs_year(reader, out.ask);
      for (const auto& item : reader.list("columns", Need::Required)) column(item, out);
    } else if (reader.has("columns")) {
      reader.get("columns", Need::Optional);
      sink_.add(reader.line("columns"), "packs.columns_without_table");
    }
    const auto when = reader.string("relevant_if", Need::Optional);
    relevance_.push_back(when.empty() ? std::nullopt
                                      : std::optional(ExpressionText{when, reader.line("relevant_if")}));
    library_.fact_lines.emplace(pack_.id + "/" + out.id, node.line);
    pack_.facts.push_back(std::move(out));
  }

  void name(Reader& reader, Fact& out) {
    const auto point = out.id.find('.');
    out.group = out.id.substr(0, point);
    out.name = point == std::string::npos ? std::string{} : out.id.substr(point + 1);
    if (out.id.empty()) return;
    if (!is_identifier(out.group) || !is_identifier(out.name)) {
      sink_.add(reader.line("id"), "packs.not_a_fact_id", {{"id", out.id.substr(0, 80)}});
      return;
    }
    const bool twice = std::ranges::find(pack_.facts, out.id, &Fact::id) != pack_.facts.end();
    if (twice || above_.find(out.id) != nullptr)
      sink_.add(reader.line("id"), "packs.twice", {{"id", out.id}});
    if (!pack_.groups.contains(out.group) && !above_.group_titles.contains(out.group)) {
      sink_.add(reader.line("id"), "packs.no_such_group", {{"group", out.group}});
    }
  }

  std::vector<std::string> proofs(Reader& reader) const {
    std::vector<std::string> out;
    for (const auto* const node : reader.scalars("proof")) {
      if (library_.paper(pack_.id, node->scalar) == nullptr) {
        sink_.add(node->line, "packs.no_such_paper", {{"code", node->scalar}});
      }
      out.push_back(node->scalar);
    }
    return out;
  }

  // What facts and columns share: the answers that they take.
  template <class T>
  void answers(Reader& reader, T& out) const {
    const bool chooses = out.type == FactType::Choice || out.type == FactType::Choices;
    const bool of_regions = !reader.word("of", kOf, Need::Optional).empty();
    out.options = read_options(
        reader.list("options", chooses && !of_regions ? Need::Required : Need::Optional), "code", sink_);
    if (!chooses && (of_regions || !out.options.empty())) {
      sink_.add(reader.line(), "packs.options_without_choice");
    }
    if (of_regions) {
      if (!out.options.empty()) sink_.add(reader.line("of"), "packs.options_twice");
      for (const auto& region : library_.regions) out.options.push_back({region.id, region.title});
    }
    out.unit = reader.string("unit", Need::Optional);
    out.min = reader.number("min");
    out.max = reader.number("max");
    if (out.min && out.max && *out.max < *out.min) sink_.add(reader.line("max"), "packs.bounds");
    out.decimals = reader.whole("decimals", 0, kMostDecimals).value_or(0);
    out.nullable = reader.flag("nullable");
    out.null_label = reader.text("null_label", out.nullable ? Need::Required : Need::Optional);
  }

  void needs_year(Reader& reader, const Bilingual& ask) const {
    for (const auto* const text : {&ask.zh, &ask.en}) {
      if (!text->empty() && text->find("{year}") == std::string::npos) {
        sink_.add(reader.line("ask"), "packs.ask_without_year");
        return;
      }
    }
  }

  void column(const YamlNode& node, Fact& fact) const {
    Reader reader(node, sink_);
    Column out;
    out.name = reader.identifier("name");
    const bool twice = std::ranges::find(fact.columns, out.name, &Column::name) != fact.columns.end();
    if (twice || out.name == "year") sink_.add(reader.line("name"), "packs.twice", {{"id", out.name}});
    out.type = reader.word("type", kColumnTypes).value_or(FactType::Number);
    out.label = reader.text("label");
    out.ask = reader.text("ask");
    needs_year(reader, out.ask);
    const bool own_proof = reader.has("proof");
    auto proof = proofs(reader);
    out.proof = own_proof ? std::move(proof) : fact.proof;
    out.changes = reader.word("changes", kChanges, Need::Optional).value_or(fact.changes);
    answers(reader, out);
    fact.columns.push_back(std::move(out));
  }

  Library& library_;
  Pack& pack_;
  const FaultSink& sink_;
  Vocabulary above_;
  std::vector<std::optional<ExpressionText>> relevance_;
};

}  // namespace

Vocabulary make_vocabulary(const std::vector<const Pack*>& chain) {
  Vocabulary out;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    for (const auto& [group, title] : (*at)->groups) out.group_titles.emplace(group, title);
    for (const auto& fact : (*at)->facts) {
      out.facts.push_back(&fact);
      if (std::ranges::find(out.groups, fact.group) == out.groups.end()) out.groups.push_back(fact.group);
    }
  }
  return out;
}

void load_facts(Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/facts.yaml");
  std::vector<std::optional<ExpressionText>> relevance;
  if (library.exists(sink.file())) {
    if (const auto tree = read_yaml(library.path(sink.file()), sink)) {
      FactLoader loader(library, pack, sink);
      Reader reader(*tree, sink);
      loader.read(reader);
      relevance = loader.relevance();
    }
  }
  // From here on pack.facts keeps its members: the vocabulary points at them.
  const auto& vocabulary = library.vocabularies[pack.id] = make_vocabulary(library.chain(pack.id));
  const auto scope = fact_scope(vocabulary);
  for (std::size_t i = 0; i < relevance.size(); ++i) {
    if (!relevance[i]) continue;
    pack.facts[i].relevant_if = compile_condition(*relevance[i], scope, sink);
    for (const auto& [group, name] : named_paths(relevance[i]->text)) {
      const auto id = group + "." + name;
      if (id == pack.facts[i].id) sink.add(relevance[i]->line, "packs.relevant_by_itself", {{"id", id}});
      library.used_facts.insert(id);
    }
  }
}

}  // namespace gangway::policy
