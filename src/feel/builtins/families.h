// The tables of the families; builtin.cpp joins them into the registry. Internal to feel.
#pragma once

#include <span>

#include "feel/builtin.h"

namespace gangway::feel::families {

[[nodiscard]] std::span<const Builtin> conversion();
[[nodiscard]] std::span<const Builtin> strings();
[[nodiscard]] std::span<const Builtin> lists();
[[nodiscard]] std::span<const Builtin> numbers();
[[nodiscard]] std::span<const Builtin> statistics();
[[nodiscard]] std::span<const Builtin> temporal();
[[nodiscard]] std::span<const Builtin> contexts();
[[nodiscard]] std::span<const Builtin> ranges();

// What the families share.
[[nodiscard]] Value lost(const Call& call);  // unknown, for all that is unknown in the arguments
[[nodiscard]] std::optional<std::int64_t> whole(const Value& value);       // an integer that fits
[[nodiscard]] std::optional<std::int64_t> truncated(const Value& number);  // towards zero
// The byte at which code point `n` (from 0) begins; the text's size when it has fewer.
[[nodiscard]] std::size_t byte_of(std::string_view text, std::size_t n);

}  // namespace gangway::feel::families
