#include "policy/frame.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace gangway::policy {
namespace {

// An id is 1 bit kind, then for facts 15 bits of fact and 16 of cell, for parameters 15 bits and 16 of year.
constexpr feel::InputId kParameterBit = 1U << 31U;
constexpr feel::InputId kAsOf = 0xFFFFFFFFU;
constexpr unsigned kIndexShift = 16;
constexpr feel::InputId kLowMask = 0xFFFFU;
constexpr int kFirstYear = 1900;

std::size_t index_of(const Vocabulary& vocabulary, const Fact* fact) {
  return static_cast<std::size_t>(std::ranges::find(vocabulary.facts, fact) - vocabulary.facts.begin());
}

using Cells = std::vector<std::pair<std::string, feel::Value>>;

Cells unknown_row(const Inputs& inputs, const Fact& fact, int year) {
  Cells cells;
  cells.reserve(fact.columns.size() + 1);
  cells.emplace_back("year", feel::Value::number(year));
  for (const auto& column : fact.columns) {
    cells.emplace_back(column.name, feel::Value::unknown(inputs.id({&fact, year, &column})));
  }
  return cells;
}

feel::Value table_value(const Inputs& inputs, const Fact& fact, const Facts& facts, int this_year) {
  std::map<int, Cells> rows;
  for (int year = this_year - kTableYears; year < this_year; ++year) {
    rows.emplace_hint(rows.end(), year, unknown_row(inputs, fact, year));
  }
  // "work.years.2022.salary_cny": the facts are sorted, so that a table's cells stand together.
  const std::string prefix = fact.id + ".";
  for (auto at = facts.all().lower_bound(prefix); at != facts.all().end() && at->first.starts_with(prefix);
       ++at) {
    const auto rest = std::string_view(at->first).substr(prefix.size());
    int year = 0;
    std::from_chars(rest.data(), rest.data() + rest.find('.'), year);
    auto row = rows.find(year);
    if (row == rows.end()) row = rows.emplace(year, unknown_row(inputs, fact, year)).first;
    const auto column = std::ranges::find(fact.columns, rest.substr(rest.find('.') + 1), &Column::name);
    row->second[static_cast<std::size_t>(column - fact.columns.begin()) + 1].second = at->second;
  }
  feel::List list;
  list.reserve(rows.size());
  for (auto& [year, cells] : rows) list.emplace_back(std::make_shared<const feel::Context>(std::move(cells)));
  return feel::Value::list(std::move(list));
}

feel::Value series_value(const Inputs& inputs, const Parameter& parameter, int this_year) {
  feel::List rows;
  for (int year = this_year - kSeriesYears; year <= this_year; ++year) {
    const auto* const value = parameter.of(year);
    rows.emplace_back(std::make_shared<const feel::Context>(std::vector<std::pair<std::string, feel::Value>>{
        {"year", feel::Value::number(year)},
        {parameter.column,
         value != nullptr ? value->value : feel::Value::unknown(inputs.id(parameter, year))}}));
  }
  return feel::Value::list(std::move(rows));
}

}  // namespace

Inputs::Inputs(const Vocabulary& vocabulary, std::vector<const Parameter*> parameters)
    : vocabulary_(&vocabulary), parameters_(std::move(parameters)) {
  std::vector<std::size_t> sizes(vocabulary.groups.size());
  seats_.reserve(vocabulary.facts.size());
  for (const auto* const fact : vocabulary.facts) {
    const auto group = static_cast<std::size_t>(std::ranges::find(vocabulary.groups, fact->group) -
                                                vocabulary.groups.begin());
    seats_.push_back({group, sizes[group]++});
  }
}

bool Inputs::is_fact(feel::InputId id) { return (id & kParameterBit) == 0; }

const Inputs::Seat& Inputs::seat(const Fact* fact) const { return seats_[index_of(*vocabulary_, fact)]; }

feel::InputId Inputs::id(const FactPath& path) const {
  auto id = static_cast<feel::InputId>(index_of(*vocabulary_, path.fact)) << kIndexShift;
  if (path.column != nullptr) {
    const auto column = path.column - path.fact->columns.data();
    const auto cell = static_cast<std::size_t>(path.year - kFirstYear) * path.fact->columns.size() +
                      static_cast<std::size_t>(column) + 1;
    id |= static_cast<feel::InputId>(cell);
  }
  return id;
}

feel::InputId Inputs::id(const Parameter& parameter, int year) const {
  const auto index =
      static_cast<feel::InputId>(std::ranges::find(parameters_, &parameter) - parameters_.begin());
  return kParameterBit | index << kIndexShift |
         static_cast<feel::InputId>(year == 0 ? 0 : year - kFirstYear + 1);
}

feel::InputId Inputs::as_of_id() { return kAsOf; }

