// Judging for one person, and the next question. Nothing is stored.

#include <algorithm>
#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "api/subject.h"
#include "policy/guide.h"
#include "policy/interview.h"

namespace gangway::api {

struct AssessmentRequest {
  std::string region;
  std::optional<Day> as_of;
  json::Value facts;
  std::optional<bool> nearest;
  std::optional<std::vector<std::string>> routes;
};
BOOST_DESCRIBE_STRUCT(AssessmentRequest, (), (region, as_of, facts, nearest, routes))

struct QuestionRequest {
  std::string region;
  std::optional<Day> as_of;
  json::Value facts;
  std::optional<std::vector<std::string>> skipped;
  std::optional<std::vector<std::string>> stages;
  std::optional<std::vector<std::string>> routes;
};
BOOST_DESCRIBE_STRUCT(QuestionRequest, (), (region, as_of, facts, skipped, stages, routes))

struct Question {
  policy::FactView fact;
  std::vector<int> years;              // of a table: the years still needed, newest first
  std::vector<std::string> route_ids;  // that hang on the answer
  std::vector<Bilingual> routes;
};
BOOST_DESCRIBE_STRUCT(Question, (), (fact, years, route_ids, routes))

struct QuestionAnswer {
  std::optional<Question> question;  // absent: nothing is left to ask
  int at_most = 0;
  int answered = 0;
  int form_size = 0;
  std::vector<policy::GivenFact> known;
};
BOOST_DESCRIBE_STRUCT(QuestionAnswer, (), (question, at_most, answered, form_size, known))

namespace {

http::Response assess(Services& services, const http::Request& request) {
  std::vector<Error> errors;
  const auto body = http::read_body<AssessmentRequest>(request, errors);
  if (!body || too_many(body->routes, "/routes", errors) ||
      !are_routes(*services.book, body->routes, errors)) {
    return http::problem(errors, request.language);
  }
  const auto subject = subject_of(services, body->region, body->as_of, body->facts, request, errors);
  if (!subject) return http::problem(errors, request.language);
  policy::JudgeOptions options;
  options.nearest = body->nearest.value_or(false);
  options.budget = kBudget;
  if (body->routes) options.routes = *body->routes;
  return http::json_text_response(200,
                                  json::text_of(policy::judge(*subject->setting, subject->facts, options)));
}

bool are_stages(const std::optional<std::vector<std::string>>& stages, std::vector<Error>& errors) {
  if (!stages) return true;
  const auto before = errors.size();
  for (std::size_t i = 0; i < stages->size(); ++i) {
    if (std::ranges::find(kStages, (*stages)[i]) != kStages.end()) continue;
    errors.push_back({ErrorCode::Invalid, "api.no_such_stage", {}, "/stages/" + std::to_string(i)});
  }
  return errors.size() == before;
}

std::vector<policy::GivenFact> known_facts(const Subject& subject) {
  std::vector<policy::GivenFact> out;
  for (const auto& [name, value] : subject.facts.all()) {
    if (const auto path = policy::parse_path(subject.setting->vocabulary(), name)) {
      out.push_back({name, path->label(), policy::describe(*path, value)});
    }
  }
  return out;
}

http::Response next_question(Services& services, const http::Request& request) {
  std::vector<Error> errors;
  const auto body = http::read_body<QuestionRequest>(request, errors);
  if (!body || too_many(body->skipped, "/skipped", errors) || too_many(body->stages, "/stages", errors) ||
      too_many(body->routes, "/routes", errors) || !are_routes(*services.book, body->routes, errors) ||
      !are_stages(body->stages, errors)) {
    return http::problem(errors, request.language);
  }
  const auto subject = subject_of(services, body->region, body->as_of, body->facts, request, errors);
  if (!subject) return http::problem(errors, request.language);
  policy::InterviewRequest interview;
  if (body->skipped) interview.skipped.insert(body->skipped->begin(), body->skipped->end());
  if (body->stages) interview.stages = *body->stages;
  if (body->routes) interview.routes = *body->routes;
  auto next = policy::next_question(*subject->setting, subject->facts, interview);
  QuestionAnswer out{std::nullopt, next.at_most, next.answered, next.form_size, known_facts(*subject)};
  if (next.fact != nullptr) {
    out.question = Question{policy::fact_view(*subject->setting, *next.fact), std::move(next.years),
                            std::move(next.route_ids), std::move(next.routes)};
  }
  return http::json_text_response(200, json::text_of(out));
}

}  // namespace

std::vector<Endpoint> assessment_endpoints() {
  using http::Method;
  return {
      {Method::Post,
       "/api/v1/assessments",
       access::Action::UsePublic,
       "assess",
       "Judge all routes for one person; nothing is stored",
       {},
       schema_of<AssessmentRequest>,
       schema_of<policy::Assessment>,
       200,
       assess},
      {Method::Post,
       "/api/v1/questions",
       access::Action::UsePublic,
       "next_question",
       "The question that settles most; nothing is stored",
       {},
       schema_of<QuestionRequest>,
       schema_of<QuestionAnswer>,
       200,
       next_question},
  };
}

}  // namespace gangway::api
