// Answers in JSON, and errors as problem details in the caller's language.
//
//   { "type": "about:blank", "title": "Not valid", "status": 422, "code": "json.missing",
//     "detail": "This is missing.", "errors": [ { "pointer": "/region", "detail": …, "code": … } ] }
//
// Shape:  `code` is the text's key, `title` the status in words, `detail` the first error's text; `errors`
//         holds all of them. An error argument named "seconds" becomes Retry-After.
// Source: RFC 9457.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json_bind.h"
#include "base/result.h"
#include "http/message.h"

namespace gangway::http {

[[nodiscard]] int status_of(ErrorCode code);

[[nodiscard]] Response problem(const Error& error, Language language);
// REQUIRES: not empty. The first error decides the status.
[[nodiscard]] Response problem(const std::vector<Error>& errors, Language language);
// For statuses that are no ErrorCode: 405, 431, 500.
[[nodiscard]] Response problem(int status, const Error& error, Language language);

[[nodiscard]] Response json_response(int status, const json::Value& value);
// `text` is JSON already (json::text_of).
[[nodiscard]] Response json_text_response(int status, std::string text);

// The body as JSON. Errors: as json::parse; BadRequest "http.not_json" when Content-Type says otherwise
// (which also keeps foreign pages from posting forms).
[[nodiscard]] Result<json::Value> json_body(const Request& request);

// The body as a T; every fault in `errors`.
template <class T>
[[nodiscard]] std::optional<T> read_body(const Request& request, std::vector<Error>& errors) {
  auto value = json_body(request);
  if (value) return json::read<T>(*value, errors);
  errors.push_back(std::move(value).error());
  return std::nullopt;
}

}  // namespace gangway::http
