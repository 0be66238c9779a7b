#include "policy/tests_file.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "policy/reader.h"

namespace gangway::policy {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> kStatuses{"eligible", "ineligible", "undetermined", "not_known"};

// A value as written, before its fact's type is known to fit.
struct Given {
  json::value value;
  int line = 0;
};

// A case as written, its `like` laid under it.
struct Draft {
  TestCase test;
  bool has_day = false;
  std::map<std::string, Given, std::less<>> facts;  // by fact id or cell path
};

// Scalars are text until the fact's type says otherwise.
json::value json_of(const YamlNode& node, bool boolean) {
  switch (node.kind) {
    case YamlNode::Kind::Null:
      return nullptr;
    case YamlNode::Kind::Scalar:
      if (boolean && node.plain && (node.scalar == "true" || node.scalar == "false")) {
        return node.scalar == "true";
      }
      return json::value(node.scalar);
    case YamlNode::Kind::List: {
      json::array out;
      for (const auto& item : node.items) out.push_back(json_of(item, boolean));
      return out;
    }
    case YamlNode::Kind::Map:
      break;
  }
  return json::object{};
}

class TestsLoader {
 public:
  TestsLoader(const RuleBook& book, const Version& version, const FaultSink& sink)
      : book_(book), version_(version), sink_(sink) {}

  std::vector<TestCase> read(const YamlNode& tree) {
    if (tree.kind != YamlNode::Kind::List || tree.items.empty()) sink_.add(tree.line, "packs.no_tests");
    for (const auto& item : tree.items) read_case(item);
    std::vector<TestCase> out;
    for (auto& draft : drafts_) {
      if (finish(draft)) out.push_back(std::move(draft.test));
    }
    return out;
  }

 private:
  void read_case(const YamlNode& node) {
    Reader reader(node, sink_);
    Draft draft = start(reader);
    draft.test.name = reader.string("name");
    draft.test.line = node.line;
    if (find(draft.test.name) != nullptr) sink_.add(node.line, "packs.twice", {{"id", draft.test.name}});
    if (const auto day = reader.day("as_of", draft.has_day ? Need::Optional : Need::Required)) {
      draft.test.as_of = *day;
      draft.has_day = true;
    }
    if (const auto region = reader.string("region", Need::Optional); !region.empty()) {
      draft.test.region = region;
    }
    if (book_.find_region(draft.test.region) == nullptr) {
      sink_.add(node.line, "packs.no_such_region", {{"region", draft.test.region}});
      draft.has_day = false;  // not run
    }
    for (const auto& entry : reader.map("facts")) put(entry, draft);
    for (const auto* const path : reader.scalars("unknown")) take_away(*path, draft);
    expect(reader, draft.test.expect);
    drafts_.push_back(std::move(draft));
  }

  // What the case takes over, or an empty case in the default region.
  Draft start(Reader& reader) {
    Draft draft;
    draft.test.region = version_.regions.front();
    const auto like = reader.string("like", Need::Optional);
    if (like.empty()) return draft;
    const auto* const earlier = find(like);
    if (earlier == nullptr) {
      sink_.add(reader.line("like"), "packs.no_such_case", {{"case", like}});
      return draft;
    }
    draft = *earlier;
    draft.test.expect = {};
    return draft;
  }

  [[nodiscard]] const Draft* find(const std::string& name) const {
    const auto at = std::ranges::find_if(drafts_, [&](const Draft& d) { return d.test.name == name; });
    return at == drafts_.end() ? nullptr : &*at;
  }

  [[nodiscard]] std::optional<FactPath> path_of(const Draft& draft, std::string_view path) const {
    if (book_.find_region(draft.test.region) == nullptr) return std::nullopt;
    return parse_path(book_.vocabulary(draft.test.region), path);
  }

  void put(const YamlEntry& entry, Draft& draft) const {
    if (entry.value.kind == YamlNode::Kind::Map) {  // a whole table: year, then column
      for (const auto& year : entry.value.entries) {
        for (const auto& cell : year.value.entries) {
          put_one(entry.key + "." + year.key + "." + cell.key, cell, draft);
        }
      }
      return;
    }
    put_one(entry.key, entry, draft);
  }

  void put_one(const std::string& path, const YamlEntry& entry, Draft& draft) const {
    const auto found = path_of(draft, path);
    const bool boolean = found && found->type() == FactType::Boolean;
    draft.facts.insert_or_assign(path, Given{json_of(entry.value, boolean), entry.line});
  }

