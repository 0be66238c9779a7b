// Business knowledge models and decision services as FEEL functions. They are made when the model is loaded,
// hold no values, and are shared by all evaluations.
//
// Errors: an argument that is not of its parameter's type, or a wrong number of them: null with a diagnostic.
// Source: DMN 1.5 clauses 7.3.7 (function definitions), 10.4 (decision services).
#pragma once

#include <string>
#include <vector>

#include "dmn/parts.h"

namespace gangway::dmn {

class KnowledgeFunction final : public feel::Function {
 public:
  // REQUIRES: `parts` outlives it.
  KnowledgeFunction(const Model::Parts& parts, Where where, std::vector<Parameter> parameters,
                    ItemTypePtr result);

  // Before the first call. Where no result type is declared, it is what the body gives.
  void define(std::vector<Slot> slots, NodePtr body);

  [[nodiscard]] std::span<const std::string> parameters() const override { return names_; }
  [[nodiscard]] const feel::Type* type() const override { return type_.get(); }
  [[nodiscard]] const feel::TypePtr& shared_type() const { return type_; }
  [[nodiscard]] const std::vector<Parameter>& formal() const { return parameters_; }
  [[nodiscard]] feel::Value call(feel::Machine& machine,
                                 std::span<const feel::Value> arguments) const override;

 private:
  const Model::Parts& parts_;
  Where where_;
  std::vector<Parameter> parameters_;
  std::vector<std::string> names_;
  ItemTypePtr result_;
  feel::TypePtr type_;
  std::vector<Slot> slots_;  // functions, and groups of them
  NodePtr body_;
};

class ServiceFunction final : public feel::Function {
 public:
  struct Input {
    Slot::Kind kind = Slot::Kind::Input;  // or Decision
    ElementIndex index = 0;
    Parameter parameter;
  };
  struct Output {
    ElementIndex decision = 0;
    std::string name;
    feel::TypePtr type;
  };
  // REQUIRES: `parts` outlives it.
  ServiceFunction(const Model::Parts& parts, Where where, std::vector<Input> inputs,
                  std::vector<Output> outputs, ItemTypePtr result);

  [[nodiscard]] std::span<const std::string> parameters() const override { return names_; }
  [[nodiscard]] const feel::Type* type() const override { return type_.get(); }
  [[nodiscard]] const feel::TypePtr& shared_type() const { return type_; }
  [[nodiscard]] feel::Value call(feel::Machine& machine,
                                 std::span<const feel::Value> arguments) const override;

 private:
  const Model::Parts& parts_;
  Where where_;
  std::vector<Input> inputs_;
  std::vector<Output> outputs_;
  std::vector<std::string> names_;
  ItemTypePtr result_;
  feel::TypePtr type_;
};

}  // namespace gangway::dmn
