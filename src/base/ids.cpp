#include "base/ids.h"

#include <algorithm>

namespace gangway {
namespace {

constexpr int kSequenceBits = 21;

}  // namespace

std::int64_t IdGenerator::next_value() {
  const std::int64_t now = clock_().time_since_epoch().count() << kSequenceBits;
  auto last = last_.load(std::memory_order_relaxed);
  while (true) {
    const auto next = std::max(now, last + 1);
    if (last_.compare_exchange_weak(last, next, std::memory_order_relaxed)) return next;
  }
}

Instant made_at(std::int64_t id) { return Instant{Instant::duration{id >> kSequenceBits}}; }

}  // namespace gangway
