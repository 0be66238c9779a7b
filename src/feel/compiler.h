// A checked tree to its compiled form: variables become slots and places in frames, constant parts become
// constants.
#pragma once

#include <memory>
#include <string_view>

#include "feel/code.h"
#include "feel/parser.h"

namespace gangway::feel {

// `slots`: how many of the tree's variables are given from outside.
[[nodiscard]] std::shared_ptr<const Code> compile_tree(const Parsed& parsed, std::uint32_t slots,
                                                       std::string_view text);

}  // namespace gangway::feel
