#include "base/crockford.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/bilingual.h"

namespace gangway {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

PublicCode any_code() { return PublicCode::make(repeatable_random(*rc::gen::arbitrary<std::uint64_t>())); }

TEST(PublicCode, ReadsWhatAPersonWrites) {
  const auto code = PublicCode::parse("10k4-m92t-xp0q-w3hj-x");
  ASSERT_TRUE(code.has_value()) << code.error().key;
  EXPECT_EQ(PublicCode::parse("LOK4M92TXPOQW3HJX"), code);
  EXPECT_EQ(PublicCode::parse(" iok4 m92t xp0q w3hj x "), code);
  EXPECT_EQ(code->grouped(), "10K4-M92T-XP0Q-W3HJ-X");
}

TEST(PublicCode, SaysWhatIsWrong) {
  const auto fault = [](std::string_view text) { return PublicCode::parse(text).error().key; };
  EXPECT_EQ(fault(""), "code.wrong_length");
  EXPECT_EQ(fault("10K4-M92T-XP0Q-W3HJ"), "code.wrong_length");
  EXPECT_EQ(fault(std::string(1000, '1')), "code.wrong_length");
  EXPECT_EQ(fault("10U4-M92T-XP0Q-W3HJ-X"), "code.wrong_character");
  EXPECT_EQ(fault("港湾"), "code.wrong_character");
  EXPECT_EQ(fault("10K5-M92T-XP0Q-W3HJ-X"), "code.wrong_check");
  for (const auto* key : {"code.wrong_length", "code.wrong_character", "code.wrong_check"}) {
    EXPECT_TRUE(has_text(key));
  }
}

RC_GTEST_PROP(PublicCodeProperty, SurvivesGrouping, ()) {
  const auto code = any_code();
  RC_ASSERT(PublicCode::parse(code.grouped()).value() == code);
  RC_ASSERT(PublicCode::parse(code.text()).value() == code);
}

RC_GTEST_PROP(PublicCodeProperty, AnyOneWrongCharacterIsNoticed, ()) {
  auto text = any_code().text();
  auto& character = text[*rc::gen::inRange<std::size_t>(0, text.size())];
  character =
      *rc::gen::suchThat(rc::gen::elementOf(std::string(kAlphabet)), [&](char c) { return c != character; });
  RC_ASSERT(!PublicCode::parse(text).has_value());
}

RC_GTEST_PROP(PublicCodeProperty, AnyTwoSwappedCharactersAreNoticed, ()) {
  auto text = any_code().text();
  auto& a = text[*rc::gen::inRange<std::size_t>(0, text.size())];
  auto& b = text[*rc::gen::inRange<std::size_t>(0, text.size())];
  RC_PRE(a != b);
  std::swap(a, b);
  RC_ASSERT(!PublicCode::parse(text).has_value());
}

TEST(SecureRandom, IsNotTheSameTwice) {
  const auto random = secure_random();
  EXPECT_NE(PublicCode::make(random), PublicCode::make(random));
}

}  // namespace
}  // namespace gangway
