// What people ask a centre about: invented questions with invented short answers. The answers say what
// happens next and name no figure of a rule, since rules come from the packs.
#pragma once

#include <string>
#include <vector>

#include "base/bilingual.h"
#include "requests/request.h"

namespace gangway::app::demonstration {

struct Topic {
  requests::Kind kind = requests::Kind::Question;
  std::string department;  // that knows the answer; empty: whoever is first asked
  Bilingual question;
  Bilingual answer;
};

[[nodiscard]] const std::vector<Topic>& topics();

}  // namespace gangway::app::demonstration
