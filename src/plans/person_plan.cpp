#include "plans/person_plan.h"

#include <algorithm>

#include "base/utf8.h"

namespace gangway::plans {
namespace {

tl::unexpected<Error> refused(const char* key) { return fail(ErrorCode::Conflict, key); }

Result<void> require(const PersonPlan& plan, PlanStage stage) {
  if (plan.stage == stage) return {};
  switch (plan.stage) {
    case PlanStage::Draft:
      return refused("plans.still_a_draft");
    case PlanStage::Proposed:
      return refused("plans.already_proposed");
    case PlanStage::Approved:
      return refused("plans.already_approved");
    case PlanStage::Withdrawn:
      return refused("plans.withdrawn");
  }
  return {};
}

Result<void> check_length(std::string_view text, std::size_t most, std::string field) {
  if (utf8::count_characters(text) <= most) return {};
  return fail(ErrorCode::Invalid, "plans.too_long", Args{{"characters", std::to_string(most)}},
              std::move(field));
}

Option* find(std::vector<Option>& options, const std::string& route) {
  const auto found = std::ranges::find(options, route, &Option::route);
  return found == options.end() ? nullptr : &*found;
}

Result<void> check(const OptionChange& change, const Option& option, const std::string& at) {
  TRY(check_length(change.reason, kMaxReasonCharacters, at + "/reason"));
  if (change.choice == Choice::Chosen && option.status == policy::Status::Ineligible)
    return fail(ErrorCode::Invalid, "plans.closed_chosen", at + "/choice");
  for (std::size_t i = 0; i < change.judgements.size(); ++i) {
    const auto& one = change.judgements[i];
    const auto here = at + "/judgements/" + std::to_string(i) + "/reason";
    TRY(check_length(one.reason, kMaxReasonCharacters, here));
    if (one.opinion == Opinion::Disagree && one.reason.empty())
      return fail(ErrorCode::Invalid, "plans.disagreement_without_reason", here);
  }
  return {};
}

}  // namespace

std::vector<Option> options_of(const policy::Assessment& assessment) {
  std::vector<Option> out;
  for (const auto& route : assessment.routes)
    out.push_back({route.id, *route.title, route.status, route.advice_only, Choice::Open, {}, {}, {}});
  return out;
}

Result<PersonPlan> edit(PersonPlan plan, const std::vector<OptionChange>& changes,
                        const std::optional<std::string>& solution) {
  TRY(require(plan, PlanStage::Draft));
  if (changes.size() > kMaxOptions) return fail(ErrorCode::TooLarge, "plans.too_many_options");
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto at = "/options/" + std::to_string(i);
    auto* const option = find(plan.options, changes[i].route);
    if (option == nullptr)
      return fail(ErrorCode::Invalid, "plans.route_not_listed", Args{{"route", changes[i].route}},
                  at + "/route");
    TRY(check(changes[i], *option, at));
    option->choice = changes[i].choice;
    option->reason = changes[i].reason;
    option->judgements = changes[i].judgements;
  }
  if (solution) {
    TRY(check_length(*solution, kMaxSolutionCharacters, "/solution"));
    plan.solution = *solution;
  }
  return plan;
}

Result<PersonPlan> propose(PersonPlan plan) {
  TRY(require(plan, PlanStage::Draft));
  bool chosen = false;
  for (const auto& option : plan.options) {
    if (option.status == policy::Status::Ineligible) continue;
    if (option.choice == Choice::Open) return refused("plans.option_undecided");
    if (option.reason.empty()) return refused("plans.option_without_reason");
    chosen = chosen || option.choice == Choice::Chosen;
  }
  if (!chosen) return refused("plans.nothing_chosen");
  if (plan.solution.empty()) return refused("plans.no_solution");
  plan.stage = PlanStage::Proposed;
  plan.returned.clear();
  return plan;
}

Result<PersonPlan> send_back(PersonPlan plan, std::string reason) {
  TRY(require(plan, PlanStage::Proposed));
  if (reason.empty()) return fail(ErrorCode::Invalid, "plans.reason_missing", std::string("/reason"));
  TRY(check_length(reason, kMaxReasonCharacters, "/reason"));
  plan.stage = PlanStage::Draft;
  plan.returned = std::move(reason);
  return plan;
}

Result<PersonPlan> approve(PersonPlan plan, AccountId by, Instant now) {
  TRY(require(plan, PlanStage::Proposed));
  if (by == plan.drafted_by) return fail(ErrorCode::Forbidden, "plans.own_plan");
  plan.stage = PlanStage::Approved;
  plan.approved_by = by;
  plan.approved_at = now;
  return plan;
}

Result<PersonPlan> confirm(PersonPlan plan, const std::string& route, Confirmation confirmation) {
  TRY(require(plan, PlanStage::Approved));
  auto* const option = find(plan.options, route);
  if (option == nullptr || option->choice != Choice::Chosen)
    return fail(ErrorCode::Invalid, "plans.not_chosen", std::string("/route"));
  if (!option->advice_only) return refused("plans.needs_no_confirmation");
  if (option->confirmation) return refused("plans.confirmed_already");
  if (confirmation.document_number.empty())
    return fail(ErrorCode::Invalid, "plans.document_number_missing", std::string("/document_number"));
  if (confirmation.authority.empty())
    return fail(ErrorCode::Invalid, "plans.authority_missing", std::string("/authority"));
  TRY(check_length(confirmation.document_number, kMaxDocumentNumberCharacters, "/document_number"));
  TRY(check_length(confirmation.authority, kMaxDocumentNumberCharacters, "/authority"));
  if (confirmation.on > day_in_shanghai(confirmation.at))
    return fail(ErrorCode::Invalid, "plans.document_from_the_future", std::string("/on"));
  option->confirmation = std::move(confirmation);
  return plan;
}

Result<PersonPlan> withdraw(PersonPlan plan) {
  if (plan.stage == PlanStage::Withdrawn) return refused("plans.withdrawn");
  plan.stage = PlanStage::Withdrawn;
  return plan;
}

Result<void> may_apply(const PersonPlan& plan, const std::string& route) {
  TRY(require(plan, PlanStage::Approved));
  const auto option = std::ranges::find(plan.options, route, &Option::route);
  if (option == plan.options.end() || option->choice != Choice::Chosen)
    return fail(ErrorCode::Invalid, "plans.not_chosen", std::string("/route"));
  if (option->advice_only && !option->confirmation) return refused("plans.not_confirmed");
  if (!option->advice_only && option->status != policy::Status::Eligible)
    return refused("plans.not_open_yet");
  return {};
}

}  // namespace gangway::plans
