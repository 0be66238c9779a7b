#include "people/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>

namespace gangway::people {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// Whether a query finds a name, as the header says it.
bool finds(std::string_view query, std::string_view name) {
  const auto terms = terms_of(name);
  const auto words = alternatives_of(query);
  return !words.empty() && std::ranges::all_of(words, [&](const std::vector<std::string>& word) {
    return std::ranges::any_of(word, [&](const std::string& one) { return terms.contains(one); });
  });
}

TEST(Names, WordsAreFoldedAndKeptInOrder) {
  EXPECT_THAT(words_of("KRÜGER, Jürgen-Łukasz"), ElementsAre("kruger", "jurgen", "lukasz"));
  EXPECT_THAT(words_of("O'Brien  d’Arc"), ElementsAre("obrien", "darc"));
  EXPECT_THAT(words_of("Nguyễn Thị Thu Hà"), ElementsAre("nguyen", "thi", "thu", "ha"));
  EXPECT_THAT(words_of("顾海峰 Gu"), ElementsAre("顾海峰", "gu"));
  EXPECT_THAT(words_of(" - , "), IsEmpty());
}

TEST(Names, BothSpellingsAreFound) {
  for (const auto* const query : {"kruger", "krueger", "Krüger", "KRUE", "kr"})
    EXPECT_TRUE(finds(query, "KRÜGER")) << query;
  EXPECT_TRUE(finds("Krüger", "KRUEGER"));
  EXPECT_TRUE(finds("angstrom", "Ångström"));
  EXPECT_TRUE(finds("aangstroem", "Ångström"));
  EXPECT_TRUE(finds("sorensen", "Sørensen"));
  EXPECT_TRUE(finds("strasse", "Straße"));
  EXPECT_TRUE(finds("lodz", "Łódź"));
  EXPECT_FALSE(finds("ruger", "KRÜGER"));
}

TEST(Names, WordsMayComeInAnyOrder) {
  EXPECT_TRUE(finds("camille laurent", "LAURENT CAMILLE MARIE"));
  EXPECT_TRUE(finds("mar lau", "LAURENT CAMILLE MARIE"));
  EXPECT_FALSE(finds("camille moreau", "LAURENT CAMILLE MARIE"));
}

TEST(Names, AChineseNameIsFoundByCharactersPinyinAndInitials) {
  for (const auto* const query :
       {"顾", "顾海", "顾海峰", "海峰", "峰", "gu", "guhai", "guhaifeng", "haifeng", "ghf", "gh"})
    EXPECT_TRUE(finds(query, "顾海峰")) << query;
  EXPECT_FALSE(finds("海顾", "顾海峰"));
  EXPECT_FALSE(finds("hf g", "顾海峰"));
}

TEST(Names, TooShortFindsNothing) {
  EXPECT_THAT(alternatives_of("a"), IsEmpty());
  EXPECT_THAT(alternatives_of(""), IsEmpty());
  EXPECT_THAT(alternatives_of("!!"), IsEmpty());
  EXPECT_EQ(alternatives_of("one two three four five six").size(), kMaxWords);
}

TEST(Names, ANumberIsFoundByItsBeginningOrItsLastFour) {
  const auto terms = terms_of_number("19 AB-48213");
  EXPECT_THAT(terms, Contains("19ab48213"));
  EXPECT_THAT(terms, Contains("19ab"));
  EXPECT_THAT(terms, Contains("8213"));
  EXPECT_THAT(terms, Not(Contains("b482")));
  EXPECT_THAT(terms, Not(Contains("19a")));
}

// Another way to say when an unmarked Latin query finds an unmarked name: every word of the one begins a word
// of the other.
TEST(Names, LatinSearchAgreesWithAWalkOverPlainText) {
  std::mt19937 random(5);
  const auto letter = [&] {
    return static_cast<char>('a' + std::uniform_int_distribution<int>(0, 2)(random));
  };
  const auto text = [&](int words, int least, int most) {
    std::string out;
    for (int w = 0; w < words; ++w) {
      out += w == 0 ? "" : " ";
      for (int i = std::uniform_int_distribution<int>(least, most)(random); i > 0; --i) out += letter();
    }
    return out;
  };
  const auto split = [](const std::string& s) {
    std::vector<std::string> out(1);
    for (const char c : s) {
      if (c == ' ') {
        out.emplace_back();
      } else {
        out.back() += c;
      }
    }
    return out;
  };
  int hits = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto name = text(3, 1, 6);
    const auto query = text(1 + i % 3, 2, 4);
    bool expected = true;
    for (const auto& word : split(query)) {
      const auto begins = [&](const std::string& one) { return one.rfind(word, 0) == 0; };
      const auto words = split(name);
      expected = expected && std::any_of(words.begin(), words.end(), begins);
    }
    ASSERT_EQ(finds(query, name), expected) << query << " in " << name;
    hits += expected ? 1 : 0;
  }
  std::cout << "20000 queries, " << hits << " hits\n";
  EXPECT_GT(hits, 500);
}

TEST(Names, HostileTextIsOnlyText) {
  std::mt19937 random(6);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes;
    for (int n = 0; n < 60; ++n) bytes += static_cast<char>(random() & 0xFF);
    (void)terms_of(bytes);
    (void)alternatives_of(bytes);
    (void)spellings_of(bytes);
  }
  EXPECT_LE(terms_of(std::string(10'000, 'x')).size(), kMaxTermLetters);
}

}  // namespace
}  // namespace gangway::people
