#include "access/permissions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <set>
#include <vector>

namespace gangway::access {
namespace {

template <class Enum>
std::vector<Enum> all() {
  std::vector<Enum> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto one) { out.push_back(one.value); });
  return out;
}

std::vector<Action> actions() {
  std::vector<Action> out;
  for (const auto& rule : rules()) {
    if (std::ranges::find(out, rule.action) == out.end()) out.push_back(rule.action);
  }
  return out;
}

Caller staff(Role role, Purpose purpose, std::string place = "/1/4/") {
  return {AccountId(7), SessionId(8), PostId(9), role, std::move(place), {}, purpose};
}

TEST(Permissions, EveryCellIsAllowedExactlyWhenTheTableSaysSo) {
  int checks = 0;
  int allowed = 0;
  for (const auto action : actions()) {
    for (const auto role : all<Role>()) {
      for (const auto purpose : all<Purpose>()) {
        for (const auto* const place : {"", "/1/4/"}) {
          const auto scope = permit(staff(role, purpose, place), action);
          // Said again, in other words than permit() says it.
          const bool expected = std::ranges::any_of(rules(), [&](const Rule& rule) {
            const bool fits = rule.action == action && (!rule.role || *rule.role == role) &&
                              (rule.purpose == Purpose::None || rule.purpose == purpose);
            const bool needs_place = rule.reach == Reach::Below || rule.reach == Reach::Mine;
            return fits && (!needs_place || *place != '\0');
          });
          EXPECT_EQ(scope.has_value(), expected);
          ++checks;
          allowed += scope.has_value() ? 1 : 0;
        }
      }
    }
  }
  std::cout << checks << " cells checked, " << allowed << " allowed\n";
  EXPECT_GT(allowed, 0);
  EXPECT_LT(allowed, checks / 2);
}

TEST(Permissions, TheTableHasNoRowTwice) {
  std::set<std::tuple<Action, int, Purpose>> seen;
  for (const auto& rule : rules()) {
    const int role = rule.role ? static_cast<int>(*rule.role) : -1;
    EXPECT_TRUE(seen.emplace(rule.action, role, rule.purpose).second);
  }
}

TEST(Permissions, WhoIsNotSignedInMayOnlyDoWhatIsPublic) {
  for (const auto action : actions()) {
    const auto scope = permit({}, action);
    EXPECT_EQ(scope.has_value(), is_public(action));
    if (!scope) {
      EXPECT_EQ(scope.error().code, ErrorCode::Unauthorized);
    }
  }
}

TEST(Permissions, AMissingPurposeIsSaid) {
  EXPECT_EQ(permit(staff(Role::Supervisor, Purpose::None), Action::SeeRequests).error().key,
            "access.purpose");
  EXPECT_EQ(permit(staff(Role::PolicyEditor, Purpose::Handling), Action::SeeRequests).error().key,
            "access.forbidden");
}

TEST(Permissions, TheScopeIsThePlaceAndAllBelow) {
  const auto scope = permit(staff(Role::Supervisor, Purpose::Supervision), Action::SeeRequests).value();
  EXPECT_TRUE(scope.covers("/1/4/"));
  EXPECT_TRUE(scope.covers("/1/4/17/"));
  EXPECT_FALSE(scope.covers("/1/41/"));
  EXPECT_FALSE(scope.covers("/1/"));
  EXPECT_FALSE(scope.covers(""));
}

TEST(Permissions, AnOfficersOwnWorkIsThatOfTheDepartment) {
  auto officer = staff(Role::Officer, Purpose::Handling);
  officer.department = "labour";
  const auto scope = permit(officer, Action::HandleRequest).value();
  EXPECT_EQ(scope.reach, Reach::Mine);
  EXPECT_EQ(scope.department, "labour");
  EXPECT_EQ(scope.account, AccountId(7));
}

}  // namespace
}  // namespace gangway::access
