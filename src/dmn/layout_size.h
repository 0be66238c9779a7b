// How large the shapes of a diagram are: wide enough for their names, Chinese ones too.
//
// Units:  pixels of a diagram.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dmn/layout_graph.h"

namespace gangway::dmn {

constexpr double kTextLine = 16;  // height of a line of text

// On one line.
[[nodiscard]] double text_width(std::string_view text);

// A shape for an element of this tag, without a place; nullopt: such elements are not drawn.
[[nodiscard]] std::optional<DiagramNode> sized(std::string_view tag, const std::string& name);

}  // namespace gangway::dmn
