#include "feel/ops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <limits>
#include <string>

namespace gangway::feel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A machine that writes down what is reported.
struct Recorder {
  Diagnostics diagnostics;
  Machine machine{diagnostics};
  std::vector<std::string> cuts;
  std::vector<InputId> uses;

  Recorder() {
    machine.on_cut = [this](InputId id, const Value& value) {
      cuts.push_back(std::to_string(id) + " at " + to_feel(value));
    };
    machine.on_use = [this](InputId id) { uses.push_back(id); };
  }
};

Value n(std::int64_t value) { return Value::number(value); }
Value s(const char* text) { return Value::string(text); }
Value list(List items) { return Value::list(std::move(items)); }
Value context(std::vector<std::pair<std::string, Value>> entries) {
  return std::make_shared<const Context>(std::move(entries));
}
Value range(Value low, Value high) {
  Range out;
  out.low = std::move(low);
  out.high = std::move(high);
  out.low_end = Range::End::Closed;
  return std::make_shared<const Range>(std::move(out));
}

// The four truths, and what Kleene and FEEL's null make of them: written out, not computed.
enum Truth : std::size_t { kT, kF, kN, kU };
const std::array<Value, 4>& truths() {
  static const std::array<Value, 4> kTruths = {Value(true), Value(false), Value(), Value::unknown(1)};
  return kTruths;
}
Truth truth_of(const Value& value) {
  if (value.is_unknown()) return kU;
  if (value.is_null()) return kN;
  return value.is_true() ? kT : kF;
}
constexpr std::array<std::array<Truth, 4>, 4> kAnd = {
    {{kT, kF, kN, kU}, {kF, kF, kF, kF}, {kN, kF, kN, kU}, {kU, kF, kU, kU}}};
constexpr std::array<std::array<Truth, 4>, 4> kOr = {
    {{kT, kT, kT, kT}, {kT, kF, kN, kU}, {kT, kN, kN, kU}, {kT, kU, kU, kU}}};

TEST(Logic, TruthTables) {
  for (const auto a : {kT, kF, kN, kU}) {
    for (const auto b : {kT, kF, kN, kU}) {
      EXPECT_EQ(truth_of(logical_and(truths().at(a), truths().at(b))), kAnd.at(a).at(b)) << a << " and " << b;
      EXPECT_EQ(truth_of(logical_or(truths().at(a), truths().at(b))), kOr.at(a).at(b)) << a << " or " << b;
    }
  }
  EXPECT_EQ(truth_of(logical_not(Value(true))), kF);
  EXPECT_EQ(truth_of(logical_not(Value(false))), kT);
  EXPECT_EQ(truth_of(logical_not(Value())), kN);
  EXPECT_EQ(truth_of(logical_not(Value::unknown(1))), kU);
  EXPECT_EQ(truth_of(logical_and(n(1), Value(true))), kN);
}

TEST(Logic, UnknownNamesBothInputs) {
  const auto both = logical_or(Value::unknown(9), Value::unknown(3));
  EXPECT_THAT(both.as_unknown().inputs->ids(), ElementsAre(3, 9));
  EXPECT_FALSE(both.as_unknown().origin.has_value());
}

