// Listens, reads requests whole, has the Dispatcher answer them, writes the answers.
//
// Shape:  one or two I/O threads, each with its own event loop; handlers run on a pool of workers. A
//         connection has one request under way at a time; pipelined ones wait in its buffer.
// Limits: bytes of header and body, connections, and time: for a header to arrive whole, for a body, for an
//         answer to be taken. A limit is never per byte: a client that drips loses its connection just as
//         surely. Over a limit: 431, 413, 503 (all workers busy and the queue full); too many connections:
//         closed.
// Ending: stop, or SIGTERM or SIGINT, closes the listener and idle connections, lets requests under way
//         finish, and gives up after `grace`. TLS is the proxy's business; see
//         Dispatcher::Options::trusted_proxies.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "http/dispatcher.h"

namespace gangway::http {

class Server {
 public:
  enum class Signals { Ignore, StopOnTerminate };

  struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one
    std::size_t io_threads = 1;
    std::size_t workers = 64;
    std::size_t max_waiting = 1024;  // requests that wait for a worker
    std::size_t max_connections = 4096;
    std::uint32_t max_header_bytes = 16 * 1024;
    std::size_t max_body_bytes = 1024 * 1024;
    std::chrono::milliseconds header_time{15'000};  // also how long an idle connection is kept
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds write_time{30'000};
    std::chrono::milliseconds grace{10'000};
    Signals signals = Signals::Ignore;
  };

  // Listens from here on. Throws std::runtime_error when the address is not to be had.
  // `dispatcher` outlives the server.
  Server(const Options& options, Dispatcher& dispatcher);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  [[nodiscard]] std::uint16_t port() const;

  void run();   // serves until stopped; once
  void stop();  // from any thread; run returns when the requests under way are answered

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace gangway::http
