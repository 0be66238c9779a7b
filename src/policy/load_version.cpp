// policy.yaml.
#include "policy/load_version.h"

#include <algorithm>

namespace gangway::policy {
namespace {

using Strings3 = std::array<std::string_view, 3>;
constexpr std::array<std::string_view, 4> kStages{"entry", "residence", "work", "life"};
constexpr std::array<std::string_view, 7> kKinds{"registration",   "residence-permit", "work-permit",
                                                 "single-window",  "urgent",           "permanent-residence",
                                                 "travel-document"};
constexpr Strings3 kAudiences{"foreigner", "citizen", "employer"};
constexpr Strings3 kActors{"person", "employer", "agency"};
constexpr std::array<std::string_view, 7> kStarts{"submitted", "accepted", "arrival",     "entry",
                                                  "change",    "birth",    "contract_end"};
constexpr std::array<std::string_view, 3> kPauses{"supplement", "verification", "interview"};
constexpr std::array<std::string_view, 4> kRemedies{"consultation", "complaint", "reconsideration",
                                                    "litigation"};
constexpr Words<Confidence, 3> kConfidences{
    {{"high", Confidence::High}, {"medium", Confidence::Medium}, {"low", Confidence::Low}}};
constexpr Words<Precision, 5> kPrecisions{{{"day", Precision::Day},
                                           {"month", Precision::Month},
                                           {"half-year", Precision::HalfYear},
                                           {"year", Precision::Year},
                                           {"by", Precision::By}}};
constexpr Words<Who, 3> kWho{
    {{"agency", Who::Agency}, {"applicant", Who::Applicant}, {"employer", Who::Employer}}};
constexpr Words<Unit, 4> kUnits{{{"working_days", Unit::WorkingDays},
                                 {"days", Unit::Days},
                                 {"months", Unit::Months},
                                 {"hours", Unit::Hours}}};
constexpr int kLongestLimit = 4000;  // as workdays::due() takes

class VersionLoader {
 public:
  VersionLoader(const Library& library, const Pack& pack, const FaultSink& sink, Named& named)
      : library_(library),
        pack_(pack),
        sink_(sink),
        named_(named),
        vocabulary_(library.vocabularies.find(pack.id)->second),
        scope_(version_scope(vocabulary_)) {}

  void read(Reader& file, VersionDraft& draft) {
    auto& out = *draft.version;
    out.withdrawn = file.flag("withdrawn");
    const auto need = out.withdrawn ? Need::Optional : Need::Required;
    head(file, draft, need);
    conditions(file, draft, need);
    results(file, draft);
    out.applies_if = facts_condition(file, "applies_if");
    for (const auto& item : file.list("papers")) out.papers.push_back(paper(item, out));
    for (const auto& item : file.list("fee")) out.fees.push_back(fee(item, out));
    out.fee_note = file.text("fee_note", Need::Optional);
    for (const auto& item : file.list("clocks")) out.clocks.push_back(clock(item, out));
    for (const auto& item : file.list("validity")) out.validity.push_back(validity(item, out));
    for (const auto* const node : file.scalars("authority", need)) {
      if (const auto* const found = library_.authority(node->scalar, node->line, sink_)) {
        out.authorities.push_back(found);
      }
    }
    for (const auto* const node : file.scalars("sources", Need::Required)) {
      if (auto found = library_.source(node->scalar, node->line, sink_)) out.sources.push_back(*found);
    }
    advice(file, out);
  }

 private:
  void head(Reader& file, VersionDraft& draft, Need need) {
    auto& out = *draft.version;
    out.title = file.text("title");
    out.summary = file.text("summary");
    out.stage = file.word("stage", kStages, need);
    out.kind = file.word("kind", kKinds, need);
    out.audience = file.word("audience", kAudiences, need);
    out.confidence = file.word("confidence", kConfidences, need).value_or(Confidence::Low);
    out.known_until = file.day("known_until", Need::Optional).value_or(pack_.known_until);
    out.advice_only = file.flag("advice_only");
    out.unverified = file.flag("unverified");
    draft.effective_to = file.day("effective_to", Need::Optional);
    draft.line_to = file.line("effective_to");
    draft.line_from = file.line("effective_from");
    if (const auto* const node = file.get("effective_from", Need::Required)) {
      Reader from(*node, sink_);
      out.from = from.day("day").value_or(Day{});
      out.precision = from.word("precision", kPrecisions, Need::Optional).value_or(Precision::Day);
    }
    if (draft.effective_to && *draft.effective_to < out.from) sink_.add(draft.line_to, "packs.wrong_period");
    regions(file, out);
  }

