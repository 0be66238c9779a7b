// A compiled decision table.
//
// Shape:  the cells are bitmaps over coded columns (dmn/table_index.h); cells that are formulas are tested
//         only for the rules that the bitmaps leave. A column's input is evaluated when the first such rule
//         asks for it, and never for a rule that another column has ruled out. A value of another kind than
//         a cell speaks of does not meet it, without a fault. Outputs that are constants are evaluated when
//         the model is loaded.
// Unknown: a rule is certain (every cell true), possible (some cell unknown, none false) or out. The answer
//          is exact where possible rules are so by coded cells: a value when it is the same in every
//          completion of the unknown columns (null among them, what the column does not allow left out),
//          else unknown with those inputs that can change it. Beyond a budget, and where formulas or outputs
//          are unknown, it is safe: a value when all outcomes that the possible rules leave agree, by the
//          hit policy; else unknown, with all inputs that the possible rules depend on.
// Errors: no rule matches, and there is no default: null. Two rules of UNIQUE match, or those of ANY differ:
//         null with a diagnostic.
// Source: DMN 1.5 clauses 8.2.10, 8.2.11 (hit policies), 10.3.2.10.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dmn/definitions.h"
#include "dmn/node.h"
#include "dmn/row_list.h"
#include "dmn/table_index.h"
#include "dmn/types.h"
#include "feel/ops.h"

namespace gangway::dmn {

// What one pass over the rules found.
struct Matches {
  struct UnknownColumn {
    std::size_t column;
    feel::Unknown value;
  };

  RowList certain;                                 // in table order; with FIRST no further than the first
  RowList possible;                                // before it
  std::shared_ptr<const feel::InputSet> deciding;  // what the possible rules depend on
  std::vector<UnknownColumn> unknown;
  bool is_refused =
      false;             // an input is none of those that its column allows, or the machine is out of steps
  bool is_coded = true;  // possible rules are possible only by coded cells of unknown columns
};

class Table final : public Node {
 public:
  struct Input {
    Where where;
    std::string text;  // the input expression
    NodePtr value;
    std::optional<Cell> allowed;
    std::optional<std::uint32_t> slot;  // the input is this variable, nothing else
  };
  struct Output {
    Where where;
    std::string name;
    ItemTypePtr type;
    std::vector<feel::Value> order;  // output values, highest priority first
    NodePtr default_entry;           // nullptr: none
  };
  struct Rule {
    Where where;
    std::vector<Cell> cells;
    std::vector<NodePtr> outputs;
  };
  struct Parts {
    Where where;
    HitPolicy hit_policy = HitPolicy::Unique;
    Aggregation aggregation = Aggregation::None;
    std::size_t width = 0;  // slots of the scope; the input under test is pushed after them
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::vector<Rule> rules;
  };

  explicit Table(Parts parts);
  [[nodiscard]] feel::Value evaluate(Frame& frame) const override;
  [[nodiscard]] feel::TypePtr type() const override;
  [[nodiscard]] const Table* table() const override { return this; }
  // What the hit policy makes of the rules that match. The frame is for outputs that are no constants.
  [[nodiscard]] feel::Value decide(Frame& frame, const Matches& matches) const;

  [[nodiscard]] const Parts& parts() const { return parts_; }
  [[nodiscard]] const TableIndex& index() const { return index_; }
  // The output of a rule when it is a constant; nullptr: it must be evaluated.
  [[nodiscard]] const feel::Value* constant_of(std::size_t rule) const {
    return constants_[rule] ? &*constants_[rule] : nullptr;
  }
  // What the table gives when no rule matches, when that is a constant.
  [[nodiscard]] const feel::Value* constant_default() const { return default_ ? &*default_ : nullptr; }
  [[nodiscard]] bool stops_at_first() const { return parts_.hit_policy == HitPolicy::First; }

 private:
  friend class Completions;
  [[nodiscard]] std::optional<feel::Value> constant_output(const Rule& rule) const;
  [[nodiscard]] std::optional<feel::Value> constant_no_match() const;
  [[nodiscard]] feel::Value output(Frame& frame, std::size_t rule) const;
  [[nodiscard]] feel::Value no_match(Frame& frame) const;
  [[nodiscard]] feel::Value shaped(std::vector<feel::Value> values) const;
  [[nodiscard]] std::vector<std::size_t> priority(const feel::Value& output) const;
  [[nodiscard]] feel::Value decide_single(Frame& frame, const Matches& matches) const;
  [[nodiscard]] feel::Value decide_best(Frame& frame, const Matches& matches) const;
  [[nodiscard]] feel::Value decide_list(Frame& frame, const Matches& matches) const;
  [[nodiscard]] feel::Value decide_extreme(Frame& frame, const Matches& matches) const;
  [[nodiscard]] feel::Value aggregate(Frame& frame, std::vector<feel::Value> values) const;
  // The exact answer with unknown columns; nullopt: beyond the budget or not to be had.
  [[nodiscard]] std::optional<feel::Value> complete(Frame& frame, const Matches& matches) const;

  Parts parts_;
  TableIndex index_;
  std::vector<std::optional<feel::Value>> constants_;  // of rules
  std::optional<feel::Value> default_;
  bool ordered_ = false;  // outputs have an order of priority
};

}  // namespace gangway::dmn
