#include "http/router.h"

#include <algorithm>
#include <stdexcept>

namespace gangway::http {
namespace {

bool is_name(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
  return std::ranges::equal(pattern, segments, [](const std::string& expected, const std::string& found) {
    return is_name(expected) ? !found.empty() : expected == found;
  });
}

// Literal before name, from the left.
bool is_closer(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::lexicographical_compare(
      a, b, {}, [](const auto& s) { return is_name(s); }, [](const auto& s) { return is_name(s); });
}

void allow(std::string& list, Method method) {
  if (!list.empty()) list += ", ";
  list += name_of(method);
  if (method == Method::Get) list += ", HEAD";
}

}  // namespace

void Router::add(Method method, std::string_view pattern, Handler handler) {
  for (const auto& route : routes_) {
    if (route.method == method && route.pattern == pattern) {
      throw std::logic_error("added twice: " + std::string(pattern));
    }
  }
  std::vector<std::string> segments;
  for (std::size_t at = 1; at <= pattern.size();) {
    const auto end = std::min(pattern.find('/', at), pattern.size());
    segments.emplace_back(pattern.substr(at, end - at));
    at = end + 1;
  }
  patterns_.push_back(std::move(segments));
  routes_.push_back({method, std::string(pattern), std::move(handler)});
}

Router::Match Router::find(Method method, const std::vector<std::string>& segments) const {
  const std::vector<std::string>* closest = nullptr;
  for (const auto& pattern : patterns_) {
    if (fits(pattern, segments) && (closest == nullptr || is_closer(pattern, *closest))) closest = &pattern;
  }
  Match match;
  if (closest == nullptr) return match;
  const auto asked = method == Method::Head ? Method::Get : method;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (patterns_[i] != *closest) continue;
    allow(match.allow, routes_[i].method);
    if (routes_[i].method == asked) match.route = &routes_[i];
  }
  match.allow += ", OPTIONS";
  for (std::size_t i = 0; i < closest->size(); ++i) {
    const std::string_view name = (*closest)[i];
    if (is_name(name)) match.path_values.emplace_back(name.substr(1, name.size() - 2), segments[i]);
  }
  return match;
}

}  // namespace gangway::http
