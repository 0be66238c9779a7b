#include "store/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>

namespace gangway::store {
namespace {

constexpr std::size_t kIdleStatements = 512;  // statements are literals of the program; a bound, not a budget
constexpr int kBusyMilliseconds = 10'000;     // another process (a backup) may hold the file

// SQLite's own message is used only before values are bound: later it may quote one.
[[noreturn]] void give_up(std::string_view reason, std::string_view sql) {
  throw Failure(std::string(reason) + " in: " + std::string(sql.substr(0, 200)));
}

void bind(sqlite3_stmt* statement, int index, const Param& param) {
  struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
    int operator()(std::string_view text) const {
      // A null pointer would bind NULL instead of the empty text.
      return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(std::span<const std::uint8_t> bytes) const {
      return bytes.empty() ? sqlite3_bind_zeroblob(statement, index, 0)
                           : sqlite3_bind_blob64(statement, index, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
    int operator()(const std::string& text) const { return (*this)(std::string_view(text)); }
  };
  if (const int code = std::visit(Binder{statement, index}, param.held()); code != SQLITE_OK) {
    give_up(sqlite3_errstr(code), sqlite3_sql(statement));
  }
}

// SQLite numbers $-parameters by first use and keeps their names; PostgreSQL goes by the digits.
void check_numbering(sqlite3_stmt* statement, std::string_view sql) {
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
    const char* const name = sqlite3_bind_parameter_name(statement, i);
    if (name == nullptr || name != "$" + std::to_string(i)) {
      throw std::logic_error("parameters must be $1, $2, … in order of first use: " + std::string(sql));
    }
  }
}

bool is_blank(std::string_view sql) { return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos; }

void create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) throw Failure("cannot open the database file " + file);
  ::close(descriptor);
}

}  // namespace

void Connection::CloseDatabase::operator()(sqlite3* database) const { sqlite3_close_v2(database); }
void Connection::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

class Connection::Lease {
 public:
  Lease(Connection& connection, std::string_view sql)
      : connection_(connection), sql_(sql), statement_(connection.take(sql)) {}
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    sqlite3_reset(statement_.get());  // or the statement would hold its snapshot
    sqlite3_clear_bindings(statement_.get());
    if (connection_.idle_.size() >= kIdleStatements) connection_.idle_.clear();
    connection_.idle_.try_emplace(std::string(sql_), std::move(statement_));
  }

  [[nodiscard]] sqlite3_stmt* get() const { return statement_.get(); }

 private:
  Connection& connection_;
  std::string_view sql_;
  Statement statement_;
};

Connection::Connection(const std::string& name, Access access) {
  if (name != ":memory:" && access == Access::Write) create_private(name);
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(name.c_str(), &database, flags, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) throw Failure(std::string(sqlite3_errstr(code)) + ": " + name);
  sqlite3_busy_timeout(database, kBusyMilliseconds);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);  // "x" is a column, never a string
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  // secure_delete: an erased key must not survive in the file's free space.
  script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;");
  if (access == Access::Read) script("PRAGMA query_only = ON;");
}

void Connection::copy_to(const std::string& file) {
  create_private(file);
  script("PRAGMA query_only = OFF;");
  const std::array<Param, 1> target{Param(file)};
  execute("VACUUM INTO $1", target, {});
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

Connection::Statement Connection::prepare(std::string_view sql, std::string_view& rest) {
  sqlite3_stmt* statement = nullptr;
  const char* end = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &end);
  if (code != SQLITE_OK) give_up(sqlite3_errmsg(database_.get()), sql);
  rest = sql.substr(static_cast<std::size_t>(end - sql.data()));
  return Statement(statement);
}

Connection::Statement Connection::take(std::string_view sql) {
  if (const auto found = idle_.find(sql); found != idle_.end())
    return std::move(idle_.extract(found).mapped());
  std::string_view rest;
  auto statement = prepare(sql, rest);
  if (statement == nullptr || !is_blank(rest)) {
    throw std::logic_error("one statement at a time: " + std::string(sql));
  }
  check_numbering(statement.get(), sql);
  return statement;
}

std::int64_t Connection::execute(std::string_view sql, std::span<const Param> params,
                                 const std::function<void(const Row&)>& visit) {
  const Lease lease(*this, sql);
  if (sqlite3_bind_parameter_count(lease.get()) != static_cast<int>(params.size())) {
    throw std::logic_error("as many values as parameters: " + std::string(sql));
  }
  int index = 0;
  for (const auto& param : params) bind(lease.get(), ++index, param);
  const auto before = sqlite3_total_changes64(database_.get());
  step_all(lease.get(), sql, visit);
  // total_changes counts what triggers and cascades did too; changes counts this statement alone, but keeps
  // the count of an earlier one where this changed nothing.
  return sqlite3_total_changes64(database_.get()) == before ? 0 : sqlite3_changes64(database_.get());
}

void Connection::step_all(sqlite3_stmt* statement, std::string_view sql,
                          const std::function<void(const Row&)>& visit) {
  if (fail_after_ > 0 && --fail_after_ == 0) give_up("database or disk is full (injected)", sql);
  int code = sqlite3_step(statement);
  while (code == SQLITE_ROW) {
    if (visit) visit(Row(statement));
    code = sqlite3_step(statement);
  }
  if (code != SQLITE_DONE) give_up(sqlite3_errstr(code), sql);
}

void Connection::script(std::string_view sql) {
  while (!is_blank(sql)) {
    const auto whole = sql;
    const auto statement = prepare(whole, sql);
    if (statement != nullptr) step_all(statement.get(), whole.substr(0, whole.size() - sql.size()), {});
  }
}

void Row::refuse(int column, std::string_view expected) const {
  give_up("column " + std::to_string(column) + " holds no " + std::string(expected), sqlite3_sql(statement_));
}

bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Row::integer(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) refuse(column, "integer");
  return sqlite3_column_int64(statement_, column);
}

std::int64_t Row::integer_within(int column, std::int64_t min, std::int64_t max) const {
  const auto value = integer(column);
  if (value < min || value > max) refuse(column, "integer of that size");
  return value;
}

std::string Row::text(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_TEXT) refuse(column, "text");
  const auto* const chars = sqlite3_column_text(statement_, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return {reinterpret_cast<const char*>(chars), size};
}

Bytes Row::bytes(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_BLOB) refuse(column, "bytes");
  const auto* const begin = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return size == 0 ? Bytes() : Bytes(begin, begin + size);
}

Day Row::day(int column) const {
  const auto day = parse_day(text(column));
  if (!day) refuse(column, "day");
  return *day;
}

}  // namespace gangway::store
