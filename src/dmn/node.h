// A compiled boxed expression: a tree of nodes over one stack of slots.
//
// Shape:  nodes are immutable and shared between threads; a Frame belongs to one evaluation. The first slots
//         of a frame are what the element requires, filled when an expression first needs them; nodes push
//         their own variables (context entries, iterators, parameters) after them and pop them again.
// Errors: evaluate() never fails: null with a diagnostic.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dmn/definitions.h"
#include "feel/machine.h"
#include "feel/program.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::dmn {

// Gives the value of a frame's first slots, once each.
class Requirements {
 public:
  virtual ~Requirements() = default;
  [[nodiscard]] virtual feel::Value value(std::uint32_t slot) = 0;
};

struct Frame {
  // What a frame allocates: whoever makes many hands it on from one to the next.
  struct Storage {
    std::vector<feel::Value> slots;
    std::vector<std::uint8_t> ready;
  };

  // `required` slots are left to `requirements`.
  Frame(feel::Machine& machine_, Requirements* requirements_, std::size_t required, Storage storage = {})
      : machine(machine_),
        requirements(requirements_),
        slots(std::move(storage.slots)),
        ready(std::move(storage.ready)) {
    slots.resize(required);
    ready.assign(required, 0);
  }
  [[nodiscard]] Storage release() {
    slots.clear();
    return {std::move(slots), std::move(ready)};
  }

  // Fills those of the required slots that are named here.
  void need(std::span<const std::uint32_t> used) {
    for (const auto slot : used) {
      if (slot >= ready.size()) break;  // ascending: only variables of the expression itself follow
      if (ready[slot] == 0) load(slot);
    }
  }
  void need_one(std::uint32_t slot) {
    if (slot < ready.size() && ready[slot] == 0) load(slot);
  }
  void load(std::uint32_t slot) {
    ready[slot] = 1;
    slots[slot] = requirements->value(slot);
  }

  feel::Machine& machine;
  Requirements* requirements;
  std::vector<feel::Value> slots;
  std::vector<std::uint8_t> ready;  // of the required slots
};

class Table;

class Node {
 public:
  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  virtual ~Node() = default;

  // Leaves frame.slots as it was.
  [[nodiscard]] virtual feel::Value evaluate(Frame& frame) const = 0;
  // What it gives, as far as that is known before evaluation.
  [[nodiscard]] virtual feel::TypePtr type() const { return feel::Type::any(); }
  // The value that it always has; nullptr: it must be evaluated.
  [[nodiscard]] virtual const feel::Value* constant() const { return nullptr; }
  // The decision table that it is; nullptr: it is something else.
  [[nodiscard]] virtual const Table* table() const { return nullptr; }
};
using NodePtr = std::unique_ptr<const Node>;

// A FEEL text.
class Formula final : public Node {
 public:
  // `width`: how many variables its scope had. `constant`: its value, where it is always the same.
  Formula(feel::Program program, std::size_t width, std::optional<feel::Value> constant)
      : program_(std::move(program)), width_(width), constant_(std::move(constant)) {}

  [[nodiscard]] feel::Value evaluate(Frame& frame) const override {
    if (constant_) return *constant_;
    frame.need(program_.used());
    return program_.evaluate(std::span(frame.slots).first(width_), frame.machine);
  }
  [[nodiscard]] feel::TypePtr type() const override { return program_.type(); }
  [[nodiscard]] const feel::Value* constant() const override { return constant_ ? &*constant_ : nullptr; }

 private:
  feel::Program program_;
  std::size_t width_;
  std::optional<feel::Value> constant_;
};

// Null: nothing was written, or (with a number) what was written does not compile.
class Nothing final : public Node {
 public:
  Nothing() = default;
  Nothing(std::string number, Where where) : number_(std::move(number)), where_(std::move(where)) {}
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;

 private:
  std::string number_;
  Where where_;
};

// The value when all outcomes that are still possible agree, else unknown: it depends on `deciding` and on
// whatever is unknown in the outcomes.
[[nodiscard]] feel::Value one_of(std::span<const feel::Value> outcomes,
                                 std::shared_ptr<const feel::InputSet> deciding);
// The union of both; either may be nullptr.
[[nodiscard]] std::shared_ptr<const feel::InputSet> unite(const std::shared_ptr<const feel::InputSet>& a,
                                                          const std::shared_ptr<const feel::InputSet>& b);
// The inputs of an unknown value; says so to Machine::on_use when it is an untouched input.
[[nodiscard]] std::shared_ptr<const feel::InputSet> use(feel::Machine& machine, const feel::Value& unknown);

// Adds a diagnostic that says where, and gives null.
feel::Value fault(feel::Machine& machine, std::string number, const Where& where, Args args = {});

// One level deeper for its lifetime; `ok()` is false beyond the machine's limit.
class Deeper {
 public:
  explicit Deeper(feel::Machine& machine) : machine_(machine) { ++machine_.depth; }
  ~Deeper() { --machine_.depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  [[nodiscard]] bool ok() const { return machine_.depth <= machine_.limits().depth; }

 private:
  feel::Machine& machine_;
};

// Faults inside are not reported for its lifetime: what is evaluated may turn out not to count.
class Quiet {
 public:
  explicit Quiet(feel::Machine& machine) : machine_(machine) { ++machine_.quiet; }
  ~Quiet() { --machine_.quiet; }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  feel::Machine& machine_;
};

}  // namespace gangway::dmn
