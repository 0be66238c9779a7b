#include "plans/person_plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <random>

#include "plans/plan.h"

namespace gangway::plans {
namespace {

using access::Reach;
using access::Scope;
using policy::Status;

const Instant kNow = parse_instant("2024-03-04T09:00+08:00").value();
const PlanActor kOfficer{AccountId(1), "/1/4/", "handling"};
const PlanActor kManager{AccountId(2), "/1/4/", "supervision"};
const PersonId kPerson{77};

Scope below(std::string place) {
  return {Reach::Below, AccountId(9), std::move(place), {}, access::Purpose::Handling};
}

policy::RouteAnswer route(std::string id, Status status, bool advice_only = false) {
  policy::RouteAnswer out;
  out.title = Bilingual{"途径" + id, "Route " + id};
  out.id = std::move(id);
  out.status = status;
  out.advice_only = advice_only;
  return out;
}

policy::Assessment assessment() {
  policy::Assessment out;
  out.region = "cn-320200";
  out.as_of = parse_day("2024-03-04").value();
  out.rules_version = "r1";
  out.routes = {route("doctor", Status::Ineligible), route("talent", Status::Eligible),
                route("advice", Status::Undetermined, true), route("later", Status::Undetermined)};
  return out;
}

const OptionChange kTalent{"talent", Choice::Chosen, "the firm is a high-tech one", {}};
const OptionChange kAdvice{"advice", Choice::Chosen, "quicker if it is confirmed", {}};
const OptionChange kLater{"later", Choice::SetAside, "two more years", {}};

class PersonPlansTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    const auto own = plans::migrations();
    steps.insert(steps.end(), own.begin(), own.end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }
  PersonPlan drafted() {
    return plans_
        .draft(kPerson, json::Object{{"person.birth_date", "1980-01-01"}}, assessment(), kOfficer, kNow)
        .value();
  }
  PersonPlan proposed() {
    auto plan = drafted();
    plan =
        plans_.edit(command(plan), {kTalent, kAdvice, kLater}, "By the talent route.", here_, kOfficer, kNow)
            .value();
    return plans_.propose(command(plan), here_, kOfficer, kNow).value();
  }
  PersonPlan approved() {
    const auto plan = proposed();
    return plans_.approve(command(plan), here_, kManager, kNow).value();
  }
  static PersonPlans::Command command(const PersonPlan& plan) { return {plan.id, plan.version}; }
  static Confirmation confirmation() {
    return {"Demonstration talent office", "DEMO-2024-17", parse_day("2024-03-01").value(), kOfficer.account,
            kNow};
  }

