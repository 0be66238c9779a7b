#include "api/qr.h"

#include <qrencode.h>

#include <memory>

namespace gangway::api {
namespace {

constexpr int kQuiet = 4;  // modules around the code

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<std::string> qr_svg(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, /*casesensitive=*/1));
  if (!code) return fail(ErrorCode::Invalid, "api.qr_too_long");
  const int side = code->width + 2 * kQuiet;
  const auto size = std::to_string(side);
  std::string path;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const auto module = code->data[static_cast<std::size_t>(y * code->width + x)];
      if ((module & 1U) != 0) {  // the lowest bit: black
        path += "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + "h1v1h-1z";
      }
    }
  }
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + size + " " + size +
         R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)" + size + "v" + size +
         "H0z\"/><path d=\"" + path + "\"/></svg>\n";
}

}  // namespace gangway::api
