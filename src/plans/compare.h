// What judging says differently now than when a plan was saved, route by route.
//
// Shape:  pure: two assessments of the same person and place. A route is named when its state or the version
//         of its rule differs; `why` names what turned: conditions, figures published since, a new rule.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string>
#include <vector>

#include "policy/assessment.h"

namespace gangway::plans {

enum class RouteState { Eligible, Ineligible, Undetermined, NotListed };
BOOST_DESCRIBE_ENUM(RouteState, Eligible, Ineligible, Undetermined, NotListed)

struct Change {
  std::string route;
  Bilingual title;
  RouteState was = RouteState::NotListed;
  RouteState now = RouteState::NotListed;
  Bilingual why;
};
BOOST_DESCRIBE_STRUCT(Change, (), (route, title, was, now, why))

// In the order of `before`, then routes that are new.
[[nodiscard]] std::vector<Change> compare(const policy::Assessment& before, const policy::Assessment& after);

}  // namespace gangway::plans
