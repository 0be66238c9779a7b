#include "api/guard.h"

#include <algorithm>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

namespace gangway::api {
namespace {

constexpr std::string_view kCookie = "gangway_session";

bool changes_something(http::Method method) {
  return method != http::Method::Get && method != http::Method::Head && method != http::Method::Options;
}

// Whether the page that asks was served by this host. Tools send no Origin.
bool same_origin(const http::Request& request) {
  const auto origin = request.headers.find("Origin");
  if (!origin) return true;
  const auto host = origin->substr(std::min(origin->find("://"), origin->size() - 3) + 3);
  return host == request.headers.find("Host").value_or("");
}

access::Purpose purpose_of(const http::Request& request) {
  const auto stated = request.headers.find("Gangway-Purpose").value_or("");
  auto purpose = access::Purpose::None;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Purpose>>([&](auto one) {
    if (json::snake_case(one.name) == stated) purpose = one.value;
  });
  return purpose;
}

}  // namespace

std::string session_token(const http::Request& request) {
  const auto cookies = request.headers.joined("Cookie");
  for (std::size_t from = 0; from < cookies.size();) {
    const auto end = std::min(cookies.find_first_of(";,", from), cookies.size());
    auto cookie = std::string_view(cookies).substr(from, end - from);
    while (cookie.starts_with(' ')) cookie.remove_prefix(1);
    if (cookie.starts_with(kCookie) && cookie.substr(kCookie.size()).starts_with('='))
      return std::string(cookie.substr(kCookie.size() + 1));
    from = end + 1;
  }
  return {};
}

void set_session_cookie(http::Response& response, const http::Request& request, const std::string& token,
                        access::AccountKind kind) {
  const auto age = token.empty()
                       ? std::chrono::seconds{0}
                       : std::chrono::duration_cast<std::chrono::seconds>(access::lifetime_of(kind).age);
  const bool secure = request.headers.find("X-Forwarded-Proto").value_or("http") == "https";
  response.headers.add("Set-Cookie", std::string(kCookie) + "=" + token +
                                         "; Path=/api; HttpOnly; SameSite=Strict; Max-Age=" +
                                         std::to_string(age.count()) + (secure ? "; Secure" : ""));
}

http::Response guarded(const Endpoint& endpoint, Services& services, const http::Request& request) {
  if (endpoint.handle != nullptr) return endpoint.handle(services, request);
  if (changes_something(request.method) && !same_origin(request))
    return http::problem({ErrorCode::Forbidden, "access.foreign_page", {}, {}}, request.language);
  const auto token = session_token(request);
  const auto known =
      token.empty() ? std::nullopt : services.accounts->identify(token, request.now, endpoint.quiet);
  const auto caller = known ? known->caller(purpose_of(request)) : access::Caller{};
  const auto scope = access::permit(caller, endpoint.action);
  if (!scope) {
    if (caller.signed_in()) services.accounts->note_refusal(caller, endpoint.operation, request.now);
    return http::problem(scope.error(), request.language);
  }
  auto response = endpoint.permitted(services, request, {caller, *scope});
  if (known && known->token) set_session_cookie(response, request, *known->token, known->account.kind);
  return response;
}

}  // namespace gangway::api
