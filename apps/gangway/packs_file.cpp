#include "packs_file.h"

#include <filesystem>

#include "policy/check.h"

namespace gangway::app {

std::optional<std::shared_ptr<const policy::RuleBook>> load_packs(const Common& common) {
  if (!is_folder(common, common.packs)) return std::nullopt;
  std::vector<policy::Fault> faults;
  auto book = policy::RuleBook::load(common.packs, faults);
  if (book) return *std::move(book);
  if (faults.empty()) {
    complain(common, common.packs, {book.error()});
  } else {
    complain(common.packs + "/" + policy::to_text(faults.front(), common.language) +
             and_more(common, faults.size()) + " " +
             text("app.see_pack_check", {{"folder", common.packs}}, common.language));
  }
  return std::nullopt;
}

bool is_folder(const Common& common, const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return true;
  complain(common, path, {Error{ErrorCode::NotFound, "app.no_such_folder", {}, {}}});
  return false;
}

}  // namespace gangway::app
