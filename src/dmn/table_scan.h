// One pass over a table's rules: which match, which may, and why not.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dmn/table.h"

namespace gangway::dmn {

class TableScan {
 public:
  // The frame holds the columns' values until the scan ends.
  TableScan(const Table& table, Frame& frame);
  ~TableScan();
  TableScan(const TableScan&) = delete;
  TableScan& operator=(const TableScan&) = delete;

  [[nodiscard]] const Matches& matches() const { return matches_; }

 private:
  using Columns = TableIndex::Columns;

  // How a rule that the bitmaps leave turns out.
  struct Weighed {
    bool is_open = false;  // some cell is unknown
    bool is_coded = true;  // and only coded ones are
    std::shared_ptr<const feel::InputSet> depends;
  };

  [[nodiscard]] std::uint64_t common(std::size_t word) const {
    auto out = live_[word];
    for (std::size_t i = 0; i < asked_maps_; ++i) out &= maps_[i][word];
    return out;
  }
  void walk();
  void walk_word(std::size_t word);
  void consider(std::size_t rule);
  // False: some cell rules the rule out.
  [[nodiscard]] bool weigh(std::size_t rule, Columns special, Weighed& out);
  [[nodiscard]] bool weigh_column(std::size_t rule, std::size_t column, Weighed& out);
  [[nodiscard]] bool weigh_unknown(std::size_t rule, std::size_t column, Weighed& out);
  [[nodiscard]] bool passes(const Cell& cell, const feel::Value& value, Weighed& out);
  void ask(std::size_t column);
  void ask_allowed();
  [[nodiscard]] bool is_allowed(std::size_t column);
  [[nodiscard]] feel::Value run(const feel::Program& tests, const feel::Value& value);
  [[nodiscard]] const feel::Value& value(std::size_t column) const {
    const auto& slot = parts_.inputs[column].slot;
    return frame_.slots[slot ? *slot : parts_.width + 1 + column];
  }
  [[nodiscard]] bool is_asked(std::size_t column) const {
    return column < TableIndex::kMaxCoded ? (asked_ >> column & 1U) != 0
                                          : tail_asked_[column - TableIndex::kMaxCoded] != 0;
  }

  const Table& table_;
  const Table::Parts& parts_;
  const TableIndex& index_;
  Frame& frame_;
  Matches matches_;
  bool is_done_ = false;
  Columns asked_ = 0;
  Columns uncoded_ = 0;  // of the asked ones: their value has no class
  Columns unknown_ = 0;
  std::vector<std::uint8_t> tail_asked_;
  const std::uint64_t* live_;
  std::size_t asked_maps_ = 0;
  std::array<const std::uint64_t*, TableIndex::kMaxCoded> maps_;  // of the coded values
};

}  // namespace gangway::dmn
