// The expert advisory group (专家咨询组): departments consult on one case together, in a day instead of
// weeks.
//
// Shape:  pure, as case.h. Convened with different departments, as many as the rules say at least; each gives
//         one opinion, dissent is kept as it was given; whoever convened it decides, after as many opinions
//         as the rules say. What happened when is the minutes.
// Errors: Invalid, Forbidden and Conflict "cases.…".
// Source: the network's own way of working; the numbers stand in packs/cn/service.yaml.
#pragma once

#include <string_view>
#include <vector>

#include "cases/case.h"

namespace gangway::cases {

[[nodiscard]] Result<void> convene(Case& file, std::string_view question, const std::vector<Unit>& units,
                                   AccountId by, const Rules& rules, Instant now);
[[nodiscard]] Result<void> give_opinion(Case& file, int group, const Unit& unit, AccountId by,
                                        OpinionVerdict verdict, std::string_view text, Instant now);
[[nodiscard]] Result<void> decide_group(Case& file, int group, AccountId by, OpinionVerdict outcome,
                                        std::string_view decision, const Rules& rules, Instant now);

[[nodiscard]] int opinions_of(const ExpertGroup& group);

// From convening to the decision, or until now; hours, rounded up.
[[nodiscard]] int hours_taken(const ExpertGroup& group, Instant now);

// What happened, in order.
enum class MinuteKind { Convened, Opinion, Dissent, Decided };
BOOST_DESCRIBE_ENUM(MinuteKind, Convened, Opinion, Dissent, Decided)
struct Minute {
  Instant at{};
  MinuteKind kind = MinuteKind::Convened;
  AccountId by;
  Unit unit;
};
[[nodiscard]] std::vector<Minute> minutes_of(const ExpertGroup& group);

}  // namespace gangway::cases
