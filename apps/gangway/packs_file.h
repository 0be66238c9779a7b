// Loading the packs for a command, with every fault said.
#pragma once

#include <memory>
#include <optional>

#include "commands.h"
#include "policy/pack.h"

namespace gangway::app {

// nullopt: the faults were printed on standard error.
[[nodiscard]] std::optional<std::shared_ptr<const policy::RuleBook>> load_packs(const Common& common);

}  // namespace gangway::app