  void take_away(const YamlNode& path, Draft& draft) const {
    if (!path_of(draft, path.scalar)) sink_.add(path.line, "packs.no_such_fact", {{"id", path.scalar}});
    const auto prefix = path.scalar + ".";
    std::erase_if(draft.facts, [&](const auto& given) {
      return given.first == path.scalar || given.first.starts_with(prefix);
    });
  }

  // Turns the values into facts; false: the case cannot be run.
  bool finish(Draft& draft) const {
    if (!draft.has_day) return false;
    json::object object;
    for (const auto& [path, given] : draft.facts) object[path] = given.value;
    std::vector<Error> errors;
    draft.test.facts = Facts::read(object, book_.vocabulary(draft.test.region), errors);
    for (const auto& error : errors) {
      const auto path = error.field.empty() ? std::string{} : error.field.substr(1);
      const auto at = draft.facts.find(path);
      const int line = at == draft.facts.end() ? draft.test.line : at->second.line;
      sink_.add(line, "packs.test_fact", {{"path", path}});
      sink_.add(line, error.key, error.args);
    }
    return errors.empty();
  }

  void expect(Reader& reader, Expectation& out) const {
    const auto* const node = reader.get("expect", Need::Required);
    if (node == nullptr) return;
    if (node->kind == YamlNode::Kind::Scalar) {
      YamlNode whole{YamlNode::Kind::Map, node->line, true, {}, {}, {}};
      whole.entries.push_back({"status", node->line, *node});
      Reader status(whole, sink_);
      out.status = status.word("status", kStatuses);
      return;
    }
    Reader expected(*node, sink_);
    out.status = expected.word("status", kStatuses);
    out.failing = ids(expected, "failing");
    out.missing = ids(expected, "missing");
    out.not_known = ids(expected, "not_known");
    if (expected.has("unverified")) out.unverified = expected.flag("unverified");
    out.papers_waived = ids(expected, "papers_waived");
    out.papers = ids(expected, "papers");
    for (const auto& entry : expected.map("results")) {
      const bool none = entry.value.kind == YamlNode::Kind::Null;
      out.results[entry.key] = none ? std::nullopt : std::optional(read_scalar(entry.value, sink_));
    }
    fees(expected, out);
    for (const auto& entry : expected.map("clocks")) {
      const bool none = entry.value.kind == YamlNode::Kind::Null;
      out.clocks[entry.key] = none ? std::nullopt : read_day(entry.value, sink_);
    }
    check_names(expected, out);
  }

  void fees(Reader& expected, Expectation& out) const {
    for (const auto& entry : expected.map("fees")) {
      const auto& node = entry.value;
      const bool word = node.scalar == "true" || node.scalar == "false";
      if (node.kind != YamlNode::Kind::Null && !word) {
        sink_.add(node.line, "packs.no_such_word", {{"key", "fees"}, {"words", "true, false, null"}});
      }
      out.fees[entry.key] = word ? std::optional(node.scalar == "true") : std::nullopt;
    }
  }

  // A misspelt name in an expectation would otherwise agree with "not there".
  void check_names(Reader& expected, const Expectation& out) const {
    const auto refuse = [&](std::string_view key, const std::string& id) {
      sink_.add(expected.line(key), "packs.no_such_name", {{"key", std::string(key)}, {"id", id}});
    };
    for (const auto& [id, unused] : out.results) {
      if (std::ranges::find(version_.results, id, &ResultDecision::id) == version_.results.end()) {
        refuse("results", id);
      }
    }
    for (const auto& [id, unused] : out.fees) {
      if (std::ranges::find(version_.fees, id, &Fee::item) == version_.fees.end()) refuse("fees", id);
    }
    for (const auto& [id, unused] : out.clocks) {
      if (std::ranges::find(version_.clocks, id, &ClockRule::id) == version_.clocks.end())
        refuse("clocks", id);
    }
  }

  static std::optional<Ids> ids(Reader& reader, std::string_view key) {
    const bool given = reader.has(key);
    Ids out;
    for (const auto* const node : reader.scalars(key)) out.insert(node->scalar);
    return given ? std::optional(std::move(out)) : std::nullopt;
  }

  const RuleBook& book_;
  const Version& version_;
  const FaultSink& sink_;
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<TestCase> load_tests(const RuleBook& book, const Version& version, const std::string& directory,
                                 std::vector<Fault>& faults) {
  const FaultSink sink(version.directory + "/tests.yaml", faults);
  const auto tree = read_yaml(directory + "/" + sink.file(), sink);
  return tree ? TestsLoader(book, version, sink).read(*tree) : std::vector<TestCase>{};
}

}  // namespace gangway::policy
