#include "base/json_bind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

namespace gangway::json {

enum class Speed { Ordinary, VeryFast };
BOOST_DESCRIBE_ENUM(Speed, Ordinary, VeryFast)

struct Leg {
  std::string name;
  std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(Leg, (), (name, days))

struct Journey {
  Speed speed = Speed::Ordinary;
  Day starts{};
  Instant booked{};
  PersonId traveller;
  Bilingual title;
  std::optional<bool> insured;
  std::vector<Leg> legs;
  std::map<std::string, int> bags;
  Value notes;
};
BOOST_DESCRIBE_STRUCT(Journey, (), (speed, starts, booked, traveller, title, insured, legs, bags, notes))

namespace {

constexpr std::string_view kJourney =
    R"({"speed":"very_fast","starts":"2026-11-24","booked":"2026-11-24T01:02:03.000Z","traveller":"42",)"
    R"("title":{"zh":"去","en":"Go"},"insured":null,"legs":[{"name":"a","days":3},{"name":"b"}],)"
    R"("bags":{"big":1},"notes":[1,{}]})";

std::vector<std::string> faults(std::string_view text) {
  std::vector<Error> errors;
  const auto journey = read<Journey>(parse(text).value(), errors);
  EXPECT_EQ(journey.has_value(), errors.empty());
  std::vector<std::string> out;
  for (const auto& error : errors) {
    EXPECT_TRUE(has_text(error.key)) << error.key;
    out.push_back(error.field + " " + error.key);
  }
  return out;
}

TEST(JsonBind, ReadsAndWritesTheSame) {
  const auto journey = read<Journey>(parse(kJourney).value());
  ASSERT_TRUE(journey.has_value());
  EXPECT_EQ(journey->speed, Speed::VeryFast);
  EXPECT_EQ(journey->traveller, PersonId(42));
  EXPECT_EQ(journey->legs[0].days, 3);
  EXPECT_FALSE(journey->legs[1].days.has_value());
  EXPECT_EQ(serialize(write(*journey)), kJourney);
}

TEST(JsonBind, AnEmptyBilingualIsLeftOut) {
  EXPECT_EQ(
      faults(R"({"speed":"ordinary","starts":"2026-11-24","booked":"2026-11-24T01:02Z","traveller":"1",)"
             R"("legs":[],"bags":{},"notes":null})"),
      std::vector<std::string>{});
  EXPECT_FALSE(write(Journey{}).get_object().contains("title"));
}

TEST(JsonBind, TellsAllFaultsAtOnce) {
  EXPECT_THAT(
      faults(
          R"({"speed":"slow","starts":"2026-02-30","booked":5,"traveller":"x","title":{"zh":"a","fr":"b"},)"
          R"("legs":[{"name":1},{"days":2.5}],"bags":{"a/b":"c"},"extra":1})"),
      testing::ElementsAre(
          "/speed json.not_a_choice", "/starts day.invalid", "/booked json.not_a_string",
          "/traveller json.not_an_id", "/title/en json.missing", "/title/fr json.unknown_member",
          "/legs/0/name json.not_a_string", "/legs/1/name json.missing", "/legs/1/days json.not_an_integer",
          "/bags/a~1b json.not_an_integer", "/notes json.missing", "/extra json.unknown_member"));
  EXPECT_THAT(faults("[]"), testing::ElementsAre(" json.not_an_object"));
}

TEST(JsonBind, AnAbsentOptionalIsNotNull) {
  EXPECT_FALSE(read<Leg>(parse(R"({"name":"a","days":null})").value()).has_value());
}

TEST(JsonBind, IntegersMustFit) {
  EXPECT_EQ(read<int>(Value(3.0)).value(), 3);
  EXPECT_FALSE(read<int>(Value(std::int64_t{1} << 40)).has_value());
  EXPECT_FALSE(read<std::int64_t>(Value(std::int64_t{1} << 53)).has_value());
  EXPECT_FALSE(read<unsigned>(Value(-1)).has_value());
  EXPECT_FALSE(read<int>(Value(1e300)).has_value());
}

TEST(JsonBind, AHostileDocumentGetsABoundedAnswer) {
  std::vector<Error> errors;
  EXPECT_FALSE(read<std::vector<int>>(Value(Array(100'000, Value("x"))), errors).has_value());
  EXPECT_EQ(errors.size(), kMaxErrors);
}

TEST(JsonBind, WritesTheSchema) {
  Schemas schemas;
  EXPECT_EQ(serialize(schemas.of<Journey>()), R"({"$ref":"#/components/schemas/Journey"})");
  const auto components = schemas.components();
  EXPECT_EQ(serialize(components.at("Leg")),
            R"({"type":"object","properties":{"name":{"type":"string"},"days":{"type":"integer"}},)"
            R"("required":["name"],"additionalProperties":false})");
  const auto& journey = components.at("Journey").at("properties").as_object();
  EXPECT_EQ(serialize(journey.at("speed")), R"({"type":"string","enum":["ordinary","very_fast"]})");
  EXPECT_EQ(serialize(journey.at("starts")), R"({"type":"string","format":"date"})");
  EXPECT_EQ(serialize(journey.at("insured")), R"({"type":["boolean","null"]})");
  EXPECT_EQ(serialize(journey.at("legs")), R"({"type":"array","items":{"$ref":"#/components/schemas/Leg"}})");
  EXPECT_EQ(serialize(journey.at("bags")), R"({"type":"object","additionalProperties":{"type":"integer"}})");
}

}  // namespace
}  // namespace gangway::json
