// The interview: which question next, and how many more at most.
//
// A question is asked only while its answer can still change the status of a route in view. Of those the one
// is chosen that is expected to settle most, counted over the cells of its answer.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/facts.h"
#include "policy/judge.h"

namespace gangway::policy {

struct InterviewRequest {
  std::set<std::string> skipped;    // answered "not sure": fact ids, or years of a table ("work.years.2022")
  std::vector<std::string> stages;  // only routes of these stages; empty: all
  std::vector<std::string> routes;  // only these routes; empty: all
};

struct NextQuestion {
  const Fact* fact = nullptr;          // nullptr: nothing left to ask
  std::vector<int> years;              // of a table: the years still needed, newest first
  std::vector<std::string> route_ids;  // that hang on it
  std::vector<Bilingual> routes;
  int at_most = 0;    // questions still open, this one included; a table counts as one
  int answered = 0;   // facts known; a table counts as one
  int form_size = 0;  // facts of the whole form of this place
};

[[nodiscard]] NextQuestion next_question(const Setting& setting, const Facts& facts,
                                         const InterviewRequest& request);

}  // namespace gangway::policy
