// Exact answers over what is not known: which facts can still change a status, and does it stand already.
// Internal to policy.
//
// The engine's unknown is sound but not exact (a variable that stands twice leaves needless unknowns). Here
// the cells of the unknown facts (policy/cells.h) are searched:
//
//   1. `eligible` is a conjunction as a rule (Rule::conjuncts). Conjuncts that share no unknown fact are
//      independent: each such group is searched alone, over its own decisions, and how the groups combine is
//      known: a fact of one group matters when it changes that group while the others can all be true.
//   2. Within a group: depth first over the facts on which the outcome still hangs, leaving a branch as soon
//      as all cells of the fact in question agree. An attempt that runs long is broken off and tried again in
//      another order with twice the patience, so that one unlucky choice near the root costs little.
//   3. Where a completion shows that one fact matters, the other facts on the way there are tried as well:
//      most of them matter at the same place.
//
// A search that ends without a completion in which the fact matters is a proof that it does not, when all
// cells were complete. Everything is deterministic: the orders come from a generator with a fixed seed.
#pragma once

#include <optional>
#include <vector>

#include "policy/rule.h"

namespace gangway::policy {

struct Findings {
  std::vector<FactPath> matter;     // in some completion another answer changes the status
  std::vector<FactPath> undecided;  // within the budget or the samples that was neither shown nor excluded
  // Where nothing can change the status: it. Unknown when figures that nobody published decide.
  std::optional<feel::Value> settled;
  int spent = 0;  // evaluations of a group
};

// `frame` with its unknown facts; at most about `budget` evaluations.
[[nodiscard]] Findings search(const Rule& rule, const Frame& frame, Day as_of, int budget);

}  // namespace gangway::policy
