#include "policy/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "base/utf8.h"

namespace gangway::policy {
namespace {

int line_of(const YAML::Mark& mark) { return mark.is_null() ? 0 : mark.line + 1; }

// Leaves the parser at the first fault.
struct Stop {
  YamlFault fault;
};

[[noreturn]] void stop(int line, std::string key, Args args = {}) {
  throw Stop{{line, std::move(key), std::move(args)}};
}

// Builds the tree from the parser's events, so that an alias is refused before anything is expanded.
class Builder : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    leaf(mark, {YamlNode::Kind::Null, line_of(mark), true, {}, {}, {}});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    stop(line_of(mark), "packs.yaml_anchor");
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& /*name*/) override {
    stop(line_of(mark), "packs.yaml_anchor");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    leaf(mark, {YamlNode::Kind::Scalar, line_of(mark), tag == "?", value, {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlNode::Kind::List);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor, YamlNode::Kind::Map);
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return root_ ? *std::move(root_) : YamlNode{}; }

 private:
  // A mapping or list that is still being read, and the key that waits for its value.
  struct Frame {
    YamlNode node;
    std::optional<YamlEntry> waiting;
  };

  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) stop(line_of(mark), "packs.yaml_anchor");
  }
  // "?" and "!" are what the parser says of plain and of quoted nodes without a tag.
  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") stop(line_of(mark), "packs.yaml_tag");
  }

  void count(const YAML::Mark& mark) {
    if (++nodes_ > kMaxYamlNodes) {
      stop(line_of(mark), "packs.yaml_too_many", {{"nodes", std::to_string(kMaxYamlNodes)}});
    }
  }

  [[nodiscard]] bool wants_key() const {
    return !stack_.empty() && stack_.back().node.kind == YamlNode::Kind::Map && !stack_.back().waiting;
  }

  void leaf(const YAML::Mark& mark, YamlNode node) {
    count(mark);
    if (!wants_key()) {
      put(std::move(node));
      return;
    }
    if (node.kind != YamlNode::Kind::Scalar || node.scalar == "<<") {
      stop(node.line, "packs.yaml_key");
    }
    auto& frame = stack_.back();
    if (frame.node.find(node.scalar) != nullptr) {
      stop(node.line, "packs.yaml_key_twice", {{"key", node.scalar.substr(0, 80)}});
    }
    frame.waiting = YamlEntry{std::move(node.scalar), node.line, {}};
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    count(mark);
    if (wants_key()) stop(line_of(mark), "packs.yaml_key");
    if (stack_.size() >= kMaxYamlDepth) {
      stop(line_of(mark), "packs.yaml_too_deep", {{"levels", std::to_string(kMaxYamlDepth)}});
    }
    stack_.push_back({{kind, line_of(mark), true, {}, {}, {}}, {}});
  }

  void close() {
    auto node = std::move(stack_.back().node);
    stack_.pop_back();
    put(std::move(node));
  }

  void put(YamlNode node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& frame = stack_.back();
    if (frame.node.kind == YamlNode::Kind::List) {
      frame.node.items.push_back(std::move(node));
    } else {
      frame.waiting->value = std::move(node);
      frame.node.entries.push_back(*std::move(frame.waiting));
      frame.waiting.reset();
    }
  }

  std::vector<Frame> stack_;
  std::optional<YamlNode> root_;
  std::size_t nodes_ = 0;
};

// The line of the first byte that is no text, or 0. The YAML library would replace it in silence.
int first_bad_line(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const auto bytes = utf8::sequence_length(text);
    const char c = text.front();
    const bool control = bytes == 1 && (c < ' ' || c == '\x7F') && c != '\n' && c != '\r' && c != '\t';
    if (bytes == 0 || control) return line;
    if (c == '\n') ++line;
    text.remove_prefix(bytes);
  }
  return 0;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto at = std::ranges::find(entries, key, [](const YamlEntry& e) { return std::string_view(e.key); });
  return at == entries.end() ? nullptr : &at->value;
}

tl::expected<YamlNode, YamlFault> parse_yaml(std::string_view text) {
  if (text.size() > kMaxYamlBytes) {
    return tl::unexpected(YamlFault{0, "packs.file_too_large", {{"bytes", std::to_string(kMaxYamlBytes)}}});
  }
  if (const int line = first_bad_line(text); line != 0) {
    return tl::unexpected(YamlFault{line, "packs.not_utf8", {}});
  }
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder;
    parser.HandleNextDocument(builder);
    auto root = builder.take();
    Builder rest;
    if (parser.HandleNextDocument(rest)) return tl::unexpected(YamlFault{0, "packs.yaml_documents", {}});
    return root;
  } catch (const Stop& stopped) {
    return tl::unexpected(stopped.fault);
  } catch (const YAML::Exception& error) {
    return tl::unexpected(YamlFault{line_of(error.mark), "packs.yaml_syntax", {{"detail", error.msg}}});
  }
}

}  // namespace gangway::policy
