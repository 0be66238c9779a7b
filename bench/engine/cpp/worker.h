// The frame of a peer in C++: reads commands as lines of JSON and answers each with one line, as
// workers/worker.mjs says.
//
// Units: nanoseconds of wall and of CPU time, the whole process; `own_ns` is not given.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "base/json.h"

namespace gangway::bench {

struct Mode {
  // Decides some rows from `first` on and gives how many. At least a microsecond's work where that is
  // possible, so that looking at the clock does not count.
  std::function<std::size_t(std::size_t first)> several;
  // Decides one row: for latencies, each with the clock's own 20 ns.
  std::function<void(std::size_t n)> one;
};

class Peer {
 public:
  virtual ~Peer() = default;
  // `folder` holds workload.json and what was written for this peer: reads it.
  virtual void prepare(const std::string& folder) = 0;
  // From there to where decisions can be asked for; its time is the load time.
  virtual void load() = 0;
  [[nodiscard]] virtual std::size_t rows() const = 0;
  [[nodiscard]] virtual const std::map<std::string, Mode>& modes() const = 0;
  [[nodiscard]] virtual json::Array answers(const std::string& mode) = 0;
};

// Throws std::runtime_error what cannot be read: a benchmark has nothing better to do.
[[nodiscard]] std::string read_text(const std::string& path);
[[nodiscard]] json::Value read_json(const std::string& path);

// Until the input ends; 0.
int serve(Peer& peer);

}  // namespace gangway::bench
