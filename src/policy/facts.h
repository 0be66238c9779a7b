// What is known of a person: fact ids and cells of tables to values.
//
// Shape:  absent means unknown; null means "known not to apply", and is only taken where the vocabulary says
//         so. Errors: read() reports every fault at once, each with the JSON pointer of the value; nothing is
//         guessed, nothing is dropped.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/result.h"
#include "feel/value.h"
#include "policy/pack.h"

namespace gangway::policy {

// A fact, or one cell of a table by year.
struct FactPath {
  const Fact* fact = nullptr;
  int year = 0;                    // of a cell; 0: the fact itself
  const Column* column = nullptr;  // of a cell

  [[nodiscard]] std::string str() const;
  // The questions that a person is asked are whole facts; of a table, whole years.
  [[nodiscard]] FactType type() const { return column != nullptr ? column->type : fact->type; }
  [[nodiscard]] Changes changes() const { return column != nullptr ? column->changes : fact->changes; }
  [[nodiscard]] Bilingual label() const;  // of a cell: "2022, annual salary"
};

// "work.years.2022.salary_cny", "person.birth_date"; nullopt: no such fact, column or year (1900 to 2199).
[[nodiscard]] std::optional<FactPath> parse_path(const Vocabulary& vocabulary, std::string_view text);

class Facts {
 public:
  // Reads {"person.birth_date": "1990-05-01", "work.years": {"2022": {"salary_cny": 900000}}}. A key may also
  // be the path of a cell. Unknown keys, wrong types, values out of bounds and impossible dates are faults
  // (code Invalid). On faults the readable rest is still returned through `errors` being non-empty.
  [[nodiscard]] static Facts read(const boost::json::value& object, const Vocabulary& vocabulary,
                                  std::vector<Error>& errors);

  [[nodiscard]] const feel::Value* find(std::string_view path) const;  // nullptr: unknown
  void set(std::string path, feel::Value value);
  void erase(std::string_view path);  // of a table's id: all its cells
  [[nodiscard]] const std::map<std::string, feel::Value, std::less<>>& all() const { return values_; }
  [[nodiscard]] bool empty() const { return values_.empty(); }

 private:
  std::map<std::string, feel::Value, std::less<>> values_;
};

// The value as a person reads it: "是", "Yes", "2022-05-01", "900,000", an option's label, the null label.
[[nodiscard]] Bilingual describe(const FactPath& path, const feel::Value& value);

}  // namespace gangway::policy
