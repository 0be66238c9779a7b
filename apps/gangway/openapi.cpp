#include <fstream>
#include <iostream>

#include "api/api.h"
#include "commands.h"

namespace gangway::app {

int openapi(const Common& common, const std::string& output) {
  const auto document = api::openapi_document();
  if (output.empty()) {
    std::cout << document;
    return 0;
  }
  std::ofstream out(output, std::ios::binary);
  out << document;
  if (out.flush()) return 0;
  return complain(common, output, {Error{ErrorCode::Invalid, "app.cannot_write", {}, {}}});
}

}  // namespace gangway::app
