// YAML as plain records: the strict subset that packs are written in.
//
// Shape:  parse_yaml() gives a tree of mappings, lists and scalars; every scalar stays text and every node
//         knows its line. The tree holds no YAML library types.
// Limits: one document of at most 1 MiB and 200,000 nodes, 24 levels deep, UTF-8 without control characters.
//         Anchors, aliases, tags, merge keys and keys that are not scalars or appear twice are refused, so a
//         file cannot expand into more than it holds.
// Errors: the first fault of syntax ends the reading; a tree is only given for a whole file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/result.h"

namespace gangway::policy {

struct YamlEntry;

struct YamlNode {
  enum class Kind { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  int line = 0;        // from 1
  bool plain = false;  // of a scalar: written without quotes
  std::string scalar;
  std::vector<YamlNode> items;     // of a List
  std::vector<YamlEntry> entries;  // of a Map, in the order of the file

  [[nodiscard]] const YamlNode* find(std::string_view key) const;  // nullptr: not a Map, or no such key
};

struct YamlEntry {
  std::string key;
  int line = 0;
  YamlNode value;
};

struct YamlFault {
  int line = 0;
  std::string key;  // of its text in texts/policy_packs.yaml
  Args args;
};

inline constexpr std::size_t kMaxYamlBytes = 1U << 20U;
inline constexpr std::size_t kMaxYamlNodes = 200'000;
inline constexpr std::size_t kMaxYamlDepth = 24;

[[nodiscard]] tl::expected<YamlNode, YamlFault> parse_yaml(std::string_view text);

}  // namespace gangway::policy
