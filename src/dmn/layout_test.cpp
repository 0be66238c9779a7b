#include "dmn/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "dmn/layout_graph.h"
#include "dmn/test_models.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string drawn(const std::string& xml) {
  feel::Diagnostics diagnostics;
  auto out = with_diagram(xml, diagnostics);
  EXPECT_TRUE(out.has_value()) << testing::said(diagnostics);
  return out ? *out : std::string();
}

std::string without_diagram(const std::string& xml) {
  const auto begin = xml.find("\n  <dmndi:DMNDI");
  const std::string end = "</dmndi:DMNDI>\n";
  return xml.substr(0, begin) + xml.substr(xml.find(end) + end.size());
}

const std::string kModel = testing::definitions(testing::input("a", "number") +
                                                "<decision id='d' name='d'><informationRequirement "
                                                "id='r'><requiredInput href='#a'/></informationRequirement>" +
                                                testing::literal("a") + "</decision>\n");

TEST(Layout, AddsTheDiagramAndTouchesNothingElse) {
  const auto xml = drawn(kModel);
  EXPECT_EQ(without_diagram(xml), kModel);
  EXPECT_THAT(xml, HasSubstr("dmnElementRef=\"d\""));
  EXPECT_THAT(xml, HasSubstr("<dmndi:DMNEdge id=\"edge_r\" dmnElementRef=\"r\">"));
  EXPECT_NE(testing::load(xml), nullptr);
}

TEST(Layout, AgainGivesTheSame) {
  const auto once = drawn(kModel);
  EXPECT_EQ(drawn(once), once);
}

TEST(Layout, GivesRequirementsTheIdsThatTheyLack) {
  const auto model =
      testing::definitions(testing::input("a", "number") + testing::decision({"a"}, testing::literal("a")));
  const auto xml = drawn(model);
  EXPECT_THAT(xml, HasSubstr("<informationRequirement id=\"requirement_1\">"));
  EXPECT_THAT(xml, HasSubstr("dmnElementRef=\"requirement_1\""));
  EXPECT_EQ(drawn(xml), xml);
}

TEST(Layout, NameSpacesFollowTheModelsVersion) {
  for (const auto& [version, name_space] :
       {std::pair("1.2", "http://www.omg.org/spec/DMN/20180521/DMNDI/"),
        std::pair("1.3", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        std::pair("1.4", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        std::pair("1.5", "https://www.omg.org/spec/DMN/20230324/DMNDI/")}) {
    const auto xml = drawn(testing::fixture("permit-" + std::string(version) + ".dmn"));
    EXPECT_THAT(xml, HasSubstr("xmlns:dmndi=\"" + std::string(name_space) + "\"")) << version;
    EXPECT_NE(testing::load(xml), nullptr);
  }
}

TEST(Layout, ChineseNamesMakeWiderShapes) {
  const auto width = [](const std::string& name) {
    const auto xml = drawn(testing::definitions("<inputData id='a' name='" + name + "'/>"));
    const auto at = xml.find("width=\"") + 7;
    return std::stoi(xml.substr(at));
  };
  EXPECT_GT(width("在中国境内居住的月数"), width("months"));
}

TEST(Layout, RefusesWhatIsNoModel) {
  feel::Diagnostics diagnostics;
  EXPECT_FALSE(with_diagram("<x/>", diagnostics).has_value());
}

bool apart(const DiagramNode& a, const DiagramNode& b) {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

// Does the segment run through the inside of the node? By samples, which need not be exact to find a
// crossing.
bool crosses(const Point& from, const Point& to, const DiagramNode& node) {
  constexpr int kSamples = 64;
  for (int i = 0; i <= kSamples; ++i) {
    const double share = static_cast<double>(i) / kSamples;
    const double x = from.x + (to.x - from.x) * share;
    const double y = from.y + (to.y - from.y) * share;
    if (x > node.x + 1 && x < node.x + node.width - 1 && y > node.y + 1 && y < node.y + node.height - 1)
      return true;
  }
  return false;
}

RC_GTEST_PROP(LayoutProperty, NothingLiesOverAnything, ()) {
  Diagram diagram;
  const auto count = *rc::gen::inRange<std::size_t>(1, 14);
  for (std::size_t i = 0; i < count; ++i) {
    diagram.nodes.push_back({static_cast<double>(*rc::gen::inRange(100, 240)),
                             static_cast<double>(*rc::gen::inRange(40, 100)), 0, 0});
  }
  // Requirements lead from lower to higher numbers, so that there is no circle.
  const auto wanted = *rc::gen::inRange(0, 30);
  for (int i = 0; i < wanted && count > 1; ++i) {
    const auto to = *rc::gen::inRange<std::size_t>(1, count);
    diagram.edges.push_back({*rc::gen::inRange<std::size_t>(0, to), to, {}});
  }
  place(diagram);
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = a + 1; b < count; ++b) RC_ASSERT(apart(diagram.nodes[a], diagram.nodes[b]));
  }
  for (const auto& edge : diagram.edges) {
    RC_ASSERT(diagram.nodes[edge.from].y > diagram.nodes[edge.to].y);
    for (std::size_t i = 0; i + 1 < edge.waypoints.size(); ++i) {
      for (const auto& node : diagram.nodes)
        RC_ASSERT(!crosses(edge.waypoints[i], edge.waypoints[i + 1], node));
    }
  }
}

}  // namespace
}  // namespace gangway::dmn
