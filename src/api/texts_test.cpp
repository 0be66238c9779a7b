// Every text that the code names exists, in Chinese and in English.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/bilingual.h"

namespace gangway {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// The keys after an ErrorCode and inside text(…), wherever the line breaks.
std::set<std::string> keys_in(const std::string& code) {
  static const std::regex kKey(R"re((?:ErrorCode::[A-Za-z]+,\s*|\btext\()"([a-z_]+\.[a-z0-9_]+)")re");
  std::set<std::string> out;
  for (std::sregex_iterator at(code.begin(), code.end(), kKey), end; at != end; ++at) out.insert((*at)[1]);
  return out;
}

TEST(Texts, WhatTheCodeSaysIsThereInBothLanguages) {
  std::size_t found = 0;
  for (const auto* folder : {"src", "apps"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(GANGWAY_SOURCE_DIR) / folder)) {
      const auto name = entry.path().filename().string();
      const bool is_code = name.ends_with(".cpp") || name.ends_with(".h");
      if (!is_code || name.ends_with("_test.cpp") || name.starts_with("testing")) continue;
      for (const auto& key : keys_in(content_of(entry.path()))) {
        if (key.ends_with('_')) continue;  // the beginning of several, put together in the code
        ++found;
        EXPECT_TRUE(has_text(key)) << key << " in " << entry.path();
        EXPECT_FALSE(text(key).zh.empty()) << key;
        EXPECT_FALSE(text(key).en.empty()) << key;
        EXPECT_NE(text(key).zh, text(key).en) << key;
      }
    }
  }
  EXPECT_GT(found, 80U) << "the search finds the keys";
}

TEST(Texts, TheSearchSeesKeysAcrossLines) {
  EXPECT_EQ(
      keys_in("fail(ErrorCode::Invalid, \"a.one\"); x.push_back({ErrorCode::TooLarge,\n   \"b.two\", {}});"
              " text(\"c.three\", args)"),
      (std::set<std::string>{"a.one", "b.two", "c.three"}));
}

}  // namespace
}  // namespace gangway