InputName Inputs::name(feel::InputId id) const {
  InputName out;
  if (id == kAsOf) {
    out.as_of = true;
    return out;
  }
  const auto low = id & kLowMask;
  if ((id & kParameterBit) != 0) {
    out.parameter = parameters_[(id & ~kParameterBit) >> kIndexShift];
    out.year = low == 0 ? 0 : static_cast<int>(low) + kFirstYear - 1;
    return out;
  }
  const Fact* const fact = vocabulary_->facts[id >> kIndexShift];
  if (low == 0) {
    out.fact = FactPath{fact, 0, nullptr};
  } else {
    const auto cell = static_cast<std::size_t>(low) - 1;
    const auto width = fact->columns.size();
    out.fact = FactPath{fact, static_cast<int>(cell / width) + kFirstYear, &fact->columns[cell % width]};
  }
  return out;
}

feel::Value date_value(Day day) {
  const std::chrono::year_month_day date{day};
  return feel::Value(feel::Date{static_cast<int>(date.year()),
                                static_cast<std::uint8_t>(static_cast<unsigned>(date.month())),
                                static_cast<std::uint8_t>(static_cast<unsigned>(date.day()))});
}

feel::Value parameters_value(const Inputs& inputs, Day as_of) {
  std::vector<std::pair<std::string, feel::Value>> entries;
  entries.reserve(inputs.parameters().size());
  for (const auto* const parameter : inputs.parameters()) {
    if (parameter->by_year) {
      entries.emplace_back(parameter->id, series_value(inputs, *parameter, year_of(as_of)));
    } else {
      const auto* const value = parameter->on(as_of);
      entries.emplace_back(parameter->id,
                           value != nullptr ? value->value : feel::Value::unknown(inputs.id(*parameter, 0)));
    }
  }
  return feel::Value(std::make_shared<const feel::Context>(std::move(entries)));
}

Frame make_frame(const Inputs& inputs, const Facts& facts, Day as_of, feel::Value parameters) {
  const auto& vocabulary = inputs.vocabulary();
  std::vector<std::vector<std::pair<std::string, feel::Value>>> groups(vocabulary.groups.size());
  for (const auto* const fact : vocabulary.facts) {
    feel::Value value;
    if (fact->type == FactType::Years) {
      value = table_value(inputs, *fact, facts, year_of(as_of));
    } else if (const auto* const given = facts.find(fact->id); given != nullptr) {
      value = *given;
    } else {
      value = feel::Value::unknown(inputs.id(FactPath{fact, 0, nullptr}));
    }
    groups[inputs.seat(fact).group].emplace_back(fact->name, std::move(value));
  }
  Frame frame{date_value(as_of), std::move(parameters), {}};
  frame.groups.reserve(groups.size());
  for (auto& entries : groups)
    frame.groups.emplace_back(std::make_shared<const feel::Context>(std::move(entries)));
  return frame;
}

Draft::Draft(const Inputs& inputs, const Frame& frame)
    : inputs_(&inputs), frame_(frame), groups_(frame.groups.size()) {}

feel::Context& Draft::group(std::size_t index) {
  auto& own = groups_[index];
  if (!own) {
    own = std::make_shared<feel::Context>(frame_.groups[index].as_context());
    frame_.groups[index] = feel::Value(std::shared_ptr<const feel::Context>(own));
  }
  return *own;
}

feel::Context* Draft::row(const FactPath& path) {
  const auto& seat = inputs_->seat(path.fact);
  if (std::ranges::find(rows_, path.fact, &Row::fact) == rows_.end()) {
    feel::List rows;
    for (const auto& row : group(seat.group).at(seat.entry).as_list()) {
      auto own = std::make_shared<feel::Context>(row.as_context());
      rows_.push_back({path.fact, static_cast<int>(*own->at(0).as_number().to_int()), own});
      rows.emplace_back(std::shared_ptr<const feel::Context>(std::move(own)));
    }
    group(seat.group).set(seat.entry, feel::Value::list(std::move(rows)));
  }
  const auto at = std::ranges::find_if(
      rows_, [&](const Row& row) { return row.fact == path.fact && row.year == path.year; });
  return at == rows_.end() ? nullptr : at->cells.get();
}

void Draft::put(const FactPath& path, const feel::Value& value) {
  if (path.column == nullptr) {
    const auto& seat = inputs_->seat(path.fact);
    group(seat.group).set(seat.entry, value);
  } else if (auto* const cells = row(path)) {
    cells->set(static_cast<std::size_t>(path.column - path.fact->columns.data()) + 1, value);
  }
}

void Draft::clear(const FactPath& path) { put(path, feel::Value::unknown(inputs_->id(path))); }

Dependencies dependencies(const Inputs& inputs, const feel::Value& value) {
  Dependencies out;
  if (!value.is_unknown()) return out;
  for (const auto id : value.as_unknown().inputs->ids()) {
    const auto name = inputs.name(id);
    if (name.fact) {
      out.facts.push_back(*name.fact);
    } else if (name.parameter != nullptr) {
      out.figures.push_back({name.parameter, name.year});
    } else {
      out.as_of = true;
    }
  }
  return out;
}

}  // namespace gangway::policy
