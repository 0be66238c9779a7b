// Threads that run handlers.
//
// Shape:  a fixed number of threads and a bounded queue: when both are full the caller is told at once
//         instead of waiting unboundedly. Many threads are wanted, although there are few processors: a
//         handler that writes waits for the store's next commit, and the more wait, the more one commit
//         carries.
// Threads: any may post. Jobs must not throw.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gangway::http {

class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t max_waiting);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();  // runs what waits, then joins

  [[nodiscard]] bool try_post(std::function<void()> job);  // false: full

 private:
  void work();

  std::size_t max_waiting_;
  std::mutex mutex_;  // guards waiting_ and stopping_
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace gangway::http
