// The departments' own systems: their signed answers come in here; how they are doing.

#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "exchange/receiver.h"
#include "exchange/sender.h"

namespace gangway::api {

struct AnswerTaken {
  std::string effect;  // "taken", "known", "task"
};
BOOST_DESCRIBE_STRUCT(AnswerTaken, (), (effect))

struct SystemView {
  std::string system;
  exchange::Health health = exchange::Health::NotTried;
  std::optional<Instant> since;
  int failures = 0;
  int waiting = 0;  // messages, counted to 200
  std::optional<Instant> oldest;
};
BOOST_DESCRIBE_STRUCT(SystemView, (), (system, health, since, failures, waiting, oldest))

struct SystemList {
  std::vector<SystemView> systems;
};
BOOST_DESCRIBE_STRUCT(SystemList, (), (systems))

namespace {

http::Response answer_for_system(Services& services, const http::Request& request, const Permitted&) {
  if (services.receiver == nullptr)
    return http::problem({ErrorCode::NotFound, "exchange.no_exchange", {}, {}}, request.language);
  const auto signature = request.headers.find(exchange::kSignatureHeader).value_or("");
  const auto effect = services.receiver->take(request.body, signature, request.now);
  if (!effect) return http::problem(effect.error(), request.language);
  return http::json_response(200, json::write(AnswerTaken{*effect}));
}

http::Response systems(Services& services, const http::Request&, const Permitted&) {
  SystemList out;
  for (const auto* const sender : services.senders) {
    const auto state = sender->state();
    out.systems.push_back(
        {state.system, state.health, state.since, state.failures, state.waiting, state.oldest});
  }
  return http::json_response(200, json::write(out));
}

}  // namespace

std::vector<Endpoint> exchange_endpoints() {
  using access::Action;
  using http::Method;
  return {
      {Method::Post,
       "/api/v1/exchange/answers",
       Action::AnswerForSystem,
       "answer_for_system",
       "A department’s answer; its signature is in the header Gangway-Signature",
       {},
       schema_of<exchange::Envelope>,
       schema_of<AnswerTaken>,
       200,
       nullptr,
       answer_for_system},
      {Method::Get,
       "/api/v1/exchange",
       Action::SeeExchange,
       "exchange",
       "The departments’ systems: up or down, and what waits for them",
       {},
       nullptr,
       schema_of<SystemList>,
       200,
       nullptr,
       systems},
  };
}

}  // namespace gangway::api
