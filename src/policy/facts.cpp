#include "policy/facts.h"

#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <charconv>
#include <limits>

namespace gangway::policy {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxTextBytes = 2000;  // of a string fact
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
// Of a number whose fact names no bounds: far above any sum of money, far below what decimals lose digits of.
constexpr std::int64_t kLargest = 1'000'000'000'000'000;

// The rules that a scalar value must keep, whether it is a fact or a cell of a table.
struct Domain {
  FactType type;
  const std::vector<Option>& options;
  const std::optional<Decimal>& min;
  const std::optional<Decimal>& max;
  int decimals;
  bool nullable;
};

Domain domain_of(const FactPath& path) {
  if (path.column != nullptr) {
    const auto& c = *path.column;
    return {c.type, c.options, c.min, c.max, c.decimals, c.nullable};
  }
  const auto& f = *path.fact;
  return {f.type, f.options, f.min, f.max, f.decimals, f.nullable};
}

// A JSON pointer's token.
std::string escaped(std::string_view token) {
  std::string out;
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<int> parse_year(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && text.size() == 4;
  return whole && year >= kFirstYear && year <= kLastYear ? std::optional(year) : std::nullopt;
}

// A number, or the text of one: clients that cannot write decimals exactly send text.
std::optional<Decimal> decimal_of(const json::value& value) {
  if (value.is_int64()) return Decimal(value.get_int64());
  if (value.is_string()) return Decimal::parse(std::string_view(value.get_string()));
  if (value.is_uint64() || value.is_double()) {
    std::array<char, 64> buffer{};
    const auto written =
        value.is_uint64() ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value.get_uint64())
                          : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value.get_double());
    return Decimal::parse(std::string_view(buffer.data(), written.ptr));
  }
  return std::nullopt;
}

bool has_option(const std::vector<Option>& options, std::string_view code) {
  return std::ranges::any_of(options, [&](const Option& option) { return option.code == code; });
}

Result<feel::Value> read_number(const Domain& domain, const json::value& value) {
  const auto number = decimal_of(value);
  if (!number) return fail(ErrorCode::Invalid, "facts.not_a_number");
  const auto min = domain.min.value_or(Decimal(-kLargest));
  const auto max = domain.max.value_or(Decimal(kLargest));
  if (*number < min) return fail(ErrorCode::Invalid, "facts.too_small", Args{{"min", min.to_string()}});
  if (*number > max) return fail(ErrorCode::Invalid, "facts.too_large", Args{{"max", max.to_string()}});
  const auto rounded = number->rounded(domain.decimals, Decimal::Rounding::Down);
  if (rounded && *rounded == *number) return feel::Value(*number);
  if (domain.decimals == 0) return fail(ErrorCode::Invalid, "facts.not_whole");
  return fail(ErrorCode::Invalid, "facts.too_many_decimals",
              Args{{"decimals", std::to_string(domain.decimals)}});
}

Result<feel::Value> read_text(const Domain& domain, const json::value& value) {
  if (!value.is_string()) return fail(ErrorCode::Invalid, "facts.not_a_text");
  const std::string_view text = value.get_string();
  switch (domain.type) {
    case FactType::Date: {
      const auto day = parse_day(text);
      if (!day) return fail(ErrorCode::Invalid, "day.invalid");
      return feel::Value(*feel::parse_date(text));
    }
    case FactType::Choice:
      if (!has_option(domain.options, text)) return fail(ErrorCode::Invalid, "facts.no_such_option");
      break;
    default:
      if (text.size() > kMaxTextBytes) {
        return fail(ErrorCode::Invalid, "facts.text_too_long",
                    Args{{"bytes", std::to_string(kMaxTextBytes)}});
      }
  }
  return feel::Value::string(std::string(text));
}

