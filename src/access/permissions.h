// Who may do what, where and what for: one table, and everything that is not in it is refused.
//
// Shape:  a caller acts in one post (a role at a place) at a time. permit() looks for a row of the table with
//         the caller's role, the action and the stated purpose, and gives the Scope within which the action
//         may be done. A list, a search, a count and an export take the same Scope as the detail, because
//         they ask for the same action.
// Place:  places form a tree; a path is the ids from the root, "/1/4/17/". A row stores the path of the place
//         it belongs to, so that "this place and all below" is one prefix.
// Errors: Unauthorized "access.sign_in" when nobody is signed in and the public may not; Forbidden
//         "access.forbidden" without a row; Forbidden "access.purpose" when only the purpose is missing.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace gangway::access {

enum class Role {
  Applicant,
  EmployerAgent,
  HotlineAgent,
  WindowClerk,
  Helper,
  Officer,  // of the department that the post names
  CentreManager,
  Supervisor,
  PolicyEditor,
  Auditor,
  Administrator,
};
BOOST_DESCRIBE_ENUM(Role, Applicant, EmployerAgent, HotlineAgent, WindowClerk, Helper, Officer, CentreManager,
                    Supervisor, PolicyEditor, Auditor, Administrator)

// What personal data is touched for. Staff state it; it stands in the journal.
enum class Purpose { None, Own, Advice, Handling, Supervision, Audit, Administration };
BOOST_DESCRIBE_ENUM(Purpose, None, Own, Advice, Handling, Supervision, Audit, Administration)

enum class Action {
  // Anybody, signed in or not.
  UsePublic,
  SignIn,
  // Whoever is signed in.
  SeeOwnSessions,
  EndOwnSessions,
  ChangeOwnPassword,
  // Accounts and posts.
  SeeAccounts,
  ChangeAccounts,
  // The network.
  SeePlaces,
  ChangePlaces,
  SeeStaff,
  // Requests.
  AskOnTheWeb,
  FollowRequest,  // with its code
  OpenRequest,
  SeeRequests,
  HandleRequest,   // note, offer, accept, refuse, answer
  ConfirmRequest,  // the follow-up call, and closing
  SuperviseRequest,
  // People and employers.
  SeePeople,
  ChangePeople,
  SeeOwnPerson,
  SeeOwnStaff,  // an employer's agent: the firm's own people, within what each granted
  // Plans that officers make for a person.
  SeePersonPlans,
  DraftPersonPlan,
  ApprovePersonPlan,
  ConfirmRoute,  // a competent authority's confirmation with its document number
  // Appointments and the queue of a hall.
  BookAppointment,  // also move and cancel; by whoever has the code
  SeeAppointments,
  ArrangeAppointment,  // book, move, cancel for somebody
  ServeQueue,          // arrive, call, serve, no-show
  ChangeOpening,       // windows, services, closures
  // Cases.
  FollowCase,  // with its code
  ApplyOnline,
  SeeCases,
  HandleCase,      // intake, notice of defects, acceptance, supplement, hand-over
  PrioritiseCase,  // decides a claim to the green channel
  ClaimUrgency,
  ConveneExperts,
  GiveOpinion,
  SeeExchange,      // how the departments' systems are doing
  AnswerForSystem,  // a department's own system; its signature is checked by the endpoint
  // The record of what happened.
  SeeJournal,
};

// How far an action reaches.
enum class Reach {
  Anything,  // no row is excluded
  Below,     // the post's place and all below it
  Mine,      // rows that name this account as owner or handler, or its unit as handling unit
  Own,       // rows of which this account is the subject
};

struct Caller {
  AccountId account;  // not stored: nobody is signed in
  SessionId session;
  PostId post;
  Role role = Role::Applicant;
  std::string place;       // path of the post's place; empty: none
  std::string department;  // of an officer; empty: none
  Purpose purpose = Purpose::None;

  [[nodiscard]] bool signed_in() const { return account.is_stored(); }
  // As it stands in the journal: "account:17" or "public".
  [[nodiscard]] std::string actor() const;
};

struct Scope {
  Reach reach = Reach::Own;
  AccountId account;
  std::string place;       // prefix; empty unless reach is Below or Mine
  std::string department;  // the caller's unit within the place; empty: any
  Purpose purpose = Purpose::None;

  // Whether a row that belongs to `path` lies within, as far as the place decides that.
  [[nodiscard]] bool covers(std::string_view path) const {
    return reach == Reach::Anything || (!place.empty() && path.starts_with(place));
  }
};

[[nodiscard]] Result<Scope> permit(const Caller& caller, Action action);

// One row of the table.
struct Rule {
  Action action;
  std::optional<Role> role;  // nullopt: every role
  Purpose purpose = Purpose::None;
  Reach reach = Reach::Own;
};
[[nodiscard]] std::span<const Rule> rules();
// Whether the table has a row for it: an endpoint without one cannot be registered.
[[nodiscard]] bool is_listed(Action action);
// The public's actions need no session.
[[nodiscard]] bool is_public(Action action);

}  // namespace gangway::access
