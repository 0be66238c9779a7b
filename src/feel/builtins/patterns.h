// XPath regular expressions over ICU's matcher. nullopt: not a pattern, not flags, not a replacement, or past
// the limits (Machine::limits, and ICU's counted steps, so that the answer does not depend on the clock).
// Source: XQuery and XPath Functions and Operators 3.1 clauses 5.6.3 to 5.6.5.
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
