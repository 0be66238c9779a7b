// tests.yaml: the cases that a version must decide as its author says.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/facts.h"
#include "policy/pack.h"

namespace gangway::policy {

using Ids = std::set<std::string>;

// What is absent is not compared.
struct Expectation {
  std::string status;  // eligible | ineligible | undetermined | not_known
  std::optional<Ids> failing;
  std::optional<Ids> missing;
  std::optional<Ids> not_known;
  std::optional<bool> unverified;
  std::map<std::string, std::optional<std::string>> results;  // nullopt: no value
  std::optional<Ids> papers_waived;
  std::optional<Ids> papers;
  std::map<std::string, std::optional<bool>> fees;   // nullopt: not decided
  std::map<std::string, std::optional<Day>> clocks;  // nullopt: no due day
};

struct TestCase {
  std::string name;
  int line = 0;
  Day as_of{};
  std::string region;
  Facts facts;  // those of `like` included
  Expectation expect;
};

// The cases of <directory>/<version.directory>/tests.yaml that can be read; the faults of the others go to
// `faults`.
[[nodiscard]] std::vector<TestCase> load_tests(const RuleBook& book, const Version& version,
                                               const std::string& directory, std::vector<Fault>& faults);

}  // namespace gangway::policy
