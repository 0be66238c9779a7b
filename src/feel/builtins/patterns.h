// XPath regular expressions over ICU's. nullopt: not a pattern, not flags, or past the limits.
// Source: XQuery and XPath Functions 3.1 clause 5.6; XML Schema part 2 appendix G (class subtraction, \i and
// \c).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/machine.h"

namespace gangway::feel::families {

[[nodiscard]] std::optional<bool> pattern_matches(Machine& machine, const std::string& input,
                                                  const std::string& pattern, const std::string& flags);
[[nodiscard]] std::optional<std::string> pattern_replace(Machine& machine, const std::string& input,
                                                         const std::string& pattern,
                                                         const std::string& replacement,
                                                         const std::string& flags);
[[nodiscard]] std::optional<std::vector<std::string>> pattern_split(Machine& machine,
                                                                    const std::string& input,
                                                                    const std::string& pattern);

}  // namespace gangway::feel::families
