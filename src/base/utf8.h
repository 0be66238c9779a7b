// UTF-8 by the byte: what is well formed, how long it is.
//
// Units:  bytes and characters (Unicode scalar values).
// Source: Unicode 15, table 3-7 (well-formed UTF-8 byte sequences): no overlong forms, no surrogates.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gangway::utf8 {

// Bytes of the character that `text` begins with, 1 to 4; 0 when it is empty or not well formed.
[[nodiscard]] std::size_t sequence_length(std::string_view text);

[[nodiscard]] bool is_valid(std::string_view text);

// REQUIRES: a scalar value, no surrogate.
void append(std::string& text, char32_t character);

// Bytes that begin a character; in well-formed text the number of characters.
[[nodiscard]] std::size_t count_characters(std::string_view text);

}  // namespace gangway::utf8
