// Does a set of boxes cover a box, and if not, what do they leave out?
//
// Shape:  cut and simplify: a box that spans all axes but one is taken off that axis, one that spans all ends
//         the search, and what remains is cut where the fewest boxes cross. Answers are exact.
// Units:  the budget counts looks at one box; a look costs about as many steps as there are axes. Memory is
//         one path of the search at a time.
// Source: T. M. Chan, "Klee's measure problem made easy" (FOCS 2013): simplification before each cut.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dmn/checks/bits.h"

namespace gangway::dmn {

class Cover {
 public:
  explicit Cover(std::uint64_t budget) : budget_(budget) {}

  // A part of `space` that meets none of `boxes`; nullopt: they cover it, or the budget is spent.
  // REQUIRES: no axis of `space` is empty.
  [[nodiscard]] std::optional<Box> uncovered(const Box& space, const std::vector<const Box*>& boxes);

  [[nodiscard]] bool exhausted() const { return exhausted_; }

 private:
  struct Part {
    Box space;
    std::vector<const Box*> boxes;
  };
  enum class State : std::uint8_t { Open, Covered };
  struct Cut {
    std::size_t axis = 0;
    Bits inside;
  };

  State simplify(Part& part);
  [[nodiscard]] static Cut choose(const Part& part);

  std::uint64_t budget_;
  bool exhausted_ = false;
};

// `part` made as large as it can be within `space` without meeting any of `boxes`, axis by axis.
[[nodiscard]] Box widened(Box part, const Box& space, const std::vector<const Box*>& boxes);

}  // namespace gangway::dmn
