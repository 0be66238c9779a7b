// The reference page of the built-in functions, from the tables that make the calls.
#pragma once

#include <string>
#include <string_view>

#include "base/bilingual.h"

namespace gangway::feel {

// What the page says of one function beside its table.
struct Note {
  std::string_view name;
  std::string_view result;        // the type of what it gives
  std::string_view null_example;  // gives null; empty: it never does, or only where the host gives no clock
  std::string_view zh;            // when it gives null beyond what holds for all; may be empty
  std::string_view en;
};
[[nodiscard]] const Note* find_note(std::string_view name);  // nullptr: none

// Markdown; every function has one entry.
[[nodiscard]] std::string function_reference(Language language);

}  // namespace gangway::feel