// Values of every kind, to be combined with each other.
std::vector<Value> one_of_each() {
  return {Value(),
          Value(true),
          n(2),
          s("a"),
          Value(Date{2026, 11, 24}),
          Value(parse_time("10:00:00").value()),
          Value(parse_time("10:00:00Z").value()),
          Value(parse_date_time("2026-11-24T10:00:00").value()),
          Value(parse_date_time("2026-11-24T10:00:00@Asia/Shanghai").value()),
          Value(DaysDuration{86'400, 5}),
          Value(DaysDuration{std::numeric_limits<std::int64_t>::min(), 0}),
          Value(MonthsDuration{14}),
          Value(MonthsDuration{std::numeric_limits<std::int64_t>::min()}),
          list({n(1), n(2)}),
          context({{"a", n(1)}}),
          range(n(1), n(5))};
}

TEST(Operators, EveryPairOfKindsHasAnAnswer) {
  for (const auto& a : one_of_each()) {
    for (const auto& b : one_of_each()) {
      Recorder r;
      for (const auto op : {Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide,
                            Arithmetic::Power}) {
        EXPECT_FALSE(arithmetic(r.machine, op, a, b).is_unknown());
      }
      const auto equals = compare(r.machine, Comparison::Equal, a, b);
      const auto differs = compare(r.machine, Comparison::NotEqual, a, b);
      EXPECT_EQ(truth_of(differs), truth_of(logical_not(equals))) << to_feel(a) << " " << to_feel(b);
      const auto less = compare(r.machine, Comparison::Less, a, b);
      const auto greater = compare(r.machine, Comparison::Greater, b, a);
      EXPECT_EQ(truth_of(less), truth_of(greater)) << to_feel(a) << " " << to_feel(b);
      EXPECT_THAT(r.cuts, IsEmpty());
      (void)negate(r.machine, a);
    }
  }
}

TEST(Operators, AnUnknownOperandMakesTheResultUnknown) {
  for (const auto& known : one_of_each()) {
    Recorder r;
    for (const auto op : {Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide,
                          Arithmetic::Power}) {
      EXPECT_TRUE(arithmetic(r.machine, op, known, Value::unknown(4)).is_unknown());
      EXPECT_TRUE(arithmetic(r.machine, op, Value::unknown(4), known).is_unknown());
    }
    EXPECT_THAT(r.uses, testing::Each(4));
    EXPECT_THAT(r.cuts, IsEmpty());
    EXPECT_TRUE(r.diagnostics.empty());
  }
}

TEST(Operators, ComparisonsOfAnUntouchedInputAreCuts) {
  Recorder r;
  const auto age = Value::unknown(7);
  EXPECT_TRUE(compare(r.machine, Comparison::GreaterEqual, age, n(18)).is_unknown());
  EXPECT_TRUE(compare(r.machine, Comparison::Less, n(60), age).is_unknown());
  EXPECT_TRUE(between(r.machine, age, n(1), n(2)).is_unknown());
  EXPECT_TRUE(in_range(r.machine, age, range(n(3), n(4)).as_range()).is_unknown());
  EXPECT_THAT(r.cuts, ElementsAre("7 at 18", "7 at 60", "7 at 1", "7 at 2", "7 at 3", "7 at 4"));
  EXPECT_THAT(r.uses, IsEmpty());
}

TEST(Operators, WhatBecameOfAnInputIsNoCut) {
  Recorder r;
  const auto twice = arithmetic(r.machine, Arithmetic::Multiply, Value::unknown(7), n(2));
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, twice, n(18)).is_unknown());
  EXPECT_THAT(r.cuts, IsEmpty());
  EXPECT_THAT(r.uses, ElementsAre(7));
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, Value::unknown(1), Value::unknown(2)).is_unknown());
  EXPECT_THAT(r.uses, ElementsAre(7, 1, 2));
}

TEST(Operators, MembersAreComparedWithTheirCounterparts) {
  Recorder r;
  const auto a = list({n(1), Value::unknown(7)});
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, a, list({n(1), n(5)})).is_unknown());
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, a, list({n(1)})).is_false());
  EXPECT_TRUE(compare(r.machine, Comparison::NotEqual, a, list({n(1)})).is_true());
  const auto person = context({{"age", Value::unknown(3)}});
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, person, context({{"age", n(8)}})).is_unknown());
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, person, context({{"size", n(8)}})).is_false());
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, Value::unknown(5), a).is_unknown());
  EXPECT_THAT(r.cuts, ElementsAre("7 at 5", "3 at 8"));
  EXPECT_THAT(r.uses, ElementsAre(5, 7));
}

TEST(Operators, NullIsEqualToItselfAlone) {
  Recorder r;
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, Value(), Value()).is_true());
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, Value(), n(1)).is_false());
  EXPECT_TRUE(compare(r.machine, Comparison::Less, Value(), n(1)).is_null());
  EXPECT_TRUE(compare(r.machine, Comparison::Equal, n(1), s("1")).is_null());
  EXPECT_EQ(r.diagnostics.count(), 1U);
}