  void regions(Reader& file, Version& out) const {
    for (const auto* const node : file.scalars("regions")) {
      if (!library_.is_region(node->scalar)) {
        sink_.add(node->line, "packs.no_such_region", {{"region", node->scalar}});
      } else if (!RuleBook::lies_in(node->scalar, pack_.id)) {
        sink_.add(node->line, "packs.region_outside", {{"region", node->scalar}, {"pack", pack_.id}});
      }
      out.regions.push_back(node->scalar);
    }
    if (out.regions.empty()) out.regions.push_back(pack_.id);
  }

  void conditions(Reader& file, VersionDraft& draft, Need need) const {
    for (const auto& entry : file.map("conditions", need)) {
      Reader reader(entry.value, sink_);
      if (!is_identifier(entry.key)) sink_.add(entry.line, "packs.not_an_identifier", {{"key", entry.key}});
      draft.version->conditions.push_back({entry.key, reader.own_text(), library_.source(reader), 0});
      draft.condition_lines[entry.key] = entry.line;
    }
    if (need == Need::Required && file.has("conditions") && draft.version->conditions.empty()) {
      sink_.add(file.line("conditions"), "packs.missing_key", {{"key", "conditions"}});
    }
  }

  void results(Reader& file, VersionDraft& draft) const {
    for (const auto& entry : file.map("results")) {
      Reader reader(entry.value, sink_);
      ResultDecision out{entry.key, reader.own_text(), reader.text("unit", Need::Optional), {}, 0};
      for (auto& option : read_options(reader.list("values"), "value", sink_)) {
        out.values.push_back({std::move(option.code), std::move(option.label)});
      }
      draft.version->results.push_back(std::move(out));
      draft.result_lines[entry.key] = entry.line;
    }
  }

  // Notes what an expression names, and refuses what is not there. Misspelt facts are the checker's to find.
  void note(const ExpressionText& expression, const Version* version) {
    for (const auto& [head, name] : named_paths(expression.text)) {
      if (head == "parameters") {
        named_.parameters.insert(name);
        if (library_.parameter(pack_.id, name) == nullptr) {
          sink_.add(expression.line, "packs.no_such_parameter", {{"id", name}});
        }
      } else if (head == "results" && version != nullptr) {
        if (std::ranges::find(version->results, name, &ResultDecision::id) == version->results.end()) {
          sink_.add(expression.line, "packs.no_such_result", {{"id", name}});
        }
      } else if (vocabulary_.find(head + "." + name) != nullptr) {
        named_.facts.insert(head + "." + name);
      }
    }
  }

  std::optional<feel::Program> condition(Reader& reader, std::string_view key, const Version& version) {
    const ExpressionText text{reader.string(key, Need::Optional), reader.line(key)};
    if (text.text.empty()) return std::nullopt;
    note(text, &version);
    return compile_condition(text, scope_, sink_);
  }

  std::optional<feel::Program> facts_condition(Reader& reader, std::string_view key) {
    const ExpressionText text{reader.string(key, Need::Optional), reader.line(key)};
    if (text.text.empty()) return std::nullopt;
    note(text, nullptr);
    return compile_condition(text, fact_scope(vocabulary_), sink_);
  }

  PaperUse paper(const YamlNode& node, const Version& version) {
    Reader reader(node, sink_);
    PaperUse out;
    const auto code = reader.string("code");
    out.paper = library_.paper(pack_.id, code);
    if (out.paper == nullptr && !code.empty()) {
      sink_.add(reader.line("code"), "packs.no_such_paper", {{"code", code}});
    }
    out.copies = reader.whole("copies", 1, 100).value_or(1);
    out.waived_if = condition(reader, "waived_if", version);
    out.from = reader.day("from", Need::Optional);
    out.to = reader.day("to", Need::Optional);
    if (out.from && out.to && *out.to < *out.from) sink_.add(reader.line("to"), "packs.wrong_period");
    out.note = reader.text("note", Need::Optional);
    return out;
  }

  Fee fee(const YamlNode& node, const Version& version) {
    Reader reader(node, sink_);
    Fee out;
    out.item = reader.code("item");
    out.label = reader.text("label");
    out.cny = reader.number("cny", Need::Required).value_or(Decimal());
    if (out.cny.is_negative()) sink_.add(reader.line("cny"), "packs.bounds");
    out.when = condition(reader, "when", version);
    out.source = library_.source(reader);
    if (std::ranges::find(version.fees, out.item, &Fee::item) != version.fees.end()) {
      sink_.add(reader.line("item"), "packs.twice", {{"id", out.item}});
    }
    return out;
  }

