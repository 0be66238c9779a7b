#include "api/request_rules.h"

namespace gangway::api {
namespace {

std::string_view kind_of(requests::Kind kind) {
  switch (kind) {
    case requests::Kind::Question:
      return "question";
    case requests::Kind::Help:
      return "help";
    case requests::Kind::Complaint:
      return "complaint";
  }
  return {};
}

}  // namespace

requests::Rules rules_of(const policy::RuleBook& book, std::string_view region,
                         const requests::Request& request) {
  requests::Rules out;
  // The root pack says all of it (policy/load_service.cpp), so nothing is missing where the region is known.
  if (const auto* const limit = book.service_limit(region, kind_of(request.kind)))
    out.answer_workdays = limit->workdays;
  if (const auto* const limit = book.service_limit(region, "reopened"))
    out.reopened_workdays = limit->workdays;
  if (const auto* const relay = book.relay(region)) {
    out.most_refusals = relay->most_refusals;
    out.silence_hours = relay->silence_hours;
    out.calls_not_reached = relay->calls_not_reached;
    out.fallback = {request.owner_place, relay->fallback};
  }
  return out;
}

std::function<requests::Rules(const requests::Request&)> rules_by_place(
    std::shared_ptr<const policy::RuleBook> book, network::Network& network, std::string default_region) {
  return [book = std::move(book), &network,
          region = std::move(default_region)](const requests::Request& request) {
    return rules_of(*book, network.region_of(request.owner_place).value_or(region), request);
  };
}

const policy::ServiceLimit* limit_of(const policy::RuleBook& book, std::string_view region,
                                     const requests::Request& request) {
  return book.service_limit(region, request.reopened > 0 ? "reopened" : kind_of(request.kind));
}

}  // namespace gangway::api
