// JSON text in and out, strictly.
//
// Shape:  Value is Boost.JSON's value; reading and writing text are our own, because Boost's reader lets the
//         last of two equal keys win and names no position, and its writer prints 75 as 7.5E1.
//         Structs are read and written by base/json_bind.h.
// Units:  bytes of UTF-8; lines and columns from 1, columns in characters. An integer that fits 64 bits stays
//         exact; every other number becomes the nearest double. Money and other decimals travel as strings.
// Errors: parse: BadRequest "json.empty"; "json.syntax", "json.unfinished", "json.bad_utf8",
//         "json.duplicate_member" and "json.number_too_large" with {line} and {column}; TooLarge
//         "json.too_large" {bytes} and "json.too_deep" {depth, line, column}. The offending text itself is
//         never repeated.
// Source: RFC 8259; RFC 6901 (pointers).
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gangway::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

struct Limits {
  std::size_t max_bytes = std::size_t{1} << 20;
  std::size_t max_depth = 64;  // arrays and objects inside each other
};

// The one value that `text` is; only white space may follow it.
[[nodiscard]] Result<Value> parse(std::string_view text, Limits limits = {});

// Without white space, members in their order.
[[nodiscard]] std::string serialize(const Value& value);

// The same, members sorted by the bytes of their keys: equal values give equal text, to sign or compare.
[[nodiscard]] std::string canonical(const Value& value);

// Appends the string as JSON writes it, in quotes.
void append_string(std::string& out, std::string_view text);

// A key or index as one step of a JSON pointer: "/" and the key, its ~ and / escaped.
[[nodiscard]] std::string pointer_step(std::string_view key);

}  // namespace gangway::json
