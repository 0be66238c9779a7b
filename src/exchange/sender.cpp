#include "exchange/sender.h"

#include <algorithm>

#include "http/client.h"

namespace gangway::exchange {
namespace {

// Between three and five quarters of `pause`.
std::chrono::milliseconds spread(std::chrono::milliseconds pause, const RandomBytes& random) {
  std::uint8_t byte[1] = {};
  random(byte);
  return pause * 3 / 4 + pause * byte[0] / 510;
}

Health health_of(std::optional<int> status) {
  if (!status || *status >= 500 || *status == 429) return Health::Down;
  return *status < 300 ? Health::Up : Health::Refusing;
}

}  // namespace

SystemState Sender::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

void Sender::note(Health health, Instant now) {
  const std::scoped_lock lock(mutex_);
  if (state_.health != health) state_.since = now;
  state_.health = health;
  state_.failures = health == Health::Up ? 0 : state_.failures + 1;
}

int Sender::round(Instant now) {
  const auto waiting = source_.waiting(partner_.system, kMostInARound);
  {
    const std::scoped_lock lock(mutex_);
    state_.waiting = static_cast<int>(waiting.size());
    state_.oldest = waiting.empty() ? std::nullopt : std::optional(waiting.front().made_at);
  }
  if (now < not_before_) return 0;
  int taken = 0;
  for (const auto& one : waiting) {
    const auto bytes =
        bytes_of({std::string(kGangway), partner_.system, one.id, {}, one.kind, now, one.body});
    const auto health = health_of(post_(partner_.address, bytes, own_.sign(bytes)));
    note(health, now);
    if (health != Health::Up) {
      const int doublings = std::min(state().failures - 1, 20);
      not_before_ =
          now + spread(std::min<std::chrono::milliseconds>(kFirstPause * (1LL << doublings), kLongestPause),
                       random_);
      break;
    }
    if (source_.sent(one.id, now)) ++taken;
  }
  return taken;
}

std::optional<int> post_over_http(const Address& address, std::string_view bytes,
                                  std::string_view signature) {
  try {
    http::Client client(address.port, address.host);
    http::Headers headers;
    headers.set("Content-Type", "application/json");
    headers.set(kSignatureHeader, std::string(signature));
    return client.send(http::Method::Post, address.path, headers, bytes).status;
  } catch (const std::runtime_error&) {
    return std::nullopt;  // nobody there, cut off, too slow, no HTTP: all the same to the sender
  }
}

}  // namespace gangway::exchange
