#include "base/random.h"

#include <sodium.h>

#include <memory>
#include <mutex>
#include <random>
#include <stdexcept>

namespace gangway {

RandomBytes secure_random() {
  if (sodium_init() < 0) throw std::runtime_error("no source of secure random bytes");
  return [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
}

RandomBytes repeatable_random(std::uint64_t seed) {
  struct Source {
    std::mutex mutex;
    std::mt19937_64 engine;
  };
  auto source = std::make_shared<Source>();
  source->engine.seed(seed);
  return [source](std::span<std::uint8_t> bytes) {
    const std::lock_guard lock(source->mutex);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(source->engine() & 0xFFU);
  };
}

}  // namespace gangway