  std::optional<std::string> day_fact(Reader& reader, std::string_view key) {
    auto id = reader.string(key, Need::Optional);
    if (id.empty()) return std::nullopt;
    const auto* const fact = vocabulary_.find(id);
    if (fact == nullptr || fact->type != FactType::Date) {
      sink_.add(reader.line(key), "packs.no_such_day_fact", {{"id", id}});
    }
    named_.facts.insert(id);
    return id;
  }

  LegalLimit legal(const YamlNode& node) const {
    Reader reader(node, sink_);
    return {reader.whole("limit", 0, kLongestLimit, Need::Required).value_or(0),
            reader.word("unit", kUnits).value_or(Unit::Days), library_.source(reader)};
  }

  ClockRule clock(const YamlNode& node, const Version& version) {
    Reader reader(node, sink_);
    ClockRule out;
    out.id = reader.identifier("id");
    if (std::ranges::find(version.clocks, out.id, &ClockRule::id) != version.clocks.end()) {
      sink_.add(reader.line("id"), "packs.twice", {{"id", out.id}});
    }
    out.label = reader.text("label");
    out.who = reader.word("who", kWho).value_or(Who::Agency);
    out.unit = reader.word("unit", kUnits).value_or(Unit::WorkingDays);
    out.limit = reader.whole("limit", 0, kLongestLimit, Need::Required).value_or(0);
    if (const auto* const law = reader.get("legal", Need::Optional)) out.legal = legal(*law);
    out.starts = reader.word("starts", kStarts, Need::Optional);
    out.day_fact = day_fact(reader, "day_fact");
    out.before = day_fact(reader, "before");
    if (reader.has("starts") == reader.has("before") || (out.day_fact && out.before)) {
      sink_.add(node.line, "packs.clock_start");
    }
    for (const auto* const pause : reader.scalars("pauses")) {
      if (std::ranges::find(kPauses, pause->scalar) == kPauses.end()) {
        sink_.add(pause->line, "packs.no_such_word",
                  {{"key", "pauses"}, {"words", "supplement, verification, interview"}});
      }
      out.pauses.push_back(pause->scalar);
    }
    out.compare = reader.flag("compare");
    out.when = condition(reader, "when", version);
    out.note = reader.text("note", Need::Optional);
    out.source = library_.source(reader);
    return out;
  }

  Validity validity(const YamlNode& node, const Version& version) {
    Reader reader(node, sink_);
    Validity out;
    out.label = reader.text("label");
    out.when = condition(reader, "when", version);
    out.years = reader.whole("years", 1, 100);
    out.months = reader.whole("months", 1, 1200);
    out.days = reader.whole("days", 1, 36500);
    if (int{reader.has("years")} + int{reader.has("months")} + int{reader.has("days")} > 1) {
      sink_.add(node.line, "packs.validity_units");
    }
    out.source = library_.source(reader);
    return out;
  }

  void advice(Reader& file, Version& out) const {
    if (const auto* const node = file.get("final", Need::Optional)) {
      Reader reader(*node, sink_);
      out.final = Final{reader.own_text(), library_.source(reader)};
    }
    for (const auto& item : file.list("remedies")) {
      Reader reader(item, sink_);
      out.remedies.push_back({reader.word("kind", kRemedies), reader.own_text(), library_.source(reader)});
      const auto& kind = out.remedies.back().kind;
      if (out.final && (kind == "reconsideration" || kind == "litigation")) {
        sink_.add(item.line, "packs.remedy_beside_final");
      }
    }
    for (const auto& item : file.list("doubts")) {
      Reader reader(item, sink_);
      out.doubts.push_back({reader.code("about"), reader.own_text()});
    }
    for (const auto& item : file.list("next_steps")) {
      Reader reader(item, sink_);
      out.next_steps.push_back({reader.word("who", kActors), reader.own_text()});
    }
  }

  const Library& library_;
  const Pack& pack_;
  const FaultSink& sink_;
  Named& named_;
  const Vocabulary& vocabulary_;
  feel::Scope scope_;
};

}  // namespace

VersionDraft load_version(const Library& library, const Pack& pack, const std::string& folder, Named& named) {
  const auto sink = library.sink(folder + "/policy.yaml");
  VersionDraft draft;
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return draft;
  draft.version = std::make_unique<Version>();
  draft.version->region = pack.id;
  draft.version->directory = folder;
  Reader reader(*tree, sink);
  VersionLoader(library, pack, sink, named).read(reader, draft);
  return draft;
}

}  // namespace gangway::policy
