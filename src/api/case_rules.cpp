#include "api/case_rules.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "api/services.h"
#include "policy/judge.h"

namespace gangway::api {
namespace {

constexpr std::string_view kGround = "urgent.ground";

workdays::Unit unit_of(std::string_view unit) {
  if (unit == "days") return workdays::Unit::Days;
  if (unit == "months") return workdays::Unit::Months;
  if (unit == "hours") return workdays::Unit::Hours;
  return workdays::Unit::WorkingDays;
}

std::string ref_of(const std::optional<policy::SourceView>& source) {
  return source ? source->ref : std::string();
}

// The agency's clock that starts with acceptance; its own limit, and the law's where that is another.
void read_clocks(const policy::RouteAnswer& answer, cases::Rules& rules) {
  for (const auto& clock : answer.clocks) {
    if (clock.who == "agency" && clock.starts == "accepted" && !rules.promised) {
      rules.promised = cases::Limit{clock.id,    *clock.label,          unit_of(clock.unit),
                                    clock.limit, ref_of(*clock.source), *clock.note};
      if (const std::optional<policy::LegalView>& legal = *clock.legal)
        rules.legal = cases::Limit{clock.id,     *clock.label,          unit_of(legal->unit),
                                   legal->limit, ref_of(legal->source), {}};
    } else if (clock.who != "agency" && clock.due && (!rules.own || *clock.due < *rules.own)) {
      rules.own = clock.due;
      rules.own_text = *clock.label;
      if (clock.derivation) rules.own_text = clock.derivation->text;
    }
  }
}

// Whether any rule of the region asks for an urgent ground: then these are the grounds.
void read_grounds(const policy::RuleBook& book, const cases::Case& file, Day day, cases::Rules& rules) {
  const auto* const fact = book.vocabulary(file.region).find(kGround);
  if (fact == nullptr) return;
  const auto routes = book.routes(file.region, day);
  const bool used = std::ranges::any_of(routes, [](const policy::InForce& route) {
    return route.version != nullptr &&
           std::ranges::find(route.version->facts, kGround) != route.version->facts.end();
  });
  if (!used) return;
  for (const auto& option : fact->options) rules.grounds.push_back({option.code, option.label});
}

void read_service(const policy::CaseRules& service, const cases::Case& file, cases::Rules& rules) {
  rules.intake_workdays = service.intake_workdays;
  rules.task_workdays = service.task_workdays;
  rules.days_to_decide = service.days_to_decide;
  rules.days_to_hand_over = service.days_to_hand_over;
  rules.warn_at = service.warn_at;
  rules.least_departments = service.least_departments;
  rules.least_opinions = service.least_opinions;
  for (const auto& branch : service.branches) {
    if (branch.route == file.route) rules.branches.push_back({branch.system, branch.title, branch.waits_for});
  }
}

// The rules that were asked for last: each command on a case and each look at it asks for the same ones
// again.
class KnownRules {
 public:
  [[nodiscard]] std::optional<cases::Rules> find(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = rules_.find(key);
    return found == rules_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(std::string key, const cases::Rules& rules) {
    const std::scoped_lock lock(mutex_);
    if (rules_.size() >= kMostKept) rules_.clear();  // they come back as they are asked for
    rules_.insert_or_assign(std::move(key), rules);
  }

 private:
  static constexpr std::size_t kMostKept = 1024;
  std::mutex mutex_;  // guards rules_
  std::map<std::string, cases::Rules> rules_;
};

std::string key_of(const cases::Case& file, Day day, const json::Value& facts) {
  return file.region + "|" + file.route + "|" + to_string(day) + "|" + json::canonical(facts);
}

cases::Rules rules_of(const policy::RuleBook& book, Settings& settings, const cases::Case& file, Day day,
                      const json::Value& given) {
  cases::Rules rules;
  const auto* const service = book.case_rules(file.region);
  const auto setting = settings.get(file.region, day);
  if (service == nullptr || !setting) return rules;
  const auto routes = book.routes(file.region, day);
  const auto route = std::ranges::find(routes, file.route, &policy::InForce::route);
  if (route == routes.end() || route->version == nullptr) return rules;
  std::vector<Error> unread;
  const auto facts = policy::Facts::read(given, (*setting)->vocabulary(), unread);
  policy::JudgeOptions options;
  options.opens_on = false;
  options.questions = false;
  options.budget = 1;  // which facts still matter is not asked here
  const auto answer = policy::judge_version(**setting, *route->version, facts, options);
  rules.title = *answer.title;
  for (const auto& paper : answer.papers) {
    if (!(paper->waivable && paper->waived == true)) rules.papers.push_back({paper->code, paper->label});
  }
  for (const auto& remedy : *answer.remedies)
    rules.remedies.push_back({remedy.kind, remedy.label, ref_of(remedy.source)});
  if (const std::optional<Bilingual>& last = *answer.final_note) rules.final_note = *last;
  read_clocks(answer, rules);
  read_grounds(book, file, day, rules);
  read_service(*service, file, rules);
  return rules;
}

}  // namespace

cases::RulesOf case_rules_by_region(std::shared_ptr<const policy::RuleBook> book) {
  auto settings = std::make_shared<Settings>(book);
  auto known = std::make_shared<KnownRules>();
  return [book = std::move(book), settings, known](const cases::Case& file, const json::Value& given) {
    const auto day = day_in_shanghai(file.opened_at);
    auto key = key_of(file, day, given);
    if (auto before = known->find(key)) return *std::move(before);
    auto rules = rules_of(*book, *settings, file, day, given);
    known->keep(std::move(key), rules);
    return rules;
  };
}

}  // namespace gangway::api
