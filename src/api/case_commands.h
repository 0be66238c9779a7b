// What the endpoints of cases share: the body of commands, who acts, which version was seen, the answer.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/endpoint.h"
#include "api/precondition.h"
#include "cases/cases.h"

namespace gangway::api {

// One body for all commands; each takes the members that it needs.
struct CaseCommandBody {
  std::optional<std::string> text;
  std::optional<json::Value> facts;  // fields
  std::optional<std::string> name;
  std::optional<std::string> employer_name;
  std::optional<std::string> contact;
  std::optional<std::vector<cases::Defect>> defects;  // notice
  std::optional<BranchId> branch;                     // supplement
  std::optional<std::string> document;                // identity
  std::optional<int> task;                            // task-resolve
  std::optional<cases::Resolution> resolution;
};
BOOST_DESCRIBE_STRUCT(CaseCommandBody, (),
                      (text, facts, name, employer_name, contact, defects, branch, document, task,
                       resolution))

[[nodiscard]] cases::Actor case_actor(const Permitted& permitted);

// From the path's {id} and If-Match.
[[nodiscard]] Result<cases::Cases::Command> case_command(const http::Request& request,
                                                         const Permitted& permitted,
                                                         const std::optional<std::string>& text);
[[nodiscard]] cases::Fields fields_in(const CaseCommandBody& body);
// A file as the body, its code, title and pages in the query.
[[nodiscard]] cases::NewPaper paper_in(const http::Request& request);

// The case as it is then, with its version as ETag.
[[nodiscard]] http::Response case_response(Services& services, const http::Request& request,
                                           const Result<cases::Detail>& detail, int status);

[[nodiscard]] std::optional<cases::Stage> stage_named(std::string_view name);
// ?after=, as a list's `next` gave it.
[[nodiscard]] Result<std::optional<cases::After>> after_of(const http::Request& request);

using CaseWork = Result<cases::Detail> (*)(cases::Cases& cases, const cases::Cases::Command& command,
                                           const CaseCommandBody& body);

// Reads the command, runs `work`, answers with the case.
template <CaseWork work>
http::Response case_endpoint(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<CaseCommandBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto command = case_command(request, permitted, body->text);
  if (!command) return http::problem(command.error(), request.language);
  return case_response(services, request, work(*services.cases, *command, *body), 200);
}

}  // namespace gangway::api
