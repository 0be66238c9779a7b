// The cover search against counting every point.
#include "dmn/checks/cover.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace gangway::dmn {
namespace {

constexpr std::size_t kSide = 4;
constexpr std::size_t kAxes = 3;

using Point = std::array<std::size_t, kAxes>;

std::vector<Point> all_points() {
  std::vector<Point> out;
  for (std::size_t x = 0; x < kSide; ++x) {
    for (std::size_t y = 0; y < kSide; ++y) {
      for (std::size_t z = 0; z < kSide; ++z) out.push_back({x, y, z});
    }
  }
  return out;
}

bool holds(const Box& box, const Point& point) {
  for (std::size_t i = 0; i < kAxes; ++i) {
    if (!box[i].test(point[i])) return false;
  }
  return true;
}

// Mostly intervals, sometimes any set.
Box any_box() {
  Box out;
  for (std::size_t i = 0; i < kAxes; ++i) {
    Bits side(kSide);
    const auto mask = *rc::gen::inRange(1, 1 << kSide);
    for (std::size_t k = 0; k < kSide; ++k) {
      if (((mask >> k) & 1) != 0) side.set(k);
    }
    out.push_back(side);
  }
  return out;
}

Box whole() { return Box(kAxes, Bits::full(kSide)); }

// Parts found one after the other are disjoint from all boxes and together leave nothing out.
RC_GTEST_PROP(CoverProperty, PartsAreExactlyWhatNoBoxHolds, ()) {
  const auto boxes = *rc::gen::container<std::vector<Box>>(rc::gen::exec(any_box));
  std::vector<const Box*> all;
  for (const auto& each : boxes) all.push_back(&each);
  Cover cover(1'000'000);
  std::vector<Box> parts;
  parts.reserve(100);
  while (auto part = cover.uncovered(whole(), all)) {
    RC_ASSERT(parts.size() < 100U);
    parts.push_back(widened(*std::move(part), whole(), all));
    all.push_back(&parts.back());
  }
  RC_ASSERT(!cover.exhausted());
  for (const auto& point : all_points()) {
    const auto held = [&](const Box& each) { return holds(each, point); };
    RC_ASSERT(std::any_of(boxes.begin(), boxes.end(), held) != std::any_of(parts.begin(), parts.end(), held));
  }
}

TEST(Cover, SaysWhenItsBudgetIsSpent) {
  const std::vector<Box> boxes = {whole(), whole()};
  Cover cover(0);
  EXPECT_FALSE(cover.uncovered(whole(), {&boxes[0], &boxes[1]}).has_value());
  EXPECT_TRUE(cover.exhausted());
}

}  // namespace
}  // namespace gangway::dmn
