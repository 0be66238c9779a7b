// A small blocking HTTP client for one connection: for tests, measurements and simulators of other systems.
//
// Shape:  keep-alive; answers with Content-Length only, which is all that Server sends.
// Errors: throws std::runtime_error when the connection fails, ends early or takes longer than ten seconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"

namespace gangway::http {

class Client {
 public:
  explicit Client(std::uint16_t port, const std::string& address = "127.0.0.1");
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  Response send(Method method, std::string_view target, const Headers& headers = {},
                std::string_view body = {});

  // For what a proper client would not do.
  void send_raw(std::string_view bytes);
  enum class Expect { Body, NoBody };  // NoBody: the answer to HEAD
  Response receive(Expect expect = Expect::Body);
  [[nodiscard]] bool is_closed();  // waits until the server closes or sends; true when it closed

 private:
  bool fill();  // reads more into received_; false at the end

  int socket_;
  std::string received_;
};

}  // namespace gangway::http
