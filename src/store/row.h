// What goes into a statement and what comes out of it.
//
// Shape:  Param is one bound value, Row a view of the current row, valid only inside the function that was
//         given it. C++ type <-> column type, the same in SQLite and PostgreSQL:
//           int, std::int64_t, StrongId  BIGINT          bool     BIGINT, 0 or 1
//           std::string                  TEXT (UTF-8)    Day      TEXT "YYYY-MM-DD"
//           Bytes                        BYTEA           Instant  BIGINT, milliseconds
//           std::optional<T>             NULL allowed
// Errors: a column that holds something else (NULL without std::optional, text for a number, a number that
//         does not fit) throws Failure: the database is not what this program wrote.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/ids.h"

struct sqlite3_stmt;

namespace gangway::store {

using Bytes = std::vector<std::uint8_t>;

// The database cannot do what it should: disk full, file damaged, constraint broken. The text names the
// statement and SQLite's reason, never a bound value.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Lives no longer than the text or bytes it was made from.
class Param {
 public:
  using Held = std::variant<std::monostate, std::int64_t, std::string_view, std::span<const std::uint8_t>,
                            std::string>;

  Param(std::nullopt_t) {}                           // NOLINT(google-explicit-constructor): reads as a value
  Param(bool value) : held_(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor)
  Param(std::string_view value) : held_(value) {}    // NOLINT(google-explicit-constructor)
  Param(const std::string& value) : held_(std::string_view(value)) {}  // NOLINT(google-explicit-constructor)
  Param(const char* value) : held_(std::string_view(value)) {}         // NOLINT(google-explicit-constructor)
  Param(std::span<const std::uint8_t> value) : held_(value) {}         // NOLINT(google-explicit-constructor)
  Param(const Bytes& value)
      : held_(std::span<const std::uint8_t>(value)) {}  // NOLINT(google-explicit-constructor)
  Param(Day value) : held_(to_string(value)) {}         // NOLINT(google-explicit-constructor)
  Param(Instant value)
      : held_(std::int64_t{value.time_since_epoch().count()}) {}  // NOLINT(google-explicit-constructor)
  template <std::signed_integral T>
  Param(T value) : held_(std::int64_t{value}) {}  // NOLINT(google-explicit-constructor)
  template <class Tag>
  Param(StrongId<Tag> id) : held_(id.value()) {}  // NOLINT(google-explicit-constructor)
  template <class T>
  Param(const std::optional<T>& value)
      : Param(value ? Param(*value) : Param(std::nullopt)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const Held& held() const { return held_; }

 private:
  Held held_;
};

class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Bytes bytes(int column) const;
  [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
  [[nodiscard]] Day day(int column) const;
  [[nodiscard]] Instant instant(int column) const { return Instant{Instant::duration{integer(column)}}; }
  template <class Id>
  [[nodiscard]] Id id(int column) const {
    return Id(integer(column));
  }

  // get<std::optional<Day>>(3): any of the types above.
  template <class T>
  [[nodiscard]] T get(int column) const {
    return Getter<T>::get(*this, column);
  }

 private:
  template <class T>
  struct Getter;
  [[noreturn]] void refuse(int column, std::string_view expected) const;
  [[nodiscard]] std::int64_t integer_within(int column, std::int64_t min, std::int64_t max) const;

  sqlite3_stmt* statement_;
};

template <std::integral T>
struct Row::Getter<T> {
  static T get(const Row& row, int column) {
    return static_cast<T>(row.integer_within(column, std::int64_t{std::numeric_limits<T>::min()},
                                             std::int64_t{std::numeric_limits<T>::max()}));
  }
};
template <>
struct Row::Getter<std::string> {
  static std::string get(const Row& row, int column) { return row.text(column); }
};
template <>
struct Row::Getter<Bytes> {
  static Bytes get(const Row& row, int column) { return row.bytes(column); }
};
template <>
struct Row::Getter<Day> {
  static Day get(const Row& row, int column) { return row.day(column); }
};
template <>
struct Row::Getter<Instant> {
  static Instant get(const Row& row, int column) { return row.instant(column); }
};
template <class Tag>
struct Row::Getter<StrongId<Tag>> {
  static StrongId<Tag> get(const Row& row, int column) { return row.id<StrongId<Tag>>(column); }
};
template <class T>
struct Row::Getter<std::optional<T>> {
  static std::optional<T> get(const Row& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional<T>(row.get<T>(column));
  }
};

}  // namespace gangway::store
