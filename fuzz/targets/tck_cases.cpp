// Any text as a file of conformance test cases.
#include "../scratch_folder.h"
#include "../target.h"
#include "dmn/tck.h"

namespace gangway::fuzz {

void run(std::string_view input) {
  static const ScratchFolder folder("gangway-fuzz-tck");
  static const bool prepared = [] {
    for (const auto& entry : std::filesystem::directory_iterator(GANGWAY_SOURCE_DIR "/tests/dmn")) {
      if (entry.path().extension() == ".dmn") {
        std::filesystem::copy_file(entry.path(), folder.path() / entry.path().filename());
      }
    }
    return true;
  }();
  if (!prepared || input.size() > 40'000) return;
  folder.write("cases.xml", input);
  const auto report = dmn::run_tck(folder.path());
  require(report.has_value(), "a folder with a file of cases is read");
  require(report->failures.size() == report->failed, "each case that fails is named");
  (void)dmn::format_tck(*report);
}

}  // namespace gangway::fuzz
