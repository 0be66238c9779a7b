#include "http/rate_limit.h"

#include <algorithm>

namespace gangway::http {
namespace {

constexpr std::int64_t kToken = 1000;  // thousandths

}  // namespace

RateLimiter::Bucket& RateLimiter::bucket_of(const Address& client, Time now) {
  if (const auto known = by_client_.find(client); known != by_client_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, known->second);
    return buckets_.front();
  }
  if (buckets_.size() == max_clients_) {
    by_client_.erase(buckets_.back().client);
    buckets_.pop_back();
  }
  buckets_.push_front({client, rate_.burst * kToken, now});
  by_client_.emplace(client, buckets_.begin());
  return buckets_.front();
}

std::optional<std::chrono::seconds> RateLimiter::refuse(const Address& client, Time now) {
  if (rate_.per_second == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto& bucket = bucket_of(client.subscriber(), now);
  const auto full = rate_.burst * kToken;
  // per_second tokens a second are per_second thousandths a millisecond; what is less stays for the next
  // time.
  const auto passed = std::chrono::floor<std::chrono::milliseconds>(now - bucket.counted_at);
  if (passed.count() > 0) {
    const auto useful = std::min<std::int64_t>(passed.count(), full / rate_.per_second + 1);
    bucket.thousandths = std::min(full, bucket.thousandths + useful * rate_.per_second);
    bucket.counted_at += passed;
  }
  if (bucket.thousandths >= kToken) {
    bucket.thousandths -= kToken;
    return std::nullopt;
  }
  const auto wait = (kToken - bucket.thousandths + rate_.per_second - 1) / rate_.per_second;
  return std::max(std::chrono::ceil<std::chrono::seconds>(std::chrono::milliseconds{wait}),
                  std::chrono::seconds{1});
}

}  // namespace gangway::http
