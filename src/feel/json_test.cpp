#include "feel/json.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace gangway::feel {
namespace {

json::Value parsed(std::string_view text) { return json::parse(text).value(); }

TEST(FeelJson, ValuesWithoutAType) {
  EXPECT_EQ(to_feel(from_json(parsed(R"({"a": 1, "b": [true, null, "2026-11-24"], "c": 0.1})"))),
            R"({a: 1, b: [true, null, "2026-11-24"], c: 0.1})");
}

TEST(FeelJson, DecimalsAreAsTheyWereWritten) {
  EXPECT_EQ(from_json(parsed("0.1")).as_number(), *Decimal::parse("0.1"));
  EXPECT_EQ(from_json(parsed("120000.01")).as_number(), *Decimal::parse("120000.01"));
  EXPECT_EQ(from_json(parsed("9223372036854775807")).as_number(), *Decimal::parse("9223372036854775807"));
  EXPECT_EQ(from_json(parsed("18446744073709551615")).as_number(), *Decimal::parse("18446744073709551615"));
  EXPECT_EQ(from_json(parsed("1e3")).as_number(), Decimal(1000));
}

TEST(FeelJson, ATypeSaysWhatATextIs) {
  const auto type = Type::context({{"on", Type::simple(Type::Tag::Date)},
                                   {"amount", Type::simple(Type::Tag::Number)},
                                   {"marks", Type::list(Type::simple(Type::Tag::Number))}});
  const auto value =
      from_json(parsed(R"({"on": "2026-11-24", "amount": "0.1234567890123456789", "more": 1})"), *type);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->as_context().find("on")->kind(), Kind::Date);
  EXPECT_EQ(value->as_context().find("amount")->as_number(), *Decimal::parse("0.1234567890123456789"));
  EXPECT_EQ(value->as_context().find("more")->as_number(), Decimal(1));
  EXPECT_TRUE(from_json(parsed("null"), *type)->is_null());
}

TEST(FeelJson, AFaultNamesItsPlace) {
  const auto type =
      Type::context({{"a/b", Type::list(Type::context({{"on", Type::simple(Type::Tag::Date)}}))}});
  const auto value = from_json(parsed(R"({"a/b": [{"on": "2026-11-24"}, {"on": "2026-02-30"}]})"), *type);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().key, "feel.json_type");
  EXPECT_EQ(value.error().field, "/a~1b/1/on");
  EXPECT_EQ(value.error().args, (Args{{"type", "date"}}));
  for (const auto* const wrong : {"1", "true", "[]", "\"x\""})
    EXPECT_FALSE(from_json(parsed(wrong), *type)) << wrong;
}

TEST(FeelJson, BackToJson) {
  const auto text = [](const Value& value) { return json::serialize(to_json(value)); };
  EXPECT_EQ(text(Value()), "null");
  EXPECT_EQ(text(Value::number(12)), "12");
  EXPECT_EQ(text(Value(*Decimal::parse("0.10"))), "\"0.1\"");
  EXPECT_EQ(text(*parse_date("2026-11-24")), "\"2026-11-24\"");
  EXPECT_EQ(text(Value::list({Value(true), Value::string("a")})), R"([true,"a"])");
  EXPECT_EQ(text(Value::unknown(3)), R"({"unknown":[3]})");
  EXPECT_EQ(text(from_json(parsed(R"({"a":{"b":[1]}})"))), R"({"a":{"b":[1]}})");
}

}  // namespace
}  // namespace gangway::feel
