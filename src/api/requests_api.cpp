// Requests: received at a desk or from the web, listed, handed on, answered, called back, closed, followed
// by code.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/endpoint.h"
#include "api/precondition.h"
#include "api/request_view.h"
#include "network/network.h"
#include "requests/requests.h"

namespace gangway::api {

struct NewRequestBody {
  requests::Kind kind = requests::Kind::Question;
  requests::Channel channel = requests::Channel::Window;
  std::string language;
  std::string question;
  std::optional<std::string> name;
  std::optional<std::string> contact;
  std::optional<AccountId> complained_of;  // a colleague, who then neither owns nor handles it
};
BOOST_DESCRIBE_STRUCT(NewRequestBody, (), (kind, channel, language, question, name, contact, complained_of))

struct WebRequestBody {
  std::string region;  // whose centre is asked
  requests::Kind kind = requests::Kind::Question;
  std::string language;
  std::string question;
  std::optional<std::string> name;
  std::optional<std::string> contact;
  std::optional<std::string> about;  // the code of a request whose handling is complained of
};
BOOST_DESCRIBE_STRUCT(WebRequestBody, (), (region, kind, language, question, name, contact, about))

struct ReviewBody {
  requests::Grade grade = requests::Grade::Satisfied;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(ReviewBody, (), (grade, text))

// One body for all commands; each takes the members that it needs.
struct CommandBody {
  std::optional<std::string> text;
  std::optional<requests::Unit> to;            // offer
  std::optional<requests::CallResult> result;  // call
  std::optional<AccountId> owner;              // owner
};
BOOST_DESCRIBE_STRUCT(CommandBody, (), (text, to, result, owner))

namespace {

using requests::Detail;
using requests::Requests;

http::Response detail_response(Services& services, const http::Request& request, const Result<Detail>& detail,
                               int status) {
  if (!detail) return http::problem(detail.error(), request.language);
  Names names(services);
  auto response = http::json_response(status, json::write(view_of(services, names, *detail, request.now)));
  response.headers.set("ETag", etag_of(detail->request.version));
  if (status == 201)
    response.headers.set("Location", "/api/v1/requests/" + std::to_string(detail->request.id.value()));
  return response;
}

requests::Actor actor_of(const Permitted& permitted) {
  return {
      permitted.caller.account,
      {permitted.caller.place, permitted.caller.department},
      json::snake_case(permitted.scope.purpose == access::Purpose::Handling ? "Handling" : "Supervision")};
}

Result<void> check_language(const std::string& language) {
  if (language == "zh" || language == "en") return {};
  return fail(ErrorCode::Invalid, "requests.language", std::string("/language"));
}

http::Response receive(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewRequestBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  if (const auto ok = check_language(body->language); !ok) return http::problem(ok.error(), request.language);
  const auto retry = retry_of(request, "request " + permitted.caller.actor());
  if (!retry) return http::problem(retry.error(), request.language);
  return detail_response(
      services, request,
      services.requests->receive(
          {body->kind, body->channel, body->language, body->question, body->name.value_or(""),
           body->contact.value_or(""), body->complained_of, std::nullopt},
          actor_of(permitted), request.now, *retry),
      201);
}

// The colleague at the hotline desk of the region's centre who is first-ask owner of the fewest open
// requests; the manager where nobody else is there. Never `not_by`.
Result<requests::Actor> on_duty(Services& services, std::string_view region, Day today,
                                std::optional<AccountId> not_by) {
  for (const auto role : {access::Role::HotlineAgent, access::Role::CentreManager}) {
    std::optional<requests::Actor> best;
    std::int64_t fewest = 0;
    for (const auto& place : services.network->places()) {
      // The centre of the region or of one around it; for a whole city, any centre in it.
      const bool serves =
          place.kind == network::PlaceKind::Centre && (policy::RuleBook::lies_in(region, place.region) ||
                                                       policy::RuleBook::lies_in(place.region, region));
      if (!serves) continue;
      for (const auto& post : services.accounts->holders(role, place.path, today)) {
        const auto open = services.requests->open_of(post.account);
        if (post.account == not_by || (best && open >= fewest)) continue;
        best = requests::Actor{post.account, {place.path, post.department}, "handling"};
        fewest = open;
      }
    }
    if (best) return *best;
  }
  return fail(ErrorCode::Unavailable, "requests.nobody_on_duty");
}

Result<Detail> asked_about(Services& services, const std::string& code) {
  auto parsed = PublicCode::parse(code);
  if (!parsed) return tl::unexpected<Error>(parsed.error());
  return services.requests->find(*parsed);
}

http::Response ask(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<WebRequestBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  if (const auto ok = check_language(body->language); !ok) return http::problem(ok.error(), request.language);
  if (services.book->find_region(body->region) == nullptr)
    return http::problem({ErrorCode::Invalid, "policy.no_such_region", {{"region", body->region}}, "/region"},
                         request.language);
  std::optional<AccountId> complained_of;
  std::optional<RequestId> about;
  if (body->about) {
    auto first = asked_about(services, *body->about);
    if (!first) {
      first.error().code = ErrorCode::Invalid;
      first.error().field = "/about";
      return http::problem(first.error(), request.language);
    }
    complained_of = requests::worker_of(first->request);
    about = first->request.id;
  }
  const auto owner = on_duty(services, body->region, day_in_shanghai(request.now), complained_of);
  if (!owner) return http::problem(owner.error(), request.language);
  const auto retry = retry_of(request, "web request");
  if (!retry) return http::problem(retry.error(), request.language);
  const auto detail =
      services.requests->receive({body->kind, requests::Channel::Web, body->language, body->question,
                                  body->name.value_or(""), body->contact.value_or(""), complained_of, about},
                                 *owner, request.now, *retry);
  if (!detail) return http::problem(detail.error(), request.language);
  auto response = http::json_response(201, json::write(status_of(services, *detail)));
  response.headers.set("Location", "/api/v1/request-status/" + detail->contents.code);
  return response;
}

Result<Detail> followed(Services& services, const http::Request& request) {
  auto detail = asked_about(services, request.path_value("code"));
  if (!detail) detail.error().code = ErrorCode::NotFound;
  return detail;
}

http::Response follow(Services& services, const http::Request& request, const Permitted&) {
  const auto detail = followed(services, request);
  if (!detail) return http::problem(detail.error(), request.language);
  return http::json_response(200, json::write(status_of(services, *detail)));
}

http::Response review(Services& services, const http::Request& request, const Permitted&) {
  const auto detail = followed(services, request);
  if (!detail) return http::problem(detail.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<ReviewBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  requests::Actor complaints;
  if (is_bad(body->grade)) {
    const auto region =
        services.network->region_of(detail->request.owner_place).value_or(services.default_region);
    const auto owner =
        on_duty(services, region, day_in_shanghai(request.now), requests::worker_of(detail->request));
    if (!owner) return http::problem(owner.error(), request.language);
    complaints = *owner;
  }
  const auto code = PublicCode::parse(detail->contents.code).value();
  const auto done =
      services.requests->review(code, body->grade, body->text.value_or(""), complaints, request.now);
  if (!done) return http::problem(done.error(), request.language);
  auto status = status_of(services, done->request);
  if (done->complaint) status.complaint = done->complaint->contents.code;
  return http::json_response(200, json::write(status));
}

Result<requests::Filter> filter_of(const http::Request& request) {
  requests::Filter out;
  out.offered_to_me = request.query_value("offered").value_or("") == "true";
  const auto stage = request.query_value("stage");
  if (!stage) return out;
  if (*stage == "handling") {
    out.stage = requests::Stage::Handling;
  } else if (*stage == "answered") {
    out.stage = requests::Stage::Answered;
  } else if (*stage == "closed") {
    out.stage = requests::Stage::Closed;
  } else {
    return fail(ErrorCode::Invalid, "requests.no_such_stage", std::string("/stage"));
  }
  return out;
}

http::Response list(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto filter = filter_of(request);
  if (!filter) return http::problem(filter.error(), request.language);
  RequestList out{services.requests->count(permitted.scope, *filter), {}};
  Names names(services);
  for (const auto& detail : services.requests->list(permitted.scope, *filter))
    out.requests.push_back(view_of(services, names, detail, request.now));
  return http::json_response(200, json::write(out));
}

Result<RequestId> id_of(const http::Request& request) {
  return id_in_path<RequestId>(request, "id", "requests.not_found");
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_of(request);
  if (!id) return http::problem(id.error(), request.language);
  return detail_response(services, request, services.requests->find(*id, permitted.scope), 200);
}

using Work = Result<Detail> (*)(Requests& requests, const Requests::Command& command, const CommandBody& body,
                                const access::Scope& scope, const requests::Actor& by, Instant now);

// Reads the command, runs `work`, answers with the request as it is then.
template <Work work>
http::Response command(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_of(request);
  if (!id) return http::problem(id.error(), request.language);
  const auto seen = seen_version(request, "requests.version_required");
  if (!seen) return http::problem(seen.error(), request.language);
  std::vector<Error> errors;
  const auto body = http::read_body<CommandBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const Requests::Command what{*id, *seen, body->text.value_or("")};
  return detail_response(
      services, request,
      work(*services.requests, what, *body, permitted.scope, actor_of(permitted), request.now), 200);
}

Result<Detail> note(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                    const requests::Actor& by, Instant now) {
  return r.note(c, s, by, now);
}
Result<Detail> take(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                    const requests::Actor& by, Instant now) {
  return r.take(c, s, by, now);
}
Result<Detail> offer(Requests& r, const Requests::Command& c, const CommandBody& b, const access::Scope& s,
                     const requests::Actor& by, Instant now) {
  if (!b.to) return fail(ErrorCode::Invalid, "requests.no_unit", std::string("/to"));
  return r.offer(c, *b.to, s, by, now);
}
Result<Detail> accept(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                      const requests::Actor& by, Instant now) {
  return r.accept(c, s, by, now);
}
Result<Detail> refuse(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                      const requests::Actor& by, Instant now) {
  auto answer = r.refuse(c, s, by, now);
  if (!answer && answer.error().field == "/reason") answer.error().field = "/text";
  return answer;
}
Result<Detail> withdraw(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                        const requests::Actor& by, Instant now) {
  return r.withdraw_offer(c, s, by, now);
}
Result<Detail> give_answer(Requests& r, const Requests::Command& c, const CommandBody&,
                           const access::Scope& s, const requests::Actor& by, Instant now) {
  return r.answer(c, s, by, now);
}
Result<Detail> call(Requests& r, const Requests::Command& c, const CommandBody& b, const access::Scope& s,
                    const requests::Actor& by, Instant now) {
  if (!b.result) return fail(ErrorCode::Invalid, "json.missing", std::string("/result"));
  return r.follow_up(c, *b.result, s, by, now);
}
Result<Detail> close(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                     const requests::Actor& by, Instant now) {
  return r.close(c, s, by, now);
}
Result<Detail> reopen(Requests& r, const Requests::Command& c, const CommandBody&, const access::Scope& s,
                      const requests::Actor& by, Instant now) {
  return r.reopen(c, s, by, now);
}
Result<Detail> give_to_owner(Requests& r, const Requests::Command& c, const CommandBody& b,
                             const access::Scope& s, const requests::Actor& by, Instant now) {
  if (!b.owner) return fail(ErrorCode::Invalid, "json.missing", std::string("/owner"));
  return r.give_to_owner(c, *b.owner, s, by, now);
}

}  // namespace

std::vector<Endpoint> request_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<RequestView>;
  const auto status = schema_of<RequestStatus>;
  const auto body = schema_of<CommandBody>;
  const auto post = [&](std::string_view pattern, Action action, std::string_view operation,
                        std::string_view summary, Endpoint::HandlePermitted handle) {
    return Endpoint{Method::Post, pattern, action, operation, summary, {}, body, view, 200, nullptr, handle};
  };
  return {
      {Method::Post,
       "/api/v1/web-requests",
       Action::AskOnTheWeb,
       "ask_on_the_web",
       "Ask a region's centre; the code follows it",
       {},
       schema_of<WebRequestBody>,
       status,
       201,
       nullptr,
       ask},
      {Method::Get,
       "/api/v1/request-status/{code}",
       Action::FollowRequest,
       "follow_request",
       "Who has a request, what comes next, by when and why that day",
       {},
       nullptr,
       status,
       200,
       nullptr,
       follow},
      {Method::Post,
       "/api/v1/request-status/{code}/review",
       Action::FollowRequest,
       "review_request",
       "Rate how it ended, once; a bad grade becomes a complaint with an owner and a limit of its own",
       {},
       schema_of<ReviewBody>,
       status,
       200,
       nullptr,
       review},
      {Method::Post,
       "/api/v1/requests",
       Action::OpenRequest,
       "receive_request",
       "Write down a request; whoever does is its first-ask owner",
       {},
       schema_of<NewRequestBody>,
       view,
       201,
       nullptr,
       receive},
      {Method::Get,
       "/api/v1/requests",
       Action::SeeRequests,
       "requests",
       "Requests within one's scope, the earliest day first",
       {"stage", "offered"},
       nullptr,
       schema_of<RequestList>,
       200,
       nullptr,
       list},
      {Method::Get,
       "/api/v1/requests/{id}",
       Action::SeeRequests,
       "request",
       "One request",
       {},
       nullptr,
       view,
       200,
       nullptr,
       show},
      post("/api/v1/requests/{id}/note", Action::HandleRequest, "note_request", "Add a note", command<note>),
      post("/api/v1/requests/{id}/take", Action::HandleRequest, "take_request",
           "Take it on within one's unit", command<take>),
      post("/api/v1/requests/{id}/offer", Action::HandleRequest, "offer_request",
           "Hold the baton out to another unit", command<offer>),
      post("/api/v1/requests/{id}/accept", Action::HandleRequest, "accept_request", "Take the baton",
           command<accept>),
      post("/api/v1/requests/{id}/refuse", Action::HandleRequest, "refuse_request",
           "Refuse the baton with a reason", command<refuse>),
      post("/api/v1/requests/{id}/withdraw", Action::HandleRequest, "withdraw_offer", "Take the offer back",
           command<withdraw>),
      post("/api/v1/requests/{id}/answer", Action::HandleRequest, "answer_request", "Answer it",
           command<give_answer>),
      post("/api/v1/requests/{id}/call", Action::ConfirmRequest, "call_back",
           "Note a follow-up call and its result", command<call>),
      post("/api/v1/requests/{id}/close", Action::ConfirmRequest, "close_request",
           "Close it, through its gate", command<close>),
      post("/api/v1/requests/{id}/reopen", Action::ConfirmRequest, "reopen_request", "Reopen it",
           command<reopen>),
      post("/api/v1/requests/{id}/owner", Action::SuperviseRequest, "give_request", "Another first-ask owner",
           command<give_to_owner>),
  };
}

}  // namespace gangway::api
