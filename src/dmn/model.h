// A DMN model: XML of DMN 1.2 to 1.5 in, decisions evaluated lazily out.
//
// Shape:  Model is immutable after load() and shared between threads; an Evaluation belongs to one thread and
//         computes each decision at most once for the inputs that it has. Whoever evaluates often keeps one
//         Evaluation and sets its inputs anew: that allocates nothing. Thousands at once: dmn/batch.h.
// Errors: load() gives Invalid, and `diagnostics` says what and where (texts/dmn.yaml, D1001 to D1399), when
//         the XML is not a model, a requirement or a type is missing, or an expression does not compile.
//         Evaluation never fails: a faulty decision is null with a diagnostic (D2001 to D2199).
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

// Why an imported model is not there.
enum class ImportFault : std::uint8_t {
  Missing,
  Outside,  // it lies where this model may not reach
  TooLarge,
};

class Model {
 public:
  struct Import {
    std::string_view namespace_uri;
    std::string_view location;  // locationURI as written, or empty
    std::string_view from;      // Imported::file of the model that imports; empty: the one that is loaded
  };
  struct Imported {
    std::string text;
    std::string file;  // its name for diagnostics
  };
  // Finds an imported model; dmn/folder.h has one for files.
  using Importer = std::function<tl::expected<Imported, ImportFault>(const Import& import)>;

  // What to do with an expression that does not compile, or a type or element that is not there.
  enum class Faulty : std::uint8_t {
    Refuse,     // load() fails
    GivesNull,  // it is reported, and null when it is evaluated: for conformance tests and editors
  };

  // Errors: Invalid "dmn.not_xml", "dmn.not_dmn", "dmn.faulty" {count}; TooLarge "dmn.too_large".
  [[nodiscard]] static Result<std::shared_ptr<const Model>> load(std::string_view xml,
                                                                 feel::Diagnostics& diagnostics,
                                                                 const Importer& importer = {},
                                                                 Faulty faulty = Faulty::Refuse);
  ~Model();

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& namespace_uri() const;
  [[nodiscard]] std::span<const InputData> inputs() const;
  [[nodiscard]] std::span<const Decision> decisions() const;
  [[nodiscard]] std::span<const KnowledgeSource> sources() const;
  // The elements of imported models follow the model's own, named "prefix.name"; they are found by that name,
  // and by their own where no other element has it.
  [[nodiscard]] std::optional<ElementIndex> find_decision(std::string_view name) const;
  [[nodiscard]] std::optional<ElementIndex> find_input(std::string_view name) const;
  // Business knowledge models and decision services.
  [[nodiscard]] std::vector<std::string> function_names() const;

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  Model();
  std::unique_ptr<Parts> parts_;
};

struct Explanation;

class Evaluation {
 public:
  // REQUIRES: `machine` and `model` outlive it, and the model outlives every value that it gave.
  //           `inputs[i]` is the value of model.inputs()[i]; those after the last are null.
  Evaluation(const Model& model, std::span<const feel::Value> inputs, feel::Machine& machine);
  Evaluation(const Model& model, feel::Machine& machine);  // all inputs null
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // The input's value from here on; what was computed before is forgotten.
  void set_input(ElementIndex index, feel::Value value);
  // As constructed: inputs null, no decision computed or overridden, the machine's steps counted from zero.
  void reset();

  // Valid until an input or a decision is set.
  [[nodiscard]] const feel::Value& decision(ElementIndex index);
  // The decision's value from here on, whatever the inputs.
  void set_decision(ElementIndex index, feel::Value value);
  // Invokes a business knowledge model or decision service by name, arguments by parameter name. A parameter
  // without an argument is null; an unknown name gives null with a diagnostic.
  [[nodiscard]] feel::Value invoke(std::string_view name,
                                   std::span<const std::pair<std::string, feel::Value>> arguments);
  // Why this decision gave what it gives; dmn/explanation.h for all that it rests on.
  [[nodiscard]] Explanation explain_one(ElementIndex decision);
  [[nodiscard]] const Model& model() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gangway::dmn
