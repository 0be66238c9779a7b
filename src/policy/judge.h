// Judging: every route that applies in a region on a day, for one person, with reasons.
//
// Shape:  pure: no store, no clock, no I/O. A Setting is what one region and day fix (rules in force,
//         parameters, the numbering of inputs); it is immutable, costs about a millisecond to make and may be
//         kept and shared.
// Exact:  the engine's three-valued answer is confirmed by enumerating the cells of the facts it depends on,
//         within a budget: a status that no completion changes is given, and `missing` names just the facts
//         of which some completion shows that they matter. Past the budget a fact is in `may_matter` instead.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/assessment.h"
#include "policy/facts.h"
#include "policy/pack.h"

namespace gangway::policy {

class Setting {
 public:
  // Errors: NotFound, no such region. NotKnown, a day outside the years 1990 to 2100.
  [[nodiscard]] static Result<std::shared_ptr<const Setting>> create(std::shared_ptr<const RuleBook> book,
                                                                     std::string_view region, Day as_of);
  ~Setting();

  [[nodiscard]] const RuleBook& book() const;
  [[nodiscard]] const std::string& region() const;
  [[nodiscard]] Day as_of() const;
  [[nodiscard]] const Vocabulary& vocabulary() const;

  struct Parts;
  [[nodiscard]] const Parts& parts() const { return *parts_; }

 private:
  Setting();
  std::unique_ptr<Parts> parts_;
};

struct JudgeOptions {
  bool reasons = true;   // conditions, papers, fees, clocks, sources; without: statuses and missing only
  bool nearest = false;  // smallest single changes that open a closed route
  bool opens_on = true;  // the day from which time alone opens it, within ten years
  bool questions = true;
  int budget = 4000;                // evaluations per route that confirming may take
  std::vector<std::string> routes;  // only these; empty: all
};

[[nodiscard]] Assessment judge(const Setting& setting, const Facts& facts, const JudgeOptions& options = {});

// Judges one given version, in force or not: for pack tests.
[[nodiscard]] RouteAnswer judge_version(const Setting& setting, const Version& version, const Facts& facts,
                                        const JudgeOptions& options = {});

}  // namespace gangway::policy
