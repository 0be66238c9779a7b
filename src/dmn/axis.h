// One column of a decision table, coded: its values fall into classes, and all values of a class meet the
// same cells. A class has a bitmap of the rows that it meets.
//
// Shape:  immutable. Per kind of value the axis is split at the edges of the column's cells; numbers of a
//         common scale, dates and durations are found by an integer key, strings by a hash. What the cells
//         say of null, and of a kind that they do not speak of, was asked of FEEL itself when the axis was
//         made.
// Bitmaps: a bit per row, 64 to a word; with more than one word, summaries stand before them (a bit per word:
//         it is not zero). Rows whose cell in this column is "-" or a formula are in every class.
// Source: packet classification by bit vectors with aggregation
//         (docs/adr/0011-decision-tables-as-bitmaps.md).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "dmn/points.h"
#include "feel/program.h"
#include "feel/value.h"

namespace gangway::dmn {

// How the bitmaps of a table are laid out.
struct RowLayout {
  explicit RowLayout(std::size_t rows_)
      : rows(rows_), words((rows_ + 63) / 64), summaries(words > 1 ? (words + 63) / 64 : 0) {}

  std::size_t rows;
  std::size_t words;
  std::size_t summaries;
  [[nodiscard]] std::size_t stride() const { return summaries + words; }
  // Fills the summaries of `map`, whose words are complete.
  void summarise(std::uint64_t* map) const;
};

class Axis {
 public:
  using Class = std::uint32_t;
  static constexpr Class kUncoded = 0xFFFFFFFF;  // the cells must be evaluated

  // What a cell of the column says, when it is no formula.
  struct Cell {
    enum class Form : std::uint8_t { Any, Never, Test, Formula };
    Form form = Form::Any;
    const feel::SimpleTest* test = nullptr;  // of a Test
    const feel::Program* program = nullptr;  // the same as a program
  };
  // Can this test be coded? Not one whose interval has bounds of two kinds, or null as one.
  [[nodiscard]] static bool can_code(const feel::SimpleTest& test);

  // One cell per row. `allowed` says which values the column admits (nullptr: all); it is a Test.
  // nullopt: the bitmaps would take more than `max_bytes`.
  [[nodiscard]] static std::optional<Axis> create(const RowLayout& layout, std::span<const Cell> cells,
                                                  const Cell* allowed, std::size_t max_bytes);

  [[nodiscard]] Class classify(const feel::Value& value) const;
  [[nodiscard]] std::size_t classes() const { return refused_.size(); }
  // The bitmap: summaries, then words.
  [[nodiscard]] const std::uint64_t* rows(Class c) const { return maps_.data() + c * stride_; }
  [[nodiscard]] std::size_t bytes() const { return maps_.size() * sizeof(std::uint64_t); }
  [[nodiscard]] bool is_refused(Class c) const { return refused_[c] != 0; }

  // The classes that values of this kind can have, null's not among them; nullopt: they are not all coded.
  [[nodiscard]] std::optional<std::vector<Class>> classes_of(feel::Kind kind) const;
  [[nodiscard]] Class null_class() const { return null_; }
  [[nodiscard]] Class foreign_class() const { return foreign_; }  // of a kind that no cell speaks of

  // For columns of keys: the classes of slots, and of keys from dense_low() on where a table of them is
  // small.
  [[nodiscard]] const Points* points(feel::Kind kind) const;
  [[nodiscard]] std::span<const Class> slot_classes(feel::Kind kind) const;
  struct Dense {
    std::int64_t low = 0;        // the key of the first entry, which also stands for all below
    std::vector<Class> classes;  // the last one also stands for all above; empty: there is no table
  };
  [[nodiscard]] const Dense& dense(feel::Kind kind) const;
  [[nodiscard]] Class boolean_class(bool value) const { return boolean_[value ? 1 : 0]; }

 private:
  friend class AxisBuilder;
  enum class Mode : std::uint8_t { Uncoded, Foreign, Null, Boolean, Line, Text };
  struct Line {
    std::optional<Points> points;
    std::vector<Class> classes;  // of the slots
    Dense dense;
  };
  Axis() = default;
  [[nodiscard]] Class on_line(const Line& line, const feel::Value& value) const;
  [[nodiscard]] Class of_text(const std::string& text, const feel::Value& value) const;
  [[nodiscard]] const Line* line(feel::Kind kind) const;

  std::size_t stride_ = 0;
  std::vector<std::uint64_t> maps_;
  std::vector<std::uint8_t> refused_;  // of classes
  std::array<Mode, 14> modes_{};       // of kinds
  std::array<std::uint8_t, 14> line_of_{};
  std::vector<Line> lines_;
  TextIndex texts_;
  bool orders_texts_ = false;  // some cell orders strings
  Class null_ = 0;
  Class foreign_ = 0;
  std::array<Class, 2> boolean_{};
};

// The class on `axis` of a slot of `finer`, which has all points of the axis and more.
[[nodiscard]] Axis::Class class_at(const Axis& axis, feel::Kind kind, const Points& finer, std::size_t slot);
// The points of all axes together.
[[nodiscard]] Points merged_points(std::span<const Axis* const> axes, feel::Kind kind);

}  // namespace gangway::dmn
