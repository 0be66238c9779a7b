#include <fstream>
#include <iostream>

#include "api/api.h"
#include "commands.h"

namespace gangway::app {

int openapi(const std::string& output) {
  const auto document = api::openapi_document();
  if (output.empty()) {
    std::cout << document;
    return 0;
  }
  std::ofstream out(output, std::ios::binary);
  out << document;
  return out.flush() ? 0 : complain(output);
}

}  // namespace gangway::app
