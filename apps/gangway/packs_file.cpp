#include "packs_file.h"

#include <iostream>

namespace gangway::app {

std::optional<std::shared_ptr<const policy::RuleBook>> load_packs(const Common& common) {
  std::vector<policy::Fault> faults;
  auto book = policy::RuleBook::load(common.packs, faults);
  for (const auto& fault : faults) {
    std::cerr << fault.file << (fault.line > 0 ? ":" + std::to_string(fault.line) : "") << ": "
              << text(fault.key, fault.args, common.language) << '\n';
  }
  if (!book) {
    complain(common, common.packs, {book.error()});
    return std::nullopt;
  }
  return *std::move(book);
}

}  // namespace gangway::app
