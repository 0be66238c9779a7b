// Rows of one kind, listed by who may see them: a page and a count cost the same whether a table has a
// thousand rows or a million.
//
// Shape:   a table beside the rows themselves, with one row for each reach in which an item stands. A list is
// a
//          range of its index. Whoever writes an item writes its reaches in the same transaction.
// Reaches: "all"; "below /1/4/" for every place above the item's places; "account 17"; "unit /1/4/|tax".
//          A module may have others of its own, such as "offer /1/4/|". ranges_of says which a scope covers:
//          one, of Mine two, of Own none.
// Table:   the module's migration makes it, here "case":
//            CREATE TABLE case_reach (
//              reach TEXT NOT NULL,
//              is_open BIGINT NOT NULL,
//              sort_day TEXT NOT NULL,
//              item BIGINT NOT NULL REFERENCES …,
//              stage BIGINT NOT NULL,
//              unit_place TEXT NOT NULL,
//              unit_department TEXT NOT NULL
//            );
//            CREATE UNIQUE INDEX case_reach_item ON case_reach(item, reach);
//            CREATE INDEX case_reach_order
//              ON case_reach(reach, is_open, sort_day, item, stage, unit_place, unit_department);
// Order:   by day as text, then by item.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "base/ids.h"
#include "store/tx.h"

namespace gangway::access {

// In place of a day, for what has none: last of all.
inline constexpr std::string_view kNoDay = "9999-12-31";

inline constexpr std::string_view kEverywhere = "all";
[[nodiscard]] std::string reach_of(AccountId account);
[[nodiscard]] std::string reach_of_unit(std::string_view place, std::string_view department);
// The place and each above it.
void add_reaches_of_place(std::set<std::string>& reaches, std::string_view path);
[[nodiscard]] std::vector<std::string> ranges_of(const Scope& scope);

class ReachList {
 public:
  // What a list sorts and filters by.
  struct Standing {
    bool open = true;
    std::string day{kNoDay};
    int stage = 0;
    std::string unit_place;
    std::string unit_department;

    bool operator==(const Standing&) const = default;
  };

  // An item with the reaches in which it stands.
  struct Entry {
    std::int64_t item = 0;
    std::set<std::string> reaches;
    Standing standing;
  };

  struct Asked {
    bool open = true;
    std::string day_at_latest{kNoDay};
    std::optional<int> stage;
    std::optional<std::string> unit_place;  // with unit_department
    std::string unit_department;
  };

  struct Place {
    std::string day;
    std::int64_t item = 0;

    auto operator<=>(const Place&) const = default;
  };

  // `table`: outlives the object.
  explicit ReachList(std::string_view table);

  void insert(store::Tx& tx, const Entry& entry) const;
  // `before`: as it is stored.
  void update(store::Tx& tx, const Entry& entry, const Entry& before) const;

  // In order; each item once, whatever the number of ranges. `after`: where the page before ended.
  [[nodiscard]] std::vector<Place> list(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                                        const Asked& asked, const Place& after, int limit) const;
  // REQUIRES: at most two ranges; the second is the one that most items stand in.
  [[nodiscard]] std::int64_t count(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                                   const Asked& asked) const;
  [[nodiscard]] bool contains(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                              std::int64_t item) const;

  // The statements, to look at their plans.
  [[nodiscard]] const std::string& list_sql() const { return list_; }
  [[nodiscard]] const std::string& count_sql() const { return count_; }

 private:
  void insert_one(store::Tx& tx, const Entry& entry, const std::string& reach) const;

  std::string insert_;
  std::string update_;
  std::string delete_;
  std::string list_;
  std::string count_;
  std::string count_outside_;
  std::string contains_;
};

}  // namespace gangway::access
