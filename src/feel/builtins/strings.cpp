// Functions on texts, by code points. Source: DMN 1.5 clause 10.3.4.3, table 73.

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/utf8.h"
#include "feel/builtins/families.h"
#include "feel/builtins/patterns.h"

namespace gangway::feel::families {
namespace {

const std::string& text_of(const Call& call, std::size_t i) { return call.arguments[i].as_string(); }

std::string flags_of(const Call& call, std::size_t i) {
  return call.given > i && call.arguments[i].kind() == Kind::String ? text_of(call, i) : std::string();
}

Value substring(const Call& call) {
  const auto& text = text_of(call, 0);
  const auto start = truncated(call.arguments[1]);
  const auto size = static_cast<std::int64_t>(utf8::count_characters(text));
  if (!start || *start == 0 || *start > size || *start < -size) return call.machine.fault("F2107", call.span);
  const auto from = *start > 0 ? *start - 1 : size + *start;
  auto length = size - from;
  if (call.given > 2) {
    if (call.arguments[2].is_null()) return {};
    const auto wanted = truncated(call.arguments[2]);
    if (!wanted || *wanted < 1) return call.machine.fault("F2107", call.span);
    length = std::min(length, *wanted);
  }
  const auto begin = byte_of(text, static_cast<std::size_t>(from));
  const auto end = begin + byte_of(std::string_view(text).substr(begin), static_cast<std::size_t>(length));
  return Value::string(text.substr(begin, end - begin));
}

Value string_length(const Call& call) {
  return Value::number(static_cast<std::int64_t>(utf8::count_characters(text_of(call, 0))));
}

Value cased(const Call& call, bool upper) {
  auto text = icu::UnicodeString::fromUTF8(text_of(call, 0));
  const icu::Locale root("");
  upper ? text.toUpper(root) : text.toLower(root);
  std::string out;
  text.toUTF8String(out);
  return Value::string(std::move(out));
}
Value upper_case(const Call& call) { return cased(call, true); }
Value lower_case(const Call& call) { return cased(call, false); }

Value substring_before(const Call& call) {
  const auto at = text_of(call, 0).find(text_of(call, 1));
  return Value::string(at == std::string::npos ? "" : text_of(call, 0).substr(0, at));
}
Value substring_after(const Call& call) {
  const auto at = text_of(call, 0).find(text_of(call, 1));
  return Value::string(at == std::string::npos ? "" : text_of(call, 0).substr(at + text_of(call, 1).size()));
}
Value contains(const Call& call) {
  return Value(text_of(call, 0).find(text_of(call, 1)) != std::string::npos);
}
Value starts_with(const Call& call) { return Value(text_of(call, 0).starts_with(text_of(call, 1))); }
Value ends_with(const Call& call) { return Value(text_of(call, 0).ends_with(text_of(call, 1))); }

Value matches(const Call& call) {
  const auto found = pattern_matches(call.machine, text_of(call, 0), text_of(call, 1), flags_of(call, 2));
  return found ? Value(*found) : call.machine.fault("F2108", call.span);
}
Value replace(const Call& call) {
  auto out =
      pattern_replace(call.machine, text_of(call, 0), text_of(call, 1), text_of(call, 2), flags_of(call, 3));
  return out ? Value::string(*std::move(out)) : call.machine.fault("F2108", call.span);
}
Value split(const Call& call) {
  auto parts = pattern_split(call.machine, text_of(call, 0), text_of(call, 1));
  if (!parts) return call.machine.fault("F2108", call.span);
  List out;
  for (auto& part : *parts) out.push_back(Value::string(std::move(part)));
  return Value::list(std::move(out));
}

Value string_join(const Call& call) {
  const std::string between =
      call.given > 1 && !call.arguments[1].is_null() ? text_of(call, 1) : std::string();
  std::string out;
  bool first = true;
  for (const auto& item : call.arguments[0].as_list()) {
    if (item.is_null()) continue;
    if (item.kind() != Kind::String) return call.machine.fault("F2102", call.span, {{"name", "string join"}});
    if (!first) out += between;
    first = false;
    out += item.as_string();
    if (out.size() > call.machine.limits().text_size) return call.machine.fault("F2115", call.span);
  }
  return Value::string(std::move(out));
}

constexpr Param kString[] = {{"string", ParamType::String}};
constexpr Param kSubstring[] = {{"string", ParamType::String},
                                {"start position", ParamType::Number},
                                {"length", ParamType::Number, true}};
constexpr Param kMatch[] = {{"string", ParamType::String}, {"match", ParamType::String}};
constexpr Param kMatches[] = {
    {"input", ParamType::String}, {"pattern", ParamType::String}, {"flags", ParamType::String, true, true}};
constexpr Param kReplace[] = {{"input", ParamType::String},
                              {"pattern", ParamType::String},
                              {"replacement", ParamType::String},
                              {"flags", ParamType::String, true, true}};
constexpr Param kSplit[] = {{"string", ParamType::String}, {"delimiter", ParamType::String}};
constexpr Param kJoin[] = {{"list", ParamType::List}, {"delimiter", ParamType::String, true, true}};
constexpr Signature kOneString[] = {{kString}};
constexpr Signature kSubstringSignature[] = {{kSubstring}};
constexpr Signature kMatchSignature[] = {{kMatch}};
constexpr Signature kMatchesSignature[] = {{kMatches}};
constexpr Signature kReplaceSignature[] = {{kReplace}};
constexpr Signature kSplitSignature[] = {{kSplit}};
constexpr Signature kJoinSignature[] = {{kJoin}};
constexpr std::string_view kSpec = "DMN 1.5 clause 10.3.4.3";

constexpr Builtin kTable[] = {
    {"substring", kSubstringSignature, substring, OnUnknown::Shallow,
     "从某个位置起的一段文字。位置从1数起，负数从末尾数；长度超出时取到末尾。",
     "The text from a position, counted from 1, or from the end when negative. A length past the end takes "
     "the rest.",
     "substring(\"foobar\", 3, 3)", "\"oba\"", kSpec},
    {"string length", kOneString, string_length, OnUnknown::Shallow, "文字有几个字符。",
     "How many characters the text has.", "string length(\"港湾\")", "2", kSpec},
    {"upper case", kOneString, upper_case, OnUnknown::Shallow, "文字的大写形式。", "The text in upper case.",
     "upper case(\"aBc4\")", "\"ABC4\"", kSpec},
    {"lower case", kOneString, lower_case, OnUnknown::Shallow, "文字的小写形式。", "The text in lower case.",
     "lower case(\"aBc4\")", "\"abc4\"", kSpec},
    {"substring before", kMatchSignature, substring_before, OnUnknown::Shallow,
     "第一处match之前的文字；没有match时是空文字。",
     "What stands before the first match; an empty text where there is none.",
     "substring before(\"foobar\", \"bar\")", "\"foo\"", kSpec},
    {"substring after", kMatchSignature, substring_after, OnUnknown::Shallow,
     "第一处match之后的文字；没有match时是空文字。",
     "What stands after the first match; an empty text where there is none.",
     "substring after(\"foobar\", \"ob\")", "\"ar\"", kSpec},
    {"replace", kReplaceSignature, replace, OnUnknown::Shallow,
     "把符合样式（XPath正则表达式）的部分都换掉；$1是第一个括号里匹配到的文字。",
     "The text with every part that matches the pattern, a regular expression of XPath, replaced; $1 is what "
     "the first group matched.",
     "replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\")", "\"[1=ab][2=]cd\"", kSpec},
    {"contains", kMatchSignature, contains, OnUnknown::Shallow, "文字里有没有match这一段。",
     "Whether match stands somewhere in the text.", "contains(\"foobar\", \"ob\")", "true", kSpec},
    {"starts with", kMatchSignature, starts_with, OnUnknown::Shallow, "文字是不是以match开头。",
     "Whether the text starts with match.", "starts with(\"cn-3101\", \"cn-31\")", "true", kSpec},
    {"ends with", kMatchSignature, ends_with, OnUnknown::Shallow, "文字是不是以match结尾。",
     "Whether the text ends with match.", "ends with(\"foobar\", \"r\")", "true", kSpec},
    {"matches", kMatchesSignature, matches, OnUnknown::Shallow,
     "文字里有没有符合样式（XPath正则表达式）的部分。",
     "Whether some part of the text matches the pattern, a regular expression of XPath.",
     "matches(\"foobar\", \"^fo*b\")", "true", kSpec},
    {"split", kSplitSignature, split, OnUnknown::Shallow, "按样式（XPath正则表达式）拆成几段，得到列表。",
     "The parts of the text between the matches of the pattern, a regular expression of XPath.",
     "split(\"John Doe\", \"\\\\s\")", "[\"John\", \"Doe\"]", kSpec},
    {"string join", kJoinSignature, string_join, OnUnknown::Deep,
     "把各项连成一段文字，中间加上分隔符；null略过。",
     "The items joined into one text with the delimiter between them; nulls are left out.",
     "string join([\"a\", \"b\", null, \"c\"], \"_\")", "\"a_b_c\"", kSpec},
};

}  // namespace

std::span<const Builtin> strings() { return kTable; }

}  // namespace gangway::feel::families
