#include "api/services.h"

namespace gangway::api {

Result<std::shared_ptr<const policy::Setting>> Settings::get(const std::string& region, Day day) {
  const Key key{region, day};
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) {
      order_.splice(order_.begin(), order_, found->second.used);
      return found->second.setting;
    }
  }
  // Made outside the lock: two callers may make the same one, and either will do.
  TRY_ASSIGN(auto setting, policy::Setting::create(book_, region, day));
  const std::scoped_lock lock(mutex_);
  if (entries_.contains(key)) return setting;
  if (entries_.size() >= kCapacity) {
    entries_.erase(order_.back());
    order_.pop_back();
  }
  order_.push_front(key);
  entries_.emplace(key, Entry{setting, order_.begin()});
  return setting;
}

}  // namespace gangway::api
