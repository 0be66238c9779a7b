// Exact answers over what is not known: does a fact matter, does the status stand, what would change it.
// Internal to policy.
//
// The engine's unknown is sound but not exact (a variable that stands twice leaves needless unknowns). Here
// the cells of the unknown facts are enumerated: the points at which a comparison can change its answer cut a
// fact's domain into cells, and one value of each cell stands for all. A fact that is used in another way
// than by comparison has sampled cells: they can prove that it matters, but not that it does not.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "policy/frame.h"
#include "policy/pack.h"

namespace gangway::policy {

// One version's `eligible`, evaluated over a frame. Reports cuts when asked to.
class Rule {
 public:
  Rule(const Inputs& inputs, const Version& version) : inputs_(&inputs), version_(&version) {}

  struct Cuts {
    std::map<feel::InputId, std::vector<feel::Value>> at;
    std::set<feel::InputId> used;  // in another way than by comparison
  };

  [[nodiscard]] feel::Value eligible(const Frame& frame, Cuts* cuts = nullptr) const;
  [[nodiscard]] const Version& version() const { return *version_; }
  [[nodiscard]] const Inputs& inputs() const { return *inputs_; }

 private:
  const Inputs* inputs_;
  const Version* version_;
};

// The values of the model's inputs for a frame.
[[nodiscard]] std::vector<feel::Value> model_inputs(const Inputs& inputs, const Version& version,
                                                    const Frame& frame);

struct Cells {
  std::vector<feel::Value> values;  // one of each cell
  bool complete = false;            // false: sampled
};
[[nodiscard]] Cells cells_of(const FactPath& path, feel::InputId id, const Rule::Cuts& cuts, Day as_of);

enum class Matters { Yes, No, Undecided };

class Search {
 public:
  Search(const Rule& rule, const Frame& frame, Day as_of, int budget);

  // Can another answer to `path` change the status?
  [[nodiscard]] Matters matters(const FactPath& path);
  // The value that `eligible` has under every completion, if there is one; unknown when figures alone decide.
  [[nodiscard]] std::optional<feel::Value> settled();
  [[nodiscard]] const Cells& cells(const FactPath& path);
  [[nodiscard]] int spent() const { return spent_; }

 private:
  [[nodiscard]] feel::Value evaluate(const Frame& frame);
  [[nodiscard]] Matters explore(Frame& frame, const FactPath& target, const Cells& target_cells);
  // 0 eligible, 1 ineligible, 2 undetermined for good; nullopt: facts can still decide.
  [[nodiscard]] std::optional<int> outcome(const feel::Value& value) const;
  [[nodiscard]] bool outcomes(Frame& frame, std::set<int>& found);

  const Rule& rule_;
  Frame frame_;
  Day as_of_;
  int budget_;
  int spent_ = 0;
  Rule::Cuts cuts_;
  std::map<feel::InputId, Cells> cells_;
};

}  // namespace gangway::policy
