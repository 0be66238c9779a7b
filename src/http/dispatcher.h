// From a request to its answer: limits, routes, files, errors, headers, log.
//
// Shape:  admit is quick and runs on the connection's thread; handle may take long and runs on a worker.
//         Between them nothing is shared but the Request.
// Errors: one of the two places of the product where exceptions end: a handler's exception becomes a 500 with
//         the request's id, and a line in the log.
// Headers: every answer says that it may not be framed, sniffed or referred from, and that pages load only
//          what this server serves. Answers of the API are not stored by anyone.
// Log:    method, route pattern, status, milliseconds, bytes; never the path (codes), the query or the
//         address.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/random.h"
#include "http/message.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/static_files.h"

namespace gangway::http {

class Dispatcher {
 public:
  struct Options {
    std::function<Instant()> clock;        // what handlers take for now
    RandomBytes random;                    // for request ids
    Rate rate;                             // by client address
    std::vector<Network> trusted_proxies;  // whose X-Forwarded-For is believed
  };

  // `files` may be absent: then only the router answers. Paths below /api are never files.
  Dispatcher(Options options, Router router, std::optional<StaticFiles> files = std::nullopt);

  // Fills in what follows from method, target, headers, body and peer: segments, query, client, language, id,
  // now. The answer, complete, when the request goes no further: 400 or 429.
  [[nodiscard]] std::optional<Response> admit(Request& request);

  // REQUIRES: admit(request) gave nothing. Never throws.
  [[nodiscard]] Response handle(Request& request) const;

  // A complete answer for a request that could not be read or taken: 400, 413, 431, 503.
  [[nodiscard]] Response refuse(int status, Error error, const Request& request) const;

 private:
  [[nodiscard]] Response answer(Request& request, std::string_view& route) const;
  [[nodiscard]] Response finish(Response response, const Request& request, std::string_view route) const;

  Options options_;
  Router router_;
  std::optional<StaticFiles> files_;
  RateLimiter limiter_;
};

}  // namespace gangway::http
