// The green channel (绿色通道): a claim to be handled before others, and whom that delays.
//
// Shape:  pure, as case.h. A unit works through its open cases in the order of their act_by days, so many a
//         day. Inserting one case moves every later one back by one place; a case is delayed by a working day
//         exactly when its place then falls on the next day.
// Gate:   a claim has a ground and a proof among the case's papers. It is decided once, by somebody who had
//         the present effect list before his eyes: its version is sent back.
// Errors: Invalid and Conflict "cases.…"; Stale "cases.effects_changed" when the queue moved meanwhile.
#pragma once

#include <string>
#include <vector>

#include "cases/case.h"

namespace gangway::cases {

// A case in a unit's queue.
struct Queued {
  CaseId id;
  int version = 0;
  std::optional<int> slack;  // working days before anybody is inserted
};

struct Delayed {
  CaseId id;
  int days = 0;                   // working days later
  std::optional<int> slack_left;  // then; negative: that case would be late
};

struct Effects {
  std::string version;  // of the queue, the capacity and the claim
  int per_day = 0;      // cases that the unit works through in a day
  int ahead = 0;        // cases that stay before it
  std::vector<Delayed> delayed;
  int late = 0;  // of those, how many would have negative slack because of it
};

// `queue`: in its order, the claiming case among them or not. REQUIRES: per_day > 0.
[[nodiscard]] Effects effects_of(const std::vector<Queued>& queue, const Case& file, const Claim& claim,
                                 int per_day, int ahead);

[[nodiscard]] Result<void> claim_urgency(Case& file, Claim claim, const Rules& rules);
[[nodiscard]] Result<void> decide_urgency(Case& file, int number, bool granted, std::string_view reason,
                                          std::string_view shown, const Effects& effects, AccountId by,
                                          Instant now);

}  // namespace gangway::cases
