#include "http/dispatcher.h"

#include <array>
#include <exception>

#include "base/log.h"
#include "http/problem.h"
#include "http/target.h"

namespace gangway::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSecurityHeaders{{
    {"Content-Security-Policy",
     "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "geolocation=(), microphone=()"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
}};

std::string request_id(const RandomBytes& random) {
  std::array<std::uint8_t, 8> bytes{};
  random(bytes);
  std::string out;
  for (const unsigned byte : bytes) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

bool is_api(const Request& request) { return !request.segments.empty() && request.segments.front() == "api"; }

Response not_allowed(const std::string& allow, Language language) {
  auto response =
      problem(405, {ErrorCode::BadRequest, "http.method_not_allowed", {{"allow", allow}}, {}}, language);
  response.headers.set("Allow", allow);
  return response;
}

}  // namespace

Dispatcher::Dispatcher(Options options, Router router, std::optional<StaticFiles> files)
    : options_(std::move(options)),
      router_(std::move(router)),
      files_(std::move(files)),
      limiter_(options_.rate) {}

std::optional<Response> Dispatcher::admit(Request& request) {
  request.id = request_id(options_.random);
  request.now = options_.clock();
  request.client =
      client_of(request.peer, request.headers.joined("X-Forwarded-For"), options_.trusted_proxies);
  auto target = parse_target(request.target);
  if (target) {
    request.segments = std::move(target->segments);
    request.query = std::move(target->query);
  }
  request.language = language_of(request.query, request.headers.joined("Accept-Language"));
  if (!target) return refuse(400, target.error(), request);
  if (const auto wait = limiter_.refuse(request.client, request.received)) {
    return refuse(429,
                  {ErrorCode::TooMany, "http.too_many", {{"seconds", std::to_string(wait->count())}}, {}},
                  request);
  }
  return std::nullopt;
}

Response Dispatcher::handle(Request& request) const {
  std::string_view route = "-";
  try {
    return finish(answer(request, route), request, route);
  } catch (const std::exception& exception) {
    log::write(log::Level::Error, "exception",
               {{"id", request.id}, {"route", route}, {"what", exception.what()}});
  } catch (...) {
    log::write(log::Level::Error, "exception", {{"id", request.id}, {"route", route}, {"what", "unknown"}});
  }
  return finish(
      problem(500, {ErrorCode::Unavailable, "http.internal", {{"id", request.id}}, {}}, request.language),
      request, route);
}

Response Dispatcher::refuse(int status, Error error, const Request& request) const {
  return finish(problem(status, error, request.language), request, "-");
}

Response Dispatcher::answer(Request& request, std::string_view& route) const {
  auto match = router_.find(request.method, request.segments);
  if (match.route != nullptr) {
    route = match.route->pattern;
    request.path_values = std::move(match.path_values);
    return match.route->handler(request);
  }
  if (match.allow.empty() && !is_api(request) && files_) {
    const bool reads = request.method == Method::Get || request.method == Method::Head;
    if (auto file = files_->find(request)) {
      route = "file";
      if (reads) return *std::move(file);
      match.allow = "GET, HEAD, OPTIONS";
    }
  }
  if (match.allow.empty()) return problem({ErrorCode::NotFound, "http.not_found", {}, {}}, request.language);
  if (request.method != Method::Options) return not_allowed(match.allow, request.language);
  Response options{204, {}, {}};
  options.headers.set("Allow", match.allow);
  return options;
}

Response Dispatcher::finish(Response response, const Request& request, std::string_view route) const {
  for (const auto& [name, value] : kSecurityHeaders) response.headers.set_default(name, std::string(value));
  response.headers.set_default("Cache-Control", "no-store");
  response.headers.set("X-Request-Id", request.id);
  const auto took = std::chrono::steady_clock::now() - request.received;
  log::write(log::Level::Info, "http",
             {{"id", request.id},
              {"method", name_of(request.method)},
              {"route", route},
              {"status", response.status},
              {"us", std::chrono::floor<std::chrono::microseconds>(took).count()},
              {"bytes", response.body.size()}});
  return response;
}

}  // namespace gangway::http
