#include "api/api.h"

#include <stdexcept>

#include "api/endpoint.h"
#include "api/guard.h"

namespace gangway::api {
namespace {

std::vector<Endpoint> all_endpoints() {
  std::vector<Endpoint> out;
  for (const auto& part :
       {meta_endpoints(), route_endpoints(), assessment_endpoints(), workday_endpoints(), plan_endpoints(),
        session_endpoints(), network_endpoints(), request_endpoints(), person_plan_endpoints(),
        people_endpoints(), employer_endpoints(), exchange_endpoints(), change_endpoints(),
        appointment_endpoints(), queue_endpoints(), case_endpoints(), case_advice_endpoints(),
        application_endpoints(), work_endpoints()}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

std::string lower(std::string_view name) {
  std::string out(name);
  for (auto& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

json::Value content(std::string_view type, json::Value schema) {
  return json::Object{{std::string(type), json::Object{{"schema", std::move(schema)}}}};
}

json::Value parameter(std::string_view name, std::string_view in) {
  return json::Object{{"name", std::string(name)},
                      {"in", std::string(in)},
                      {"required", in == "path"},
                      {"schema", json::Object{{"type", "string"}}}};
}

json::Array parameters(const Endpoint& endpoint) {
  json::Array out;
  for (std::size_t at = endpoint.pattern.find('{'); at != std::string_view::npos;
       at = endpoint.pattern.find('{', at + 1)) {
    out.push_back(
        parameter(endpoint.pattern.substr(at + 1, endpoint.pattern.find('}', at) - at - 1), "path"));
  }
  for (const auto name : endpoint.query) out.push_back(parameter(name, "query"));
  out.push_back(parameter("lang", "query"));
  return out;
}

json::Object operation(const Endpoint& endpoint, json::Schemas& schemas) {
  json::Object success{{"description", "Done"}};
  if (endpoint.response != nullptr)
    success["content"] = content("application/json", endpoint.response(schemas));
  json::Object out{{"operationId", std::string(endpoint.operation)},
                   {"summary", std::string(endpoint.summary)},
                   {"parameters", parameters(endpoint)}};
  if (endpoint.request != nullptr) {
    out["requestBody"] =
        json::Object{{"required", true}, {"content", content("application/json", endpoint.request(schemas))}};
  }
  out["responses"] = json::Object{
      {std::to_string(endpoint.status), std::move(success)},
      {"default",
       json::Object{{"description", "A problem (RFC 9457), in the caller's language"},
                    {"content", content("application/problem+json",
                                        json::Object{{"$ref", "#/components/schemas/Problem"}})}}}};
  return out;
}

json::Object problem_schema() {
  const auto string = [] { return json::Object{{"type", "string"}}; };
  return {{"type", "object"},
          {"properties",
           json::Object{
               {"type", string()},
               {"title", string()},
               {"status", json::Object{{"type", "integer"}}},
               {"code", string()},
               {"detail", string()},
               {"errors",
                json::Object{{"type", "array"},
                             {"items", json::Object{{"type", "object"},
                                                    {"properties", json::Object{{"pointer", string()},
                                                                                {"detail", string()},
                                                                                {"code", string()}}}}}}}}}};
}

}  // namespace

void add_endpoints(http::Router& router, Services& services) {
  for (const auto& endpoint : all_endpoints()) {
    if (!access::is_listed(endpoint.action))
      throw std::logic_error("no row in the table of permissions: " + std::string(endpoint.pattern));
    router.add(endpoint.method, endpoint.pattern, [endpoint, &services](const http::Request& request) {
      return guarded(endpoint, services, request);
    });
  }
}

std::string openapi_document() {
  json::Schemas schemas;
  json::Object paths;
  for (const auto& endpoint : all_endpoints()) {
    auto& path = paths[std::string(endpoint.pattern)];
    if (path.is_null()) path = json::Object{};
    path.get_object()[lower(http::name_of(endpoint.method))] = operation(endpoint, schemas);
  }
  auto components = schemas.components();
  components["Problem"] = problem_schema();
  const json::Object document{{"openapi", "3.1.0"},
                              {"info", json::Object{{"title", "Gangway"}, {"version", "1"}}},
                              {"paths", std::move(paths)},
                              {"components", json::Object{{"schemas", std::move(components)}}}};
  return json::canonical(document) + "\n";
}

}  // namespace gangway::api
