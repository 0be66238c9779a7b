#include "access/permissions.h"

#include <algorithm>
#include <array>

namespace gangway::access {
namespace {

using enum Action;
using enum Reach;
constexpr std::optional<Role> kEveryRole = std::nullopt;

// Sorted by action. A role that is not listed for an action may not do it.
constexpr std::array kRules{
    Rule{UsePublic, kEveryRole, Purpose::None, Anything},
    Rule{SignIn, kEveryRole, Purpose::None, Own},
    Rule{SeeOwnSessions, kEveryRole, Purpose::None, Own},
    Rule{EndOwnSessions, kEveryRole, Purpose::None, Own},
    Rule{ChangeOwnPassword, kEveryRole, Purpose::None, Own},

    Rule{SeeAccounts, Role::CentreManager, Purpose::Administration, Below},
    Rule{SeeAccounts, Role::Administrator, Purpose::Administration, Below},
    Rule{SeeAccounts, Role::Auditor, Purpose::Audit, Below},
    Rule{ChangeAccounts, Role::Administrator, Purpose::Administration, Below},

    Rule{SeePlaces, kEveryRole, Purpose::None, Anything},
    Rule{ChangePlaces, Role::Administrator, Purpose::Administration, Below},
    Rule{SeeStaff, Role::HotlineAgent, Purpose::None, Below},
    Rule{SeeStaff, Role::WindowClerk, Purpose::None, Below},
    Rule{SeeStaff, Role::Helper, Purpose::None, Below},
    Rule{SeeStaff, Role::Officer, Purpose::None, Below},
    Rule{SeeStaff, Role::CentreManager, Purpose::None, Below},
    Rule{SeeStaff, Role::Supervisor, Purpose::None, Below},
    Rule{SeeStaff, Role::Administrator, Purpose::None, Below},

    Rule{AskOnTheWeb, kEveryRole, Purpose::None, Own},
    Rule{FollowRequest, kEveryRole, Purpose::None, Own},
    Rule{OpenRequest, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{OpenRequest, Role::WindowClerk, Purpose::Handling, Below},
    Rule{OpenRequest, Role::Helper, Purpose::Handling, Below},
    Rule{OpenRequest, Role::Officer, Purpose::Handling, Below},
    Rule{SeeRequests, Role::HotlineAgent, Purpose::Handling, Mine},
    Rule{SeeRequests, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{SeeRequests, Role::Helper, Purpose::Handling, Mine},
    Rule{SeeRequests, Role::Officer, Purpose::Handling, Mine},
    Rule{SeeRequests, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SeeRequests, Role::Supervisor, Purpose::Supervision, Below},
    Rule{SeeRequests, Role::Auditor, Purpose::Audit, Below},
    Rule{HandleRequest, Role::HotlineAgent, Purpose::Handling, Mine},
    Rule{HandleRequest, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{HandleRequest, Role::Helper, Purpose::Handling, Mine},
    Rule{HandleRequest, Role::Officer, Purpose::Handling, Mine},
    Rule{ConfirmRequest, Role::HotlineAgent, Purpose::Handling, Mine},
    Rule{ConfirmRequest, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{ConfirmRequest, Role::Officer, Purpose::Handling, Mine},
    Rule{SuperviseRequest, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SuperviseRequest, Role::Supervisor, Purpose::Supervision, Below},

    Rule{SeePeople, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{SeePeople, Role::WindowClerk, Purpose::Handling, Below},
    Rule{SeePeople, Role::Helper, Purpose::Handling, Below},
    Rule{SeePeople, Role::Officer, Purpose::Handling, Below},
    Rule{SeePeople, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SeePeople, Role::Supervisor, Purpose::Supervision, Below},
    Rule{SeePeople, Role::Auditor, Purpose::Audit, Below},
    Rule{ChangePeople, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{ChangePeople, Role::WindowClerk, Purpose::Handling, Below},
    Rule{ChangePeople, Role::Helper, Purpose::Handling, Below},
    Rule{ChangePeople, Role::Officer, Purpose::Handling, Below},
    Rule{SeeOwnPerson, Role::Applicant, Purpose::Own, Own},
    Rule{SeeOwnStaff, Role::EmployerAgent, Purpose::Own, Own},

    Rule{SeePersonPlans, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{SeePersonPlans, Role::WindowClerk, Purpose::Handling, Below},
    Rule{SeePersonPlans, Role::Helper, Purpose::Handling, Below},
    Rule{SeePersonPlans, Role::Officer, Purpose::Handling, Below},
    Rule{SeePersonPlans, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SeePersonPlans, Role::Supervisor, Purpose::Supervision, Below},
    Rule{DraftPersonPlan, Role::Officer, Purpose::Handling, Below},
    Rule{DraftPersonPlan, Role::WindowClerk, Purpose::Handling, Below},
    Rule{DraftPersonPlan, Role::Helper, Purpose::Handling, Below},
    Rule{ApprovePersonPlan, Role::CentreManager, Purpose::Supervision, Below},
    Rule{ConfirmRoute, Role::Officer, Purpose::Handling, Below},

    Rule{BookAppointment, kEveryRole, Purpose::None, Own},
    Rule{SeeAppointments, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{SeeAppointments, Role::WindowClerk, Purpose::Handling, Below},
    Rule{SeeAppointments, Role::Helper, Purpose::Handling, Below},
    Rule{SeeAppointments, Role::Officer, Purpose::Handling, Below},
    Rule{SeeAppointments, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SeeAppointments, Role::Supervisor, Purpose::Supervision, Below},
    Rule{ArrangeAppointment, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{ArrangeAppointment, Role::WindowClerk, Purpose::Handling, Below},
    Rule{ArrangeAppointment, Role::Helper, Purpose::Handling, Below},
    Rule{ArrangeAppointment, Role::Officer, Purpose::Handling, Below},
    Rule{ServeQueue, Role::WindowClerk, Purpose::Handling, Below},
    Rule{ServeQueue, Role::Helper, Purpose::Handling, Below},
    Rule{ServeQueue, Role::Officer, Purpose::Handling, Below},
    Rule{ChangeOpening, Role::CentreManager, Purpose::Administration, Below},
    Rule{ChangeOpening, Role::Administrator, Purpose::Administration, Below},

    Rule{FollowCase, kEveryRole, Purpose::None, Own},
    Rule{ApplyOnline, kEveryRole, Purpose::None, Own},
    Rule{SeeCases, Role::HotlineAgent, Purpose::Handling, Below},
    Rule{SeeCases, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{SeeCases, Role::Helper, Purpose::Handling, Mine},
    Rule{SeeCases, Role::Officer, Purpose::Handling, Mine},
    Rule{SeeCases, Role::CentreManager, Purpose::Supervision, Below},
    Rule{SeeCases, Role::Supervisor, Purpose::Supervision, Below},
    Rule{SeeCases, Role::Auditor, Purpose::Audit, Below},
    Rule{HandleCase, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{HandleCase, Role::Helper, Purpose::Handling, Mine},
    Rule{HandleCase, Role::Officer, Purpose::Handling, Mine},
    Rule{PrioritiseCase, Role::CentreManager, Purpose::Supervision, Below},
    Rule{ClaimUrgency, Role::WindowClerk, Purpose::Handling, Mine},
    Rule{ClaimUrgency, Role::Helper, Purpose::Handling, Mine},
    Rule{ClaimUrgency, Role::Officer, Purpose::Handling, Mine},
    Rule{ConveneExperts, Role::Officer, Purpose::Handling, Mine},
    Rule{ConveneExperts, Role::CentreManager, Purpose::Supervision, Below},
    Rule{GiveOpinion, Role::Officer, Purpose::Handling, Below},
    Rule{SeeExchange, Role::HotlineAgent, Purpose::None, Below},
    Rule{SeeExchange, Role::WindowClerk, Purpose::None, Below},
    Rule{SeeExchange, Role::Helper, Purpose::None, Below},
    Rule{SeeExchange, Role::Officer, Purpose::None, Below},
    Rule{SeeExchange, Role::CentreManager, Purpose::None, Below},
    Rule{SeeExchange, Role::Supervisor, Purpose::None, Below},
    Rule{SeeExchange, Role::Auditor, Purpose::None, Below},
    Rule{SeeExchange, Role::Administrator, Purpose::None, Below},
    Rule{AnswerForSystem, kEveryRole, Purpose::None, Own},

    Rule{SeeJournal, Role::Auditor, Purpose::Audit, Below},
};

// Actions of which the table's "every role" includes who is not signed in.
constexpr std::array kPublic{UsePublic,       SignIn,     SeePlaces,   AskOnTheWeb,    FollowRequest,
                             BookAppointment, FollowCase, ApplyOnline, AnswerForSystem};

Scope scope_of(const Caller& caller, const Rule& rule) {
  Scope scope{rule.reach, caller.account, {}, {}, rule.purpose};
  if (rule.reach == Below || rule.reach == Mine) scope.place = caller.place;
  if (rule.reach == Mine) scope.department = caller.department;
  return scope;
}

}  // namespace

std::string Caller::actor() const {
  return signed_in() ? "account:" + std::to_string(account.value()) : "public";
}

std::span<const Rule> rules() { return kRules; }

bool is_listed(Action action) { return std::ranges::find(kRules, action, &Rule::action) != kRules.end(); }

bool is_public(Action action) { return std::ranges::find(kPublic, action) != kPublic.end(); }

Result<Scope> permit(const Caller& caller, Action action) {
  if (!caller.signed_in() && !is_public(action)) return fail(ErrorCode::Unauthorized, "access.sign_in");
  bool purpose_missing = false;
  for (const auto& rule : kRules) {
    if (rule.action != action || (rule.role && (!caller.signed_in() || *rule.role != caller.role))) continue;
    if (rule.purpose != Purpose::None && rule.purpose != caller.purpose) {
      purpose_missing = true;
      continue;
    }
    // A post without a place reaches nothing that hangs on places.
    if ((rule.reach == Below || rule.reach == Mine) && caller.place.empty()) continue;
    return scope_of(caller, rule);
  }
  if (purpose_missing) return fail(ErrorCode::Forbidden, "access.purpose");
  return fail(ErrorCode::Forbidden, "access.forbidden");
}

}  // namespace gangway::access
