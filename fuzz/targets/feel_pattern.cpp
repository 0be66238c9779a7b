// Four lines: pattern, flags, replacement, and the text (all that follows).
#include <string>

#include "../feel_scope.h"
#include "base/utf8.h"
#include "feel/builtins/patterns.h"

namespace gangway::fuzz {

void run(std::string_view input) {
  if (input.size() > 1'000 || !utf8::is_valid(input)) return;  // texts of FEEL are UTF-8
  const auto line = [&] {
    const auto end = input.find('\n');
    std::string out(input.substr(0, end));
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return out;
  };
  const auto pattern = line();
  const auto flags = line();
  const auto replacement = line();
  const std::string text(input);

  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics, small_limits());
  const auto found = feel::families::pattern_matches(machine, text, pattern, flags);
  const auto replaced = feel::families::pattern_replace(machine, text, pattern, replacement, flags);
  const auto parts = feel::families::pattern_split(machine, text, pattern);
  if (found && !*found && replaced) require(*replaced == text, "nothing is replaced where nothing matches");
  if (found && !*found && parts && flags.empty()) {
    require(parts->size() == 1 && parts->front() == text, "nothing is split where nothing matches");
  }
  std::size_t length = 0;
  for (const auto& part : parts.value_or(std::vector<std::string>{})) length += part.size();
  require(length <= text.size(), "the parts of a text are parts of it");
}

}  // namespace gangway::fuzz
