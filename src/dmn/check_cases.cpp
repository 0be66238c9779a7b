// Witnesses as test cases of OMG's DMN Technology Compatibility Kit (testCases.xsd).
#include <sstream>

#include "dmn/check.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

using feel::Kind;
using feel::Value;

std::string_view schema_type(Kind kind) {
  switch (kind) {
    case Kind::Boolean:
      return "xsd:boolean";
    case Kind::Number:
      return "xsd:decimal";
    case Kind::Date:
      return "xsd:date";
    case Kind::Time:
      return "xsd:time";
    case Kind::DateTime:
      return "xsd:dateTime";
    case Kind::DaysDuration:
    case Kind::MonthsDuration:
      return "xsd:duration";
    default:
      return "xsd:string";
  }
}

void write(pugi::xml_node parent, const Value& value) {
  if (value.kind() == Kind::Context) {
    for (const auto& [name, each] : value.as_context().entries()) {
      auto component = parent.append_child("component");
      component.append_attribute("name") = name.c_str();
      write(component, each);
    }
    return;
  }
  if (value.kind() == Kind::List) {
    auto list = parent.append_child("list");
    for (const auto& each : value.as_list()) write(list.append_child("item"), each);
    return;
  }
  auto node = parent.append_child("value");
  if (value.is_null()) {
    node.append_attribute("xsi:nil") = "true";
    return;
  }
  node.append_attribute("xsi:type") = schema_type(value.kind()).data();
  node.text() = feel::to_text(value).c_str();
}

Value evaluated(const Model& model, const Witness& witness, ElementIndex decision) {
  std::vector<Value> inputs(model.inputs().size());
  for (const auto& [name, value] : witness.inputs) {
    if (const auto index = model.find_input(name)) inputs[*index] = value;
  }
  feel::Diagnostics ignored;
  feel::Machine machine(ignored);
  Evaluation evaluation(model, inputs, machine);
  return evaluation.decision(decision);
}

}  // namespace

std::string test_cases(const CheckReport& report, std::string_view xml, std::string_view file,
                       const Model::Importer& importer) {
  feel::Diagnostics ignored;
  const auto model = Model::load(xml, ignored, importer, Model::Faulty::GivesNull);
  if (!model) return {};
  pugi::xml_document document;
  auto root = document.append_child("testCases");
  root.append_attribute("xmlns") = "http://www.omg.org/spec/DMN/20160719/testcase";
  root.append_attribute("xmlns:xsi") = "http://www.w3.org/2001/XMLSchema-instance";
  root.append_attribute("xmlns:xsd") = "http://www.w3.org/2001/XMLSchema";
  root.append_child("modelName").text() = std::string(file).c_str();
  std::size_t number = 0;
  for (const auto& finding : report.findings) {
    const auto decision = (*model)->find_decision(finding.decision);
    if (!finding.witness || !finding.witness->of_inputs || !decision) continue;
    auto test = root.append_child("testCase");
    const auto id = finding.number + "-" + std::to_string(++number);
    test.append_attribute("id") = id.c_str();
    test.append_child("description").text() = to_text(finding, Language::En).c_str();
    for (const auto& [name, value] : finding.witness->inputs) {
      auto input = test.append_child("inputNode");
      input.append_attribute("name") = name.c_str();
      write(input, value);
    }
    auto result = test.append_child("resultNode");
    result.append_attribute("name") = finding.decision.c_str();
    result.append_attribute("type") = "decision";
    write(result.append_child("expected"), evaluated(**model, *finding.witness, *decision));
  }
  if (number == 0) return {};
  std::ostringstream out;
  document.save(out, "  ");
  return std::move(out).str();
}

}  // namespace gangway::dmn
