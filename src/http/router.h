// Which handler answers which path.
//
//   router.add(Method::Get, "/api/v1/routes/{id}", [&](const Request& request) { … request.path_value("id") …
//   });
//
// Shape:  filled once at start, then only read, from any thread. A literal segment wins over a {name}; a
//         {name} takes exactly one segment that is not empty. GET also answers HEAD.
// Errors:  add throws std::logic_error when method and pattern are there already.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace gangway::http {

using Handler = std::function<Response(const Request&)>;

struct Route {
  Method method = Method::Get;
  std::string pattern;
  Handler handler;
};

class Router {
 public:
  void add(Method method, std::string_view pattern, Handler handler);

  struct Match {
    const Route* route = nullptr;  // null: no such path, or not with this method
    Pairs path_values;
    std::string allow;  // the methods of this path, "GET, HEAD, OPTIONS"; empty: no such path
  };
  [[nodiscard]] Match find(Method method, const std::vector<std::string>& segments) const;

  // In the order of adding: what the OpenAPI document must describe.
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  // the segments of routes_[i].pattern
};

}  // namespace gangway::http
