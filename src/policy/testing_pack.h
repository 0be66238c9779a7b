// A small rule book in a temporary folder, for tests: write() replaces one file, edit() one text in it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "policy/pack.h"

namespace gangway::policy::testing {

class TestPacks {
 public:
  TestPacks();  // good packs: cn and cn-31
  ~TestPacks();
  TestPacks(const TestPacks&) = delete;
  TestPacks& operator=(const TestPacks&) = delete;

  void write(const std::string& file, const std::string& text) const;
  void edit(const std::string& file, const std::string& from, const std::string& to) const;
  void remove(const std::string& file) const;
  [[nodiscard]] std::string read(const std::string& file) const;
  [[nodiscard]] std::string directory() const { return directory_.string(); }
  // nullptr with `faults` filled, or the book.
  [[nodiscard]] std::shared_ptr<const RuleBook> load();

  std::vector<Fault> faults;

 private:
  std::filesystem::path directory_;
};

// "file:line key" of each fault, for messages and matching.
[[nodiscard]] std::vector<std::string> shown(const std::vector<Fault>& faults);

// One version's three files. `extra` is added to policy.yaml.
struct TinyVersion {
  std::string pack = "cn";
  std::string route = "pr";
  std::string from = "2019-08-01";
  std::string extra;
};
void write_version(const TestPacks& packs, const TinyVersion& version);

}  // namespace gangway::policy::testing
