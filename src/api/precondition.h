// What a change must name before it is carried out: which object, and which version of it the caller saw.
//
// Shape:   an answer carries the version as its ETag, `"7"`; the change that follows sends it back in
//          If-Match. What makes something new may name an Idempotency-Key, and is then safe to send again.
// Errors:  NotFound with the module's own key for an id that is none; Stale with the module's own key when
//          If-Match is missing or is no version; BadRequest "http.bad_key".
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"
#include "http/problem.h"
#include "journal/retry.h"

namespace gangway::api {

[[nodiscard]] inline std::string etag_of(int version) { return "\"" + std::to_string(version) + "\""; }

// All of `text` as a number.
template <class Number>
[[nodiscard]] std::optional<Number> whole_number(std::string_view text) {
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

[[nodiscard]] inline Result<int> seen_version(const http::Request& request, const char* missing) {
  const auto text = request.headers.find("If-Match").value_or("");
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    if (const auto version = whole_number<int>(text.substr(1, text.size() - 2))) return *version;
  }
  return fail(ErrorCode::Stale, missing);
}

// nullopt: the caller names no key. `who`: callers of different names never share a key.
[[nodiscard]] inline Result<std::optional<journal::Retry>> retry_of(const http::Request& request,
                                                                    std::string_view who = {}) {
  constexpr std::size_t kMaxKey = 255;
  const auto key = request.headers.find("Idempotency-Key");
  if (!key) return std::nullopt;
  const bool visible = std::ranges::all_of(*key, [](char c) { return c > ' ' && c < '\x7f'; });
  if (key->empty() || key->size() > kMaxKey || !visible) return fail(ErrorCode::BadRequest, "http.bad_key");
  TRY_ASSIGN(const auto body, http::json_body(request));
  const auto text = json::canonical(body);
  return journal::Retry{std::string(*key), who.empty() ? text : std::string(who) + " " + text};
}

// The id in the path's `{name}`.
template <class Id>
[[nodiscard]] Result<Id> id_in_path(const http::Request& request, std::string_view name,
                                    const char* not_found) {
  const auto id = whole_number<std::int64_t>(request.path_value(name));
  if (!id || *id <= 0) return fail(ErrorCode::NotFound, not_found);
  return Id(*id);
}

}  // namespace gangway::api
