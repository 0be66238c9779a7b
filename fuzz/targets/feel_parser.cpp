// Any text as an expression: it compiles, or says where it does not.
#include "../feel_scope.h"
#include "base/bilingual.h"

namespace gangway::fuzz {

void run(std::string_view input) {
  static const Given known = given();
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(input, known.scope, diagnostics);
  require(program.has_value() || !diagnostics.empty(), "what does not compile says why");
  for (const auto& each : diagnostics.all()) {
    require(each.span.begin <= each.span.end && each.span.end <= input.size(), "a finding lies in the text",
            each.number);
    require(has_text(each.number), "a finding has a text", each.number);
  }
  if (!program) return;
  require(program->slots() == known.slots.size(), "a program takes what its scope lists");
  require(program->type() != nullptr, "a program has a type");
  std::uint32_t next = 0;
  for (const auto slot : program->used()) {
    require(slot >= next && slot < program->slots(), "used slots ascend");
    next = slot + 1;
  }
}

}  // namespace gangway::fuzz
