#include "access/reach_list.h"

#include <algorithm>
#include <stdexcept>

namespace gangway::access {
namespace {

// What a scope and a filter let through, as the list and its count ask it.
constexpr std::string_view kAsked =
    " r WHERE r.reach = $1 AND r.is_open = $2 AND r.sort_day <= $3 AND ($4 IS NULL OR r.stage = $4)"
    " AND ($5 IS NULL OR (r.unit_place = $5 AND r.unit_department = $6))";

std::int64_t first_integer(const store::Row& row) { return row.integer(0); }

}  // namespace

std::string reach_of(AccountId account) { return "account " + std::to_string(account.value()); }

std::string reach_of_unit(std::string_view place, std::string_view department) {
  return "unit " + std::string(place) + "|" + std::string(department);
}

void add_reaches_of_place(std::set<std::string>& reaches, std::string_view path) {
  for (auto end = path.find('/', 1); end != std::string_view::npos; end = path.find('/', end + 1))
    reaches.insert("below " + std::string(path.substr(0, end + 1)));
}

std::vector<std::string> ranges_of(const Scope& scope) {
  switch (scope.reach) {
    case Reach::Anything:
      return {std::string(kEverywhere)};
    case Reach::Below:
      return {"below " + scope.place};
    case Reach::Mine:
      return {reach_of(scope.account), reach_of_unit(scope.place, scope.department)};
    case Reach::Own:
      return {};
  }
  return {};
}

ReachList::ReachList(std::string_view table) {
  const std::string name(table);
  const auto from = " FROM " + name + std::string(kAsked);
  insert_ = "INSERT INTO " + name +
            " (reach, is_open, sort_day, item, stage, unit_place, unit_department)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)";
  update_ = "UPDATE " + name +
            " SET is_open = $1, sort_day = $2, stage = $3, unit_place = $4, unit_department = $5"
            " WHERE item = $6";
  delete_ = "DELETE FROM " + name + " WHERE item = $1 AND reach = $2";
  list_ = "SELECT r.sort_day, r.item" + from +
          " AND (r.sort_day, r.item) > ($7, $8) ORDER BY r.sort_day, r.item LIMIT $9";
  count_ = "SELECT COUNT(*)" + from;
  count_outside_ =
      count_ + " AND NOT EXISTS (SELECT 1 FROM " + name + " u WHERE u.item = r.item AND u.reach = $7)";
  contains_ = "SELECT 1 FROM " + name + " WHERE item = $1 AND reach = $2";
}

void ReachList::insert_one(store::Tx& tx, const Entry& entry, const std::string& reach) const {
  const auto& s = entry.standing;
  tx.run(insert_, reach, s.open, s.day, entry.item, s.stage, s.unit_place, s.unit_department);
}

void ReachList::insert(store::Tx& tx, const Entry& entry) const {
  for (const auto& reach : entry.reaches) insert_one(tx, entry, reach);
}

void ReachList::update(store::Tx& tx, const Entry& entry, const Entry& before) const {
  const auto& s = entry.standing;
  if (s != before.standing)
    tx.run(update_, s.open, s.day, s.stage, s.unit_place, s.unit_department, entry.item);
  for (const auto& reach : entry.reaches) {
    if (!before.reaches.contains(reach)) insert_one(tx, entry, reach);
  }
  for (const auto& reach : before.reaches) {
    if (!entry.reaches.contains(reach)) tx.run(delete_, entry.item, reach);
  }
}

std::vector<ReachList::Place> ReachList::list(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                                              const Asked& a, const Place& after, int limit) const {
  std::vector<Place> out;
  const auto read = [](const store::Row& row) { return Place{row.text(0), row.integer(1)}; };
  for (const auto& range : ranges) {
    const auto part = tx.all(list_, read, range, a.open, a.day_at_latest, a.stage, a.unit_place,
                             a.unit_department, after.day, after.item, limit);
    out.insert(out.end(), part.begin(), part.end());
  }
  std::ranges::sort(out);
  const auto same = std::ranges::unique(out);
  out.erase(same.begin(), same.end());
  if (out.size() > static_cast<std::size_t>(limit)) out.resize(static_cast<std::size_t>(limit));
  return out;
}

std::int64_t ReachList::count(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                              const Asked& a) const {
  if (ranges.size() > 2) throw std::logic_error("a count over more than two ranges");
  if (ranges.empty()) return 0;
  const auto all = *tx.one(count_, first_integer, ranges.back(), a.open, a.day_at_latest, a.stage,
                           a.unit_place, a.unit_department);
  if (ranges.size() == 1) return all;
  // Those of the account that are not its unit's anyway: few.
  return all + *tx.one(count_outside_, first_integer, ranges.front(), a.open, a.day_at_latest, a.stage,
                       a.unit_place, a.unit_department, ranges.back());
}

bool ReachList::contains(const store::ReadTx& tx, const std::vector<std::string>& ranges,
                         std::int64_t item) const {
  return std::ranges::any_of(ranges, [&](const std::string& range) {
    return tx.one(contains_, first_integer, item, range).has_value();
  });
}

}  // namespace gangway::access
