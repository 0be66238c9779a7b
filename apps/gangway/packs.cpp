#include <iostream>

#include "commands.h"
#include "packs_file.h"
#include "policy/check.h"

namespace gangway::app {

int pack_check(const Common& common, const std::string& directory) {
  auto where = common;
  where.packs = directory;
  const auto book = load_packs(where);
  if (!book) return 2;
  const auto report = policy::check_packs(*book, directory);
  for (const auto& fault : report.faults) std::cout << policy::to_text(fault, common.language) << '\n';
  std::cout << policy::summary(report, common.language) << '\n';
  return report.good() ? 0 : 1;
}

}  // namespace gangway::app
