// Sends what waits for one department's system, again and again until it has been taken.
//
// Shape:  one Sender for each partner, on a thread of its own, so that a system that is down or slow holds up
// no
//         other. What waits stays with its owner (Source) until sent() has been said: a crash at any moment
//         sends a message once more under the same id, never not at all.
// Pace:   after a failure it waits, twice as long each time from kFirstPause to kLongestPause, give or take a
//         quarter; the first message that gets through ends it.
// Threads: round() from one thread; state() from any.
#pragma once

#include <boost/describe/enum.hpp>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "exchange/envelope.h"
#include "exchange/partner.h"

namespace gangway::exchange {

inline constexpr std::chrono::milliseconds kFirstPause{500};
inline constexpr std::chrono::milliseconds kLongestPause{60'000};
inline constexpr int kMostInARound = 200;

// A message that waits to be sent.
struct Submission {
  std::string id;    // stable
  std::string kind;  // "apply", "supplement", "withdraw"
  json::Value body;
  Instant made_at{};
};

struct Source {
  std::function<std::vector<Submission>(const std::string& system, int limit)> waiting;
  std::function<Result<void>(const std::string& id, Instant now)> sent;
};

enum class Health { NotTried, Up, Down, Refusing };
BOOST_DESCRIBE_ENUM(Health, NotTried, Up, Down, Refusing)

// What is known of a partner's system.
struct SystemState {
  std::string system;
  Health health = Health::NotTried;
  std::optional<Instant> since;  // when it came to be so
  int failures = 0;              // in a row
  int waiting = 0;               // at most kMostInARound
  std::optional<Instant> oldest;
};

class Sender {
 public:
  // The answer's HTTP status; nullopt: there was none.
  using Post = std::function<std::optional<int>(const Address& address, std::string_view bytes,
                                                std::string_view signature)>;

  // The references outlive the object.
  Sender(const Partner& partner, const SigningKey& own, Source source, RandomBytes random, Post post)
      : partner_(partner),
        own_(own),
        source_(std::move(source)),
        random_(std::move(random)),
        post_(std::move(post)) {
    state_.system = partner.system;
  }

  // Sends what waits, unless it is time to wait. How many were taken.
  int round(Instant now);

  [[nodiscard]] SystemState state() const;

 private:
  void note(Health health, Instant now);

  const Partner& partner_;
  const SigningKey& own_;
  Source source_;
  RandomBytes random_;
  Post post_;
  Instant not_before_{};
  mutable std::mutex mutex_;  // guards state_
  SystemState state_;
};

// Over HTTP, within ten seconds.
[[nodiscard]] std::optional<int> post_over_http(const Address& address, std::string_view bytes,
                                                std::string_view signature);

}  // namespace gangway::exchange
