// One transaction, as use cases and module stores see it.
//
//   tx.run("INSERT INTO plan (id, code) VALUES ($1, $2)", plan.id, plan.code);
//   const auto plan = tx.one("SELECT id, code FROM plan WHERE code = $1", read_plan, code);  // optional
//   const auto all  = tx.all("SELECT id, code FROM plan ORDER BY id", read_plan);            // vector
//
// Shape:  ReadTx asks, Tx also writes; a function that only asks takes a ReadTx&. Both are lent to the work
//         of Db::read and Db::in_transaction and do not outlive it. One thread.
// SQL:     the common subset of SQLite and PostgreSQL, so that one text serves both: types as in row.h,
//          ON CONFLICT, RETURNING, no AUTOINCREMENT, no PRAGMA, no INSERT OR, no implicit rowid. One
//          statement each. Parameters are $1, $2, … in the order of their first use: SQLite numbers them by
//          first use and PostgreSQL by digit, and a statement where the two would differ is refused.
// Errors: Failure (row.h) when the database cannot; std::logic_error when the statement is wrong (misnumbered
//         or miscounted parameters, several statements, more than one row for `one`).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "store/row.h"

namespace gangway::store {

class Connection;

class ReadTx {
 public:
  explicit ReadTx(Connection& connection) : connection_(connection) {}
  ReadTx(const ReadTx&) = delete;
  ReadTx& operator=(const ReadTx&) = delete;

  template <class Read, class... Params>
  [[nodiscard]] auto all(std::string_view sql, Read&& read, const Params&... params) const {
    std::vector<std::invoke_result_t<Read&, const Row&>> rows;
    each(
        sql, [&](const Row& row) { rows.push_back(read(row)); }, params...);
    return rows;
  }

  // At most one row may fit.
  template <class Read, class... Params>
  [[nodiscard]] auto one(std::string_view sql, Read&& read, const Params&... params) const {
    std::optional<std::invoke_result_t<Read&, const Row&>> found;
    each(
        sql,
        [&](const Row& row) {
          if (found) throw std::logic_error("more than one row");
          found.emplace(read(row));
        },
        params...);
    return found;
  }

  // For long results: `visit` sees one row after the other.
  template <class Visit, class... Params>
  void each(std::string_view sql, Visit&& visit, const Params&... params) const {
    const std::array<Param, sizeof...(Params)> bound{Param(params)...};
    execute(sql, bound, visit);
  }

 protected:
  // Rows inserted, changed or deleted.
  std::int64_t execute(std::string_view sql, std::span<const Param> params,
                       const std::function<void(const Row&)>& visit) const;

  Connection& connection_;
};

class Tx : public ReadTx {
 public:
  using ReadTx::ReadTx;

  // How many rows were inserted, changed or deleted.
  template <class... Params>
  std::int64_t run(std::string_view sql, const Params&... params) {
    const std::array<Param, sizeof...(Params)> bound{Param(params)...};
    return execute(sql, bound, nullptr);
  }

  // Any number of statements without parameters: a schema.
  void script(std::string_view sql);
};

}  // namespace gangway::store