Result<feel::Value> read_choices(const Domain& domain, const json::value& value) {
  if (!value.is_array()) return fail(ErrorCode::Invalid, "facts.not_a_list");
  feel::List items;
  std::vector<std::string_view> seen;
  for (const auto& item : value.get_array()) {
    if (!item.is_string() || !has_option(domain.options, std::string_view(item.get_string()))) {
      return fail(ErrorCode::Invalid, "facts.no_such_option");
    }
    const std::string_view code = item.get_string();
    if (std::ranges::find(seen, code) != seen.end()) return fail(ErrorCode::Invalid, "facts.option_twice");
    seen.push_back(code);
    items.push_back(feel::Value::string(std::string(code)));
  }
  return feel::Value::list(std::move(items));
}

Result<feel::Value> read_scalar(const Domain& domain, const json::value& value) {
  if (value.is_null()) {
    if (!domain.nullable) return fail(ErrorCode::Invalid, "facts.not_nullable");
    return feel::Value();
  }
  switch (domain.type) {
    case FactType::Boolean:
      if (!value.is_bool()) return fail(ErrorCode::Invalid, "facts.not_a_boolean");
      return feel::Value(value.get_bool());
    case FactType::Number:
      return read_number(domain, value);
    case FactType::Choices:
      return read_choices(domain, value);
    case FactType::Date:
    case FactType::String:
    case FactType::Choice:
    case FactType::Years:
      break;
  }
  return read_text(domain, value);
}

class Reader {
 public:
  Reader(const Vocabulary& vocabulary, Facts& facts, std::vector<Error>& errors)
      : vocabulary_(vocabulary), facts_(facts), errors_(errors) {}

  void read(const json::object& object) {
    for (const auto& [key, value] : object) {
      const std::string pointer = "/" + escaped(key);
      const auto path = parse_path(vocabulary_, key);
      if (!path) {
        add(fail(ErrorCode::Invalid, "facts.unknown_fact").value(), pointer);
      } else if (path->fact->type == FactType::Years && path->column == nullptr) {
        read_table(*path, value, pointer);
      } else {
        read_value(*path, value, pointer);
      }
    }
  }

 private:
  void add(Error error, const std::string& pointer) {
    error.field = pointer;
    errors_.push_back(std::move(error));
  }

  void read_value(const FactPath& path, const json::value& value, const std::string& pointer) {
    auto read = read_scalar(domain_of(path), value);
    if (read) {
      facts_.set(path.str(), *std::move(read));
    } else {
      add(std::move(read).error(), pointer);
    }
  }

  void read_table(const FactPath& table, const json::value& value, const std::string& pointer) {
    if (table.year != 0) return read_year(table, value, pointer);
    if (!value.is_object()) return add(fail(ErrorCode::Invalid, "facts.not_a_table").value(), pointer);
    for (const auto& [year_text, row] : value.get_object()) {
      const auto year = parse_year(year_text);
      const std::string row_pointer = pointer + "/" + escaped(year_text);
      if (!year) {
        add(fail(ErrorCode::Invalid, "facts.bad_year").value(), row_pointer);
      } else {
        read_year({table.fact, *year, nullptr}, row, row_pointer);
      }
    }
  }

  void read_year(const FactPath& table, const json::value& row, const std::string& pointer) {
    if (!row.is_object()) return add(fail(ErrorCode::Invalid, "facts.not_a_row").value(), pointer);
    for (const auto& [name, cell] : row.get_object()) {
      const auto column = std::ranges::find(table.fact->columns, std::string_view(name), &Column::name);
      const std::string cell_pointer = pointer + "/" + escaped(name);
      if (column == table.fact->columns.end()) {
        add(fail(ErrorCode::Invalid, "facts.unknown_column").value(), cell_pointer);
      } else {
        read_value({table.fact, table.year, &*column}, cell, cell_pointer);
      }
    }
  }

  const Vocabulary& vocabulary_;
  Facts& facts_;
  std::vector<Error>& errors_;
};

// "900000" as 900,000; figures are written the same in both languages.
std::string grouped(const std::string& number) {
  const auto digits_from = number.find_first_of("0123456789");
  const auto point = std::min(number.find('.'), number.size());
  if (number.find('E') != std::string::npos || digits_from == std::string::npos) return number;
  std::string out = number.substr(0, digits_from);
  for (std::size_t i = digits_from; i < point; ++i) {
    if (i != digits_from && (point - i) % 3 == 0) out += ',';
    out += number[i];
  }
  return out + number.substr(point);
}

