// What a request's target and language headers mean.
//
// Errors: BadRequest "http.bad_target": not absolute, a broken %-escape, not UTF-8, NUL, or too many parts.
// Source: RFC 3986 sections 2.1 and 3; RFC 9110 section 12.5.4; forms' "+" for a space in queries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace gangway::http {

struct Target {
  std::vector<std::string> segments;
  Pairs query;
};

// Segments are split first and decoded then, so that %2F stays inside its segment. "." and ".." are ordinary
// names: nothing here or behind resolves them.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

// The language of ?lang=, else the best of Accept-Language, else Chinese.
[[nodiscard]] Language language_of(const Pairs& query, std::string_view accept_language);

// The q-value of `item` in a list such as Accept-Encoding, in thousandths; -1 when it is not there.
[[nodiscard]] int quality_of(std::string_view list, std::string_view item);

}  // namespace gangway::http
