// Models for the tests of this module: files of tests/dmn, and texts put together on the spot.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "dmn/model.h"
#include "feel/program.h"

namespace gangway::dmn::testing {

inline std::string fixture(const std::string& name) {
  std::ifstream in(std::string(GANGWAY_SOURCE_DIR) + "/tests/dmn/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

inline std::string definitions(const std::string& body) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:test:m">
)" + body +
         "</definitions>\n";
}

inline std::string input(const std::string& name, const std::string& type) {
  return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name + "' typeRef='" + type +
         "'/></inputData>\n";
}

// A decision "d" that requires all of `inputs`.
inline std::string decision(const std::vector<std::string>& inputs, const std::string& logic) {
  std::string out = "<decision id='d' name='d'><variable name='d'/>";
  for (const auto& each : inputs) {
    out += "<informationRequirement><requiredInput href='#" + each + "'/></informationRequirement>";
  }
  return out + logic + "</decision>\n";
}

inline std::string literal(const std::string& text) {
  return "<literalExpression><text><![CDATA[" + text + "]]></text></literalExpression>";
}

// What the diagnostics say, in English, a line each.
inline std::string said(const feel::Diagnostics& diagnostics) {
  std::string out;
  for (const auto& each : diagnostics.all()) {
    out += each.number + " " + text(each.number, each.args, Language::En) + "\n";
  }
  return out;
}

// Finds imported models by their namespaces.
inline Model::Importer importing(std::map<std::string, std::string, std::less<>> models) {
  return [models =
              std::move(models)](const Model::Import& import) -> tl::expected<Model::Imported, ImportFault> {
    const auto found = models.find(import.namespace_uri);
    if (found == models.end()) return tl::unexpected(ImportFault::Missing);
    return Model::Imported{found->second, found->first};
  };
}

inline std::shared_ptr<const Model> load(const std::string& xml, const Model::Importer& importer = {}) {
  feel::Diagnostics diagnostics;
  auto model = Model::load(xml, diagnostics, importer);
  EXPECT_TRUE(model.has_value()) << said(diagnostics);
  return model ? *model : nullptr;
}

// What load() says of a text that it refuses.
inline std::string refusal(const std::string& xml, const Model::Importer& importer = {}) {
  feel::Diagnostics diagnostics;
  const auto model = Model::load(xml, diagnostics, importer);
  EXPECT_FALSE(model.has_value());
  return said(diagnostics);
}

// The value of a FEEL text, to compare with.
inline feel::Value feel_value(const std::string& text) {
  feel::Diagnostics diagnostics;
  const auto program = feel::Program::compile(text, {}, diagnostics);
  EXPECT_TRUE(program.has_value()) << text;
  feel::Machine machine(diagnostics);
  return program ? program->evaluate({}, machine) : feel::Value();
}

}  // namespace gangway::dmn::testing
