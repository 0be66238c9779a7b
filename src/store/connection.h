// One SQLite connection with its prepared statements. Private to store; one thread at a time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/row.h"

struct sqlite3;

namespace gangway::store {

class Connection {
 public:
  enum class Access { Write, Read };

  // `name` is a path or ":memory:".
  Connection(const std::string& name, Access access);

  // As Tx (tx.h) describes. `visit` may be empty.
  std::int64_t execute(std::string_view sql, std::span<const Param> params,
                       const std::function<void(const Row&)>& visit);

  void command(std::string_view sql) { execute(sql, {}, {}); }
  // Any number of statements, none with parameters; not kept.
  void script(std::string_view sql);

  // A consistent copy as a file of its own, made while others go on writing.
  void copy_to(const std::string& file);

  // False once an error has made SQLite roll back the whole transaction by itself.
  [[nodiscard]] bool in_transaction() const;

  // As Db's; from any thread.
  void fail_after(int statements) { fail_after_ = statements; }

 private:
  struct CloseDatabase {
    void operator()(sqlite3* database) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  class Lease;  // a statement in use, given back reset and unbound

  [[nodiscard]] Statement prepare(std::string_view sql, std::string_view& rest);
  [[nodiscard]] Statement take(std::string_view sql);
  void step_all(sqlite3_stmt* statement, std::string_view sql, const std::function<void(const Row&)>& visit);

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> idle_;  // prepared, not in use
  std::atomic<int> fail_after_ = 0;
};

}  // namespace gangway::store
