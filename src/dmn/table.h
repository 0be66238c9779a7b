// A compiled decision table.
//
// Shape:  a row scan: the cells are compiled once, a cell of literals, comparisons and intervals becomes
//         cheap tests, and a column's input is evaluated when a cell first asks for it. Columns of known
//         value are tested before unknown ones.
// Unknown: a rule is certain (every cell true), possible (some cell unknown, none false) or out. The answer
//         is a value when all outcomes that the possible rules leave agree, by the hit policy; else unknown,
//         with the inputs that the possible rules depend on.
// Errors: no rule matches, and there is no default: null. Two rules of UNIQUE match, or those of ANY differ:
//         null with a diagnostic.
// Source: DMN 1.5 clauses 8.2.10, 8.2.11 (hit policies), 10.3.2.10.
#pragma once

#include <vector>

#include "dmn/definitions.h"
#include "dmn/node.h"
#include "dmn/types.h"
#include "feel/ops.h"

namespace gangway::dmn {

// A cell that needs no program: any of the tests.
struct SimpleTest {
  feel::Comparison op = feel::Comparison::Equal;
  feel::Value value;
  std::optional<std::pair<feel::Comparison, feel::Value>> second;  // and this one: an interval
};
// The tests of a cell that holds only literals, comparisons and intervals of numbers and strings; nullopt: it
// holds more than that.
[[nodiscard]] std::optional<std::vector<SimpleTest>> simple_tests(std::string_view text);

// What integers a simple test takes, both ends included.
struct IntegerSpan {
  std::int64_t low;
  std::int64_t high;
};
// Empty when some test is not of integers of 64 bits.
[[nodiscard]] std::vector<IntegerSpan> integer_spans(const std::vector<SimpleTest>& tests);

struct Cell {
  bool any = false;  // "-"
  std::vector<SimpleTest> simple;
  std::vector<IntegerSpan> spans;        // the same tests, for an input that is an integer; may be empty
  std::optional<feel::Program> program;  // nullopt: does not compile, never true
};

class Table final : public Node {
 public:
  struct Input {
    Where where;
    NodePtr value;
    std::optional<feel::Program> allowed;
  };
  struct Output {
    Where where;
    std::string name;
    ItemTypePtr type;
    std::vector<feel::Value> order;  // output values, highest priority first
    NodePtr default_entry;           // nullptr: none
  };
  struct Rule {
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
  // The rules that certainly match, in table order.
  [[nodiscard]] std::vector<std::size_t> matched(Frame& frame) const;

 private:
  class Scan;
  struct Outcome;
  [[nodiscard]] bool stops_at_first() const { return parts_.hit_policy == HitPolicy::First; }
  [[nodiscard]] feel::Value output(Frame& frame, std::size_t rule) const;
  [[nodiscard]] feel::Value no_match(Frame& frame) const;
  [[nodiscard]] feel::Value shaped(std::vector<feel::Value> values) const;
  [[nodiscard]] std::vector<std::size_t> priority(const feel::Value& output) const;
  [[nodiscard]] feel::Value decide(Frame& frame, const Scan& scan) const;
  [[nodiscard]] feel::Value decide_single(Frame& frame, const Scan& scan) const;
  [[nodiscard]] feel::Value decide_best(Frame& frame, const Scan& scan) const;
  [[nodiscard]] feel::Value decide_list(Frame& frame, const Scan& scan) const;
  [[nodiscard]] feel::Value decide_extreme(Frame& frame, const Scan& scan) const;
  [[nodiscard]] feel::Value aggregate(Frame& frame, std::vector<feel::Value> values) const;

  Parts parts_;
  bool ordered_ = false;  // outputs have an order of priority
};

}  // namespace gangway::dmn
