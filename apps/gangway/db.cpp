// gangway db: what an operator does with the database.

#include <iostream>
#include <memory>

#include "commands.h"
#include "data_folder.h"

namespace gangway::app {
namespace {

std::string_view key_of(journal::Fault fault) {
  switch (fault) {
    case journal::Fault::Missing:
      return "app.journal_missing";
    case journal::Fault::Changed:
      return "app.journal_changed";
    case journal::Fault::Subjects:
      return "app.journal_subjects";
    case journal::Fault::RolledBack:
      return "app.journal_rolled_back";
  }
  return "app.journal_changed";
}

}  // namespace

int db_verify(const Common& common, const std::string& data) {
  const DataFolder folder{data};
  auto opened = open_existing(folder);
  if (!opened) return complain(common, data, {opened.error()});
  auto head = journal::read_head(folder.head(), opened->master);
  std::optional<journal::Head> known;
  if (head) {
    known = *head;
  } else if (head.error().code != ErrorCode::NotFound) {
    complain(common, folder.head().string(), {head.error()});
    return 1;
  } else {
    std::cout << text(head.error(), common.language) << '\n';
  }
  const journal::Chain chain(opened->master);
  const auto finding = opened->db.read([&](const store::ReadTx& tx) { return chain.verify(tx, known); });
  if (finding) {
    complain(
        text(key_of(finding->fault), {{"position", std::to_string(finding->position)}}, common.language));
    return 1;
  }
  const auto count =
      opened->db.read([](const store::ReadTx& tx) { return journal::Chain::head(tx).position; });
  std::cout << text("app.journal_whole", {{"count", std::to_string(count)}}, common.language) << '\n';
  return 0;
}

// Copies one committed state while the server goes on writing, and leaves no half file under the
// target's name on success. The master key is not copied: it belongs in another place than the database.
int db_backup(const Common& common, const std::string& data, const std::string& target) {
  const DataFolder folder{data};
  const auto complain_about = [&](const std::string& where, std::string key) {
    return complain(common, where, {Error{ErrorCode::Invalid, std::move(key), {}, {}}});
  };
  if (!std::filesystem::exists(folder.database())) return complain_about(data, "app.no_database");
  if (std::filesystem::exists(target)) return complain_about(target, "app.backup_exists");
  const auto partial = target + ".partial";
  std::filesystem::remove(partial);
  store::Db::open(folder.database()).backup_to(partial);
  std::filesystem::permissions(partial,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::rename(partial, target);
  std::cout << text("app.backup_done", {}, common.language) << '\n';
  return 0;
}

}  // namespace gangway::app
