// Work that goes on beside the server.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "store/row.h"

namespace gangway::app {

// Runs `work` every so often, and once more at the end. A database that fails is logged, and tried again.
class Repeated {
 public:
  Repeated(std::chrono::milliseconds every, std::function<void()> work)
      : every_(every), work_(std::move(work)), thread_([this] { run(); }) {}
  Repeated(const Repeated&) = delete;
  Repeated& operator=(const Repeated&) = delete;
  ~Repeated() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    for (bool stopping = false; !stopping;) {
      std::unique_lock lock(mutex_);
      stopping = wake_.wait_for(lock, every_, [this] { return stopping_; });
      lock.unlock();
      try {
        work_();
      } catch (const store::Failure& failure) {
        log::write(log::Level::Error, "repeated_work", {{"what", failure.what()}});
      }
    }
  }

  std::chrono::milliseconds every_;
  std::function<void()> work_;
  std::mutex mutex_;  // guards stopping_
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace gangway::app
