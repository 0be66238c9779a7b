// The nodes of boxed expressions other than tables.
// Source: DMN 1.5 clauses 7.3 (boxed expressions), 10.3.2.13 ff. (their FEEL equivalents).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dmn/boxed.h"
#include "dmn/node.h"
#include "dmn/types.h"

namespace gangway::dmn {

class ContextNode final : public Node {
 public:
  struct Entry {
    std::string name;
    NodePtr value;
    ItemTypePtr type;
  };
  // `result`: what the whole gives; nullptr: the context of the entries.
  ContextNode(std::vector<Entry> entries, NodePtr result)
      : entries_(std::move(entries)), result_(std::move(result)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;
  [[nodiscard]] feel::TypePtr type() const override;

 private:
  std::vector<Entry> entries_;
  NodePtr result_;
};

// What an expression gives, fitted to the type that it declares.
class TypedNode final : public Node {
 public:
  TypedNode(NodePtr value, ItemTypePtr type, Where where)
      : value_(std::move(value)), type_(std::move(type)), where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override {
    return fit(value_->evaluate(frame), *type_, frame.machine, where_.element);
  }
  [[nodiscard]] feel::TypePtr type() const override { return type_->type; }
  [[nodiscard]] const Table* table() const override { return value_->table(); }

 private:
  NodePtr value_;
  ItemTypePtr type_;
  Where where_;
};

class ListNode final : public Node {
 public:
  explicit ListNode(std::vector<NodePtr> items) : items_(std::move(items)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;

 private:
  std::vector<NodePtr> items_;
};

class RelationNode final : public Node {
 public:
  struct Column {
    std::string name;
    ItemTypePtr type;
  };
  RelationNode(std::vector<Column> columns, std::vector<std::vector<NodePtr>> rows)
      : columns_(std::move(columns)), rows_(std::move(rows)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;
  [[nodiscard]] feel::TypePtr type() const override;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<NodePtr>> rows_;
};

class ConditionalNode final : public Node {
 public:
  ConditionalNode(NodePtr condition, NodePtr then_value, NodePtr else_value, Where where)
      : condition_(std::move(condition)),
        then_(std::move(then_value)),
        else_(std::move(else_value)),
        where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;

 private:
  NodePtr condition_;
  NodePtr then_;
  NodePtr else_;
  Where where_;
};

// In `match`, the item is the first of the slots pushed for it, and its fields follow.
class FilterNode final : public Node {
 public:
  FilterNode(NodePtr list, NodePtr match, std::vector<std::string> fields, Where where)
      : list_(std::move(list)),
        match_(std::move(match)),
        fields_(std::move(fields)),
        where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;
  [[nodiscard]] feel::TypePtr type() const override { return list_->type(); }

 private:
  NodePtr list_;
  NodePtr match_;
  std::vector<std::string> fields_;
  Where where_;
};

// For pushes two slots, the item and `partial`; some and every only the item.
class IterationNode final : public Node {
 public:
  IterationNode(IterationKind kind, NodePtr list, NodePtr body, bool needs_partial, Where where)
      : kind_(kind),
        list_(std::move(list)),
        body_(std::move(body)),
        needs_partial_(needs_partial),
        where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;

 private:
  [[nodiscard]] feel::Value all_results(Frame& frame, const feel::List& items) const;
  [[nodiscard]] feel::Value quantified(Frame& frame, const feel::List& items) const;

  IterationKind kind_;
  NodePtr list_;
  NodePtr body_;
  bool needs_partial_;
  Where where_;
};

class InvocationNode final : public Node {
 public:
  struct Argument {
    std::string name;
    NodePtr value;
  };
  InvocationNode(NodePtr function, std::vector<Argument> arguments, Where where)
      : function_(std::move(function)), arguments_(std::move(arguments)), where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;

 private:
  NodePtr function_;
  std::vector<Argument> arguments_;
  Where where_;
};

// Gives a function that remembers the slots it sees.
class FunctionNode final : public Node {
 public:
  struct Definition {
    std::vector<Parameter> parameters;
    std::vector<std::string> names;
    feel::TypePtr type;
    NodePtr body;
    std::size_t width = 0;            // slots it remembers
    bool is_recursive = false;        // the slot after them is the function itself
    std::vector<std::uint32_t> used;  // of the remembered slots, ascending
    Where where;
  };
  explicit FunctionNode(Definition definition)
      : definition_(std::make_shared<const Definition>(std::move(definition))) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;
  [[nodiscard]] feel::TypePtr type() const override { return definition_->type; }

 private:
  std::shared_ptr<const Definition> definition_;
};

// A function that was made when the model was loaded.
class ConstantNode final : public Node {
 public:
  ConstantNode(feel::Value value, feel::TypePtr type) : value_(std::move(value)), type_(std::move(type)) {}
  [[nodiscard]] feel::Value evaluate(Frame& /*frame*/) const override { return value_; }
  [[nodiscard]] feel::TypePtr type() const override { return type_; }

 private:
  feel::Value value_;
  feel::TypePtr type_;
};

// Calls a function with the last slots of the frame: the body of an external knowledge model.
class ForwardNode final : public Node {
 public:
  ForwardNode(std::shared_ptr<const feel::Function> function, std::size_t count)
      : function_(std::move(function)), count_(count) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override {
    return function_->call(frame.machine, std::span(frame.slots).last(count_));
  }

 private:
  std::shared_ptr<const feel::Function> function_;
  std::size_t count_;
};

// Pushes the arguments, each fitted to its parameter. False, with a diagnostic, when they do not suit.
[[nodiscard]] bool push_arguments(Frame& frame, const std::vector<Parameter>& parameters,
                                  std::span<const feel::Value> arguments, const Where& where);
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Parameter>& parameters);
[[nodiscard]] feel::TypePtr function_type(const std::vector<Parameter>& parameters, feel::TypePtr result);
// Calls `function` by parameter names; a parameter without an argument is null.
[[nodiscard]] feel::Value call_by_name(const feel::Function& function, feel::Machine& machine,
                                       std::span<const std::pair<std::string, feel::Value>> arguments,
                                       const Where& where);

}  // namespace gangway::dmn
