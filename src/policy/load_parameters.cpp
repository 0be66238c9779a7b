// parameters/<id>.yaml: figures that change with time, with the reason where there is none.
#include <algorithm>

#include "policy/frame.h"
#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr Words<FactType, 4> kTypes{{{"number", FactType::Number},
                                     {"boolean", FactType::Boolean},
                                     {"string", FactType::String},
                                     {"date", FactType::Date}}};
constexpr std::array<std::string_view, 1> kBy{"year"};
constexpr Words<bool, 2> kWhy{{{"not-published", false}, {"not-found", true}}};
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

feel::Value value_of(FactType type, const YamlNode& node, const FaultSink& sink) {
  switch (type) {
    case FactType::Number:
      if (const auto number =
              node.kind == YamlNode::Kind::Scalar ? Decimal::parse(node.scalar) : std::nullopt) {
        return feel::Value(*number);
      }
      sink.add(node.line, "packs.not_a_number", {{"key", "value"}});
      return {};
    case FactType::Boolean:
      if (node.scalar == "true" || node.scalar == "false") return feel::Value(node.scalar == "true");
      sink.add(node.line, "packs.no_such_word", {{"key", "value"}, {"words", "true, false"}});
      return {};
    case FactType::Date:
      if (const auto day = read_day(node, sink)) return date_value(*day);
      return {};
    default:
      return feel::Value::string(read_scalar(node, sink));
  }
}

class ParameterLoader {
 public:
  ParameterLoader(const Library& library, const FaultSink& sink) : library_(library), sink_(sink) {}

  Parameter read(const YamlNode& tree) {
    Reader reader(tree, sink_);
    Parameter out;
    out.id = reader.identifier("id");
    out.label = reader.text("label");
    out.type = reader.word("type", kTypes, Need::Optional).value_or(FactType::Number);
    out.unit = reader.text("unit", Need::Optional);
    out.by_year = !reader.word("by", kBy, Need::Optional).empty();
    out.column = reader.identifier("column", out.by_year ? Need::Required : Need::Optional);
    if (out.column == "year") sink_.add(reader.line("column"), "packs.twice", {{"id", out.column}});
    out.series = reader.text("series", Need::Optional);
    out.unverified = reader.flag("unverified");
    out.note = reader.text("note", Need::Optional);
    for (const auto& item : reader.list("values")) out.values.push_back(value(item, out));
    for (const auto& item : reader.list("not_published")) out.not_published.push_back(gap(item, out));
    return out;
  }

 private:
  ParameterValue value(const YamlNode& node, const Parameter& parameter) const {
    Reader reader(node, sink_);
    ParameterValue out;
    if (parameter.by_year) {
      out.year = reader.whole("year", kFirstYear, kLastYear, Need::Required);
    } else {
      out.from = reader.day("from");
      out.to = reader.day("to", Need::Optional);
      if (out.from && out.to && *out.to < *out.from) sink_.add(reader.line("to"), "packs.wrong_period");
    }
    ascends(reader, parameter, out);
    const auto* const given = reader.get(parameter.by_year ? parameter.column : "value", Need::Required);
    if (given != nullptr) out.value = value_of(parameter.type, *given, sink_);
    out.source = library_.source(reader);
    out.unverified = reader.flag("unverified");
    out.note = reader.text("note", Need::Optional);
    return out;
  }

  void ascends(const Reader& reader, const Parameter& parameter, const ParameterValue& next) const {
    if (parameter.values.empty()) return;
    const auto& last = parameter.values.back();
    if (next.year && last.year && *next.year == *last.year) {
      sink_.add(reader.line(), "packs.year_twice", {{"year", std::to_string(*next.year)}});
    } else if ((next.year && last.year && *next.year < *last.year) ||
               (next.from && last.from && *next.from <= *last.from)) {
      sink_.add(reader.line(), "packs.not_ascending");
    } else if (next.from && last.to && *next.from <= *last.to) {
      sink_.add(reader.line(), "packs.values_overlap");
    }
  }

  NotPublished gap(const YamlNode& node, const Parameter& parameter) const {
    Reader reader(node, sink_);
    NotPublished out;
    if (parameter.by_year) {
      out.from_year = reader.whole("from", kFirstYear, kLastYear);
      out.to_year = reader.whole("to", kFirstYear, kLastYear);
    } else {
      out.from = reader.day("from", Need::Optional);
      out.to = reader.day("to", Need::Optional);
    }
    if ((out.from && out.to && *out.to < *out.from) ||
        (out.from_year && out.to_year && *out.to_year < *out.from_year)) {
      sink_.add(reader.line(), "packs.wrong_period");
    }
    out.searched = reader.word("why", kWhy, Need::Optional).value_or(false);
    out.note = reader.text("note");
    out.source = library_.source_if(reader);
    return out;
  }

  const Library& library_;
  const FaultSink& sink_;
};

}  // namespace

void load_parameters(const Library& library, Pack& pack) {
  constexpr std::string_view kEnding = ".yaml";
  const auto folder = pack.id + "/parameters";
  for (const auto& file : library.members(folder)) {
    const auto sink = library.sink(folder + "/" + file);
    if (!file.ends_with(kEnding)) {
      sink.add(0, "packs.unexpected_file");
      continue;
    }
    const auto tree = read_yaml(library.path(sink.file()), sink);
    if (!tree) continue;
    auto parameter = ParameterLoader(library, sink).read(*tree);
    const auto id = file.substr(0, file.size() - kEnding.size());
    if (parameter.id != id) sink.add(1, "packs.other_file_name", {{"id", parameter.id}});
    parameter.id = id;
    parameter.region = pack.id;
    pack.parameters.emplace(id, std::move(parameter));
  }
}

}  // namespace gangway::policy
