#include "dmn/checks/cover.h"

#include <algorithm>

namespace gangway::dmn {
namespace {

// How a box lies to a part of space: on how many axes it does not span it, and the last of these axes.
struct Lie {
  bool meets = true;
  std::size_t cuts = 0;
  std::size_t axis = 0;
};

Lie lie(const Box& box, const Box& space) {
  Lie out;
  for (std::size_t i = 0; i < space.size(); ++i) {
    if (box[i].contains(space[i])) continue;
    if (!box[i].meets(space[i])) return {false, 0, 0};
    ++out.cuts;
    out.axis = i;
  }
  return out;
}

// Where on one axis the fewest boxes would be cut in two.
struct Gap {
  std::size_t smaller = 0;  // boxes on the side that has fewer
  std::size_t crossing = 0;
  std::size_t after = 0;  // the last class of the lower side
};

std::optional<Gap> best_gap(const Bits& space, const std::vector<const Box*>& boxes, std::size_t axis) {
  std::vector<std::size_t> classes;
  space.each([&](std::size_t i) { classes.push_back(i); });
  if (classes.size() < 2) return std::nullopt;
  std::vector<std::size_t> starts(classes.back() + 1);
  std::vector<std::size_t> ends(classes.back() + 1);
  for (const auto* const box : boxes) {
    const auto inside = (*box)[axis] & space;
    ++starts[inside.first()];
    ++ends[inside.last()];
  }
  std::optional<Gap> best;
  std::size_t started = 0;
  std::size_t ended = 0;
  for (std::size_t k = 0; k + 1 < classes.size(); ++k) {
    started += starts[classes[k]];
    ended += ends[classes[k]];
    const auto after = boxes.size() - started;
    if (ended == 0 && after == 0) continue;
    const Gap gap{std::min(ended, after), started - ended, classes[k]};
    if (!best || gap.smaller > best->smaller ||
        (gap.smaller == best->smaller && gap.crossing < best->crossing)) {
      best = gap;
    }
  }
  return best;
}

}  // namespace

Cover::State Cover::simplify(Part& part) {
  for (bool changed = true; changed;) {
    changed = false;
    std::size_t kept = 0;
    for (const auto* const box : part.boxes) {
      if (budget_ == 0) {
        exhausted_ = true;
        return State::Covered;
      }
      --budget_;
      const auto found = lie(*box, part.space);
      if (!found.meets) continue;
      if (found.cuts == 0) return State::Covered;
      if (found.cuts == 1) {
        part.space[found.axis] -= (*box)[found.axis];
        changed = true;
        continue;
      }
      part.boxes[kept++] = box;
    }
    part.boxes.resize(kept);
  }
  return State::Open;
}

// REQUIRES: simplified, and some boxes are left.
Cover::Cut Cover::choose(const Part& part) {
  std::optional<Gap> best;
  std::size_t axis = 0;
  for (std::size_t i = 0; i < part.space.size(); ++i) {
    const auto gap = best_gap(part.space[i], part.boxes, i);
    if (!gap) continue;
    if (!best || gap->smaller > best->smaller ||
        (gap->smaller == best->smaller && gap->crossing < best->crossing)) {
      best = gap;
      axis = i;
    }
  }
  if (best) {
    Bits lower = part.space[axis];
    part.space[axis].each([&](std::size_t i) {
      if (i > best->after) lower.reset(i);
    });
    return {axis, std::move(lower)};
  }
  // Every box reaches over the whole of every axis, with holes: cut along the holes of the first.
  axis = lie(*part.boxes.front(), part.space).axis;
  return {axis, (*part.boxes.front())[axis] & part.space[axis]};
}

std::optional<Box> Cover::uncovered(const Box& space, const std::vector<const Box*>& boxes) {
  std::vector<Part> open;
  open.push_back({space, boxes});
  while (!open.empty()) {
    auto part = std::move(open.back());
    open.pop_back();
    if (simplify(part) == State::Covered) {
      if (exhausted_) return std::nullopt;
      continue;
    }
    if (part.boxes.empty()) return std::move(part.space);
    auto [axis, inside] = choose(part);
    Part other = part;
    other.space[axis] -= inside;
    part.space[axis] = std::move(inside);
    const auto drop = [axis_ = axis](Part& half) {
      std::erase_if(half.boxes, [&](const Box* box) { return !(*box)[axis_].meets(half.space[axis_]); });
    };
    drop(part);
    drop(other);
    // The half with fewer boxes is the likelier to have a hole: it comes first.
    if (part.boxes.size() < other.boxes.size()) std::swap(part, other);
    open.push_back(std::move(part));
    open.push_back(std::move(other));
  }
  return std::nullopt;
}

Box widened(Box part, const Box& space, const std::vector<const Box*>& boxes) {
  for (std::size_t axis = 0; axis < space.size(); ++axis) {
    auto free = space[axis];
    for (const auto* const box : boxes) {
      bool beside = true;
      for (std::size_t i = 0; beside && i < space.size(); ++i) {
        beside = i == axis || (*box)[i].meets(part[i]);
      }
      if (beside) free -= (*box)[axis];
    }
    part[axis] = std::move(free);
  }
  return part;
}

}  // namespace gangway::dmn
