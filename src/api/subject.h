// The person of a request's body: a place, a day and facts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/services.h"
#include "base/json.h"
#include "http/message.h"
#include "policy/facts.h"

namespace gangway::api {

// How far judging goes for one request: evaluations per route, which bounds what a request can cost. Plans
// are compared with what was judged when they were saved, so all requests go equally far.
inline constexpr int kBudget = 1000;

inline constexpr std::size_t kMaxListed = 200;  // routes, stages or skipped facts in one request

struct Subject {
  std::shared_ptr<const policy::Setting> setting;
  policy::Facts facts;
};

// nullopt: every fault is in `errors`, with its pointer into the body ("/region",
// "/facts/person.birth_date").
[[nodiscard]] std::optional<Subject> subject_of(Services& services, const std::string& region,
                                                std::optional<Day> as_of, const json::Value& facts,
                                                const http::Request& request, std::vector<Error>& errors);

// Whether the list is longer than kMaxListed, which is then in `errors`.
bool too_many(const std::optional<std::vector<std::string>>& list, const char* pointer,
              std::vector<Error>& errors);

// Whether all of these are routes that the rules know, in any place; the others are in `errors`, "/routes/0".
bool are_routes(const policy::RuleBook& book, const std::optional<std::vector<std::string>>& routes,
                std::vector<Error>& errors);

}  // namespace gangway::api
