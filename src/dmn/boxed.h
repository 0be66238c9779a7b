// Boxed expressions of a model to nodes.
//
// Shape:  one Compiler per element; declare what the element requires, in slot order, then compile. A text
//         that does not compile is reported (D1301) and its node gives null.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dmn/definitions.h"
#include "dmn/node.h"
#include "dmn/table.h"
#include "dmn/types.h"
#include "feel/program.h"

namespace gangway::dmn {

struct Parameter {
  std::string name;
  ItemTypePtr type;
};

class Compiler {
 public:
  Compiler(const TypeTable& types, feel::Diagnostics& diagnostics);

  // The next slot's variable. It hides an earlier one of the same name.
  void declare(const std::string& name, feel::TypePtr type);
  [[nodiscard]] std::size_t width() const { return scope_.variables.size(); }

  [[nodiscard]] NodePtr compile(const ExpressionPtr& expression);
  // The body of a function whose parameters follow what is declared: for knowledge models.
  [[nodiscard]] NodePtr compile_body(const FunctionBox& function, const Where& where);
  [[nodiscard]] std::vector<Parameter> parameters(const FunctionBox& function);
  [[nodiscard]] ItemTypePtr type(std::string_view type_ref, const Where& where);
  // Some text or type did not compile.
  [[nodiscard]] bool faulty() const { return faulty_; }

 private:
  struct Hidden {  // a variable that a later one of the same name hides
    std::size_t slot;
    std::string name;
  };
  class Block;  // pops the variables that were declared during its lifetime

  NodePtr compile(const Expression& expression);
  NodePtr literal(const LiteralText& text, const Where& where);
  NodePtr table(const TableBox& box, const Where& where);
  [[nodiscard]] std::optional<std::uint32_t> plain_slot(const std::string& text) const;
  Cell cell(const std::string& text, const feel::TypePtr& type, const Where& where);
  std::optional<feel::Program> tests(const std::string& text, const feel::TypePtr& type, const Where& where);
  std::vector<feel::Value> listed(const std::string& text, const Where& where);
  NodePtr context(const ContextBox& box);
  NodePtr invocation(const InvocationBox& box, const Where& where);
  NodePtr function(const FunctionBox& box, const Where& where, bool is_recursive);
  NodePtr list(const ListBox& box);
  NodePtr relation(const RelationBox& box);
  NodePtr conditional(const ConditionalBox& box, const Where& where);
  NodePtr filter(const FilterBox& box, const Where& where);
  NodePtr iteration(const IterationBox& box, const Where& where);
  // The external Java function that a context of class and method signature describes; nullptr: not known.
  std::shared_ptr<const feel::Function> external(const FunctionBox& function);
  void uses(const feel::Program& program);
  void fault(std::string number, const Where& where, Args args = {});

  const TypeTable& types_;
  feel::Diagnostics& diagnostics_;
  feel::Scope scope_;
  std::vector<Hidden> hidden_;
  std::set<std::uint32_t> used_;  // slots that the texts compiled so far name
  bool faulty_ = false;
};

}  // namespace gangway::dmn
