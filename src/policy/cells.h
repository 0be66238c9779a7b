// The cells of a fact: the points at which a comparison can change its answer cut the fact's domain into
// cells, and one value of each stands for all. Internal to policy.
//
// A fact that is used in another way than by comparison has sampled cells: they can prove that it matters,
// but not that it does not.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "feel/value.h"
#include "policy/facts.h"

namespace gangway::policy {

// What an evaluation over unknown facts reported (feel::Machine::on_cut, on_use).
struct Cuts {
  std::map<feel::InputId, std::vector<feel::Value>> at;
  std::set<feel::InputId> used;  // in another way than by comparison
};

struct Cells {
  std::vector<feel::Value> values;  // one of each cell
  bool complete = false;            // false: sampled
};
[[nodiscard]] Cells cells_of(const FactPath& path, feel::InputId id, const Cuts& cuts, Day as_of);

}  // namespace gangway::policy
