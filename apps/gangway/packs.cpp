#include <iostream>

#include "commands.h"
#include "packs_file.h"
#include "policy/check.h"

namespace gangway::app {

int pack_check(const Common& common, const std::string& directory) {
  if (!is_folder(common, directory)) return 2;
  const auto print = [&](const std::vector<policy::Fault>& faults) {
    for (const auto& fault : faults) std::cout << policy::to_text(fault, common.language) << '\n';
  };
  std::vector<policy::Fault> faults;
  const auto book = policy::RuleBook::load(directory, faults);
  if (!book) {  // checked, and found wanting already in what is written
    print(faults);
    std::cout << text(book.error(), common.language) << '\n';
    return 1;
  }
  const auto report = policy::check_packs(*book, directory);
  for (const auto& note : report.notes) {
    std::cout << text("packs.note", {{"what", policy::to_text(note, common.language)}}, common.language)
              << '\n';
  }
  print(report.faults);
  std::cout << policy::summary(report, common.language) << '\n';
  return report.good() ? 0 : 1;
}

}  // namespace gangway::app
