// How often one caller may ask: a token bucket for each address.
//
// Shape:   a bounded table; when it is full the caller who was silent longest is forgotten.
// Units:  whole requests; time from an argument, a clock that never goes back. IPv6 callers share a bucket by
//         /64, which is what one subscriber holds.
// Threads: any.
#pragma once

#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <optional>

#include "http/address.h"

namespace gangway::http {

struct Rate {
  int per_second = 0;  // 0: no limit
  int burst = 0;       // how many may come at once; at least 1 where there is a limit
};

class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimiter(Rate rate, std::size_t max_clients = 65'536)
      : rate_(rate), max_clients_(max_clients) {}

  // nullopt: go on. Else the whole seconds, at least one, after which the next request is welcome.
  [[nodiscard]] std::optional<std::chrono::seconds> refuse(const Address& client, Time now);

 private:
  struct Bucket {
    Address client;
    std::int64_t thousandths = 0;  // tokens left
    Time counted_at;
  };
  using Buckets = std::list<Bucket>;  // the latest caller first

  [[nodiscard]] Bucket& bucket_of(const Address& client, Time now);

  Rate rate_;
  std::size_t max_clients_;
  std::mutex mutex_;  // guards what follows
  Buckets buckets_;
  std::map<Address, Buckets::iterator> by_client_;
};

}  // namespace gangway::http
