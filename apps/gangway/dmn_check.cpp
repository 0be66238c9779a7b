#include <filesystem>
#include <fstream>
#include <iostream>

#include "commands.h"
#include "dmn/check.h"
#include "dmn/folder.h"

namespace gangway::app {

int dmn_check(const Common& common, const DmnCheckOptions& options) {
  const auto xml = read_file(options.model);
  if (!xml) return complain(common, options.model, {xml.error()});
  feel::Diagnostics diagnostics;
  const auto importer = dmn::imports_from(std::filesystem::path(options.model).parent_path());
  const auto report = dmn::check_model(*xml, diagnostics, {}, importer);
  if (!report) {
    if (!diagnostics.empty()) return complain_of(common, options.model, diagnostics);
    return complain(common, options.model, {report.error()});
  }
  if (options.json) {
    std::cout << json::serialize(dmn::to_json(*report)) << '\n';
  } else {
    std::cout << dmn::to_text(*report, options.model, common.language);
  }
  if (!options.cases.empty()) {
    const auto name = std::filesystem::path(options.model).filename().string();
    std::ofstream out(options.cases, std::ios::binary);
    out << dmn::test_cases(*report, *xml, name, importer);
    if (!out.flush())
      return complain(common, options.cases, {Error{ErrorCode::Invalid, "app.cannot_write", {}, {}}});
  }
  const auto wrong = report->count(dmn::Severity::Error) + report->count(dmn::Severity::Warning);
  return wrong == 0 ? 0 : 1;
}

}  // namespace gangway::app
