// The names that a text may use at one place, and which of them stand at a position.
//
// Shape:  a stack of layers, innermost last; below them all the built-in functions. A name is a row of words
//         and symbols as the lexer cuts them, so "date and time" and "a-1" are names like others. The longest
//         match wins, the innermost among equals.
// Source: DMN 1.5 clause 10.3.1.2 (tokens, names and white space), 10.3.2.5 (filters see the item's members).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/ast.h"
#include "feel/lexer.h"

namespace gangway::feel {

[[nodiscard]] bool is_keyword(std::string_view word);

// Do the words stand at tokens[at…]?
[[nodiscard]] bool stands_at(std::span<const Token> tokens, std::size_t at,
                             std::span<const std::string> parts);

class Names {
 public:
  struct Match {
    std::size_t length = 0;  // in tokens
    std::size_t layer = 0;   // 0: a built-in function
    VariableId variable = 0;
    const Builtin* builtin = nullptr;
    const std::string* member = nullptr;  // a member of the filter item `variable`
    TypePtr type;
  };
  // A filter whose items may have members that nobody declared.
  struct OpenItem {
    std::size_t layer = 0;
    VariableId item = 0;
    TypePtr type;
  };

  VariableId add_variable() { return next_++; }
  void push() { layers_.emplace_back(); }
  // A filter's layer: `item`, and what is known of its members.
  void push_item(VariableId item, const TypePtr& type);
  void pop() { layers_.pop_back(); }
  // Into the innermost layer.
  void bind(std::string_view name, VariableId variable, TypePtr type);

  [[nodiscard]] std::optional<Match> longest(std::span<const Token> tokens, std::size_t at) const;
  // Innermost first, only those inside of `layer`.
  [[nodiscard]] std::vector<OpenItem> open_items(std::size_t layer) const;

 private:
  struct Name {
    std::vector<std::string> parts;
    VariableId variable = 0;
    TypePtr type;
    std::optional<std::string> member;
  };
  struct Layer {
    std::vector<Name> names;
    std::optional<OpenItem> open;
  };
  std::vector<Layer> layers_;
  VariableId next_ = 0;
};

}  // namespace gangway::feel
