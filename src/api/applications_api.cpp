// Applying online and following a case, with the code that the applicant was given.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/case_commands.h"
#include "api/case_view.h"
#include "network/network.h"

namespace gangway::api {

struct NewApplicationBody {
  std::string region;
  std::string route;
  std::string language;
  std::optional<std::string> name;
  std::optional<std::string> employer_name;
  std::optional<std::string> contact;
  std::optional<json::Value> facts;
};
BOOST_DESCRIBE_STRUCT(NewApplicationBody, (), (region, route, language, name, employer_name, contact, facts))

namespace {

using cases::Detail;

http::Response status_response(Services& services, const http::Request& request, const Result<Detail>& detail,
                               int status) {
  if (!detail) return http::problem(detail.error(), request.language);
  auto response = http::json_response(status, json::write(status_of(services, *detail, request.now)));
  response.headers.set("ETag", etag_of(detail->file.version));
  if (status == 201) response.headers.set("Location", "/api/v1/case-status/" + detail->contents.code);
  return response;
}

// The clerk at the region's centre who is first-ask owner of the fewest open cases.
Result<cases::Actor> on_duty(Services& services, std::string_view region, Day today) {
  std::optional<cases::Actor> best;
  std::int64_t fewest = 0;
  for (const auto& place : services.network->places()) {
    const bool serves =
        place.kind == network::PlaceKind::Centre && policy::RuleBook::lies_in(region, place.region);
    if (!serves) continue;
    for (const auto& post : services.accounts->holders(access::Role::WindowClerk, place.path, today)) {
      const auto open = services.cases->open_of(post.account);
      if (best && open >= fewest) continue;
      best = cases::Actor{post.account, {place.path, post.department}, "handling"};
      fewest = open;
    }
  }
  if (!best) return fail(ErrorCode::Unavailable, "cases.nobody_on_duty");
  return *best;
}

http::Response apply(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewApplicationBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  if (services.book->find_region(body->region) == nullptr)
    return http::problem({ErrorCode::Invalid, "policy.no_such_region", {{"region", body->region}}, "/region"},
                         request.language);
  const auto owner = on_duty(services, body->region, day_in_shanghai(request.now));
  if (!owner) return http::problem(owner.error(), request.language);
  cases::NewCase asked;
  asked.channel = cases::Channel::Online;
  asked.route = body->route;
  asked.region = body->region;
  asked.language = body->language;
  asked.name = body->name.value_or("");
  asked.employer_name = body->employer_name.value_or("");
  asked.contact = body->contact.value_or("");
  if (body->facts) asked.facts = *body->facts;
  const auto retry = retry_of(request, "application");
  if (!retry) return http::problem(retry.error(), request.language);
  return status_response(services, request, services.cases->open(asked, *owner, request.now, *retry), 201);
}

Result<PublicCode> code_of(const http::Request& request) {
  auto code = PublicCode::parse(request.path_value("code"));
  if (!code) code.error().code = ErrorCode::NotFound;
  return code;
}

http::Response follow(Services& services, const http::Request& request, const Permitted&) {
  const auto code = code_of(request);
  if (!code) return http::problem(code.error(), request.language);
  return status_response(services, request, services.cases->find(*code), 200);
}

Result<cases::Cases::Command> command_of(const http::Request& request) {
  TRY_ASSIGN(const auto code, code_of(request));
  TRY_ASSIGN(const auto seen, seen_version(request, "cases.version_required"));
  return cases::Cases::Command{{}, seen, {}, {}, {}, request.now, code};
}

http::Response change(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<CaseCommandBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  return status_response(services, request, services.cases->set_fields(*command, fields_in(*body)), 200);
}

http::Response upload(Services& services, const http::Request& request, const Permitted&) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  return status_response(services, request, services.cases->add_paper(*command, paper_in(request)), 200);
}

http::Response submit(Services& services, const http::Request& request, const Permitted&) {
  const auto command = command_of(request);
  if (!command) return http::problem(command.error(), request.language);
  return status_response(services, request, services.cases->submit(*command), 200);
}

}  // namespace

std::vector<Endpoint> application_endpoints() {
  using access::Action;
  using http::Method;
  const auto status = schema_of<CaseStatus>;
  return {
      {Method::Post,
       "/api/v1/applications",
       Action::ApplyOnline,
       "apply_online",
       "Begin an application; the code leads back to the draft and follows the case",
       {},
       schema_of<NewApplicationBody>,
       status,
       201,
       nullptr,
       apply},
      {Method::Patch,
       "/api/v1/applications/{code}",
       Action::ApplyOnline,
       "fill_in_application",
       "Fill in fields of a draft; null removes one",
       {},
       schema_of<CaseCommandBody>,
       status,
       200,
       nullptr,
       change},
      {Method::Post,
       "/api/v1/applications/{code}/papers",
       Action::ApplyOnline,
       "upload_paper",
       "Upload a paper: the body is the file, at most 4 MiB of PDF, JPEG or PNG",
       {"code", "title", "pages"},
       nullptr,
       status,
       200,
       nullptr,
       upload},
      {Method::Post,
       "/api/v1/applications/{code}/submit",
       Action::ApplyOnline,
       "submit_application",
       "Hand in the draft, or what the notice asked for",
       {},
       nullptr,
       status,
       200,
       nullptr,
       submit},
      {Method::Get,
       "/api/v1/case-status/{code}",
       Action::FollowCase,
       "follow_case",
       "Who has a case, what comes next, by when and why that day",
       {},
       nullptr,
       status,
       200,
       nullptr,
       follow},
  };
}

}  // namespace gangway::api
