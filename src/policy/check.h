// Checking a rule book against its own tests: what `gangway pack check` says.
//
// Shape:  pure but for reading tests.yaml and the models. RuleBook::load has already refused what is wrong in
//         the packs themselves; here every case of every version is judged and compared, and every model is
//         checked (dmn/check.h): its errors are faults, its warnings notes.
// Errors: none fails the check itself; all findings are in the report, with file and line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "policy/pack.h"

namespace gangway::policy {

struct PackCheckReport {
  int versions = 0;  // that were tested; withdrawn ones are not
  int cases = 0;     // that could be run
  int passed = 0;
  int conditions = 0;
  int covered = 0;  // conditions that are true in one test and false in another
  int open = 0;     // of the others, those that a test shows to wait for a figure that nobody has published
  std::vector<Fault> faults;  // empty: the packs are good
  std::vector<Fault> notes;   // what dmn/check.h doubts in the models: for a person to look at

  [[nodiscard]] bool good() const { return faults.empty(); }
};

// REQUIRES: `book` was loaded from `directory`.
[[nodiscard]] PackCheckReport check_packs(const std::shared_ptr<const RuleBook>& book,
                                          const std::string& directory);

// "cn-31/policies/…/tests.yaml:12: what is wrong and what to do", and the counts in one line.
[[nodiscard]] std::string to_text(const Fault& fault, Language language);
[[nodiscard]] std::string summary(const PackCheckReport& report, Language language);

}  // namespace gangway::policy
