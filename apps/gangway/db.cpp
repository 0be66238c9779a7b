// gangway db: what an operator does with the database.

#include <iostream>
#include <memory>

#include "cases/cases.h"
#include "commands.h"
#include "data_folder.h"
#include "people/people.h"
#include "plans/person_plans.h"
#include "requests/requests.h"

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

int complain_about(const Common& common, const std::string& where, std::string key) {
  return complain(common, where, {Error{ErrorCode::Invalid, std::move(key), {}, {}}});
}

// What is wrong with the journal of `database`; 0: nothing.
int check_journal(const Common& common, store::Db& database, const journal::Key& master,
                  const std::optional<journal::Head>& known) {
  const journal::Chain chain(master);
  const auto finding = database.read([&](const store::ReadTx& tx) { return chain.verify(tx, known); });
  if (!finding) return 0;
  complain(text(key_of(finding->fault), {{"position", std::to_string(finding->position)}}, common.language));
  return 1;
}

// Names each row that breaks what always holds; 0: none does.
int check_invariants(const Common& common, store::Db& database) {
  int code = 0;
  for (const auto& part :
       {requests::invariants(), plans::invariants(), people::invariants(), cases::invariants()}) {
    for (const auto& one : database.read([&](const store::ReadTx& tx) { return store::broken(tx, part); })) {
      complain(text(std::string(one.key), {{"id", std::to_string(one.id)}}, common.language));
      code = 1;
    }
  }
  return code;
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
  if (const int code = check_journal(common, opened->db, opened->master, known)) return code;
  if (const int code = check_invariants(common, opened->db)) return code;
  const auto count =
      opened->db.read([](const store::ReadTx& tx) { return journal::Chain::head(tx).position; });
  std::cout << text("app.journal_whole", {{"count", std::to_string(count)}}, common.language) << '\n';
  return 0;
}

// Copies one committed state while the server goes on writing, and leaves no half file under the
// target's name on success. The master key is not copied: it belongs in another place than the database.
int db_backup(const Common& common, const std::string& data, const std::string& target) {
  const DataFolder folder{data};
  if (!std::filesystem::exists(folder.database())) return complain_about(common, data, "app.no_database");
  if (std::filesystem::exists(target)) return complain_about(common, target, "app.backup_exists");
  const auto partial = target + ".partial";
  std::filesystem::remove(partial);
  store::Db::open(folder.database()).backup_to(partial);
  std::filesystem::permissions(partial,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::rename(partial, target);
  std::cout << text("app.backup_done", {}, common.language) << '\n';
  return 0;
}

// The other way: a copy becomes the database of a folder that has a master key and no database yet. It is
// checked under its final key before it takes its final name, and its end is signed as the journal's end:
// that the state is older than what was signed before is what restoring means.
int db_restore(const Common& common, const std::string& source, const std::string& data) {
  namespace fs = std::filesystem;
  const DataFolder folder{data};
  if (!fs::is_regular_file(source)) return complain_about(common, source, "app.no_such_file");
  if (fs::exists(folder.database())) return complain_about(common, data, "app.database_exists");
  const auto master = journal::load_master_key(folder.master_key());
  if (!master) return complain(common, data, {master.error()});
  const fs::path partial = folder.database().string() + ".partial";
  fs::copy_file(source, partial, fs::copy_options::overwrite_existing);
  fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write);
  journal::Head head;
  try {
    auto copy = store::Db::open(partial);
    if (const int code = check_journal(common, copy, *master, std::nullopt)) {
      fs::remove(partial);
      return code;
    }
    head = copy.read([](const store::ReadTx& tx) { return journal::Chain::head(tx); });
  } catch (const store::Failure&) {
    fs::remove(partial);
    return complain_about(common, source, "app.not_a_backup");
  }
  fs::rename(partial, folder.database());
  journal::write_head(folder.head(), head, *master);
  std::cout << text("app.restore_done", {}, common.language) << '\n';
  return 0;
}

}  // namespace gangway::app
