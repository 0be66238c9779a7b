// What the packs say of a request that was first asked at some place.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "network/network.h"
#include "policy/pack.h"
#include "requests/request.h"

namespace gangway::api {

// `region`: whose rules hold at the place.
[[nodiscard]] requests::Rules rules_of(const policy::RuleBook& book, std::string_view region,
                                       const requests::Request& request);
// The same for requests wherever they were first asked; a place that is not in the network has
// `default_region`'s. The arguments outlive the function.
[[nodiscard]] std::function<requests::Rules(const requests::Request&)> rules_by_place(
    std::shared_ptr<const policy::RuleBook> book, network::Network& network, std::string default_region);
// The limit that the packs give for that kind, or for a reopened one: for saying where it comes from.
[[nodiscard]] const policy::ServiceLimit* limit_of(const policy::RuleBook& book, std::string_view region,
                                                   const requests::Request& request);

}  // namespace gangway::api
