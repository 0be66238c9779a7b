#include "api/case_commands.h"

#include <boost/mp11/algorithm.hpp>

#include "api/case_view.h"

namespace gangway::api {

cases::Actor case_actor(const Permitted& permitted) {
  const bool supervises = permitted.scope.purpose == access::Purpose::Supervision;
  const bool manages = permitted.scope.purpose == access::Purpose::Administration;
  return {permitted.caller.account,
          {permitted.caller.place, permitted.caller.department},
          manages ? "administration" : (supervises ? "supervision" : "handling")};
}

Result<cases::Cases::Command> case_command(const http::Request& request, const Permitted& permitted,
                                           const std::optional<std::string>& text) {
  TRY_ASSIGN(const auto id, id_in_path<CaseId>(request, "id", "cases.not_found"));
  TRY_ASSIGN(const auto seen, seen_version(request, "cases.version_required"));
  return cases::Cases::Command{
      id, seen, text.value_or(""), permitted.scope, case_actor(permitted), request.now, std::nullopt};
}

cases::Fields fields_in(const CaseCommandBody& body) {
  return {body.facts.value_or(json::Value(json::Object{})), body.name, body.employer_name, body.contact};
}

cases::NewPaper paper_in(const http::Request& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  return {std::string(request.query_value("code").value_or("")),
          std::string(request.query_value("title").value_or("")),
          whole_number<int>(request.query_value("pages").value_or("1")).value_or(0),
          std::string(type.substr(0, type.find_first_of("; \t"))), request.body};
}

http::Response case_response(Services& services, const http::Request& request,
                             const Result<cases::Detail>& detail, int status) {
  if (!detail) return http::problem(detail.error(), request.language);
  Names names(services);
  auto response = http::json_response(status, json::write(view_of(services, names, *detail, request.now)));
  response.headers.set("ETag", etag_of(detail->file.version));
  if (status == 201)
    response.headers.set("Location", "/api/v1/cases/" + std::to_string(detail->file.id.value()));
  return response;
}

std::optional<cases::Stage> stage_named(std::string_view name) {
  std::optional<cases::Stage> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<cases::Stage>>([&](auto one) {
    if (json::snake_case(one.name) == name) out = one.value;
  });
  return out;
}

Result<std::optional<cases::After>> after_of(const http::Request& request) {
  const auto text = request.query_value("after");
  if (!text || text->empty()) return std::optional<cases::After>{};
  const auto dot = text->find('.');
  if (dot != std::string_view::npos) {
    const auto id = whole_number<std::int64_t>(text->substr(dot + 1));
    if (id && parse_day(text->substr(0, dot)))
      return std::optional(cases::After{std::string(text->substr(0, dot)), CaseId(*id)});
  }
  return fail(ErrorCode::Invalid, "cases.bad_page", std::string("/after"));
}

}  // namespace gangway::api
