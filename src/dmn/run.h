// One evaluation of a model: inputs and decisions, each fitted or computed when it is first asked for.
// A decision service runs in a Run of its own, so that what it overrides stays inside.
#pragma once

#include <vector>

#include "dmn/parts.h"

namespace gangway::dmn {

class Run {
 public:
  Run(const Model::Parts& parts, feel::Machine& machine);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void set_input(ElementIndex index, feel::Value value);     // fitted to its type when it is used
  void set_decision(ElementIndex index, feel::Value value);  // taken as it is
  // Everything as constructed; memory that was allocated is kept.
  void reset();

  [[nodiscard]] const feel::Value& input(ElementIndex index);
  [[nodiscard]] const feel::Value& decision(ElementIndex index);
  [[nodiscard]] feel::Value slot(const Slot& slot);
  [[nodiscard]] Explanation explain(ElementIndex decision);

 private:
  class OwnFrame;
  enum class State : std::uint8_t { Open, Running, Done, Given };

  // Decisions computed before the last change of an input count as open.
  [[nodiscard]] bool is_done(ElementIndex decision) const {
    const auto state = decision_states_[decision];
    return state == State::Given || (state == State::Done && computed_[decision] == change_);
  }

  const Model::Parts& parts_;
  feel::Machine& machine_;
  std::vector<feel::Value> inputs_;
  std::vector<State> input_states_;
  std::vector<feel::Value> decisions_;
  std::vector<State> decision_states_;
  std::vector<std::uint64_t> computed_;  // when, in changes of the inputs
  std::uint64_t change_ = 0;
  std::vector<Frame::Storage> storage_;  // of frames that ended, for those to come
};

}  // namespace gangway::dmn
