// How a name is found again: folded the way machine-readable passports write it, and the way people type it.
//
// Shape:  pure. A name gives terms, a query gives alternatives; a query finds a name when each of its words
// has an
//         alternative among the terms. Terms are words and their beginnings, in lower case Latin letters and
//         digits, or Chinese characters.
// Latin:  "Jürgen Ångström" is found by jurgen, juergen, angstrom, aangstroem and any beginning of two
// letters. Chinese: 顾海峰 is found by 顾, 顾海, 海峰, gu, haifeng, guhaifeng and the initials ghf. Source:
// ICAO Doc 9303 part 3 section 6 (transliteration of Latin letters with marks).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gangway::people {

inline constexpr std::size_t kMaxWords = 4;         // of a query
inline constexpr std::size_t kMaxTermLetters = 24;  // a longer word is found by its beginning

// "KRÜGER, Jürgen" -> {"kruger", "jurgen"}: marks dropped, in the order of the text. Chinese characters stay,
// one run is one word.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
// The other way of writing the same word: "KRÜGER" -> {"kruger", "krueger"}.
[[nodiscard]] std::set<std::string> spellings_of(std::string_view word);

// Everything under which a name is found.
[[nodiscard]] std::set<std::string> terms_of(std::string_view name);
// For a document number: the whole of it, its beginnings of four and more, its last four.
[[nodiscard]] std::set<std::string> terms_of_number(std::string_view number);

// One entry for each word of the query: the terms any of which will do. At most kMaxWords words; empty when
// there is nothing to look for (no word, or a single Latin letter).
[[nodiscard]] std::vector<std::vector<std::string>> alternatives_of(std::string_view query);

}  // namespace gangway::people
