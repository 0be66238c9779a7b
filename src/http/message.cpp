#include "http/message.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace gangway::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> kMethods{{{Method::Get, "GET"},
                                                                       {Method::Head, "HEAD"},
                                                                       {Method::Post, "POST"},
                                                                       {Method::Put, "PUT"},
                                                                       {Method::Patch, "PATCH"},
                                                                       {Method::Delete, "DELETE"},
                                                                       {Method::Options, "OPTIONS"}}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool same_name(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

void check(std::string_view name, std::string_view value) {
  using namespace std::string_view_literals;
  if (value.find_first_of("\r\n\0"sv) != std::string_view::npos) {
    throw std::logic_error("line end in header " + std::string(name));
  }
}

}  // namespace

Method method_of(std::string_view name) {
  const auto* const found = std::ranges::find(kMethods, name, &std::pair<Method, std::string_view>::second);
  return found == kMethods.end() ? Method::Other : found->first;
}

std::string_view name_of(Method method) {
  const auto* const found = std::ranges::find(kMethods, method, &std::pair<Method, std::string_view>::first);
  return found == kMethods.end() ? "OTHER" : found->second;
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

std::string Headers::joined(std::string_view name) const {
  std::string out;
  for (const auto& [key, value] : fields_) {
    if (!same_name(key, name)) continue;
    if (!out.empty()) out += ", ";
    out += value;
  }
  return out;
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_, [&](const auto& field) { return same_name(field.first, name); });
  add(name, std::move(value));
}

void Headers::set_default(std::string_view name, std::string value) {
  if (!find(name)) add(name, std::move(value));
}

void Headers::add(std::string_view name, std::string value) {
  check(name, value);
  fields_.emplace_back(name, std::move(value));
}

const std::string& Request::path_value(std::string_view name) const {
  for (const auto& [key, value] : path_values) {
    if (key == name) return value;
  }
  throw std::logic_error("the route has no {" + std::string(name) + "}");
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

}  // namespace gangway::http
