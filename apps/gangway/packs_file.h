// Loading the packs for a command.
#pragma once

#include <memory>
#include <optional>

#include "commands.h"
#include "policy/pack.h"

namespace gangway::app {

// nullopt: the first fault and the number of the others were said on standard error.
[[nodiscard]] std::optional<std::shared_ptr<const policy::RuleBook>> load_packs(const Common& common);

// Says on standard error that it is none.
[[nodiscard]] bool is_folder(const Common& common, const std::string& path);

}  // namespace gangway::app
