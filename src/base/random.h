// Where random bytes come from: an argument, so that a test can repeat them.
//
// Threads: both sources may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace gangway {

// Fills the whole span.
using RandomBytes = std::function<void(std::span<std::uint8_t>)>;

// The operating system's secure generator, through libsodium. For codes, keys and nonces.
[[nodiscard]] RandomBytes secure_random();

// The same bytes for the same seed. For tests and demonstrations only: anyone can guess them.
[[nodiscard]] RandomBytes repeatable_random(std::uint64_t seed);

}  // namespace gangway
