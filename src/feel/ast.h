// The tree between parser and compiler: names are resolved to variables, every node has a type.
//
// Shape:  one node kind per construct of FEEL; what the fields hold is said at each kind.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feel/builtin.h"
#include "feel/machine.h"
#include "feel/ops.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::feel {

constexpr int kMaxNesting = 100;  // brackets, branches and signs inside each other
constexpr int kMaxHeight = 400;   // of a tree; a chain of operators is as high as it is long

// A variable of one text: the scope's come first and have their slot as number, then the local ones.
using VariableId = std::uint32_t;

enum class NodeKind : std::uint8_t {
  Constant,     // value
  Variable,     // variable
  BuiltinName,  // builtin, used as a value
  Member,       // name of children[0], an item of a filter; children[1], if any: what the name means if the
                // item has no such member
  Path,         // children[0] . name
  Negate,       // - children[0]
  Arithmetic,   // children[0] arithmetic children[1]
  Compare,      // children[0] comparison children[1]
  And,
  Or,
  Between,     // children[0] between children[1] and children[2]
  Not,         // of a unary test's result
  In,          // children[0] in any of children[1…], each an expression, Test or Condition; variable: `?`
  Test,        // `?` comparison children[0], as an operand of In
  Condition,   // children[0] speaks of `?` itself, as an operand of In
  If,          // children: condition, then, else
  For,         // iterators; children[0] is the body; variable: `partial`
  Some,        // iterators; children[0] is what must be satisfied
  Every,       //
  Filter,      // children[0] [ children[1] ], variable: `item`
  InstanceOf,  // children[0] instance of target
  Lambda,      // parameters, children[0] is the body
  External,    // parameters, children[0] is the context that describes the function
  Call,        // children[0] ( children[1…] ), by position; with names: by name
  List,        // children
  Context,     // names and children; variables[i] holds entry i for the entries after it
  Range,       // children: those bounds that there are; value ends in low_end, high_end, form
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct Iterator {
  VariableId variable = 0;
  NodePtr domain;
  NodePtr to;  // of `for i in domain..to`; else nullptr
};

struct Parameter {
  std::string name;
  VariableId variable = 0;
  TypePtr type;
};

struct Node {
  NodeKind kind = NodeKind::Constant;
  int height = 1;
  VariableId reach = 0;  // above every variable in it
  Span span;
  TypePtr type = Type::any();
  std::vector<NodePtr> children;

  Value value;
  std::string name;
  VariableId variable = 0;
  const Builtin* builtin = nullptr;
  Arithmetic arithmetic = Arithmetic::Add;
  Comparison comparison = Comparison::Equal;
  TypePtr target;
  std::vector<Iterator> iterators;
  std::vector<Parameter> parameters;
  std::vector<std::string> names;
  std::vector<VariableId> variables;
  bool has_low = false;
  bool has_high = false;
  Range::End low_end = Range::End::Closed;
  Range::End high_end = Range::End::Closed;
  Range::Form form = Range::Form::Interval;
};

}  // namespace gangway::feel
