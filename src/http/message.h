// A request and its answer, as handlers see them.
//
// Shape:  plain values; no connection, no library type. Everything a handler may depend on is in the Request,
//         the time and the caller's language included.
// Units:  `now` is the injected clock's instant; texts are UTF-8, checked; `body` are the bytes as received.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "http/address.h"

namespace gangway::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options, Other };

[[nodiscard]] Method method_of(std::string_view name);  // "GET"; Other for what is not listed
[[nodiscard]] std::string_view name_of(Method method);

// Header fields; names match without regard to case.
class Headers {
 public:
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;  // the first of that name
  // All values of that name, joined by ", ".
  [[nodiscard]] std::string joined(std::string_view name) const;
  // Throws std::logic_error on a line end or NUL: a value must not begin a header of its own.
  void set(std::string_view name, std::string value);
  void set_default(std::string_view name, std::string value);  // unless it is there
  void add(std::string_view name, std::string value);

  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::Get;
  std::string target;                 // as received: "/api/v1/routes/pr%2Dwork?lang=en"
  std::vector<std::string> segments;  // of the path, decoded: "api", "v1", "routes", "pr-work"
  Pairs query;                        // decoded, in order
  Headers headers;
  std::string body;

  Address peer;    // who is connected
  Address client;  // who asks: the peer, or whom a trusted proxy names
  std::string id;  // of this request, in the log and the X-Request-Id header
  Instant now{};
  Language language = Language::Zh;
  std::chrono::steady_clock::time_point received;

  Pairs path_values;  // of the route's {names}

  // REQUIRES: the route's pattern has that name.
  [[nodiscard]] const std::string& path_value(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;  // the first
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

}  // namespace gangway::http
