// A text as a QR code in SVG.
//
// Shape:  black squares on white with the quiet zone of four modules; error correction M. Any size on paper.
// Errors: Invalid "api.qr_too_long" for a text that no QR code holds.
// Source: ISO/IEC 18004, through libqrencode.
#pragma once

#include <string>

#include "base/result.h"

namespace gangway::api {

[[nodiscard]] Result<std::string> qr_svg(const std::string& text);

}  // namespace gangway::api
