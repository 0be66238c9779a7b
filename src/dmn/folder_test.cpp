#include "dmn/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "dmn/check.h"
#include "dmn/test_models.h"

namespace gangway::dmn {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr auto* kDmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";

struct Link {
  std::string location;
  std::string uri = "urn:common";
  std::string type = kDmn;
};

// A model with these imports, which stand in lines 2, 3 and so on.
std::string model(const std::string& uri, const std::vector<Link>& imports, const std::string& body = {}) {
  auto out = "<definitions xmlns='" + std::string(kDmn) + "' name='m' namespace='" + uri + "'>\n";
  for (const auto& each : imports) {
    out += "<import name='c' namespace='" + each.uri + "' importType='" + each.type + "'" +
           (each.location.empty() ? "" : " locationURI='" + each.location + "'") + "/>\n";
  }
  return out + body + "</definitions>\n";
}

const std::string kCommon =
    model("urn:common", {},
          "<decision id='d' name='d'><variable name='d'/>" + testing::literal("7") + "</decision>");

class Imports : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "gangway-imports-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    folder_ = top_ / "models";
    fs::create_directories(folder_ / "parts");
    write("../outside.dmn", kCommon);
    write("common.dmn", kCommon);
  }
  void TearDown() override { fs::remove_all(top_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string refused(const Link& import) const {
    return testing::refusal(model("urn:m", {import}), imports_from(folder_));
  }
  [[nodiscard]] std::shared_ptr<const Model> loaded(const Link& import) const {
    return testing::load(model("urn:m", {import}), imports_from(folder_));
  }

  fs::path top_;
  fs::path folder_;
};

TEST_F(Imports, AreFoundByTheirPathInTheFolder) {
  write("parts/mit%20leer zeichen 中.dmn", kCommon);
  for (const auto* const location :
       {"common.dmn", "./common.dmn", "parts/../common.dmn", "parts/mit%2520leer%20zeichen 中.dmn"}) {
    const auto found = loaded({location});
    ASSERT_NE(found, nullptr);
    EXPECT_TRUE(found->find_decision("c.d")) << location;
  }
}

TEST_F(Imports, AreFoundByTheirNamespaceWhereNoPathIsWritten) {
  EXPECT_TRUE(loaded({""})->find_decision("c.d"));
  EXPECT_EQ(refused({"", "urn:other"}), "D1104 Line 2, c: the imported model “urn:other” was not found.\n");
}

TEST_F(Imports, OfAnImportedModelAreFoundFromWhereItLies) {
  write("parts/first.dmn", model("urn:first", {{"second.dmn", "urn:second"}}));
  write("parts/second.dmn", model("urn:second", {{"../common.dmn"}}));
  EXPECT_TRUE(loaded({"parts/first.dmn", "urn:first"})->find_decision("c.c.c.d"));
  write("parts/second.dmn", model("urn:second", {{"../../outside.dmn"}}));
  EXPECT_THAT(refused({"parts/first.dmn", "urn:first"}),
              HasSubstr("D1109 Line 2, parts/second.dmn#c: the import “../../outside.dmn” leads out"));
}

TEST_F(Imports, DoNotLeadOutOfTheFolder) {
  fs::create_symlink(top_ / "outside.dmn", folder_ / "link.dmn");
  fs::create_directory_symlink(top_, folder_ / "up");
  for (const std::string location :
       {"../outside.dmn", "parts/../../outside.dmn", "%2e%2E/outside.dmn", "%2E./outside.dmn", "/etc/passwd",
        "%2Fetc/passwd", "//host/common.dmn", "file:common.dmn", "https://example.org/common.dmn",
        "C:/common.dmn", "link.dmn", "up/outside.dmn", "..", "common.dmn%00"}) {
    EXPECT_EQ(refused({location}), "D1109 Line 2, c: the import “" + location +
                                       "” leads out of this model’s folder. Put the file into the folder and "
                                       "write a relative path.\n");
  }
  // A folder beside it whose name begins alike is another folder.
  fs::create_directory(top_ / "models-of-others");
  fs::copy(top_ / "outside.dmn", top_ / "models-of-others/a.dmn");
  fs::create_symlink(top_ / "models-of-others/a.dmn", folder_ / "alike.dmn");
  EXPECT_THAT(refused({"alike.dmn"}), HasSubstr("D1109"));
  // Nor is a file outside found by its namespace.
  fs::remove(folder_ / "common.dmn");
  EXPECT_THAT(refused({""}), HasSubstr("D1104"));
}

TEST_F(Imports, MayBeSymbolicLinksWithinTheFolder) {
  fs::create_symlink("../common.dmn", folder_ / "parts/link.dmn");
  EXPECT_TRUE(loaded({"parts/link.dmn"})->find_decision("c.d"));
}

TEST_F(Imports, ThatAreNoFilesAreMissing) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe.dmn").c_str(), 0600), 0);
  for (const std::string location : {"none.dmn", "parts", "pipe.dmn", ".", "common.dmn/x"}) {
    EXPECT_EQ(refused({location}), "D1104 Line 2, c: the imported model “" + location + "” was not found.\n");
  }
  EXPECT_TRUE(loaded({""})->find_decision("c.d")) << "the pipe is passed over";
}

