#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/bilingual.h"
#include "base/utf8.h"

namespace gangway::json {
namespace {

std::string again(std::string_view text) { return serialize(parse(text).value()); }

// "key line:column"
std::string fault(std::string_view text, Limits limits = {}) {
  const auto value = parse(text, limits);
  if (value) return "none";
  const auto arg = [&](std::string_view name) -> std::string {
    for (const auto& [key, found] : value.error().args) {
      if (key == name) return found;
    }
    return "-";
  };
  return value.error().key + " " + arg("line") + ":" + arg("column");
}

TEST(Json, KeepsWhatItReads) {
  EXPECT_EQ(again(R"( {"b":[1,-2,true,false,null],"a":{"":"x"}, "空":[] , "e":{}} )"),
            R"({"b":[1,-2,true,false,null],"a":{"":"x"},"空":[],"e":{}})");
  EXPECT_EQ(again(R"("\u6e2f\u6E7e \ud83d\udea2 \"\\\/\b\f\n\r\t\u0000")"),
            "\"港湾 🚢 \\\"\\\\/\\u0008\\u000c\\n\\u000d\\u0009\\u0000\"");
}

TEST(Json, NumbersStayExactOrBecomeTheNearestDouble) {
  EXPECT_EQ(again("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(again("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(again("-0"), "0");
  EXPECT_EQ(again("-0e300"), "0");
  EXPECT_EQ(again("[0.3,75.0,1.1e0,600000.10]"), "[0.3,75,1.1,600000.1]");
  EXPECT_EQ(fault("[1e999]"), "json.number_too_large 1:2");
}

TEST(Json, SaysWhereItStops) {
  EXPECT_EQ(fault(""), "json.empty -:-");
  EXPECT_EQ(fault(" \n"), "json.empty -:-");
  EXPECT_EQ(fault(" ["), "json.unfinished 1:3");
  EXPECT_EQ(fault("{\"a\":1,\n \"港\":2,\n \"b\" 3}"), "json.syntax 3:6");
  EXPECT_EQ(fault("{\"港湾\":tru}"), "json.syntax 1:7");
  EXPECT_EQ(fault("[1,2"), "json.unfinished 1:5");
  EXPECT_EQ(fault("{\"a\":1,\n\"a\":2}"), "json.duplicate_member 2:1");
  EXPECT_EQ(fault("[\"\xC3\x28\"]"), "json.bad_utf8 1:3");
}

TEST(Json, RefusesWhatIsNotJson) {
  for (const auto* text : {"{,}",
                           "[1,]",
                           "{\"a\":1,}",
                           "01",
                           "+1",
                           ".5",
                           "1.",
                           "1e",
                           "-",
                           "nul",
                           "NaN",
                           "'a'",
                           "[1] 2",
                           "{a:1}",
                           "\"\n\"",
                           R"("\x")",
                           R"("\u12g4")",
                           R"("\ud800")",
                           R"("\udc00")",
                           R"("\ud800\u0041")",
                           "\xEF\xBB\xBF{}",
                           "/**/1",
                           "[1}",
                           "{\"a\"}",
                           "\"\\",
                           "\"\\u12"}) {
    EXPECT_NE(fault(text), "none") << text;
  }
  for (const auto* text :
       {"\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xF5\x80\x80\x80\"", "\"\xE6\xB8\"", "\"\x80\""}) {
    EXPECT_THAT(fault(text), testing::StartsWith("json.bad_utf8")) << text;
  }
}

TEST(Json, LimitsHold) {
  const std::string deep64 = std::string(64, '[') + std::string(64, ']');
  EXPECT_EQ(fault(deep64), "none");
  EXPECT_EQ(fault("[" + deep64 + "]"), "json.too_deep 1:65");
  EXPECT_EQ(fault("[1,2]", {.max_bytes = 4}), "json.too_large -:-");
  const std::string nesting(10'000'000, '[');
  EXPECT_EQ(fault(nesting), "json.too_large -:-");
  EXPECT_EQ(fault(nesting, {.max_bytes = 20'000'000}), "json.too_deep 1:65");
}

TEST(Json, EveryFaultHasATextInBothLanguages) {
  for (const auto* key :
       {"json.empty", "json.syntax", "json.unfinished", "json.bad_utf8", "json.duplicate_member",
        "json.number_too_large", "json.too_large", "json.too_deep"}) {
    EXPECT_TRUE(has_text(key)) << key;
  }
}

TEST(Json, CanonicalSortsMembers) {
  EXPECT_EQ(canonical(parse(R"({"b":{"d":1,"c":2},"a":[{"z":0,"y":0}]})").value()),
            R"({"a":[{"y":0,"z":0}],"b":{"c":2,"d":1}})");
}

TEST(Json, PointerStepsAreEscaped) { EXPECT_EQ(pointer_step("a/b~c"), "/a~1b~0c"); }

RC_GTEST_PROP(JsonProperty, AnyTextSurvives, (const std::vector<std::uint32_t>& points)) {
  std::string text;
  for (const auto point : points) {
    const auto character = point % 0x110000;
    if (character < 0xD800 || character > 0xDFFF) utf8::append(text, character);
  }
  RC_ASSERT(utf8::is_valid(text));
  const auto read = parse(serialize(Value(text)));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->get_string() == text);
}

RC_GTEST_PROP(JsonProperty, DoublesSurvive, (double number)) {
  RC_ASSERT(parse(serialize(Value(number))).value().to_number<double>() == number);
}

RC_GTEST_PROP(JsonProperty, AnyBytesAreReadOrRefused, ()) {
  static constexpr std::string_view kPieces[] = {"{",    "}",    "[",  "]",    ",",    ":",   "\"",
                                                 "a",    "\\u",  "d8", "1",    "-",    ".",   "e",
                                                 "true", "null", " ",  "\xE6", "\xB8", "\x01"};
  std::string text;
  for (const auto piece :
       *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 20))) {
    text += kPieces[piece];
  }
  const auto value = parse(text);
  if (value) RC_ASSERT(parse(serialize(*value)).value() == *value);
}

}  // namespace
}  // namespace gangway::json