TEST(Operators, TheSameInstantIsEqualAndNotIdentical) {
  const Value shanghai(parse_date_time("2026-11-24T10:00:00@Asia/Shanghai").value());
  const Value offset(parse_date_time("2026-11-24T10:00:00+08:00").value());
  const Value utc(parse_date_time("2026-11-24T02:00:00Z").value());
  const Value local(parse_date_time("2026-11-24T10:00:00").value());
  EXPECT_EQ(equal(shanghai, offset), true);
  EXPECT_EQ(equal(shanghai, utc), true);
  EXPECT_EQ(equal(local, offset), false);
  EXPECT_EQ(order(local, offset), std::nullopt);
  EXPECT_EQ(order(utc, offset), std::strong_ordering::equal);
  EXPECT_FALSE(identical(shanghai, offset));
  EXPECT_TRUE(identical(utc, Value(parse_date_time("2026-11-24T02:00:00+00:00").value())));
}

TEST(Operators, RangesKeepTheirForms) {
  Recorder r;
  Range not_ten;
  not_ten.low = not_ten.high = n(10);
  not_ten.form = Range::Form::NotEqual;
  EXPECT_TRUE(in_range(r.machine, n(9), not_ten).is_true());
  EXPECT_TRUE(in_range(r.machine, n(10), not_ten).is_false());
  const auto up_to = range(n(1), n(5));
  EXPECT_TRUE(in_range(r.machine, n(1), up_to.as_range()).is_true());
  EXPECT_TRUE(in_range(r.machine, n(5), up_to.as_range()).is_false());
  EXPECT_TRUE(in_range(r.machine, s("x"), up_to.as_range()).is_null());
  EXPECT_EQ(to_feel(up_to), "[1..5)");
}

TEST(Operators, PropertiesOfEveryKind) {
  Recorder r;
  const auto part = [&](const Value& value, const char* name) {
    return to_feel(property(r.machine, value, name, 0));
  };
  const Value moment(parse_date_time("2026-11-24T10:30:01.5@Asia/Shanghai").value());
  EXPECT_EQ(part(moment, "year"), "2026");
  EXPECT_EQ(part(moment, "weekday"), "2");
  EXPECT_EQ(part(moment, "second"), "1.5");
  EXPECT_EQ(part(moment, "time offset"), "@\"PT8H\"");
  EXPECT_EQ(part(moment, "timezone"), "\"Asia/Shanghai\"");
  EXPECT_EQ(part(Value(DaysDuration{-90'061, 0}), "hours"), "-1");
  EXPECT_EQ(part(Value(MonthsDuration{14}), "months"), "2");
  EXPECT_EQ(part(range(n(1), n(5)), "start included"), "true");
  EXPECT_EQ(part(range(n(1), n(5)), "end"), "5");
  EXPECT_EQ(part(list({context({{"a", n(1)}}), context({{"b", n(2)}})}), "a"), "[1, null]");
  EXPECT_TRUE(r.diagnostics.empty());
  EXPECT_EQ(part(n(1), "a"), "null");
  EXPECT_EQ(r.diagnostics.count(), 1U);
}

RC_GTEST_PROP(OrderProperty, TextsAreOrderedByCodePoints, ()) {
  const auto letters =
      rc::gen::container<std::vector<char32_t>>(rc::gen::element<char32_t>(U'a', U'z', U'é', U'湾', U'🐎'));
  const auto a = *letters;
  const auto b = *letters;
  const auto text = [](const std::vector<char32_t>& points) {
    std::string out;
    for (const auto point : points) {
      const std::string one = point == U'a'    ? "a"
                              : point == U'z'  ? "z"
                              : point == U'é'  ? "é"
                              : point == U'湾' ? "湾"
                                               : "🐎";
      out += one;
    }
    return out;
  };
  const auto ordering = order(Value::string(text(a)), Value::string(text(b)));
  RC_ASSERT((ordering.value() < 0) == (a < b));
  RC_ASSERT((ordering.value() == 0) == (a == b));
}

}  // namespace
}  // namespace gangway::feel
