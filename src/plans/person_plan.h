// A plan that an officer makes for one person (引进方案): the routes compared side by side, what was chosen
// and why, who approved it, and the confirmation that opens a route of which Gangway can only advise.
//
// Shape:  pure decisions. Each command takes the plan as it is and gives the plan as it will be, or says why
//         not; nothing here reads a clock or a store. store and journal are person_plans.h's.
// Always: one drafter, from the first to the end. Approved only by another named person. An option that is
//         closed is never chosen; an option that is open or undecided is chosen or set aside with a reason
//         before the plan goes to approval.
// Gate:   an application may be opened from a chosen route of an approved plan, and only when the rules say
//         that it is open; a route that is advice only needs a competent authority's confirmation with its
//         document number first.
// Errors: Conflict "plans.…" when the stage does not allow the command; Invalid with the pointer for input.
// Source: docs/glossary.md (引进方案); Wuxi's practice of comparing policies before proposing one.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "policy/assessment.h"

namespace gangway::plans {

inline constexpr std::size_t kMaxReasonCharacters = 1000;
inline constexpr std::size_t kMaxSolutionCharacters = 4000;
inline constexpr std::size_t kMaxDocumentNumberCharacters = 100;
inline constexpr std::size_t kMaxOptions = 200;

enum class PlanStage {
  Draft,
  Proposed,  // with whom approves
  Approved,
  Withdrawn,
};
BOOST_DESCRIBE_ENUM(PlanStage, Draft, Proposed, Approved, Withdrawn)

enum class Choice { Open, Chosen, SetAside };
BOOST_DESCRIBE_ENUM(Choice, Open, Chosen, SetAside)

// What the officer thinks of one condition's answer (one person, one policy).
enum class Opinion { Agree, Disagree };
BOOST_DESCRIBE_ENUM(Opinion, Agree, Disagree)

struct Judgement {
  std::string condition;  // id within the route
  Opinion opinion = Opinion::Agree;
  std::string reason;  // of a disagreement; else may be empty
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (condition, opinion, reason))

struct Confirmation {
  std::string authority;
  std::string document_number;
  Day on{};  // of the document
  AccountId by;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (authority, document_number, on, by, at))

// One route as judged when the plan was drafted.
struct Option {
  std::string route;
  Bilingual title;
  policy::Status status = policy::Status::Undetermined;
  bool advice_only = false;
  Choice choice = Choice::Open;
  std::string reason;  // why it was chosen or set aside
  std::vector<Judgement> judgements;
  std::optional<Confirmation> confirmation;
};
BOOST_DESCRIBE_STRUCT(Option, (),
                      (route, title, status, advice_only, choice, reason, judgements, confirmation))

struct PersonPlan {
  PlanId id;
  int version = 0;
  PersonId person;
  std::string place;  // path of the place where it is made
  std::string region;
  Day as_of{};
  std::string rules_version;
  PlanStage stage = PlanStage::Draft;
  AccountId drafted_by;
  Instant drafted_at{};
  std::optional<AccountId> approved_by;
  std::optional<Instant> approved_at;
  std::string returned;  // the reason, when it was sent back last
  std::string solution;  // in the officer's own words
  std::vector<Option> options;
};

// What the officer decides of one option.
struct OptionChange {
  std::string route;
  Choice choice = Choice::Open;
  std::string reason;
  std::vector<Judgement> judgements;
};
BOOST_DESCRIBE_STRUCT(OptionChange, (), (route, choice, reason, judgements))

// Options from the assessment of the person's facts on the plan's day; all of them undecided.
[[nodiscard]] std::vector<Option> options_of(const policy::Assessment& assessment);

[[nodiscard]] Result<PersonPlan> edit(PersonPlan plan, const std::vector<OptionChange>& changes,
                                      const std::optional<std::string>& solution);
[[nodiscard]] Result<PersonPlan> propose(PersonPlan plan);
[[nodiscard]] Result<PersonPlan> send_back(PersonPlan plan, std::string reason);
// `by` must not be the drafter.
[[nodiscard]] Result<PersonPlan> approve(PersonPlan plan, AccountId by, Instant now);
[[nodiscard]] Result<PersonPlan> confirm(PersonPlan plan, const std::string& route,
                                         Confirmation confirmation);
[[nodiscard]] Result<PersonPlan> withdraw(PersonPlan plan);

// Whether the person may apply by that route now. Errors: Conflict with what is missing.
[[nodiscard]] Result<void> may_apply(const PersonPlan& plan, const std::string& route);

}  // namespace gangway::plans
