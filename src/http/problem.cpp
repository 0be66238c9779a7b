#include "http/problem.h"

#include <algorithm>

namespace gangway::http {
namespace {

constexpr std::string_view kProblemType = "application/problem+json; charset=utf-8";
constexpr std::string_view kJsonType = "application/json; charset=utf-8";

json::Value entry(const Error& error, Language language) {
  return {{"pointer", error.field}, {"detail", text(error, language)}, {"code", error.key}};
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::BadRequest:
      return 400;
    case ErrorCode::Unauthorized:
      return 401;
    case ErrorCode::Forbidden:
      return 403;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Conflict:
      return 409;
    case ErrorCode::Stale:
      return 412;
    case ErrorCode::TooLarge:
      return 413;
    case ErrorCode::Invalid:
    case ErrorCode::NotKnown:
      return 422;
    case ErrorCode::TooMany:
      return 429;
    case ErrorCode::Unavailable:
      return 503;
  }
  return 500;
}

Response problem(const Error& error, Language language) {
  return problem(status_of(error.code), error, language);
}

Response problem(int status, const Error& error, Language language) {
  const std::string title_key = "http.status_" + std::to_string(status);
  json::Object body{{"type", "about:blank"},
                    {"title", text(title_key, {}, language)},
                    {"status", status},
                    {"code", error.key},
                    {"detail", text(error, language)},
                    {"errors", json::Array{entry(error, language)}}};
  Response response{status, {}, json::serialize(body)};
  response.headers.set("Content-Type", std::string(kProblemType));
  response.headers.set("Content-Language", language == Language::Zh ? "zh-CN" : "en");
  const auto seconds = std::ranges::find(error.args, "seconds", &Args::value_type::first);
  if (seconds != error.args.end()) response.headers.set("Retry-After", seconds->second);
  return response;
}

Response problem(const std::vector<Error>& errors, Language language) {
  auto response = problem(errors.front(), language);
  if (errors.size() == 1) return response;
  auto body = json::parse(response.body).value();
  json::Array entries;
  for (const auto& error : errors) entries.push_back(entry(error, language));
  body.as_object()["errors"] = std::move(entries);
  response.body = json::serialize(body);
  return response;
}

Response json_response(int status, const json::Value& value) {
  return json_text_response(status, json::serialize(value));
}

Response json_text_response(int status, std::string text) {
  Response response{status, {}, std::move(text)};
  response.headers.set("Content-Type", std::string(kJsonType));
  return response;
}

Result<json::Value> json_body(const Request& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  const auto essence = type.substr(0, type.find_first_of("; \t"));
  if (essence != "application/json") return fail(ErrorCode::BadRequest, "http.not_json");
  return json::parse(request.body);  // within the usual limit: only papers may be larger
}

}  // namespace gangway::http
