// The committed pages are what the tables say today: `gangway feel reference --lang en >
// docs/feel/reference.en.md` writes them anew.
#include "feel/reference.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "feel/builtin.h"

namespace gangway::feel {
namespace {

std::string page(const std::string& name) {
  std::ifstream in(GANGWAY_SOURCE_DIR "/docs/feel/" + name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Reference, TheCommittedPagesAreFresh) {
  EXPECT_EQ(page("reference.zh.md"), function_reference(Language::Zh));
  EXPECT_EQ(page("reference.en.md"), function_reference(Language::En));
}

TEST(Reference, EveryFunctionHasOneEntry) {
  const auto text = function_reference(Language::En);
  for (const auto* const builtin : builtins()) {
    const auto heading = "\n### " + std::string(builtin->name) + "\n";
    const auto at = text.find(heading);
    EXPECT_NE(at, std::string::npos) << builtin->name;
    EXPECT_EQ(text.find(heading, at + 1), std::string::npos) << builtin->name;
  }
}

}  // namespace
}  // namespace gangway::feel
