// The catalogue: which routes there are, and one route told for nobody in particular.

#include "api/caching.h"
#include "api/endpoint.h"
#include "policy/guide.h"

namespace gangway::api {
namespace {

http::Response list(Services& services, const http::Request& request) {
  const auto setting = setting_of(services, request);
  if (!setting) return http::problem(setting.error(), request.language);
  return tagged(request, tag_of(services, (*setting)->region(), (*setting)->as_of()),
                [&] { return http::json_text_response(200, json::text_of(policy::list_routes(**setting))); });
}

http::Response guide(Services& services, const http::Request& request) {
  const auto setting = setting_of(services, request);
  if (!setting) return http::problem(setting.error(), request.language);
  // With the route's name in it, so that the tag of another route does not stand for one that is not there.
  const auto& id = request.path_value("id");
  return tagged(request, tag_of(services, (*setting)->region(), (*setting)->as_of(), id),
                [&] { return answer(policy::guide(**setting, id), request); });
}

}  // namespace

std::vector<Endpoint> route_endpoints() {
  using http::Method;
  return {
      {Method::Get,
       "/api/v1/routes",
       access::Action::UsePublic,
       "routes",
       "Routes of a place on a day",
       {"region", "as_of"},
       nullptr,
       schema_of<policy::RouteList>,
       200,
       list},
      {Method::Get,
       "/api/v1/routes/{id}",
       access::Action::UsePublic,
       "route",
       "One route: conditions, figures, papers, versions",
       {"region", "as_of"},
       nullptr,
       schema_of<policy::Guide>,
       200,
       guide},
  };
}

}  // namespace gangway::api
