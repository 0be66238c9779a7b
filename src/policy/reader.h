// Typed reading of pack files: every fault with its file and line, all of them at once.
//
// Shape:  a Reader stands on one mapping. It remembers the keys that were asked for and, when it goes,
//         refuses the others. A value that is wrong is a fault and reads as its default, so that the rest is
//         still checked.
// Errors: faults go into the FaultSink; reading never fails otherwise.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/decimal.h"
#include "policy/pack.h"
#include "policy/yaml.h"

namespace gangway::policy {

// The faults of one file.
class FaultSink {
 public:
  FaultSink(std::string file, std::vector<Fault>& faults) : file_(std::move(file)), faults_(&faults) {}
  void add(int line, std::string key, Args args = {}) const;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Fault>* faults_;
};

enum class Need { Required, Optional };

template <class T, std::size_t n>
using Words = std::array<std::pair<std::string_view, T>, n>;

class Reader {
 public:
  // REQUIRES: node and sink outlive it. A node that is no mapping is a fault and reads as an empty one.
  Reader(const YamlNode& node, const FaultSink& sink);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] int line() const { return node_->line; }
  [[nodiscard]] int line(std::string_view key) const;  // of its value, else of the mapping
  [[nodiscard]] const FaultSink& sink() const { return *sink_; }

  // nullptr: absent (a fault if required).
  const YamlNode* get(std::string_view key, Need need);
  [[nodiscard]] bool has(std::string_view key) const { return node_->find(key) != nullptr; }

  std::string string(std::string_view key, Need need = Need::Required);
  std::string code(std::string_view key, Need need = Need::Required);        // [a-z0-9][a-z0-9-]*
  std::string identifier(std::string_view key, Need need = Need::Required);  // [a-z][a-z0-9_]*
  Bilingual text(std::string_view key, Need need = Need::Required);
  Bilingual own_text();  // the mapping's own zh and en
  std::optional<Day> day(std::string_view key, Need need = Need::Required);
  std::optional<Decimal> number(std::string_view key, Need need = Need::Optional);
  std::optional<int> whole(std::string_view key, int min, int max, Need need = Need::Optional);
  bool flag(std::string_view key, bool absent = false);
  // The scalars of a list; absent: empty.
  std::vector<const YamlNode*> scalars(std::string_view key, Need need = Need::Optional);
  // The members of a list or of a mapping; absent: empty.
  const std::vector<YamlNode>& list(std::string_view key, Need need = Need::Optional);
  const std::vector<YamlEntry>& map(std::string_view key, Need need = Need::Optional);

  template <class T, std::size_t n>
  std::optional<T> word(std::string_view key, const Words<T, n>& words, Need need = Need::Required) {
    const auto* const node = get(key, need);
    if (node == nullptr) return std::nullopt;
    std::string known;
    for (const auto& [name, value] : words) {
      if (node->kind == YamlNode::Kind::Scalar && node->scalar == name) return value;
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    sink_->add(node->line, "packs.no_such_word", {{"key", std::string(key)}, {"words", known}});
    return std::nullopt;
  }
  // The same where the words themselves are kept.
  template <std::size_t n>
  std::string word(std::string_view key, const std::array<std::string_view, n>& words,
                   Need need = Need::Required) {
    Words<std::string_view, n> pairs{};
    for (std::size_t i = 0; i < n; ++i) pairs[i] = {words[i], words[i]};
    return std::string(word(key, pairs, need).value_or(std::string_view{}));
  }

 private:
  const YamlNode* node_;
  const FaultSink* sink_;
  std::vector<std::string> known_;
};

[[nodiscard]] bool is_code(std::string_view text);
[[nodiscard]] bool is_identifier(std::string_view text);
[[nodiscard]] bool is_region_id(std::string_view text);

// A scalar's text; a fault and "" when it is none.
[[nodiscard]] std::string read_scalar(const YamlNode& node, const FaultSink& sink);
[[nodiscard]] std::optional<Day> read_day(const YamlNode& node, const FaultSink& sink);
[[nodiscard]] Bilingual read_text(const YamlNode& node, const FaultSink& sink);
// {code, zh, en} or {value, zh, en}.
[[nodiscard]] std::vector<Option> read_options(const std::vector<YamlNode>& items, std::string_view key,
                                               const FaultSink& sink);

// The numbers that a text names, ascending: thousands separators dropped, placeholders left out, and an
// English month beside a number as its number, so that both languages can be compared.
[[nodiscard]] std::vector<std::string> numbers_in(std::string_view text);

// The tree of a file; nullopt: unreadable, which is a fault.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path, const FaultSink& sink);
[[nodiscard]] std::optional<YamlNode> read_yaml(const std::string& path, const FaultSink& sink);

}  // namespace gangway::policy
