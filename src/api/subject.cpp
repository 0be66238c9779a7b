#include "api/subject.h"

namespace gangway::api {

std::optional<Subject> subject_of(Services& services, const std::string& region, std::optional<Day> as_of,
                                  const json::Value& facts, const http::Request& request,
                                  std::vector<Error>& errors) {
  auto setting = services.settings.get(region, as_of.value_or(day_in_shanghai(request.now)));
  if (!setting) {
    auto& error = errors.emplace_back(std::move(setting).error());
    error.field = error.code == ErrorCode::NotFound ? "/region" : "/as_of";
    error.code = ErrorCode::Invalid;  // the address was right, the body is not
    return std::nullopt;
  }
  std::vector<Error> faults;
  Subject out{*setting, policy::Facts::read(facts, (*setting)->vocabulary(), faults)};
  for (auto& fault : faults) {
    fault.field = "/facts" + fault.field;
    errors.push_back(std::move(fault));
  }
  return errors.empty() ? std::optional(std::move(out)) : std::nullopt;
}

bool too_many(const std::optional<std::vector<std::string>>& list, const char* pointer,
              std::vector<Error>& errors) {
  if (!list || list->size() <= kMaxListed) return false;
  errors.push_back(
      {ErrorCode::TooLarge, "api.too_many_items", {{"most", std::to_string(kMaxListed)}}, pointer});
  return true;
}

bool are_routes(const policy::RuleBook& book, const std::optional<std::vector<std::string>>& routes,
                std::vector<Error>& errors) {
  if (!routes) return true;
  const auto before = errors.size();
  for (std::size_t i = 0; i < routes->size(); ++i) {
    if (book.knows_route((*routes)[i])) continue;
    errors.push_back({ErrorCode::Invalid,
                      "policy.unknown_route",
                      {{"route", (*routes)[i].substr(0, 64)}},
                      "/routes/" + std::to_string(i)});
  }
  return errors.size() == before;
}

}  // namespace gangway::api
