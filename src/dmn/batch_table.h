// A decision that is a table of plain inputs and constant outputs, for a block of persons at a time.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "dmn/batch_coding.h"
#include "dmn/parts.h"
#include "dmn/table.h"

namespace gangway::dmn {

class TablePlan {
 public:
  // Where a column's slots come from: an input of the model, or another decision that has a plan.
  struct Source {
    const Axis* axis = nullptr;
    ColumnCoder* input = nullptr;
    TablePlan* decision = nullptr;
  };

  // nullptr: the decision is no such table.
  [[nodiscard]] static std::unique_ptr<TablePlan> create(const Logic& logic, const std::string& name,
                                                         const std::vector<Source>& sources);

  // Answers persons begin to begin + count - 1, unless that was done.
  void compute(std::size_t begin, std::size_t count);
  void forget() { begin_ = static_cast<std::size_t>(-1); }

  // The answers that codes() name, in the order of the rules; then the one when no rule matches.
  [[nodiscard]] const std::vector<feel::Value>& values() const { return values_; }
  // Below values().size(), or one of these.
  [[nodiscard]] const BlockSlots& codes() const { return codes_; }
  [[nodiscard]] std::uint32_t general() const {
    return none_ + 1;
  }  // the person is evaluated the general way
  [[nodiscard]] std::uint32_t several() const { return none_ + 2; }  // ask several_of()

  // May several rules match without a fault?
  [[nodiscard]] bool takes_several() const { return table_.parts().hit_policy != HitPolicy::Unique; }
  // The answer of a person for whom the rules that match are taken together. REQUIRES: takes_several().
  [[nodiscard]] feel::Value several_of(std::size_t person, feel::Machine& machine) const;

 private:
  class Search;
  struct Column {
    Source source;
    std::uint64_t version = 0;             // of the input, when the look-ups were made
    std::vector<std::uint64_t> bits;       // by slot: its bitmap, where that is one word
    std::vector<std::uint32_t> offsets;    // by slot: where its bitmap begins, else
    std::vector<std::uint8_t> is_general;  // by slot
    bool has_general = false;              // among the slots of values
    const BlockSlots* slots = nullptr;     // of the block
  };

  TablePlan(const Logic& logic, std::string name)
      : table_(*logic.table), logic_(logic), name_(std::move(name)) {}
  [[nodiscard]] bool add_values();
  void look_up(Column& column);
  void narrow_words(std::size_t count);
  void search_maps(std::size_t count);
  void set_aside_general(std::size_t count);
  [[nodiscard]] std::uint32_t settle(std::size_t first, bool is_several) const;

  const Table& table_;
  const Logic& logic_;
  std::string name_;  // of the decision
  std::vector<Column> columns_;
  std::vector<feel::Value> values_;
  std::uint32_t none_ = 0;                // the code when no rule matches
  std::vector<std::uint8_t> is_formula_;  // rules with cells that are formulas
  bool takes_first_ = false;              // the first match decides, whatever follows
  bool gives_one_ = false;                // where one rule matches, its output is the answer
  BlockSlots codes_{};
  std::array<std::uint64_t, kBlock> words_{};  // the rules that match, where a bitmap is one word
  std::size_t begin_ = static_cast<std::size_t>(-1);
};

}  // namespace gangway::dmn
