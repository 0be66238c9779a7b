#include "base/random.h"

#include <sodium.h>

#include <memory>
#include <random>
#include <stdexcept>

namespace gangway {

RandomBytes secure_random() {
  if (sodium_init() < 0) throw std::runtime_error("no source of secure random bytes");
  return [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
}

RandomBytes repeatable_random(std::uint64_t seed) {
  return [engine = std::make_shared<std::mt19937_64>(seed)](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>((*engine)() & 0xFFU);
  };
}

}  // namespace gangway
