// One row of the HTTP contract: what the router serves and what the OpenAPI document says, from one table.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "api/services.h"
#include "base/json_bind.h"
#include "http/message.h"
#include "http/problem.h"
#include "http/router.h"

namespace gangway::api {

inline constexpr std::array<std::string_view, 4> kStages{"entry", "residence", "work", "life"};

// A caller who may do it, and how far.
struct Permitted {
  const access::Caller& caller;
  const access::Scope& scope;
};

struct Endpoint {
  using Handle = http::Response (*)(Services& services, const http::Request& request);
  using HandlePermitted = http::Response (*)(Services& services, const http::Request& request,
                                             const Permitted& permitted);
  using Schema = json::Value (*)(json::Schemas& schemas);

  http::Method method = http::Method::Get;
  std::string_view pattern;
  access::Action action = access::Action::UsePublic;  // what the table of permissions is asked for
  std::string_view operation;                         // operationId
  std::string_view summary;
  std::vector<std::string_view> query;  // names of query parameters
  Schema request = nullptr;             // of the body; nullptr: none
  Schema response = nullptr;            // nullptr: no JSON
  int status = 200;
  Handle handle = nullptr;              // of what the public may do, whoever asks
  HandlePermitted permitted = nullptr;  // of everything else
  bool quiet = false;                   // asked by a page on its own: a session does not live longer for it
};

template <class T>
json::Value schema_of(json::Schemas& schemas) {
  return schemas.of<T>();
}

// What only permitted callers may do. `body` and `answer` may be nullptr, as in Endpoint.
[[nodiscard]] inline Endpoint permitted_endpoint(http::Method method, std::string_view pattern,
                                                 access::Action action, std::string_view operation,
                                                 std::string_view summary, Endpoint::Schema body,
                                                 Endpoint::Schema answer, int status,
                                                 Endpoint::HandlePermitted handle,
                                                 std::vector<std::string_view> query = {}) {
  return {method, pattern, action, operation, summary, std::move(query),
          body,   answer,  status, nullptr,   handle};
}

// By resource.
[[nodiscard]] std::vector<Endpoint> meta_endpoints();
[[nodiscard]] std::vector<Endpoint> route_endpoints();
[[nodiscard]] std::vector<Endpoint> assessment_endpoints();
[[nodiscard]] std::vector<Endpoint> workday_endpoints();
[[nodiscard]] std::vector<Endpoint> plan_endpoints();
[[nodiscard]] std::vector<Endpoint> session_endpoints();
[[nodiscard]] std::vector<Endpoint> network_endpoints();
[[nodiscard]] std::vector<Endpoint> request_endpoints();
[[nodiscard]] std::vector<Endpoint> person_plan_endpoints();
[[nodiscard]] std::vector<Endpoint> people_endpoints();
[[nodiscard]] std::vector<Endpoint> employer_endpoints();
[[nodiscard]] std::vector<Endpoint> exchange_endpoints();
[[nodiscard]] std::vector<Endpoint> appointment_endpoints();
[[nodiscard]] std::vector<Endpoint> queue_endpoints();
[[nodiscard]] std::vector<Endpoint> change_endpoints();
[[nodiscard]] std::vector<Endpoint> case_endpoints();
[[nodiscard]] std::vector<Endpoint> case_advice_endpoints();
[[nodiscard]] std::vector<Endpoint> application_endpoints();
[[nodiscard]] std::vector<Endpoint> work_endpoints();

// The region and day that a GET asks for: ?region=cn-31&as_of=2026-11-24; the day defaults to today in
// Shanghai.
[[nodiscard]] Result<std::shared_ptr<const policy::Setting>> setting_of(Services& services,
                                                                        const http::Request& request);

// The handler's Result as an answer.
template <class T>
http::Response answer(const Result<T>& result, const http::Request& request, int status = 200) {
  if (!result) return http::problem(result.error(), request.language);
  return http::json_text_response(status, json::text_of(*result));
}

}  // namespace gangway::api
