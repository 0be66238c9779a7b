// Rules as people read them: the records of assessment.h made from those of pack.h. Internal to policy and
// used by the route guide.
#pragma once

#include <string>
#include <vector>

#include "policy/assessment.h"
#include "policy/frame.h"
#include "policy/pack.h"

namespace gangway::policy {

[[nodiscard]] SourceView source_view(const SourceRef& ref);
[[nodiscard]] NotKnown not_known_view(const Parameter& parameter, int year, Day as_of);
[[nodiscard]] NotKnown rule_not_known(const std::string& route, Day as_of, const Bilingual& title);
[[nodiscard]] std::vector<NotKnown> not_known_views(const std::vector<Dependencies::Figure>& figures,
                                                    Day as_of);
[[nodiscard]] std::string to_string(Who who);
[[nodiscard]] std::string to_string(Unit unit);
[[nodiscard]] std::string to_string(Changes changes);
[[nodiscard]] RegionName region_name(const RuleBook& book, const std::string& id);
// The clock as the rule states it, without a due day.
[[nodiscard]] ClockView clock_rule_view(const ClockRule& rule);
// Routes that exist that day, but not in the region.
[[nodiscard]] std::vector<Elsewhere> elsewhere_views(const RuleBook& book, const std::string& region,
                                                     Day as_of);
// What people should know of a version whatever the person: doubts, authorities, remedies, sources.
void describe_version(const Version& version, RouteAnswer& answer);

}  // namespace gangway::policy
