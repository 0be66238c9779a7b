// The inputs of one evaluation, and how unknown ones are numbered. Internal to policy.
//
// Shape:  a Frame holds the FEEL values that a model's inputs take: one context per fact group, as_of and
//         parameters. An input that is not given is an untouched unknown with an InputId that decodes to its
//         path.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feel/machine.h"
#include "policy/facts.h"
#include "policy/pack.h"

namespace gangway::policy {

// The fact's column of a table starts ten calendar years before as_of's year.
inline constexpr int kTableYears = 10;
// A series reaches the model from twelve years before as_of's year to that year.
inline constexpr int kSeriesYears = 12;

struct Frame {
  feel::Value as_of;
  feel::Value parameters;
  std::vector<feel::Value> groups;  // as vocabulary.groups
};

// What an unknown input stands for.
struct InputName {
  std::optional<FactPath> fact;
  const Parameter* parameter = nullptr;
  int year = 0;        // of a parameter's series
  bool as_of = false;  // the day itself (only while looking for opens_on)
};

// The numbering for one vocabulary and one list of parameters.
class Inputs {
 public:
  Inputs(const Vocabulary& vocabulary, std::vector<const Parameter*> parameters);

  [[nodiscard]] feel::InputId id(const FactPath& path) const;
  [[nodiscard]] feel::InputId id(const Parameter& parameter, int year) const;
  [[nodiscard]] static feel::InputId as_of_id();
  [[nodiscard]] InputName name(feel::InputId id) const;
  [[nodiscard]] static bool is_fact(feel::InputId id);
  // Where the fact stands: its group in vocabulary().groups, and its entry in that group's context.
  struct Seat {
    std::size_t group = 0;
    std::size_t entry = 0;
  };
  [[nodiscard]] const Seat& seat(const Fact* fact) const;
  [[nodiscard]] const std::vector<const Parameter*>& parameters() const { return parameters_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  const Vocabulary* vocabulary_;
  std::vector<const Parameter*> parameters_;
  std::vector<Seat> seats_;  // as vocabulary_->facts
};

[[nodiscard]] feel::Value date_value(Day day);
[[nodiscard]] feel::Value parameters_value(const Inputs& inputs, Day as_of);
// REQUIRES: `parameters` is parameters_value() of the same day.
[[nodiscard]] Frame make_frame(const Inputs& inputs, const Facts& facts, Day as_of, feel::Value parameters);

// A copy of a frame whose facts are changed in place, for trying many answers one after the other.
// REQUIRES: the frame that it came from was made with `inputs`; no evaluation runs while it changes.
class Draft {
 public:
  Draft(const Inputs& inputs, const Frame& frame);

  [[nodiscard]] const Frame& frame() const { return frame_; }
  // Replaces one fact or cell. A cell of a year that the table does not have changes nothing.
  void put(const FactPath& path, const feel::Value& value);
  void clear(const FactPath& path);  // unknown again

 private:
  feel::Context& group(std::size_t index);  // this draft's own copy
  feel::Context* row(const FactPath& path);

  const Inputs* inputs_;
  Frame frame_;
  std::vector<std::shared_ptr<feel::Context>> groups_;  // nullptr: still the frame's
  struct Row {
    const Fact* fact;
    int year;
    std::shared_ptr<feel::Context> cells;
  };
  std::vector<Row> rows_;  // of the tables that were changed
};

// The facts and parameters among `inputs`, split.
struct Dependencies {
  std::vector<FactPath> facts;
  struct Figure {
    const Parameter* parameter;
    int year;  // 0: a single value
  };
  std::vector<Figure> figures;
  bool as_of = false;
};
[[nodiscard]] Dependencies dependencies(const Inputs& inputs, const feel::Value& value);

}  // namespace gangway::policy
