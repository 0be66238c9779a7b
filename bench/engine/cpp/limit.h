// What hand-written C++ takes: the frame around a workload's own decide(), which lib/peers.mjs writes.
//
// Shape: a table reads integers and codes of categories, the columns that gangway's batch reads; a program
// reads a
//        struct of plain members. Numbers of programs are doubles: the limit rounds where the engine does
//        not.
// Units: dates are days since 1970-01-01.
#pragma once

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "worker.h"

using namespace std::string_view_literals;

struct Stay {
  double year;
  double months;
  std::string region;
};

struct Person {
  double a = 0;
  double b = 0;
  bool member = false;
  std::string code;
  std::int32_t birth = 0;
  std::int32_t as_of = 0;
  std::int32_t issued = 0;
  std::vector<double> incomes;
  std::vector<Stay> stays;
};

struct Columns {
  std::vector<std::vector<std::int64_t>> numbers;  // [column][row]; empty where the column is of codes
  std::vector<std::vector<std::uint32_t>> codes;
  std::vector<Person> rows;
};

// ---- what generated expressions call

using Civil = std::chrono::year_month_day;
inline Civil civil(std::int32_t day) { return Civil(std::chrono::sys_days(std::chrono::days(day))); }

inline double days_between(std::int32_t from, std::int32_t to) { return to - from; }
inline double years_between(std::int32_t from, std::int32_t to) {
  const auto a = civil(from);
  const auto b = civil(to);
  const bool before = b.month() < a.month() || (b.month() == a.month() && b.day() < a.day());
  return static_cast<int>(b.year()) - static_cast<int>(a.year()) - (before ? 1 : 0);
}
inline std::int32_t months_later(std::int32_t from, int months) {
  auto date = civil(from) + std::chrono::months(months);
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}
inline std::string upper(std::string text) {
  for (auto& each : text) each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  return text;
}
inline double length(std::string_view text) { return static_cast<double>(text.size()); }
inline double sum(const std::vector<double>& list) { return std::accumulate(list.begin(), list.end(), 0.0); }
inline double largest(const std::vector<double>& list) { return *std::ranges::max_element(list); }
inline double smallest(const std::vector<double>& list) { return *std::ranges::min_element(list); }
template <class List, class Body>
double sum_of(const List& list, Body body) {
  double out = 0;
  for (const auto& each : list) out += body(each);
  return out;
}
template <class List, class Body>
double count_of(const List& list, Body body) {
  return static_cast<double>(std::ranges::count_if(list, body));
}
template <class List, class Body>
bool some_of(const List& list, Body body) {
  return std::ranges::any_of(list, body);
}

// ---- the frame

namespace limit {

std::int32_t day_of(std::string_view text);
// The workload's rows, strings of tables as their index in `categories`.
Columns read_columns(const std::string& folder, const std::vector<std::string_view>& categories);

template <class Answer, Answer (*decide)(const Columns&, std::size_t)>
class Limit final : public gangway::bench::Peer {
 public:
  explicit Limit(std::vector<std::string_view> categories) : categories_(std::move(categories)) {
    modes_["batch"] = {[this](std::size_t) { return decide_all(); }, {}};
  }
  void prepare(const std::string& folder) override {
    columns_ = read_columns(folder, categories_);
    const bool is_table = columns_.rows.empty();
    out_.resize(is_table ? std::max(columns_.numbers[0].size(), columns_.codes[0].size())
                         : columns_.rows.size());
  }
  void load() override {}
  [[nodiscard]] std::size_t rows() const override { return out_.size(); }
  [[nodiscard]] const std::map<std::string, gangway::bench::Mode>& modes() const override { return modes_; }
  [[nodiscard]] gangway::json::Array answers(const std::string&) override {
    decide_all();
    gangway::json::Array out;
    for (const auto& each : out_) out.emplace_back(each);
    return out;
  }

 private:
  std::size_t decide_all() {
    for (std::size_t n = 0; n < out_.size(); ++n) out_[n] = decide(columns_, n);
    asm volatile("" : : "r"(out_.data()) : "memory");  // every answer is wanted
    return out_.size();
  }

  std::vector<std::string_view> categories_;
  std::map<std::string, gangway::bench::Mode> modes_;
  Columns columns_;
  std::vector<Answer> out_;
};

}  // namespace limit
