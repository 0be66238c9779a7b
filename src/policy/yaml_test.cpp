#include "policy/yaml.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "policy/reader.h"

namespace gangway::policy {
namespace {

std::string fault_of(std::string_view text) {
  const auto tree = parse_yaml(text);
  return tree ? "none" : tree.error().key + ":" + std::to_string(tree.error().line);
}

TEST(Yaml, KeepsScalarsAsTextWithTheirLines) {
  const auto tree = parse_yaml("a: 007\nb: [x, ~]\nc: {d: \"null\"}\n");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->find("a")->scalar, "007");
  EXPECT_EQ(tree->find("b")->items[1].kind, YamlNode::Kind::Null);
  const auto* const quoted = tree->find("c")->find("d");
  EXPECT_EQ(quoted->scalar, "null");
  EXPECT_FALSE(quoted->plain);
  EXPECT_EQ(quoted->line, 3);
}

TEST(Yaml, RefusesWhatCanExpandOrSurprise) {
  EXPECT_EQ(fault_of("a: &x 1\nb: *x\n"), "packs.yaml_anchor:1");
  EXPECT_EQ(fault_of("a: 1\nb: !!str 2\n"), "packs.yaml_tag:2");
  EXPECT_EQ(fault_of("a: !mine {b: 1}\n"), "packs.yaml_tag:1");
  EXPECT_EQ(fault_of("a: 1\na: 2\n"), "packs.yaml_key_twice:2");
  EXPECT_EQ(fault_of("<<: {a: 1}\n"), "packs.yaml_key:1");
  EXPECT_EQ(fault_of("? [a, b]\n: 1\n"), "packs.yaml_key:1");
  EXPECT_EQ(fault_of("a: 1\n---\nb: 2\n"), "packs.yaml_documents:0");
  EXPECT_EQ(fault_of("a: 1\nb: [\n").substr(0, 17), "packs.yaml_syntax");
}

TEST(Yaml, RefusesHostileInput) {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + ", " + last + "]\n";
  }
  EXPECT_EQ(fault_of(bomb), "packs.yaml_anchor:1");
  EXPECT_NE(fault_of(std::string(100'000, '[')), "none");
  EXPECT_EQ(fault_of(std::string(100, '[') + std::string(100, ']')), "packs.yaml_too_deep:1");
  std::string maps;
  for (int i = 0; i < 5000; ++i) maps += "{a: ";
  EXPECT_NE(fault_of(maps), "none");
  std::string indented;
  for (int i = 0; i < 100; ++i) indented += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(fault_of(indented), "packs.yaml_too_deep:25");
  EXPECT_EQ(fault_of(std::string(kMaxYamlBytes + 1, 'a')), "packs.file_too_large:0");
  std::string many = "[";
  while (many.size() < 600'000) many += "1,";
  EXPECT_EQ(fault_of(many + "]"), "packs.yaml_too_many:1");
  EXPECT_EQ(fault_of("a: 1\nb: \xC3\x28\n"), "packs.not_utf8:2");
  EXPECT_EQ(fault_of("a: \xED\xA0\x80\n"), "packs.not_utf8:1");
  EXPECT_EQ(fault_of(std::string_view("a: \0b\n", 6)), "packs.not_utf8:1");
  EXPECT_EQ(fault_of("\xFF\xFE"
                     "a\0"),
            "packs.not_utf8:1");
}

RC_GTEST_PROP(Yaml, NeverFailsOtherwise, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab:-?[]{},&*!|>'\"%@`#\n ~<")));
  (void)parse_yaml(text);
}

TEST(Reader, ReportsEveryFaultAtOnceWithItsLine) {
  const auto tree = parse_yaml("day: 2023-02-30\nnumber: many\nextra: 1\ntext: {zh: 一}\nflag: yes\n");
  ASSERT_TRUE(tree);
  std::vector<Fault> faults;
  {
    const FaultSink sink("f.yaml", faults);
    Reader reader(*tree, sink);
    EXPECT_FALSE(reader.day("day"));
    EXPECT_FALSE(reader.number("number"));
    EXPECT_EQ(reader.text("text").en, "");
    EXPECT_FALSE(reader.flag("flag"));
    EXPECT_EQ(reader.string("missing"), "");
  }
  std::vector<std::string> seen;
  for (const auto& fault : faults) seen.push_back(std::to_string(fault.line) + " " + fault.key);
  EXPECT_EQ(seen,
            (std::vector<std::string>{"1 day.invalid", "2 packs.not_a_number", "4 packs.missing_key",
                                      "5 packs.no_such_word", "1 packs.missing_key", "3 packs.unknown_key"}));
}

TEST(Reader, ComparesNumbersAcrossLanguages) {
  EXPECT_EQ(numbers_in("2023年5月1日起，1,500元"), numbers_in("from 1 May 2023, CNY 1500"));
  EXPECT_EQ(numbers_in("2019年12月"), numbers_in("December 2019"));
  EXPECT_EQ(numbers_in("{year}年"), numbers_in("in {year}"));
  EXPECT_NE(numbers_in("30日"), numbers_in("3 days"));
  EXPECT_EQ(numbers_in("可以"), numbers_in("it May be"));
  EXPECT_EQ(numbers_in("0.5倍"), numbers_in("0.5 times"));
  EXPECT_EQ(numbers_in("第2条。"), numbers_in("Article 2."));
}

}  // namespace
}  // namespace gangway::policy