TEST_F(Imports, OfAnotherNamespaceOrTypeAreRefused) {
  EXPECT_EQ(
      refused({"common.dmn", "urn:other"}),
      "D1110 Line 2, c: “common.dmn” has the namespace “urn:common”, but “urn:other” is written here.\n");
  EXPECT_EQ(refused({"common.pmml", "urn:p", "http://www.dmg.org/PMML-4_1"}),
            "D1111 Line 2, c: files of the type “http://www.dmg.org/PMML-4_1” cannot be imported, only DMN "
            "models.\n");
}

TEST_F(Imports, ThatCannotBeReadSayWhy) {
  write("broken.dmn", "<definitions>\n<decision>");
  EXPECT_EQ(refused({"broken.dmn"}),
            "D1114 Line 2, c: the import “broken.dmn” is not a DMN model that can be used; the entries after "
            "this one say why.\nD1001 Near line 2: this is not well-formed XML.\n");
}

TEST_F(Imports, HaveLimits) {
  for (int i = 0; i < 17; ++i) {
    const auto next = std::to_string(i + 1);
    write("deep" + std::to_string(i) + ".dmn",
          model("urn:" + std::to_string(i), {{"deep" + next + ".dmn", "urn:" + next}}));
  }
  EXPECT_THAT(refused({"deep0.dmn", "urn:0"}),
              HasSubstr("D1112 Line 2, deep15.dmn#c: too many imports follow one another; reading stopped at "
                        "“deep16.dmn”"));
  write("deep16.dmn", model("urn:16", {}));
  EXPECT_NE(loaded({"deep1.dmn", "urn:1"}), nullptr);

  std::vector<Link> many;
  for (int i = 0; i < 64; ++i) {
    many.push_back({"many" + std::to_string(i) + ".dmn", "urn:many" + std::to_string(i)});
    write(many.back().location, model(many.back().uri, {}));
  }
  EXPECT_THAT(testing::refusal(model("urn:m", many), imports_from(folder_)), HasSubstr("D1106 Line 65, c"));
  many.pop_back();
  EXPECT_NE(testing::load(model("urn:m", many), imports_from(folder_)), nullptr);

  const auto large = [&](const std::string& uri) {
    std::string body;
    while (body.size() < 17U << 20U) body += "<!--" + std::string(100'000, 'x') + "-->";
    write(uri.substr(4), model(uri, {}, body));
    return Link{uri.substr(4), uri};
  };
  EXPECT_THAT(testing::refusal(model("urn:m", {large("urn:one"), large("urn:two")}), imports_from(folder_)),
              HasSubstr("D1113 Line 3, c: the imported models are too large together"));
  write("huge.dmn", std::string(33U << 20U, ' '));
  EXPECT_THAT(refused({"huge.dmn"}), HasSubstr("D1113"));
}

// What is wrong in an imported model is shown with its file, with the reason of a text that cannot be read.
TEST_F(Imports, AreNamedByTheFindingsOfACheck) {
  write("parts/wrong.dmn", model("urn:common", {},
                                 "<decision id='w' name='w'><variable name='w' typeRef='tNone'/>\n" +
                                     testing::literal("1 +") + "</decision>"));
  feel::Diagnostics diagnostics;
  const auto report =
      check_model(model("urn:m", {{"parts/wrong.dmn"}}), diagnostics, {}, imports_from(folder_));
  ASSERT_TRUE(report);
  const auto said = to_text(*report, "models/m.dmn", Language::En);
  EXPECT_THAT(said, HasSubstr("models/parts/wrong.dmn:2: error D1201 parts/wrong.dmn#w: "));
  EXPECT_THAT(said, HasSubstr("models/parts/wrong.dmn:3: error D3001 parts/wrong.dmn#literalExpression: This "
                              "FEEL text cannot be read. F1102 "));
}

// Names of imported elements may hold spaces, and their types are known.
TEST(ImportsOfModels, AreReadByACheckAsByTheEngine) {
  for (const auto* const name : {"service-1.5.dmn", "constructs-1.5.dmn", "constructs-1.2.dmn"}) {
    feel::Diagnostics diagnostics;
    const auto report = check_model(testing::fixture(name), diagnostics, {},
                                    imports_from(fs::path(GANGWAY_SOURCE_DIR) / "tests/dmn"));
    ASSERT_TRUE(report);
    EXPECT_EQ(report->count(Severity::Error), 0U) << to_text(*report, name, Language::En);
  }
  auto wrong = testing::fixture("service-1.5.dmn");
  wrong.replace(wrong.find("permit.points + "), 16, "permit.points + \"1\" + ");
  feel::Diagnostics diagnostics;
  const auto report =
      check_model(wrong, diagnostics, {}, imports_from(fs::path(GANGWAY_SOURCE_DIR) / "tests/dmn"));
  ASSERT_TRUE(report);
  EXPECT_THAT(to_text(*report, "m", Language::En), HasSubstr("error D3002 from import"));
}

}  // namespace
}  // namespace gangway::dmn
