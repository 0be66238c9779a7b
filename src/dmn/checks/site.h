// Where the checks are in a model, and how they say what they found.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dmn/check.h"
#include "dmn/definitions.h"
#include "dmn/types.h"
#include "dmn/xml.h"
#include "feel/program.h"

namespace gangway::dmn {

// A part of an element that holds a FEEL text, or the element itself.
enum class Part : std::uint8_t {
  Element,
  Text,             // <text> of a literal expression
  InputExpression,  // of a column
  InputValues,
  OutputValues,
  DefaultOutput,
  InputEntry,  // of a rule
  OutputEntry,
  AllowedValues,  // of an item definition
  TypeConstraint,
};

struct Site {
  Where where;
  std::string path;
  Part part = Part::Element;
  std::size_t index = 0;   // of the entry, from 0
  std::size_t rule = 0;    // from 1; 0: none
  std::size_t column = 0;  // an input column from 1, for parts of columns

  [[nodiscard]] Site at(Part other, std::size_t entry = 0) const {
    auto out = *this;
    out.part = other;
    out.index = entry;
    return out;
  }
};

// Gathers findings and finds their lines and columns.
class Findings {
 public:
  Findings(std::string_view text, const Xml& xml);

  Finding& add(std::string_view number, const Site& site, Args args = {},
               std::optional<feel::Span> span = std::nullopt);
  // A fault of the loader, which names element and line itself.
  Finding& add_fault(const feel::Diagnostic& diagnostic);
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  // By position; equal ones once.
  [[nodiscard]] std::vector<Finding> take();

 private:
  [[nodiscard]] pugi::xml_node node_at(std::uint32_t offset) const;
  void locate(const Site& site, Place& place) const;
  [[nodiscard]] std::size_t source_offset(pugi::xml_node text, std::uint32_t begin) const;
  void set_position(Place& place, std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> lines_;
  std::vector<std::pair<std::uint32_t, pugi::xml_node>> nodes_;  // by offset
  std::vector<Finding> all_;
};

// A variable that a text may name.
struct ScopeVariable {
  enum class Kind : std::uint8_t { Input, Decision, Function, Import, Local };
  std::string name;
  feel::TypePtr type = feel::Type::any();
  ItemTypePtr item;  // its declared type with constraints; nullptr: none
  Kind kind = Kind::Local;
  std::vector<feel::Value> possible;  // all that a decision can give; empty: not known
  feel::Value function;               // of a Function: itself
  bool whole = false;                 // a decision that computes whole numbers only
};

// The variables in slot order; a later one hides an earlier one of the same name.
class ScopeStack {
 public:
  explicit ScopeStack(const std::vector<feel::NamedType>& types) { scope_.types = types; }

  void push(ScopeVariable variable);
  void pop_to(std::size_t size);
  [[nodiscard]] std::size_t size() const { return variables_.size(); }
  [[nodiscard]] const ScopeVariable& operator[](std::size_t i) const { return variables_[i]; }
  [[nodiscard]] const ScopeVariable* find(std::string_view name) const;  // the innermost
  [[nodiscard]] const feel::Scope& scope() const { return scope_; }

  // Requirements that some text names.
  void use(std::size_t slot) { used_[slot] = true; }
  [[nodiscard]] bool is_used(std::size_t slot) const { return used_[slot]; }

 private:
  std::vector<ScopeVariable> variables_;
  std::vector<bool> used_;
  feel::Scope scope_;
};

}  // namespace gangway::dmn
