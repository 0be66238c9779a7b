#include <fstream>
#include <iostream>

#include "commands.h"
#include "dmn/layout.h"

namespace gangway::app {

int dmn_layout(const Common& common, const std::string& model, const std::string& output) {
  const auto xml = read_file(model);
  if (!xml) return complain(common, model, {xml.error()});
  feel::Diagnostics diagnostics;
  const auto drawn = dmn::with_diagram(*xml, diagnostics);
  if (!drawn) {
    if (!diagnostics.empty()) return complain_of(common, model, diagnostics);
    return complain(common, model, {drawn.error()});
  }
  if (output.empty()) {
    std::cout << *drawn;
    return 0;
  }
  std::ofstream out(output, std::ios::binary);
  out << *drawn;
  if (!out.flush()) return complain(common, output, {Error{ErrorCode::Invalid, "app.cannot_write", {}, {}}});
  return 0;
}

}  // namespace gangway::app
