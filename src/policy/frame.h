// The inputs of one evaluation, and how unknown ones are numbered. Internal to policy.
//
// Shape:  a Frame holds the FEEL values that a model's inputs take: one context per fact group, as_of and
//         parameters. An input that is not given is an untouched unknown with an InputId that decodes to its
//         path.
#pragma once

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
  [[nodiscard]] const std::vector<const Parameter*>& parameters() const { return parameters_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  const Vocabulary* vocabulary_;
  std::vector<const Parameter*> parameters_;
};

[[nodiscard]] feel::Value date_value(Day day);
[[nodiscard]] feel::Value parameters_value(const Inputs& inputs, Day as_of);
// REQUIRES: `parameters` is parameters_value() of the same day.
[[nodiscard]] Frame make_frame(const Inputs& inputs, const Facts& facts, Day as_of, feel::Value parameters);
// Replaces one fact or cell; nullopt makes it unknown again.
void put(Frame& frame, const Inputs& inputs, const FactPath& path, const std::optional<feel::Value>& value);

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
