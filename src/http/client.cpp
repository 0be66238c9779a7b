#include "http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace gangway::http {
namespace {

constexpr int kSeconds = 10;

template <class Number>
Number number_of(std::string_view text) {
  Number out{};
  if (std::from_chars(text.data(), text.data() + text.size(), out).ec != std::errc{}) {
    throw std::runtime_error("not an HTTP answer");
  }
  return out;
}

}  // namespace

Client::Client(std::uint16_t port, const std::string& address)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  const timeval patience{kSeconds, 0};
  const int yes = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (::inet_pton(AF_INET, address.c_str(), &to.sin_addr) != 1 ||
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect to " + address + ":" + std::to_string(port));
  }
}

Client::~Client() { ::close(socket_); }

Response Client::send(Method method, std::string_view target, const Headers& headers, std::string_view body) {
  std::string message =
      std::string(name_of(method)) + " " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : headers) message += name + ": " + value + "\r\n";
  if (!body.empty()) message += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  message += "\r\n";
  message += body;
  send_raw(message);
  return receive(method == Method::Head ? Expect::NoBody : Expect::Body);
}

void Client::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the server closed while we sent");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Client::fill() {
  std::array<char, 65'536> buffer{};
  const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got < 0 && errno == EAGAIN) throw std::runtime_error("no answer in time");
  if (got <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

bool Client::is_closed() { return received_.empty() && !fill(); }

Response Client::receive(Expect expect) {
  std::size_t head_end = 0;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) throw std::runtime_error("the server closed without an answer");
  }
  Response response;
  const std::string head = received_.substr(0, head_end + 2);
  received_.erase(0, head_end + 4);
  if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("not an HTTP answer");
  response.status = number_of<int>(std::string_view(head).substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto end = head.find("\r\n", at);
    const auto colon = head.find(": ", at);
    response.headers.add(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  if (response.status == 100) return receive(expect);
  const auto length = response.headers.find("Content-Length");
  if (!length || expect == Expect::NoBody) return response;
  const auto size = number_of<std::size_t>(*length);
  while (received_.size() < size) {
    if (!fill()) throw std::runtime_error("the server closed within an answer");
  }
  response.body = received_.substr(0, size);
  received_.erase(0, size);
  return response;
}

}  // namespace gangway::http
