#include "limit.h"

#include <stdexcept>

namespace limit {
namespace {

using gangway::json::Object;

Person person_of(const Object& row) {
  Person out;
  for (const auto& [key, value] : row) {
    const std::string_view name = key;
    if (name == "a") out.a = value.to_number<double>();
    if (name == "b") out.b = value.to_number<double>();
    if (name == "member") out.member = value.as_bool();
    if (name == "code") out.code = std::string(value.as_string());
    if (name == "birth") out.birth = day_of(value.as_string());
    if (name == "as_of") out.as_of = day_of(value.as_string());
    if (name == "issued") out.issued = day_of(value.as_string());
    if (name == "incomes") {
      for (const auto& each : value.as_array()) out.incomes.push_back(each.to_number<double>());
    }
    if (name == "stays") {
      for (const auto& each : value.as_array()) {
        const auto& stay = each.as_object();
        out.stays.push_back({stay.at("year").to_number<double>(), stay.at("months").to_number<double>(),
                             std::string(stay.at("region").as_string())});
      }
    }
  }
  return out;
}

}  // namespace

std::int32_t day_of(std::string_view text) {
  const auto part = [&](std::size_t from, std::size_t size) {
    return std::stoi(std::string(text.substr(from, size)));
  };
  const Civil date(std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(5, 2))),
                   std::chrono::day(static_cast<unsigned>(part(8, 2))));
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

Columns read_columns(const std::string& folder, const std::vector<std::string_view>& categories) {
  const auto workload = gangway::bench::read_json(folder + "/workload.json");
  const auto& object = workload.as_object();
  Columns out;
  const auto& rows = object.at("rows").as_array();
  if (object.at("kind").as_string() == "program") {
    for (const auto& row : rows) out.rows.push_back(person_of(row.as_object()));
    return out;
  }
  for (const auto& column : object.at("columns").as_array()) {
    auto& numbers = out.numbers.emplace_back();
    auto& codes = out.codes.emplace_back();
    const auto name = column.as_object().at("name").as_string();
    for (const auto& row : rows) {
      const auto& value = row.as_object().at(name);
      if (value.is_string()) {
        const auto at = std::ranges::find(categories, std::string_view(value.as_string()));
        codes.push_back(static_cast<std::uint32_t>(at - categories.begin()));
      } else {
        numbers.push_back(value.to_number<std::int64_t>());
      }
    }
  }
  return out;
}

}  // namespace limit
