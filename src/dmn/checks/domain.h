// What values a variable, or a member of it, may have: its type and the constraints of its item definition,
// turned into the axis of a table's column or of a condition.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dmn/checks/partition.h"
#include "dmn/checks/site.h"
#include "feel/ast.h"

namespace gangway::dmn {

// A variable of the scope, or a member of it: "person.age" is {"person", {"age"}}.
struct Leaf {
  std::size_t slot = 0;
  std::vector<std::string> path;
  std::string text;  // as FEEL writes it
  friend bool operator==(const Leaf& a, const Leaf& b) { return a.slot == b.slot && a.path == b.path; }
};

// The leaf that the node is; nullopt: it is something else.
[[nodiscard]] std::optional<Leaf> leaf_of(const feel::Node& node, const ScopeStack& scope);
// All leaves in the tree, each once.
[[nodiscard]] std::vector<Leaf> leaves_of(const feel::Node& node, const ScopeStack& scope);

struct Domain {
  feel::Type::Tag tag = feel::Type::Tag::Any;
  bool whole = false;
  std::vector<feel::Value> bounds;                 // at which the constraints cut
  std::function<bool(const feel::Value&)> allows;  // empty: all
  bool exact =
      true;  // false: a constraint is no simple test, so that a class of values may be partly allowed
};

[[nodiscard]] Domain domain_of(const Leaf& leaf, const feel::TypePtr& type, const ScopeStack& scope);
// Adds a constraint in unary tests, such as a column's own list of values.
void constrain(Domain& domain, const feel::Program& tests);
// Whole numbers only, whatever the variables are: floor(x), count(x), date.year.
[[nodiscard]] bool is_whole(const feel::Node& node, const ScopeStack& scope);

[[nodiscard]] bool is_scalar(feel::Type::Tag tag);  // those that an axis can have
// The one kind that all of the values have; Any: there is none.
[[nodiscard]] feel::Type::Tag common_tag(const std::vector<feel::Value>& values);
// Puts `value` at the leaf's place in its variable.
void assign(const Leaf& leaf, const feel::Value& value, std::vector<feel::Value>& slots);

// The value of a text without variables; nullopt: it names some, or is none.
[[nodiscard]] std::optional<feel::Value> constant_of(const std::string& text, const feel::Scope& scope);

}  // namespace gangway::dmn
