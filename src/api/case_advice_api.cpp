// The green channel and the expert advisory groups.

#include <boost/describe/class.hpp>

#include "api/case_commands.h"
#include "api/case_view.h"
#include "requests/request.h"

namespace gangway::api {

struct UrgencyBody {
  std::optional<std::string> ground;  // code of the pack's; else `words`
  std::optional<std::string> words;
  PaperId proof;  // a paper of the case
  Day latest_safe{};
};
BOOST_DESCRIBE_STRUCT(UrgencyBody, (), (ground, words, proof, latest_safe))

struct UrgencyDecisionBody {
  int claim = 0;
  bool granted = false;
  std::string shown;  // version of the effect list
  std::string text;   // the reason
};
BOOST_DESCRIBE_STRUCT(UrgencyDecisionBody, (), (claim, granted, shown, text))

struct DelayedView {
  CaseId id;
  std::string code;
  std::string name;
  int days = 0;
  std::optional<int> slack_left;
};
BOOST_DESCRIBE_STRUCT(DelayedView, (), (id, code, name, days, slack_left))

struct EffectsView {
  std::string version;
  int per_day = 0;
  int ahead = 0;
  int count = 0;  // how many are delayed
  int late = 0;   // of those, how many would be late
  std::vector<DelayedView> delayed;
};
BOOST_DESCRIBE_STRUCT(EffectsView, (), (version, per_day, ahead, count, late, delayed))

struct GreenChannelRow {
  CaseRowView file;
  CaseClaimView claim;
  std::optional<int> workdays_left;  // until the latest safe day
};
BOOST_DESCRIBE_STRUCT(GreenChannelRow, (), (file, claim, workdays_left))
struct GreenChannelList {
  std::int64_t count = 0;
  std::vector<GreenChannelRow> claims;
};
BOOST_DESCRIBE_STRUCT(GreenChannelList, (), (count, claims))

struct CapacityBody {
  std::string place;
  std::string department;
  int per_day = 0;
};
BOOST_DESCRIBE_STRUCT(CapacityBody, (), (place, department, per_day))

struct ConveneBody {
  std::string text;  // the question
  std::vector<requests::Unit> units;
};
BOOST_DESCRIBE_STRUCT(ConveneBody, (), (text, units))

struct OpinionBody {
  int group = 0;
  cases::OpinionVerdict verdict = cases::OpinionVerdict::Agree;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(OpinionBody, (), (group, verdict, text))

struct ExpertGroupRow {
  CaseRowView file;
  CaseGroupView group;
};
BOOST_DESCRIBE_STRUCT(ExpertGroupRow, (), (file, group))
struct ExpertGroupList {
  std::int64_t count = 0;
  std::vector<ExpertGroupRow> groups;
};
BOOST_DESCRIBE_STRUCT(ExpertGroupList, (), (count, groups))

namespace {

using cases::Cases;

// Reads `Body` and the command; `work` gives the case.
template <class Body, class Work>
http::Response with_body(Services& services, const http::Request& request, const Permitted& permitted,
                         Work work) {
  std::vector<Error> errors;
  const auto body = http::read_body<Body>(request, errors);
  if (!body) return http::problem(errors, request.language);
  auto command = case_command(request, permitted, std::nullopt);
  if (!command) return http::problem(command.error(), request.language);
  return case_response(services, request, work(*command, *body), 200);
}

http::Response claim(Services& services, const http::Request& request, const Permitted& permitted) {
  return with_body<UrgencyBody>(services, request, permitted,
                                [&](Cases::Command& what, const UrgencyBody& body) {
                                  cases::Claim claim;
                                  claim.ground = body.ground.value_or("");
                                  claim.words = body.words.value_or("");
                                  claim.proof = body.proof;
                                  claim.latest_safe = body.latest_safe;
                                  return services.cases->claim_urgency(what, claim);
                                });
}

http::Response effects(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto id = id_in_path<CaseId>(request, "id", "cases.not_found");
  if (!id) return http::problem(id.error(), request.language);
  const auto number = whole_number<int>(request.query_value("claim").value_or("1")).value_or(0);
  const auto found = services.cases->effects(*id, number, permitted.scope, request.now);
  if (!found) return http::problem(found.error(), request.language);
  constexpr std::size_t kMostNamed = 100;
  EffectsView out{
      found->version, found->per_day, found->ahead, static_cast<int>(found->delayed.size()), found->late, {}};
  for (const auto& one : found->delayed) {
    if (out.delayed.size() >= kMostNamed) break;
    const auto other = services.cases->find(one.id, permitted.scope);
    DelayedView view{one.id, {}, {}, one.days, one.slack_left};
    if (other) view.code = other->contents.code, view.name = other->contents.name;
    out.delayed.push_back(std::move(view));
  }
  return http::json_response(200, json::write(out));
}

http::Response decide(Services& services, const http::Request& request, const Permitted& permitted) {
  return with_body<UrgencyDecisionBody>(
      services, request, permitted, [&](Cases::Command& what, const UrgencyDecisionBody& body) {
        what.text = body.text;
        return services.cases->decide_urgency(what, body.claim, body.granted, body.shown);
      });
}

http::Response green_channel(Services& services, const http::Request& request, const Permitted& permitted) {
  GreenChannelList out;
  Names names(services);
  const auto today = day_in_shanghai(request.now);
  RouteTitles titles(services, today);
  for (const auto& one : services.cases->open_claims(permitted.scope)) {
    const auto detail = services.cases->find(one.summary.id, permitted.scope);
    if (!detail) continue;
    out.claims.push_back({row_of(services, names, titles, one.summary, request.now),
                          claim_view(names, one.claim, services.cases->rules_of(*detail)),
                          cases::slack(one.claim.latest_safe, services.cases->calendar(), today)});
  }
  out.count = static_cast<std::int64_t>(out.claims.size());
  return http::json_response(200, json::write(out));
}

http::Response set_capacity(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<CapacityBody>(request, errors);
  if (!body) return http::problem(errors, request.language);
  if (!permitted.scope.covers(body->place))
    return http::problem({ErrorCode::NotFound, "network.no_place", {}, "/place"}, request.language);
  const auto done = services.cases->set_capacity({body->place, body->department}, body->per_day,
                                                 case_actor(permitted), request.now);
  if (!done) return http::problem(done.error(), request.language);
  return http::json_response(200, json::write(*body));
}

http::Response convene(Services& services, const http::Request& request, const Permitted& permitted) {
  return with_body<ConveneBody>(services, request, permitted,
                                [&](Cases::Command& what, const ConveneBody& body) {
                                  what.text = body.text;
                                  std::vector<cases::Unit> units;
                                  for (const auto& unit : body.units)
                                    units.push_back({unit.place, unit.department});
                                  return services.cases->convene(what, units);
                                });
}

http::Response opinion(Services& services, const http::Request& request, const Permitted& permitted) {
  return with_body<OpinionBody>(services, request, permitted,
                                [&](Cases::Command& what, const OpinionBody& body) {
                                  what.text = body.text;
                                  return services.cases->give_opinion(what, body.group, body.verdict);
                                });
}

http::Response decide_group(Services& services, const http::Request& request, const Permitted& permitted) {
  return with_body<OpinionBody>(services, request, permitted,
                                [&](Cases::Command& what, const OpinionBody& body) {
                                  what.text = body.text;
                                  return services.cases->decide_group(what, body.group, body.verdict);
                                });
}

http::Response groups(Services& services, const http::Request& request, const Permitted& permitted) {
  ExpertGroupList out;
  Names names(services);
  RouteTitles titles(services, day_in_shanghai(request.now));
  for (const auto& one : services.cases->open_groups(permitted.scope)) {
    const auto detail = services.cases->find(one.summary.id, permitted.scope);
    if (!detail) continue;
    out.groups.push_back({row_of(services, names, titles, one.summary, request.now),
                          group_view(names, one.group, services.cases->rules_of(*detail), request.now)});
  }
  out.count = static_cast<std::int64_t>(out.groups.size());
  return http::json_response(200, json::write(out));
}

}  // namespace

std::vector<Endpoint> case_advice_endpoints() {
  using access::Action;
  using http::Method;
  const auto view = schema_of<CaseView>;
  return {
      {Method::Post,
       "/api/v1/cases/{id}/urgency",
       Action::ClaimUrgency,
       "claim_urgency",
       "Claim urgent handling, with a ground and a proof",
       {},
       schema_of<UrgencyBody>,
       view,
       200,
       nullptr,
       claim},
      {Method::Get,
       "/api/v1/cases/{id}/urgency-effects",
       Action::PrioritiseCase,
       "urgency_effects",
       "Whom the insertion delays and by how much",
       {"claim"},
       nullptr,
       schema_of<EffectsView>,
       200,
       nullptr,
       effects},
      {Method::Post,
       "/api/v1/cases/{id}/urgency-decision",
       Action::PrioritiseCase,
       "decide_urgency",
       "Decide a claim, with the version of the effect list that was shown",
       {},
       schema_of<UrgencyDecisionBody>,
       view,
       200,
       nullptr,
       decide},
      {Method::Get,
       "/api/v1/green-channel",
       Action::SeeCases,
       "green_channel",
       "Open claims, the earliest latest safe day first",
       {},
       nullptr,
       schema_of<GreenChannelList>,
       200,
       nullptr,
       green_channel},
      {Method::Put,
       "/api/v1/green-channel/capacity",
       Action::ChangeOpening,
       "set_case_capacity",
       "How many cases a unit works through in a day",
       {},
       schema_of<CapacityBody>,
       schema_of<CapacityBody>,
       200,
       nullptr,
       set_capacity},
      {Method::Post,
       "/api/v1/cases/{id}/experts",
       Action::ConveneExperts,
       "convene_experts",
       "Convene departments to advise on a case together",
       {},
       schema_of<ConveneBody>,
       view,
       200,
       nullptr,
       convene},
      {Method::Post,
       "/api/v1/cases/{id}/opinion",
       Action::GiveOpinion,
       "give_opinion",
       "Give one's department's opinion",
       {},
       schema_of<OpinionBody>,
       view,
       200,
       nullptr,
       opinion},
      {Method::Post,
       "/api/v1/cases/{id}/experts-decision",
       Action::ConveneExperts,
       "decide_expert_group",
       "Decide, after the opinions; only who convened the group",
       {},
       schema_of<OpinionBody>,
       view,
       200,
       nullptr,
       decide_group},
      {Method::Get,
       "/api/v1/expert-groups",
       Action::SeeCases,
       "expert_groups",
       "Groups that have not decided yet",
       {},
       nullptr,
       schema_of<ExpertGroupList>,
       200,
       nullptr,
       groups},
  };
}

}  // namespace gangway::api
