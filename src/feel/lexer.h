// Source text of FEEL to tokens.
//
// Shape:  one pass over the whole text; tokens point into it. Names are split at spaces and symbols, keywords
//         are names like others: what belongs together ("date and time", "monthly salary", "a-1") is decided
//         by the parser, which knows the names in scope.
// Errors: a broken text (not UTF-8, an open string or comment) adds a diagnostic F10xx and ends the tokens.
// Source: DMN 1.5 clause 10.3.1.2, grammar rules 21 to 66.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/machine.h"

namespace gangway::feel {

enum class TokenKind : std::uint8_t { End, Name, Number, String, Symbol };

struct Token {
  TokenKind kind = TokenKind::End;
  bool after_space = false;  // white space or a comment stands before it
  Span span;
  std::string_view text;  // a string with its quotation marks
};

// Always ends with an End token.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, Diagnostics& diagnostics);

// The words of a name, as tokenize() would cut them.
[[nodiscard]] std::vector<std::string> name_parts(std::string_view name);

// The content of a string literal, escapes resolved. `literal` has its quotation marks.
[[nodiscard]] std::string unescape(std::string_view literal);

}  // namespace gangway::feel