  const Scope here_ = below("/1/4/");
  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  journal::Vault vault_{master_, repeatable_random(3)};
  IdGenerator ids_{[] { return kNow; }};
  PersonPlans plans_{db_, chain_, vault_, ids_, repeatable_random(2)};
};

TEST_F(PersonPlansTest, FromComparisonToApplication) {
  auto plan = drafted();
  EXPECT_EQ(plan.options.size(), 4U);
  EXPECT_EQ(may_apply(plan, "talent").error().key, "plans.still_a_draft");
  plan = approved();
  EXPECT_TRUE(may_apply(plan, "talent").has_value());
  EXPECT_EQ(may_apply(plan, "later").error().key, "plans.not_chosen");
  EXPECT_EQ(may_apply(plan, "advice").error().key, "plans.not_confirmed");
  plan = plans_.confirm(command(plan), "advice", confirmation(), here_, kOfficer, kNow).value();
  EXPECT_TRUE(may_apply(plan, "advice").has_value());

  const auto found = plans_.find(plan.id, here_).value();
  EXPECT_EQ(found.solution, "By the talent route.");
  EXPECT_EQ(found.options[2].confirmation->document_number, "DEMO-2024-17");
  EXPECT_EQ(found.approved_by, kManager.account);
  EXPECT_EQ(plans_.facts_of(plan.id, here_).value().at("person.birth_date").as_string(), "1980-01-01");
}

TEST_F(PersonPlansTest, AClosedRouteIsNeverChosen) {
  const auto plan = drafted();
  const auto changed = plans_.edit(command(plan), {kTalent, {"doctor", Choice::Chosen, "try", {}}},
                                   std::nullopt, here_, kOfficer, kNow);
  EXPECT_EQ(changed.error().key, "plans.closed_chosen");
  EXPECT_EQ(changed.error().field, "/options/1/choice");
  EXPECT_EQ(plans_.find(plan.id, here_)->options[1].choice, Choice::Open);
}

TEST_F(PersonPlansTest, EveryOpenOptionIsDecidedWithAReasonBeforeApproval) {
  auto plan = drafted();
  const auto try_to_propose = [&] {
    return plans_.propose(command(plan), here_, kOfficer, kNow).error().key;
  };
  const auto edit = [&](std::vector<OptionChange> changes,
                        std::optional<std::string> solution = std::nullopt) {
    plan = plans_.edit(command(plan), changes, solution, here_, kOfficer, kNow).value();
  };
  EXPECT_EQ(try_to_propose(), "plans.option_undecided");
  edit({{"talent", Choice::Chosen, "", {}}, kAdvice, kLater});
  EXPECT_EQ(try_to_propose(), "plans.option_without_reason");
  edit({{"talent", Choice::SetAside, "no", {}}, {"advice", Choice::SetAside, "no", {}}});
  EXPECT_EQ(try_to_propose(), "plans.nothing_chosen");
  edit({kTalent});
  EXPECT_EQ(try_to_propose(), "plans.no_solution");
  edit({}, "By the talent route.");
  EXPECT_TRUE(plans_.propose(command(plan), here_, kOfficer, kNow).has_value());
}

TEST_F(PersonPlansTest, NobodyApprovesAPlanOfTheirOwn) {
  const auto plan = proposed();
  const PlanActor drafter_as_manager{kOfficer.account, "/1/4/", "supervision"};
  EXPECT_EQ(plans_.approve(command(plan), here_, drafter_as_manager, kNow).error().key, "plans.own_plan");
  EXPECT_EQ(plans_.find(plan.id, here_)->stage, PlanStage::Proposed);
}

TEST_F(PersonPlansTest, SentBackWithAReasonItIsADraftAgain) {
  auto plan = proposed();
  EXPECT_EQ(plans_.send_back(command(plan), "", here_, kManager, kNow).error().key, "plans.reason_missing");
  plan = plans_.send_back(command(plan), "Compare the wages, too.", here_, kManager, kNow).value();
  EXPECT_EQ(plan.stage, PlanStage::Draft);
  EXPECT_EQ(plans_.find(plan.id, here_)->returned, "Compare the wages, too.");
  plan = plans_.propose(command(plan), here_, kOfficer, kNow).value();
  EXPECT_TRUE(plan.returned.empty());
}

TEST_F(PersonPlansTest, ADisagreementNeedsAReason) {
  const auto plan = drafted();
  const OptionChange change{"talent", Choice::Chosen, "fits", {{"salary", Opinion::Disagree, ""}}};
  const auto changed = plans_.edit(command(plan), {change}, std::nullopt, here_, kOfficer, kNow);
  EXPECT_EQ(changed.error().field, "/options/0/judgements/0/reason");
}

TEST_F(PersonPlansTest, AConfirmationIsForAdviceOnlyOnceAndNotFromTheFuture) {
  auto plan = approved();
  const auto confirm = [&](const std::string& route, Confirmation what) {
    return plans_.confirm(command(plan), route, what, here_, kOfficer, kNow);
  };
  EXPECT_EQ(confirm("talent", confirmation()).error().key, "plans.needs_no_confirmation");
  EXPECT_EQ(confirm("later", confirmation()).error().key, "plans.not_chosen");
  auto late = confirmation();
  late.on = parse_day("2024-03-05").value();
  EXPECT_EQ(confirm("advice", late).error().key, "plans.document_from_the_future");
  auto unnumbered = confirmation();
  unnumbered.document_number.clear();
  EXPECT_EQ(confirm("advice", unnumbered).error().field, "/document_number");
  plan = confirm("advice", confirmation()).value();
  EXPECT_EQ(confirm("advice", confirmation()).error().key, "plans.confirmed_already");
}

TEST_F(PersonPlansTest, OutsideTheScopeThereIsNoPlan) {
  const auto plan = proposed();
  const auto elsewhere = below("/1/41/");
  EXPECT_EQ(plans_.find(plan.id, elsewhere).error().key, "plans.not_found");
  EXPECT_EQ(plans_.facts_of(plan.id, elsewhere).error().key, "plans.not_found");
  EXPECT_TRUE(plans_.of_person(kPerson, elsewhere).empty());
  EXPECT_TRUE(plans_.in_stage(PlanStage::Proposed, elsewhere).empty());
  EXPECT_EQ(plans_.approve(command(plan), elsewhere, kManager, kNow).error().key, "plans.not_found");
  EXPECT_EQ(plans_.of_person(kPerson, here_).size(), 1U);
  EXPECT_EQ(plans_.in_stage(PlanStage::Proposed, here_).size(), 1U);
}

TEST_F(PersonPlansTest, AnotherVersionIsStale) {
  const auto plan = drafted();
  ASSERT_TRUE(plans_.edit(command(plan), {kTalent}, std::nullopt, here_, kOfficer, kNow).has_value());
  EXPECT_EQ(plans_.edit(command(plan), {kLater}, std::nullopt, here_, kOfficer, kNow).error().key,
            "plans.stale");
}

TEST_F(PersonPlansTest, AFailureAtAnyStatementLeavesNothingHalfWritten) {
  const auto plan = proposed();
  int failures = 0;
  for (int n = 1; n < 20; ++n) {
    db_.fail_after(n);
    try {
      const auto done = plans_.approve(command(plan), here_, kManager, kNow);
      db_.fail_after(0);
      EXPECT_TRUE(done.has_value());
      break;
    } catch (const store::Failure&) {
      db_.fail_after(0);
      ++failures;
      EXPECT_EQ(plans_.find(plan.id, here_)->stage, PlanStage::Proposed);
      EXPECT_EQ(db_.read([&](const store::ReadTx& tx) {
        return journal::timeline(tx, "person_plan:" + std::to_string(plan.id.value())).size();
      }),
                3U);
    }
  }
  EXPECT_GT(failures, 2);
  EXPECT_EQ(plans_.find(plan.id, here_)->stage, PlanStage::Approved);
}

// Random commands against what the text of the header says, in other words.
TEST(PersonPlanHistories, NeverApplyWithoutItsGate) {
  std::mt19937 random(4);
  const auto chance = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  int steps = 0;
  int applications = 0;
  for (int history = 0; history < 20'000; ++history) {
    PersonPlan plan;
    plan.drafted_by = kOfficer.account;
    plan.options = options_of(assessment());
    bool went_to_approval = false;
    std::optional<AccountId> approver;
    std::map<std::string, bool> confirmed;
    for (int step = 0; step < 25; ++step) {
      ++steps;
      const std::string target = plan.options[static_cast<std::size_t>(chance(4))].route;
      Result<PersonPlan> next = plan;
      const int what = chance(7);
      const AccountId by(chance(3) + 1);
      if (what == 0 && chance(2) == 0) {
        next = edit(plan, {kTalent, kAdvice, kLater}, "so");
      } else if (what == 0) {
        next = edit(plan, {{target, static_cast<Choice>(chance(3)), chance(4) == 0 ? "" : "why", {}}}, "so");
      } else if (what == 1) {
        next = propose(plan);
        if (next) went_to_approval = true;
      } else if (what == 2) {
        next = approve(plan, by, kNow);
        if (next) approver = by;
      } else if (what == 3 && chance(4) == 0) {
        next = send_back(plan, "again");
        if (next) went_to_approval = false;
      } else if (what == 4) {
        auto document = Confirmation{"office", "D-1", parse_day("2024-03-01").value(), by, kNow};
        next = confirm(plan, target, document);
        if (next) confirmed[target] = true;
      } else if (what == 5 && chance(20) == 0) {
        next = withdraw(plan);
        if (next) approver.reset();
      }
      if (next) plan = *next;
      for (const auto& option : plan.options) {
        if (!may_apply(plan, option.route)) continue;
        ++applications;
        ASSERT_TRUE(went_to_approval && approver && *approver != plan.drafted_by);
        ASSERT_NE(option.status, Status::Ineligible);
        ASSERT_TRUE(option.choice == Choice::Chosen && !option.reason.empty());
        ASSERT_TRUE(option.advice_only ? confirmed[option.route] : option.status == Status::Eligible);
      }
    }
  }
  std::cout << steps << " commands, " << applications << " times an application was open\n";
  EXPECT_GT(applications, 1000);
}

}  // namespace
}  // namespace gangway::plans
