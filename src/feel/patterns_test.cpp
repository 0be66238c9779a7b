#include "feel/builtins/patterns.h"

#include <gtest/gtest.h>

namespace gangway::feel::families {
namespace {

struct Match {
  const char* input;
  const char* pattern;
  const char* flags;
  std::optional<bool> expected;  // nullopt: not a pattern
};

void PrintTo(const Match& match, std::ostream* out) {
  *out << '"' << match.input << "\" ~ " << match.pattern << " (" << match.flags << ")";
}

class Matches : public testing::TestWithParam<Match> {};

TEST_P(Matches, AsXPathSays) {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  const auto& [input, pattern, flags, expected] = GetParam();
  EXPECT_EQ(pattern_matches(machine, input, pattern, flags), expected);
}

constexpr std::nullopt_t kBad = std::nullopt;

INSTANTIATE_TEST_SUITE_P(
    Patterns, Matches,
    testing::Values(
        Match{"abracadabra", "bra", "", true}, Match{"abracadabra", "^a.*a$", "", true},
        Match{"abracadabra", "^bra", "", false}, Match{"", "", "", true}, Match{"abc", "a|x", "", true},
        Match{"abc", "(?:ab)c", "", true}, Match{"aaa", "^a{2}$", "", false},
        Match{"aaa", "^a{2,}$", "", true}, Match{"aaa", "^a{1,3}?$", "", true},
        Match{"a", "a{2,1}", "", kBad}, Match{"a", "a{,2}", "", kBad}, Match{"a", "a++", "", kBad},
        Match{"a", "a**", "", kBad}, Match{"a", "*a", "", kBad}, Match{"a", "(a", "", kBad},
        Match{"a", "a)", "", kBad}, Match{"a", "[a", "", kBad}, Match{"a", "a]", "", kBad},
        Match{"a", "}", "", kBad}, Match{"a", "(?=a)", "", kBad}, Match{"a", "(?i)a", "", kBad},
        Match{"a", "\\", "", kBad}, Match{"a", "\\q", "", kBad}, Match{"a", "\\b", "", kBad},
        Match{"a", "\\x41", "", kBad},
        // Dots and anchors know \n and \r alone, and $ is the very end.
        Match{"a\nb", "a.b", "", false}, Match{"a\rb", "a.b", "", false}, Match{"a\u2028b", "a.b", "", true},
        Match{"a\nb", "a.b", "s", true}, Match{"a\n", "a$", "", false}, Match{"a\nb", "^b$", "m", true},
        Match{"a\r\nb", "a$", "m", false}, Match{"a\n", "\\n^", "m", false},
        // Classes, their subtraction, and what they take blind to case.
        Match{"x", "[A-Z-[OI]]", "i", true}, Match{"i", "[A-Z-[OI]]", "i", false},
        Match{"q", "[^Q]", "i", false}, Match{"e", "[a-z-[aeiou]]", "", false},
        Match{"5", "[^a-z-[0-4]]", "", true}, Match{"3", "[^a-z-[0-4]]", "", false},
        Match{"-", "[a-]", "", true}, Match{"-", "[-a]", "", true}, Match{"^", "[a^]", "", true},
        Match{"b", "[a-c]", "", true}, Match{"a", "[c-a]", "", kBad}, Match{"a", "[]", "", kBad},
        Match{"a", "[^]", "", kBad}, Match{"a", "[a[b]]", "", kBad}, Match{"a", "[-[b]]", "", kBad},
        Match{"&", "[&&]", "", true}, Match{"a", "[[:alpha:]]", "", kBad}, Match{"]", "[\\]]", "", true},
        Match{"b", "[a-c-e]", "", kBad}, Match{"\u212A", "k", "i", true}, Match{"ß", "SS", "i", false},
        Match{"B", "[a-c]", "i", true}, Match{"b", "\\p{Lu}", "i", false},
        // Escapes.
        Match{"\t", "^\\s$", "", true}, Match{"\u00A0", "\\s", "", false}, Match{"٣", "^\\d$", "", true},
        Match{"_", "\\w", "", false}, Match{"湾", "^\\w$", "", true}, Match{":a-1", "^\\i\\c*$", "", true},
        Match{"1", "\\i", "", false}, Match{"1", "^\\I$", "", true}, Match{" ", "\\c", "", false},
        Match{"a.b", "^a\\.b$", "", true}, Match{"ω", "^\\p{IsGreek}$", "", true},
        Match{"ω", "\\P{IsGreek}", "", false}, Match{"港", "^\\p{Lo}$", "", true},
        Match{"港", "[\\p{L}-[\\p{IsGreek}]]", "", true}, Match{"a", "\\p{Foo}", "", kBad},
        Match{"a", "\\p{IsFoo}", "", kBad}, Match{"a", "\\p{ IsBasicLatin}", "", kBad},
        Match{"a", "\\p{ I s BasicLatin }", "x", true}, Match{"a", "\\p{script=Latin}", "", kBad},
        Match{"a", "\\pL", "", kBad},
        // References are to groups that are closed.
        Match{"abab", "(ab)\\1", "", true}, Match{"abAB", "(ab)\\1", "i", true},
        Match{"abAB", "(ab)\\1", "", false}, Match{"aa0", "(a)\\10", "", true},
        Match{"a", "(.)\\2", "", kBad}, Match{"a", "\\1(a)", "", kBad}, Match{"a", "(a\\1)", "", kBad},
        Match{"a", "[\\1]", "", kBad}, Match{"a", "\\0", "", kBad}, Match{"a", "(a)[a\\0]", "", kBad},
        // White space under x, and flags.
        Match{"hello world", "hello[ ]world ", "x", true}, Match{"a b", "a b", "x", false},
        Match{"a#b", "a#b", "x", true}, Match{"a", "a", "p", kBad}, Match{"a", "a", " ", kBad},
        Match{"A", "a", "smix", true}, Match{"a b", "a\\ b", "", kBad}, Match{"\U0001F40E", "^.$", "", true},
        Match{"\U0001F40E", "^[\U0001F40D-\U0001F40F]$", "", true}));

std::optional<std::string> replaced(const std::string& input, const std::string& pattern,
                                    const std::string& replacement, const std::string& flags = "") {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  return pattern_replace(machine, input, pattern, replacement, flags);
}

TEST(PatternReplace, Groups) {
  EXPECT_EQ(replaced("abcd", "(ab)|(a)", "[1=$1][2=$2]"), "[1=ab][2=]cd");
  EXPECT_EQ(replaced("facetiously", "[iouy]", "[$0]"), "facet[i][o][u]sl[y]");
  EXPECT_EQ(replaced("ab", "(a)(b)", "$2$1$3"), "ba");
  EXPECT_EQ(replaced("a", "(a)", "$10"), "a0");
  EXPECT_EQ(replaced("a", "a", "\\$1\\\\"), "$1\\");
  EXPECT_EQ(replaced("港湾", "湾", "🐎"), "港🐎");
  EXPECT_EQ(replaced("AAAA", "A+?", "b"), "bbbb");
}

TEST(PatternReplace, Errors) {
  EXPECT_EQ(replaced("abc", "x*", "-"), std::nullopt);  // matches the empty text
  EXPECT_EQ(replaced("abc", "b", "$"), std::nullopt);
  EXPECT_EQ(replaced("abc", "b", "$x"), std::nullopt);
  EXPECT_EQ(replaced("abc", "b", "\\x"), std::nullopt);
  EXPECT_EQ(replaced("abc", "b", "x\\"), std::nullopt);
}

TEST(PatternSplit, EmptyPartsStay) {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  using Parts = std::vector<std::string>;
  EXPECT_EQ(pattern_split(machine, "a;b;c;;", ";"), (Parts{"a", "b", "c", "", ""}));
  EXPECT_EQ(pattern_split(machine, "John Doe", "\\s"), (Parts{"John", "Doe"}));
  EXPECT_EQ(pattern_split(machine, "", ";"), (Parts{""}));
  EXPECT_EQ(pattern_split(machine, "abc", ""), std::nullopt);
}

// A pattern that would backtrack for years is stopped, by counted steps and not by the clock.
TEST(PatternLimits, Catastrophes) {
  Diagnostics diagnostics;
  Machine machine(diagnostics);
  EXPECT_EQ(pattern_matches(machine, std::string(60, 'a') + "!", "^(a+)+$", ""), std::nullopt);
  EXPECT_EQ(pattern_matches(machine, "a", std::string(200, '(') + std::string(200, ')'), ""), std::nullopt);
  EXPECT_EQ(pattern_matches(machine, "a", std::string(20'000, 'a'), ""), std::nullopt);
  Machine small(diagnostics, Limits{.steps = 100});
  EXPECT_EQ(pattern_matches(small, std::string(1000, 'a'), "b", ""), std::nullopt);
  EXPECT_TRUE(small.exhausted());
}

}  // namespace
}  // namespace gangway::feel::families