Bilingual describe_date(const feel::Date& date) {
  static constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};
  const auto y = std::to_string(date.year);
  const auto m = std::to_string(date.month);
  const auto d = std::to_string(date.day);
  return {y + "年" + m + "月" + d + "日", d + " " + kMonths.at(date.month - 1U) + " " + y};
}

Bilingual option_label(const std::vector<Option>& options, const std::string& code) {
  const auto at = std::ranges::find(options, code, &Option::code);
  return at == options.end() ? Bilingual{code, code} : at->label;
}

}  // namespace

std::string FactPath::str() const {
  if (year == 0) return fact->id;
  return fact->id + "." + std::to_string(year) + (column == nullptr ? "" : "." + column->name);
}

Bilingual FactPath::label() const {
  if (year == 0) return fact->label;
  const auto y = std::to_string(year);
  const auto& what = column == nullptr ? fact->label : column->label;
  return {y + "年" + what.zh, what.en + ", " + y};
}

std::optional<FactPath> parse_path(const Vocabulary& vocabulary, std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto name_end = std::min(text.find('.', dot + 1), text.size());
  const Fact* const fact = vocabulary.find(text.substr(0, name_end));
  if (fact == nullptr) return std::nullopt;
  if (name_end == text.size()) return FactPath{fact, 0, nullptr};
  if (fact->type != FactType::Years) return std::nullopt;
  auto rest = text.substr(name_end + 1);
  const auto year = parse_year(rest.substr(0, rest.find('.')));
  if (!year) return std::nullopt;
  if (rest.size() == 4) return FactPath{fact, *year, nullptr};
  rest.remove_prefix(5);
  const auto column = std::ranges::find(fact->columns, rest, &Column::name);
  if (column == fact->columns.end()) return std::nullopt;
  return FactPath{fact, *year, &*column};
}

Facts Facts::read(const json::value& object, const Vocabulary& vocabulary, std::vector<Error>& errors) {
  Facts facts;
  if (object.is_object()) {
    Reader(vocabulary, facts, errors).read(object.get_object());
  } else {
    errors.push_back({ErrorCode::Invalid, "facts.not_an_object", {}, ""});
  }
  return facts;
}

const feel::Value* Facts::find(std::string_view path) const {
  const auto at = values_.find(path);
  return at == values_.end() ? nullptr : &at->second;
}

void Facts::set(std::string path, feel::Value value) { values_[std::move(path)] = std::move(value); }

void Facts::erase(std::string_view path) {
  const std::string prefix = std::string(path) + ".";
  std::erase_if(values_,
                [&](const auto& entry) { return entry.first == path || entry.first.starts_with(prefix); });
}

Bilingual describe(const FactPath& path, const feel::Value& value) {
  const auto domain = domain_of(path);
  switch (value.kind()) {
    case feel::Kind::Null:
      return path.column != nullptr ? path.column->null_label : path.fact->null_label;
    case feel::Kind::Boolean:
      return text(value.as_boolean() ? "facts.yes" : "facts.no");
    case feel::Kind::Number: {
      const auto number = grouped(value.as_number().to_string());
      return {number, number};
    }
    case feel::Kind::Date:
      return describe_date(value.as_date());
    case feel::Kind::String:
      return option_label(domain.options, value.as_string());
    case feel::Kind::List: {
      if (value.as_list().empty()) return text("facts.none_of_these");
      Bilingual out;
      for (const auto& item : value.as_list()) {
        const auto label = option_label(domain.options, item.is_null() ? "" : item.as_string());
        out.zh += (out.zh.empty() ? "" : "、") + label.zh;
        out.en += (out.en.empty() ? "" : ", ") + label.en;
      }
      return out;
    }
    default: {
      const auto plain = feel::to_text(value);
      return {plain, plain};
    }
  }
}

}  // namespace gangway::policy
