// Chance for demonstration data: the same seed makes the same people, so that a picture can be taken again.
#pragma once

#include <cstdint>
#include <vector>

namespace gangway::app::demonstration {

// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  // 0 .. count - 1. REQUIRES: count > 0.
  [[nodiscard]] int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  // first .. last, both included.
  [[nodiscard]] int between(int first, int last) { return first + below(last - first + 1); }
  [[nodiscard]] bool percent(int chance) { return below(100) < chance; }
  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace gangway::app::demonstration
