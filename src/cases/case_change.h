// How a command is carried out: load, decide, count, seal, write in one transaction. Private to cases.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cases/case_store.h"
#include "cases/cases.h"

namespace gangway::cases {

struct Cases::Stored {
  CaseRow row;  // as it is in the database
  journal::PersonKey key;
  Detail detail;  // opened
};

// A command: what its event is called, and what it decides.
struct Cases::Change {
  std::string_view event;
  std::function<Result<void>(Detail&, const Rules&)> decide;
  bool by_others = false;  // also by who does not hold the case: experts, departments' officers
  std::optional<NewPaper> paper = std::nullopt;  // its note is the last of the case's papers
};

// What is written beside the case.
struct Cases::Extra {
  std::string event;
  std::string place;
  std::string actor;
  std::string purpose;
  std::string text;  // into the event's sealed body
  Instant now{};
  std::optional<NewPaper> paper = std::nullopt;
  const Answer* answer = nullptr;
  Effect effect = Effect::Known;
  std::optional<MessageId> sent = std::nullopt;
};

[[nodiscard]] tl::unexpected<Error> not_found();
[[nodiscard]] Result<void> check_length(std::string_view text, std::size_t most, const char* field);

}  // namespace gangway::cases
