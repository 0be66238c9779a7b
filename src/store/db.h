// The database of one process: many readers, one writer that gathers.
//
// Shape:   in_transaction hands its work to the one writer thread and waits. The writer takes everything that
//          waits, runs each piece in a savepoint of its own, commits once, and only then lets the callers go
//          on: an answer, good or bad, is given when it is durable. Forty waiting writers cost one fsync.
//          read runs on the calling thread, on a pooled connection, and sees one committed state throughout.
// Rules:   keep work short: no hashing, judging, encryption of more than a few kilobytes, no network inside.
//          Work may be run again by its caller after a Failure, so it changes nothing outside its
//          transaction. Work never calls in_transaction itself (std::logic_error: the writer would wait for
//          itself).
// Errors: work whose Result holds an error is rolled back and the Result returned; work that throws is rolled
//         back and throws at the caller; a failed commit throws Failure at every caller of that batch.
// Durable: WAL, synchronous=FULL, foreign keys enforced; the file is readable by its owner only; what is
//          deleted is overwritten. SQLite only for now; PostgreSQL comes in behind the same Tx, which is why
//          SQL keeps to the common subset (tx.h).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/result.h"
#include "store/tx.h"

namespace gangway::store {

// One step of a module's schema. Numbers run 1, 2, 3, … in each module; a step that was released never
// changes. Types are PostgreSQL's (row.h); "BIGINT PRIMARY KEY" becomes SQLite's row id.
struct Migration {
  std::string_view module;
  int number = 0;
  std::string_view sql;  // any number of statements
};

enum class Gathering {
  Gathered,  // one commit for everything that waits
  Single,    // one commit each: what the benchmark compares with
};

struct Options {
  std::size_t readers = 8;  // read connections at most
  Gathering gathering = Gathering::Gathered;
};

class Db {
 public:
  // Creates the file if need be. Throws Failure when it cannot be opened or is no database.
  [[nodiscard]] static Db open(const std::filesystem::path& file, Options options = {});

  // For tests: gone with the object. One connection: reads wait for the writer's turn.
  [[nodiscard]] static Db in_memory();

  Db(Db&&) noexcept;
  Db& operator=(Db&&) noexcept;
  ~Db();  // waits for the work under way

  // Brings the schema up to date, all steps in one transaction.
  // Errors: Conflict "store.migration_changed" {module, number} when an applied step reads otherwise now,
  //         "store.database_newer" {module, number} when the database has steps that this program lacks.
  [[nodiscard]] Result<void> migrate(std::span<const Migration> migrations);

  // `work(Tx&)` returns a Result; it commits when that has a value.
  template <class Work>
  auto in_transaction(Work&& work) -> std::invoke_result_t<Work&, Tx&> {
    std::optional<std::invoke_result_t<Work&, Tx&>> answer;
    submit([&](Tx& tx) {
      answer.emplace(work(tx));
      return answer->has_value() ? Outcome::Commit : Outcome::RollBack;
    });
    return *std::move(answer);
  }

  // `work(const ReadTx&)` returns anything but a reference.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work&, const ReadTx&> {
    using Answer = std::invoke_result_t<Work&, const ReadTx&>;
    if constexpr (std::is_void_v<Answer>) {
      lend_reader(work);
    } else {
      std::optional<Answer> answer;
      lend_reader([&](const ReadTx& tx) { answer.emplace(work(tx)); });
      return *std::move(answer);
    }
  }

  // A consistent copy, compacted, made on the calling thread while reading and writing go on. Throws Failure
  // when `file` holds something already or cannot be written.
  void backup_to(const std::filesystem::path& file);

  // For tests: the n-th statement of the writer from now on, commits included, fails as if the disk were
  // full. 0 switches it off. Run a use case for n = 1, 2, 3, … until it succeeds and nothing half-written may
  // remain.
  void fail_after(int statements);

 private:
  enum class Outcome { Commit, RollBack };
  class Body;

  explicit Db(std::unique_ptr<Body> body);
  void submit(const std::function<Outcome(Tx&)>& work);
  void lend_reader(const std::function<void(const ReadTx&)>& work);

  std::unique_ptr<Body> body_;
};

}  // namespace gangway::store
