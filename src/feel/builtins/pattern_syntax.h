// XPath's regular expressions, checked and rewritten as ICU's.
//
// The dialects look alike and differ in what they mean: class subtraction, \i and \c, blocks (\p{IsGreek}),
// what `.`, `^` and `$` take, case-blind classes, which references are errors, white space under the x flag.
// So nothing is passed through: the pattern is parsed whole and written anew, classes as explicit sets.
//
// Source: XQuery and XPath Functions and Operators 3.1 clause 5.6; XML Schema 1.1 part 2 appendix G.
#pragma once

#include <unicode/unistr.h>

#include <optional>
#include <string_view>

namespace gangway::feel::families {

struct PatternFlags {
  bool dot_all = false;     // s
  bool multi_line = false;  // m
  bool case_blind = false;  // i
  bool drop_space = false;  // x

  [[nodiscard]] static std::optional<PatternFlags> parse(std::string_view text);  // nullopt: another letter
};

struct Pattern {
  icu::UnicodeString icu;  // for a matcher without flags
  int groups = 0;          // that capture
};

// nullopt: not a regular expression.
[[nodiscard]] std::optional<Pattern> rewrite_pattern(std::string_view pattern, const PatternFlags& flags);

}  // namespace gangway::feel::families
