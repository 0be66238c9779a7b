// A DMN model: XML of DMN 1.2 to 1.5 in, decisions evaluated lazily out.
//
// Shape:  Model is immutable after load() and shared between threads; an Evaluation belongs to one thread and
//         computes each decision at most once.
// Errors: load() gives Invalid, and `diagnostics` says what and where, when the XML is not a model or an
// expression
//         does not compile. evaluate() never fails: a faulty decision is null with a diagnostic.
// Source: OMG DMN 1.2 to 1.5.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/machine.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::dmn {

using ElementIndex = std::uint32_t;

struct InputData {
  std::string id;
  std::string name;
  feel::TypePtr type;
};

struct KnowledgeSource {
  std::string id;
  std::string name;
  std::string location;  // locationURI
};

struct Decision {
  std::string id;
  std::string name;
  feel::TypePtr type;
  std::vector<ElementIndex> inputs;     // input data that it needs, directly or through other decisions
  std::vector<ElementIndex> decisions;  // decisions that it requires directly
  std::vector<std::string> sources;     // locationURI of its knowledge sources
};

// Why a decision table gave what it gave, on demand.
struct TableTrace {
  std::string decision;
  std::vector<std::size_t> matched;  // rules, from 0, in table order
};

class Model {
 public:
  // Gives the text of an imported model by its namespace, or nullopt.
  using Importer =
      std::function<std::optional<std::string>(std::string_view namespace_uri, std::string_view location)>;

  [[nodiscard]] static Result<std::shared_ptr<const Model>> load(std::string_view xml,
                                                                 feel::Diagnostics& diagnostics,
                                                                 const Importer& importer = {});
  ~Model();

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& namespace_uri() const;
  [[nodiscard]] std::span<const InputData> inputs() const;
  [[nodiscard]] std::span<const Decision> decisions() const;
  [[nodiscard]] std::span<const KnowledgeSource> sources() const;
  [[nodiscard]] std::optional<ElementIndex> find_decision(std::string_view name) const;
  [[nodiscard]] std::optional<ElementIndex> find_input(std::string_view name) const;

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  Model();
  std::unique_ptr<Parts> parts_;
};

class Evaluation {
 public:
  // REQUIRES: `machine` and `model` outlive it. `inputs[i]` is the value of model.inputs()[i].
  Evaluation(const Model& model, std::span<const feel::Value> inputs, feel::Machine& machine);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  [[nodiscard]] const feel::Value& decision(ElementIndex index);
  // Overrides a decision's value before it is asked for.
  void set_decision(ElementIndex index, feel::Value value);
  // Invokes a business knowledge model or decision service by name, arguments by parameter name.
  [[nodiscard]] feel::Value invoke(std::string_view name,
                                   std::span<const std::pair<std::string, feel::Value>> arguments);
  [[nodiscard]] std::optional<TableTrace> trace(ElementIndex decision) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gangway::dmn
