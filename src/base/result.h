// The one way a function says that it could not answer.
//
// Shape:  Result<T> holds a T or an Error. One Error type serves the whole product, so that TRY
//         composes without conversions and one function (http::problem) maps it to a status.
// Errors: an answer the caller must handle is a Result; a broken world (disk full, database lost) is
//         an exception; a bug is an assert; FEEL's own errors are the value null and a diagnostic.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace gangway {

enum class ErrorCode {
  BadRequest,    // 400: not readable at all (broken JSON, wrong type of message)
  Unauthorized,  // 401: nobody is signed in
  Forbidden,     // 403: the caller's role does not allow this
  NotFound,      // 404: no such object, or the caller may not know that it exists
  Conflict,      // 409: the object is not in a state that allows this
  Stale,         // 412: somebody changed it meanwhile
  TooLarge,      // 413: the input is over a limit of size or depth
  Invalid,       // 422: the input is wrong; `field` says where
  NotKnown,      // 422: a fact that the answer needs is not published (for example next year's holidays)
  TooMany,       // 429: the caller asks too often
  Unavailable,   // 503: overloaded or shutting down; the same request may succeed later
};

// Fills the {placeholders} of a text. Never personal data: it ends in logs.
using Args = std::vector<std::pair<std::string, std::string>>;

struct Error {
  ErrorCode code = ErrorCode::Invalid;
  std::string key;    // of the text in texts/<module>.yaml, for example "json.too_deep"
  Args args;          // fills the text's placeholders
  std::string field;  // JSON pointer into the input, or empty

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string key, std::string field = {}) {
  return tl::unexpected<Error>(Error{code, std::move(key), {}, std::move(field)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string key, Args args,
                                                std::string field = {}) {
  return tl::unexpected<Error>(Error{code, std::move(key), std::move(args), std::move(field)});
}

}  // namespace gangway

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot stand in parentheses.
// TRY_ASSIGN(const auto person, people.find(id));  // on error: returns it from this function
#define TRY_ASSIGN(declaration, ...) \
  GANGWAY_TRY_ASSIGN_(GANGWAY_CONCAT_(gangway_try_, __LINE__), declaration, (__VA_ARGS__))
// TRY(request.check());  // for Result<void>
#define TRY(...)                                                                 \
  do {                                                                           \
    if (auto gangway_try = (__VA_ARGS__); !gangway_try.has_value()) {            \
      return ::tl::unexpected<::gangway::Error>(std::move(gangway_try).error()); \
    }                                                                            \
  } while (false)

#define GANGWAY_CONCAT_(a, b) GANGWAY_CONCAT_2_(a, b)
#define GANGWAY_CONCAT_2_(a, b) a##b
#define GANGWAY_TRY_ASSIGN_(tmp, declaration, expression)              \
  auto tmp = expression;                                               \
  if (!tmp.has_value()) {                                              \
    return ::tl::unexpected<::gangway::Error>(std::move(tmp).error()); \
  }                                                                    \
  declaration = *std::move(tmp)
// NOLINTEND(bugprone-macro-parentheses)
